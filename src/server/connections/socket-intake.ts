import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** Bytes that are still read, and thrown away, of a client that goes on sending after the last answer. */
const maxDiscardedBytes = 256 * 1024;

/** Decides whether anything is read from a socket whose requests Node parses. */
export class SocketIntake {
  readonly #socket: Socket;
  #isHeld = false;
  #discardsUntil = Number.POSITIVE_INFINITY;

  constructor(socket: Socket) {
    this.#socket = socket;
    // Node starts to read again by itself, after a request and when an answer has left.
    socket.on('resume', () => {
      if (this.#isHeld) socket.pause();
    });
  }

  /** Whether nothing is read. */
  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** Reads nothing more until `release`. */
  hold(): void {
    if (this.#isHeld) return;
    this.#isHeld = true;
    this.#socket.pause();
  }

  release(): void {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    this.#socket.resume();
  }

  /** From now on everything is thrown away, and after a limit nothing more is read. */
  discard(request: IncomingMessage | null): void {
    if (this.#discardsUntil !== Number.POSITIVE_INFINITY) return;
    this.#discardsUntil = this.#socket.bytesRead + maxDiscardedBytes;
    request?.on('data', this.discarded).resume();
  }

  /** To be called for what is read and belongs to no request. */
  readonly discarded = (): void => {
    if (this.#socket.bytesRead > this.#discardsUntil) this.hold();
  };
}

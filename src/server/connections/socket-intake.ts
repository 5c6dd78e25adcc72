import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** Maximum bytes that are read and discarded when a client continues to send after the last response. */
const maxDiscardedBytes = 64 * 1024;

/** Pauses and resumes reading from a socket whose requests Node parses. */
export class SocketIntake {
  readonly #socket: Socket;
  #isHeld = false;
  #discardsUntil = Number.POSITIVE_INFINITY;

  constructor(socket: Socket) {
    this.#socket = socket;
    // Node resumes the socket by itself after a request and after a response.
    socket.on('resume', () => {
      if (this.#isHeld) socket.pause();
    });
  }

  /** Whether reading is paused. */
  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** Pauses reading until `release`. */
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

  /** Discards all further bytes, and stops reading after a limit. */
  discard(request: IncomingMessage | null): void {
    if (this.#discardsUntil !== Number.POSITIVE_INFINITY) return;
    this.#discardsUntil = this.#socket.bytesRead + maxDiscardedBytes;
    request?.on('data', this.discarded).resume();
  }

  /** Call this for bytes that are read and belong to no request. */
  readonly discarded = (): void => {
    if (this.#socket.bytesRead > this.#discardsUntil) this.hold();
  };
}

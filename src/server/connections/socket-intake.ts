import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { PacedReads } from '../admission/paced-reads.js';

/** Maximum bytes that are read and discarded when a client continues to send after the last response. */
const maxDiscardedBytes = 64 * 1024;

/** Pauses and resumes reading from a socket whose requests Node parses. */
export class SocketIntake {
  readonly #socket: Socket;
  readonly #reads: PacedReads;
  #isHeld = false;
  #discardsUntil = Number.POSITIVE_INFINITY;

  /** @param turn Runs a task that parses some bytes of the socket at the socket's turn. */
  constructor(socket: Socket, turn: (task: () => void) => void) {
    this.#socket = socket;
    this.#reads = new PacedReads(socket, turn);
    // Node resumes the socket by itself after a request and after a response.
    socket.on('resume', () => {
      if (this.#isHeld) socket.pause();
    });
  }

  /** Whether reading is paused. */
  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** Whether bytes that were received wait for the parser. */
  get hasUnparsed(): boolean {
    return this.#reads.hasMore;
  }

  /** Pauses reading until `release`. */
  hold(): void {
    if (this.#isHeld) return;
    this.#isHeld = true;
    this.#reads.hold();
    this.#socket.pause();
  }

  release(): void {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    // The stream flows first, so that the parser gets the bytes in their turns, and not from the stream's buffer.
    this.#socket.resume();
    this.#reads.release();
  }

  /** Discards all further bytes, and stops reading after a limit. */
  discard(request: IncomingMessage | null): void {
    if (this.#discardsUntil !== Number.POSITIVE_INFINITY) return;
    this.#discardsUntil = this.#socket.bytesRead + maxDiscardedBytes;
    request?.on('data', this.discarded).resume();
  }

  /** Call this for each read whose bytes are discarded. */
  readonly discarded = (): void => {
    if (this.#socket.bytesRead > this.#discardsUntil) this.hold();
  };
}

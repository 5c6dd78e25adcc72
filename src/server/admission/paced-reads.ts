import type { Readable } from 'node:stream';

/** Maximum number of lines that Node's parser gets in one turn, enough for 128 chunks of a body. */
const maxLines = 256;
/** Maximum number of empty lines in one turn. A request has one, at the end of its header. */
const maxEmptyLines = 2;
const lineFeed = 0x0a;

/**
 * Passes the bytes that a socket receives to Node's parser, at most 256 lines and 2 pipelined requests in a turn.
 *
 * Node reads up to 64 KiB at once, and parses all of it: up to 2,500 requests, or 10,000 chunks. It does so for each
 * socket with data before it accepts the next connection.
 */
export class PacedReads {
  readonly #socket: Readable;
  readonly #push: Readable['push'];
  readonly #read: Readable['_read'];
  readonly #turn: (task: () => void) => void;
  /** The bytes that the parser has not got yet; null for none. */
  #rest: Buffer | null = null;
  #isHeld = false;
  /** Whether the stream has asked for more bytes. */
  #isAwaited = false;
  /** Whether the buffer of the stream has room, as of the last push. */
  #hasRoom = true;

  /** @param turn Runs the task at the socket's turn, which may be at once. */
  constructor(socket: Readable, turn: (task: () => void) => void) {
    this.#socket = socket;
    this.#turn = turn;
    this.#push = socket.push.bind(socket);
    this.#read = socket._read.bind(socket);
    // Without a listener, Node's parser reads from the handle, past the stream.
    socket.on('data', () => {});
    socket.push = (chunk: Buffer | null) => this.#receive(chunk);
    socket._read = () => {
      this.#isAwaited = true;
      this.#continue();
    };
  }

  /** Whether bytes wait for the parser. */
  get hasMore(): boolean {
    return this.#rest !== null || this.#socket.readableLength > 0;
  }

  /**
   * Stops reading until `release`. Pausing the stream is not enough: a paused stream reads ahead. Before the queued
   * requests are processed, it would report that the client has closed its half.
   */
  hold(): void {
    this.#isHeld = true;
  }

  release(): void {
    this.#isHeld = false;
    if (this.#isAwaited) this.#continue();
  }

  #continue(): void {
    if (this.#isHeld) return;
    this.#isAwaited = false;
    if (this.#rest) this.#turn(this.#parse);
    else this.#read(this.#socket.readableHighWaterMark);
  }

  /** @returns False to stop reading from the handle, until the stream calls `_read`. */
  #receive(chunk: Buffer | null): boolean {
    if (chunk === null) return this.#push(null);
    this.#rest = chunk;
    this.#turn(this.#parse);
    return this.#rest === null && this.#hasRoom && !this.#isHeld;
  }

  readonly #parse = (): void => {
    const chunk = this.#rest;
    if (!chunk || this.#socket.destroyed) return;
    const end = endOfLines(chunk);
    this.#rest = end < chunk.length ? chunk.subarray(end) : null;
    this.#hasRoom = this.#push(end < chunk.length ? chunk.subarray(0, end) : chunk);
  };
}

/** Returns the length of the first lines, up to the limits. */
function endOfLines(chunk: Buffer): number {
  let end = 0;
  let emptyLines = 0;
  for (let lines = 0; lines < maxLines && emptyLines < maxEmptyLines; lines++) {
    const next = chunk.indexOf(lineFeed, end) + 1;
    if (next === 0) return chunk.length;
    // A line feed, with or without a carriage return before it.
    if (next - end <= 2) emptyLines++;
    end = next;
  }
  return end;
}

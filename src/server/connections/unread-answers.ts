/** Why an answer is given up: nothing of it left for a while, it took too long as a whole, or too much waits in all. */
export type GivenUpFor = 'send_idle' | 'send_timeout' | 'send_bytes';

/** A connection as far as its answers are concerned. */
export interface Sending {
  /** Groups the connections of one client. */
  readonly address: string;
  /** Bytes of its answer that the gateway holds since its client has not taken them. */
  readonly unsentBytes: number;
  /** A number that changes with every byte that the kernel takes. */
  readonly sendProgress: number;
  close(reason: GivenUpFor): void;
}

export interface SendLimits {
  /** Milliseconds in which an answer must have left. */
  readonly sendTimeoutMs: number;
  /** Bytes of all answers together that wait for their clients. */
  readonly maxUnsentBytes: number;
}

interface Unread {
  readonly since: number;
  bytes: number;
  progress: number;
  progressAt: number;
}

/** The part of the whole time for which nothing of an answer may leave. */
const idlePart = 1 / 6;

/**
 * The answers that the kernel did not take at once, because their clients do not read, or slowly. Each is given
 * up when nothing of it has left for a sixth of the time for sending, and when it has not left as a whole after all of it,
 * so that a client cannot keep it by reading a byte now and then. All together are bounded: beyond it the address that has
 * the most bytes loses the answer that has waited longest. A single answer may be larger than the bound.
 *
 * Usual answers are taken at once, and cost one comparison here.
 */
export class UnreadAnswers<C extends Sending> {
  readonly #limits: SendLimits;
  readonly #now: () => number;
  /** The one that has waited longest first. */
  readonly #answers = new Map<C, Unread>();
  #bytes = 0;

  /** @param now Milliseconds of a clock that never goes back. */
  constructor(limits: SendLimits, now: () => number = () => performance.now()) {
    this.#limits = limits;
    this.#now = now;
  }

  /** How many there are. */
  get size(): number {
    return this.#answers.size;
  }

  /** Of all together, as last looked at. */
  get bytes(): number {
    return this.#bytes;
  }

  /** To be called once an answer has been handed to the socket. */
  add(connection: C): void {
    const bytes = connection.unsentBytes;
    if (bytes === 0) return;
    this.delete(connection);
    const now = this.#now();
    this.#answers.set(connection, { since: now, bytes, progress: connection.sendProgress, progressAt: now });
    this.#bytes += bytes;
    if (this.#bytes > this.#limits.maxUnsentBytes) this.#makeRoom();
  }

  delete(connection: C): void {
    const unread = this.#answers.get(connection);
    if (!unread) return;
    this.#answers.delete(connection);
    this.#bytes -= unread.bytes;
  }

  /** Gives up those that take too long. To be called several times within a sixth of the time for sending. */
  sweep(): void {
    const now = this.#now();
    const { sendTimeoutMs } = this.#limits;
    for (const [connection, unread] of this.#answers) {
      this.#measure(connection, unread, now);
      if (now - unread.since >= sendTimeoutMs) this.#giveUp(connection, 'send_timeout');
      else if (now - unread.progressAt >= sendTimeoutMs * idlePart) this.#giveUp(connection, 'send_idle');
    }
  }

  #measure(connection: C, unread: Unread, now: number): void {
    const { unsentBytes, sendProgress } = connection;
    if (sendProgress !== unread.progress) unread.progressAt = now;
    unread.progress = sendProgress;
    this.#bytes += unsentBytes - unread.bytes;
    unread.bytes = unsentBytes;
  }

  #makeRoom(): void {
    const now = this.#now();
    const byAddress = new Map<string, number>();
    for (const [connection, unread] of this.#answers) {
      this.#measure(connection, unread, now);
      byAddress.set(connection.address, (byAddress.get(connection.address) ?? 0) + unread.bytes);
    }
    while (this.#bytes > this.#limits.maxUnsentBytes && this.#answers.size > 1) {
      const heaviest = keyOfMost(byAddress);
      for (const [connection, unread] of this.#answers) {
        if (connection.address !== heaviest) continue;
        byAddress.set(heaviest, (byAddress.get(heaviest) ?? 0) - unread.bytes);
        this.#giveUp(connection, 'send_bytes');
        break;
      }
    }
  }

  #giveUp(connection: C, reason: GivenUpFor): void {
    this.delete(connection);
    connection.close(reason);
  }
}

function keyOfMost(numbers: ReadonlyMap<string, number>): string {
  let found = '';
  let most = -1;
  for (const [key, number] of numbers) {
    if (number <= most) continue;
    found = key;
    most = number;
  }
  return found;
}

/** Reason to give up a response: it made no progress, took too long, or too many bytes of all responses are unsent. */
export type GiveUpReason = 'send_idle' | 'send_timeout' | 'send_bytes';

/** The part of a connection that `UnsentResponses` uses. */
export interface SendingConnection {
  /** Groups the connections of one client. */
  readonly address: string;
  /** Bytes of the response that the kernel has not accepted yet. */
  readonly unsentBytes: number;
  /** A number that changes with every byte that the kernel accepts. */
  readonly sendProgress: number;
  close(reason: GiveUpReason): void;
}

export interface SendLimits {
  /** Milliseconds in which a response must leave whole. */
  readonly sendTimeoutMs: number;
  /** Maximum bytes of all responses together that the kernel has not accepted yet. */
  readonly maxUnsentBytes: number;
}

interface UnsentResponse {
  readonly since: number;
  bytes: number;
  progress: number;
  progressAt: number;
}

/** Part of the send timeout after which a response without progress is given up. */
const idlePart = 1 / 6;

/**
 * The responses that the kernel did not accept at once, because their clients read slowly or not at all.
 *
 * A response is given up, and its connection closed, when no byte of it leaves for a sixth of the send timeout, or when
 * it has not left whole after the send timeout. The second rule stops a client that reads a byte now and then. The
 * bytes of all responses together are bounded. Beyond the bound, the oldest response of the address with the most bytes
 * is given up. A single response may be larger than the bound.
 *
 * The kernel accepts most responses at once, which costs one comparison here.
 */
export class UnsentResponses<C extends SendingConnection> {
  readonly #limits: SendLimits;
  readonly #now: () => number;
  /** Oldest first. */
  readonly #unsent = new Map<C, UnsentResponse>();
  #bytes = 0;

  /** @param now A monotonic clock, in milliseconds. */
  constructor(limits: SendLimits, now: () => number = () => performance.now()) {
    this.#limits = limits;
    this.#now = now;
  }

  /** Number of unsent responses. */
  get size(): number {
    return this.#unsent.size;
  }

  /** Bytes of all unsent responses, at the last measurement. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Call this after a response is written to the socket. */
  add(connection: C): void {
    const bytes = connection.unsentBytes;
    if (bytes === 0) return;
    this.delete(connection);
    const now = this.#now();
    this.#unsent.set(connection, { since: now, bytes, progress: connection.sendProgress, progressAt: now });
    this.#bytes += bytes;
    if (this.#bytes > this.#limits.maxUnsentBytes) this.#makeRoom();
  }

  delete(connection: C): void {
    const unsent = this.#unsent.get(connection);
    if (!unsent) return;
    this.#unsent.delete(connection);
    this.#bytes -= unsent.bytes;
  }

  /** Gives up responses that take too long. Call it several times within a sixth of the send timeout. */
  sweep(): void {
    const now = this.#now();
    const { sendTimeoutMs } = this.#limits;
    for (const [connection, unsent] of this.#unsent) {
      this.#measure(connection, unsent, now);
      if (now - unsent.since >= sendTimeoutMs) this.#giveUp(connection, 'send_timeout');
      else if (now - unsent.progressAt >= sendTimeoutMs * idlePart) this.#giveUp(connection, 'send_idle');
    }
  }

  #measure(connection: C, unsent: UnsentResponse, now: number): void {
    const { unsentBytes, sendProgress } = connection;
    if (sendProgress !== unsent.progress) unsent.progressAt = now;
    unsent.progress = sendProgress;
    this.#bytes += unsentBytes - unsent.bytes;
    unsent.bytes = unsentBytes;
  }

  #makeRoom(): void {
    const now = this.#now();
    const byAddress = new Map<string, number>();
    for (const [connection, unsent] of this.#unsent) {
      this.#measure(connection, unsent, now);
      byAddress.set(connection.address, (byAddress.get(connection.address) ?? 0) + unsent.bytes);
    }
    while (this.#bytes > this.#limits.maxUnsentBytes && this.#unsent.size > 1) {
      const heaviest = keyOfMost(byAddress);
      for (const [connection, unsent] of this.#unsent) {
        if (connection.address !== heaviest) continue;
        byAddress.set(heaviest, (byAddress.get(heaviest) ?? 0) - unsent.bytes);
        this.#giveUp(connection, 'send_bytes');
        break;
      }
    }
  }

  #giveUp(connection: C, reason: GiveUpReason): void {
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

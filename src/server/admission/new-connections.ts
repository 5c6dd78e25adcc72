/** New connections a second that are accepted whoever opens them. Node serves about 2,000 with a request each. */
const perSecond = 500;
/** New connections at once that are accepted whoever opens them, such as those of all browsers after a network failure. */
const burst = 1_000;
/** New connections a second that a client may always open. */
const alwaysPerSecond = 20;

/**
 * Decides which new connections are closed at once, because so many are opened that the event loop does little else. A
 * connection that is closed at once costs a fifth of one whose request is read.
 *
 * Up to 500 connections a second, and 1,000 at once, all are accepted. Beyond, a client must not have opened more
 * connections in the last second than the average of all clients, or 20. All methods take constant time.
 */
export class NewConnections {
  readonly #now: () => number;
  #tokens = burst;
  #refilledAt: number;
  /** Connections by client, in this second and in the one before. */
  #current = new Map<string, number>();
  #previous = new Map<string, number>();
  #currentTotal = 0;
  #previousTotal = 0;
  #currentSince: number;

  /** @param now A monotonic clock, in milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#refilledAt = now();
    this.#currentSince = now();
  }

  /** Counts a new connection of a client. @returns Whether the connection is accepted. */
  accepts(client: string): boolean {
    const now = this.#now();
    this.#nextSecond(now);
    const inCurrent = (this.#current.get(client) ?? 0) + 1;
    this.#current.set(client, inCurrent);
    this.#currentTotal++;
    this.#tokens = Math.min(burst, this.#tokens + ((now - this.#refilledAt) / 1_000) * perSecond);
    this.#refilledAt = now;
    if (this.#tokens >= 1) {
      this.#tokens--;
      return true;
    }
    // The last second is the current one and the rest of the previous one.
    const rest = 1 - (now - this.#currentSince) / 1_000;
    const own = Math.floor(inCurrent + (this.#previous.get(client) ?? 0) * rest);
    const clients = Math.max(this.#current.size, this.#previous.size);
    return own <= Math.max(alwaysPerSecond, (this.#currentTotal + this.#previousTotal * rest) / clients - 1);
  }

  #nextSecond(now: number): void {
    const passed = now - this.#currentSince;
    if (passed < 1_000) return;
    const isNext = passed < 2_000;
    this.#previous = isNext ? this.#current : new Map();
    this.#previousTotal = isNext ? this.#currentTotal : 0;
    this.#current = new Map();
    this.#currentTotal = 0;
    this.#currentSince = isNext ? this.#currentSince + 1_000 : now;
  }
}

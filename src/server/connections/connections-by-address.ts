/** The part of a connection that `ConnectionsByAddress` uses. */
export interface Waiting {
  /** Groups the connections of one client. */
  readonly address: string;
  /** Whether the last response has left, and no byte of the next request was received. */
  readonly isIdle: boolean;
}

/** Maximum number of connections, longest-waiting first, that are searched for an idle one. Bounds the time. */
const searchLimit = 16;

/**
 * Connections in one state, grouped by address: those that wait for their clients, or those with a request in progress.
 * At the limit of connections, `next` selects the one to close: the connection of the address with the most connections
 * that has been in the state for the longest time. The rest of this comment is about waiting connections.
 *
 * Age alone would not be fair. If the oldest connection of all were closed, a client that keeps opening connections
 * would close the idle connections of all others. If the newest were closed, or one without a request, a client that
 * holds its connections open would lock out all others. Grouped by address, a client that opens many connections loses
 * its own. An attacker with as many addresses as connections cannot get a new connection closed before older ones: the
 * new connection is served if its request arrives before `maxConnections` others have been opened.
 *
 * An idle connection is closed before one with a partly received request, if it has waited nearly as long, since its
 * client can reconnect without loss. A connection that has not sent its first request does not count as idle.
 *
 * All methods take constant time.
 */
export class ConnectionsByAddress<C extends Waiting> {
  /** Insertion order is the order of waiting; longest first. */
  readonly #byAddress = new Map<string, Set<C>>();
  /** At index n, the addresses with n waiting connections, in the order in which they reached n. */
  readonly #byCount: Set<string>[] = [];
  #most = 0;

  /** Adds a connection at the end, or moves it there. */
  add(connection: C): void {
    this.delete(connection);
    const { address } = connection;
    let waiting = this.#byAddress.get(address);
    if (!waiting) {
      waiting = new Set();
      this.#byAddress.set(address, waiting);
    }
    waiting.add(connection);
    this.#recount(address, waiting.size - 1, waiting.size);
  }

  delete(connection: C): void {
    const { address } = connection;
    const waiting = this.#byAddress.get(address);
    if (!waiting?.delete(connection)) return;
    if (waiting.size === 0) this.#byAddress.delete(address);
    this.#recount(address, waiting.size + 1, waiting.size);
  }

  /** Number of connections of an address. */
  countOf(address: string): number {
    return this.#byAddress.get(address)?.size ?? 0;
  }

  /** Returns the connection to close; null when there is none. */
  next(): C | null {
    const [address] = this.#byCount[this.#most] ?? [];
    const waiting = address === undefined ? undefined : this.#byAddress.get(address);
    if (!waiting) return null;
    let longest: C | null = null;
    let seen = 0;
    for (const connection of waiting) {
      if (connection.isIdle) return connection;
      longest ??= connection;
      if (++seen === searchLimit) break;
    }
    return longest;
  }

  #recount(address: string, before: number, after: number): void {
    if (before > 0) this.#byCount[before]?.delete(address);
    if (after > 0) {
      const addresses = this.#byCount[after] ?? new Set();
      this.#byCount[after] = addresses.add(address);
    }
    // A count changes by one, so the new maximum is at most one lower.
    if (after > this.#most) this.#most = after;
    else if (before === this.#most && this.#byCount[before]?.size === 0) this.#most = after;
  }
}

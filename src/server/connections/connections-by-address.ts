/** The part of a connection that `ConnectionsByAddress` uses. */
export interface AddressedConnection {
  /** Groups the connections of one client. */
  readonly address: string;
  /** Whether the last response has left, and no byte of the next request was received. */
  readonly isIdle: boolean;
}

/** Maximum number of connections of an address, oldest in the state first, that are searched for an idle one. Bounds the time. */
const searchLimit = 16;

/**
 * The connections in one state, such as waiting for their clients, by address and in the order in which they entered the
 * state. At the limit of connections, `next` selects the one to close: of the address with the most connections in the
 * state, the one that has been in it for the longest time.
 *
 * Age alone would not be fair. If the oldest waiting connection of all were closed, a client that keeps opening
 * connections would close the idle connections of all others. If the newest were closed, or one without a request, a
 * client that holds its connections open would lock out all others. Grouped by address, a client that opens many
 * connections loses its own. An attacker with as many addresses as connections cannot get a new connection closed before
 * older ones: the new connection is served if its request arrives before `maxConnections` others have been opened.
 *
 * An idle connection is closed before one with a partly received request, if it has waited nearly as long, since its
 * client can reconnect without loss. A connection that has not sent its first request does not count as idle.
 *
 * All methods take constant time.
 */
export class ConnectionsByAddress<C extends AddressedConnection> {
  /** Insertion order is the order of entry into the state. */
  readonly #byAddress = new Map<string, Set<C>>();
  /** At index n, the addresses with n connections, in the order in which they reached n. */
  readonly #byCount: Set<string>[] = [];
  #most = 0;

  /** Adds a connection at the end, or moves it there. */
  add(connection: C): void {
    this.delete(connection);
    const { address } = connection;
    let group = this.#byAddress.get(address);
    if (!group) {
      group = new Set();
      this.#byAddress.set(address, group);
    }
    group.add(connection);
    this.#recount(address, group.size - 1, group.size);
  }

  delete(connection: C): void {
    const { address } = connection;
    const group = this.#byAddress.get(address);
    if (!group?.delete(connection)) return;
    if (group.size === 0) this.#byAddress.delete(address);
    this.#recount(address, group.size + 1, group.size);
  }

  /** Number of connections of an address. */
  countOf(address: string): number {
    return this.#byAddress.get(address)?.size ?? 0;
  }

  /** Returns the connection to close; null when there is none. */
  next(): C | null {
    const [address] = this.#byCount[this.#most] ?? [];
    const group = address === undefined ? undefined : this.#byAddress.get(address);
    if (!group) return null;
    let longest: C | null = null;
    let seen = 0;
    for (const connection of group) {
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

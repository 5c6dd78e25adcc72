/** A connection as far as fairness between clients is concerned. */
export interface Waiting {
  /** Groups the connections of one client. */
  readonly address: string;
  /** Whether it has had an answer, and nothing of a next request has come. */
  readonly isIdle: boolean;
}

/** How many of those that have waited longest are searched for an idle one: enough, and a constant. */
const searched = 16;

/**
 * The connections that wait for their client, in the order in which they began to, and the one to close when there are too
 * many: of the address with the most of them, the one that has waited longest.
 *
 * Neither order alone is fair. If the oldest of all had to go, a client that opens connections without end would close
 * everybody's idle ones; if the newest had to go, or those that have sent nothing yet, one client that holds its
 * connections would keep everybody out. By address, a client that opens many closes its own. Within one address, and
 * where attackers have as many addresses as connections, a new connection has the longest time of all: it is served if
 * it sends its request before as many others as there may be have come.
 *
 * An idle connection goes before one that is in the middle of a request, if it has waited nearly as long: its client
 * opens another and loses nothing. One that has not sent its first request yet does not count as idle.
 *
 * All methods take constant time.
 */
export class WaitingConnections<C extends Waiting> {
  /** Insertion order is the order of waiting. */
  readonly #byAddress = new Map<string, Set<C>>();
  /** The addresses that have n waiting connections, at index n, in the order in which they came to have n. */
  readonly #byCount: Set<string>[] = [];
  #most = 0;

  /** Puts it at the end, also when it waits already. */
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

  /** The one to close; null when none waits. */
  next(): C | null {
    const [address] = this.#byCount[this.#most] ?? [];
    const waiting = address === undefined ? undefined : this.#byAddress.get(address);
    if (!waiting) return null;
    let longest: C | null = null;
    let seen = 0;
    for (const connection of waiting) {
      if (connection.isIdle) return connection;
      longest ??= connection;
      if (++seen === searched) break;
    }
    return longest;
  }

  #recount(address: string, before: number, after: number): void {
    if (before > 0) this.#byCount[before]?.delete(address);
    if (after > 0) {
      const addresses = this.#byCount[after] ?? new Set();
      this.#byCount[after] = addresses.add(address);
    }
    // A count changes by one, so the next lower one is enough.
    if (after > this.#most) this.#most = after;
    else if (before === this.#most && this.#byCount[before]?.size === 0) this.#most = after;
  }
}

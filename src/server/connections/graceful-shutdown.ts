import type { Connection } from './connection.js';

/** Milliseconds in which a partly received request must be complete once the server closes. */
const receiveGraceMs = 5_000;

/** Milliseconds for which a new connection may wait for its first byte. */
const arrivalGraceMs = 1_000;

/**
 * Ends the connections of servers that no longer listen, in bounded time. Node's `close` is not enough: it waits for
 * every connection, and disables its timeouts for slow requests.
 *
 * An idle connection ends at once. A connection on which no byte has arrived ends within a second: a browser may have
 * opened it in advance, or a proxy may be about to send a request. A partly received request must be complete within
 * five seconds. A connection with a request in progress ends after the response. After the grace period all remaining
 * connections are closed.
 */
export class GracefulShutdown {
  readonly #connections: () => Iterable<Connection>;
  #timers: NodeJS.Timeout[] = [];
  #hasBegun = false;

  constructor(connections: () => Iterable<Connection>) {
    this.#connections = connections;
  }

  /** @param graceMs Milliseconds after which all remaining connections are closed; 0 closes all at once. */
  begin(graceMs: number): void {
    this.#hasBegun = true;
    if (graceMs === 0) {
      this.#closeAll();
      return;
    }
    const newSince = performance.now() - arrivalGraceMs;
    for (const connection of this.#connections()) {
      if (connection.isIdle || connection.openedAt < newSince) this.closeIfUnused(connection);
    }
    this.#timers = [
      setTimeout(() => this.#closeUnused(), Math.min(arrivalGraceMs, graceMs)),
      setTimeout(() => this.#closeIncomplete(), Math.min(receiveGraceMs, graceMs)),
      setTimeout(() => this.#closeAll(), graceMs),
    ];
  }

  /** Closes an unused connection after the start of the shutdown. Call this when a connection has no request left. */
  closeIfUnused(connection: Connection): void {
    if (this.#hasBegun && connection.isUnused) connection.socket.destroy();
  }

  /** Call this when no connection is left. */
  end(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #closeUnused(): void {
    for (const connection of this.#connections()) this.closeIfUnused(connection);
  }

  #closeIncomplete(): void {
    for (const connection of this.#connections()) if (connection.awaitsRequest) connection.close('shutdown');
  }

  #closeAll(): void {
    for (const connection of this.#connections()) connection.close('shutdown');
  }
}

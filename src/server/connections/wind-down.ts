import type { Connection } from './connection.js';

/** Milliseconds that a request which has begun to arrive has to come whole, once its server closes. */
const receiveGraceMs = 5_000;

/** Milliseconds in which the first bytes of a new connection may be on their way. */
const arrivalGraceMs = 1_000;

/**
 * Ends the connections of servers that no longer listen, in bounded time.
 *
 * Node's own `close` waits for every connection, and switches its timeouts for slow requests off. A connection without a
 * request ends at once, also one on which no byte has ever come: browsers open such connections in advance. A proxy
 * opens one for a request that it is about to send, so that a new connection has a second for its first byte. One whose
 * request is served ends after the answer. Nothing that a client does, or does not do, holds it up beyond the given time.
 */
export class WindDown {
  readonly #connections: () => Iterable<Connection>;
  #timers: NodeJS.Timeout[] = [];
  #hasBegun = false;

  constructor(connections: () => Iterable<Connection>) {
    this.#connections = connections;
  }

  /** @param graceMs Milliseconds after which no connection is left; with 0 all are closed at once. */
  begin(graceMs: number): void {
    this.#hasBegun = true;
    if (graceMs === 0) {
      this.#closeAll();
      return;
    }
    const newSince = performance.now() - arrivalGraceMs;
    for (const connection of this.#connections()) {
      if (connection.isIdle || connection.openedAt < newSince) this.rests(connection);
    }
    this.#timers = [
      setTimeout(() => this.#closeUnused(), Math.min(arrivalGraceMs, graceMs)),
      setTimeout(() => this.#closeIncomplete(), Math.min(receiveGraceMs, graceMs)),
      setTimeout(() => this.#closeAll(), graceMs),
    ];
  }

  /** To be called when a connection has had its answer. */
  rests(connection: Connection): void {
    if (this.#hasBegun && connection.isUnused) connection.socket.destroy();
  }

  /** To be called when no connection is left. */
  end(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #closeUnused(): void {
    for (const connection of this.#connections()) this.rests(connection);
  }

  #closeIncomplete(): void {
    for (const connection of this.#connections()) if (connection.awaitsRequest) connection.close('shutdown');
  }

  #closeAll(): void {
    for (const connection of this.#connections()) connection.close('shutdown');
  }
}

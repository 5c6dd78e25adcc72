import { FairQueue, type Queued } from '../../connect/limits/fair-queue.js';

/** Maximum number of requests that are handled in one round of the event loop. */
const maxPerRound = 16;
/** Milliseconds that a round may take. After a longer one, fewer requests are handled in the next. */
const roundMs = 5;
/**
 * Milliseconds for which no request is handled while connections arrive. Node accepts one connection in each round, so a
 * new connection would otherwise wait behind the requests of all connections before it.
 */
const maxPauseMs = 100;

interface Waiting extends Queued {
  readonly handle: () => void;
}

/**
 * Runs the handlers of requests, a few in each round of the event loop, round robin over the clients' addresses. A
 * burst on many connections therefore delays neither a probe from another address nor a new connection. Requests below
 * the limit of a round are handled at once.
 */
export class HandlerTurns {
  readonly #queue = new FairQueue<Waiting>();
  /** Maximum number of requests in a round, by the time that earlier rounds took. */
  #limit = maxPerRound;
  #inRound = 0;
  #scheduled = false;
  #roundStartedAt = 0;
  #accepted = 0;
  /** End of the pause at the latest, on `performance.now()`. */
  #pauseUntil = 0;

  /** @param accepted Returns the number of connections accepted so far. */
  constructor(private readonly accepted: () => number = () => 0) {}

  run(address: string, handle: () => void): void {
    if (!this.#scheduled) this.#roundStartedAt = performance.now();
    this.#schedule();
    if (this.#queue.size === 0 && this.#inRound < this.#limit) {
      this.#inRound++;
      handle();
      return;
    }
    this.#queue.add({ caller: { id: address }, priority: 'client', handle });
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => this.#nextRound());
  }

  #nextRound(): void {
    this.#scheduled = false;
    const now = performance.now();
    const isLong = now - this.#roundStartedAt > roundMs;
    this.#roundStartedAt = now;
    this.#limit = isLong ? Math.max(1, this.#limit >> 1) : Math.min(maxPerRound, this.#limit * 2);
    const accepted = this.accepted();
    const isArriving = accepted !== this.#accepted;
    this.#accepted = accepted;
    this.#inRound = 0;
    if (this.#queue.size === 0) return;
    if (isArriving && now < this.#pauseUntil) {
      // Requests that come in this round wait, too.
      this.#inRound = this.#limit;
      this.#schedule();
      return;
    }
    for (; this.#inRound < this.#limit; this.#inRound++) {
      const next = this.#queue.next();
      if (!next) return;
      next.handle();
    }
    this.#pauseUntil = performance.now() + maxPauseMs;
    this.#schedule();
  }
}

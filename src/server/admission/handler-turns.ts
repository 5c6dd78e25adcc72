import { FairQueue, type Queued } from '../../connect/limits/fair-queue.js';

/** Maximum number of requests that are handled in one round of the event loop. */
const perRound = 16;

interface Waiting extends Queued {
  readonly handle: () => void;
}

/**
 * Runs the handlers of requests, a few in each round of the event loop, round robin over the clients' addresses. A
 * burst on many connections therefore does not delay a probe from another address. Requests below the limit of a round
 * are handled at once.
 */
export class HandlerTurns {
  readonly #queue = new FairQueue<Waiting>();
  #inRound = 0;
  #scheduled = false;

  run(address: string, handle: () => void): void {
    this.#schedule();
    if (this.#queue.size === 0 && this.#inRound < perRound) {
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
    for (this.#inRound = 0; this.#inRound < perRound; this.#inRound++) {
      const next = this.#queue.next();
      if (!next) return;
      next.handle();
    }
    this.#schedule();
  }
}

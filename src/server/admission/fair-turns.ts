import { FairQueue, type Queued } from '../../connect/limits/fair-queue.js';
import { AcceptPause } from './accept-pause.js';

/** Maximum number of tasks that run in one round of the event loop. */
const maxPerRound = 16;
/** Milliseconds that a round may take. After a longer one, fewer tasks run in the next. */
const roundMs = 5;

interface Waiting extends Queued {
  readonly task: () => void;
}

/**
 * Runs short tasks for clients, a few in each round of the event loop, round robin over the clients' addresses. A burst
 * on many connections therefore delays neither a probe from another address nor a new connection. Tasks below the limit
 * of a round run at once.
 */
export class FairTurns {
  readonly #queue = new FairQueue<Waiting>();
  /** Maximum number of tasks in a round, by the time that earlier rounds took. */
  #limit = maxPerRound;
  #inRound = 0;
  #scheduled = false;
  #roundStartedAt = 0;
  readonly #pause: AcceptPause;

  /** @param accepted Returns the number of connections accepted so far. */
  constructor(accepted: () => number = () => 0) {
    this.#pause = new AcceptPause(accepted);
  }

  run(address: string, task: () => void): void {
    if (!this.#scheduled) this.#roundStartedAt = performance.now();
    this.#schedule();
    if (this.#queue.size === 0 && this.#inRound < this.#limit) {
      this.#inRound++;
      task();
      return;
    }
    this.#queue.add({ caller: { id: address }, priority: 'client', task });
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
    const isPaused = this.#pause.goesOn();
    this.#inRound = 0;
    if (this.#queue.size === 0) return;
    if (isPaused) {
      // Tasks that come in this round wait, too.
      this.#inRound = this.#limit;
      this.#schedule();
      return;
    }
    for (; this.#inRound < this.#limit; this.#inRound++) {
      const next = this.#queue.next();
      if (!next) return;
      next.task();
    }
    this.#pause.begin();
    this.#schedule();
  }
}

import type { CancelSignal } from '../../lib/waiters.js';
import { FairQueue, type Queued } from './fair-queue.js';

/** Maximum number of tasks that run in one round of the event loop. */
const maxPerRound = 16;
/** Milliseconds that a round may take. After a longer one, fewer tasks run in the next. */
const roundMs = 5;

interface Waiting extends Queued {
  readonly task: () => void;
}

/** Pause between two rounds of tasks. */
interface Pause {
  /** Begins a pause, after a round that has reached its limit while tasks wait. */
  begin(): void;
  /** Whether the pause continues. Called at most once in a round of the event loop, as long as tasks wait. */
  goesOn(): boolean;
}

/**
 * Runs short tasks for callers, a few in each round of the event loop, round robin over the callers. A burst of one
 * caller therefore delays neither other callers nor a probe. Tasks below the limit of a round run at once.
 */
export class FairTurns {
  readonly #queue = new FairQueue<Waiting>();
  /** Maximum number of tasks in a round, adapted to the duration of earlier rounds. */
  #limit = maxPerRound;
  #inRound = 0;
  #scheduled = false;
  #roundStartedAt = 0;

  constructor(private readonly pause: Pause | null = null) {}

  /** Waits for a turn of the caller. The wait also ends when the client has gone. */
  async turn(caller: string, gone?: CancelSignal): Promise<void> {
    if (this.#takeTurn()) return;
    await new Promise<void>((resolve) => {
      const end = () => {
        gone?.removeEventListener('abort', onGone);
        resolve();
      };
      const onGone = () => {
        this.#queue.remove(waiting);
        end();
      };
      const waiting = this.#wait(caller, end);
      gone?.addEventListener('abort', onGone);
    });
  }

  /** Runs a task at once, or in a later round. */
  run(caller: string, task: () => void): void {
    if (this.#takeTurn()) task();
    else this.#wait(caller, task);
  }

  /** Takes a turn of this round if one is left and no task waits. @returns Whether a turn was taken. */
  #takeTurn(): boolean {
    if (!this.#scheduled) this.#roundStartedAt = performance.now();
    this.#schedule();
    if (this.#queue.size > 0 || this.#inRound >= this.#limit) return false;
    this.#inRound++;
    return true;
  }

  #wait(caller: string, task: () => void): Waiting {
    const waiting: Waiting = { caller: { id: caller }, priority: 'client', task };
    this.#queue.add(waiting);
    return waiting;
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
    const isPaused = this.pause?.goesOn() ?? false;
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
    this.pause?.begin();
    this.#schedule();
  }
}

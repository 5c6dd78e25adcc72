import type { CancelSignal } from './waiters.js';

/** The moment by which a request must be answered, with all its waits, attempts and follow-up reads. */
export class Deadline {
  readonly #endsAt: number;

  /** @param budgetMs Milliseconds from now. */
  constructor(budgetMs: number) {
    this.#endsAt = performance.now() + budgetMs;
  }

  /** Milliseconds that are left; 0 once it has passed. */
  get remainingMs(): number {
    return Math.max(0, this.#endsAt - performance.now());
  }

  /**
   * Waits, if that leaves time to do something afterwards, and as long as somebody waits for it.
   * @returns False at once when there is no time, or nobody waits any more.
   */
  wait(ms: number, gone?: CancelSignal): Promise<boolean> {
    if (ms >= this.remainingMs || gone?.aborted) return Promise.resolve(false);
    return new Promise((resolve) => {
      const end = (waited: boolean) => {
        clearTimeout(timer);
        gone?.removeEventListener('abort', onGone);
        resolve(waited);
      };
      const onGone = () => end(false);
      const timer = setTimeout(end, ms, true);
      gone?.addEventListener('abort', onGone);
    });
  }

  /**
   * What a promise brings while time is left, within so many milliseconds, and as long as somebody waits for it; null when
   * it takes longer.
   */
  async outcome<T>(
    promise: Promise<T>,
    atMostMs = Infinity,
    gone?: CancelSignal,
  ): Promise<{ readonly value: T } | null> {
    let giveUp = () => {};
    const givenUp = new Promise<null>((resolve) => {
      giveUp = () => resolve(null);
    });
    const timer = setTimeout(giveUp, Math.min(this.remainingMs, atMostMs));
    gone?.addEventListener('abort', giveUp);
    if (gone?.aborted) giveUp();
    try {
      return await Promise.race([promise.then((value) => ({ value })), givenUp]);
    } finally {
      clearTimeout(timer);
      gone?.removeEventListener('abort', giveUp);
    }
  }
}

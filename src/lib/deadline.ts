import type { CancelSignal } from './waiters.js';

/** Deadline of a request, including all its waits, attempts and follow-up reads. */
export class Deadline {
  readonly #endsAt: number;

  /** @param budgetMs Milliseconds from now. */
  constructor(budgetMs: number) {
    this.#endsAt = performance.now() + budgetMs;
  }

  /** Milliseconds until the deadline; 0 after it. */
  get remainingMs(): number {
    return Math.max(0, this.#endsAt - performance.now());
  }

  /**
   * Waits for some milliseconds, unless the deadline comes first.
   * @param gone Signal that ends the wait early.
   * @returns False if the signal aborts, and false without a wait if the deadline comes first.
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
   * Waits for a promise, at most until the deadline.
   * @param atMostMs Maximum wait in milliseconds.
   * @param gone Signal that ends the wait early.
   * @returns An object with the value of the promise; null if the wait ended first. A rejection of the promise is passed on.
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

import { setTimeout as sleep } from 'node:timers/promises';

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

  /** Waits, if that leaves time to do something afterwards. Returns false at once when it does not. */
  async wait(ms: number): Promise<boolean> {
    if (ms >= this.remainingMs) return false;
    await sleep(ms);
    return true;
  }

  /** What a promise brings while time is left, and within so many milliseconds; null when it takes longer. */
  async outcome<T>(promise: Promise<T>, atMostMs = Infinity): Promise<{ readonly value: T } | null> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(resolve, Math.min(this.remainingMs, atMostMs), null);
    });
    try {
      return await Promise.race([promise.then((value) => ({ value })), late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

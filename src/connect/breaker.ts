/** Milliseconds until one call may find out whether it works again; they double up to the longest. */
const firstPauseMs = 500;
const longestPauseMs = 3_000;

/**
 * Stands before one operation: while it is broken down calls fail at once, but for one after each pause that finds out
 * whether it works again. The libraries at hand let the other calls wait for that one, up to its whole time.
 */
export class Breaker {
  /** When the last failures in a row happened, the oldest first. */
  readonly #failedAt: number[] = [];
  #pauseMs = firstPauseMs;
  #refusesUntil: number | null = null;
  #probing = false;

  /** It breaks down after so many failures in a row within so many milliseconds. */
  constructor(
    private readonly failures: number,
    private readonly withinMs: number,
  ) {}

  /** Milliseconds for which calls fail at once; null when a call may be made. */
  get refusesForMs(): number | null {
    if (this.#refusesUntil === null) return null;
    const leftMs = this.#refusesUntil - performance.now();
    return leftMs > 0 ? leftMs : this.#probing ? this.#pauseMs : null;
  }

  /** To be called before each call that is made. */
  begin(): void {
    if (this.#refusesUntil !== null) this.#probing = true;
  }

  /**
   * To be called after each call that was made.
   * @param outage Whether Connect, or the way to it, did not work; a refusal or a throttle is an answer.
   * @returns Whether the operation has broken down with this call.
   */
  end(outage: boolean): boolean {
    this.#probing = false;
    if (!outage) {
      this.#failedAt.length = 0;
      this.#refusesUntil = null;
      this.#pauseMs = firstPauseMs;
      return false;
    }
    const now = performance.now();
    this.#failedAt.push(now);
    if (this.#failedAt.length > this.failures) this.#failedAt.shift();
    const [oldest = now] = this.#failedAt;
    const wasBroken = this.#refusesUntil !== null;
    if (!wasBroken && (this.#failedAt.length < this.failures || now - oldest > this.withinMs)) return false;
    this.#refusesUntil = now + this.#pauseMs;
    this.#pauseMs = Math.min(longestPauseMs, this.#pauseMs * 2);
    return !wasBroken;
  }
}

const shortestMs = 50;
const longestMs = 3_000;
/** How much of the difference to a faster call is taken over. */
const fallsBy = 0.1;

/** How long a call of one operation takes, by those that succeeded of late: it rises at once and falls slowly. */
export class LatencyEstimate {
  #ms = 0;

  /** To be told of each call that succeeded. */
  record(ms: number): void {
    this.#ms = Math.max(ms, this.#ms + (ms - this.#ms) * fallsBy);
  }

  /** Milliseconds to allow for the next call. */
  get ms(): number {
    return Math.min(longestMs, Math.max(shortestMs, this.#ms));
  }
}

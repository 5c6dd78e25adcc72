/** Bounds of the estimate, in milliseconds. */
const shortestMs = 50;
const longestMs = 3_000;
/** Weight of a faster call in the estimate. */
const fallsBy = 0.1;

/** Estimated duration of a call, from recent successful calls of one operation. It rises at once and falls slowly. */
export class LatencyEstimate {
  #ms = 0;

  /** Adds the duration of a successful call. */
  record(ms: number): void {
    this.#ms = Math.max(ms, this.#ms + (ms - this.#ms) * fallsBy);
  }

  /** Milliseconds to allow for the next call. */
  get ms(): number {
    return Math.min(longestMs, Math.max(shortestMs, this.#ms));
  }
}

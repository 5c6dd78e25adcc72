/**
 * The world's clock: real time plus an offset. Flows, schedules, expiries and page tokens all use this clock, so an
 * advance moves them together.
 */
export class Clock {
  #offsetMs = 0;

  now(): Date {
    return new Date(Date.now() + this.#offsetMs);
  }

  /**
   * Advances the clock.
   * @throws RangeError for a negative or non-finite number.
   */
  advance(ms: number): void {
    if (!Number.isFinite(ms) || ms < 0)
      throw new RangeError('The clock can be advanced by zero or more milliseconds only.');
    this.#offsetMs += ms;
  }

  /** Returns to real time. */
  reset(): void {
    this.#offsetMs = 0;
  }
}

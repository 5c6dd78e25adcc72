/**
 * The world's clock: real time plus the advanced time. Only this class reads the machine's clock, so advancing it moves
 * flows, schedules, expiries and page tokens together.
 */
export class Clock {
  #offsetMs = 0;

  now(): Date {
    return new Date(Date.now() + this.#offsetMs);
  }

  /**
   * Advances the clock.
   * @throws RangeError for a negative or non-finite number, because the world's time never runs backwards.
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

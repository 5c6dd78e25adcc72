/**
 * The world's time: real time plus what somebody advanced. Only this class reads the machine's clock, so a test that
 * advances it moves flows, schedules, expiries and page tokens at once.
 */
export class Clock {
  #aheadMs = 0;

  now(): Date {
    return new Date(Date.now() + this.#aheadMs);
  }

  /** @throws RangeError for a negative or non-finite number: time in this world never runs backwards. */
  advance(ms: number): void {
    if (!Number.isFinite(ms) || ms < 0) throw new RangeError('A clock can be advanced by zero or more milliseconds.');
    this.#aheadMs += ms;
  }

  /** Back to real time. */
  reset(): void {
    this.#aheadMs = 0;
  }
}

import { LRUCache } from 'lru-cache';

/** Calls of one caller within this time count as one arrival, because one request can make many calls at once. */
const sameArrivalMs = 100;
/** Milliseconds without a call after which a caller is no longer expected to make one. */
const idleMs = 2_000;
/** Bounds of the time window over which arrivals are counted, in milliseconds. */
const shortestMs = 1_000;
const longestMs = 4_000;

interface ArrivalWindow {
  startedAt: number;
  lastArrivalAt: number;
  /** Arrivals after the first. */
  arrivals: number;
}

/** Estimates the arrival rate of each caller's calls, so that the rate limiter can allow for calls yet to arrive. */
export class ArrivalRates {
  readonly #callers = new LRUCache<string, ArrivalWindow>({ max: 1_000, ttl: idleMs });

  record(caller: string): void {
    const now = performance.now();
    const window = this.#callers.get(caller) ?? { startedAt: now, lastArrivalAt: now, arrivals: 0 };
    if (now - window.lastArrivalAt >= sameArrivalMs) {
      window.lastArrivalAt = now;
      window.arrivals++;
    }
    if (now - window.startedAt > longestMs) {
      window.startedAt += (now - window.startedAt) / 2;
      window.arrivals /= 2;
    }
    this.#callers.set(caller, window);
  }

  /** Returns the expected number of arrivals of each caller within the given milliseconds, at its current rate. */
  expectedWithin(ms: number): Map<string, number> {
    const now = performance.now();
    const expected = new Map<string, number>();
    for (const [caller, { startedAt, arrivals }] of this.#callers.entries()) {
      if (arrivals > 0) expected.set(caller, (arrivals / Math.max(shortestMs, now - startedAt)) * ms);
    }
    return expected;
  }
}

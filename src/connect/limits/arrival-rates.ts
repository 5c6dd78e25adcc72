import { LRUCache } from 'lru-cache';

/** A page asks for many calls at once, and is no sign that more will follow. */
const sameMomentMs = 100;
/** Milliseconds after which a caller that has not asked again is taken not to ask any more. */
const idleMs = 2_000;
/** The shortest and the longest time over which the moments are counted. */
const shortestMs = 1_000;
const longestMs = 4_000;

interface Asking {
  since: number;
  last: number;
  /** Moments after the first. */
  moments: number;
}

/** Estimates the arrival rate of each caller, so that admission allows for calls that are still to come. */
export class ArrivalRates {
  readonly #callers = new LRUCache<string, Asking>({ max: 1_000, ttl: idleMs });

  record(caller: string): void {
    const now = performance.now();
    const asking = this.#callers.get(caller) ?? { since: now, last: now, moments: 0 };
    if (now - asking.last >= sameMomentMs) {
      asking.last = now;
      asking.moments++;
    }
    if (now - asking.since > longestMs) {
      asking.since += (now - asking.since) / 2;
      asking.moments /= 2;
    }
    this.#callers.set(caller, asking);
  }

  /** For each caller, at how many moments it will ask within so many milliseconds if it goes on as it did. */
  expectedWithin(ms: number): Map<string, number> {
    const now = performance.now();
    const expected = new Map<string, number>();
    for (const [caller, { since, moments }] of this.#callers.entries()) {
      if (moments > 0) expected.set(caller, (moments / Math.max(shortestMs, now - since)) * ms);
    }
    return expected;
  }
}

import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { CircuitBreaker } from '../../../src/connect/limits/circuit-breaker.js';

/** Makes calls one after another that all fail. */
function fail(breaker: CircuitBreaker, times: number): boolean[] {
  return Array.from({ length: times }, () => breaker.begin()('reset'));
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('a breaker', () => {
  test('opens with the last of so many failures in a row, and says what failed', () => {
    const breaker = new CircuitBreaker(3, 1_000);
    expect(fail(breaker, 2)).toEqual([false, false]);
    expect(breaker.refusal).toBeNull();
    expect(fail(breaker, 1)).toEqual([true]);
    expect(breaker.refusal).toEqual({ forMs: expect.any(Number), cause: 'reset' });
    expect(breaker.refusal?.forMs).toBeGreaterThan(100);
  });

  test('does not open for failures that an answer comes between, or that lie far apart', async () => {
    const breaker = new CircuitBreaker(3, 30);
    fail(breaker, 2);
    breaker.begin()('answered');
    fail(breaker, 2);
    expect(breaker.refusal).toBeNull();
    await jest.advanceTimersByTimeAsync(50);
    fail(breaker, 1);
    expect(breaker.refusal).toBeNull();
  });

  test('lets one call find out after its pause, while the others still fail at once', async () => {
    const breaker = new CircuitBreaker(1, 1_000);
    fail(breaker, 1);
    expect(breaker.probe).toBeNull();
    await jest.advanceTimersByTimeAsync(550);
    expect(breaker.refusal).toBeNull();
    const end = breaker.begin();
    expect(breaker.refusal?.forMs).toBeGreaterThan(0);
    const { over } = breaker.probe ?? {};
    end('answered');
    await over;
    expect(breaker.probe).toBeNull();
    expect(breaker.refusal).toBeNull();
  });

  test('leaves what a call tells nothing of to the next', async () => {
    const breaker = new CircuitBreaker(3, 1_000);
    fail(breaker, 2);
    expect(breaker.begin()(null)).toBe(false);
    expect(fail(breaker, 1)).toEqual([true]);
    await jest.advanceTimersByTimeAsync(550);
    expect(breaker.begin()(null)).toBe(true);
    const end = breaker.begin();
    expect(breaker.probe).not.toBeNull();
    expect(end('reset')).toBe(true);
    expect(breaker.refusal?.forMs).toBeGreaterThan(500);
  });

  test('is not held longer by the failures of calls that were under way when it opened', () => {
    const breaker = new CircuitBreaker(1, 1_000);
    const ends = Array.from({ length: 10 }, () => breaker.begin());
    const broken = ends.map((end) => end('timeout'));
    expect(broken).toEqual(Array(10).fill(true));
    expect(breaker.refusal?.forMs).toBeLessThanOrEqual(500);
  });

  test('doubles its cool-down after each failed probe, from 0.5 s up to 3 s, and starts anew after an answer', async () => {
    const breaker = new CircuitBreaker(1, 1_000);
    const probes: number[] = [];
    for (let count = 0; count < 6; count++) {
      fail(breaker, 1);
      const { forMs = 0 } = breaker.refusal ?? {};
      probes.push(forMs);
      await jest.advanceTimersByTimeAsync(forMs - 1);
      expect(breaker.refusal).not.toBeNull();
      await jest.advanceTimersByTimeAsync(1);
      expect(breaker.refusal).toBeNull();
    }
    expect(probes).toEqual([500, 1_000, 2_000, 3_000, 3_000, 3_000]);
    breaker.begin()('answered');
    fail(breaker, 1);
    expect(breaker.refusal?.forMs).toBe(500);
  });

  test('counts failures within its window only, up to its end', async () => {
    for (const [ms, opens] of [
      [1_000, true],
      [1_001, false],
    ] as const) {
      const breaker = new CircuitBreaker(2, 1_000);
      fail(breaker, 1);
      await jest.advanceTimersByTimeAsync(ms);
      expect(fail(breaker, 1)).toEqual([opens]);
    }
  });

  test('closes with an answer to a call that was under way when it opened', () => {
    const breaker = new CircuitBreaker(1, 1_000);
    const end = breaker.begin();
    fail(breaker, 1);
    expect(end('answered')).toBe(false);
    expect(breaker.refusal).toBeNull();
  });
});

import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { OperationPolicy } from '../../../src/connect/limits/operation-policy.js';
import type { CallResult } from '../../../src/errors/call-failure.js';
import { Deadline } from '../../../src/lib/deadline.js';

// Time passes only as the tests tell it to.
beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
});
afterEach(() => {
  jest.useRealTimers();
});

type Result = CallResult<string>;
const facts = { awsRequestId: null, retryAfterMs: null };
const answer: Result = { ok: true, output: 'answer', awsRequestId: null };
const reset: Result = { ok: false, failure: { ...facts, kind: 'unknown', cause: 'reset' } };
const noCredentials: Result = { ok: false, failure: { ...facts, kind: 'unavailable', cause: 'credentials' } };
const cancelled: Result = { ok: false, failure: { ...facts, kind: 'cancelled' } };
const hung: Result = { ok: false, failure: { ...facts, kind: 'unknown', cause: 'timeout' } };

/** A gate, and what passed it: calls that take so long and end so. */
function gateWith(quota: { rate: number; burst: number } | null) {
  const gate = new OperationPolicy(quota, 1);
  let made = 0;
  const call = async (ms: number, result: Result, budgetMs = 15_000): Promise<{ result: Result; tookMs: number }> => {
    const startedAt = performance.now();
    const request = { caller: { id: 'a' }, priority: 'client' as const, deadline: new Deadline(budgetMs) };
    const make = async (): Promise<Result> => {
      made++;
      await new Promise((resolve) => setTimeout(resolve, ms));
      return result;
    };
    const passed = await gate.execute(request, make, () => {});
    return { result: passed, tookMs: performance.now() - startedAt };
  };
  /** Calls made at the same time. */
  const calls = (count: number, ms: number, result: Result) =>
    Promise.all(Array.from({ length: count }, () => call(ms, result)));
  const passTime = (ms: number) => jest.advanceTimersByTimeAsync(ms);
  return { gate, call, calls, passTime, made: () => made };
}

/** The same, broken down just now, after calls that took 30 ms while all was well. */
async function brokenDown(quota: { rate: number; burst: number } | null, failure: Result) {
  const broken = gateWith(quota);
  void broken.call(30, answer);
  await broken.passTime(30);
  for (let count = 0; count < 25; count++) {
    void broken.call(5, failure);
    await broken.passTime(100);
  }
  return broken;
}

describe.each([
  ['without quotas', null],
  ['with quotas', { rate: 10, burst: 15 }],
])('after an outage, %s', (_what, quota) => {
  test('a page waits for the call that finds out that it is over, and has all its answers', async () => {
    const { gate, calls, passTime } = await brokenDown(quota, reset);
    await passTime(3_000);
    const page = calls(10, 30, answer);
    await passTime(2_000);
    expect((await page).map(({ result }) => result)).toEqual(Array(10).fill(answer));
    gate.close();
  });
});

describe('while an outage lasts', () => {
  test('calls fail at once and say what failed last, but for one now and then', async () => {
    const { gate, calls, passTime, made } = await brokenDown(null, reset);
    const before = made();
    const [first] = await calls(50, 5, reset);
    expect(first).toMatchObject({
      result: { failure: { kind: 'unavailable', cause: 'breaker', lastCause: 'reset' } },
      tookMs: 0,
    });
    await passTime(3_000);
    const page = calls(50, 5, reset);
    await passTime(10);
    expect((await page).filter(({ tookMs }) => tookMs > 5)).toEqual([]);
    expect(made() - before).toBeLessThanOrEqual(1);
    gate.close();
  });

  test('a call that tells nothing does not end it: of those who waited for it one alone goes next', async () => {
    const { gate, calls, passTime, made } = await brokenDown(null, reset);
    await passTime(3_000);
    const before = made();
    const page = calls(25, 5, noCredentials);
    await passTime(11);
    expect(made() - before).toBe(3);
    expect(gate.isOpen).toBe(true);
    await passTime(1_000);
    await page;
    gate.close();
  });

  test('they wait no longer for a call that hangs than one that works may take', async () => {
    const { gate, call, calls, passTime } = await brokenDown(null, hung);
    await passTime(3_000);
    const probe = call(5_000, hung);
    await passTime(1);
    const page = calls(50, 5_000, hung);
    await passTime(100);
    expect((await page).map(({ tookMs }) => Math.round(tookMs))).toEqual(Array(50).fill(99));
    const later = await call(5_000, hung);
    expect(later).toMatchObject({ tookMs: 0, result: { failure: { lastCause: 'timeout' } } });
    await passTime(5_000);
    expect((await probe).result).toEqual(hung);
    gate.close();
  });

  test('nor longer than their own time', async () => {
    const { gate, call, passTime } = await brokenDown(null, hung);
    await passTime(3_000);
    void call(5_000, hung);
    const short = call(5_000, hung, 20);
    await passTime(20);
    expect(Math.round((await short).tookMs)).toBe(20);
    await passTime(5_000);
    gate.close();
  });
});

describe('a call that is given up', () => {
  test('breaks nothing down, and does not hide that an operation has broken down', async () => {
    const { gate, call, calls, passTime, made } = gateWith(null);
    const given = calls(100, 5, cancelled);
    await passTime(5);
    expect((await given).every(({ result }) => result === cancelled)).toBe(true);
    expect(gate.isOpen).toBe(false);
    // Between the failures that break it down.
    for (let count = 0; count < 25; count++) {
      void call(5, reset);
      void call(5, cancelled);
      await passTime(100);
    }
    expect(gate.isOpen).toBe(true);
    const before = made();
    expect(await call(5, answer)).toMatchObject({ result: { failure: { cause: 'breaker', lastCause: 'reset' } } });
    expect(made()).toBe(before);
    gate.close();
  });

  test('leaves it to the next to find out whether an operation works again, and refuses nobody who waits', async () => {
    const { gate, call, calls, passTime, made } = await brokenDown({ rate: 10, burst: 15 }, reset);
    await passTime(3_000);
    const before = made();
    const first = call(5, cancelled);
    const page = calls(20, 30, answer);
    await passTime(5);
    expect((await first).result).toBe(cancelled);
    await passTime(10_000);
    expect((await page).map(({ result }) => result)).toEqual(Array(20).fill(answer));
    expect(made() - before).toBe(21);
    gate.close();
  });

  /** Has a gate whose bucket holds one token pass a call that ends so, and tells how long the next one waits. */
  async function waitAfter(end: (onSent: () => void) => Result, gone?: AbortSignal) {
    const gate = new OperationPolicy({ rate: 1, burst: 2 }, 1);
    const request = { caller: { id: 'a' }, priority: 'client' as const, deadline: new Deadline(15_000) };
    let made = 0;
    const make = async (onSent: () => void) => {
      made++;
      return end(onSent);
    };
    const result = await gate.execute({ ...request, ...(gone && { gone: () => gone }) }, make, () => {});
    const askedAt = performance.now();
    const next = gate
      .execute(
        request,
        async () => answer,
        () => {},
      )
      .then(() => performance.now() - askedAt);
    await jest.advanceTimersByTimeAsync(2_000);
    gate.close();
    return { result, made, nextWaitedMs: Math.round(await next) };
  }

  test('gives its turn back when it has not left yet, and has used it when it has', async () => {
    expect(await waitAfter(() => cancelled)).toMatchObject({ nextWaitedMs: 0 });
    const left = await waitAfter((onSent) => {
      onSent();
      return cancelled;
    });
    expect(left).toMatchObject({ nextWaitedMs: 1_000 });
  });

  test('is not made when its client has gone before', async () => {
    expect(await waitAfter(() => answer, AbortSignal.abort())).toEqual({
      result: { ok: false, failure: expect.objectContaining({ kind: 'cancelled' }) },
      ...{ made: 0, nextWaitedMs: 0 },
    });
  });
});

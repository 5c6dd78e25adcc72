import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { CallResult } from '../../src/connect/call-failure.js';
import { Deadline } from '../../src/connect/deadline.js';
import { Gate } from '../../src/connect/gate.js';

// Time passes only as the tests tell it to.
beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
});
afterEach(() => {
  jest.useRealTimers();
});

type Result = CallResult<string>;
const facts = { message: '', awsRequestId: null, retryAfterMs: null };
const answer: Result = { ok: true, output: 'answer', awsRequestId: null };
const reset: Result = { ok: false, failure: { ...facts, kind: 'unknown', cause: 'reset' } };
const noCredentials: Result = { ok: false, failure: { ...facts, kind: 'unavailable', cause: 'credentials' } };
const hung: Result = { ok: false, failure: { ...facts, kind: 'unknown', cause: 'timeout' } };

/** A gate, and what passed it: calls that take so long and end so. */
function gateWith(quota: { rate: number; burst: number } | null) {
  const gate = new Gate(quota, 1);
  let made = 0;
  const call = async (ms: number, result: Result, budgetMs = 15_000): Promise<{ result: Result; tookMs: number }> => {
    const startedAt = performance.now();
    const request = { caller: { id: 'a' }, priority: 'client' as const, deadline: new Deadline(budgetMs) };
    const make = async (): Promise<Result> => {
      made++;
      await new Promise((resolve) => setTimeout(resolve, ms));
      return result;
    };
    const passed = await gate.pass(request, make, () => {});
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
    expect(gate.brokenDown).toBe(true);
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

import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { FairRateLimiter } from '../../../src/connect/limits/fair-rate-limiter.js';
import { LatencyEstimate } from '../../../src/connect/limits/latency-estimate.js';
import { Deadline } from '../../../src/lib/deadline.js';

// Time passes only as the tests tell it to: half a minute of overload takes a second, and no machine is too busy for it.
beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
});
afterEach(() => {
  jest.useRealTimers();
});

const requestMs = 15_000;
const callMs = 30;
const tickMs = 10;

interface Ask {
  readonly caller: string;
  readonly answer: 'granted' | 'refused';
  readonly waitedMs: number;
}

/** DescribeContact's turns, asked for by several callers; what became of each is noted. */
function describeContacts(quota = { rate: 10, burst: 15 }) {
  const callTime = new LatencyEstimate();
  const queue = new FairRateLimiter(quota, 1, callTime);
  const asks: Ask[] = [];
  const ask = async (caller: string, deadline = new Deadline(requestMs)): Promise<void> => {
    const askedAt = performance.now();
    const turn = await queue.acquire({ caller: { id: caller }, priority: 'client', deadline });
    asks.push({ caller, answer: turn.granted ? 'granted' : 'refused', waitedMs: performance.now() - askedAt });
    if (!turn.granted) return;
    queue.sent();
    setTimeout(() => {
      callTime.record(callMs);
      queue.settle(false);
    }, callMs);
  };
  /** A page: many reads of one request. */
  const page = (caller: string, reads: number): void => {
    const deadline = new Deadline(requestMs);
    for (let read = 0; read < reads; read++) void ask(caller, deadline);
  };
  /** Lets time pass, while each caller asks so many times a second. */
  const pass = async (seconds: number, perSecond: Record<string, number> = {}): Promise<void> => {
    const due = new Map<string, number>();
    for (let ms = 0; ms < seconds * 1_000; ms += tickMs) {
      for (const [caller, rate] of Object.entries(perSecond)) {
        const now = (due.get(caller) ?? Math.random()) + (rate * tickMs) / 1_000;
        due.set(caller, now % 1);
        for (let count = 1; count <= now; count++) void ask(caller);
      }
      await jest.advanceTimersByTimeAsync(tickMs);
    }
  };
  const of = (caller: string, answer: Ask['answer']) =>
    asks.filter((one) => one.caller === caller && one.answer === answer).length;
  return { queue, asks, ask, page, pass, of };
}

describe('under ten times the load that the quota admits', () => {
  const callers = { greedy: 60, one: 10, two: 10, three: 10, four: 10 };

  test('what is refused is refused at once, what is let in has its turn, and each caller has its share', async () => {
    const { queue, asks, pass, of } = describeContacts();
    await pass(30, callers);
    const granted = asks.filter(({ answer }) => answer === 'granted').length;
    expect(granted).toBeGreaterThanOrEqual(300);
    for (const caller of Object.keys(callers)) expect(of(caller, 'granted')).toBeGreaterThan(granted / 5 / 2);
    await pass(16);
    const refusals = asks.filter(({ answer }) => answer === 'refused');
    const late = refusals.filter(({ waitedMs }) => waitedMs >= 50);
    expect(refusals.length).toBeGreaterThan(2_000);
    // Nobody can know of the others before they have begun.
    expect(late.length).toBeLessThan(refusals.length / 200);
    queue.close();
  });

  test('newcomers have their share at once, beside one that has filled the whole time of a request with its own', async () => {
    const { queue, asks, pass, of } = describeContacts();
    await pass(20, { greedy: 100 });
    asks.length = 0;
    await pass(10, { greedy: 100, newcomer: 10 });
    expect(of('newcomer', 'granted')).toBeGreaterThan(25);
    queue.close();
  });
});

describe('a page of 100 reads has all its turns', () => {
  test.each([
    ['alone', {}],
    ['beside another caller that reads something now and then', { other: 3 }],
    [
      'beside ten others that do',
      Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`other ${index}`, 0.3])),
    ],
  ])('%s', async (_what, others) => {
    const { queue, page, pass, of } = describeContacts();
    await pass(5, others);
    page('reader', 100);
    await pass(15, others);
    expect(of('reader', 'granted')).toBe(100);
    for (const other of Object.keys(others)) expect(of(other, 'refused')).toBe(0);
    queue.close();
  });

  test('beside a small page of another caller that has just clicked something', async () => {
    const { queue, ask, page, pass, of } = describeContacts();
    void ask('other');
    await pass(0.2);
    page('other', 20);
    page('reader', 100);
    await pass(15);
    expect([of('other', 'granted'), of('reader', 'granted')]).toEqual([21, 100]);
    queue.close();
  });

  test('before another such page, which is refused at once what does not fit beside it', async () => {
    const { queue, asks, page, pass, of } = describeContacts();
    page('reader', 100);
    await pass(0.1);
    page('other', 100);
    await pass(16);
    expect(of('reader', 'granted')).toBe(100);
    expect(of('other', 'granted')).toBeGreaterThan(50);
    const refusals = asks.filter(({ answer }) => answer === 'refused');
    expect(refusals.filter(({ waitedMs }) => waitedMs >= 50)).toEqual([]);
    queue.close();
  });
});

describe('a turn leaves time for the call', () => {
  test('of as long as calls took of late, when it is promised and when it is given up', async () => {
    const callTime = new LatencyEstimate();
    const queue = new FairRateLimiter({ rate: 1, burst: 2 }, 1, callTime);
    const take = (budgetMs: number) =>
      queue.acquire({ caller: { id: 'a' }, priority: 'client', deadline: new Deadline(budgetMs) });
    await take(requestMs);
    queue.sent();
    callTime.record(2_000);
    queue.settle(false);
    // Its turn would come after one second.
    expect(await take(3_000)).toMatchObject({ granted: false });
    const waiting = take(3_400);
    await jest.advanceTimersByTimeAsync(1_001);
    expect(await waiting).toMatchObject({ granted: true });
    // A throttle slows the pace down, and the next turn would leave too little.
    const deadline = new Deadline(3_400);
    const slowed = queue.acquire({ caller: { id: 'a' }, priority: 'client', deadline }).then(({ granted }) => {
      return { granted, leftMs: Math.round(deadline.remainingMs) };
    });
    queue.settle(true);
    await jest.advanceTimersByTimeAsync(3_400);
    expect(await slowed).toEqual({ granted: false, leftMs: 2_000 });
    queue.close();
  });

  test('and comes back only to a bucket that Connect has seen emptied: a call that leaves late was not seen before', async () => {
    const { queue } = describeContacts({ rate: 10, burst: 6 });
    const take = () =>
      queue
        .acquire({ caller: { id: 'a' }, priority: 'client', deadline: new Deadline(requestMs) })
        .then(() => granted++);
    let granted = 0;
    void take();
    await jest.advanceTimersByTimeAsync(1_000);
    queue.sent();
    queue.settle(false);
    for (let call = 0; call < 10; call++) void take();
    await jest.advanceTimersByTimeAsync(0);
    // Five together, as one more would be too many for a bucket of six that the first came to just now.
    expect(granted).toBe(5);
    queue.close();
  });
});

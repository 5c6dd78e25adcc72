import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Priority } from '../../../src/connect/limits/fair-queue.js';
import { FairRateLimiter } from '../../../src/connect/limits/fair-rate-limiter.js';
import { LatencyEstimate } from '../../../src/connect/limits/latency-estimate.js';
import { Deadline } from '../../../src/lib/deadline.js';

// Time passes only as the tests tell it to.
beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
});
afterEach(() => {
  jest.useRealTimers();
});

const passTime = (ms: number) => jest.advanceTimersByTimeAsync(ms);
const callMs = 30;

interface Asked {
  readonly caller: string;
  readonly priority: Priority;
  answer: 'granted' | 'refused' | null;
  waitedMs: number | null;
  retryAfterMs: number | null;
}

/** A queue whose bucket holds one token, all calls asked of it, and the callers in the order of their turns. */
function queueOf(quota: { rate: number; burst: number }) {
  const queue = new FairRateLimiter(quota, 1, new LatencyEstimate());
  const asked: Asked[] = [];
  const turns: string[] = [];
  const ask = async (caller: string, priority: Priority = 'client', budgetMs = 15_000): Promise<Asked> => {
    const one: Asked = { caller, priority, answer: null, waitedMs: null, retryAfterMs: null };
    asked.push(one);
    const askedAt = performance.now();
    const turn = await queue.acquire({ caller: { id: caller }, priority, deadline: new Deadline(budgetMs) });
    one.answer = turn.granted ? 'granted' : 'refused';
    one.waitedMs = performance.now() - askedAt;
    one.retryAfterMs = turn.granted ? null : turn.retryAfterMs;
    if (!turn.granted) return one;
    turns.push(caller);
    queue.sent();
    await new Promise((resolve) => setTimeout(resolve, callMs));
    queue.settle(false);
    return one;
  };
  /** Has so many calls in flight all the time, each followed by the next, as long as it is told to go on. */
  const keepAsking = (caller: string, priorities: readonly Priority[]) => {
    let goesOn = true;
    const loop = async (priority: Priority) => {
      while (goesOn) await ask(caller, priority);
    };
    const loops = priorities.map(loop);
    return async () => {
      goesOn = false;
      await passTime(20_000);
      await Promise.all(loops);
    };
  };
  return { queue, asked, turns, ask, keepAsking };
}

const six = (priority: Priority) => Array<Priority>(6).fill(priority);

describe('one who reads one thing after the other', () => {
  /** How many turns others have while each of eight reads waits, and how long it waits. */
  async function eightReadsBeside(calls: readonly Priority[], priority: Priority = 'client') {
    const { queue, asked, turns, ask, keepAsking } = queueOf({ rate: 3, burst: 2 });
    const stop = keepAsking('busy', calls);
    await passTime(2_000);
    const reads: { others: number; waitedMs: number | null; answer: Asked['answer'] }[] = [];
    for (let read = 0; read < 8; read++) {
      const before = turns.length;
      void ask('reader', priority);
      const asking = asked.at(-1);
      await passTime(2_000);
      const { answer = null, waitedMs = null } = asking ?? {};
      reads.push({ answer, waitedMs, others: turns.indexOf('reader', before) - before });
    }
    await stop();
    queue.close();
    return reads;
  }

  test.each<[string, Priority[]]>([
    ['six that finish mutations', six('finishing')],
    ['a mix of both', ['finishing', 'client', 'finishing', 'client', 'finishing', 'client']],
    ['thirty that finish mutations', Array<Priority>(30).fill('finishing')],
  ])('has every turn as soon beside %s as beside six plain reads', async (_what, calls) => {
    const plain = await eightReadsBeside(six('client'));
    expect(plain.map(({ answer }) => answer)).toEqual(Array(8).fill('granted'));
    expect(Math.max(...plain.map(({ others }) => others))).toBeLessThanOrEqual(1);
    expect(await eightReadsBeside(calls)).toEqual(plain);
  });

  test('has its turns no sooner for being urgent', async () => {
    const plain = await eightReadsBeside(six('client'));
    expect(await eightReadsBeside(six('client'), 'finishing')).toEqual(plain);
  });
});

describe('under ten times the load that the quota admits', () => {
  test('each caller has its share, whatever its priority, and what is refused is refused at once', async () => {
    const { queue, asked, ask } = queueOf({ rate: 10, burst: 15 });
    const callers: [string, Priority, number][] = [
      ['greedy', 'finishing', 6],
      ['one', 'client', 1],
      ['two', 'client', 1],
      ['three', 'finishing', 1],
    ];
    for (let tenth = 0; tenth < 300; tenth++) {
      for (const [caller, priority, calls] of callers)
        for (let count = 0; count < calls; count++) void ask(caller, priority);
      await passTime(100);
    }
    await passTime(20_000);
    const granted = asked.filter(({ answer }) => answer === 'granted');
    for (const [caller] of callers) {
      expect(granted.filter((one) => one.caller === caller).length).toBeGreaterThan(granted.length / 4 / 2);
    }
    const refused = asked.filter(({ answer }) => answer === 'refused');
    expect(refused.length).toBeGreaterThan(1_000);
    // Nobody can know of the others before they have begun.
    expect(refused.filter(({ waitedMs }) => (waitedMs ?? 0) >= 50).length).toBeLessThan(refused.length / 100);
    queue.close();
  });
});

describe('within a caller', () => {
  test('what finishes a mutation goes before what was asked earlier, and no other caller waits longer for it', async () => {
    const { queue, turns, ask } = queueOf({ rate: 10, burst: 2 });
    void ask('first');
    const order: string[] = [];
    const named = (name: string, caller: string, priority: Priority) =>
      ask(caller, priority).then(() => void order.push(name));
    void named('client 1', 'a', 'client');
    void named('client 2', 'a', 'client');
    void named('other', 'b', 'client');
    void named('finishing', 'a', 'finishing');
    await passTime(2_000);
    expect(turns).toEqual(['first', 'a', 'b', 'a', 'a']);
    expect(order).toEqual(['finishing', 'other', 'client 1', 'client 2']);
    queue.close();
  });

  test('a read that comes too late behind a more urgent one is given up at once, and no other', async () => {
    const { queue, asked, ask } = queueOf({ rate: 1, burst: 2 });
    void ask('first');
    void ask('b', 'client', 60_000);
    // The last of these has its turn after five seconds.
    for (let read = 0; read < 4; read++) void ask('a', 'client', 5_300);
    await passTime(0);
    expect(asked.filter(({ answer }) => answer === 'refused')).toEqual([]);
    void ask('a', 'finishing', 5_300);
    await passTime(0);
    const refused = asked.filter(({ answer }) => answer === 'refused');
    expect(refused.map(({ caller, priority }) => [caller, priority])).toEqual([['a', 'client']]);
    await passTime(20_000);
    expect(asked.filter(({ answer }) => answer === 'granted')).toHaveLength(6);
    queue.close();
  });

  test('the last read gives way to a more urgent one for which another caller would have to give way', async () => {
    const { queue, asked, ask } = queueOf({ rate: 1, burst: 2 });
    void ask('first');
    // The last of these has its turn after six seconds, beside two of another caller, and after seven beside three.
    const other = Array.from({ length: 4 }, () => ask('b', 'client', 6_250));
    for (let read = 0; read < 2; read++) void ask('a', 'client', 60_000);
    await passTime(0);
    void ask('a', 'finishing', 60_000);
    await passTime(0);
    const refused = asked.filter(({ answer }) => answer === 'refused');
    expect(refused).toEqual([expect.objectContaining({ caller: 'a', priority: 'client' })]);
    await passTime(20_000);
    expect((await Promise.all(other)).map(({ answer }) => answer)).toEqual(Array(4).fill('granted'));
    queue.close();
  });
});

describe('a refusal', () => {
  test.each<[what: string, caller: string, priority: Priority, turnsBefore: number]>([
    ['another caller, at either priority', 'b', 'client', 1],
    ['another caller that finishes a mutation', 'b', 'finishing', 1],
    ['the caller itself', 'a', 'client', 5],
    ['the background', 'the gateway', 'background', 5],
  ])('says after which time there would be a turn: for %s', async (_what, caller, priority, turnsBefore) => {
    const { queue, asked, ask } = queueOf({ rate: 1, burst: 2 });
    void ask('first');
    for (let read = 0; read < 5; read++) void ask('a', 'client', 60_000);
    void ask(caller, priority, 1_000);
    await passTime(0);
    // A second for each turn before and its own, 50 ms for the call and 150 ms to spare, less the second that it has.
    expect(asked.at(-1)).toMatchObject({ answer: 'refused', retryAfterMs: (turnsBefore + 1) * 1_000 + 200 - 1_000 });
    queue.close();
  });

  test('is no shorter than the pace, where the caller itself would be served next', async () => {
    const { queue, asked, ask } = queueOf({ rate: 1, burst: 2 });
    void ask('first');
    for (let read = 0; read < 5; read++) void ask('a', 'client', 60_000);
    void ask('a', 'finishing', 1_000);
    await passTime(0);
    expect(asked.at(-1)).toMatchObject({ answer: 'refused', retryAfterMs: 1_000 });
    queue.close();
  });
});

describe('the background', () => {
  test('has a turn only while no caller waits', async () => {
    const { queue, turns, ask, keepAsking } = queueOf({ rate: 10, burst: 2 });
    const stop = keepAsking('a', ['client', 'client', 'client']);
    await passTime(1_000);
    void ask('the gateway', 'background', 60_000);
    await passTime(3_000);
    expect(turns.length).toBeGreaterThan(30);
    expect(turns).not.toContain('the gateway');
    await stop();
    expect(turns).toContain('the gateway');
    queue.close();
  });

  test('is not let in when callers need all the turns of its time', async () => {
    const { queue, asked, ask } = queueOf({ rate: 10, burst: 2 });
    for (let tenth = 0; tenth < 40; tenth++) {
      void ask('a');
      void ask('b');
      await passTime(100);
    }
    void ask('the gateway', 'background', 5_000);
    await passTime(0);
    expect(asked.at(-1)).toMatchObject({ caller: 'the gateway', answer: 'refused' });
    queue.close();
  });

  test('takes nothing from what callers are promised, however much it asks', async () => {
    const { queue, asked, ask } = queueOf({ rate: 10, burst: 2 });
    for (let second = 0; second < 30; second++) {
      for (let read = 0; read < 3; read++) void ask('the gateway', 'background', 30_000);
      await passTime(300);
    }
    for (let read = 0; read < 130; read++) void ask('reader');
    await passTime(16_000);
    const read = asked.filter(({ caller, answer }) => caller === 'reader' && answer === 'granted');
    expect(read).toHaveLength(130);
    queue.close();
  });
});

describe('a call that is given up', () => {
  /** A signal that tells how many listen to it. */
  function countingSignal() {
    const listeners = new Set<() => void>();
    let aborted = false;
    const signal = {
      get aborted() {
        return aborted;
      },
      addEventListener: (_type: 'abort', listener: () => void) => void listeners.add(listener),
      removeEventListener: (_type: 'abort', listener: () => void) => void listeners.delete(listener),
    };
    const abort = () => {
      aborted = true;
      for (const listener of [...listeners]) listener();
    };
    return { gone: () => signal, abort, listeners };
  }
  const request = (caller: string, gone?: ReturnType<typeof countingSignal>['gone']) => ({
    ...{ caller: { id: caller }, priority: 'client' as const, deadline: new Deadline(15_000), gone },
  });

  /** A queue that has just used its only token. */
  async function emptied(): Promise<FairRateLimiter> {
    const queue = new FairRateLimiter({ rate: 1, burst: 2 }, 1, new LatencyEstimate());
    await queue.acquire(request('first'));
    queue.sent();
    queue.settle(false);
    return queue;
  }

  test('waits no longer, and leaves its turn to the next', async () => {
    const queue = await emptied();
    const client = countingSignal();
    const given = Array.from({ length: 5 }, () => queue.acquire(request('a', client.gone)));
    const kept = queue.acquire(request('b'));
    client.abort();
    expect((await Promise.all(given)).map(({ granted }) => granted)).toEqual(Array(5).fill(false));
    await passTime(1_001);
    expect(await kept).toMatchObject({ granted: true });
    expect(queue.waiting).toBe(0);
    queue.close();
  });

  test.each<[string, (queue: FairRateLimiter) => void]>([
    ['it had its turn', () => {}],
    ['all were refused', (queue) => queue.rejectWaiting()],
  ])('is listened for only as long as it waits: %s', async (_what, end) => {
    const queue = await emptied();
    const client = countingSignal();
    const waiting = [queue.acquire(request('a', client.gone)), queue.acquire(request('a', client.gone))];
    expect(client.listeners.size).toBe(2);
    end(queue);
    for (const turn of waiting) {
      await passTime(1_001);
      if (!(await turn).granted) continue;
      queue.sent();
      queue.settle(false);
    }
    expect(client.listeners.size).toBe(0);
    queue.close();
  });

  test('shows nothing of the bucket: it is not taken for one that is not empty', async () => {
    const queue = new FairRateLimiter({ rate: 10, burst: 15 }, 1, new LatencyEstimate());
    let granted = 0;
    for (let call = 0; call < 10; call++) void queue.acquire(request('a')).then(() => granted++);
    await passTime(0);
    expect(granted).toBe(4);
    queue.sent();
    queue.settle(null);
    await passTime(0);
    expect(granted).toBe(5);
    queue.sent();
    queue.settle(false);
    await passTime(0);
    expect(granted).toBe(10);
    queue.close();
  });
});

import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Priority } from '../../../src/connect/limits/fair-queue.js';
import { FairRateLimiter } from '../../../src/connect/limits/fair-rate-limiter.js';
import { LatencyEstimate } from '../../../src/connect/limits/latency-estimate.js';
import { Deadline } from '../../../src/lib/deadline.js';

const request = (caller: string, budgetMs = 10_000, priority: Priority = 'client') => ({
  caller: { id: caller },
  priority,
  deadline: new Deadline(budgetMs),
});

/** A queue that has had an answer, so that its whole bucket may be used at once. */
async function confirmed(rate: number, burst: number, share = 1): Promise<FairRateLimiter> {
  const queue = new FairRateLimiter({ rate, burst: burst + 1 / share }, share, new LatencyEstimate());
  await queue.acquire(request('first'));
  queue.sent();
  queue.settle(false);
  return queue;
}

/** Asks for turns and notes in which order they are granted or refused. */
function line(queue: FairRateLimiter) {
  const log: string[] = [];
  const ask = (name: string, caller: string, budgetMs?: number, priority?: Priority) =>
    queue.acquire(request(caller, budgetMs, priority)).then((turn) => {
      log.push(turn.granted ? name : `${name} refused`);
      if (turn.granted) {
        queue.sent();
        queue.settle(false);
      }
      return turn;
    });
  return { log, ask };
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** Lets time go by until all promises are settled. */
async function elapsed<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  let settled = false;
  const all = Promise.all(promises).finally(() => {
    settled = true;
  });
  for (let ms = 0; !settled && ms < 60_000; ms++) await jest.advanceTimersByTimeAsync(1);
  return all;
}

describe('the turns of an operation', () => {
  test('are granted at once while there are tokens, and at the pace of the quota then', async () => {
    const queue = await confirmed(10, 6);
    const { log, ask } = line(queue);
    const turns = Array.from({ length: 10 }, (_, index) => ask(String(index), 'a'));
    await jest.advanceTimersByTimeAsync(0);
    expect(log.length).toBeGreaterThanOrEqual(4);
    expect(log.length).toBeLessThanOrEqual(7);
    await elapsed(turns);
    expect(log).toEqual(Array.from({ length: 10 }, (_, index) => String(index)));
  });

  test('are refused at once when they would come too late, with the time after which they might not', async () => {
    const queue = await confirmed(2, 1);
    const { ask } = line(queue);
    const refusal = await Promise.race([
      ask('late', 'a', 300),
      Promise.resolve()
        .then(() => jest.advanceTimersByTimeAsync(0))
        .then(() => null),
    ]);
    if (refusal === null) throw new Error('The refusal waited.');
    expect(refusal).toEqual({ granted: false, retryAfterMs: expect.any(Number) });
    expect(refusal.granted === false && refusal.retryAfterMs).toBeGreaterThanOrEqual(400);
    queue.close();
  });

  test('go to each caller in its turn, so that a greedy one waits behind itself', async () => {
    const queue = await confirmed(50, 1);
    const { log, ask } = line(queue);
    const turns = [
      ...Array.from({ length: 5 }, (_, index) => ask(`greedy ${index}`, 'greedy')),
      ask('polite 0', 'polite'),
      ask('polite 1', 'polite'),
    ];
    await elapsed(turns);
    expect(log.indexOf('polite 0')).toBeLessThanOrEqual(2);
    expect(log.indexOf('polite 1')).toBeLessThanOrEqual(4);
    expect(log.at(-1)).toBe('greedy 4');
  });

  test('go to what completes a mutation first, and to what nobody waits for last', async () => {
    const queue = await confirmed(50, 1);
    const { log, ask } = line(queue);
    const turns = [
      ask('taken', 'x'),
      ask('background', 'x', 10_000, 'background'),
      ask('client', 'x', 10_000, 'client'),
      ask('finishing', 'x', 10_000, 'finishing'),
    ];
    await elapsed(turns);
    expect(log.filter((name) => name !== 'taken')).toEqual(['finishing', 'client', 'background']);
  });

  test('of the greedy are given up for those of a newcomer, when not all can be in time', async () => {
    const queue = await confirmed(20, 1);
    const { log, ask } = line(queue);
    // At 20 a second a time of 600 ms, less what a call needs, holds about eight.
    const greedy = Array.from({ length: 12 }, (_, index) => ask(`greedy ${index}`, 'greedy', 600));
    const polite = [ask('polite 0', 'polite', 600), ask('polite 1', 'polite', 600)];
    await elapsed([...greedy, ...polite]);
    expect(log).toContain('polite 0');
    expect(log).toContain('polite 1');
    expect(log).toContain('greedy 11 refused');
  });

  test('begin carefully until the bucket has shown that it is not empty', async () => {
    const queue = new FairRateLimiter({ rate: 10, burst: 15 }, 1, new LatencyEstimate());
    let granted = 0;
    const turns = Array.from({ length: 10 }, () => queue.acquire(request('a')).then(() => granted++));
    await jest.advanceTimersByTimeAsync(20);
    expect(granted).toBe(4);
    queue.settle(false);
    await elapsed(turns);
    expect(granted).toBe(10);
  });

  test('slow down after a throttle, and come back to their pace', async () => {
    const queue = await confirmed(100, 20);
    await queue.acquire(request('a'));
    queue.settle(true);
    /** Milliseconds until the next turn. */
    const msToTurn = async () => {
      let granted = false;
      const turn = queue.acquire(request('a')).then(() => {
        granted = true;
      });
      let ms = 0;
      for (; !granted && ms < 1_000; ms++) await jest.advanceTimersByTimeAsync(1);
      await turn;
      queue.sent();
      queue.settle(false);
      return ms;
    };
    // 60 of 100 a second, from an empty bucket.
    expect(await msToTurn()).toBeGreaterThanOrEqual(16);
    await jest.advanceTimersByTimeAsync(3_000);
    for (let taken = 0; taken < 20; taken++) await msToTurn();
    expect(await msToTurn()).toBeLessThanOrEqual(11);
    queue.close();
  });

  test('are refused to all who wait when the operation has broken down', async () => {
    const queue = await confirmed(1, 1);
    const waiting = [queue.acquire(request('a')), queue.acquire(request('b')), queue.acquire(request('c'))];
    queue.rejectWaiting();
    const turns = await elapsed(waiting);
    expect(turns.filter(({ granted }) => !granted).length).toBeGreaterThanOrEqual(2);
    queue.close();
  });

  test('take no more than their share of the quota', async () => {
    const queue = new FairRateLimiter({ rate: 100, burst: 20 }, 0.1, new LatencyEstimate());
    let granted = 0;
    const turns = Array.from({ length: 4 }, () =>
      queue.acquire(request('a')).then(() => {
        granted++;
        queue.settle(false);
      }),
    );
    await jest.advanceTimersByTimeAsync(20);
    expect(granted).toBeLessThanOrEqual(2);
    await elapsed(turns);
  });
});

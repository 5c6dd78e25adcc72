import { describe, expect, test } from '@jest/globals';
import type { Priority } from '../../../src/connect/limits/fair-queue.js';
import { TimeFairQueue } from '../../../src/server/admission/time-fair-queue.js';

/** A queue on a clock that the test moves, with callers whose turns take their own time. */
function simulation(turnMs: Readonly<Record<string, number>>) {
  let now = 0;
  const queue = new TimeFairQueue<{ caller: { id: string }; priority: Priority; name: string }>(() => now);
  const add = (id: string, priority: Priority = 'client', name = id) => {
    const waiting = { caller: { id }, priority, name };
    queue.add(waiting);
    return waiting;
  };
  const serve = (): string | undefined => {
    const waiting = queue.next();
    if (!waiting) return undefined;
    const ms = turnMs[waiting.caller.id] ?? 1;
    now += ms;
    queue.charge(waiting.caller.id, ms);
    return waiting.name;
  };
  const pass = (ms: number) => {
    now += ms;
  };
  return { queue, add, serve, pass };
}

describe('the next turn', () => {
  test('goes round robin over callers whose turns take the same time', () => {
    const { add, serve } = simulation({});
    for (const id of ['a', 'b', 'c', 'a', 'b', 'c']) add(id);
    expect([serve(), serve(), serve(), serve(), serve(), serve(), serve()]).toEqual([
      ...['a', 'b', 'c', 'a', 'b', 'c'],
      undefined,
    ]);
  });

  test.each([1, 8, 100])('comes after one or two long turns, not after one of each of %i other callers', (others) => {
    const ids = Array.from({ length: others }, (_, n) => `other ${n}`);
    const { add, serve } = simulation(Object.fromEntries(ids.map((id, n) => [id, 150 + n])));
    for (const id of ids) for (let n = 0; n < 20; n++) add(id);
    for (let turn = 0; turn <= others; turn++) serve();
    // Each request of the caller needs several turns, one after the other.
    const waits = Array.from({ length: 12 }, () => {
      add('short');
      let turns = 0;
      while (serve() !== 'short') turns++;
      serve();
      return turns;
    });
    expect(Math.max(...waits)).toBeLessThanOrEqual(1);
  });

  test('goes more often to callers with shorter turns', () => {
    const turnMs = { long: 40, short: 2 };
    const { add, serve } = simulation(turnMs);
    const turns = { long: 0, short: 0 };
    for (const id of Object.keys(turnMs)) add(id);
    for (let turn = 0; turn < 1_000; turn++) {
      const id = serve() as keyof typeof turnMs;
      turns[id]++;
      add(id);
    }
    // Round robin would be 1 : 1.
    expect(turns.short / turns.long).toBeGreaterThan(2);
  });

  test('of a caller goes to its requests that hold bytes first', () => {
    const { add, serve } = simulation({});
    add('a', 'client', 'first');
    add('a', 'finishing', 'holds bytes');
    add('a', 'client', 'second');
    add('a', 'finishing', 'holds bytes too');
    expect([serve(), serve(), serve(), serve()]).toEqual(['holds bytes', 'holds bytes too', 'first', 'second']);
  });
});

describe('used time', () => {
  /** Whether a caller that has used 100 ms has its next turn before one that came later, after a while. */
  const isFirstAfter = (ms: number): boolean => {
    const { add, serve, pass } = simulation({ a: 100 });
    add('a');
    serve();
    pass(ms);
    add('a');
    add('b');
    return serve() === 'a';
  };

  test('counts less the longer ago it was, and is negligible after a while', () => {
    expect([1_000, 30_000].map(isFirstAfter)).toEqual([false, false]);
    expect([70_000, 600_000].map(isFirstAfter)).toEqual([true, true]);
  });

  test.each([0, 50, 1_000, 5_000])(
    'counts for bursts with pauses of %i ms, so that a small request waits for one turn',
    (pauseMs) => {
      const ids = Array.from({ length: 8 }, (_, n) => `other ${n}`);
      const { add, serve, pass } = simulation(Object.fromEntries(ids.map((id, n) => [id, 200 + n])));
      const waits: number[] = [];
      for (let burst = 0; burst < 9; burst++) {
        for (const id of ids) add(id);
        for (let turn = 0; turn < burst % 8; turn++) serve();
        add('small');
        let turns = 0;
        while (serve() !== 'small') turns++;
        waits.push(turns);
        while (serve()) {}
        pass(pauseMs);
      }
      // In the first burst nobody has used any time.
      expect(waits[0]).toBe(8);
      expect(Math.max(...waits.slice(1))).toBeLessThanOrEqual(1);
    },
  );

  test('delays nobody for ever, while callers keep coming that have used none', () => {
    const { add, serve } = simulation({ a: 50 });
    add('a');
    serve();
    add('a');
    let turns = 0;
    for (let name: string | undefined; name !== 'a'; turns++) {
      add(`newcomer ${turns}`);
      add(`other newcomer ${turns}`);
      name = serve();
    }
    expect(turns).toBeLessThanOrEqual(4);
  });

  test('is forgotten for callers that do not come back', () => {
    const { queue, add, serve } = simulation({});
    add('always');
    for (let n = 0; n < 20_000; n++) {
      add(`once ${n}`);
      serve();
      serve();
      add('always');
    }
    expect(queue.callersWithUsedTime).toBeLessThan(3_000);
  });
});

describe('a removed request', () => {
  test('has no turn, and does not count', () => {
    const { queue, add, serve } = simulation({});
    const first = add('a');
    add('b');
    expect([queue.remove(first), queue.remove(first), queue.size]).toEqual([true, false, 1]);
    expect([serve(), serve(), queue.size]).toEqual(['b', undefined, 0]);
  });
});

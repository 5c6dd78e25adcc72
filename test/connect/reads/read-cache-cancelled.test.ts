import 'reflect-metadata';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { CallScope } from '../../../src/connect/calls/call-runner.js';
import { Deadline } from '../../../src/lib/deadline.js';
import { operationOf, request, watch } from '../../support/shared-calls.js';

// Time passes only as the tests tell it to.
beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
});
afterEach(() => {
  jest.useRealTimers();
});

const passTime = (ms: number) => jest.advanceTimersByTimeAsync(ms);
const cancelled = { failure: { kind: 'cancelled' } };

describe('a call under way', () => {
  test('is given up when its only client leaves, and is made anew for one who comes then', async () => {
    const { calls, read } = operationOf();
    const one = request();
    const reading = watch(read(one.scope, 'key'));
    await passTime(50);
    one.leave();
    const other = watch(read(request().scope, 'key'));
    await passTime(100);
    expect(reading.error).toMatchObject(cancelled);
    expect(other).toEqual({ value: 'key' });
    expect(calls.map(({ end }) => end)).toEqual(['given up', 'answered']);
  });

  test.each([
    ['the one who asked first leaves first', [0, 1, 2]],
    ['the one who asked first leaves last', [2, 1, 0]],
    ['they leave in any order', [1, 0, 2]],
  ])('that several share is given up with the last of them only: %s', async (_what, order) => {
    const { calls, read } = operationOf();
    const requests = [request(), request({ caller: { id: 'b' } }), request({ priority: 'finishing' })];
    const readings = requests.map(({ scope }) => watch(read(scope, 'key')));
    await passTime(10);
    for (const [left, index] of order.entries()) {
      expect(calls).toEqual([expect.objectContaining({ end: 'under way' })]);
      requests[index]?.leave();
      await passTime(1);
      expect(readings.filter(({ error }) => error).length).toBeLessThanOrEqual(left + 1);
    }
    expect(calls).toEqual([expect.objectContaining({ end: 'given up' })]);
    await passTime(0);
    for (const { error } of readings) expect(error).toMatchObject(cancelled);
  });

  test('brings its answer to who is still there, and to no second call', async () => {
    const { calls, read } = operationOf();
    const [one, other] = [request(), request({ caller: { id: 'b' } })];
    void read(one.scope, 'key').catch(() => {});
    const reading = watch(read(other.scope, 'key'));
    await passTime(50);
    one.leave();
    await passTime(50);
    expect(reading).toEqual({ value: 'key' });
    expect(calls).toHaveLength(1);
  });

  test.each<[string, Partial<CallScope>]>([
    ['a mutation that goes on without its client', { gone: undefined, priority: 'finishing' }],
    ['a refresh that has no client', { gone: undefined, priority: 'background' }],
  ])('is not given up while %s waits for it', async (_what, rest) => {
    const { calls, read } = operationOf();
    const [one, other] = [request(), request(rest)];
    void read(one.scope, 'key').catch(() => {});
    await passTime(10);
    const reading = watch(read(other.scope, 'key'));
    one.leave();
    await passTime(100);
    expect(reading).toEqual({ value: 'key' });
    expect(calls).toHaveLength(1);
  });

  test('is given up when of those who wait the last has no time left, and the others have gone', async () => {
    const { calls, read } = operationOf();
    const [one, other] = [request(), request({ deadline: new Deadline(60) })];
    void read(one.scope, 'key').catch(() => {});
    const reading = watch(read(other.scope, 'key'));
    await passTime(50);
    one.leave();
    await passTime(0);
    expect(calls).toEqual([expect.objectContaining({ end: 'under way' })]);
    await passTime(10);
    expect(reading.error).toMatchObject({ failure: { cause: 'timeout' } });
    expect(calls).toEqual([expect.objectContaining({ end: 'given up' })]);
  });

  test('is not begun for a client that has gone, of whatever it is a part', async () => {
    const { reads, calls, read } = operationOf();
    const one = request();
    const reading = watch(
      reads.get(one.scope, 'all pages', 0, async (forAll) => {
        const pages: string[] = [];
        for (let page = 0; page < 10; page++) pages.push(await read(forAll, `page ${page}`));
        return pages;
      }),
    );
    await passTime(250);
    one.leave();
    await passTime(1_000);
    expect(reading.error).toMatchObject(cancelled);
    expect(calls.map(({ end }) => end)).toEqual(['answered', 'answered', 'given up']);
    await expect(read(one.scope, 'another')).rejects.toMatchObject(cancelled);
    expect(calls).toHaveLength(3);
  });

  test('leaves nothing behind that listens for its clients', async () => {
    const { reads, gate, read } = operationOf({ rate: 10, burst: 3 });
    const requests = [request(), request({ caller: { id: 'b' } }), request({ priority: 'finishing' })];
    const readings = requests.flatMap(({ scope }) => [
      ...Array.from({ length: 10 }, (_, index) => read(scope, `key ${index % 5}`)),
      reads.get(scope, 'get', 0, (forAll) => read(forAll, 'key of get')),
    ]);
    expect(requests.every(({ listeners }) => listeners() > 0)).toBe(true);
    await passTime(5_000);
    await Promise.all(readings);
    await nextTurn();
    expect(requests.map(({ listeners }) => listeners())).toEqual([0, 0, 0]);
    gate.close();
  });
});

describe('a call that waits for its turn', () => {
  test('is withdrawn from the places of those who left, and made in the place of who is there', async () => {
    const { gate, calls, read } = operationOf({ rate: 10, burst: 2 });
    void read(request().scope, 'first');
    const [one, other] = [request(), request({ caller: { id: 'b' } })];
    const given = watch(read(one.scope, 'key'));
    void read(one.scope, 'own').catch(() => {});
    const reading = watch(read(other.scope, 'key'));
    await passTime(0);
    expect(gate.waiting).toBe(3);
    one.leave();
    await passTime(0);
    expect(gate.waiting).toBe(1);
    expect(given.error).toMatchObject(cancelled);
    await passTime(300);
    expect(reading).toEqual({ value: 'key' });
    expect(calls.map(({ key, caller }) => [key, caller])).toEqual([
      ['first', 'a'],
      ['key', 'b'],
    ]);
    gate.close();
  });

  test('keeps its place for another request of the same caller that waits in it', async () => {
    const { gate, calls, read } = operationOf({ rate: 10, burst: 2 });
    void read(request().scope, 'first');
    const [one, other] = [request(), request()];
    void read(one.scope, 'key').catch(() => {});
    void read(other.scope, 'behind it').catch(() => {});
    const reading = watch(read(other.scope, 'key'));
    one.leave();
    await passTime(250);
    expect(reading).toEqual({ value: 'key' });
    expect(calls.map(({ key }) => key)).toEqual(['first', 'key', 'behind it']);
    await passTime(1_000);
    gate.close();
  });
});

describe('who joins a read of several calls that waits in the place of another caller', () => {
  /** A caller with a long line of its own, at whose end stands a read that another caller wants too. */
  async function behindAGreedyOne() {
    const made = operationOf({ rate: 10, burst: 2 });
    const { reads, read } = made;
    const page = (scope: CallScope) => reads.get(scope, 'page', 0, async (forAll) => `${await read(forAll, 'call')}!`);
    const [greedy, other] = [request(), request({ caller: { id: 'b' } })];
    const line = Array.from({ length: 20 }, (_, index) => watch(read(greedy.scope, `own ${index}`)));
    const greedyPage = watch(page(greedy.scope));
    return { ...made, page, greedy, other, line, greedyPage };
  }

  test('has a turn of its own for it, and one call serves both', async () => {
    const { gate, calls, page, other, greedyPage } = await behindAGreedyOne();
    const reading = watch(page(other.scope));
    await passTime(350);
    expect(reading).toEqual({ value: 'call!' });
    expect(greedyPage).toEqual({ value: 'call!' });
    await passTime(5_000);
    expect(calls.filter(({ key }) => key === 'call')).toEqual([{ key: 'call', caller: 'b', end: 'answered' }]);
    expect(calls).toHaveLength(21);
    gate.close();
  });

  test('has turns of its own for the calls that come later too', async () => {
    const { gate, calls, reads, read } = operationOf({ rate: 10, burst: 3 });
    const [greedy, other] = [request(), request({ caller: { id: 'b' } })];
    const pages = (scope: CallScope) =>
      reads.get(scope, 'pages', 0, async (forAll) => [await read(forAll, 'page 1'), await read(forAll, 'page 2')]);
    void pages(greedy.scope);
    for (let index = 0; index < 20; index++) void read(greedy.scope, `own ${index}`);
    const reading = watch(pages(other.scope));
    await passTime(50);
    expect(calls[0]).toEqual({ key: 'page 1', caller: 'a', end: 'under way' });
    await passTime(400);
    expect(reading).toEqual({ value: ['page 1', 'page 2'] });
    expect(calls.filter(({ key }) => key === 'page 2')).toEqual([{ key: 'page 2', caller: 'b', end: 'answered' }]);
    await passTime(5_000);
    gate.close();
  });

  test('takes that turn with it when it leaves', async () => {
    const { gate, calls, page, other, greedyPage } = await behindAGreedyOne();
    const waiting = gate.waiting;
    const reading = watch(page(other.scope));
    await passTime(0);
    expect(gate.waiting).toBe(waiting + 1);
    other.leave();
    await passTime(0);
    expect(gate.waiting).toBe(waiting);
    expect(reading.error).toMatchObject(cancelled);
    await passTime(5_000);
    expect(greedyPage).toEqual({ value: 'call!' });
    expect(calls.at(-1)).toEqual({ key: 'call', caller: 'a', end: 'answered' });
    gate.close();
  });

  test('has its answer when the greedy one leaves', async () => {
    const { gate, calls, page, greedy, other, greedyPage, line } = await behindAGreedyOne();
    const reading = watch(page(other.scope));
    greedy.leave();
    await passTime(350);
    expect(reading).toEqual({ value: 'call!' });
    expect(greedyPage).toEqual({ value: 'call!' });
    expect(line.filter(({ error }) => error).length).toBeGreaterThan(17);
    expect(calls.filter(({ key }) => key === 'call')).toHaveLength(1);
    gate.close();
  });
});

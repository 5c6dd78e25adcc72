import 'reflect-metadata';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { CallScope } from '../../../src/connect/calls/call-runner.js';
import { RecordCache, type RecordReads } from '../../../src/connect/directory/record-cache.js';
import type { Reader } from '../../../src/connect/reads/reader.js';
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

interface Thing {
  readonly id: string;
}

/** A shelf whose search finds what does not begin with `new`, and needs a list of so many pages for `listed`. */
function shelfOf({
  quota = null,
  listPages = 0,
}: {
  quota?: { rate: number; burst: number } | null;
  listPages?: number;
} = {}) {
  const { gate, calls, read } = operationOf(quota);
  const readerOf = (scope: CallScope): Reader => ({ scope, withScope: readerOf }) as unknown as Reader;
  const reads: RecordReads<Thing> = {
    idOf: ({ id }) => id,
    describe: async (reader, { id }) => {
      await read(reader.scope, `describe ${id}`);
      return { id };
    },
    search: async (reader, _instanceId, ids) => {
      await read(reader.scope, `search ${ids.join()}`);
      const values = ids.filter((id) => !/new|listed/.test(id)).map((id) => ({ id }));
      return { values, token: undefined };
    },
    ...(listPages > 0 && {
      list: async (reader, _instanceId, token = '1') => {
        await read(reader.scope, `page ${token}`);
        const last = Number(token) === listPages;
        return { values: last ? [{ id: 'listed' }] : [], token: last ? undefined : String(Number(token) + 1) };
      },
    }),
  };
  const background = () => request({ caller: { id: 'the gateway' }, priority: 'background', gone: undefined }).scope;
  const shelf = new RecordCache(reads, { freshMs: 300_000, staleMs: 3_300_000 }, () => readerOf(background()));
  const load = (scope: CallScope, ids: readonly string[]) =>
    watch(
      shelf.load(
        readerOf(scope),
        ids.map((id) => ({ instanceId: 'i', id })),
      ),
    );
  return { gate, calls, load };
}

describe('a batch of things that are looked up together', () => {
  test('is given up with its only client, and nothing more is asked for it', async () => {
    const { calls, load } = shelfOf();
    const one = request();
    const loaded = load(one.scope, ['a', 'new b']);
    await passTime(50);
    one.leave();
    await passTime(1_000);
    expect(loaded.value).toMatchObject([cancelled, cancelled]);
    expect(calls).toEqual([expect.objectContaining({ key: 'search a,new b', end: 'given up' })]);
    expect(one.listeners()).toBe(0);
  });

  test('is not begun for a client that has gone', async () => {
    const { calls, load } = shelfOf();
    const one = request();
    one.leave();
    const loaded = [load(one.scope, ['a', 'new b']), load(one.scope, ['c'])];
    await passTime(1_000);
    expect(loaded.map(({ value }) => value)).toMatchObject([[cancelled, cancelled], [cancelled]]);
    expect(calls).toEqual([]);
  });

  test('is not given up while another wants one of the things, and then is', async () => {
    const { calls, load } = shelfOf();
    const [one, other] = [request(), request({ caller: { id: 'b' } })];
    load(one.scope, ['a', 'b', 'c']);
    await passTime(10);
    load(other.scope, ['b']);
    one.leave();
    await passTime(10);
    expect(calls).toEqual([expect.objectContaining({ end: 'under way' })]);
    other.leave();
    await passTime(0);
    expect(calls).toEqual([expect.objectContaining({ end: 'given up' })]);
    expect([one.listeners(), other.listeners()]).toEqual([0, 0]);
  });

  test('brings the thing to who is still there, and asks no more for things that nobody wants any more', async () => {
    const { calls, load } = shelfOf();
    const [one, other] = [request(), request({ caller: { id: 'b' } })];
    const given = load(one.scope, ['new a', 'new b', 'new c']);
    const loaded = load(other.scope, ['new b']);
    await passTime(10);
    one.leave();
    await passTime(300);
    expect(loaded).toEqual({ value: [{ id: 'new b' }] });
    expect(given.value).toHaveLength(3);
    expect(calls.map(({ key, end }) => [key, end])).toEqual([
      ['search new a,new b,new c', 'answered'],
      ['describe new b', 'answered'],
    ]);
  });

  test('has each thing as soon as it is read, and not when the last of the batch is', async () => {
    const { gate, load } = shelfOf({ quota: { rate: 10, burst: 2 } });
    const [one, other] = [request(), request({ caller: { id: 'b' } })];
    load(one.scope, ['a', 'new 1', 'new 2', 'new 3', 'new 4', 'new 5']);
    const loaded = load(other.scope, ['a']);
    await passTime(101);
    expect(loaded).toEqual({ value: [{ id: 'a' }] });
    await passTime(5_000);
    gate.close();
  });

  test('reads no further page of a list when its client has gone', async () => {
    const { calls, load } = shelfOf({ listPages: 10 });
    const one = request();
    load(one.scope, ['a', 'listed', 'new']);
    await passTime(250);
    one.leave();
    await passTime(2_000);
    expect(calls.map(({ key, end }) => [key, end])).toEqual([
      ['search a,listed,new', 'answered'],
      ['page 1', 'answered'],
      ['page 2', 'given up'],
    ]);
  });

  test('is read anew for one who asks just as it is given up', async () => {
    const { calls, load } = shelfOf();
    const one = request();
    load(one.scope, ['a', 'b']);
    await passTime(10);
    one.leave();
    const loaded = load(request().scope, ['a', 'b']);
    await passTime(200);
    expect(loaded).toEqual({ value: [{ id: 'a' }, { id: 'b' }] });
    expect(calls.map(({ end }) => end)).toEqual(['given up', 'answered']);
  });
});

test('a refresh behind what is served goes on when the client that was served has gone', async () => {
  const { calls, load } = shelfOf();
  load(request().scope, ['a', 'b']);
  await passTime(100);
  await nextTurn();
  jest.advanceTimersByTime(400_000);
  const one = request();
  const served = load(one.scope, ['a', 'b']);
  await passTime(10);
  expect(served).toEqual({ value: [{ id: 'a' }, { id: 'b' }] });
  one.leave();
  await passTime(200);
  expect(calls.map(({ caller, end }) => [caller, end])).toEqual([
    ['a', 'answered'],
    ['the gateway', 'answered'],
  ]);
});

test('who waits for a thing in the batch of a greedy caller has a turn of its own for it, and one call serves both', async () => {
  const { gate, calls, load } = shelfOf({ quota: { rate: 10, burst: 2 } });
  const [greedy, other] = [request(), request({ caller: { id: 'b' } })];
  for (let page = 0; page < 20; page++) load(greedy.scope, [`${page} a`, `${page} b`]);
  load(greedy.scope, ['wanted', 'new', 'new too']);
  const loaded = load(other.scope, ['wanted']);
  await passTime(350);
  expect(loaded).toEqual({ value: [{ id: 'wanted' }] });
  await passTime(5_000);
  // What is only the greedy one's is read in its own turns.
  expect(calls.filter(({ key }) => /wanted|new/.test(key)).map(({ key, caller }) => [key, caller])).toEqual([
    ['search wanted,new,new too', 'b'],
    ['describe new', 'a'],
    ['describe new too', 'a'],
  ]);
  gate.close();
});

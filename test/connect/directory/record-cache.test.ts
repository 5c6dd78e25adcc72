import 'reflect-metadata';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { RequestStats } from '../../../src/connect/calls/request-stats.js';
import { RecordCache, type RecordReads } from '../../../src/connect/directory/record-cache.js';
import type { Reader } from '../../../src/connect/reads/reader.js';
import { ConnectReadError } from '../../../src/errors/read-error.js';
import { Deadline } from '../../../src/lib/deadline.js';

interface Thing {
  readonly id: string;
}

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] });
});
afterEach(() => {
  jest.useRealTimers();
});

const reader = {
  scope: { stats: new RequestStats(), deadline: new Deadline(1_000_000_000) },
  withScope: () => reader,
} as unknown as Reader;
const refused = new ConnectReadError('SearchThings', {
  kind: 'refused',
  exception: 'InvalidParameterException',
  awsRequestId: null,
  retryAfterMs: null,
});

/** A shelf before things that a search, a Describe or both know, with what was asked of either. */
function shelf(options: { known?: string[]; search?: () => Promise<{ values: Thing[]; token?: string }> } = {}) {
  const world = { searchable: new Set(options.known), describable: new Set(options.known) };
  const asked = { searches: 0, described: [] as string[] };
  const reads: RecordReads<Thing> = {
    idOf: ({ id }) => id,
    describe: async (_reader, { id }) => {
      asked.described.push(id);
      return world.describable.has(id) ? { id } : null;
    },
    search: async (_reader, _instanceId, ids) => {
      asked.searches++;
      if (options.search) return { token: undefined, ...(await options.search()) };
      return { values: ids.filter((id) => world.searchable.has(id)).map((id) => ({ id })), token: undefined };
    },
  };
  const made = new RecordCache(reads, 300_000, () => reader);
  /** Loads, and says what was asked for it. */
  const load = async (ids: readonly string[]) => {
    Object.assign(asked, { searches: 0, described: [] });
    const results = await made.load(
      reader,
      ids.map((id) => ({ instanceId: 'i', id })),
    );
    return { found: ids.filter((_id, index) => results[index]), ...asked };
  };
  return { world, load };
}

const gone = Array.from({ length: 40 }, (_, index) => `gone-${index}`);

describe('what bulk reads do not find', () => {
  test('is asked for by a few Describes at a time, and by one each in all', async () => {
    const { load } = shelf({ known: ['here'] });
    const described: string[] = [];
    for (let poll = 0; poll < 60; poll++) {
      const round = await load(['here', ...gone]);
      expect(round.found).toEqual(['here']);
      expect(round.described.length).toBeLessThanOrEqual(5);
      described.push(...round.described);
      jest.advanceTimersByTime(5_000);
    }
    expect(described.sort()).toEqual([...gone].sort());
  });

  test('is searched for ever less often, the longer it has been missing', async () => {
    const { load } = shelf();
    let searches = 0;
    for (let poll = 0; poll < 120; poll++) {
      searches += (await load(['gone', 'gone too'])).searches;
      jest.advanceTimersByTime(5_000);
    }
    expect(searches).toBeLessThanOrEqual(10);
  });

  test.each([
    ['asked for together with others', ['new', 'gone']],
    ['asked for alone', ['new']],
  ])('and %s is there, once Connect knows it, within the time it was missing', async (_how, ids) => {
    for (const missingForMs of [5_000, 40_000, 100_000]) {
      const { load, world } = shelf();
      const from = performance.now();
      while (performance.now() - from < missingForMs) {
        expect((await load(ids)).found).toEqual([]);
        jest.advanceTimersByTime(5_000);
      }
      world.describable.add('new');
      world.searchable.add('new');
      jest.advanceTimersByTime(missingForMs);
      expect((await load(ids)).found).toEqual(['new']);
    }
  });

  test('is described when a search lags behind, the first time it is asked for', async () => {
    const { load, world } = shelf();
    world.describable.add('new');
    expect(await load(['new', 'gone'])).toMatchObject({ found: ['new'], searches: 1 });
  });

  test('is described each when the search itself was refused, or had more to say', async () => {
    const all = [...gone, 'here'];
    for (const search of [async () => Promise.reject(refused), async () => ({ values: [], token: 'more' })]) {
      const { load } = shelf({ known: ['here'], search });
      const { found, described } = await load(all);
      expect({ found, described: described.length }).toEqual({ found: ['here'], described: all.length });
    }
  });

  test('but was known before stays known until a Describe has said otherwise', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `user-${index}`);
    const { load, world } = shelf({ known: names });
    expect((await load(names)).found).toEqual(names);
    world.searchable.clear();
    jest.advanceTimersByTime(400_000);
    for (let poll = 0; poll < 2; poll++) {
      // Served while they are read anew behind it.
      expect((await load(names)).found).toEqual(names);
      await jest.advanceTimersByTimeAsync(1);
    }
    world.describable.clear();
    jest.advanceTimersByTime(4_000_000);
    expect((await load(names)).found).toHaveLength(25);
  });
});

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
  const made = new RecordCache(reads, { freshMs: 300_000, staleMs: 3_300_000 }, () => reader);
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

  test('but was known before stays known until its record expires', async () => {
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
    expect((await load(names)).found).toEqual([]);
  });
});

describe('a cached record', () => {
  interface Versioned {
    readonly id: string;
    readonly version: number;
  }
  const key = (id: string) => ({ instanceId: 'i', id });

  /** A cache of records with versions. Describes return the current version, searches the version of `searchable`. */
  function cacheOf({ freshMs = 10_000, staleMs = 20_000 } = {}) {
    const world = { version: 1, searchable: 1, latencyMs: 0 };
    const reads: string[] = [];
    const delayed = async <T>(value: T): Promise<T> => {
      if (world.latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, world.latencyMs));
      return value;
    };
    const cache = new RecordCache<Versioned>(
      {
        idOf: ({ id }) => id,
        describe: (_reader, { id }) => {
          reads.push(`describe ${id}`);
          return delayed({ id, version: world.version });
        },
        search: (_reader, _instanceId, ids) => {
          reads.push(`search ${ids.join(' ')}`);
          const version = world.searchable;
          return delayed({ values: ids.map((id) => ({ id, version })), token: undefined });
        },
      },
      { freshMs, staleMs },
      () => reader,
    );
    const versionsOf = async (...ids: string[]) =>
      (await cache.load(reader, ids.map(key))).map((record) => (record as Versioned | null)?.version);
    return { cache, reads, versionsOf, world };
  }

  test('is served without a reload while it is fresh', async () => {
    const { reads, versionsOf } = cacheOf();
    await versionsOf('a');
    jest.advanceTimersByTime(9_999);
    expect(await versionsOf('a')).toEqual([1]);
    expect(reads).toEqual(['describe a']);
  });

  test('is served while it is reloaded when it is stale, and never beyond both ages', async () => {
    const { reads, versionsOf, world } = cacheOf();
    await versionsOf('a');
    world.version = 2;
    jest.advanceTimersByTime(29_999);
    expect(await versionsOf('a')).toEqual([1]);
    await jest.advanceTimersByTimeAsync(1);
    expect(await versionsOf('a')).toEqual([2]);
    expect(reads).toEqual(['describe a', 'describe a']);
    world.version = 3;
    jest.advanceTimersByTime(30_000);
    expect(await versionsOf('a')).toEqual([3]);
  });

  test('has the age of the start of its read', async () => {
    const { cache, versionsOf, world } = cacheOf({ staleMs: 0 });
    world.latencyMs = 6_000;
    const loading = versionsOf('a');
    await jest.advanceTimersByTimeAsync(6_000);
    await loading;
    jest.advanceTimersByTime(3_999);
    expect(cache.getFresh(reader, key('a'))).toMatchObject({ version: 1 });
    jest.advanceTimersByTime(1);
    expect(cache.getFresh(reader, key('a'))).toBeUndefined();
  });

  test('is kept for each instance', async () => {
    const { cache, reads } = cacheOf();
    for (const instanceId of ['i', 'j', 'i', 'j']) await cache.load(reader, [{ instanceId, id: 'a' }]);
    expect(reads).toEqual(['describe a', 'describe a']);
  });

  test('is not kept with a fresh age of 0', async () => {
    const { reads, versionsOf } = cacheOf({ freshMs: 0 });
    await versionsOf('a');
    await versionsOf('a');
    expect(reads).toEqual(['describe a', 'describe a']);
  });

  describe('of a resource that a mutation has changed', () => {
    test('is read again with a Describe, also in a batch, while the search may lag behind', async () => {
      const { cache, reads, versionsOf, world } = cacheOf();
      await versionsOf('a', 'b', 'c');
      world.version = 2;
      cache.invalidate(key('a'));
      reads.length = 0;
      expect(await versionsOf('a', 'b', 'c')).toEqual([2, 1, 1]);
      expect(reads).toEqual(['describe a']);
      cache.invalidate(key('a'));
      jest.advanceTimersByTime(30_000);
      expect(await versionsOf('a', 'b', 'c')).toEqual([2, 1, 1]);
      jest.advanceTimersByTime(61_000);
      world.searchable = 2;
      reads.length = 0;
      expect(await versionsOf('a', 'b', 'c')).toEqual([2, 2, 2]);
      expect(reads).toEqual(['search a b c']);
    });

    test('is not replaced by a list that may lag behind', async () => {
      const { cache, versionsOf, world } = cacheOf();
      world.version = 2;
      cache.invalidate(key('a'));
      cache.prime('i', [{ id: 'a', version: 1 }], performance.now());
      expect(await versionsOf('a')).toEqual([2]);
      cache.prime('i', [{ id: 'a', version: 1 }], performance.now());
      expect(await versionsOf('a')).toEqual([2]);
    });

    test.each([
      ['alone', ['a']],
      ['in a batch', ['a', 'b', 'c']],
    ])('is not taken from a read that began before the change: %s', async (_how, ids) => {
      const { cache, versionsOf, world } = cacheOf();
      world.latencyMs = 1_000;
      const earlier = versionsOf(...ids);
      await jest.advanceTimersByTimeAsync(500);
      world.version = 2;
      cache.invalidate(key('a'));
      const later = versionsOf('a');
      await jest.advanceTimersByTimeAsync(1_000);
      expect((await earlier)[0]).toBe(1);
      expect(await later).toEqual([2]);
      expect(cache.getFresh(reader, key('a'))).toMatchObject({ version: 2 });
    });
  });
});

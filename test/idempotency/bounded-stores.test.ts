import { describe, expect, test } from '@jest/globals';
import { callers, inFile, inMemory, keys, maxPerCaller, none, type TriedStore, total } from './tried-store.js';

describe.each([
  ['in memory', inMemory, false],
  ['in a file', inFile, false],
  ['in a file, after a restart,', inFile, true],
] as const)('records %s', (_where, start, restarts) => {
  const settled = async (tried: TriedStore) => {
    if (restarts) await tried.restart();
  };

  test('of a caller at its share are evicted for its own new ones, the oldest first, and for no others', async () => {
    const tried = start();
    for (const key of ['victim 1', ...keys('mallory', 3)]) await tried.call(key, 'effect');
    await settled(tried);
    for (const key of ['mallory 4', 'mallory 5']) await tried.call(key, 'effect');
    expect(tried.evicted).toEqual({ caller: 2, total: 0 });
    expect(await tried.known('victim 1', ...keys('mallory', 5))).toEqual([
      ...['victim 1', 'mallory 3', 'mallory 4', 'mallory 5'],
    ]);
  });

  test('of refusals are evicted before those of effects', async () => {
    const tried = start();
    await tried.call('mallory 1', 'effect');
    await tried.call('mallory 2', 'refusal');
    await tried.call('mallory 3', 'effect');
    await settled(tried);
    await tried.call('mallory 4', 'effect');
    expect(await tried.known(...keys('mallory', 4))).toEqual(['mallory 1', 'mallory 3', 'mallory 4']);
    await tried.call('mallory 5', 'effect');
    expect(await tried.known(...keys('mallory', 5))).toEqual(['mallory 3', 'mallory 4', 'mallory 5']);
  });

  test('of a caller with few are not evicted by the many identities of another', async () => {
    const tried = start({ maxPerCaller: 5 });
    for (const key of keys('victim', 2)) await tried.call(key, 'effect');
    for (const caller of callers(12)) for (const key of keys(caller, 5)) await tried.call(key, 'effect');
    await settled(tried);
    for (const caller of callers(20).slice(12)) for (const key of keys(caller, 5)) await tried.call(key, 'effect');
    expect(tried.evicted.caller).toBe(0);
    expect(tried.evicted.total).toBeGreaterThan(0);
    expect(await tried.known(...keys('victim', 2))).toEqual(keys('victim', 2));
    const all = callers(20).flatMap((caller) => keys(caller, 5));
    expect(await tried.known(...all)).toHaveLength(48);
  });

  test('of effects are not evicted by another caller while there is a refusal, whoever has it', async () => {
    const tried = start();
    for (const caller of callers(9)) for (const key of keys(caller, 3)) await tried.call(key, 'effect');
    for (const key of ['small 1', 'small 2', 'small 3']) await tried.call(key, 'refusal');
    await settled(tried);
    for (const key of ['other 1', 'other 2', 'another 1']) await tried.call(key, 'effect');
    expect(tried.evicted).toEqual({ caller: 0, total: 3 });
    const effects = callers(9).flatMap((caller) => keys(caller, 3));
    expect(await tried.known(...effects)).toHaveLength(27);
    expect(await tried.known('small 1', 'small 2', 'small 3')).toEqual([]);
  });

  test('without an answer are never evicted: a caller with as many as its share is refused, and another is not', async () => {
    const tried = start();
    for (const key of keys('mallory', 3)) await tried.call(key, 'in doubt');
    await settled(tried);
    expect(await tried.begin('mallory 4')).toEqual({ kind: 'full', reason: 'caller', limit: maxPerCaller });
    expect(await tried.begin('mallory 1')).toMatchObject({ kind: 'known', record: { answer: null } });
    await tried.call('victim 1', 'effect');
    expect(tried).toMatchObject({ evicted: none, refused: { caller: 1, total: 0 } });
    expect(await tried.known(...keys('mallory', 3))).toHaveLength(3);

    // An outcome that is found out makes its record one that may be evicted.
    await tried.found('mallory 2', 'effect');
    await tried.call('mallory 4', 'in doubt');
    expect(await tried.known(...keys('mallory', 4))).toEqual(['mallory 1', 'mallory 3', 'mallory 4']);
  });

  test('without an answer that fill the store are kept, and the store refuses', async () => {
    const tried = start();
    const open: string[] = [];
    for (const caller of callers(60)) {
      for (const key of keys(caller, 3)) {
        if ((await tried.begin(key)).kind === 'full') break;
        open.push(key);
      }
    }
    expect(open).toHaveLength(total);
    await settled(tried);
    expect(await tried.begin('victim 1')).toEqual({ kind: 'full', reason: 'total', limit: total });
    expect(tried.evicted).toEqual(none);
    expect(tried.refused.total).toBeGreaterThan(0);
    expect(await tried.known(...open)).toEqual(open);
  });

  test('without an answer of ten greedy callers leave room for another', async () => {
    const tried = start();
    for (const caller of callers(10)) {
      for (const key of keys(caller, 3)) await tried.begin(key);
    }
    await settled(tried);
    await tried.call('victim 1', 'effect');
    expect(await tried.known('victim 1')).toEqual(['victim 1']);
  });

  test('that are begun and released evict nothing, however many are begun at a time', async () => {
    const tried = start();
    const effects = ['victim 1', ...callers(10).flatMap((caller) => keys(caller, 3))].slice(0, total);
    for (const key of effects) await tried.call(key, 'effect');
    await settled(tried);
    for (let round = 0; round < 5; round++) {
      const free = [...keys('free', 3), ...keys('mallory-1', 9).slice(6)];
      const begun = await Promise.all(free.map((key) => tried.begin(key)));
      expect(begun.map(({ kind }) => kind)).toEqual(free.map(() => 'new'));
      await Promise.all(free.map((key) => tried.store.release(tried.token(key))));
    }
    expect(tried).toMatchObject({ evicted: none, refused: none });
    expect(await tried.known(...effects)).toEqual(effects);
  });

  test('that are asked for again, or with another input, evict nothing and stay in their order', async () => {
    const tried = start();
    for (const key of keys('mallory', 3)) await tried.call(key, 'effect');
    await settled(tried);
    for (let count = 0; count < 50; count++) {
      const known = await tried.store.begin({ ...tried.token('mallory 1'), input: `other ${count}` });
      expect(known).toMatchObject({ kind: 'known', record: { input: 'input' } });
    }
    await tried.call('mallory 4', 'effect');
    expect(await tried.known(...keys('mallory', 4))).toEqual(['mallory 2', 'mallory 3', 'mallory 4']);
  });
});

describe('records that have expired', () => {
  test.each([
    ['in memory', inMemory],
    ['in a file', inFile],
  ] as const)('%s leave their room to others', async (_where, start) => {
    const tried = start({ ttlMs: 300_000 });
    const realNow = Date.now;
    let later = 0;
    Date.now = () => realNow() + later;
    try {
      for (let round = 0; round < 4; round++) {
        const started = callers(10).flatMap((caller) => keys(`${caller} ${round}`, 3));
        for (const [index, key] of started.entries()) await tried.call(key, index < total / 2 ? 'in doubt' : 'effect');
        later += 300_000;
      }
    } finally {
      Date.now = realNow;
    }
    expect(tried).toMatchObject({ evicted: none, refused: none });
  });
});

import { readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { open } from 'lmdb';
import { tokenOf } from '../../src/idempotency/token.js';
import { newFile, openFile, tokenOfTest } from './support.js';
import { callers, inFile, keys, none, total } from './tried-store.js';

describe('a file', () => {
  /** The records of both tables, by key. */
  const recordsOf = async (file: string) => {
    const root = open<string, string>({ path: file, noSubdir: true, encoding: 'string' });
    const tables = ['0', '1'].map((name) => root.openDB<string, string>(name, { encoding: 'string' }));
    const records = tables.flatMap((table) => [...table.getRange()].map(({ key, value }) => [key, value] as const));
    await root.close();
    return new Map(records);
  };

  /** Writes a file as version 0.1.0 did: without callers, and without format numbers. */
  const writeOld = async (file: string, tables: readonly (readonly [key: string, text: string][])[]) => {
    const root = open<string, string>({ path: file, noSubdir: true, encoding: 'string' });
    await root.put('turn', JSON.stringify({ table: 0, since: Date.now() }));
    for (const [name, records] of tables.entries()) {
      const table = root.openDB<string, string>(String(name), { encoding: 'string' });
      for (const [key, text] of records) await table.put(key, text);
    }
    await root.close();
  };
  /** As long as a real one. */
  const inputHash = 'i'.repeat(43);
  // One reading of the clock: with one per record, a clock that moves between two of them gives both the same time.
  const youngest = Date.now() - 10_000;
  const old = (key: string, age: number, answer = '') =>
    [key, `${inputHash} ${youngest - age} ${answer}`] as [string, string];

  test('does not grow by calls that were not made', async () => {
    const file = newFile();
    const tried = inFile({ maxPerCaller: 100 }, file);
    await tried.call('somebody 1', 'effect');
    // Each as long as a record with an answer: kept, they would take more than two megabytes.
    const name = 'x'.repeat(400);
    for (let round = 0; round < 50; round++) {
      await Promise.all(keys(`${name}-${round}`, 100).map((key) => tried.call(key, 'not applied')));
    }
    expect(statSync(file).size).toBeLessThan(1_024 * 1_024);
    expect([...(await recordsOf(file)).keys()]).toEqual(['somebody 1']);
  });

  test('does not keep what was evicted', async () => {
    const file = newFile();
    const tried = inFile({}, file);
    for (const key of keys('mallory', 50)) await tried.call(key, 'effect');
    expect([...(await recordsOf(file)).keys()].sort()).toEqual(['mallory 48', 'mallory 49', 'mallory 50']);
  });

  test('holds twice as many records as the bounds allow at most, also of those that have expired', async () => {
    const file = newFile();
    const ttlMs = 300_000;
    const tried = inFile({ ttlMs }, file);
    const realNow = Date.now;
    let later = 0;
    Date.now = () => realNow() + later;
    try {
      for (let round = 0; round < 12; round++) {
        for (const key of callers(10).flatMap((caller) => keys(`${caller} ${round}`, 4)))
          await tried.call(key, 'effect');
        later += ttlMs / 3;
        expect((await recordsOf(file)).size).toBeLessThanOrEqual(2 * total);
      }
    } finally {
      Date.now = realNow;
    }
    expect(tried.evicted.caller).toBeGreaterThan(0);
    expect(tried.refused).toEqual(none);
  });

  test('is brought within the bounds at the start, when they were wider before', async () => {
    const file = newFile();
    const wide = inFile({ maxPerCaller: 20 }, file);
    for (const caller of callers(12)) for (const key of keys(caller, 5)) await wide.call(key, 'effect');
    for (const key of keys('open', 9)) await wide.call(key, 'in doubt');
    await wide.close();

    const narrow = inFile({}, file);
    // What is in doubt stays, also beyond the share of its caller.
    expect(await narrow.known(...keys('open', 9))).toHaveLength(9);
    const effects = callers(12).flatMap((caller) => keys(caller, 5));
    expect(await narrow.known(...effects)).toHaveLength(total - 9);
    expect(narrow.evicted.caller).toBe(24);
    await narrow.restart();
    expect((await recordsOf(file)).size).toBe(total);
    expect(narrow.evicted).toEqual(none);
  });

  test('of version 0.1.0 is read: its answers are given again, and what is open stays open', async () => {
    const file = newFile();
    const answer = '{"output":{"contactId":"with a blank"}}';
    await writeOld(file, [
      [old('open', 1), old('both', 2, answer)],
      [old('answered', 3, answer), old('both', 4)],
    ]);
    const { store } = inFile({}, file);
    const begin = async (key: string) => store.begin({ ...tokenOfTest(key), input: inputHash });
    const recorded = { input: inputHash, answer: { text: answer, outcome: 'effect' } };
    expect(await begin('answered')).toMatchObject({ kind: 'known', record: recorded });
    expect(await begin('both')).toMatchObject({ kind: 'known', record: recorded });
    expect(await begin('open')).toMatchObject({ kind: 'known', record: { input: inputHash, answer: null } });
  });

  test('of version 0.1.0 with more records than the bounds allow keeps what is open and the youngest answers', async () => {
    const file = newFile();
    const answered = Array.from({ length: 100 }, (_, age) => old(`old ${String(age).padStart(3, '0')}`, age, '{}'));
    await writeOld(file, [answered.slice(0, 50), [...answered.slice(50), old('open', 1_000)]]);
    const tried = inFile({}, file);
    const kept = ['open', ...answered.slice(0, total - 1).map(([key]) => key)];
    expect(await tried.known('open', ...answered.map(([key]) => key))).toEqual(kept);
    // Its callers are not known, so no share was applied; as the largest holder it makes room for those who come.
    expect(tried.evicted).toEqual({ caller: 0, total: 71 });
    for (const key of keys('somebody', 3)) await tried.call(key, 'effect');
    expect(await tried.known('open', ...answered.map(([key]) => key))).toEqual(kept.slice(0, -3));
    expect((await recordsOf(file)).size).toBe(total);
  });

  test('of version 0.1.0 gives an open record to the caller who finds out its outcome', async () => {
    const file = newFile();
    await writeOld(file, [keys('mallory', 3).map((key) => old(key, 0))]);
    const tried = inFile({}, file);
    for (const key of keys('mallory', 3)) await tried.found(key, 'effect');
    await tried.restart();
    await tried.call('mallory 4', 'effect');
    expect(tried.evicted).toEqual({ caller: 1, total: 0 });
    expect(await tried.known(...keys('mallory', 4))).toHaveLength(3);
  });

  test('of a later version is refused with a sentence, and left to that version', async () => {
    const file = newFile();
    await writeOld(file, [[['key', `3 caller e something ${inputHash} ${Date.now()} {}`]]]);
    expect(() => openFile(file)).toThrow(
      `IDEMPOTENCY_STORE: ${file} cannot be used: it has records of format 3, but this version only reads formats up to 2.`,
    );
    expect((await recordsOf(file)).size).toBe(1);
  });

  test('holds nobody’s name: a caller is there as a hash', async () => {
    const file = newFile();
    const store = openFile(file);
    const use = { caller: 'https://login.example.com jo', instanceId: 'i', operation: 'StopContact', input: {} };
    const token = tokenOf({ ...use, clientToken: 'a token' });
    expect(tokenOf({ ...use, instanceId: 'another', clientToken: 'x'.repeat(500) }).caller).toBe(token.caller);
    expect(tokenOf({ ...use, caller: 'https://login.example.com jo2', clientToken: 'a token' }).caller).not.toBe(
      token.caller,
    );
    await store.begin(token);
    await store.close();
    expect(readFileSync(file, 'latin1')).toContain(token.caller);
    expect(readFileSync(file, 'latin1')).not.toContain('login.example.com');
  });
});

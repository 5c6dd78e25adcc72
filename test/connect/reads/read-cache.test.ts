import 'reflect-metadata';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import type { CallScope } from '../../../src/connect/calls/call-runner.js';
import { RequestStats } from '../../../src/connect/calls/request-stats.js';
import { OperationPolicy } from '../../../src/connect/limits/operation-policy.js';
import { ReadCache } from '../../../src/connect/reads/read-cache.js';
import type { CallFailure } from '../../../src/errors/call-failure.js';
import { ConnectReadError } from '../../../src/errors/read-error.js';
import { Deadline } from '../../../src/lib/deadline.js';

const never = () => new Promise<never>(() => {});
const facts = { awsRequestId: null, retryAfterMs: null };
const noTurn: CallFailure = { ...facts, kind: 'throttled', byGateway: true };
const refusal: CallFailure = { ...facts, kind: 'refused', exception: 'AccessDeniedException' };

function scope(budgetMs: number, rest: Partial<CallScope> = {}): CallScope {
  const deadline = new Deadline(budgetMs);
  return { requestId: 'r', caller: { id: 'a' }, priority: 'client', stats: new RequestStats(), deadline, ...rest };
}

/** A read that fails when it is told to. */
function failing(failure: CallFailure): { read: () => Promise<never>; fail: () => void } {
  let fail = () => {};
  const failed = new Promise<never>((_resolve, reject) => {
    fail = () => reject(new ConnectReadError('DescribeContact', failure));
  });
  return { read: () => failed, fail };
}

describe('who shares a read', () => {
  test("waits for it within its own time, and not within the reader's", async () => {
    const reads = new ReadCache();
    void reads.get(scope(60_000), 'key', 0, never);
    const shared = reads.get(scope(50), 'key', 0, async () => 'read again');
    await expect(shared).rejects.toMatchObject({
      message: 'Connect did not answer in time.',
      extensions: { code: 'CONNECT_UNAVAILABLE', retryable: true },
    });
  });

  test.each([
    ['its time', { reader: scope(50), failure: { ...facts, kind: 'unknown', cause: 'timeout' } as const }],
    ['its time for a turn', { reader: scope(1_000), failure: noTurn }],
    ['its place in the row', { reader: scope(60_000, { caller: { id: 'greedy' } }), failure: noTurn }],
    ['its priority', { reader: scope(60_000, { priority: 'background' }), failure: noTurn }],
  ])('reads once more, together with its like, when the reader lost only %s', async (_what, { reader, failure }) => {
    const reads = new ReadCache();
    const { read, fail } = failing(failure);
    const first = reads.get(reader, 'key', 0, read);
    let readAgain = 0;
    const others = Array.from({ length: 20 }, () => {
      return reads.get(scope(30_000), 'key', 0, async () => {
        readAgain++;
        await sleep(1);
        return 'answer';
      });
    });
    await sleep(60);
    fail();
    await expect(first).rejects.toThrow(ConnectReadError);
    expect(await Promise.all(others)).toEqual(Array(20).fill('answer'));
    expect(readAgain).toBe(1);
  });

  test.each([
    ['what Connect said', refusal],
    ['that there was no turn for one like it', noTurn],
  ])('takes over %s', async (_what, failure) => {
    const reads = new ReadCache();
    const { read, fail } = failing(failure);
    const reader = scope(30_000);
    const first = reads.get(reader, 'key', 0, read);
    const other = reads.get({ ...reader, stats: new RequestStats() }, 'key', 0, async () => 'read again');
    fail();
    await expect(first).rejects.toMatchObject({ failure });
    await expect(other).rejects.toMatchObject({ failure });
  });

  test('has come before the answer, even if it is served just after it', async () => {
    const reads = new ReadCache();
    await reads.get(scope(1_000), 'key', 0, async () => 'first');
    expect(await reads.get(scope(1_000), 'key', 0, async () => 'second')).toBe('first');
    await nextTurn();
    expect(await reads.get(scope(1_000), 'key', 0, async () => 'third')).toBe('third');
  });
});

describe('an answer that is kept', () => {
  const about = (ids: string[]) => ids;

  test('is let go of with the change of a thing that it is about, and no other', async () => {
    const reads = new ReadCache();
    let calls = 0;
    const read = () => reads.get(scope(1_000), 'list', 60_000, async () => [`answer ${++calls}`, 'one', 'two'], about);
    await read();
    reads.invalidate('three');
    await nextTurn();
    expect(await read()).toContain('answer 1');
    reads.invalidate('two');
    expect(await read()).toContain('answer 2');
  });

  test('is not kept when the thing changed while it was read', async () => {
    const reads = new ReadCache();
    let answer = (_ids: string[]) => {};
    const first = reads.get(
      scope(1_000),
      'list',
      60_000,
      () => new Promise<string[]>((resolve) => (answer = resolve)),
      about,
    );
    reads.invalidate('one');
    answer(['one']);
    expect(await first).toEqual(['one']);
    await nextTurn();
    expect(await reads.get(scope(1_000), 'list', 60_000, async () => ['changed'], about)).toEqual(['changed']);
  });
});

describe('who shares a call that has not left yet', () => {
  /** Reads things by a gate of few turns, and notes what was called. */
  function readerOf(reads: ReadCache) {
    const gate = new OperationPolicy({ rate: 40, burst: 2 }, 1);
    const made: string[] = [];
    const read = (who: CallScope, key: string) =>
      reads.call(who, key, async (scope, candidate) => {
        const call = async () => {
          made.push(key);
          await nextTurn();
          return { ok: true, output: key, awsRequestId: null } as const;
        };
        const result = await gate.execute(scope, call, () => {}, candidate);
        if (result.ok) return result.output;
        throw new ConnectReadError('DescribeContact', result.failure);
      });
    return { gate, made, read };
  }
  const things = Array.from({ length: 20 }, (_, index) => `thing ${index}`);

  test.each<[what: string, rest: Partial<CallScope>]>([
    ['another caller', { caller: { id: 'b' } }],
    ['what is more urgent', { priority: 'finishing' }],
  ])('has its own place as %s, and one call serves both', async (_what, rest) => {
    const { gate, made, read } = readerOf(new ReadCache());
    const page = things.map((thing) => read(scope(30_000), thing));
    expect(await read(scope(30_000, rest), 'thing 19')).toBe('thing 19');
    expect(made.length).toBeLessThan(6);
    expect(await Promise.all(page)).toEqual(things);
    expect([...made].sort()).toEqual([...things].sort());
    gate.close();
  });

  test('waits with one like it, and with any other when there is no turn for it', async () => {
    const { gate, made, read } = readerOf(new ReadCache());
    const page = things.map((thing) => read(scope(30_000), thing));
    const like = read(scope(30_000), 'thing 19');
    const last = read(scope(600, { priority: 'background' }), 'thing 1');
    expect(gate.waiting).toBeLessThanOrEqual(20);
    expect(await Promise.all([like, last])).toEqual(['thing 19', 'thing 1']);
    expect(await Promise.all(page)).toEqual(things);
    expect(made).toEqual(things);
    gate.close();
  });
});

describe('a read that is cached', () => {
  /** Reads twice, with some time in between. @returns Number of reads that were made. */
  async function readsMade(keptMs: number, pauseMs: number): Promise<number> {
    const reads = new ReadCache();
    let made = 0;
    const read = async () => ++made;
    await reads.get(scope(5_000), 'key', keptMs, read);
    await sleep(pauseMs);
    await reads.get(scope(5_000), 'key', keptMs, read);
    return made;
  }

  test('is made again when its time is over, and not before', async () => {
    expect(await readsMade(60_000, 300)).toBe(1);
    expect(await readsMade(100, 300)).toBe(2);
  });
});

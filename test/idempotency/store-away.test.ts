import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type Ending, Idempotency, storeCodeOf } from '../../src/idempotency/idempotency.js';
import { MemoryStore } from '../../src/idempotency/memory-store.js';
import type { Outcome, TokenStore } from '../../src/idempotency/token-store.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { testLog } from '../support/log.js';
import { startTestRedis, type TestRedis } from '../support/redis.js';
import { calls, newToken, send, transfer } from './support.js';

const limits = { maxPerCaller: 1_000, ttlMs: 60_000 };
const observer = { recordEvicted: () => {}, recordRefused: () => {} };

/** A store that fails as long as it is told to. @param isShared Whether several gateways use it. */
function unsteadyStore(isShared = false) {
  const store = new MemoryStore(limits, observer);
  const state = { away: false };
  const unsteady = new Proxy(store as TokenStore, {
    get: (target, name: keyof TokenStore) => {
      if (name === 'isShared') return isShared;
      const method = target[name] as (...args: unknown[]) => Promise<unknown>;
      return async (...args: unknown[]) => {
        if (state.away) throw new Error('The store is away.');
        // Others use it too.
        if (name === 'close') return undefined;
        return method.apply(target, args);
      };
    },
  });
  return { state, store: unsteady };
}

const use = (clientToken: string, input: object = { a: 1 }) => ({
  ...{ caller: 'jane', instanceId: 'i', operation: 'TransferContact', clientToken, input },
});
const options = { deadline: { remainingMs: 1_000 }, withoutRecord: true };
const answered = (answer: string): Ending<string> => ({ kind: 'answered', answer, outcome: 'effect' });

describe('while the store is away', () => {
  test('a call is made as one whose token may have been used, and its answer is known to this process', async () => {
    const { state, store } = unsteadyStore();
    const idempotency = new Idempotency(store, testLog().log);
    state.away = true;
    const make = jest.fn(async () => answered('made'));
    expect(await idempotency.once(use('t'), options, make)).toMatchObject({ answer: 'made', replayed: false });
    expect(await idempotency.once(use('t'), options, make)).toMatchObject({ answer: 'made', replayed: true });
    expect(await idempotency.once(use('t', { a: 2 }), options, make)).toEqual({ kind: 'other-input' });
    expect(make.mock.calls).toEqual([['unknown']]);
  });

  test('a call whose outcome is not known is open for the next request', async () => {
    const { state, store } = unsteadyStore();
    const idempotency = new Idempotency(store, testLog().log);
    state.away = true;
    await idempotency.once<string>(use('t'), options, async () => ({ kind: 'open', failure: 'no answer' }));
    const earlier: unknown[] = [];
    await idempotency
      .once<string>(use('t'), options, async (given) => {
        earlier.push(given);
        throw new Error('It broke.');
      })
      .catch(() => {});
    state.away = false;
    await idempotency.once<string>(use('t'), options, async (given) => {
      earlier.push(given);
      return answered('settled');
    });
    expect(earlier).toEqual(['open', 'open']);
  });

  test('a call that was certainly not applied leaves the token as it was', async () => {
    const { state, store } = unsteadyStore();
    const idempotency = new Idempotency(store, testLog().log);
    state.away = true;
    await idempotency.once<string>(use('t'), options, async () => ({ kind: 'not-applied', failure: 'throttled' }));
    state.away = false;
    const earlier: unknown[] = [];
    await idempotency.once<string>(use('t'), options, async (given) => {
      earlier.push(given);
      return answered('made');
    });
    expect(earlier).toEqual(['none']);
  });

  test('a call that was certainly not applied leaves no record of its input, which may be another than was applied', async () => {
    const { state, store } = unsteadyStore();
    const idempotency = new Idempotency(store, testLog().log);
    state.away = true;
    const notApplied = async (): Promise<Ending<string>> => ({ kind: 'not-applied', failure: 'refused as reused' });
    await idempotency.once<string>(use('t', { a: 'wrong' }), options, notApplied);
    state.away = false;
    await idempotency.once<string>(use('other'), options, async () => answered('made'));
    expect(await idempotency.once(use('t'), options, async () => answered('made'))).toMatchObject({ answer: 'made' });
  });

  test('what only the store keeps from being made twice is not made', async () => {
    const { state, store } = unsteadyStore();
    const idempotency = new Idempotency(store, testLog().log);
    state.away = true;
    const make = jest.fn(async () => answered('made'));
    expect(await idempotency.once(use('t'), { ...options, withoutRecord: false }, make)).toEqual({
      kind: 'store-failed',
    });
    expect(make).not.toHaveBeenCalled();
  });
});

describe('when the store is back', () => {
  test('it learns of the calls that were made without it, by themselves', async () => {
    jest.useFakeTimers();
    try {
      const { state, store } = unsteadyStore();
      const idempotency = new Idempotency(store, testLog().log);
      state.away = true;
      await idempotency.once(use('t'), options, async () => answered('made'));
      await jest.advanceTimersByTimeAsync(3_000);
      state.away = false;
      await jest.advanceTimersByTimeAsync(1_000);
      // A replica that shares the store, and was not there.
      const replica = new Idempotency(store, testLog().log);
      const make = jest.fn(async () => answered('again'));
      expect(await replica.once(use('t'), options, make)).toMatchObject({ answer: 'made', replayed: true });
      expect(make).not.toHaveBeenCalled();
    } finally {
      jest.useRealTimers();
    }
  });

  test('at the latest when the token is used again, or the gateway stops', async () => {
    const { state, store } = unsteadyStore();
    const idempotency = new Idempotency(store, testLog().log);
    state.away = true;
    await idempotency.once(use('again'), options, async () => answered('made'));
    await idempotency.once(use('stop'), options, async () => answered('made'));
    state.away = false;
    expect(await idempotency.once(use('again'), options, async () => answered('twice'))).toMatchObject({
      answer: 'made',
      replayed: true,
    });
    await idempotency.close();
    const replica = new Idempotency(store, testLog().log);
    expect(await replica.once(use('stop'), options, async () => answered('twice'))).toMatchObject({ answer: 'made' });
  });

  test('it learns of an answer that came when it had gone', async () => {
    const { state, store } = unsteadyStore();
    const idempotency = new Idempotency(store, testLog().log);
    await idempotency.once(use('t'), { ...options, withoutRecord: false }, async () => {
      state.away = true;
      return answered('made');
    });
    state.away = false;
    const make = jest.fn(async () => answered('twice'));
    expect(await idempotency.once(use('t'), { ...options, withoutRecord: false }, make)).toMatchObject({
      answer: 'made',
      replayed: true,
    });
    expect(make).not.toHaveBeenCalled();
  });

  test.each([
    ['whose store others share, for a minute', true, ['unknown', 'none']],
    ['that has its store for itself', false, ['none', 'none']],
  ])(
    'a token without a record may have been used by another gateway than one %s',
    async (_whose, isShared, expected) => {
      jest.useFakeTimers();
      try {
        const { state, store } = unsteadyStore(isShared);
        const idempotency = new Idempotency(store, testLog().log);
        state.away = true;
        expect(await idempotency.works()).toBe(false);
        state.away = false;
        const earlier: unknown[] = [];
        const look = async (given: unknown): Promise<Ending<string>> => {
          earlier.push(given);
          return { kind: 'not-applied', failure: 'denied' };
        };
        await idempotency.once<string>(use('t'), options, look);
        await jest.advanceTimersByTimeAsync(60_000);
        await idempotency.once<string>(use('t'), options, look);
        expect(earlier).toEqual(expected);
        // What is never called without a record has one where it was called.
        state.away = true;
        expect(await idempotency.works()).toBe(false);
        state.away = false;
        await idempotency.once<string>(use('t'), { ...options, withoutRecord: false }, look);
        expect(earlier.at(-1)).toBe('none');
      } finally {
        jest.useRealTimers();
      }
    },
  );

  test.each<[recorded: Outcome, later: Outcome, kept: string]>([
    ['refusal', 'effect', 'later'],
    ['refusal', 'refusal', 'recorded'],
    ['effect', 'refusal', 'recorded'],
    ['effect', 'effect', 'recorded'],
  ])('a recorded %s and a later %s of the same call leave the %s answer', async (recorded, later, kept) => {
    const { state, store } = unsteadyStore();
    const first = new Idempotency(store, testLog().log);
    const replica = new Idempotency(store, testLog().log);
    const ending = (answer: string, outcome: Outcome) => async (): Promise<Ending<string>> => ({
      ...{ kind: 'answered', answer, outcome },
    });
    await first.once(use('t'), options, ending('recorded', recorded));
    state.away = true;
    expect(await replica.once(use('t'), options, ending('later', later))).toMatchObject({ answer: 'later' });
    state.away = false;
    for (const gateway of [replica, first]) {
      expect(await gateway.once(use('t'), options, ending('again', 'effect'))).toMatchObject({
        answer: kept,
        replayed: true,
      });
    }
  });

  test('a later effect with another input leaves the recorded refusal', async () => {
    const { state, store } = unsteadyStore();
    const first = new Idempotency(store, testLog().log);
    const replica = new Idempotency(store, testLog().log);
    await first.once<string>(use('t'), options, async () => ({
      ...{ kind: 'answered', answer: 'refused', outcome: 'refusal' },
    }));
    state.away = true;
    await replica.once(use('t', { a: 2 }), options, async () => answered('made'));
    state.away = false;
    await replica.close();
    expect(await first.once(use('t'), options, async () => answered('again'))).toMatchObject({ answer: 'refused' });
  });

  test('an answer that it has of another replica is not replaced', async () => {
    const { state, store } = unsteadyStore();
    const idempotency = new Idempotency(store, testLog().log);
    const replica = new Idempotency(store, testLog().log);
    state.away = true;
    await idempotency.once<string>(use('t'), options, async () => ({ kind: 'open', failure: 'no answer' }));
    state.away = false;
    await replica.once(use('t'), options, async () => answered("the replica's"));
    expect(await idempotency.once(use('t'), options, async () => answered('twice'))).toMatchObject({
      answer: "the replica's",
      replayed: true,
    });
  });
});

describe('over HTTP', () => {
  let redis: TestRedis;
  let gateway: TestGateway;
  beforeAll(async () => {
    redis = await startTestRedis();
    gateway = await startTestGateway({ idempotency: { store: redis.url } });
  });
  afterAll(async () => {
    await gateway.close();
    await redis.close();
  });
  afterEach(() => {
    redis.refuses = null;
    gateway.emulator.faults.clear();
    gateway.emulator.ledger.clear();
  });

  /** A transfer that was applied, and whose answer was lost. */
  async function lostTransfer() {
    const input = { ...(await transfer.input(gateway)), clientToken: newToken() };
    gateway.emulator.faults.add({ operation: 'TransferContact', fault: 'resetAfterCommit', times: 3 });
    expect((await send(gateway, transfer, input)).__typename).toBe('ConnectOutcomeUnknownError');
    gateway.emulator.faults.clear();
    return input;
  }

  test.each<[fault: string, type: string]>([
    ['throttle', 'ConnectThrottlingError'],
    ['accessDenied', 'ConnectOutcomeUnknownError'],
  ])('a transfer that had happened is not denied after a %s', async (fault, type) => {
    const input = await lostTransfer();
    redis.refuses = { commands: 'all', error: 'LOADING Redis is loading the dataset in memory' };
    const denied = fault === 'accessDenied';
    gateway.emulator.faults.add({
      operation: 'TransferContact',
      times: 3,
      ...(denied ? { fault: 'error', error: 'AccessDeniedException' } : { fault: 'throttle' }),
    } as never);
    const refused = await send(gateway, transfer, input);
    expect(refused).toMatchObject({ __typename: type, retryable: true });
    // By the store, or by this process where the store was not back yet when the call was made.
    expect(refused.message).toMatch(/may have been applied|was not answered/);
    expect(refused.message).not.toMatch(/nothing was applied/i);
    gateway.emulator.faults.clear();
    redis.refuses = null;
    expect((await send(gateway, transfer, input)).__typename).toBe('TransferContactSuccess');
    expect(calls(gateway, transfer).filter(({ changed }) => changed)).toHaveLength(1);
  });

  test('a transfer of which no record came to be is not denied when the store is back, nor is that its answer', async () => {
    const other = await startTestGateway({ idempotency: { store: redis.url }, sharing: gateway });
    const noticed = { ...(await transfer.input(gateway)), clientToken: newToken() };
    redis.refuses = { commands: 'all', error: 'LOADING Redis is loading the dataset in memory' };
    const input = await lostTransfer();
    // The gateway that made it has not recorded it, and another has noticed that the store was away.
    expect((await send(other, transfer, noticed)).__typename).toBe('TransferContactSuccess');
    redis.refuses = null;
    while ((await fetch(`${other.url}/readyz`)).status !== 200) await new Promise(setImmediate);
    gateway.emulator.faults.add({ operation: 'TransferContact', fault: 'error', error: 'AccessDeniedException' });
    expect(await send(other, transfer, input)).toMatchObject({
      ...{ __typename: 'ConnectOutcomeUnknownError', retryable: true },
      message: expect.stringContaining('An earlier call with this token may have been applied'),
    });
    expect((await send(other, transfer, input)).__typename).toBe('TransferContactSuccess');
    expect(calls(gateway, transfer).filter(({ changed }) => changed)).toHaveLength(2);
    await other.stop();
  });

  test('an IdempotencyException while the store is away leaves the token to the input that was applied', async () => {
    const other = await startTestGateway({ idempotency: { store: redis.url }, sharing: gateway });
    const clientToken = newToken();
    const right = { ...(await transfer.input(gateway)), clientToken };
    const wrong = { ...(await transfer.input(gateway)), clientToken };
    redis.refuses = { commands: 'all', error: "READONLY You can't write against a read only replica." };
    const applied = await send(gateway, transfer, right);
    expect((await send(other, transfer, wrong)).__typename).toBe('ConnectIdempotencyError');
    redis.refuses = null;
    while ((await fetch(`${other.url}/readyz`)).status !== 200) await new Promise(setImmediate);
    // What it has to record is recorded when it stops: nothing of the wrong input.
    await other.stop();
    expect(await send(gateway, transfer, right)).toEqual(applied);
    expect((await send(gateway, transfer, wrong)).__typename).toBe('ConnectIdempotencyError');
  });

  test('a transfer that succeeded while a refusal could not be read succeeds from then on, on each gateway', async () => {
    const other = await startTestGateway({ idempotency: { store: redis.url }, sharing: gateway });
    const input = { ...(await transfer.input(gateway)), clientToken: newToken() };
    gateway.emulator.faults.add({ operation: 'TransferContact', fault: 'error', error: 'InvalidRequestException' });
    const refused = await send(gateway, transfer, input);
    expect(refused.__typename).toBe('ConnectInvalidRequestError');
    expect((await send(other, transfer, input)).message).toBe(refused.message);
    redis.refuses = { commands: 'all', error: 'LOADING Redis is loading the dataset in memory' };
    const applied = await send(other, transfer, input);
    expect(applied.__typename).toBe('TransferContactSuccess');
    redis.refuses = null;
    while ((await fetch(`${other.url}/readyz`)).status !== 200) await new Promise(setImmediate);
    // What it has to record is recorded when it stops.
    await other.stop();
    expect(await send(gateway, transfer, input)).toMatchObject({
      __typename: applied.__typename,
      contactId: applied.contactId,
    });
    expect(calls(gateway, transfer).filter(({ changed }) => changed)).toHaveLength(1);
  });

  test('an IdempotencyException of Connect owns no token', async () => {
    const clientToken = newToken();
    const right = { ...(await transfer.input(gateway)), clientToken };
    const wrong = { ...(await transfer.input(gateway)), clientToken };
    redis.refuses = { commands: 'all', error: "READONLY You can't write against a read only replica." };
    const applied = await send(gateway, transfer, right);
    expect(applied.__typename).toBe('TransferContactSuccess');
    await gateway.stop();
    redis.refuses = null;
    // A gateway that does not know of it, as after a crash.
    redis.expire('');
    const next = await startTestGateway({ idempotency: { store: redis.url }, sharing: gateway });
    expect((await send(next, transfer, wrong)).__typename).toBe('ConnectIdempotencyError');
    expect(await send(next, transfer, right)).toMatchObject({
      __typename: 'TransferContactSuccess',
      contactId: applied.contactId,
    });
    await next.stop();
    gateway = await startTestGateway({ idempotency: { store: redis.url }, sharing: gateway });
  });
});

describe('a Redis that takes no writes', () => {
  test.each([
    ['READONLY', "READONLY You can't write against a read only replica."],
    ['OOM', "OOM command not allowed when used memory > 'maxmemory'."],
    ['NOPERM', 'NOPERM this user has no permissions to run the command'],
    ['MISCONF', 'MISCONF Redis is configured to save RDB snapshots, but cannot persist on disk'],
  ])('%s: the gateway is not ready, and its log has the word', async (code, error) => {
    const redis = await startTestRedis();
    const log = testLog();
    const gateway = await startTestGateway({ idempotency: { store: redis.url }, log: log.log });
    expect((await fetch(`${gateway.url}/readyz`)).status).toBe(200);
    redis.refuses = { commands: 'writes', error };
    expect((await fetch(`${gateway.url}/readyz`)).status).toBe(503);
    expect(log.lines('the idempotency store failed')).toContainEqual(
      expect.objectContaining({ step: 'check', storeCode: code }),
    );
    redis.refuses = null;
    while ((await fetch(`${gateway.url}/readyz`)).status !== 200) await new Promise(setImmediate);
    await gateway.close();
    await redis.close();
  });

  test('is left for another connection when it has become a replica', async () => {
    const redis = await startTestRedis();
    const gateway = await startTestGateway({ idempotency: { store: redis.url } });
    const before = redis.connections();
    redis.refuses = { commands: 'writes', error: "READONLY You can't write against a read only replica." };
    await fetch(`${gateway.url}/readyz`);
    redis.refuses = null;
    while ((await fetch(`${gateway.url}/readyz`)).status !== 200) await new Promise(setImmediate);
    expect(redis.connections()).toBeGreaterThan(before);
    await gateway.close();
    await redis.close();
  });

  test.each([
    [Object.assign(new Error('OOM command not allowed'), { name: 'ReplyError' }), 'OOM'],
    [Object.assign(new Error('ERR unknown command with jane@example.com'), { name: 'ReplyError' }), 'ERR'],
    [Object.assign(new Error('lower case'), { name: 'ReplyError' }), undefined],
    [new Error('OOM of something else'), undefined],
    ['OOM', undefined],
  ])('the word of %p', (error, code) => {
    expect(storeCodeOf(error)).toBe(code);
  });
});

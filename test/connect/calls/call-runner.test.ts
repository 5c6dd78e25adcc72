import 'reflect-metadata';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { ConnectObserver } from '../../../src/connect/calls/call-observer.js';
import { CallRunner } from '../../../src/connect/calls/call-runner.js';
import type { ConnectOperation } from '../../../src/connect/calls/operation.js';
import { RequestStats } from '../../../src/connect/calls/request-stats.js';
import { OperationPolicy } from '../../../src/connect/limits/operation-policy.js';
import { describeContact } from '../../../src/connect/reads/read-operations.js';
import { type Attempt, attachedAttempt, TransportError } from '../../../src/connect/transport/attempt.js';
import type { Client } from '../../../src/connect/transport/sdk-client.js';
import { Deadline } from '../../../src/lib/deadline.js';
import { testLog } from '../../support/log.js';
import { request, watch } from '../../support/shared-calls.js';

// Time passes only as the tests tell it to.
beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
  jest.spyOn(Math, 'random').mockReturnValue(1);
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

const passTime = (ms: number) => jest.advanceTimersByTimeAsync(ms);

/** A runner whose calls end as they are told to, and what its observer and its log were told. */
function runnerOf(send: (attempt: Attempt) => Promise<object>) {
  const made: Attempt[] = [];
  const contactsRead: unknown[] = [];
  const outcomes: string[] = [];
  const notMade: string[] = [];
  const observer: ConnectObserver = {
    attempted: (_operation, _attempt, outcome) => void outcomes.push(outcome),
    notMade: (_operation, why) => void notMade.push(why),
    ...{ waited() {}, lookedUp() {}, sharedRead() {}, replayed() {} },
  };
  const sdk = {
    send: ({ input }: { input: { ContactId?: string } }) => {
      const attempt = attachedAttempt(input) as Attempt;
      made.push(attempt);
      contactsRead.push(input.ContactId);
      return send(attempt);
    },
  };
  const gate = new OperationPolicy(null, 1);
  const { log, lines } = testLog();
  const runner = new CallRunner({ sdk } as unknown as Client, () => gate, 5_000, log);
  const run = (operation: ConnectOperation<object, object>, client: ReturnType<typeof request>) => {
    const scope = { ...client.scope, stats: new RequestStats(observer) };
    return watch(runner.run(operation, {}, scope));
  };
  const read = (client: ReturnType<typeof request>, contactId = 'c') => {
    const scope = { ...client.scope, stats: new RequestStats(observer) };
    return watch(runner.run(describeContact, { InstanceId: 'i', ContactId: contactId }, scope));
  };
  return { run, read, made, contactsRead, outcomes, notMade, gate, lines: () => lines('connect call') };
}

const broken = async (attempt: Attempt): Promise<never> => {
  attempt.sent = true;
  throw new TransportError('reset', 'It broke.');
};
const cancelled = { value: { ok: false, failure: expect.objectContaining({ kind: 'cancelled' }) } };

describe('of many reads at once', () => {
  const round = () => new Promise((resolve) => setImmediate(resolve));
  /** 190 reads of one client, of which none ends. */
  const busy = () => {
    const runner = runnerOf(() => new Promise(() => {}));
    const client = request({ caller: { id: 'wide' } });
    const readings = Array.from({ length: 190 }, () => runner.read(client));
    return { ...runner, client, readings };
  };

  test('a few are sent in each round, and the read of another caller among the first', async () => {
    const { read, made, contactsRead } = busy();
    await passTime(0);
    expect(made.length).toBeLessThan(50);
    read(request({ caller: { id: 'other' } }), 'of the other');
    while (!contactsRead.includes('of the other')) await round();
    expect(made.length).toBeLessThan(100);
    while (made.length < 191) await round();
  });

  test('none is sent after the client has left', async () => {
    const { made, client, readings } = busy();
    await passTime(0);
    const before = made.length;
    expect(before).toBeLessThan(50);
    client.leave();
    for (let n = 0; n < 20; n++) await round();
    expect(made).toHaveLength(before);
    expect(readings).toEqual(readings.map(() => cancelled));
    expect(client.listeners()).toBe(0);
  });
});

describe('a read whose client leaves', () => {
  test('between two attempts has no other', async () => {
    const { read, made, outcomes } = runnerOf(broken);
    const client = request();
    const reading = read(client);
    // The pause before the second attempt is 100 ms, before the third 200 ms.
    await passTime(150);
    client.leave();
    await passTime(0);
    expect(reading).toEqual(cancelled);
    await passTime(10_000);
    expect(made).toHaveLength(2);
    expect(outcomes).toEqual(['unknown', 'unknown']);
    expect(client.listeners()).toBe(0);
  });

  test('during an attempt destroys its exchange, and is over at once', async () => {
    const aborted: Error[] = [];
    const { read, made, outcomes, notMade, gate, lines } = runnerOf((attempt) => {
      attempt.sent = true;
      attempt.abort = (reason) => void aborted.push(reason);
      return new Promise(() => {});
    });
    const client = request();
    const reading = read(client);
    await passTime(50);
    client.leave();
    await passTime(0);
    expect(reading).toEqual(cancelled);
    expect(aborted).toEqual([expect.objectContaining({ name: 'CallCancelled' })]);
    expect([outcomes, notMade, gate.isOpen]).toEqual([['cancelled'], [], false]);
    expect(lines()).toMatchObject([{ outcome: 'cancelled', cause: 'client-gone', ms: 50 }]);
    await passTime(60_000);
    expect(made).toHaveLength(1);
    expect(client.listeners()).toBe(0);
  });

  test('while credentials are looked for keeps the call from being sent after all', async () => {
    const { read, made } = runnerOf(() => new Promise(() => {}));
    const client = request();
    read(client);
    await passTime(0);
    client.leave();
    await passTime(0);
    expect(made[0]?.givenUp).toMatchObject({ name: 'CallCancelled' });
  });

  test('before it has begun makes no call', async () => {
    const { read, made, notMade } = runnerOf(broken);
    const client = request();
    client.leave();
    const reading = read(client);
    await passTime(0);
    expect(reading).toEqual(cancelled);
    expect([made, notMade]).toEqual([[], []]);
  });

  test('and which goes on without it is tried as often as any other', async () => {
    const { read, made } = runnerOf(broken);
    const client = request({ gone: undefined });
    const reading = read(client);
    client.leave();
    await passTime(10_000);
    expect(made).toHaveLength(3);
    expect(reading.value).toMatchObject({ failure: { kind: 'unknown', cause: 'reset' } });
  });

  test('after its answer has come has its answer, and nothing listens for the client any more', async () => {
    const { read } = runnerOf(async (attempt) => {
      attempt.sent = true;
      return { Contact: {} };
    });
    const client = request();
    const reading = read(client);
    await passTime(0);
    client.leave();
    expect(reading.value).toMatchObject({ ok: true });
    expect(client.listeners()).toBe(0);
  });
});

const describeIt = describeContact as unknown as ConnectOperation<object, object>;
const stop: ConnectOperation<object, object> = { ...describeIt, name: 'StopContact', repeat: 'never', requires: [] };
const start: ConnectOperation<object, object> = { ...stop, name: 'StartTaskContact', repeat: 'token' };
/** An attempt that ends with a response of Connect. */
const answered =
  (errorName: string, status: number, retryAfterMs: number | null = null) =>
  async (attempt: Attempt): Promise<never> => {
    Object.assign(attempt, { sent: true, status, errorName, retryAfterMs });
    throw new Error(errorName);
  };
const throttled = (retryAfterMs: number | null) => answered('ThrottlingException', 429, retryAfterMs);
const unsent = async (): Promise<never> => {
  throw new TransportError('connection', 'No connection.');
};

describe('an attempt', () => {
  const hanging = () =>
    runnerOf((attempt) => {
      attempt.sent = true;
      return new Promise(() => {});
    });

  test.each([
    ['the attempt timeout', 60_000, 5_000],
    ["the request's deadline", 300, 300],
    ['a deadline just long enough', 20, 20],
  ])('ends at %s', async (_what, budgetMs, endsAtMs) => {
    const { run, outcomes } = hanging();
    const running = run(stop, request({ deadline: new Deadline(budgetMs) }));
    await passTime(endsAtMs - 1);
    expect(outcomes).toEqual([]);
    await passTime(1);
    expect(running.value).toMatchObject({ failure: { kind: 'unknown', cause: 'timeout' } });
  });

  test('is not made with less than 20 ms left, and is then certainly not applied', async () => {
    const { run, made } = hanging();
    const running = run(stop, request({ deadline: new Deadline(19) }));
    await passTime(0);
    expect(running.value).toMatchObject({ failure: { kind: 'unavailable', cause: 'timeout' } });
    expect(made).toEqual([]);
  });

  test.each([
    ['never', stop, true],
    ['token', start, false],
    ['read', describeIt, false],
  ])('of an operation with `repeat: %s` has a connection of its own: %p', async (_repeat, operation, own) => {
    const { run, made } = runnerOf(unsent);
    run(operation, request());
    await passTime(10_000);
    expect(made.length).toBeGreaterThan(0);
    expect(made.every(({ freshConnection }) => freshConnection === own)).toBe(true);
  });
});

describe('a failed call', () => {
  /** Makes a call that fails each time, and returns when its attempts were made. */
  async function timesOf(
    operation: ConnectOperation<object, object>,
    fail: (attempt: Attempt) => Promise<never>,
    budgetMs = 15_000,
  ) {
    const times: number[] = [];
    const startedAt = performance.now();
    const { run } = runnerOf((attempt) => {
      times.push(performance.now() - startedAt);
      return fail(attempt);
    });
    const running = run(operation, request({ deadline: new Deadline(budgetMs) }));
    await passTime(budgetMs + 1);
    return { times, result: running.value as { failure: { kind: string; cause?: string; exception?: string } } };
  }

  test.each([
    ['a throttle', throttled(null)],
    ['a connection that could not be made', unsent],
    ['a lost response', broken],
    ['an InternalServiceException', answered('InternalServiceException', 500)],
  ])('of a read is repeated twice, after pauses that double: %s', async (_what, fail) => {
    expect((await timesOf(describeIt, fail)).times).toEqual([0, 100, 300]);
  });

  test.each([
    ['a throttle', throttled(null), [0, 100, 300], 'throttled'],
    ['a connection that could not be made', unsent, [0, 100, 300], 'unavailable'],
    ['a lost response', broken, [0], 'unknown'],
    ['an InternalServiceException', answered('InternalServiceException', 500), [0], 'internal'],
    ['a refusal', answered('InvalidRequestException', 400), [0], 'refused'],
  ])('of an operation without a token is repeated only if it was not applied: %s', async (_what, fail, times, kind) => {
    const made = await timesOf(stop, fail);
    expect([made.times, made.result.failure.kind]).toEqual([times, kind]);
  });

  test.each([
    ['a lost response', broken, [0, 100, 300]],
    ['an InternalServiceException', answered('InternalServiceException', 500), [0, 100, 300]],
    ['a refusal', answered('InvalidRequestException', 400), [0]],
    ['an expired certificate', async () => Promise.reject(new TransportError('certificate', 'Expired.')), [0]],
    ['no credentials', async () => Promise.reject(new Error('No credentials.')), [0, 100]],
  ])('of an operation with a token: %s', async (_what, fail, times) => {
    expect((await timesOf(start, fail as typeof broken)).times).toEqual(times);
  });

  test.each([
    ['a pause of a second', 1_000, 15_000, [0, 1_000, 2_000]],
    ['a pause shorter than the gateway would make', 50, 15_000, [0, 50, 100]],
    ['a pause beyond the deadline is not waited for', 3_000, 2_500, [0]],
    ['a pause up to the deadline is not waited for', 2_500, 2_500, [0]],
  ])('is repeated after the Retry-After of Connect: %s', async (_what, retryAfterMs, budgetMs, times) => {
    const made = await timesOf(stop, throttled(retryAfterMs), budgetMs);
    expect(made.times).toEqual(times);
    expect(made.result.failure).toMatchObject({ kind: 'throttled', retryAfterMs });
  });

  test('stays in doubt although its repetition was throttled, and not after a conclusive refusal', async () => {
    const outcomeOf = async (last: (attempt: Attempt) => Promise<never>) => {
      let count = 0;
      return (await timesOf(start, (attempt) => (++count === 1 ? broken(attempt) : last(attempt)))).result.failure;
    };
    expect(await outcomeOf(throttled(null))).toMatchObject({ kind: 'unknown', cause: 'reset' });
    expect(await outcomeOf(answered('AccessDeniedException', 403))).toMatchObject({ kind: 'unknown' });
    expect(await outcomeOf(answered('InvalidRequestException', 400))).toMatchObject({ kind: 'refused' });
  });
});

import 'reflect-metadata';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { ConnectObserver } from '../../../src/connect/calls/call-observer.js';
import { CallRunner } from '../../../src/connect/calls/call-runner.js';
import { RequestStats } from '../../../src/connect/calls/request-stats.js';
import { OperationPolicy } from '../../../src/connect/limits/operation-policy.js';
import { describeContact } from '../../../src/connect/reads/read-operations.js';
import { type Attempt, attachedAttempt, TransportError } from '../../../src/connect/transport/attempt.js';
import type { Client } from '../../../src/connect/transport/sdk-client.js';
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
  const outcomes: string[] = [];
  const notMade: string[] = [];
  const observer: ConnectObserver = {
    attempted: (_operation, _attempt, outcome) => void outcomes.push(outcome),
    notMade: (_operation, why) => void notMade.push(why),
    ...{ waited() {}, lookedUp() {}, sharedRead() {}, replayed() {} },
  };
  const sdk = {
    send: ({ input }: { input: object }) => {
      const attempt = attachedAttempt(input) as Attempt;
      made.push(attempt);
      return send(attempt);
    },
  };
  const gate = new OperationPolicy(null, 1);
  const { log, lines } = testLog();
  const runner = new CallRunner({ sdk } as unknown as Client, () => gate, 5_000, log);
  const read = (client: ReturnType<typeof request>) => {
    const scope = { ...client.scope, stats: new RequestStats(observer) };
    return watch(runner.run(describeContact, { InstanceId: 'i', ContactId: 'c' }, scope));
  };
  return { read, made, outcomes, notMade, gate, lines: () => lines('connect call') };
}

const broken = async (attempt: Attempt): Promise<never> => {
  attempt.sent = true;
  throw new TransportError('reset', 'It broke.');
};
const cancelled = { value: { ok: false, failure: expect.objectContaining({ kind: 'cancelled' }) } };

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

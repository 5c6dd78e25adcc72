import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Idempotency } from '../../src/idempotency/idempotency.js';
import { RedisStore } from '../../src/idempotency/redis-store.js';
import { Deadline } from '../../src/lib/deadline.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { testLog } from '../support/log.js';
import { startTestRedis, type TestRedis } from '../support/redis.js';
import { calls, newToken, send, stop } from './support.js';

let redis: TestRedis;
let gateway: TestGateway;
let other: TestGateway;
beforeAll(async () => {
  redis = await startTestRedis();
  gateway = await startTestGateway({ idempotency: { store: redis.url } });
  other = await startTestGateway({ idempotency: { store: redis.url }, sharing: gateway });
});
afterAll(async () => {
  await other.stop();
  await gateway.close();
  await redis.close();
});
afterEach(() => {
  redis.refuses = null;
  gateway.emulator.faults.clear();
  gateway.emulator.ledger.clear();
});

const leases = () => [...redis.values.keys()].filter((key) => key.endsWith(':lease'));
const noLease = async () => {
  while (leases().length > 0) await new Promise(setImmediate);
};
const takesLease = (command: string) => /^set \S+:lease /i.test(command);
const writesRecord = (command: string) => /^set /i.test(command) && !takesLease(command);
const deletes = (command: string) => /^del /i.test(command);
const newStop = async () => ({ ...(await stop.input(gateway)), clientToken: newToken() });

describe('Redis has carried out a step whose reply is lost', () => {
  test.each([
    ['the lease', takesLease],
    ['the record', writesRecord],
  ])('%s of a call that is then not made: the token is free for another gateway', async (_what, fits) => {
    const input = await newStop();
    redis.losesReplyTo = fits;
    expect(await send(gateway, stop, input)).toMatchObject({ __typename: 'ConnectUnavailableError', retryable: true });
    expect(calls(gateway, stop)).toEqual([]);
    await noLease();
    expect((await send(other, stop, input)).__typename).toBe('StopContactSuccess');
  });

  test('the record: the same gateway goes on under its lease', async () => {
    const input = await newStop();
    redis.losesReplyTo = writesRecord;
    expect((await send(gateway, stop, input)).__typename).toBe('ConnectUnavailableError');
    let answer = await send(gateway, stop, input);
    while (answer.__typename === 'ConnectUnavailableError') answer = await send(gateway, stop, input);
    expect(answer.__typename).toBe('StopContactSuccess');
    expect(calls(gateway, stop)).toHaveLength(1);
  });

  test('the end of a call that was not applied: the token is free for another gateway', async () => {
    const input = await newStop();
    gateway.emulator.faults.add({ operation: 'StopContact', fault: 'throttle', times: 3 });
    redis.losesReplyTo = deletes;
    expect((await send(gateway, stop, input)).__typename).toBe('ConnectThrottlingError');
    gateway.emulator.faults.clear();
    await noLease();
    expect((await send(other, stop, input)).__typename).toBe('StopContactSuccess');
  });
});

test('an answer that cannot be recorded is known to its gateway, and holds the lease until it is', async () => {
  const input = await newStop();
  gateway.emulator.faults.add({ operation: 'StopContact', fault: 'latency', ms: 100 });
  const stopping = send(gateway, stop, input);
  while (calls(gateway, stop).length === 0) await new Promise(setImmediate);
  redis.refuses = { commands: 'writes', error: "OOM command not allowed when used memory > 'maxmemory'." };
  const answer = await stopping;
  expect(answer.__typename).toBe('StopContactSuccess');
  expect(leases()).toHaveLength(1);
  redis.refuses = null;
  expect(await send(gateway, stop, input)).toEqual(answer);
  expect(leases()).toHaveLength(0);
  expect(await send(other, stop, input)).toEqual(answer);
  expect(calls(gateway, stop)).toHaveLength(1);
});

test('an answer that comes after its lease has expired is known to its gateway, and recorded later', async () => {
  const leaseMs = 100;
  const store = await RedisStore.connect(redis.url, { ttlMs: 60_000, leaseMs }, () => {});
  const idempotency = new Idempotency(store, testLog().log);
  const use = { caller: 'a', instanceId: 'i', operation: 'StopContact', clientToken: newToken(), input: { id: 'c' } };
  const options = { deadline: new Deadline(10_000), withoutRecord: true };
  const answered = { kind: 'answered', answer: 'the answer', outcome: 'effect' } as const;
  const first = await idempotency.once<never>(use, options, async () => {
    await sleep(2 * leaseMs);
    redis.expire(':lease');
    return answered;
  });
  expect(first).toMatchObject({ kind: 'answered', replayed: false });
  const again = () => Promise.reject(new Error('The call was made again.'));
  expect(await idempotency.once<never>(use, options, again)).toMatchObject({ answer: 'the answer', replayed: true });
  const other = { ...use, input: { id: 'other' } };
  expect(await idempotency.once<never>(other, options, again)).toEqual({ kind: 'other-input' });
  await idempotency.close();
});

import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { startTestRedis, type TestRedis } from '../support/redis.js';
import { calls, createTask, newToken, send, stop, transfer } from './support.js';

let redis: TestRedis;
let one: TestGateway;
/** A replica that has less time for each request. */
let other: TestGateway;
beforeAll(async () => {
  redis = await startTestRedis();
  const idempotency = { store: redis.url };
  one = await startTestGateway({ connectTimeoutMs: 2_500, idempotency });
  other = await startTestGateway({ requestTimeoutMs: 600, idempotency, sharing: one });
});
afterAll(async () => {
  await other.close();
  await one.close();
  await redis.close();
});
afterEach(() => {
  one.emulator.faults.clear();
  one.emulator.ledger.clear();
});

const started = async (mutation: typeof stop) => {
  while (calls(one, mutation).length === 0) await new Promise(setImmediate);
};

describe('gateways that share a store', () => {
  test('give the answer of each other', async () => {
    const given = { ...(await stop.input(one)), clientToken: newToken() };
    const first = await send(one, stop, given);
    expect(await send(other, stop, given)).toEqual(first);
    expect(calls(one, stop)).toHaveLength(1);
  });

  test('wait for each other', async () => {
    one.emulator.faults.add({ operation: 'StopContact', fault: 'latency', ms: 200 });
    const given = { ...(await stop.input(one)), clientToken: newToken() };
    const first = send(one, stop, given);
    await started(stop);
    expect(await send(other, stop, given)).toEqual(await first);
    expect(calls(one, stop)).toHaveLength(1);
  });

  test('do not wait for longer than they have time', async () => {
    one.emulator.faults.add({ operation: 'StopContact', fault: 'latency', ms: 2_000 });
    const given = { ...(await stop.input(one)), clientToken: newToken() };
    const first = send(one, stop, given);
    await started(stop);
    const impatient = await send(other, stop, given);
    expect(impatient).toMatchObject({ __typename: 'ConnectOutcomeUnknownError', retryable: true });
    expect(impatient.message).toContain('still under way');
    expect(await send(other, stop, given)).toMatchObject({ clientToken: given.clientToken });
    expect((await first).__typename).toBe('StopContactSuccess');
    expect(await send(other, stop, given)).toEqual(await first);
  });

  test('refuse another input while the first is under way in another', async () => {
    one.emulator.faults.add({ operation: 'StartTaskContact', fault: 'latency', ms: 200 });
    const clientToken = newToken();
    const first = send(one, createTask, { ...(await createTask.input(one)), clientToken });
    await started(createTask);
    const second = await send(other, createTask, { ...(await createTask.input(one)), clientToken });
    expect(second.__typename).toBe('ConnectIdempotencyError');
    expect((await first).__typename).toBe('StartTaskContactSuccess');
  });

  test.each([
    ['sent again with its token', transfer, 2],
    ['looked for', stop, 1],
  ] as const)('take over what a crashed one has left, which is %s', async (_how, mutation, made) => {
    one.emulator.faults.add({ operation: mutation.operation, fault: 'hang' });
    const given = { ...(await mutation.input(one)), clientToken: newToken() };
    const lost = send(one, mutation, given);
    await started(mutation);
    redis.expire(':lease');
    const answer = await send(other, mutation, given);
    expect(calls(one, mutation)).toHaveLength(made);
    if (mutation === stop) expect(answer).toMatchObject({ __typename: 'ConnectOutcomeUnknownError', retryable: false });
    else expect(answer.__typename).toBe('TransferContactSuccess');
    const late = await lost;
    if (mutation === transfer) expect(late).toEqual(answer);
    expect(calls(one, mutation).filter(({ changed }) => changed)).toHaveLength(made - 1);
  });
});

describe('a store that is away', () => {
  test('keeps what only the gateway makes safe from being done, and the gateway from being ready', async () => {
    const away = await startTestRedis();
    const gateway = await startTestGateway({ idempotency: { store: away.url }, sharing: one });
    expect((await fetch(`${gateway.url}/readyz`)).status).toBe(200);
    await away.close();
    const refused = await send(gateway, stop, await stop.input(one));
    expect(refused).toMatchObject({ __typename: 'ConnectUnavailableError', retryable: true });
    expect(calls(one, stop)).toHaveLength(0);
    expect((await send(gateway, transfer, await transfer.input(one))).__typename).toBe('TransferContactSuccess');
    const ready = await fetch(`${gateway.url}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ reason: 'the idempotency store fails' });
    await gateway.close();
  });
});

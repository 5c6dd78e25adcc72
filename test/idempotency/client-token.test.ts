import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { contacts, flows, instanceArn, newTask, queues } from '../support/demo.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { startTestRedis, type TestRedis } from '../support/redis.js';
import { routerOfRun } from '../support/routers.js';
import { calls, mutations, newFile, newToken, send, stop, transfer, withoutRequest } from './support.js';

const always = 100;

/** To a router it is all the same where they are kept. */
const stores = routerOfRun ? (['memory'] as const) : (['memory', 'file', 'redis'] as const);

describe.each(stores)('a client token kept in %s', (kind) => {
  let redis: TestRedis | undefined;
  let gateway: TestGateway;
  beforeAll(async () => {
    redis = kind === 'redis' ? await startTestRedis() : undefined;
    const store = redis?.url ?? (kind === 'file' ? `file:${newFile()}` : 'memory');
    gateway = await startTestGateway({
      idempotency: { store },
      settings: { trustedProxies: ['127.0.0.1'] },
    });
  });
  afterAll(async () => {
    await gateway.close();
    await redis?.close();
  });
  afterEach(() => {
    gateway.emulator.faults.clear();
    gateway.emulator.ledger.clear();
  });

  describe.each(mutations.map((mutation) => [mutation.field, mutation] as const))('of %s', (_field, mutation) => {
    const input = async () => ({ ...(await mutation.input(gateway)), clientToken: newToken() });

    test('makes one call of two requests, which get the same answer', async () => {
      const given = await input();
      const first = await send(gateway, mutation, given);
      const second = await send(gateway, mutation, given);
      expect(first.__typename).toMatch(/Success$/);
      expect(second).toEqual(first);
      expect(calls(gateway, mutation)).toHaveLength(1);
    });

    test('makes one call of requests that come at the same time', async () => {
      gateway.emulator.faults.add({ operation: mutation.operation, fault: 'latency', ms: 200 });
      const given = await input();
      const answers = await Promise.all(Array.from({ length: 5 }, () => send(gateway, mutation, given)));
      expect(answers[0]?.__typename).toMatch(/Success$/);
      for (const answer of answers) expect(answer).toEqual(answers[0]);
      expect(calls(gateway, mutation)).toHaveLength(1);
    });

    test('that the gateway made is as good as a given one', async () => {
      const { clientToken: _, ...given } = await input();
      const first = await send(gateway, mutation, given);
      const second = await send(gateway, mutation, { ...given, clientToken: first.clientToken });
      expect(second).toEqual(first);
      expect(calls(gateway, mutation)).toHaveLength(1);
    });

    test('is refused with another input, before any call, after the first as while it is under way', async () => {
      const given = await input();
      const other = { ...(await mutation.input(gateway)), clientToken: given.clientToken };
      const refusal = { __typename: 'ConnectIdempotencyError', clientToken: given.clientToken, retryable: false };
      gateway.emulator.faults.add({ operation: mutation.operation, fault: 'latency', ms: 200 });
      const first = send(gateway, mutation, given);
      while (calls(gateway, mutation).length === 0) await new Promise(setImmediate);
      expect(await send(gateway, mutation, other)).toMatchObject(refusal);
      expect((await first).__typename).toMatch(/Success$/);
      expect(await send(gateway, mutation, other)).toMatchObject(refusal);
      expect(calls(gateway, mutation)).toHaveLength(1);
    });

    test('gives a refusal again, with the id of the request that asks', async () => {
      gateway.emulator.faults.add({ operation: mutation.operation, fault: 'error', error: 'InvalidRequestException' });
      const given = await input();
      const first = await send(gateway, mutation, given);
      const second = await send(gateway, mutation, given);
      expect(first.__typename).toBe('ConnectInvalidRequestError');
      expect(withoutRequest(second)).toEqual(withoutRequest(first));
      expect(second.requestId).not.toBe(first.requestId);
      expect(calls(gateway, mutation)).toHaveLength(1);
    });

    test('is free again after a throttle, which applied nothing', async () => {
      gateway.emulator.faults.add({ operation: mutation.operation, fault: 'throttle', times: always });
      const given = await input();
      expect((await send(gateway, mutation, given)).__typename).toBe('ConnectThrottlingError');
      gateway.emulator.faults.clear();
      expect((await send(gateway, mutation, given)).__typename).toMatch(/Success$/);
    });

    test('of a call without an answer is never simply used again', async () => {
      gateway.emulator.faults.add({ operation: mutation.operation, fault: 'resetAfterCommit', times: always });
      gateway.emulator.faults.add({ operation: 'DescribeContact', fault: 'http500', times: always });
      const given = await input();
      expect((await send(gateway, mutation, given)).__typename).toBe('ConnectOutcomeUnknownError');
      gateway.emulator.faults.clear();
      const [first, second] = [await send(gateway, mutation, given), await send(gateway, mutation, given)];
      expect(first.__typename).toMatch(/Success$/);
      expect(second).toEqual(first);
      const made = calls(gateway, mutation);
      expect(made.filter(({ changed }) => changed)).toHaveLength(1);
      expect(new Set(made.map(({ token }) => token))).toEqual(new Set([mutation === stop ? null : given.clientToken]));
      if (mutation === stop) expect(made).toHaveLength(1);
    });

    test('is counted among the replays of a request', async () => {
      const given = await input();
      await send(gateway, mutation, given);
      const answer = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-connect-cost': '1' },
        body: JSON.stringify({ query: mutation.document, variables: { input: given } }),
      });
      expect(await answer.json()).toMatchObject({ extensions: { connect: { calls: {}, replayed: 1 } } });
    });
  });

  test('gives what was found out about a refusal again', async () => {
    const destination = { queueId: queues.general };
    const given = { contactId: contacts.ended, contactFlowId: flows.toQueue, destination, clientToken: newToken() };
    const first = await send(gateway, transfer, given);
    expect(first).toMatchObject({ __typename: 'ConnectContactNotTransferableError', reason: 'CONTACT_NOT_ACTIVE' });
    expect(first.disconnectedAt).toMatch(/Z$/);
    expect(withoutRequest(await send(gateway, transfer, given))).toEqual(withoutRequest(first));
    expect(calls(gateway, transfer)).toHaveLength(1);
  });

  test('is its caller’s own', async () => {
    const clientToken = newToken();
    const asCaller = async (address: string) =>
      send(gateway, stop, { ...(await stop.input(gateway)), clientToken }, { 'x-forwarded-for': address });
    expect((await asCaller('192.0.2.1')).__typename).toBe('StopContactSuccess');
    expect((await asCaller('192.0.2.2')).__typename).toBe('StopContactSuccess');
    expect((await asCaller('192.0.2.1')).__typename).toBe('ConnectIdempotencyError');
  });

  test('does not see an ARN as another input than the id', async () => {
    const contactId = await newTask(gateway);
    const given = { contactId, clientToken: newToken() };
    const first = await send(gateway, stop, given);
    const arn = `${instanceArn}/contact/${contactId}`;
    expect(await send(gateway, stop, { ...given, contactId: arn })).toEqual(first);
  });
});

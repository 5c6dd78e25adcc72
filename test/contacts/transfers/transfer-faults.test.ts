import { createServer, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { FaultKind } from '#connect-emulator';
import { StopDocument, TransferDocument } from '../../generated/graphql.js';
import { flows, newTask, queues } from '../../support/demo.js';
import { startTestGateway, type TestGateway } from '../../support/gateway.js';
import { assertError, assertSuccess } from '../../support/result.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ connectTimeoutMs: 400, requestTimeoutMs: 4_000 });
});
afterAll(() => gateway.close());
afterEach(() => {
  gateway.emulator.faults.clear();
});

const always = 100;
const fault = (operation: string, kind: FaultKind, times = 1, more = {}) =>
  gateway.emulator.faults.add({ operation, fault: kind, times, ...more });
const sent = (operation: string) => gateway.emulator.ledger.entries(operation);

async function transfer(clientToken?: string) {
  const contactId = await newTask(gateway);
  const input = { contactId, contactFlowId: flows.toQueue, destination: { queueId: queues.general }, clientToken };
  const { data, errors } = await gateway.graphql(TransferDocument, { input });
  expect(errors).toEqual([]);
  return data?.transferContact;
}

async function stop() {
  const { data, errors } = await gateway.graphql(StopDocument, { input: { contactId: await newTask(gateway) } });
  expect(errors).toEqual([]);
  return data?.stopContact;
}

describe('each documented exception of TransferContact', () => {
  test.each([
    ['InvalidRequestException', 'ConnectInvalidRequestError', false, 1],
    ['IdempotencyException', 'ConnectIdempotencyError', false, 1],
    ['AccessDeniedException', 'ConnectAccessDeniedError', false, 1],
    ['ResourceNotFoundException', 'ConnectResourceNotFoundError', false, 1],
    ['ServiceQuotaExceededException', 'ConnectServiceQuotaExceededError', false, 1],
    ['ThrottlingException', 'ConnectThrottlingError', true, 3],
    ['InternalServiceException', 'ConnectInternalServiceError', true, 3],
  ] as const)('%s is %s, with both request ids', async (error, type, retryable, attempts) => {
    fault('TransferContact', 'error', always, { error });
    const result = await transfer();
    assertError(result, type);
    expect(result.retryable).toBe(retryable);
    expect(result.requestId).toMatch(/^[0-9a-f-]{36}$/);
    const calls = sent('TransferContact');
    expect(calls).toHaveLength(attempts);
    expect(result.awsRequestId).toBe(calls.at(-1)?.requestId);
    expect(new Set(calls.map(({ token }) => token)).size).toBe(1);
  });

  test('that Connect does not document for it is unexpected, and named', async () => {
    fault('TransferContact', 'error', 1, { error: 'LimitExceededException' });
    const result = await transfer();
    assertError(result, 'ConnectUnexpectedError');
    expect(result).toMatchObject({ awsName: 'LimitExceededException', retryable: false });
    expect(sent('TransferContact')).toHaveLength(1);
  });
});

describe('a fault that passes', () => {
  test.each([
    ['throttle', 1],
    ['http500', 1],
    ['http503Html', 1],
    ['resetBefore', 1],
    ['truncate', 1],
    ['okHtml', 1],
    ['okEmpty', 1],
    ['hang', 1],
  ] as const)('%s is not noticed by a client, since the token makes another attempt safe', async (kind, times) => {
    fault('TransferContact', kind, times);
    assertSuccess(await transfer());
    const calls = sent('TransferContact');
    expect(calls).toHaveLength(2);
    expect(calls.filter(({ changed }) => changed)).toHaveLength(1);
    expect(new Set(calls.map(({ token }) => token)).size).toBe(1);
  });

  test('after the transfer was made moves the contact once, and the client gets its success', async () => {
    fault('TransferContact', 'resetAfterCommit');
    assertSuccess(await transfer());
    expect(sent('TransferContact').map(({ changed, replayed }) => ({ changed, replayed }))).toEqual([
      { changed: true, replayed: false },
      { changed: false, replayed: true },
    ]);
  });
});

describe('a fault that stays', () => {
  test.each(['http500', 'http503Html', 'resetBefore', 'resetAfterCommit', 'truncate', 'okHtml', 'okEmpty'] as const)(
    '%s leaves the outcome unknown, and returns the token to try again with',
    async (kind) => {
      fault('TransferContact', kind, always);
      const result = await transfer(`left-open-by-${kind}`);
      assertError(result, 'ConnectOutcomeUnknownError');
      expect(result).toMatchObject({ clientToken: `left-open-by-${kind}`, retryable: true });
      expect(result.howToCheck).toContain('previousContact');
      expect(sent('TransferContact')).toHaveLength(3);
      // Connect's answer began, so its id is known.
      if (kind === 'truncate') expect(result.awsRequestId).toBe(sent('TransferContact').at(-1)?.requestId);
      expect(sent('TransferContact').filter(({ changed }) => changed).length).toBeLessThanOrEqual(1);
    },
  );

  test('hang ends with each attempt, closes its socket, and leaves the outcome unknown', async () => {
    fault('TransferContact', 'hang', always);
    const startedAt = performance.now();
    const result = await transfer();
    assertError(result, 'ConnectOutcomeUnknownError');
    expect(result.clientToken).toBe(sent('TransferContact')[0]?.token);
    expect(performance.now() - startedAt).toBeLessThan(20_000);
    // A hung call has a duration once its socket is gone.
    while (sent('TransferContact').some(({ durationMs }) => durationMs === null)) await sleep(10);
  });

  test('throttle is told as such, with the time to wait', async () => {
    fault('TransferContact', 'throttle', always);
    const result = await transfer();
    assertError(result, 'ConnectThrottlingError');
    expect(result).toMatchObject({ retryable: true, retryAfterMs: 1_000 });
  });

  test('of which one attempt may have been applied is unknown, though the last was only throttled', async () => {
    fault('TransferContact', 'resetAfterCommit');
    fault('TransferContact', 'throttle', always);
    assertError(await transfer(), 'ConnectOutcomeUnknownError');
  });
});

describe('StopContact, which knows no token,', () => {
  test.each(['resetBefore', 'http500', 'http503Html', 'okHtml', 'okEmpty', 'hang'] as const)(
    'is never sent a second time after %s, and its outcome is unknown while the contact has not ended',
    async (kind) => {
      fault('StopContact', kind);
      const result = await stop();
      assertError(result, 'ConnectOutcomeUnknownError');
      expect(result.retryable).toBe(false);
      expect(result.howToCheck).toContain('disconnectedAt');
      expect(sent('StopContact')).toHaveLength(1);
    },
  );

  test.each(['resetAfterCommit', 'truncate'] as const)(
    'is never sent a second time after %s: that the contact has ended shows its success',
    async (kind) => {
      fault('StopContact', kind);
      assertSuccess(await stop());
      expect(sent('StopContact')).toHaveLength(1);
    },
  );

  test('may be sent again with its token when looking failed as well', async () => {
    fault('StopContact', 'resetAfterCommit');
    fault('DescribeContact', 'http500', always);
    const result = await stop();
    assertError(result, 'ConnectOutcomeUnknownError');
    expect(result.retryable).toBe(true);
  });

  test('is not repeated after an internal failure of Connect either', async () => {
    fault('StopContact', 'error', 1, { error: 'InternalServiceException' });
    const result = await stop();
    assertError(result, 'ConnectInternalServiceError');
    expect(result.retryable).toBe(false);
    expect(sent('StopContact')).toHaveLength(1);
  });

  test('is sent again after a throttle, which certainly did nothing', async () => {
    fault('StopContact', 'throttle');
    assertSuccess(await stop());
    expect(sent('StopContact').map(({ status }) => status)).toEqual([429, 200]);
  });
});

describe('a read', () => {
  const query = `{ connect { contact(id: "c") { id } alias } }`;
  test.each([
    ['throttle', 'CONNECT_THROTTLING', true],
    ['http500', 'CONNECT_UNAVAILABLE', true],
    ['http503Html', 'CONNECT_UNAVAILABLE', true],
    ['resetBefore', 'CONNECT_UNAVAILABLE', true],
    ['okHtml', 'CONNECT_UNAVAILABLE', true],
    ['okEmpty', 'CONNECT_UNAVAILABLE', true],
    ['hang', 'CONNECT_UNAVAILABLE', true],
  ] as const)(
    'that fails by %s is an entry of errors, and does not hurt its siblings',
    async (kind, code, retryable) => {
      fault('DescribeContact', kind, always);
      const { data, errors } = await gateway.graphql(query);
      expect(data).toEqual({ connect: { contact: null, alias: 'northwind-care' } });
      expect(errors).toHaveLength(1);
      expect(errors[0]).toMatchObject({ path: ['connect', 'contact'], extensions: { code, retryable } });
    },
  );

  test.each([
    ['AccessDeniedException', 'CONNECT_ACCESS_DENIED'],
    ['InvalidRequestException', 'CONNECT_INVALID_REQUEST'],
    ['InternalServiceException', 'CONNECT_INTERNAL_SERVICE'],
    ['ConflictException', 'CONNECT_CONFLICT'],
    ['MaximumResultReturnedException', 'CONNECT_UNEXPECTED'],
  ])('refused with %s has the code %s', async (error, code) => {
    fault('DescribeContact', 'error', always, { error });
    const { errors } = await gateway.graphql(query);
    expect(errors.map(({ extensions }) => extensions.code)).toEqual([code]);
  });
});

describe('a refusal by name, whatever its body is', () => {
  const html = '<html><body>Bad request</body></html>';
  test.each([
    ['is HTML', 'text/html', html],
    ['says that it is JSON and is HTML', 'application/json', html],
    ['is empty', 'application/json', ''],
    ['is an empty object', 'application/json', '{}'],
    ['is a list', 'application/json', '[]'],
    ['is cut short', 'application/json', '{"Message":"A reas'],
    ['holds no text', 'application/json', '{"Message":{"a":1}}'],
  ] as const)('is told in ours where its body %s', async (_how, type, body) => {
    const answers = createServer((_request, response) =>
      response.writeHead(400, { 'content-type': type, 'x-amzn-errortype': 'InvalidRequestException' }).end(body),
    );
    const inBetween = await gatewayBefore(answers);
    const { data } = await inBetween.graphql(StopDocument, { input: { contactId: 'c' } });
    const result = data?.stopContact;
    assertError(result, 'ConnectInvalidRequestError');
    expect(result.message).toMatch(/^Connect refused StopContact with InvalidRequestException: [a-z]/);
    const { errors } = await inBetween.graphql('{ connect { contact(id: "c") { id } } }');
    expect(errors.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Connect refused DescribeContact with InvalidRequestException: [a-z]/),
    ]);
    await inBetween.close();
    answers.close();
  });

  test('is none of Connect’s where its name is no name', async () => {
    const answers = createServer((_request, response) =>
      response.writeHead(400, { 'x-amzn-errortype': '<b>Invalid</b>' }).end('{}'),
    );
    const inBetween = await gatewayBefore(answers);
    const { data } = await inBetween.graphql(StopDocument, { input: { contactId: 'c' } });
    const result = data?.stopContact;
    assertError(result, 'ConnectOutcomeUnknownError');
    expect(result.message).toMatch(/^The answer did not come from Connect\./);
    await inBetween.close();
    answers.close();
  });
});

/** A gateway for which this server stands where Connect is. */
async function gatewayBefore(server: Server): Promise<TestGateway> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return startTestGateway({ endpoint: `http://127.0.0.1:${port}`, requestTimeoutMs: 3_000 });
}

describe('without Connect', () => {
  test('a refused connection is unavailable: certainly nothing was applied', async () => {
    const down = await startTestGateway({ endpoint: 'http://127.0.0.1:9', requestTimeoutMs: 3_000 });
    const { data } = await down.graphql(StopDocument, { input: { contactId: 'c' } });
    const result = data?.stopContact;
    assertError(result, 'ConnectUnavailableError');
    expect(result).toMatchObject({
      message: 'No connection to Connect could be made. This request applied nothing.',
      retryable: true,
      awsRequestId: null,
    });
    await down.close();
  });

  test('a name that does not resolve is unavailable too, in other words', async () => {
    const lost = await startTestGateway({ endpoint: 'http://connect.invalid', requestTimeoutMs: 3_000 });
    const { data } = await lost.graphql(StopDocument, { input: { contactId: 'c' } });
    const result = data?.stopContact;
    assertError(result, 'ConnectUnavailableError');
    expect(result.message).toMatch(/^The name of Connect's endpoint could not be resolved\./);
    await lost.close();
  });

  test('a proxy that wants its own credentials is named', async () => {
    const proxy: Server = createServer((_request, response) => response.writeHead(407).end());
    const behind = await gatewayBefore(proxy);
    const { data } = await behind.graphql(StopDocument, { input: { contactId: 'c' } });
    const result = data?.stopContact;
    assertError(result, 'ConnectUnavailableError');
    expect(result.message).toMatch(/^A proxy on the way/);
    await behind.close();
    proxy.close();
  });
});

import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { answerTimeoutMs } from '../../examples/supergraph/no-answer.mjs';
import type { Server } from '../../examples/supergraph/server.d.mts';
import { readConfig } from '../../src/config.js';
import { flows } from '../support/demo.js';
import { askGraphQL, startTestGateway, type TestGateway } from '../support/gateway.js';
import { type TestLog, testLog } from '../support/log.js';
import { startRouter } from '../support/routers.js';

const stop = 'mutation ($id: ID!) { stopContact(input: { contactId: $id }) { __typename } }';
const read = '{ connect { alias } }';
const says = (status: number, headers: Record<string, string>, body: string): RequestListener => {
  return (_request, response) => void response.writeHead(status, headers).end(body);
};
const saysHtml = (status: number) =>
  says(status, { 'content-type': 'text/html' }, '<html><body>10.0.0.7 is gone</body></html>');
const refuses = (status: number, code: string, headers: Record<string, string> = {}) =>
  says(
    status,
    { 'content-type': 'application/json', ...headers },
    JSON.stringify({ errors: [{ message: `It is ${code}.`, extensions: { code } }] }),
  );
const breaksOff: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).write('{', () => response.destroy());
};
const noAnswer = 'SUBREQUEST_HTTP_ERROR';
const later = { 'retry-after': '7' };

describe.each(['apollo', 'hive'] as const)('the router %s, when the gateway', (name) => {
  let answer: RequestListener;
  let came = 0;
  const gateway = createServer((request, response) => {
    came++;
    request.resume().once('end', () => answer(request, response));
  });
  let router: Server;
  beforeAll(async () => {
    await once(gateway.listen(0, '127.0.0.1'), 'listening');
    const { port } = gateway.address() as AddressInfo;
    router = await startRouter(name, `http://127.0.0.1:${port}/graphql`, { timeoutMs: 2_000 });
  });
  afterAll(async () => {
    await router.close();
    gateway.closeAllConnections();
    gateway.close();
  });
  test.each<[string, RequestListener, string, string | null]>([
    ['is too slow', () => {}, noAnswer, null],
    ['closes the connection', (request) => request.socket.destroy(), noAnswer, null],
    ['breaks off', breaksOff, noAnswer, null],
    ['is not there, says a proxy', saysHtml(502), noAnswer, null],
    ['answers with what is not GraphQL', saysHtml(200), noAnswer, null],
    ['failed', refuses(500, 'INTERNAL_SERVER_ERROR'), 'INTERNAL_SERVER_ERROR', null],
    ['cannot now', refuses(503, 'UNAVAILABLE', later), 'UNAVAILABLE', '7'],
    ['has enough', refuses(429, 'RATE_LIMITED', later), 'RATE_LIMITED', '7'],
  ])('%s, asks once and tells the client with a code', async (_what, listener, code, retryAfter) => {
    for (const document of [stop, read]) {
      came = 0;
      answer = listener;
      const { status, headers, data, errors } = await askGraphQL(router.url, document, { id: 'c' });
      expect(came).toBe(1);
      expect({ status, data }).toEqual({
        status: 200,
        data: { [document === stop ? 'stopContact' : 'connect']: null },
      });
      expect(errors.map(({ extensions }) => extensions.code)).toEqual([code]);
      expect(JSON.stringify(errors)).not.toMatch(/127\.0\.0\.1|10\.0\.0\.7/);
      expect(headers.get('retry-after')).toBe(retryAfter);
    }
  });

  test('is asked, adds the address of the client to those that the request came by', async () => {
    const heard: unknown[] = [];
    answer = (request, response) => {
      heard.push(request.headers['x-forwarded-for']);
      refuses(429, 'RATE_LIMITED')(request, response);
    };
    await askGraphQL(router.url, read, {});
    await askGraphQL(router.url, read, {}, { 'x-forwarded-for': '203.0.113.7' });
    expect(heard).toEqual(['127.0.0.1', '203.0.113.7, 127.0.0.1']);
  });
});

test('a router waits longer than the gateway, whose word on what became of a mutation is better', () => {
  expect(answerTimeoutMs).toBeGreaterThan(readConfig({}).config?.requestTimeoutMs ?? Number.POSITIVE_INFINITY);
});

describe.each(['apollo', 'hive'] as const)('through the router %s', (name) => {
  let log: TestLog;
  let gateway: TestGateway;
  let router: Server;
  beforeAll(async () => {
    log = testLog();
    gateway = await startTestGateway({ log: log.log });
    router = await startRouter(name, `${gateway.url}/graphql`);
  });
  afterAll(async () => {
    await router.close();
    await gateway.close();
  });
  const ask = (document: string, headers?: Record<string, string>) => askGraphQL(router.url, document, {}, headers);
  const idOfLast = () => log.lines('request').at(-1)?.requestId;

  test.each([
    ['makes one where the client has none', {}, expect.stringMatching(/^[\da-f-]{36}$/)],
    ['keeps that of a client', { 'x-request-id': 'request-of-a-client' }, 'request-of-a-client'],
    [
      'has that of the gateway where it takes no such word',
      { 'x-request-id': '?' },
      expect.stringMatching(/^[\da-f-]{36}$/),
    ],
  ])('the answer %s: the id under which the gateway logs the request', async (_what, sent, id) => {
    const { headers } = await ask(read, sent);
    expect(headers.get('x-request-id')).toEqual(id);
    expect(headers.get('x-request-id')).toBe(idOfLast());
    expect(headers.get('x-connect-mode')).toBe('emulator');
  });

  test('two equal mutations at the same time are two', async () => {
    const start = `mutation { startTaskContact(input: { name: "One of two", source: { contactFlowId: "${flows.inbound}" } }) {
      ... on StartTaskContactSuccess { contactId } } }`;
    const [one, other] = await Promise.all([ask(start), ask(start)]);
    expect(one.data.startTaskContact.contactId).not.toBe(other.data.startTaskContact.contactId);
    expect(gateway.emulator.ledger.entries('StartTaskContact')).toHaveLength(2);
  });

  test('several mutations of a document are made in their order, each once', async () => {
    gateway.emulator.ledger.clear();
    const start = `startTaskContact(input: { name: "First", source: { contactFlowId: "${flows.inbound}" } }) { __typename }`;
    await ask(`mutation { ${start} stopContact(input: { contactId: "nobody" }) { __typename } }`);
    const calls = gateway.emulator.ledger.entries().map(({ operation }) => operation);
    expect(calls).toEqual(['StartTaskContact', 'StopContact']);
  });

  test('what a query costs is not told: that is asked of the gateway itself', async () => {
    const asked = { 'x-connect-cost': '1' };
    expect((await gateway.graphql(read, {}, asked)).extensions).toHaveProperty('connect');
    expect((await ask(read, asked)).extensions).toEqual({});
  });

  test('a client cannot ask what routers ask', async () => {
    const { data, errors } = await ask('{ _entities(representations: []) { __typename } _service { sdl } }');
    expect(data).toBeNull();
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(Array(2).fill('GRAPHQL_VALIDATION_FAILED'));
  });
});

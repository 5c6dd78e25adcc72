import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { flows, newTask, queues } from '../../support/demo.js';
import { startTestGateway, type TestGateway } from '../../support/gateway.js';
import { bearer, startTestIssuer, type TestIssuer } from '../../support/issuer.js';
import { type TestLog, testLog } from '../../support/log.js';
import { closeOf, openRawClient, watchServerSockets } from '../../support/raw-client.js';

let logged: TestLog;
let issuer: TestIssuer;
let gateway: TestGateway;
let token: string;
beforeAll(async () => {
  logged = testLog();
  issuer = await startTestIssuer();
  gateway = await startTestGateway({ log: logged.log, settings: { auth: issuer.settings } });
  token = await issuer.token({ sub: 'subject.canary@mail.example' });
});
afterAll(async () => {
  await gateway.close();
  await issuer.close();
});

const requests = () => logged.lines('request');
/** The line is written once the answer has left, which its client may see before. */
async function lineOf(requestId: string) {
  for (let tries = 0; tries < 500; tries++) {
    const lines = requests().filter((line) => line.requestId === requestId);
    if (lines.length > 0) return lines;
    await sleep(10);
  }
  throw new Error(`No line for ${requestId}.`);
}
const ask = (body: object | string, headers: Record<string, string> = {}, path = '/graphql') =>
  fetch(gateway.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...bearer(token), ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const stop = 'mutation Stop($id: ID!) { stopContact(input: { contactId: $id }) { __typename } }';

describe('a request', () => {
  test.each([
    [
      'a query',
      () => ask({ query: 'query Alias { connect { alias } }' }),
      { type: 'query', operation: 'Alias', status: 200, outcome: 'ok', path: '/graphql', method: 'POST' },
    ],
    [
      'a refusal within a union',
      () => ask({ query: stop, variables: { id: 'x'.repeat(300) } }),
      { type: 'mutation', operation: 'Stop', outcome: 'errors', codes: ['CONNECT_INVALID_INPUT'] },
    ],
    [
      'a document that is not valid',
      () => ask({ query: '{ nothing }' }),
      { type: 'unknown', status: 400, outcome: 'refused', codes: ['GRAPHQL_VALIDATION_FAILED'] },
    ],
    ['half a body', () => ask('{'), { type: 'unknown', status: 400, outcome: 'refused', codes: ['BAD_REQUEST'] }],
    [
      'a request without a token',
      () => ask({ query: '{ connect { alias } }' }, { authorization: '' }),
      { type: 'unknown', status: 401, outcome: 'refused', codes: ['UNAUTHENTICATED'] },
    ],
    ['a probe', () => fetch(`${gateway.url}/healthz`), { type: 'other', path: '/healthz', outcome: 'ok' }],
    [
      'an address that is not there',
      () => fetch(`${gateway.url}/contacts/%2B15555550123`),
      { type: 'other', path: null, status: 404, codes: ['NOT_FOUND'] },
    ],
    [
      'an address that cannot be read',
      () => fetch(`${gateway.url}/%E0%A4%A`),
      { status: 400, outcome: 'refused', codes: ['BAD_REQUEST'] },
    ],
  ])('has one line: %s', async (_what, send, facts) => {
    const response = await send();
    const [line, ...more] = await lineOf(response.headers.get('x-request-id') ?? '');
    expect(more).toEqual([]);
    expect(line).toMatchObject(facts);
    expect(line?.ms).toBeGreaterThanOrEqual(0);
  });

  test('has one line too when its client has gone, and says so', async () => {
    gateway.emulator.faults.add({ operation: 'DescribeContact', fault: 'latency', ms: 500 });
    const leaving = new AbortController();
    const headers = { 'content-type': 'application/json', 'x-request-id': 'who-has-gone', ...bearer(token) };
    const body = JSON.stringify({ query: '{ connect { contact(id: "nobody") { channel } } }' });
    const asked = fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body, signal: leaving.signal });
    const lost = expect(asked).rejects.toThrow();
    const calls = gateway.emulator.ledger.entries('DescribeContact').length;
    while (gateway.emulator.ledger.entries('DescribeContact').length === calls) await sleep(5);
    leaving.abort();
    await lost;
    // Once its call has come to an end as well there is nothing more to come.
    while (!logged.lines('connect call').some(({ requestId }) => requestId === 'who-has-gone')) await sleep(5);
    await sleep(50);
    const lines = await lineOf('who-has-gone');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ outcome: 'client_gone', type: 'query' });
    expect(lines[0]).not.toHaveProperty('status');
  });

  test('has one line when its client leaves in the middle of the answer, and says so', async () => {
    const sockets = watchServerSockets();
    const open = await startTestGateway({ log: logged.log });
    const client = await openRawClient(open.url, { reads: false });
    const server = await sockets.of(client);
    sockets.stop();
    client.socket.write(
      'GET /schema.graphql HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: left-in-the-middle\r\n\r\n'.repeat(60),
    );
    while (server.writableLength === 0) await new Promise(setImmediate);
    client.socket.resetAndDestroy();
    await closeOf(server);
    const lines = await lineOf('left-in-the-middle');
    const [last] = lines.slice(-1);
    expect(lines.slice(0, -1).every(({ outcome }) => outcome === 'ok')).toBe(true);
    expect(last).toMatchObject({ outcome: 'client_gone', path: '/schema.graphql' });
    expect(last).not.toHaveProperty('closedFor');
    await open.close();
  });

  test('has one line when its body does not come, with the status and the id of its answer', async () => {
    const slow = await startTestGateway({ log: logged.log, settings: { receiveTimeoutMs: 200 } });
    const client = await openRawClient(slow.url);
    const fields =
      'Host: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\nX-Request-Id: without-its-body\r\n';
    client.socket.write(`POST /graphql HTTP/1.1\r\n${fields}\r\n{`);
    await client.ended;
    expect(client.text()).toMatch(/^HTTP\/1\.1 408 [\s\S]*x-request-id: without-its-body\r\n/);
    client.socket.destroy();
    expect(await lineOf('without-its-body')).toMatchObject([
      { outcome: 'refused', status: 408, codes: ['BAD_REQUEST'], path: '/graphql' },
    ]);
    await slow.close();
  });

  test('that is not HTTP has one line, with the id that its answer has', async () => {
    const { hostname, port } = new URL(gateway.url);
    const answer = await new Promise<string>((resolve, reject) => {
      let text = '';
      const socket = connect(Number(port), hostname, () => socket.write('jane.canary@mail.example\r\n\r\n'));
      socket
        .on('data', (chunk) => {
          text += chunk;
        })
        .on('close', () => resolve(text))
        .on('error', reject);
    });
    const [, requestId = ''] = /x-request-id: (\S+)/.exec(answer) ?? [];
    expect(await lineOf(requestId)).toMatchObject([{ status: 400, outcome: 'refused' }]);
  });

  test("carries Amazon's request id on the lines of its calls", async () => {
    const { headers } = await ask({ query: stop, variables: { id: 'nobody' } });
    const calls = logged.lines('connect call').filter((line) => line.requestId === headers.get('x-request-id'));
    expect(calls).toMatchObject([{ operation: 'StopContact', awsRequestId: expect.stringMatching(/^[\w-]{8,}/) }]);
  });

  test('names its caller by a word that says nothing, the same each time', async () => {
    const lines = [];
    for (let count = 0; count < 2; count++) {
      const { headers } = await ask({ query: '{ __typename }' });
      lines.push(...(await lineOf(headers.get('x-request-id') ?? '')));
    }
    expect(lines[0]?.caller).toMatch(/^[\w-]{12}$/);
    expect(lines[1]?.caller).toBe(lines[0]?.caller);
  });

  test.each(['15555550123', '555-555-0123', 'AKIAIOSFODNN7EXAMPLE', 'eyJhbGciOi.eyJzdWIi.c2ln'])(
    'does not take an id that may be a number, a key or a token: %s',
    async (id) => {
      const { headers } = await fetch(`${gateway.url}/healthz`, { headers: { 'x-request-id': id } });
      expect(headers.get('x-request-id')).not.toBe(id);
    },
  );
});

test('nothing that a client or Connect says of anyone is in the log', async () => {
  const canaries = {
    name: 'Canary Name',
    description: 'a canary description',
    attribute: 'canary-attribute-value',
    email: 'jane.canary@mail.example',
    phone: '+15555550123',
  };
  const { name, description, attribute, email, phone } = canaries;
  const before = logged.text().length;
  const create = 'mutation ($input: StartTaskContactInput!) { startTaskContact(input: $input) { __typename } }';
  const task = (more: object = {}) => ({
    name,
    description: `${description} ${email}`,
    attributes: [
      { name: 'phone', value: phone },
      { name: 'note', value: attribute },
    ],
    source: { contactFlowId: flows.inbound },
    ...more,
  });
  const { faults } = gateway.emulator;
  const said = `${name}: ${phone} ${email} ${attribute} is not right`;
  const send = (input: object, headers = {}) => ask({ query: create, variables: { input } }, headers);

  await send(task());
  for (const error of ['InternalServiceException', 'InvalidRequestException', 'AccessDeniedException']) {
    faults.add({ operation: 'StartTaskContact', fault: 'error', error, message: said, times: 3 });
    await send(task());
    faults.clear();
  }
  for (const fault of [
    'throttle',
    'http500',
    'http503Html',
    'okHtml',
    'okEmpty',
    'truncate',
    'resetAfterCommit',
  ] as const) {
    faults.add({ operation: 'StartTaskContact', fault, times: 3 });
    await send(task());
    faults.clear();
  }
  await send(task({ name: `${name} ${'x'.repeat(600)}` }));
  await send(task({ previousContactId: phone }));
  await send(task({ scheduledTime: email }));
  await send(task({ clientToken: `${attribute}-${email}` }));
  await send(task({ [name.replace(' ', '')]: attribute }));
  await send(task(), {
    'x-forwarded-for': phone,
    'x-request-id': email,
    cookie: attribute,
    referer: `https://x/${phone}`,
  });
  await ask({ query: `query AKIAIOSFODNN7EXAMPLE { connect { contact(id: "${phone}") { id name } } }` });
  await ask({ query: `query _15555550123 { connect { contact(id: "${email}") { id } } }` });
  await ask({ query: `{ connect { contact(id: "${attribute} ${'x'.repeat(300)}") { id } } }` });
  await ask({ query: `{ ${attribute} }` });
  await ask({
    query: '{ __typename }',
    operationName: email,
    extensions: { persistedQuery: { version: 2, sha256Hash: phone } },
  });
  await ask({ query: '{ __typename }', variables: { [email]: phone } });
  await ask(`{"query": "${attribute}`);
  await ask({ query: '{ __typename }' }, { 'content-type': `text/plain; name=${attribute}` });
  await ask({ query: '{ __typename }' }, bearer(`${token}x`));
  await ask({ query: '{ __typename }' }, bearer('not.a.token'));
  await ask({ query: '{ __typename }' }, {}, `/graphql/${email}?phone=${encodeURIComponent(phone)}`);
  await fetch(`${gateway.url}/%E0%A4%A${email}`);
  await fetch(`${gateway.url}/graphql?query=${encodeURIComponent(`{ ${attribute} }`)}`, {
    headers: { ...bearer(token), 'apollo-require-preflight': '1', 'x-amz-security-token': attribute },
  });
  const id = await newTaskAs(gateway);
  const transfer = 'mutation ($input: TransferContactInput!) { transferContact(input: $input) { __typename } }';
  const destination = { queueId: queues.full };
  await ask({ query: transfer, variables: { input: { contactId: id, contactFlowId: flows.toQueue, destination } } });

  const text = logged.text().slice(before);
  expect(text.split('"msg":"request"').length).toBeGreaterThan(25);
  expect(text).toContain('InvalidRequestException');
  for (const canary of Object.values(canaries)) expect(text).not.toContain(canary);
  expect(text).not.toMatch(/canary|555-?555|5555550123|bearer|eyJ|A[KS]IA|security-token|127\.0\.0\.1/i);
  expect(text).not.toContain(token.slice(-40));
});

async function newTaskAs({ emulator, url }: TestGateway): Promise<string> {
  return newTask({
    emulator,
    url,
    graphql: async (document: { toString(): string }, variables: object) => {
      const { data } = (await (await ask({ query: document.toString(), variables })).json()) as { data: object };
      return { data };
    },
  } as unknown as TestGateway);
}

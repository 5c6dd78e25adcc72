import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { contacts, flows, newTask, queues, users } from '../support/demo.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { expectAlive, expectCleanRefusal } from './support.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());
afterEach(async () => {
  await expectAlive(gateway);
  gateway.emulator.ledger.clear();
});

async function post(body: object) {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.text() };
}
const times = (count: number, text: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => text(n)).join(' ');
const nested = (depth: number) => `${'{ connect '.repeat(depth)}{ id }${' }'.repeat(depth)}`;
const introspection = (depth: number) =>
  `{ __schema { types { ${'fields { type { '.repeat(depth)} name ${'} }'.repeat(depth)} } } }`;
const stop = (n: number) => `m${n}: stopContact(input: { contactId: "c${n}" }) { __typename }`;
const callback = (url: string) => ({
  query: 'subscription { connect { id } }',
  extensions: { subscription: { callbackUrl: url, subscriptionId: 's', verifier: 'v' } },
});

const refused: [what: string, body: object, code: string | null][] = [
  ['broken', { query: '{' }, 'GRAPHQL_PARSE_FAILED'],
  ['of nothing but a comment', { query: '# nothing' }, 'GRAPHQL_PARSE_FAILED'],
  ['with a null byte', { query: '{ connect\u0000 { id } }' }, 'GRAPHQL_PARSE_FAILED'],
  ['with an endless text', { query: '{ connect(instanceId: "' }, 'GRAPHQL_PARSE_FAILED'],
  ['with 5,000 directives', { query: `{ __typename ${times(5_000, () => '@a')} }` }, 'GRAPHQL_PARSE_FAILED'],
  [
    'with 5,000 directives on the operation',
    { query: `query ${times(5_000, () => '@a')} { __typename }` },
    'GRAPHQL_PARSE_FAILED',
  ],
  ['5,000 levels deep', { query: nested(5_000) }, null],
  [
    'with a list 5,000 levels deep',
    { query: `{ connect(instanceId: ${'['.repeat(5_000)}${']'.repeat(5_000)}) { id } }` },
    null,
  ],
  ['with 20,000 equal fields', { query: `{ ${times(20_000, () => '__typename')} }` }, null],
  ['with 3,000 equal fields', { query: `{ ${times(3_000, () => '__typename')} }` }, 'DOCUMENT_TOO_LARGE'],
  ['with 5,000 aliases', { query: `{ ${times(5_000, (n) => `a${n}: __typename`)} }` }, null],
  [
    'with fragments that spread themselves',
    { query: '{ ...A } fragment A on Query { ...A }' },
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'with fragments that spread each other',
    { query: '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }' },
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'with fragments that spread themselves below forty fields',
    {
      query: `{ connect { ...A } } fragment A on ConnectInstance { ${times(40, (n) => `a${n}: contact(id: "c") { instance { ...A } }`)} }`,
    },
    null,
  ],
  [
    'with fragments that double each other thirty times',
    {
      query: `{ connect { ...F0 } } ${times(30, (n) => `fragment F${n} on ConnectInstance { ...F${n + 1} ...F${n + 1} }`)} fragment F30 on ConnectInstance { id }`,
    },
    null,
  ],
  ['with introspection twelve levels deep', { query: introspection(12) }, 'GRAPHQL_VALIDATION_FAILED'],
  ['with a field that is not there', { query: '{ conect { id } }' }, 'GRAPHQL_VALIDATION_FAILED'],
  [
    'with a list that is too long',
    { query: '{ connect { contacts(first: 100000) { nodes { chain(first: 100000) { nodes { id } } } } } }' },
    'QUERY_TOO_EXPENSIVE',
  ],
  ['with a negative list', { query: '{ connect { queues(first: -1) { nodes { id } } } }' }, null],
  [
    'with a number beyond 32 bits',
    { query: '{ connect { queues(first: 99999999999) { nodes { id } } } }' },
    'GRAPHQL_VALIDATION_FAILED',
  ],
  ['with fifty mutations', { query: `mutation { ${times(50, stop)} }` }, 'DOCUMENT_TOO_LARGE'],
  [
    'with fifty mutations in fragments',
    { query: `mutation { ...A } fragment A on Mutation { ${times(50, stop)} }` },
    'DOCUMENT_TOO_LARGE',
  ],
  ['with @defer', { query: '{ ... @defer { connect { id } } }' }, 'GRAPHQL_VALIDATION_FAILED'],
  ['with @stream', { query: '{ connect { queues { nodes @stream { id } } } }' }, 'GRAPHQL_VALIDATION_FAILED'],
  ['with a subscription', { query: 'subscription { connect { id } }' }, 'BAD_REQUEST'],
  ['that is a schema', { query: 'type Query { a: Int }' }, null],
  [
    'with a variable that is not declared',
    { query: '{ connect(instanceId: $a) { id } }' },
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'with a variable of no type',
    { query: 'query ($a: Nothing) { connect(instanceId: $a) { id } }' },
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'with a variable twice',
    { query: 'query ($a: ID, $a: ID) { connect(instanceId: $a) { id } }' },
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'with a hash that nobody knows',
    { extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } },
    'PERSISTED_QUERY_NOT_FOUND',
  ],
  [
    'with a hash of something else',
    { query: '{ __typename }', extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } },
    'BAD_REQUEST',
  ],
  [
    'with a persisted query of another version',
    { query: '{ __typename }', extensions: { persistedQuery: { version: 2, sha256Hash: 'a' } } },
    'BAD_REQUEST',
  ],
  [
    'with an object for a hash',
    { query: '{ __typename }', extensions: { persistedQuery: { version: 1, sha256Hash: { a: 1 } } } },
    null,
  ],
  [
    'with variables that name a prototype',
    {
      query: 'query ($__proto__: ID) { connect(instanceId: $__proto__) { id } }',
      variables: JSON.parse('{"__proto__": {"a": 1}}'),
    },
    null,
  ],
  [
    'with an operation named like a prototype',
    { query: 'query A { __typename }', operationName: '__proto__' },
    'OPERATION_RESOLUTION_FAILURE',
  ],
];

/** Answered with 200: refused at the field, while its siblings are served, or an invitation to send the text. */
const answered = new Set([
  'with a negative list',
  'with variables that name a prototype',
  'with a hash that nobody knows',
]);

describe('a document', () => {
  test.each(refused)('%s is refused, and nothing is called', async (what, body, code) => {
    const startedAt = performance.now();
    const answer = await post(body);
    expect(performance.now() - startedAt).toBeLessThan(20_000);
    expectCleanRefusal(answer, answered.has(what) ? answer.status : 400, code);
    expect(answer.body).not.toContain('call stack');
    expect(gateway.emulator.ledger.entries()).toEqual([]);
  });

  test.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://localhost:9/',
    'file:///etc/passwd',
    'gopher://127.0.0.1/',
  ])('that wants to be called back at %s is refused', async (url) => {
    expectCleanRefusal(await post(callback(url)), 400, null);
  });

  test('that wants to be called back is refused without a call', async () => {
    let called = 0;
    const server = createServer((_request, response) => {
      called++;
      response.end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    expectCleanRefusal(await post(callback(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)), 400, null);
    await expectAlive(gateway);
    server.close();
    expect(called).toBe(0);
  });
});

const transfer = `mutation ($input: TransferContactInput!) { transferContact(input: $input) { __typename
  ... on ConnectInvalidInputError { violations { path message } } } }`;
const destinations: [string, unknown][] = [
  ['both', { queueId: queues.general, userId: users.ines }],
  ['none', {}],
  ['a null', { queueId: null }],
  ['one and a null', { queueId: queues.general, userId: null }],
  ['a field that is not there', { flowId: flows.toQueue }],
  ['a list', [{ queueId: queues.general }]],
  ['a text', queues.general],
  ['an object for an id', { queueId: { id: queues.general } }],
];

describe('a destination', () => {
  test.each(destinations)('of %s is refused, and nothing is called', async (_, destination) => {
    const input = { contactId: contacts.paused, contactFlowId: flows.toQueue, destination };
    const answer = await post({ query: transfer, variables: { input } });
    expectCleanRefusal(answer, 400, 'BAD_USER_INPUT');
    expect(gateway.emulator.ledger.entries()).toEqual([]);
  });

  test.each([
    ['`queueId: null`', '{ queueId: null }'],
    ['both', '{ queueId: "q", userId: "u" }'],
    ['none', '{}'],
  ])('of %s in the document itself is refused', async (_, destination) => {
    const query = `mutation { transferContact(input: { contactId: "c", contactFlowId: "f", destination: ${destination} }) { __typename } }`;
    expectCleanRefusal(await post({ query }), 400, 'BAD_USER_INPUT');
  });
});

describe('an input', () => {
  const create = `mutation ($input: StartTaskContactInput!) { startTaskContact(input: $input) { __typename
    ... on StartTaskContactSuccess { contact { name description attributes { name value } } }
    ... on ConnectInvalidInputError { violations { path message } } } }`;
  const task = { name: 'A task', source: { contactFlowId: flows.inbound } };

  test.each([
    ['a text of 900 KB', { description: 'x'.repeat(900_000) }, ['description']],
    [
      '10,000 attributes',
      { attributes: Array.from({ length: 10_000 }, (_, n) => ({ name: `a${n}`, value: 'x' })) },
      ['attributes'],
    ],
    ['attributes of 32,769 bytes', { attributes: [{ name: 'a', value: 'é'.repeat(16_384) }] }, ['attributes']],
    ['half a letter', { name: '\ud83d' }, ['name']],
    ['a date long ago', { scheduledAt: '0001-01-01T00:00:00Z' }, null],
  ])('of %s is refused before Connect is called', async (_, more, path) => {
    const { status, body } = await post({ query: create, variables: { input: { ...task, ...more } } });
    expect(status).toBe(200);
    const { startTaskContact: result } = JSON.parse(body).data;
    if (path) {
      expect(result.violations[0].path).toEqual(path);
      expect(result.__typename).toBe('ConnectInvalidInputError');
      expect(gateway.emulator.ledger.entries()).toEqual([]);
    } else expect(result.__typename).toMatch(/^ConnectInvalid/);
    // What was sent is not sent back.
    expect(body.length).toBeLessThan(2_000);
  });

  test('of markup and formulas is data, and comes back as it was', async () => {
    const value = `<script>alert(1)</script>,=HYPERLINK("http://x"),\r\n\u202e';DROP TABLE--`;
    const input = { ...task, name: value.replace('\r\n', ' '), attributes: [{ name: 'note', value }] };
    const { status, body } = await post({ query: create, variables: { input } });
    expect(status).toBe(200);
    expect(JSON.parse(body).data.startTaskContact).toMatchObject({
      __typename: 'StartTaskContactSuccess',
      contact: { name: input.name, attributes: [{ name: 'note', value }] },
    });
  });

  test('of a contact that another call is just changing is served in order', async () => {
    const contactId = await newTask(gateway);
    const query = `mutation { ${times(5, (n) => `a${n}: stopContact(input: { contactId: "${contactId}", clientToken: "t" }) { __typename }`)} }`;
    const { body } = await post({ query });
    expect(new Set(Object.values<{ __typename: string }>(JSON.parse(body).data).map((one) => one.__typename))).toEqual(
      new Set(['StopContactSuccess']),
    );
    expect(gateway.emulator.ledger.entries('StopContact')).toHaveLength(1);
  });
});

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readManifest } from '../../../src/server/guards/trusted-documents.js';
import { startTestGateway, type TestGateway } from '../../support/gateway.js';

/** What the code generator writes of the examples' documents. */
const generated = new URL('../../../examples/clients/generated/persisted-documents.json', import.meta.url).pathname;
const documents: Record<string, string> = JSON.parse(readFileSync(generated, 'utf8'));
const idOf = (name: string) => Object.keys(documents).find((id) => documents[id]?.includes(name)) ?? '';
const desk = idOf('query Desk');
const folder = mkdtempSync(join(tmpdir(), 'safelist-'));
function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

describe('with a list of persisted operations', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({ settings: { persistedOperations: readManifest(generated) } });
  });
  afterAll(() => gateway.close());

  async function post(body: object) {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body: JSON.stringify(body) });
    // biome-ignore lint/suspicious/noExplicitAny: whatever it answers
    return { status: response.status, ...((await response.json()) as any) };
  }
  const variables = { first: 2 };
  const bare = desk.replace('sha256:', '');

  test.each([
    ['by its id as the specification has it', { documentId: desk, variables }],
    ['by its hash as Apollo has it', { extensions: { persistedQuery: { version: 1, sha256Hash: bare } }, variables }],
    ['word for word', { query: documents[desk], variables }],
  ])('one of them is served %s', async (_, body) => {
    const { status, data, errors } = await post(body);
    expect(errors).toBeUndefined();
    expect(status).toBe(200);
    expect(data.connect.contacts.nodes).toHaveLength(2);
  });

  test('one of them is served by GET', async () => {
    const search = new URLSearchParams({ documentId: desk, variables: JSON.stringify(variables) });
    const headers = { 'apollo-require-preflight': '1' };
    const response = await fetch(`${gateway.url}/graphql?${search}`, { headers });
    expect(response.status).toBe(200);
    expect(await response.json()).not.toHaveProperty('errors');
  });

  test.each([
    ['a document of its own', { query: '{ connect { id } }' }, 'PERSISTED_QUERY_ONLY'],
    ['the same with a blank more', { query: `${documents[desk]} `, variables }, 'PERSISTED_QUERY_ONLY'],
    [
      'a document of its own under a listed hash',
      { query: '{ connect { id } }', extensions: { persistedQuery: { version: 1, sha256Hash: bare } } },
      'PERSISTED_QUERY_ONLY',
    ],
    [
      'a document of its own beside a listed id',
      { query: '{ connect { id } }', documentId: desk },
      'PERSISTED_QUERY_ONLY',
    ],
    ['introspection', { query: '{ __schema { types { name } } }' }, 'PERSISTED_QUERY_ONLY'],
    ['an id that is not listed', { documentId: 'sha256:none' }, 'PERSISTED_QUERY_NOT_FOUND'],
    ['a name of every object', { documentId: '__proto__' }, 'PERSISTED_QUERY_NOT_FOUND'],
    [
      'a hash that is no text',
      { extensions: { persistedQuery: { version: 1, sha256Hash: [bare] } } },
      'PERSISTED_QUERY_NOT_FOUND',
    ],
  ])('%s is refused', async (_, body, code) => {
    const { status, errors, data } = await post(body);
    expect([status, errors[0].extensions.code, data]).toEqual([400, code, undefined]);
  });

  test('nothing can be registered', async () => {
    const query = '{ connect { id } }';
    const { createHash } = await import('node:crypto');
    const persistedQuery = { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') };
    for (const body of [{ query, extensions: { persistedQuery } }, { extensions: { persistedQuery } }]) {
      expect((await post(body)).status).toBe(400);
    }
  });
});

test('without a list a document cannot be named by an id', async () => {
  const gateway = await startTestGateway();
  const search = new URLSearchParams({ documentId: desk });
  const response = await fetch(`${gateway.url}/graphql?${search}`, { headers: { 'apollo-require-preflight': '1' } });
  const answer = await response.json().finally(() => gateway.close());
  expect(response.status).toBe(400);
  expect(answer).toMatchObject({ errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] });
});

test('a document that the schema does not allow is named at the start', async () => {
  const persistedOperations = new Map([
    ['good', '{ connect { id } }'],
    ['old', '{ connect { oldName } }'],
    ['broken', '{ connect {'],
    ['large', `{ ${'a: __typename '.repeat(201)} }`],
  ]);
  await expect(startTestGateway({ settings: { persistedOperations } })).rejects.toThrow(
    /PERSISTED_OPERATIONS: .*\nold: Cannot query field "oldName"[^\n]*\nbroken: Syntax Error[^\n]*\nlarge: The document has 201 aliases/,
  );
});

describe('a manifest', () => {
  test('may be that of Apollo', () => {
    const operations = [{ id: 'abc', name: 'Desk', type: 'query', body: '{ connect { id } }' }];
    const path = file('apollo.json', { format: 'apollo-persisted-query-manifest', version: 1, operations });
    expect([...readManifest(path)]).toEqual([['abc', '{ connect { id } }']]);
  });

  test.each([
    ['no file', join(folder, 'none.json'), 'must be the path of a JSON file (ENOENT)'],
    ['no JSON', file('text.json', 'query { a }'), 'must be the path of a JSON file (not JSON)'],
    ['a list', file('list.json', []), 'must hold a JSON object of documents by their hash'],
    ['nothing', file('empty.json', {}), 'holds no operation'],
    ['no text', file('number.json', { abc: 1 }), 'has no text for abc'],
    [
      'no operations',
      file('apollo-none.json', { format: 'apollo-persisted-query-manifest' }),
      'has no list of operations',
    ],
    ...[null, { id: 1, body: '{ connect { id } }' }].map((operation, index): [string, string, string] => [
      `an operation without an id, ${JSON.stringify(operation)},`,
      file(`apollo-${index}.json`, { format: 'apollo-persisted-query-manifest', operations: [operation] }),
      'has no id for operation 1 of its list',
    ]),
  ])('with %s is refused with a reason', (_, path, message) => {
    expect(() => readManifest(path)).toThrow(message);
  });
});

import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { startTestGateway, type TestGateway } from '../../support/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

// The auditor sends its GETs without a header of their own, which a browser could send from any page.
const preflighted: typeof fetch = (input, init) =>
  fetch(input, { ...init, headers: { ...(init?.headers as Record<string, string>), 'apollo-require-preflight': '1' } });
const audits = serverAudits({ url: () => `${gateway.url}/graphql`, fetchFn: preflighted });

describe('the audit suite of GraphQL over HTTP', () => {
  test('has 61 audits', () => {
    expect(audits).toHaveLength(61);
  });

  test.each(audits.map((audit) => [audit.id, audit.name, audit] as const))('%s: %s', async (_id, _name, audit) => {
    const result = await audit.fn();
    expect('reason' in result ? result.reason : null).toBeNull();
  });
});

const query = JSON.stringify({ query: '{ __typename }' });
const post = (body: string | Uint8Array, headers: Record<string, string>) =>
  fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });

describe('a body', () => {
  test('may come by gzip', async () => {
    const response = await post(gzipSync(query), { 'content-encoding': 'gzip' });
    expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
  });

  test.each([
    ['in a charset other than UTF-8', query, { 'content-type': 'application/json; charset=iso-8859-1' }, 415],
    ['of bytes that are not UTF-8', new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]), {}, 400],
    ['that says gzip and is not', query, { 'content-encoding': 'gzip' }, 400],
    ['that unpacks to more than a megabyte', gzipSync(' '.repeat(1_100_000)), { 'content-encoding': 'gzip' }, 413],
    ['in an encoding that is not known', query, { 'content-encoding': 'br' }, 415],
    ['for an answer in XML', query, { accept: 'application/xml' }, 406],
  ])('%s is refused in JSON', async (_what, body, headers, status) => {
    const response = await post(body as Uint8Array, headers as Record<string, string>);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: expect.stringMatching(/^[A-Z_]+$/) } }],
    });
  });

  test('may begin with a byte order mark and end with line ends of Windows', async () => {
    for (const text of [`\ufeff${query}`, `\ufeff\r\n${query}\r\n`]) {
      expect((await post(Buffer.from(text), {})).status).toBe(200);
      expect((await post(gzipSync(text), { 'content-encoding': 'gzip' })).status).toBe(200);
    }
    expect((await post(Buffer.from(`\ufeff\ufeff${query}`), {})).status).toBe(400);
  });

  test('in UTF-16 is refused with a sentence that says so', async () => {
    const marked = Buffer.from(`\ufeff${query}`, 'utf16le');
    for (const body of [marked, marked.subarray(2), Buffer.from(marked).swap16()]) {
      const response = await post(body, {});
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({
        errors: [{ message: 'The body is in UTF-16, and must be in UTF-8.' }],
      });
    }
  });

  test.each(['utf-8', 'UTF-8', '"utf-8"', 'utf8'])('may say that its charset is %s', async (charset) => {
    const response = await post(query, { 'content-type': `application/json; charset=${charset}` });
    expect(response.status).toBe(200);
  });
});

describe('the status of a document that is refused', () => {
  test.each([
    ['nothing', undefined, 400],
    ['anything', '*/*', 400],
    ['what the specification names', 'application/graphql-response+json', 400],
    ['both, as clients do', 'application/graphql-response+json, application/json;q=0.9', 400],
    ['nothing but JSON', 'application/json', 200],
  ])('for a client that accepts %s', async (_what, accept, status) => {
    const response = await post(JSON.stringify({ query: '{ nothing }' }), accept ? { accept } : {});
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] });
  });
});

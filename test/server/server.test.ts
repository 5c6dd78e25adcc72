import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../support/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

const json = { 'content-type': 'application/json' };
const post = (body: string | Uint8Array, headers: Record<string, string> = json) =>
  fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body });

describe('every answer', () => {
  test('carries the request id and the mode, whatever became of the request', async () => {
    for (const path of ['/healthz', '/readyz', '/schema.graphql', '/graphql', '/nowhere']) {
      const { headers } = await fetch(gateway.url + path);
      expect(headers.get('x-request-id')).toMatch(/^[\w.-]{8,128}$/);
      expect(headers.get('x-connect-mode')).toBe('emulator');
    }
  });

  test("keeps a proxy's request id, but not one that could forge a log line", async () => {
    const kept = await fetch(`${gateway.url}/healthz`, { headers: { 'x-request-id': 'trace-0001.a' } });
    expect(kept.headers.get('x-request-id')).toBe('trace-0001.a');
    const replaced = await fetch(`${gateway.url}/healthz`, { headers: { 'x-request-id': 'a {"forged":1}' } });
    expect(replaced.headers.get('x-request-id')).not.toContain('forged');
  });
});

describe('a request that cannot be served', () => {
  test.each([
    ['an empty body', '', json, 400],
    ['half a body', '{', json, 400],
    ['null', 'null', json, 400],
    ['a batch', '[{"query":"{__typename}"}]', json, 400],
    ['a query that is a number', '{"query":1}', json, 400],
    ['a query that is empty', '{"query":""}', json, 400],
    ['variables that are text', '{"query":"{__typename}","variables":"x"}', json, 400],
    ['an operation that is not there', '{"query":"{__typename}","operationName":"x"}', json, 400],
    ['a form', 'query={__typename}', { 'content-type': 'application/x-www-form-urlencoded' }, 400],
    ['plain text', '{"query":"{__typename}"}', { 'content-type': 'text/plain' }, 400],
    ['more than a megabyte', `{"query":"${'x'.repeat(1_100_000)}"}`, json, 413],
    ['a document that nests 5,000 deep', JSON.stringify({ query: '{a'.repeat(5_000) + '}'.repeat(5_000) }), json, 400],
  ])('answers %s with JSON and without its inside', async (_what, body, headers, status) => {
    const response = await post(body, headers as Record<string, string>);
    expect(response.status).toBe(status);
    const text = await response.text();
    const { errors } = JSON.parse(text) as { errors: { message: string; extensions: { code: string } }[] };
    expect(errors[0]?.extensions.code).toMatch(/^[A-Z_]+$/);
    expect(errors[0]?.extensions.code).not.toBe('INTERNAL_SERVER_ERROR');
    expect(text).not.toMatch(/node_modules|stacktrace|\.js:|call stack/i);
  });

  test('answers what is not HTTP with a JSON error and closes', async () => {
    const { hostname, port } = new URL(gateway.url);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => socket.write('\x16\x03\x01nonsense\r\n\r\n'));
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk;
      });
      socket.on('close', () => resolve(text));
      socket.on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('x-connect-mode: emulator');
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toHaveProperty('errors');
  });

  test('answers an unknown path with JSON', async () => {
    const response = await fetch(`${gateway.url}/GRAPHQL`);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      errors: [{ message: 'No route for GET /GRAPHQL.', extensions: { code: 'NOT_FOUND' } }],
    });
  });
});

describe('browsers', () => {
  const allowed = async (url: string, origin: string) =>
    (await fetch(`${url}/healthz`, { headers: { origin } })).headers.get('access-control-allow-origin');

  test('may call from localhost on any port with the emulator, and from nowhere else', async () => {
    expect(await allowed(gateway.url, 'http://localhost:5173')).toBe('http://localhost:5173');
    expect(await allowed(gateway.url, 'http://127.0.0.1:3000')).toBe('http://127.0.0.1:3000');
    expect(await allowed(gateway.url, 'https://evil.example')).toBeNull();
    expect(await allowed(gateway.url, 'http://localhost.evil.example')).toBeNull();
  });

  test('may call from the origins that are named', async () => {
    const named = await startTestGateway({ settings: { corsOrigins: ['https://app.example.com'] } });
    expect(await allowed(named.url, 'https://app.example.com')).toBe('https://app.example.com');
    expect(await allowed(named.url, 'http://localhost:5173')).toBeNull();
    await named.close();
  });

  test('cannot make a mutation or a query by a simple request of another site', async () => {
    const query = encodeURIComponent('{__typename}');
    const response = await fetch(`${gateway.url}/graphql?query=${query}`);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('Cross-Site Request Forgery');
  });
});

describe('readiness', () => {
  test('does not depend on Connect', async () => {
    const down = await startTestGateway({ endpoint: 'http://127.0.0.1:9' });
    expect((await fetch(`${down.url}/readyz`)).status).toBe(200);
    expect((await fetch(`${down.url}/healthz`)).status).toBe(200);
    await down.close();
  });
});

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { statusWithoutToken } from '../support/differences.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { bearer, startTestIssuer, type TestIssuer } from '../support/issuer.js';

let issuer: TestIssuer;
let gateway: TestGateway;
beforeEach(async () => {
  issuer = await startTestIssuer();
});
afterEach(async () => {
  await gateway.close();
  await issuer.close();
});

const page = `query ($after: String) { connect { contacts(first: 2, after: $after) { pageInfo { endCursor } } } }`;

/** Whether two requests count as one caller's: a cursor that one was given serves nobody else. */
async function sameCaller(one: Record<string, string>, other: Record<string, string>): Promise<boolean> {
  const first = await gateway.graphql(page, {}, one);
  const after = first.data.connect.contacts.pageInfo.endCursor;
  expect(after).toEqual(expect.any(String));
  const second = await gateway.graphql(page, { after }, other);
  const [error] = second.errors;
  if (error) expect(error.extensions.code).toBe('BAD_USER_INPUT');
  return error === undefined;
}

/** What a client may say of itself. */
const claims: Record<string, string>[] = [
  { 'x-forwarded-for': '203.0.113.7' },
  { 'x-forwarded-for': '203.0.113.7, 127.0.0.1' },
  { forwarded: 'for=203.0.113.7' },
  { 'x-real-ip': '203.0.113.7', 'true-client-ip': '203.0.113.7', 'cf-connecting-ip': '203.0.113.7' },
  { 'x-user-id': 'admin', 'x-user-scopes': 'contacts:pii', 'x-forwarded-user': 'admin', 'x-remote-user': 'admin' },
  { 'apollographql-client-name': 'admin', 'apollographql-client-version': '1' },
  { 'user-agent': 'admin', origin: 'http://localhost:1', cookie: 'user=admin' },
];

describe('without authentication a caller is its address', () => {
  test.each(claims)('whatever it says of itself: %j', async (headers) => {
    gateway = await startTestGateway();
    expect(await sameCaller({}, headers)).toBe(true);
  });

  test('and what a trusted proxy says it is', async () => {
    gateway = await startTestGateway({ settings: { trustedProxies: ['127.0.0.1'] } });
    const from = (address: string) => ({ 'x-forwarded-for': address });
    expect(await sameCaller(from('203.0.113.7'), from('203.0.113.8'))).toBe(false);
    expect(await sameCaller(from('203.0.113.7'), from('203.0.113.7'))).toBe(true);
    // What came before the proxy's own word is the client's.
    expect(await sameCaller(from('203.0.113.7'), from('203.0.113.9, 203.0.113.7'))).toBe(true);
    expect(await sameCaller({}, { 'x-user-id': 'admin' })).toBe(true);
  });

  test('and not what another proxy says it is', async () => {
    gateway = await startTestGateway({ settings: { trustedProxies: ['192.0.2.1'] } });
    expect(await sameCaller({}, { 'x-forwarded-for': '203.0.113.7' })).toBe(true);
  });
});

describe('with authentication a caller is its subject', () => {
  test.each(claims)('whatever it says of itself: %j', async (headers) => {
    gateway = await startTestGateway({ settings: { auth: issuer.settings, trustedProxies: ['127.0.0.1'] } });
    const token = bearer(await issuer.token());
    expect(await sameCaller(token, { ...token, ...headers })).toBe(true);
    expect(await sameCaller(token, { ...bearer(await issuer.token({ sub: 'agent-2' })), ...headers })).toBe(false);
  });

  test('whatever token it brings', async () => {
    gateway = await startTestGateway({ settings: { auth: issuer.settings } });
    const [one, other] = [await issuer.token({ jti: '1' }), await issuer.token({ jti: '2', scope: 'contacts:read' })];
    expect(one).not.toBe(other);
    expect(await sameCaller(bearer(one), bearer(other))).toBe(true);
  });

  test('which cannot be that of an address', async () => {
    gateway = await startTestGateway({ settings: { auth: issuer.settings } });
    const answer = await gateway.graphql(page, {}, { 'x-forwarded-for': '127.0.0.1' });
    expect(answer.status).toBe(statusWithoutToken);
    expect(answer.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    const named = bearer(await issuer.token({ sub: '127.0.0.1' }));
    expect(await sameCaller(named, bearer(await issuer.token()))).toBe(false);
  });

  test('and a header cannot give it a scope', async () => {
    gateway = await startTestGateway({ settings: { auth: issuer.settings } });
    const { errors } = await gateway.graphql(
      page,
      {},
      {
        ...bearer(await issuer.token({ scope: '' })),
        ...{ 'x-user-scopes': 'contacts:read', scope: 'contacts:read' },
      },
    );
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});

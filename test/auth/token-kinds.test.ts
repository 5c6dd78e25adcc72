import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { contacts } from '../support/demo.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { bearer, rawToken, rs256, startTestIssuer, type TestIssuer } from '../support/issuer.js';

let issuer: TestIssuer;
let gateway: TestGateway;
const logged: string[] = [];

beforeAll(async () => {
  issuer = await startTestIssuer();
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) });
  gateway = await startTestGateway({ log, settings: { auth: issuer.settings } });
});
afterAll(async () => {
  await gateway.close();
  await issuer.close();
});
beforeEach(() => {
  gateway.emulator.ledger.clear();
  logged.length = 0;
});

/** Sends a token that is an access token in all but what the case changes. */
function send(claims: Record<string, unknown>, header: object = {}): Promise<Response> {
  const text = JSON.stringify({ ...issuer.claims(), ...claims });
  const token = rawToken({ alg: 'RS256', kid: 'first', ...header }, text, rs256(issuer.key.privateKey));
  return fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...bearer(token) },
    body: JSON.stringify({ query: `{ connect { contact(id: "${contacts.voice}") { id } } }` }),
  });
}

/** What a token is like, its claims, its header, and the reason in the log. */
type Case = [what: string, claims: Record<string, unknown>, header: object, reason: string];

const byHeader = 'not an access token by its header typ';
const byClaim = (name: string) => `not an access token by its claim ${name}`;
const bound = 'bound to a key by its claim cnf, and no proof of the key is checked';
const event = 'a security event token by its claim events';
const idToken = (name: string) => `an ID token by its claim ${name}`;
const entra = 'an ID token of Microsoft Entra ID, because it names no client in azp or appid';
const hash = '77QmUPtjPfzWtF2AnpK9RQ';
const backChannel = 'http://schemas.openid.net/event/backchannel-logout';

const refused: Case[] = [
  ...[
    'logout+jwt',
    'application/logout+JWT',
    'secevent+jwt',
    'dpop+jwt',
    'token-introspection+jwt',
    'oauth-authz-req+jwt',
    'oauth-id-jag+jwt',
    'client-authentication+jwt',
    'kb+jwt',
    'dc+sd-jwt',
    'pop',
    'application/okta-internal-at+jwt',
    'application/application/at+jwt',
    'text/at+jwt',
    'id+jwt',
    '',
    ['at+jwt'],
    { typ: 'at+jwt' },
    true,
  ].map((typ): Case => [`the header typ ${JSON.stringify(typ)}`, {}, { typ }, byHeader]),

  ['a key by its hash, for DPoP', { cnf: { jkt: '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I' } }, {}, bound],
  [
    'a certificate by its hash, for mTLS',
    { cnf: { 'x5t#S256': 'bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2' } },
    {},
    bound,
  ],
  ['a key as it is', { cnf: { jwk: { kty: 'EC', crv: 'P-256', x: 'a', y: 'b' } } }, {}, bound],
  ['a key by its id', { cnf: { kid: 'key-1' } }, {}, bound],
  ['a TLS token binding', { cnf: { tbh: 'EXAMPLE' } }, {}, bound],
  ['a confirmation without a method', { cnf: {} }, {}, bound],
  ['a confirmation that is a text', { cnf: 'key-1' }, {}, bound],
  ['a confirmation that is false', { cnf: false }, {}, bound],
  ['a key, and a header that calls it an access token', { cnf: { jkt: 'a' } }, { typ: 'at+jwt' }, bound],

  ...['id', 'ID', 'refresh', 'logout', 'access ', 'accessid', '', ['access'], { access: true }, 7, false].map(
    (token_use): Case => [`token_use ${JSON.stringify(token_use)}`, { token_use }, {}, byClaim('token_use')],
  ),
  ...['ID', 'Refresh', 'Offline', 'Logout', 'Serialized-ID', 'DPoP', 'verify-email', 'RegistrationAccessToken', ''].map(
    (typ): Case => [`the claim typ ${JSON.stringify(typ)}`, { typ }, {}, byClaim('typ')],
  ),
  ['a list as its claim typ', { typ: ['Bearer'] }, {}, byClaim('typ')],
  ['a claim typ that denies its header', { typ: 'ID' }, { typ: 'at+jwt' }, byClaim('typ')],
  ...['id_token', 'refresh_token', 'logout_token'].map(
    (tokenName): Case => [`tokenName ${tokenName}`, { tokenName }, {}, byClaim('tokenName')],
  ),

  ['the event of a logout', { events: { [backChannel]: {} } }, {}, event],
  [
    'the event of a changed session',
    { events: { 'https://schemas.openid.net/secevent/caep/event-type/session-revoked': {} } },
    {},
    event,
  ],
  ['events that are none', { events: {} }, {}, event],
  ['events and a header that calls it an access token', { events: { [backChannel]: {} } }, { typ: 'at+jwt' }, event],

  ...['at_hash', 'c_hash', 's_hash', 'urn:openid:params:jwt:claim:rt_hash'].map(
    (name): Case => [`the claim ${name}`, { [name]: hash }, {}, idToken(name)],
  ),
  ['at_hash, and a token_use of access', { at_hash: hash, token_use: 'access' }, {}, idToken('at_hash')],
  ['an empty at_hash', { at_hash: '' }, {}, idToken('at_hash')],
  ['a nonce', { nonce: 'n-0S6_WzA2Mj' }, {}, idToken('nonce')],
  ['a nonce and the type JWT', { nonce: 'n-0S6_WzA2Mj', azp: 'client' }, { typ: 'JWT' }, idToken('nonce')],

  ['the version 1.0 of Entra and no client', { ver: '1.0', tid: 'tenant' }, {}, entra],
  ['the version 2.0 of Entra and no client', { ver: '2.0', tid: 'tenant', roles: ['contacts:read'] }, {}, entra],
  ['a client of Entra that is null', { ver: '2.0', tid: 'tenant', azp: null }, {}, entra],
];

const accepted: [what: string, claims: Record<string, unknown>, header: object][] = [
  ['no typ', {}, {}],
  ['the header typ at+jwt', {}, { typ: 'at+jwt' }],
  ['the header typ application/at+jwt', {}, { typ: 'application/at+jwt' }],
  ['the header typ AT+JWT', {}, { typ: 'AT+JWT' }],
  ['the header typ JWT', {}, { typ: 'JWT' }],
  ['the header typ application/jwt', {}, { typ: 'application/jwt' }],
  ['token_use access', { token_use: 'access' }, {}],
  ['the claim typ Bearer', { typ: 'Bearer' }, { typ: 'JWT' }],
  ['tokenName access_token', { tokenName: 'access_token', token_type: 'Bearer' }, {}],
  ['a nonce that Keycloak copied into an access token', { typ: 'Bearer', nonce: 'n-0S6_WzA2Mj' }, { typ: 'JWT' }],
  ['a nonce beside the header typ at+jwt', { nonce: 'n-0S6_WzA2Mj' }, { typ: 'at+jwt' }],
  ['a client of Entra in version 2.0', { ver: '2.0', tid: 'tenant', azp: 'client' }, { typ: 'JWT' }],
  ['a client of Entra in version 1.0', { ver: '1.0', tid: 'tenant', appid: 'client' }, { typ: 'JWT' }],
  ['the version of Okta', { ver: 1, cid: 'client', uid: 'user' }, {}],
  [
    'claims that are null and so say nothing',
    { cnf: null, events: null, nonce: null, at_hash: null, token_use: null },
    {},
  ],
  [
    'what others say of the sign-in',
    { auth_time: 1, acr: '1', amr: ['pwd'], sid: 's', azp: 'client', act: { sub: 'b' } },
    {},
  ],
];

describe('a credential that is no signed JWT', () => {
  const bySchemes: [string, string, string][] = [
    ['DPoP', 'Bearer', 'token not of the scheme Bearer'],
    ['Basic', 'Bearer', 'token not of the scheme Bearer'],
    ['Bearer', 'invalid_token', 'opaque or encrypted, not a signed JWT'],
  ];
  const opaque = 'KBSxkmG-OcpA6-cg';
  const encrypted = 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AAAA.AAAA.AAAA';
  test.each(bySchemes.flatMap((row) => [opaque, encrypted].map((token) => [row[0], token, row[1], row[2]])))(
    'such as "%s %s" is refused, and the log says why',
    async (scheme, token, challenge, reason) => {
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `${scheme} ${token}` },
        body: JSON.stringify({ query: '{ __typename }' }),
      });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toContain(challenge);
      const line = logged.find((one) => one.includes('not authenticated')) ?? '{}';
      expect(JSON.parse(line).reason).toBe(reason);
      expect(logged.join()).not.toContain(token);
    },
  );
});

describe('a token that is signed, current and for the gateway', () => {
  test.each(refused)('but has %s is refused, and the log says why', async (_what, claims, header, reason) => {
    const response = await send(claims, header);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer error="invalid_token", /);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(gateway.emulator.ledger.entries()).toEqual([]);
    const line = logged.find((one) => one.includes('not authenticated')) ?? '{}';
    expect(JSON.parse(line).reason).toBe(reason);
  });

  test.each(accepted)('and has %s is taken', async (_what, claims, header) => {
    const response = await send(claims, header);
    expect([response.status, await response.json()]).toEqual([
      200,
      { data: { connect: { contact: { id: contacts.voice } } } },
    ]);
  });

  test('but was refused before is refused again, and never remembered as checked', async () => {
    for (let round = 0; round < 3; round++) expect((await send({ cnf: { jkt: 'a' } })).status).toBe(401);
    expect((await send({})).status).toBe(200);
  });
});

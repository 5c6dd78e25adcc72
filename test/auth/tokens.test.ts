import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { CompactEncrypt, type CryptoKey, exportSPKI, generateKeyPair, importJWK, type JWTHeaderParameters } from 'jose';
import { pino } from 'pino';
import { contacts } from '../support/demo.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import {
  bearer,
  hs256,
  newKey,
  nowSeconds,
  rawToken,
  rs256,
  startTestIssuer,
  type TestIssuer,
  type TestKey,
} from '../support/issuer.js';

let issuer: TestIssuer;
let gateway: TestGateway;
/** Another key of the issuer's, for another algorithm. */
let elliptic: TestKey;
/** A key of somebody else's. */
let foreign: TestKey;
/** A key of the issuer's for encryption. */
let sealing: TestKey;
let foreignRequests = 0;
const foreignServer = createServer((_request, response) => {
  foreignRequests++;
  response.end(JSON.stringify({ keys: [foreign.publicJwk] }));
});
const logged: string[] = [];

beforeAll(async () => {
  issuer = await startTestIssuer();
  elliptic = await newKey('ES256', 'elliptic');
  foreign = await newKey('RS256', 'foreign');
  sealing = await newKey('RS256', 'sealing');
  const symmetric = {
    kty: 'oct',
    k: Buffer.from('a secret of 32 bytes, no more...').toString('base64url'),
    kid: 'oct',
  };
  issuer.answer = [issuer.key.publicJwk, elliptic.publicJwk, symmetric, { ...sealing.publicJwk, use: 'enc' }];
  foreignServer.listen(0, '127.0.0.1');
  await once(foreignServer, 'listening');
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) });
  gateway = await startTestGateway({ log, settings: { auth: issuer.settings } });
});
afterAll(async () => {
  await gateway.close();
  await issuer.close();
  foreignServer.close();
});
beforeEach(() => {
  gateway.emulator.ledger.clear();
  logged.length = 0;
});

const question = `{ connect { contact(id: "${contacts.voice}") { id } } }`;
const ask = (headers: Record<string, string>, path = '/graphql') =>
  fetch(gateway.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: question }),
  });

async function expectRefusal(response: Response, error: 'invalid_request' | 'invalid_token' | null): Promise<void> {
  expect(response.status).toBe(401);
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  const challenge = response.headers.get('www-authenticate');
  if (error) expect(challenge).toMatch(new RegExp(`^Bearer error="${error}", error_description="[A-Za-z ]+\\.?"$`));
  else expect(challenge).toBe('Bearer');
  const body = (await response.json()) as object;
  expect(body).toEqual({ errors: [{ message: expect.any(String), extensions: { code: 'UNAUTHENTICATED' } }] });
  expect(gateway.emulator.ledger.entries()).toEqual([]);
}

/** A claims set as text, with what JSON.stringify would not write. */
const textOf = (claims: object, ending: string) => `${JSON.stringify(claims).slice(0, -1)},${ending}}`;
const header = (changes: object = {}) => ({ alg: 'RS256', kid: 'first', ...changes });
const signed = (headers: object | string, payload: object | string) =>
  rawToken(headers, payload, rs256(issuer.key.privateKey));
const foreignUrl = () => `http://127.0.0.1:${(foreignServer.address() as AddressInfo).port}/jwks.json`;
const byForeignKey = (changes: Partial<JWTHeaderParameters>) => issuer.token({}, { header: changes, key: foreign });
const later = (seconds: number) => nowSeconds() + seconds;

/** What a token is like, and the token. */
type Case = [string, () => string | Promise<string>];

const refused: Case[] = [
  ...['none', 'None', 'nOnE', 'NONE', ''].flatMap((alg): Case[] => [
    [`alg "${alg}" without a signature`, () => rawToken({ alg }, issuer.claims())],
    [`alg "${alg}" and a key id`, () => rawToken(header({ alg }), issuer.claims())],
    [`alg "${alg}" and a good signature`, () => signed(header({ alg }), issuer.claims())],
  ]),
  ['no alg', () => signed({ kid: 'first' }, issuer.claims())],
  ['an alg that is a list', () => signed(header({ alg: ['RS256'] }), issuer.claims())],
  ['an alg that is null', () => signed(header({ alg: null }), issuer.claims())],
  ['an alg in lower case', () => signed(header({ alg: 'rs256' }), issuer.claims())],
  ['an alg that is a name of every object', () => signed(header({ alg: 'constructor' }), issuer.claims())],
  ['another alg than it was signed by', () => signed(header({ alg: 'RS512' }), issuer.claims())],
  ['HS256 and an empty secret', () => rawToken(header({ alg: 'HS256' }), issuer.claims(), hs256(''))],
  [
    'HS256 and the public key as its secret',
    async () => {
      const key = (await importJWK({ ...issuer.key.publicJwk, ext: true }, 'RS256')) as CryptoKey;
      return rawToken(header({ alg: 'HS256' }), issuer.claims(), hs256(await exportSPKI(key)));
    },
  ],
  [
    'HS256 and the text of the JWKS as its secret',
    () => rawToken(header({ alg: 'HS256' }), issuer.claims(), hs256(JSON.stringify(issuer.key.publicJwk))),
  ],
  [
    'HS256 and a secret that the JWKS gave away',
    () => rawToken({ alg: 'HS256', kid: 'oct' }, issuer.claims(), hs256('a secret of 32 bytes, no more...')),
  ],

  ...['../../dev/null', "' OR 1=1 --", '/etc/passwd\u0000', 'FIRST', '', 'x'.repeat(5_000), '__proto__'].map(
    (kid): Case => [`kid ${JSON.stringify(kid.slice(0, 20))}`, () => signed(header({ kid }), issuer.claims())],
  ),
  ...[7, null, ['first'], { first: true }].map(
    (kid): Case => [`kid ${JSON.stringify(kid)}`, () => signed(header({ kid }), issuer.claims())],
  ),
  ['the kid of a key that is not for signing', () => issuer.token({}, { header: { kid: 'sealing' }, key: sealing })],
  ['the kid of a key of another algorithm', () => signed(header({ kid: 'elliptic' }), issuer.claims())],

  ['the signature of somebody else', () => byForeignKey({})],
  ['somebody else who brings the key along', () => byForeignKey({ jwk: foreign.publicJwk as never })],
  [
    'somebody else who brings the key along, and no kid',
    () => byForeignKey({ jwk: foreign.publicJwk as never, kid: undefined }),
  ],
  ['somebody else who says where the key is', () => byForeignKey({ jku: foreignUrl(), kid: 'foreign' })],
  ['somebody else who says where the certificate is', () => byForeignKey({ x5u: foreignUrl(), kid: 'foreign' })],
  ['somebody else who brings a certificate', () => byForeignKey({ x5c: ['MIIB'] })],
  ['no signature', async () => (await issuer.token()).replace(/[^.]+$/, '')],
  ['a part of its signature', async () => (await issuer.token()).slice(0, -20)],
  ['a claim that was changed', async () => swapPayload(await issuer.token(), { ...issuer.claims(), sub: 'admin' })],
  ['a header that was changed', async () => swapHeader(await issuer.token(), header({ typ: 'JWT' }))],

  ['an end an hour ago', () => issuer.token({ exp: later(-3_600) })],
  ['an end two minutes ago', () => issuer.token({ exp: later(-120) })],
  ['no end', () => issuer.token({ exp: undefined })],
  ['an end that is text', () => issuer.token({ exp: String(later(3_600)) })],
  ['an end that is a date', () => issuer.token({ exp: new Date(Date.now() + 3_600_000).toISOString() })],
  ['an end that is null', () => issuer.token({ exp: null })],
  ['an end that is no number', () => signed(header(), textOf({ ...issuer.claims(), exp: undefined }, '"exp":1e999'))],
  ['an end before all time', () => issuer.token({ exp: -1 })],
  ['a beginning in an hour', () => issuer.token({ nbf: later(3_600) })],
  ['a beginning that is text', () => issuer.token({ nbf: '0' })],
  ['an issue in an hour', () => issuer.token({ iat: later(3_600) })],
  ['an issue in two minutes', () => issuer.token({ iat: later(120) })],
  ['an issue that is text', () => issuer.token({ iat: String(nowSeconds()) })],

  ['another issuer', () => issuer.token({ iss: 'https://login.example.org/' })],
  ['an issuer without its last slash', () => issuer.token({ iss: 'https://login.example.com' })],
  ['an issuer with a slash more', () => issuer.token({ iss: 'https://login.example.com//' })],
  ['an issuer in upper case', () => issuer.token({ iss: 'HTTPS://LOGIN.EXAMPLE.COM/' })],
  ['an issuer that begins with ours', () => issuer.token({ iss: 'https://login.example.com/.evil.example' })],
  ['a list of issuers', () => issuer.token({ iss: ['https://login.example.com/'] })],
  ['no issuer', () => issuer.token({ iss: undefined })],

  ['another audience', () => issuer.token({ aud: 'https://mail.example.com' })],
  ['an audience that begins with ours', () => issuer.token({ aud: 'https://contacts.example.com.evil.example' })],
  ['a list of other audiences', () => issuer.token({ aud: ['a', 'b'] })],
  ['an empty list of audiences', () => issuer.token({ aud: [] })],
  ['audiences within a list within a list', () => issuer.token({ aud: [['https://contacts.example.com']] })],
  ['no audience', () => issuer.token({ aud: undefined })],
  ['an audience that is true', () => issuer.token({ aud: true })],

  ['no subject', () => issuer.token({ sub: undefined })],
  ['an empty subject', () => issuer.token({ sub: '' })],
  ['a subject that is a number', () => issuer.token({ sub: 7 })],
  ['a subject of 2,000 characters', () => issuer.token({ sub: 'x'.repeat(2_000) })],

  ['a critical header that nobody knows', () => signed(header({ crit: ['exp'], exp: 1 }), issuer.claims())],
  ['critical headers that are not there', () => signed(header({ crit: ['more'] }), issuer.claims())],
  ['no critical headers at all', () => signed(header({ crit: [] }), issuer.claims())],
  ['a payload that is not encoded', () => signed(header({ crit: ['b64'], b64: false }), issuer.claims())],
  ...['logout+jwt', 'dpop+jwt', 'secevent+jwt', 'application/secevent+jwt', 'JWE'].map(
    (typ): Case => [`the type ${typ}`, () => issuer.token({}, { header: { typ } })],
  ),
  ['a type that is a number', () => signed(header({ typ: 7 }), issuer.claims())],

  [
    'encrypted content',
    async () => {
      const { publicKey } = await generateKeyPair('RSA-OAEP-256');
      const text = new TextEncoder().encode(JSON.stringify(issuer.claims()));
      return new CompactEncrypt(text)
        .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM', kid: 'first' })
        .encrypt(publicKey);
    },
  ],
  ['a payload that is no JSON', () => signed(header(), 'agent-1')],
  ['a payload that is a list', () => signed(header(), [issuer.claims()])],
  ['a payload that is null', () => signed(header(), 'null')],
  ['an empty payload', () => signed(header(), '')],
  ['a header that is no JSON', () => signed('RS256', issuer.claims())],
  ['a header that nests deeply', () => signed('['.repeat(5_000), issuer.claims())],
  ['two parts', async () => (await issuer.token()).split('.').slice(0, 2).join('.')],
  ['four parts', async () => `${await issuer.token()}.x`],
  ['nothing but dots', () => '..'],
  ['one word', () => 'abracadabra'],
];

const accepted: Case[] = [
  ['what a token should have', () => issuer.token()],
  ['a list of audiences with ours in it', () => issuer.token({ aud: ['a', 'https://contacts.example.com'] })],
  ['an end half a minute ago, as clocks may differ', () => issuer.token({ exp: later(-30) })],
  ['a beginning in half a minute', () => issuer.token({ nbf: later(30) })],
  ['an issue in half a minute', () => issuer.token({ iat: later(30) })],
  ['no issue', () => issuer.token({ iat: undefined })],
  [
    'another key and algorithm of the issuer',
    () => issuer.token({}, { header: { alg: 'ES256', kid: 'elliptic' }, key: elliptic }),
  ],
  ['no kid, where one key can be meant', () => issuer.token({}, { header: { kid: undefined } })],
  ['the type at+jwt', () => issuer.token({}, { header: { typ: 'at+jwt' } })],
  ['the type application/at+jwt', () => issuer.token({}, { header: { typ: 'application/at+JWT' } })],
  ['the type JWT', () => issuer.token({}, { header: { typ: 'JWT' } })],
  [
    'pointers to other keys that nobody follows',
    () => issuer.token({}, { header: { jku: foreignUrl(), x5u: foreignUrl(), jwk: foreign.publicJwk as never } }),
  ],
  ['claims that nobody knows, deeply nested', () => signed(header(), { ...issuer.claims(), x: nested(500) })],
];

const nested = (depth: number): object => (depth === 0 ? {} : { x: nested(depth - 1) });
const swapPayload = (token: string, payload: object) => swap(token, 1, payload);
const swapHeader = (token: string, changed: object) => swap(token, 0, changed);
function swap(token: string, part: number, content: object): string {
  const parts = token.split('.');
  parts[part] = Buffer.from(JSON.stringify(content)).toString('base64url');
  return parts.join('.');
}

describe('a token', () => {
  test.each(refused)('with %s is refused before anything is called', async (_what, make) => {
    const token = await make();
    const response = await ask(bearer(token));
    const text = await response.clone().text();
    await expectRefusal(response, token === '' ? null : 'invalid_token');
    for (const part of token.split('.').filter((one) => one.length > 4)) expect(text).not.toContain(part);
    const line = logged.find((one) => one.includes('not authenticated')) ?? '';
    expect(JSON.parse(line)).toMatchObject({ reason: expect.stringMatching(/^[\w ,]{5,80}$/) });
    for (const part of token.split('.').filter((one) => one.length > 5)) expect(logged.join()).not.toContain(part);
  });

  test.each(accepted)('with %s is taken', async (_what, make) => {
    const response = await ask(bearer(await make()));
    expect(await response.json()).toEqual({ data: { connect: { contact: { id: contacts.voice } } } });
    expect(response.status).toBe(200);
  });

  test('that points to keys of its own has nobody look there', () => {
    expect(foreignRequests).toBe(0);
  });

  test('that says the same twice is taken by what it says last', async () => {
    const token = signed(header(), textOf(issuer.claims(), '"scope":"directory:read"'));
    const { errors } = await gateway.graphql(question, {}, bearer(token));
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', requiredScopes: ['contacts:read'] } }]);
  });
});

/** Sends bytes as they are and returns all that comes back. */
function talk(text: string): Promise<string> {
  const { hostname, port } = new URL(gateway.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(text));
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

describe('a request', () => {
  const withToken = async (form: (token: string) => Record<string, string>) => ask(form(await issuer.token()));

  test.each<[string, (token: string) => string]>([
    ['as RFC 6750 has it', (token) => `Bearer ${token}`],
    ['in lower case', (token) => `bearer ${token}`],
    ['in upper case', (token) => `BEARER ${token}`],
    ['after several spaces', (token) => `Bearer   ${token}`],
  ])('names its token %s', async (_how, value) => {
    const response = await withToken((token) => ({ authorization: value(token) }));
    expect(response.status).toBe(200);
  });

  test.each<[string, (token: string) => Record<string, string>]>([
    ['an empty token', () => ({ authorization: 'Bearer ' })],
    ['a tab before the token', (token) => ({ authorization: `Bearer\t${token}` })],
    ['a tab after a space', (token) => ({ authorization: `Bearer \t${token}` })],
    ['two tokens', (token) => ({ authorization: `Bearer ${token} ${token}` })],
    ['two credentials in one header', (token) => ({ authorization: `Bearer ${token}, Bearer ${token}` })],
    ['a token in quotes', (token) => ({ authorization: `Bearer "${token}"` })],
    ['letters that no token has', (token) => ({ authorization: `Bearer ${token}\u00e9` })],
  ])('with %s is refused as malformed', async (_what, headers) => {
    await expectRefusal(await withToken(headers), 'invalid_request');
  });

  test.each<[string, (token: string) => Record<string, string>]>([
    ['no header', () => ({})],
    ['an empty header', () => ({ authorization: '' })],
    ['another scheme', () => ({ authorization: 'Basic YWdlbnQ6cGFzc3dvcmQ=' })],
    ['a token without a scheme', (token) => ({ authorization: token })],
    ['a scheme that only begins like ours', (token) => ({ authorization: `Bearerx ${token}` })],
    ['a token in another header', (token) => ({ 'x-authorization': `Bearer ${token}`, 'x-access-token': token })],
    ['a token for a proxy', (token) => ({ 'proxy-authorization': `Bearer ${token}` })],
    ['a token in a cookie', (token) => ({ cookie: `access_token=${token}; authorization=Bearer ${token}` })],
    ['a name in place of a token', () => ({ 'x-user-id': 'admin', 'x-forwarded-user': 'admin', from: 'admin' })],
  ])('with %s has none', async (_what, headers) => {
    await expectRefusal(await withToken(headers), null);
  });

  test('with its token in the query has none, and the token is in no log', async () => {
    const token = await issuer.token();
    await expectRefusal(await ask({}, `/graphql?access_token=${token}`), null);
    expect(logged.join()).not.toContain(token);
  });

  test.each<[string, (token: string) => string[]]>([
    ['the same token twice', (token) => [`Bearer ${token}`, `Bearer ${token}`]],
    ['a good token and then another', (token) => [`Bearer ${token}`, 'Bearer other']],
    ['another token and then a good one', (token) => ['Bearer other', `Bearer ${token}`]],
    ['no token and then a good one', (token) => ['', `Bearer ${token}`]],
  ])('with %s in headers of their own is refused', async (_what, values) => {
    const lines = values(await issuer.token()).map((value) => `Authorization: ${value}\r\n`);
    const body = JSON.stringify({ query: question });
    const answer = await talk(
      `POST /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n${lines.join('')}\r\n${body}`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
    expect(answer).toContain('www-authenticate: Bearer error="invalid_request"');
    expect(gateway.emulator.ledger.entries()).toEqual([]);
  });

  test('with a token or a key id of a megabyte is refused, and the next is served', async () => {
    const huge = rawToken(header({ kid: 'x'.repeat(1_000_000) }), issuer.claims());
    for (const token of ['x'.repeat(1_000_000), huge]) {
      const answer = await talk(`GET /schema.graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 431 /);
      expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toHaveProperty('errors');
    }
    expect((await withToken(bearer)).status).toBe(200);
  });
});

describe('without a token', () => {
  test.each([
    ['a query', { query: '{ connect { id } }' }],
    ['introspection', { query: '{ __schema { queryType { name } } }' }],
    ['the name of a type', { query: '{ __typename }' }],
    ['the schema of the subgraph', { query: '{ _service { sdl } }' }],
    [
      'entities',
      {
        query: `{ _entities(representations: [{ __typename: "ConnectContact", id: "${contacts.voice}" }]) { __typename } }`,
      },
    ],
    ['a mutation', { query: `mutation { stopContact(input: { contactId: "${contacts.voice}" }) { __typename } }` }],
    ['a document that is broken', { query: '{' }],
    ['a persisted query', { extensions: { persistedQuery: { version: 1, sha256Hash: 'ab' } } }],
    ['a batch', [{ query: '{ __typename }' }]],
  ])('%s is refused', async (_what, body) => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    await expectRefusal(response, null);
  });

  test.each([
    ['POST', '/graphql', '{'],
    ['POST', '/graphql', 'x'.repeat(2_000_000)],
    ['POST', '/graphql', undefined],
    ['GET', '/graphql?query={__typename}', undefined],
    ['PUT', '/graphql', '{}'],
    ['DELETE', '/graphql', undefined],
    ['GET', '/schema.graphql', undefined],
    ['GET', '/schema.graphql?x=1', undefined],
    ['GET', '/%73chema.graphql', undefined],
    ['GET', '/%67raphql?query={__typename}', undefined],
  ])('%s %s is refused', async (method, path, body) => {
    const headers = { 'content-type': 'application/json', 'apollo-require-preflight': '1' };
    await expectRefusal(await fetch(gateway.url + path, { method, headers, body }), null);
  });

  test('the head of the schema is refused', async () => {
    const response = await fetch(`${gateway.url}/schema.graphql`, { method: 'HEAD' });
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  });

  test.each([
    ['/healthz', 200],
    ['/readyz', 200],
    // The page, which the sources have no build of.
    ['/', 503],
    ['/nowhere', 404],
    ['/graphql/', 404],
    ['//graphql', 404],
    ['/GRAPHQL', 404],
    ['/page/../schema.graphql', 404],
    ['/page/%2e%2e/schema.graphql', 404],
    ['/healthz/../schema.graphql', 404],
  ])('%s is open, or is not there', async (path, status) => {
    const answer = await talk(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(answer.slice(0, 13)).toBe(`HTTP/1.1 ${status} `);
    expect(answer).not.toContain('type Query');
  });

  test('a browser may ask whether it may call, and reads why it was refused', async () => {
    const origin = 'http://localhost:5173';
    const preflight = await fetch(`${gateway.url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
    const response = await ask({ origin });
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
    expect(response.headers.get('access-control-expose-headers')).toContain('www-authenticate');
    await expectRefusal(response, null);
  });
});

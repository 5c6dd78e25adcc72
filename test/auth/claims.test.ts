import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { Authentication, type AuthSettings } from '../../src/auth/authentication.js';
import { claimOf, wordsOf } from '../../src/auth/claims.js';
import type { Caller } from '../../src/ids/caller.js';
import { startTestIssuer, type TestIssuer } from '../support/issuer.js';

let issuer: TestIssuer;
let authentications: Authentication[] = [];
beforeEach(async () => {
  issuer = await startTestIssuer();
});
afterEach(async () => {
  for (const authentication of authentications) authentication.close();
  authentications = [];
  await issuer.close();
});

/** The caller of a token with these claims, or the reason why it is refused. */
async function callerOf(settings: Partial<AuthSettings>, claims: object): Promise<Caller | string> {
  const authentication = new Authentication({ ...issuer.settings, ...settings }, pino({ level: 'silent' }));
  authentications.push(authentication);
  const token = await issuer.token({ scope: undefined, ...claims });
  const found = await authentication.authenticate(['Authorization', `Bearer ${token}`]);
  return 'reason' in found ? found.reason : found;
}
async function scopesOf(settings: Partial<AuthSettings>, claims: object): Promise<string[] | string> {
  const caller = await callerOf(settings, claims);
  return typeof caller === 'string' ? caller : [...(caller.scopes ?? [])];
}

describe('a claim', () => {
  const claims = {
    plain: 1,
    none: null,
    'https://example.com/scopes': 'by its name',
    'https://example': { 'com/scopes': 'by a path' },
    realm_access: { roles: ['a'], none: null, list: [{ roles: 'in a list' }] },
    'realm_access.exact': 'by its name',
    resource_access: { 'contacts.example.com': { roles: ['b'] }, contacts: { 'example.com': { roles: 'shorter' } } },
    a: { b: { c: 'deep' } },
    'a.b': { d: 'by a name with a dot' },
  };
  test.each<[string, unknown]>([
    ['plain', 1],
    ['none', undefined],
    ['missing', undefined],
    ['https://example.com/scopes', 'by its name'],
    ['realm_access.roles', ['a']],
    ['realm_access.exact', 'by its name'],
    ['realm_access.none', undefined],
    ['realm_access.missing', undefined],
    ['realm_access.roles.0', undefined],
    ['realm_access.list.0.roles', undefined],
    ['plain.roles', undefined],
    ['none.roles', undefined],
    ['resource_access.contacts.example.com.roles', ['b']],
    ['a.b.c', 'deep'],
    ['a.b.d', 'by a name with a dot'],
    ['constructor', undefined],
    ['constructor.name', undefined],
    ['__proto__.constructor', undefined],
    ['realm_access.toString', undefined],
    ['.', undefined],
    ['', undefined],
  ])('of the path "%s" is %j', (path, value) => {
    expect(claimOf(claims, path)).toEqual(value);
  });

  test.each<[unknown, string[]]>([
    ['a b', ['a', 'b']],
    ['  a \t b\n', ['a', 'b']],
    ['a,b, c', ['a', 'b', 'c']],
    [
      ['a', 'b c', 7, null, ['d'], 'e,f'],
      ['a', 'b', 'c', 'e', 'f'],
    ],
    [undefined, []],
    [{ a: true }, []],
    ['', []],
  ])('of %j has the words %j', (claim, words) => {
    expect(wordsOf(claim)).toEqual(words);
  });
});

describe('the scopes of a token', () => {
  const prefixed = (scopePrefix: string) => ({ scopePrefix });
  test.each<[string, Partial<AuthSettings>, object, string[]]>([
    [
      'of Amazon Cognito',
      prefixed('contact-gateway/'),
      { scope: 'openid contact-gateway/contacts:read' },
      ['contacts:read'],
    ],
    ['of an API by its URI', prefixed('api://gateway/'), { scp: ['api://gateway/contacts:write'] }, ['contacts:write']],
    [
      'with a colon',
      prefixed('gateway:'),
      { scope: 'gateway:contacts:read,gateway:directory:read' },
      ['contacts:read', 'directory:read'],
    ],
    ['without the prefix that is set', prefixed('contact-gateway/'), { scope: 'contacts:read' }, []],
    [
      'of another resource server',
      prefixed('contact-gateway/'),
      { scope: 'crm/contacts:read my/contact-gateway/contacts:read' },
      [],
    ],
    ['with the prefix twice', prefixed('a/'), { scope: 'a/a/contacts:read' }, []],
    ['with the prefix in capitals', prefixed('a/'), { scope: 'A/contacts:read' }, []],
    ['with a prefix that is not set', {}, { scope: 'a/contacts:read' }, []],
    [
      'in two claims',
      { scopesClaims: ['scp', 'roles'] },
      { scp: 'contacts:read', roles: ['directory:read'] },
      ['contacts:read', 'directory:read'],
    ],
    [
      'in the second of two claims',
      { scopesClaims: ['scp', 'roles'] },
      { roles: ['contacts:read'] },
      ['contacts:read'],
    ],
    [
      'in a claim that is not named',
      { scopesClaims: ['scp'] },
      { scope: 'contacts:read', roles: ['contacts:read'] },
      [],
    ],
    [
      'in a claim below another',
      { scopesClaims: ['realm_access.roles'] },
      { realm_access: { roles: ['contacts:read'] } },
      ['contacts:read'],
    ],
    [
      'in a claim named by a URL',
      { scopesClaims: ['https://example.com/scopes'] },
      { 'https://example.com/scopes': 'contacts:read' },
      ['contacts:read'],
    ],
    [
      'in both, with a prefix',
      { scopesClaims: ['a.b'], ...prefixed('x/') },
      { a: { b: ['x/contacts:pii'] } },
      ['contacts:pii'],
    ],
  ])('%s are %j', async (_which, settings, claims, expected) => {
    expect(await scopesOf(settings, claims)).toEqual(expected);
  });
});

describe('the audience of a token', () => {
  const byClient = { audienceClaim: 'client_id', audiences: ['client-1', 'https://contacts.example.com'] };
  const unnamed = (claim: string) => `${claim} names no audience of AUTH_AUDIENCE`;
  const unsaid = 'nothing says that it is an access token, as AUTH_AUDIENCE_CLAIM=client_id needs';
  const access = { aud: undefined, token_use: 'access' };
  test.each<[string, Partial<AuthSettings>, object, string | null]>([
    ['in aud', {}, {}, null],
    ['missing', {}, { aud: undefined }, unnamed('aud')],
    [
      'in client_id alone, without the setting',
      {},
      { ...access, client_id: 'https://contacts.example.com' },
      unnamed('aud'),
    ],
    ['in client_id', byClient, { ...access, client_id: 'client-1' }, null],
    ['of a token that calls itself Bearer', byClient, { aud: undefined, typ: 'Bearer', client_id: 'client-1' }, null],
    ['in a list', { ...byClient, audienceClaim: 'clients' }, { ...access, clients: ['other', 'client-1'] }, null],
    [
      'in a claim below another',
      { ...byClient, audienceClaim: 'a.client' },
      { ...access, a: { client: 'client-1' } },
      null,
    ],
    ['another client', byClient, { ...access, client_id: 'client-2' }, unnamed('client_id')],
    ['a client in capitals', byClient, { ...access, client_id: 'CLIENT-1' }, unnamed('client_id')],
    ['no client', byClient, access, unnamed('client_id')],
    ['a client that is a number', byClient, { ...access, client_id: 1 }, unnamed('client_id')],
    ['in aud alone, with the setting', byClient, { token_use: 'access' }, unnamed('client_id')],
    ['in client_id and aud', byClient, { token_use: 'access', client_id: 'client-1' }, null],
    [
      'in client_id but not in aud',
      byClient,
      { token_use: 'access', client_id: 'client-1', aud: 'other' },
      unnamed('aud'),
    ],
    [
      'in client_id, of a token that does not say what it is',
      byClient,
      { aud: undefined, client_id: 'client-1' },
      unsaid,
    ],
    [
      'in client_id, of an ID token',
      byClient,
      { client_id: 'client-1', token_use: 'id' },
      'not an access token by its claim token_use',
    ],
  ])('%s', async (_which, settings, claims, reason) => {
    const caller = await callerOf(settings, claims);
    if (reason === null) expect(caller).toMatchObject({ id: 'https://login.example.com/ agent-1' });
    else expect(caller).toBe(reason);
  });
});

test('subject and instances may be claims below others', async () => {
  const settings = { subjectClaim: 'employee.id', instancesClaim: 'connect.instances' };
  expect(await callerOf(settings, { employee: { id: 'E-7' }, connect: { instances: 'i-1 i-2' } })).toMatchObject({
    id: 'https://login.example.com/ E-7',
    instances: ['i-1', 'i-2'],
  });
});

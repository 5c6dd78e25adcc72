import { generateKeyPairSync, sign } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { errors } from 'jose';
import { pino } from 'pino';
import { Authentication } from '../../src/auth/authentication.js';
import { KeySet, NoKeys } from '../../src/auth/key-set.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { bearer, newKey, rawToken, startTestIssuer, type TestIssuer, type TestKey } from '../support/issuer.js';

const silent = pino({ level: 'silent' });
const down = { status: 500, text: 'down' };
let issuer: TestIssuer;
let closers: (() => unknown)[] = [];
beforeEach(async () => {
  issuer = await startTestIssuer();
  closers = [() => issuer.close()];
});
afterEach(async () => {
  for (const close of closers.reverse()) await close();
});

const by = (key: TestKey) => issuer.token({}, { key, header: { kid: key.kid } });
const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

/** The keys of the issuer, on a clock that the test moves. */
function keySet() {
  const clock = { now: 0 };
  const changed = jest.fn();
  const times = { refreshMs: 300_000, maxAgeMs: 3_600_000, cooldownMs: 30_000 };
  const keys = new KeySet(issuer.settings.jwksUrl, silent, changed, times, () => clock.now);
  closers.push(() => keys.close());
  const find = (kid: string) => keys.find({ alg: 'RS256', kid }, { payload: '', signature: '' });
  return { keys, clock, changed, find };
}

describe('the keys of an issuer', () => {
  test('are read once for all that ask at the start', async () => {
    const { find } = keySet();
    await Promise.all(Array.from({ length: 20 }, () => find('first')));
    expect(issuer.requests()).toBe(1);
  });

  test('are read again at once for a key that is new, and then not for any number of made-up ones', async () => {
    const { find, clock } = keySet();
    await find('first');
    const second = await newKey('RS256', 'second');
    issuer.answer = [issuer.key.publicJwk, second.publicJwk];
    await find('second');
    expect(issuer.requests()).toBe(2);
    for (let round = 0; round < 300; round++) {
      await expect(find(`made up ${round}`)).rejects.toThrow(errors.JWKSNoMatchingKey);
    }
    expect(issuer.requests()).toBe(2);
    clock.now += 30_000;
    await Promise.all(Array.from({ length: 50 }, () => expect(find('made up')).rejects.toThrow()));
    expect(issuer.requests()).toBe(3);
  });

  test('are not asked for by made-up key ids more often when the issuer is down', async () => {
    const { find } = keySet();
    await find('first');
    issuer.answer = down;
    for (let round = 0; round < 100; round++) await expect(find('made up')).rejects.toThrow(errors.JWKSNoMatchingKey);
    expect(issuer.requests()).toBe(2);
    await find('first');
  });

  test('that cannot be read at the start let nobody in, until they can be', async () => {
    issuer.answer = down;
    const { keys, find, clock } = keySet();
    for (let round = 0; round < 20; round++) await expect(find('first')).rejects.toThrow(NoKeys);
    expect([issuer.requests(), await keys.ready()]).toEqual([1, false]);
    issuer.answer = [issuer.key.publicJwk];
    await expect(find('first')).rejects.toThrow(NoKeys);
    clock.now += 2_000;
    await find('first');
    expect([issuer.requests(), await keys.ready()]).toEqual([2, true]);
  });

  test('are read anew behind those who need them, who do not wait', async () => {
    const { keys, find, clock, changed } = keySet();
    await find('first');
    clock.now += 300_000;
    issuer.answer = 'nothing';
    keys.keepFresh();
    await find('first');
    while (issuer.requests() < 2) await turn();
    expect(changed).toHaveBeenCalledTimes(1);
  });

  test('serve for an hour when they cannot be read anew, and then nobody', async () => {
    const { keys, find, clock } = keySet();
    await find('first');
    issuer.answer = down;
    for (clock.now = 300_000; clock.now < 3_600_000; clock.now += 100_000) {
      keys.keepFresh();
      await find('first');
      // The last one is over before the next one may begin.
      while (keys.reading) await turn();
    }
    expect(issuer.requests()).toBe(1 + 33);
    clock.now = 3_600_000;
    await expect(find('first')).rejects.toThrow(NoKeys);
    expect(keys.usable).toBe(false);
    issuer.answer = [issuer.key.publicJwk];
    clock.now += 2_000;
    await find('first');
  });

  test.each<[string, TestIssuer['answer']]>([
    ['a page', { status: 200, text: '<html>Maintenance</html>' }],
    ['nothing', { status: 204, text: '' }],
    ['another address', { status: 302, text: '' }],
    ['an empty object', { status: 200, text: '{}' }],
    ['keys that are no list', { status: 200, text: '{"keys":{"first":{}}}' }],
    ['keys that are no keys', { status: 200, text: '{"keys":["first"]}' }],
    ['null', { status: 200, text: 'null' }],
    ['no key', []],
  ])('stay as they are when the answer is %s', async (_what, answer) => {
    const { keys, find, clock, changed } = keySet();
    await find('first');
    issuer.answer = answer;
    clock.now += 300_000;
    keys.keepFresh();
    while (keys.reading) await turn();
    expect(issuer.requests()).toBe(2);
    await find('first');
    expect(changed).toHaveBeenCalledTimes(1);
  });

  test('are waited for no longer than a read may take', async () => {
    issuer.answer = 'nothing';
    const keys = new KeySet(issuer.settings.jwksUrl, silent, () => {}, { timeoutMs: 100 });
    expect(await keys.ready()).toBe(false);
  });
});

describe('a token', () => {
  const takes = async (authentication: Authentication, token: string) => {
    return !('reason' in (await authentication.authenticate(['Authorization', `Bearer ${token}`])));
  };
  const authenticationOf = (keyTimes = {}) => {
    const authentication = new Authentication({ ...issuer.settings, keyTimes }, silent);
    closers.push(() => authentication.close());
    return authentication;
  };

  test('that was checked is known the next time, until it expires', async () => {
    const authentication = authenticationOf();
    const headers = ['Host', 'x', 'aUTHORIZATION', `Bearer ${await issuer.token()}`];
    const caller = await authentication.authenticate(headers);
    expect(caller).toMatchObject({ id: 'https://login.example.com/ agent-1', instances: null });
    expect(authentication.authenticate(headers)).toBe(caller);
    jest.useFakeTimers({
      now: Date.now() + 3_700_000,
      doNotFake: ['performance', 'setTimeout', 'setImmediate', 'nextTick', 'queueMicrotask'],
    });
    closers.push(() => jest.useRealTimers());
    expect(await authentication.authenticate(headers)).toEqual({
      error: 'invalid_token',
      reason: 'ERR_JWT_EXPIRED exp',
    });
  });

  test('that was refused is looked at again the next time', async () => {
    const authentication = authenticationOf({ cooldownMs: 0 });
    const second = await newKey('RS256', 'second');
    const token = await by(second);
    expect(await takes(authentication, token)).toBe(false);
    issuer.answer = [second.publicJwk];
    expect(await takes(authentication, token)).toBe(true);
  });

  test('that was checked is no longer taken once its key was withdrawn', async () => {
    const authentication = authenticationOf({ refreshMs: 0, cooldownMs: 0 });
    const token = await issuer.token();
    expect(await takes(authentication, token)).toBe(true);
    issuer.answer = [(await newKey('RS256', 'second')).publicJwk];
    while (await takes(authentication, token)) await turn();
  });

  test('of a megabyte is refused without being looked at', () => {
    const token = 'x'.repeat(1_000_000);
    expect(authenticationOf().authenticate(['Authorization', `Bearer ${token}`])).toEqual({
      error: 'invalid_request',
      reason: 'token too long',
    });
  });

  test('without a key id is refused where several keys could be meant', async () => {
    issuer.answer = [issuer.key.publicJwk, (await newKey('RS256', 'second')).publicJwk];
    expect(await takes(authenticationOf(), await issuer.token({}, { header: { kid: undefined } }))).toBe(false);
    expect(await takes(authenticationOf(), await issuer.token())).toBe(true);
  });

  test('by a key that is too short is refused', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    issuer.answer = [{ ...(publicKey.export({ format: 'jwk' }) as object), kty: 'RSA', kid: 'short' }];
    const token = rawToken({ alg: 'RS256', kid: 'short' }, issuer.claims(), (signed) =>
      sign('RSA-SHA256', Buffer.from(signed), privateKey),
    );
    expect(await takes(authenticationOf(), token)).toBe(false);
  });

  test.each<[string, string | null, object, string[]]>([
    ['scope', null, { scope: 'contacts:read directory:read' }, ['contacts:read', 'directory:read']],
    ['scope as a list', null, { scope: ['contacts:pii'] }, ['contacts:pii']],
    ['scp', null, { scope: undefined, scp: 'contacts:read' }, ['contacts:read']],
    ['scp as a list', null, { scope: undefined, scp: ['contacts:write'] }, ['contacts:write']],
    ['scope beside scp', null, { scope: '', scp: 'contacts:write' }, []],
    ['another claim', 'permissions', { permissions: ['contacts:read'], scope: 'contacts:write' }, ['contacts:read']],
    ['another claim that is missing', 'permissions', { scope: 'contacts:write' }, []],
    ['scopes of others', null, { scope: 'openid CONTACTS:READ contacts:read:x contacts: *' }, []],
    ['scopes by commas', null, { scope: 'contacts:read,contacts:write' }, ['contacts:read', 'contacts:write']],
    ['what is no text', null, { scope: { 'contacts:read': true } }, []],
    ['a list of what is no text', null, { scope: [7, null, ['contacts:read'], 'contacts:write'] }, ['contacts:write']],
    ['no scope', null, { scope: undefined }, []],
  ])('has its scopes in %s', async (_where, claim, claims, expected) => {
    const authentication = new Authentication({ ...issuer.settings, scopesClaims: claim ? [claim] : [] }, silent);
    closers.push(() => authentication.close());
    const caller = await authentication.authenticate(['Authorization', `Bearer ${await issuer.token({ ...claims })}`]);
    expect([...('scopes' in caller ? (caller.scopes ?? []) : ['refused'])]).toEqual(expected);
  });

  test('names its caller by the claim that is set for it', async () => {
    const authentication = new Authentication({ ...issuer.settings, subjectClaim: 'employee' }, silent);
    closers.push(() => authentication.close());
    const callerOf = async (claims: Record<string, unknown>) =>
      authentication.authenticate(['Authorization', `Bearer ${await issuer.token(claims)}`]);
    expect(await callerOf({ employee: 'E-7' })).toMatchObject({ id: 'https://login.example.com/ E-7' });
    expect(await callerOf({})).toEqual({ error: 'invalid_token', reason: 'employee is not a valid subject' });
  });
});

describe('a gateway', () => {
  const query = '{ connect { alias } }';
  const start = async (): Promise<TestGateway> => {
    const gateway = await startTestGateway({ settings: { auth: issuer.settings } });
    closers.push(() => gateway.close());
    return gateway;
  };
  const statusOf = async (gateway: TestGateway, token: string) =>
    (await gateway.graphql(query, {}, bearer(token))).status;
  const ready = async ({ url }: TestGateway) => (await fetch(`${url}/readyz`)).json();

  test('whose issuer is down at the start is not ready and lets nobody in, until the issuer is up', async () => {
    issuer.answer = down;
    const gateway = await start();
    const token = await issuer.token();
    const response = await fetch(`${gateway.url}/readyz`);
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ status: 'not ready', reason: 'no keys to verify tokens' });
    expect(await statusOf(gateway, token)).toBe(401);
    expect((await fetch(`${gateway.url}/healthz`)).status).toBe(200);
    issuer.answer = [issuer.key.publicJwk];
    while ((await fetch(`${gateway.url}/readyz`)).status !== 200) await turn();
    expect(await statusOf(gateway, token)).toBe(200);
  });

  test('whose issuer is down later goes on with the keys that it has', async () => {
    const gateway = await start();
    expect(await ready(gateway)).toEqual({ status: 'ready' });
    issuer.answer = down;
    expect(await statusOf(gateway, await issuer.token({ sub: 'one' }))).toBe(200);
    expect(await statusOf(gateway, await issuer.token({ sub: 'another' }))).toBe(200);
    expect(await ready(gateway)).toEqual({ status: 'ready' });
  });

  test('takes a new key of its issuer after one more read', async () => {
    const gateway = await start();
    expect(await statusOf(gateway, await issuer.token())).toBe(200);
    const second = await newKey('ES256', 'second');
    issuer.answer = [second.publicJwk];
    const token = await issuer.token({}, { key: second, header: { alg: 'ES256', kid: 'second' } });
    expect([await statusOf(gateway, token), issuer.requests()]).toEqual([200, 2]);
    expect([await statusOf(gateway, await issuer.token()), issuer.requests()]).toEqual([401, 2]);
  });

  test('does not ask its issuer for each key id that somebody makes up', async () => {
    const gateway = await start();
    const tokens = await Promise.all(
      Array.from({ length: 60 }, (_, index) => issuer.token({}, { header: { kid: `made up ${index}` } })),
    );
    const statuses = await Promise.all(tokens.map((token) => statusOf(gateway, token)));
    expect(new Set(statuses)).toEqual(new Set([401]));
    expect(issuer.requests()).toBeLessThanOrEqual(2);
    expect(await statusOf(gateway, await issuer.token())).toBe(200);
  });
});

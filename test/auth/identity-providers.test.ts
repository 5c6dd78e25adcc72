import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { Authentication, type AuthSettings } from '../../src/auth/authentication.js';
import { readConfig } from '../../src/config.js';
import { blocksOf } from '../docs/blocks.mjs';
import { contacts } from '../support/demo.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { bearer, nowSeconds, rawToken, rs256, startTestIssuer, type TestIssuer } from '../support/issuer.js';
import { entraIdTokenOfVersion1, type OtherToken, otherTokens } from '../support/other-tokens.js';

/** Settings of the document, with the tokens that stand below them. */
interface Setup {
  readonly provider: string;
  readonly line: number;
  readonly env: Readonly<Record<string, string>>;
  readonly tokens: { readonly header: object; readonly payload: Readonly<Record<string, unknown>> }[];
}

const markdown = readFileSync(new URL('../../docs/identity-providers.md', import.meta.url), 'utf8');
const setups = setupsOf(markdown);
const titled = setups.map((setup): [string, Setup] => [`${setup.provider} in line ${setup.line}`, setup]);

function setupsOf(document: string): Setup[] {
  const lines = document.split('\n');
  const found: Setup[] = [];
  for (const { line, language, text } of blocksOf(document)) {
    const heading = lines.slice(0, line).findLast((one) => one.startsWith('## ')) ?? '';
    if (language === 'env') {
      found.push({ provider: heading.slice(3), line, env: parseEnv(text) as Record<string, string>, tokens: [] });
    }
    if (language === 'json') found.at(-1)?.tokens.push(JSON.parse(text));
  }
  return found;
}

let issuer: TestIssuer;
const logged: string[] = [];
const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) });
let closers: (() => unknown)[] = [];
beforeAll(async () => {
  issuer = await startTestIssuer();
});
afterAll(() => issuer.close());
afterEach(async () => {
  for (const close of closers) await close();
  closers = [];
  logged.length = 0;
});

/** As the gateway starts with them, but with the keys of the test. */
function authOf(env: Setup['env']): AuthSettings {
  const { config, problems } = readConfig({ CONNECT_MODE: 'emulator', ...env });
  expect(problems).toBeUndefined();
  if (!config?.auth) throw new Error('The settings have no authentication.');
  return { ...config.auth, jwksUrl: issuer.settings.jwksUrl };
}

async function gatewayWith(env: Setup['env']): Promise<TestGateway> {
  const gateway = await startTestGateway({ log, settings: { auth: authOf(env) } });
  closers.push(() => gateway.close());
  return gateway;
}

/** The token as the document has it, but by the key of the test and of the present time. */
function signed({ header, payload }: Pick<OtherToken, 'header' | 'payload'>): string {
  const now = nowSeconds();
  const times = { iat: now, nbf: now, exp: now + 300 };
  return rawToken({ ...header, kid: issuer.key.kid }, { ...payload, ...times }, rs256(issuer.key.privateKey));
}

const question = `{ connect { queues(first: 1) { nodes { __typename } } contact(id: "${contacts.voice}") { id name } } }`;

describe('the document of identity providers', () => {
  test('has settings and tokens for each of five providers, with keys that come by https', () => {
    expect([...new Set(setups.map(({ provider }) => provider))]).toEqual(Object.keys(otherTokens));
    for (const { env, tokens } of setups) {
      expect(tokens.length).toBeGreaterThan(0);
      expect(env.AUTH_JWKS_URL).toMatch(/^https:/);
    }
  });

  test.each(titled)('has settings for %s that take the tokens below them', async (_title, { env, tokens }) => {
    const gateway = await gatewayWith(env);
    for (const token of tokens) {
      const { status, data, errors } = await gateway.graphql(question, {}, bearer(signed(token)));
      expect([status, data]).toEqual([
        200,
        {
          connect: { queues: { nodes: [{ __typename: 'ConnectQueue' }] }, contact: { id: contacts.voice, name: null } },
        },
      ]);
      // No more than the token has: a name is personal data.
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', requiredScopes: ['contacts:pii'] } }]);
    }
  });

  test.each(titled)('has no setting for %s that could be left out', async (_title, { env, tokens }) => {
    const optional = ['AUTH_AUDIENCE_CLAIM', 'AUTH_SCOPE_PREFIX', 'AUTH_SCOPES_CLAIM'].filter((name) => name in env);
    for (const name of optional) {
      const { [name]: _, ...rest } = env;
      const authentication = new Authentication(authOf(rest), log);
      closers.push(() => authentication.close());
      const callers = await Promise.all(
        tokens.map((token) => authentication.authenticate(['Authorization', `Bearer ${signed(token)}`])),
      );
      const scopes = callers.map((caller) => ('scopes' in caller ? (caller.scopes?.size ?? 0) : 0));
      expect({ name, least: Math.min(...scopes) < 2 }).toEqual({ name, least: true });
    }
  });

  const refused = setups.flatMap(({ provider, env }) => {
    const isFirst = setups.find((setup) => setup.provider === provider)?.env === env;
    const ofVersion1 = env.AUTH_ISSUER?.startsWith('https://sts.windows.net/') ? [entraIdTokenOfVersion1] : [];
    const tokens = [...(isFirst ? (otherTokens[provider] ?? []) : []), ...ofVersion1];
    return tokens.map((token): [string, string, Setup['env'], OtherToken] => [provider, token.name, env, token]);
  });

  test.each(refused)('has settings for %s that refuse %s, and the log says why', async (_of, _what, env, token) => {
    const gateway = await gatewayWith(env);
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...bearer(signed(token)) },
      body: JSON.stringify({ query: question }),
    });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer error="invalid_token", /);
    expect(gateway.emulator.ledger.entries()).toEqual([]);
    const line = logged.find((one) => one.includes('not authenticated')) ?? '{}';
    expect(JSON.parse(line).reason.slice(0, token.reason.length)).toBe(token.reason);
    // The document explains the reason.
    expect(markdown).toContain(token.reason.replace(/ claim.*| names.*|, .*/, ''));
  });

  test('explains the token for Microsoft Graph, whose signature fails on account of its nonce', async () => {
    const [, setup] = titled.find(([, { provider }]) => provider === 'Microsoft Entra ID') ?? [];
    const authentication = new Authentication(authOf(setup?.env ?? {}), log);
    closers.push(() => authentication.close());
    const [header, ...rest] = signed({ header: { alg: 'RS256' }, payload: {} }).split('.');
    const changed = { ...JSON.parse(Buffer.from(header ?? '', 'base64url').toString()), nonce: 'EXAMPLE' };
    const token = [Buffer.from(JSON.stringify(changed)).toString('base64url'), ...rest].join('.');
    expect(await authentication.authenticate(['Authorization', `Bearer ${token}`])).toEqual({
      error: 'invalid_token',
      reason: expect.stringContaining('as with tokens for Microsoft Graph, which have a nonce in the header'),
    });
  });
});

import { createHmac, KeyObject, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTHeaderParameters, SignJWT } from 'jose';
import type { AuthSettings } from '../../src/auth/authentication.js';

export interface TestKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  /** With `kid` and `alg`. */
  readonly publicJwk: JWK;
}

export interface TokenOptions {
  readonly header?: Partial<JWTHeaderParameters>;
  /** The issuer's own first one unless given. */
  readonly key?: Pick<TestKey, 'privateKey'>;
}

/** An issuer of tokens with a JWKS on a port of its own. */
export interface TestIssuer {
  /** To trust it. */
  readonly settings: AuthSettings;
  readonly key: TestKey;
  /** What its JWKS answers with: keys, a status and a text, or nothing ever. */
  answer: readonly JWK[] | { readonly status: number; readonly text: string } | 'nothing';
  /** How often the JWKS was asked. */
  readonly requests: () => number;
  /** What a valid token says. */
  claims(): Record<string, unknown>;
  /** A token that is valid but for what is changed; a claim that is undefined is left out. */
  token(changes?: Record<string, unknown>, options?: TokenOptions): Promise<string>;
  close(): Promise<void>;
}

export const nowSeconds = (): number => Math.floor(Date.now() / 1_000);

export async function newKey(alg: string, kid: string): Promise<TestKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg } };
}

let firstKey: Promise<TestKey> | undefined;

export async function startTestIssuer(changes: Partial<AuthSettings> = {}): Promise<TestIssuer> {
  // It takes long to make.
  firstKey ??= newKey('RS256', 'first');
  const key = await firstKey;
  let requests = 0;
  const server = createServer((request: IncomingMessage, response) => {
    requests++;
    request.resume();
    const { answer } = issuer;
    if (answer === 'nothing') return;
    const { status, text } = 'status' in answer ? answer : { status: 200, text: JSON.stringify({ keys: answer }) };
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(text);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const settings: AuthSettings = {
    issuer: 'https://login.example.com/',
    audiences: ['https://contacts.example.com'],
    audienceClaim: 'aud',
    jwksUrl: `http://127.0.0.1:${port}/jwks.json`,
    subjectClaim: 'sub',
    scopesClaims: [],
    scopePrefix: '',
    instancesClaim: null,
    ...changes,
  };
  const issuer: TestIssuer = {
    settings,
    key,
    answer: [key.publicJwk],
    requests: () => requests,
    claims: () => ({
      iss: settings.issuer,
      aud: settings.audiences[0],
      sub: 'agent-1',
      iat: nowSeconds(),
      exp: nowSeconds() + 3_600,
      scope: 'contacts:read contacts:write contacts:pii directory:read',
    }),
    token: (claims = {}, { header, key: { privateKey } = key } = {}) =>
      new SignJWT(JSON.parse(JSON.stringify({ ...issuer.claims(), ...claims })))
        .setProtectedHeader({ alg: 'RS256', kid: key.kid, ...header })
        .sign(privateKey),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return issuer;
}

export const bearer = (token: string): { authorization: string } => ({ authorization: `Bearer ${token}` });

/** A JWS of which the test makes every part itself, for what no library would make: text is taken as it is. */
export function rawToken(
  header: object | string,
  payload: object | string,
  signature: (signed: string) => Buffer = () => Buffer.alloc(0),
): string {
  const part = (value: object | string) =>
    Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
  const signed = `${part(header)}.${part(payload)}`;
  return `${signed}.${signature(signed).toString('base64url')}`;
}

/** Signs as RS256 does, whatever the header says. */
export const rs256 = (key: CryptoKey) => (signed: string) =>
  sign('RSA-SHA256', Buffer.from(signed), KeyObject.from(key as never));

/** Signs as HS256 does. */
export const hs256 = (secret: string | Buffer) => (signed: string) =>
  createHmac('sha256', secret).update(signed).digest();

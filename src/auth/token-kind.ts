import type { JWTHeaderParameters, JWTPayload } from 'jose';
import { claimOf } from './claims.js';

/**
 * Media types of an access token: `at+jwt` (RFC 9068, section 2.1), and `JWT` or none, which most issuers still write.
 * Every other explicit type (RFC 8725, section 3.11) is that of another kind: `logout+jwt`, `secevent+jwt`, `dpop+jwt`.
 */
const accessTokenTypes: readonly unknown[] = [undefined, 'jwt', 'at+jwt'];

/** Claims in which issuers write the kind of a token, with the values that mean an access token, in lower case. */
const kindClaims: Readonly<Record<string, readonly unknown[]>> = {
  // Amazon Cognito; else `id`.
  token_use: ['access'],
  // Keycloak; else ID, Refresh, Offline, Logout and those of its action tokens.
  typ: ['bearer', 'at+jwt'],
  // ForgeRock and PingAM; else id_token.
  tokenName: ['access_token'],
};

/** Hashes that tie an ID token to what was issued beside it; no other token has them. */
const idTokenHashes = [
  // OpenID Connect Core 1.0, section 3.3.2.11.
  'at_hash',
  'c_hash',
  // FAPI 1.0 part 2, section 5.1.
  's_hash',
  // OpenID Connect CIBA Core 1.0, section 10.3.1.
  'urn:openid:params:jwt:claim:rt_hash',
];

/** Why the header shows that this is no access token; null when it does not. Holds nothing of the token. */
export function problemOfHeader(header: JWTHeaderParameters): string | null {
  return accessTokenTypes.includes(typeOf(header)) ? null : 'not an access token by its header typ';
}

/**
 * Why the claims show that this is no access token, or none that its bearer alone may use; null when they do not. Holds
 * nothing of the token.
 */
export function problemOfClaims(header: JWTHeaderParameters, claims: JWTPayload): string | null {
  const says = (name: string) => claimOf(claims, name) !== undefined;
  for (const [name, kinds] of Object.entries(kindClaims)) {
    if (says(name) && !kinds.includes(lower(claimOf(claims, name)))) return `not an access token by its claim ${name}`;
  }
  // RFC 7800: a key that the sender must prove to hold, by DPoP (RFC 9449, section 6) or mTLS (RFC 8705, section 3).
  // The proof is not checked here, and without it a token that was stolen would serve the thief.
  if (says('cnf')) return 'bound to a key by its claim cnf, and no proof of the key is checked';
  // RFC 8417, section 2.2: every security event token has it, such as a logout token, and nothing else may.
  if (says('events')) return 'a security event token by its claim events';
  const hash = idTokenHashes.find(says);
  if (hash) return `an ID token by its claim ${hash}`;
  // OpenID Connect Core 1.0, section 2, has it for ID tokens. Keycloak before version 25 copies it into access tokens,
  // which say what they are; no other issuer is known to.
  if (says('nonce') && !saysAccessToken(header, claims)) return 'an ID token by its claim nonce';
  if (isEntraIdToken(claims)) return 'an ID token of Microsoft Entra ID, as it names no client in azp or appid';
  return null;
}

/** Whether the token says outright that it is an access token; most issuers' do not. */
export function saysAccessToken(header: JWTHeaderParameters, claims: JWTPayload): boolean {
  return (
    typeOf(header) === 'at+jwt' ||
    Object.entries(kindClaims).some(([name, kinds]) => kinds.includes(lower(claimOf(claims, name))))
  );
}

/**
 * Microsoft Entra ID says nowhere what kind a token is. Its access tokens name their client, in `azp` (version 2.0) or
 * `appid` (1.0), and its ID tokens do not: see its references of access token claims and of ID token claims. Where a page
 * and its API are one registration, both kinds have the same audience.
 */
function isEntraIdToken(claims: JWTPayload): boolean {
  const { ver, tid } = claims;
  if ((ver !== '1.0' && ver !== '2.0') || typeof tid !== 'string') return false;
  return claimOf(claims, 'azp') === undefined && claimOf(claims, 'appid') === undefined;
}

/** In lower case, without the `application/` that may be left out (RFC 7515, section 4.1.9). */
function typeOf({ typ }: JWTHeaderParameters): unknown {
  const type = lower(typ ?? undefined);
  return typeof type === 'string' ? type.replace(/^application\//, '') : type;
}

function lower(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

import type { JWTHeaderParameters, JWTPayload } from 'jose';
import { claimOf } from './claims.js';

/**
 * Media types of an access token: `at+jwt` (RFC 9068, section 2.1), and `JWT` or none, which most issuers still use.
 * Any other type (RFC 8725, section 3.11) marks another kind of token, such as `logout+jwt`, `secevent+jwt` or
 * `dpop+jwt`.
 */
const accessTokenTypes: readonly unknown[] = [undefined, 'jwt', 'at+jwt'];

/** Claims in which issuers state the kind of a token, with the values for an access token in lower case. */
const kindClaims: Readonly<Record<string, readonly unknown[]>> = {
  // Amazon Cognito. Its ID tokens have `id`.
  token_use: ['access'],
  // Keycloak. Its other tokens have ID, Refresh, Offline, Logout and the types of action tokens.
  typ: ['bearer', 'at+jwt'],
  // ForgeRock and PingAM. Their ID tokens have id_token.
  tokenName: ['access_token'],
};

/** Claims with the hash of a token, code or state that belongs to an ID token. Only ID tokens have these claims. */
const idTokenHashes = [
  // OpenID Connect Core 1.0, section 3.3.2.11.
  'at_hash',
  'c_hash',
  // FAPI 1.0 part 2, section 5.1.
  's_hash',
  // OpenID Connect CIBA Core 1.0, section 10.3.1.
  'urn:openid:params:jwt:claim:rt_hash',
];

/**
 * Returns the reason if the header shows that a token is not an access token, else null. The reason repeats nothing of
 * the token.
 */
export function problemOfHeader(header: JWTHeaderParameters): string | null {
  return accessTokenTypes.includes(typeOf(header)) ? null : 'not an access token by its header typ';
}

/**
 * Returns the reason if the claims show that a token is not an access token, or that it requires a proof of possession;
 * else null. The reason repeats nothing of the token.
 */
export function problemOfClaims(header: JWTHeaderParameters, claims: JWTPayload): string | null {
  const has = (name: string) => claimOf(claims, name) !== undefined;
  for (const [name, kinds] of Object.entries(kindClaims)) {
    if (has(name) && !kinds.includes(lower(claimOf(claims, name)))) return `not an access token by its claim ${name}`;
  }
  // RFC 7800: the sender must prove possession of a key, by DPoP (RFC 9449, section 6) or mTLS (RFC 8705, section 3).
  // The gateway does not check the proof, and without a check a stolen token could be used.
  if (has('cnf')) return 'bound to a key by its claim cnf, and no proof of the key is checked';
  // RFC 8417, section 2.2: only security event tokens, such as logout tokens, have this claim.
  if (has('events')) return 'a security event token by its claim events';
  const hash = idTokenHashes.find(has);
  if (hash) return `an ID token by its claim ${hash}`;
  // OpenID Connect Core 1.0, section 2, defines `nonce` for ID tokens. Keycloak before version 25 copies it into access
  // tokens, but states their kind in `typ`. No other issuer is known to copy it.
  if (has('nonce') && !isMarkedAccessToken(header, claims)) return 'an ID token by its claim nonce';
  if (isEntraIdToken(claims)) return 'an ID token of Microsoft Entra ID, because it names no client in azp or appid';
  return null;
}

/** Whether the header `typ` or a claim states that a token is an access token. The tokens of most issuers do not. */
export function isMarkedAccessToken(header: JWTHeaderParameters, claims: JWTPayload): boolean {
  return (
    typeOf(header) === 'at+jwt' ||
    Object.entries(kindClaims).some(([name, kinds]) => kinds.includes(lower(claimOf(claims, name))))
  );
}

/**
 * Whether the claims are those of an ID token of Microsoft Entra ID, which does not state the kind of a token. Its
 * access tokens name their client in `azp` (version 2.0) or `appid` (1.0), and its ID tokens do not; see its references
 * of access token claims and ID token claims. If a web app and its API share an app registration, both kinds have
 * the same audience.
 */
function isEntraIdToken(claims: JWTPayload): boolean {
  const { ver, tid } = claims;
  if ((ver !== '1.0' && ver !== '2.0') || typeof tid !== 'string') return false;
  return claimOf(claims, 'azp') === undefined && claimOf(claims, 'appid') === undefined;
}

/** Returns the `typ` in lower case, without the optional prefix `application/` (RFC 7515, section 4.1.9). */
function typeOf({ typ }: JWTHeaderParameters): unknown {
  const type = lower(typ ?? undefined);
  return typeof type === 'string' ? type.replace(/^application\//, '') : type;
}

function lower(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

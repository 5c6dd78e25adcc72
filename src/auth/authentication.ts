import { hash } from 'node:crypto';
import { decodeProtectedHeader, errors, type JWTVerifyResult, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { Caller } from '../ids/caller.js';
import { scopes } from '../ids/scope.js';
import type { Proxies } from '../lib/proxies.js';
import { bearerToken } from './bearer.js';
import { claimOf, wordsOf } from './claims.js';
import { KeySet, type KeySetTimes } from './key-set.js';
import { isMarkedAccessToken, problemOfClaims, problemOfHeader } from './token-kind.js';

/** Settings of authentication. A claim is given by its name, or by a path with dots such as `realm_access.roles`. */
export interface AuthSettings {
  /** Exact value of a token's `iss` claim. */
  readonly issuer: string;
  /** Accepted audiences, one of which the audience claim must contain. */
  readonly audiences: readonly string[];
  /** Claim with the audience. With another claim than `aud`, tokens must pass `isMarkedAccessToken`. */
  readonly audienceClaim: string;
  readonly jwksUrl: string;
  /** Claim that identifies the caller. */
  readonly subjectClaim: string;
  /** Claims with the scopes; empty for `scope`, or for `scp` in a token without `scope`. */
  readonly scopesClaims: readonly string[];
  /** Prefix of the gateway's scopes in a token. Scopes without the prefix are ignored. Empty for no prefix. */
  readonly scopePrefix: string;
  /** Claim with the instances that a caller may use; null if all callers may use all instances. */
  readonly instancesClaim: string | null;
  /** Overrides of the key set's times, for tests. */
  readonly keyTimes?: Partial<KeySetTimes>;
}

/** Refusal of a request without a valid token. */
export interface Refusal {
  /** Error code of RFC 6750 for the client; null if the request has no bearer token. */
  readonly error: 'invalid_request' | 'invalid_token' | null;
  /** Reason for the log. It contains nothing of the token. */
  readonly reason: string;
}

/** Accepted signature algorithms. All are asymmetric, so the keys that verify a token cannot sign one. */
const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
/** Accepted difference between the clocks of the issuer and the gateway, in seconds. */
const skewSeconds = 60;
/** Maximum number of verified tokens in the cache; the least recently used is evicted first. */
const maxCachedTokens = 10_000;
const maxSubjectLength = 1_000;

interface VerifiedToken {
  readonly caller: Caller;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/**
 * Authenticates callers by a JWT of an issuer. A verified token is cached by its hash until it expires or the issuer's
 * keys change.
 */
export class Authentication {
  readonly #keys: KeySet;
  readonly #verified = new LRUCache<string, VerifiedToken>({ max: maxCachedTokens });

  constructor(
    private readonly settings: AuthSettings,
    log: Logger,
    proxies: Proxies | null = null,
  ) {
    const onChange = (): void => this.#verified.clear();
    this.#keys = new KeySet(settings.jwksUrl, log, onChange, settings.keyTimes, undefined, proxies);
    this.#keys.keepFresh();
  }

  /** Authenticates a request. @param rawHeaders Node's `rawHeaders`: header names and values, alternating. */
  authenticate(rawHeaders: readonly string[]): Caller | Refusal | Promise<Caller | Refusal> {
    const found = bearerToken(rawHeaders);
    if ('none' in found) {
      const isAbsent = found.none === 'absent' || found.none === 'not of the scheme Bearer';
      return { error: isAbsent ? null : 'invalid_request', reason: `token ${found.none}` };
    }
    const key = hash('sha256', found.token, 'base64url');
    const known = this.#verified.get(key);
    this.#keys.keepFresh();
    if (known && this.#keys.usable && Date.now() < known.expiresAt) return known.caller;
    return this.#check(found.token, key);
  }

  /** Whether there are keys to verify tokens with. Waits for a read of the keys if needed. */
  ready(): Promise<boolean> {
    return this.#keys.ready();
  }

  close(): void {
    this.#keys.close();
  }

  async #check(token: string, key: string): Promise<Caller | Refusal> {
    try {
      const verified = await jwtVerify(
        token,
        (header, jws) => {
          const problem = problemOfHeader(header);
          if (problem) throw new WrongKind(problem);
          return this.#keys.find(header, jws);
        },
        { algorithms, issuer: this.settings.issuer, clockTolerance: skewSeconds },
      );
      const verifiedToken = this.#read(verified);
      if (typeof verifiedToken === 'string') return { error: 'invalid_token', reason: verifiedToken };
      this.#verified.set(key, verifiedToken);
      return verifiedToken.caller;
    } catch (error) {
      return { error: 'invalid_token', reason: reasonOf(error, token) };
    }
  }

  /** Returns the caller of a verified token, or the reason to refuse it. */
  #read({ payload, protectedHeader }: JWTVerifyResult): VerifiedToken | string {
    const problem = problemOfClaims(protectedHeader, payload) ?? this.#problemOfAudience({ payload, protectedHeader });
    if (problem) return problem;
    const { iat = 0, exp = Infinity } = payload;
    if (iat > Date.now() / 1_000 + skewSeconds) return 'iat is in the future';
    if (!Number.isFinite(exp)) return 'exp is not a valid time';
    const { issuer, subjectClaim, instancesClaim } = this.settings;
    const subject = claimOf(payload, subjectClaim);
    if (typeof subject !== 'string' || subject === '' || subject.length > maxSubjectLength) {
      return `${subjectClaim} is not a valid subject`;
    }
    const granted = this.#grantedBy(payload);
    return {
      caller: {
        id: `${issuer} ${subject}`,
        scopes: new Set(scopes.filter((scope) => granted.has(scope))),
        instances: instancesClaim ? wordsOf(claimOf(payload, instancesClaim)) : null,
      },
      expiresAt: (exp + skewSeconds) * 1_000,
    };
  }

  /** Returns the reason why the token is not for this gateway; null if it is. */
  #problemOfAudience({ payload, protectedHeader }: JWTVerifyResult): string | null {
    const { audiences, audienceClaim } = this.settings;
    const isAudience = (claim: unknown) =>
      audiences.some((audience) => claim === audience || (Array.isArray(claim) && claim.includes(audience)));
    if (!isAudience(claimOf(payload, audienceClaim))) return `${audienceClaim} names no audience of AUTH_AUDIENCE`;
    if (audienceClaim === 'aud') return null;
    // RFC 7519, section 4.1.3: only the recipients that `aud` names may accept the token.
    if (payload.aud !== undefined && !isAudience(payload.aud)) return 'aud names no audience of AUTH_AUDIENCE';
    // ID tokens may have the same audience claim, and many differ from access tokens only in `aud`.
    if (isMarkedAccessToken(protectedHeader, payload)) return null;
    return `nothing says that it is an access token, as AUTH_AUDIENCE_CLAIM=${audienceClaim} needs`;
  }

  /** Returns the scopes in a token without their prefix, including scopes that the gateway does not know. */
  #grantedBy(payload: JWTVerifyResult['payload']): ReadonlySet<string> {
    const { scopesClaims, scopePrefix } = this.settings;
    const claims =
      scopesClaims.length > 0 ? scopesClaims.map((claim) => claimOf(payload, claim)) : [payload.scope ?? payload.scp];
    const words = claims.flatMap(wordsOf).filter((word) => word.startsWith(scopePrefix));
    return new Set(words.map((word) => word.slice(scopePrefix.length)));
  }
}

/** Error for a token whose header shows that it is not an access token. The message contains nothing of the token. */
class WrongKind extends Error {
  override readonly name = 'WrongKind';
}

/**
 * Returns the reason why a token could not be verified. Uses jose's error codes, because its messages may repeat
 * claims.
 */
function reasonOf(error: unknown, token: string): string {
  if (error instanceof WrongKind) return error.message;
  // An opaque token is one word, an encrypted one has five parts (RFC 7516, section 3.1).
  if (token.split('.').length !== 3) return 'opaque or encrypted, not a signed JWT';
  if (error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTExpired) {
    return `${error.code} ${error.claim}`;
  }
  if (error instanceof errors.JWSSignatureVerificationFailed && 'nonce' in decodeProtectedHeader(token)) {
    return `${error.code}, as with tokens for Microsoft Graph, which have a nonce in the header`;
  }
  if (error instanceof errors.JOSEError) return error.code;
  return error instanceof Error ? error.name : 'unknown';
}

import { hash } from 'node:crypto';
import { decodeProtectedHeader, errors, type JWTVerifyResult, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { Caller } from '../ids/caller.js';
import type { Proxies } from '../lib/proxies.js';
import { bearerToken } from './bearer.js';
import { claimOf, wordsOf } from './claims.js';
import { KeySet, type KeySetTimes } from './key-set.js';
import { scopes } from './scopes.js';
import { problemOfClaims, problemOfHeader, saysAccessToken } from './token-kind.js';

/** Claims are named by their name, or by the path to them with dots, such as `realm_access.roles`. */
export interface AuthSettings {
  /** As it must stand in a token's `iss`, to the letter. */
  readonly issuer: string;
  /** The claim of the audience must hold one of them. */
  readonly audiences: readonly string[];
  /** The claim that names the audience. Any but `aud` needs tokens that say outright that they are access tokens. */
  readonly audienceClaim: string;
  readonly jwksUrl: string;
  /** The claim that names the caller. */
  readonly subjectClaim: string;
  /** The claims that hold the scopes; empty for `scope`, or `scp` where there is no such. */
  readonly scopesClaims: readonly string[];
  /** The text before each scope that is meant for the gateway, which ignores those without it; empty for none. */
  readonly scopePrefix: string;
  /** The claim that holds the instances that a caller may use; null when all may use all. */
  readonly instancesClaim: string | null;
  /** Other times than the usual ones, for tests. */
  readonly keyTimes?: Partial<KeySetTimes>;
}

/** A request whose caller is not known. */
export interface Refusal {
  /** The error that RFC 6750 lets the client know; null when it sent no token at all. */
  readonly error: 'invalid_request' | 'invalid_token' | null;
  /** For the log; holds nothing of the token. */
  readonly reason: string;
}

/** Algorithms that sign with a private key: nobody who can check a token can make one. */
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
/** Seconds by which the issuer's clock may differ from ours. */
const skewSeconds = 60;
/** Tokens that are remembered as checked, the least used given up first. */
const maxRemembered = 10_000;
const maxSubjectLength = 1_000;

interface Checked {
  readonly caller: Caller;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/**
 * Finds out who asks, by a JWT that an issuer signed. A token that was checked is remembered by its hash until it expires
 * or the issuer's keys change: the next request with it costs a hash.
 */
export class Authentication {
  readonly #keys: KeySet;
  readonly #checked = new LRUCache<string, Checked>({ max: maxRemembered });

  constructor(
    private readonly settings: AuthSettings,
    log: Logger,
    proxies: Proxies | null = null,
  ) {
    const onChange = (): void => this.#checked.clear();
    this.#keys = new KeySet(settings.jwksUrl, log, onChange, settings.keyTimes, undefined, proxies);
    this.#keys.keepFresh();
  }

  /** @param rawHeaders Names and values in turns, as they came. */
  authenticate(rawHeaders: readonly string[]): Caller | Refusal | Promise<Caller | Refusal> {
    const found = bearerToken(rawHeaders);
    if ('none' in found) {
      const isAbsent = found.none === 'absent' || found.none === 'not of the scheme Bearer';
      return { error: isAbsent ? null : 'invalid_request', reason: `token ${found.none}` };
    }
    const key = hash('sha256', found.token, 'base64url');
    const known = this.#checked.get(key);
    this.#keys.keepFresh();
    if (known && this.#keys.usable && Date.now() < known.expiresAt) return known.caller;
    return this.#check(found.token, key);
  }

  /** Whether there are keys to check tokens with. */
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
      const checked = this.#read(verified);
      if (typeof checked === 'string') return { error: 'invalid_token', reason: checked };
      this.#checked.set(key, checked);
      return checked.caller;
    } catch (error) {
      return { error: 'invalid_token', reason: reasonOf(error, token) };
    }
  }

  /** The claims of a verified token, or the rule that they break. */
  #read({ payload, protectedHeader }: JWTVerifyResult): Checked | string {
    const problem = problemOfClaims(protectedHeader, payload) ?? this.#problemOfAudience({ payload, protectedHeader });
    if (problem) return problem;
    const { iat = 0, exp = Infinity } = payload;
    if (iat > Date.now() / 1_000 + skewSeconds) return 'iat lies in the future';
    if (!Number.isFinite(exp)) return 'exp is no time';
    const { issuer, subjectClaim, instancesClaim } = this.settings;
    const subject = claimOf(payload, subjectClaim);
    if (typeof subject !== 'string' || subject === '' || subject.length > maxSubjectLength) {
      return `${subjectClaim} names nobody`;
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

  /** Why the token is not for this gateway; null when it is. */
  #problemOfAudience({ payload, protectedHeader }: JWTVerifyResult): string | null {
    const { audiences, audienceClaim } = this.settings;
    const isMeant = (claim: unknown) =>
      audiences.some((audience) => claim === audience || (Array.isArray(claim) && claim.includes(audience)));
    if (!isMeant(claimOf(payload, audienceClaim))) return `${audienceClaim} names no audience of AUTH_AUDIENCE`;
    if (audienceClaim === 'aud') return null;
    // RFC 7519, section 4.1.3: a token with an audience is for nobody else.
    if (payload.aud !== undefined && !isMeant(payload.aud)) return 'aud names no audience of AUTH_AUDIENCE';
    // The client is named by its ID tokens too: what tells them apart from access tokens is otherwise `aud` alone.
    if (saysAccessToken(protectedHeader, payload)) return null;
    return `nothing says that it is an access token, as AUTH_AUDIENCE_CLAIM=${audienceClaim} needs`;
  }

  /** The scopes that a token grants, without their prefix; among them some that the gateway does not know. */
  #grantedBy(payload: JWTVerifyResult['payload']): ReadonlySet<string> {
    const { scopesClaims, scopePrefix } = this.settings;
    const claims =
      scopesClaims.length > 0 ? scopesClaims.map((claim) => claimOf(payload, claim)) : [payload.scope ?? payload.scp];
    const words = claims.flatMap(wordsOf).filter((word) => word.startsWith(scopePrefix));
    return new Set(words.map((word) => word.slice(scopePrefix.length)));
  }
}

/** A token that its header shows to be of another kind; the message holds nothing of it. */
class WrongKind extends Error {
  override readonly name = 'WrongKind';
}

/** Why a token could not be verified. jose's own messages may repeat what stands in the token; its codes do not. */
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

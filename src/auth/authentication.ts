import { hash } from 'node:crypto';
import { errors, type JWTPayload, type JWTVerifyResult, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { bearerToken } from './bearer.js';
import type { Caller } from './caller.js';
import { KeySet, type KeySetTimes } from './key-set.js';
import { scopes } from './scopes.js';

export interface AuthSettings {
  /** As it must stand in a token's `iss`, to the letter. */
  readonly issuer: string;
  /** Of which a token's `aud` must hold one. */
  readonly audiences: readonly string[];
  readonly jwksUrl: string;
  /** The claim that names the caller. */
  readonly subjectClaim: string;
  /** The claim that holds the scopes; null for `scope`, or `scp` where there is no such. */
  readonly scopesClaim: string | null;
  /** The claim that holds the instances that a caller may use; null when all may use all. */
  readonly instancesClaim: string | null;
  /** Other times than the usual ones, for tests. */
  readonly keyTimes?: Partial<KeySetTimes>;
}

/** A request whose caller is not known. */
export interface Refusal {
  /** What RFC 6750 lets the client know; null when it sent no token at all. */
  readonly error: 'invalid_request' | 'invalid_token' | null;
  /** For the log; holds nothing of the token. */
  readonly reason: string;
}

/** What signs with a private key alone: nobody who can check a token can make one. */
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
/** Tokens that say of themselves that they are something else, such as one for logging out, are not for us. */
const accessTokenTypes = new Set([undefined, 'jwt', 'at+jwt', 'application/jwt', 'application/at+jwt']);
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
  ) {
    this.#keys = new KeySet(settings.jwksUrl, log, () => this.#checked.clear(), settings.keyTimes);
    this.#keys.keepFresh();
  }

  /** @param rawHeaders Names and values in turns, as they came. */
  authenticate(rawHeaders: readonly string[]): Caller | Refusal | Promise<Caller | Refusal> {
    const found = bearerToken(rawHeaders);
    if ('none' in found) {
      return { error: found.none === 'absent' ? null : 'invalid_request', reason: `token ${found.none}` };
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
      const { issuer, audiences } = this.settings;
      const verified = await jwtVerify(token, (header, jws) => this.#keys.find(header, jws), {
        ...{ algorithms, issuer, audience: [...audiences] },
        clockTolerance: skewSeconds,
      });
      const checked = this.#read(verified);
      if (typeof checked === 'string') return { error: 'invalid_token', reason: checked };
      this.#checked.set(key, checked);
      return checked.caller;
    } catch (error) {
      return { error: 'invalid_token', reason: reasonOf(error) };
    }
  }

  /** What a verified token says, or what is still wrong with it. */
  #read({ payload, protectedHeader: { typ } }: JWTVerifyResult): Checked | string {
    if (!accessTokenTypes.has(typ?.toLowerCase())) return 'typ is that of another kind of token';
    const { iat = 0, exp = Infinity } = payload;
    if (iat > Date.now() / 1_000 + skewSeconds) return 'iat lies in the future';
    if (!Number.isFinite(exp)) return 'exp is no time';
    const subject = payload[this.settings.subjectClaim];
    if (typeof subject !== 'string' || subject === '' || subject.length > maxSubjectLength) {
      return `${this.settings.subjectClaim} names nobody`;
    }
    const { scopesClaim, instancesClaim } = this.settings;
    const granted = new Set(wordsOf(scopesClaim ? payload[scopesClaim] : (payload.scope ?? payload.scp)));
    return {
      caller: {
        id: `${this.settings.issuer} ${subject}`,
        scopes: new Set(scopes.filter((scope) => granted.has(scope))),
        instances: instancesClaim ? wordsOf(payload[instancesClaim]) : null,
      },
      expiresAt: (exp + skewSeconds) * 1_000,
    };
  }
}

/** A claim that is a text of words or a list of them; of any other form it says nothing. */
function wordsOf(claim: JWTPayload[string]): string[] {
  if (typeof claim === 'string') return claim.split(' ').filter((word) => word !== '');
  return Array.isArray(claim) ? claim.filter((word) => typeof word === 'string') : [];
}

/** jose's own messages may repeat what stands in the token; its codes do not. */
function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTExpired) {
    return `${error.code} ${error.claim}`;
  }
  if (error instanceof errors.JOSEError) return error.code;
  return error instanceof Error ? error.name : 'unknown';
}

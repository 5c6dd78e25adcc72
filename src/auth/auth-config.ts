import type { AuthSettings } from './authentication.js';
import { scopes } from './scopes.js';

/** The settings of authentication. */
export interface AuthVariables {
  readonly AUTH?: 'jwt' | 'none';
  readonly AUTH_NONE_ACCEPTED?: 'true' | 'false';
  readonly AUTH_ISSUER?: string;
  readonly AUTH_AUDIENCE: readonly string[];
  readonly AUTH_AUDIENCE_CLAIM: string;
  readonly AUTH_JWKS_URL?: string;
  readonly AUTH_SUBJECT_CLAIM: string;
  readonly AUTH_SCOPES_CLAIM: readonly string[];
  readonly AUTH_SCOPE_PREFIX: string;
  readonly AUTH_INSTANCES_CLAIM?: string;
}

/** Whether callers need a token: on Amazon Connect they do unless it is said outright that they do not. */
function needsTokens(mode: 'emulator' | 'aws', { AUTH }: AuthVariables): boolean {
  return (AUTH ?? (mode === 'aws' ? 'jwt' : 'none')) === 'jwt';
}

/** The issuer and audiences whose tokens are taken; null without authentication. Valid when there are no problems. */
export function authSettings(mode: 'emulator' | 'aws', variables: AuthVariables): AuthSettings | null {
  if (!needsTokens(mode, variables)) return null;
  return {
    issuer: variables.AUTH_ISSUER ?? '',
    audiences: variables.AUTH_AUDIENCE,
    audienceClaim: variables.AUTH_AUDIENCE_CLAIM,
    jwksUrl: variables.AUTH_JWKS_URL ?? '',
    subjectClaim: variables.AUTH_SUBJECT_CLAIM,
    scopesClaims: variables.AUTH_SCOPES_CLAIM,
    scopePrefix: variables.AUTH_SCOPE_PREFIX,
    instancesClaim: variables.AUTH_INSTANCES_CLAIM ?? null,
  };
}

/** Settings that are missing to check tokens, or that would let in anybody. */
export function authProblems(mode: 'emulator' | 'aws', host: string, variables: AuthVariables): string[] {
  if (needsTokens(mode, variables)) {
    const needed = {
      AUTH_ISSUER: variables.AUTH_ISSUER,
      AUTH_AUDIENCE: variables.AUTH_AUDIENCE[0],
      AUTH_JWKS_URL: variables.AUTH_JWKS_URL,
    };
    const why = variables.AUTH ? 'AUTH=jwt' : 'CONNECT_MODE=aws, unless AUTH=none on a loopback HOST';
    const missing = Object.entries(needed).filter(([, value]) => !value);
    return missing.map(([name]) => `${name}: must be set with ${why}.`);
  }
  if (isLoopback(host) || variables.AUTH_NONE_ACCEPTED === 'true') return [];
  return [
    `HOST: ${host} lets anyone who can reach it act on your contacts, as there is no authentication. Use 127.0.0.1, AUTH=jwt, or accept it with AUTH_NONE_ACCEPTED=true.`,
  ];
}

/**
 * The name of a claim, or the path to one. Paths as JSONPath and jq have them (`$.a`, `.a`) find nothing, and a comma
 * separates claims where several may be set.
 */
export function isClaim(text: string): boolean {
  return /^[\x21-\x2b\x2d-\x7e]{1,200}$/.test(text) && !/^\$?\.|\.$/.test(text);
}

/**
 * The text before a scope: characters of a scope (RFC 6749, section 3.3) but `,` and `*`, with a separator at the end and
 * nothing of the scope itself. Otherwise no scope could ever be left when it is taken off.
 */
export function isScopePrefix(text: string): boolean {
  const isOfScopes = /^[\x21\x23-\x29\x2b\x2d-\x5b\x5d-\x7e]{1,500}$/.test(text);
  return isOfScopes && !/[a-z\d]$/i.test(text) && !scopes.some((scope) => text.endsWith(scope.replace(/\w+$/, '')));
}

/** Keys that come over an open network could be anybody's. What is no URL at all is for others to refuse. */
export function isSafeKeysUrl(text: string): boolean {
  if (!URL.canParse(text)) return true;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname.replace(/^\[(.*)\]$/, '$1')));
}

/** Whether only this machine reaches it. @param host A name or address, without port. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

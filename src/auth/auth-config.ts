import { scopes } from '../ids/scope.js';
import type { AuthSettings } from './authentication.js';

/** Environment variables of authentication. */
export interface AuthVariables {
  readonly AUTH?: 'jwt' | 'none';
  readonly ALLOW_UNAUTHENTICATED?: 'true' | 'false';
  readonly AUTH_ISSUER?: string;
  readonly AUTH_AUDIENCE: readonly string[];
  readonly AUTH_AUDIENCE_CLAIM: string;
  readonly AUTH_JWKS_URL?: string;
  readonly AUTH_SUBJECT_CLAIM: string;
  readonly AUTH_SCOPES_CLAIM: readonly string[];
  readonly AUTH_SCOPE_PREFIX: string;
  readonly AUTH_INSTANCES_CLAIM?: string;
}

/** Whether callers need a token. If `AUTH` is not set, they do with Amazon Connect and do not with the emulator. */
function needsTokens(mode: 'emulator' | 'aws', { AUTH }: AuthVariables): boolean {
  return (AUTH ?? (mode === 'aws' ? 'jwt' : 'none')) === 'jwt';
}

/** Returns the settings of authentication; null without authentication. Valid only if `authProblems` finds none. */
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

/** Returns a message for each missing setting, and for access without authentication from other machines. */
export function authProblems(mode: 'emulator' | 'aws', host: string, variables: AuthVariables): string[] {
  if (needsTokens(mode, variables)) {
    const needed = {
      AUTH_ISSUER: variables.AUTH_ISSUER,
      AUTH_AUDIENCE: variables.AUTH_AUDIENCE[0],
      AUTH_JWKS_URL: variables.AUTH_JWKS_URL,
    };
    const why = variables.AUTH ? 'AUTH=jwt' : 'CONNECT_MODE=aws, unless AUTH=none';
    const missing = Object.entries(needed).filter(([, value]) => !value);
    return missing.map(([name]) => `${name}: must be set with ${why}.`);
  }
  if (isLoopback(host) || variables.ALLOW_UNAUTHENTICATED === 'true') return [];
  return [
    `HOST: ${host} lets anyone who can reach it act on your contacts, because there is no authentication. Use 127.0.0.1 or AUTH=jwt, or accept the risk with ALLOW_UNAUTHENTICATED=true.`,
  ];
}

/**
 * Whether a text is the name of a claim or a path with dots. JSONPath and jq paths (`$.a`, `.a`) would never match a
 * claim, and the comma separates claims in lists.
 */
export function isClaim(text: string): boolean {
  return /^[\x21-\x2b\x2d-\x7e]{1,200}$/.test(text) && !/^\$?\.|\.$/.test(text);
}

/**
 * Whether a text is a valid scope prefix: characters of a scope (RFC 6749, section 3.3) except `,` and `*`, with a
 * separator at the end. It must not end with the first part of a scope: the gateway would remove `contacts:` from
 * `contacts:read`, and `read` is no scope.
 */
export function isScopePrefix(text: string): boolean {
  const isOfScopes = /^[\x21\x23-\x29\x2b\x2d-\x5b\x5d-\x7e]{1,500}$/.test(text);
  return isOfScopes && !/[a-z\d]$/i.test(text) && !scopes.some((scope) => text.endsWith(scope.replace(/\w+$/, '')));
}

/** Whether a JWKS URL is safe: HTTPS, or HTTP to a loopback host. Other checks refuse texts that are not URLs. */
export function isSafeKeysUrl(text: string): boolean {
  if (!URL.canParse(text)) return true;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname.replace(/^\[(.*)\]$/, '$1')));
}

/** Whether a host is `localhost` or a loopback address. @param host Name or address, without a port. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

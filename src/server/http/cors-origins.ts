import { createRequire } from 'node:module';
import { isIP } from 'node:net';

/** Why no browser's `Origin` can match a value of CORS_ORIGINS, and the value that would where there is one; null for none. */
export function originProblem(value: string): string | null {
  if (value === '*') return '"*" would let every web page in: name each origin, or https://*.example.com';
  if (value === 'null') {
    return '"null" is the origin of every sandboxed page, whoever wrote it: give the page an origin of its own';
  }
  return value.includes('*') ? wildcardProblem(value) : exactProblem(value);
}

/** The forms that `@fastify/cors` compares an origin with. */
export function originMatchers(values: readonly string[]): (string | RegExp)[] {
  return values.map((value) => {
    if (!value.includes('*')) return value;
    const [before, after] = value.split('*').map((part) => part.replace(/[.[\]]/g, '\\$&'));
    // One label: the certificate of a wildcard covers no more either.
    return new RegExp(`^${before}[a-z\\d_](?:[a-z\\d_-]{0,61}[a-z\\d_])?${after}$`);
  });
}

/** Schemes whose URLs have an origin that the URL standard writes out. */
const web = /^https?:/i;

function exactProblem(value: string): string | null {
  if (value === 'file://') return null;
  const match = /^([a-z][a-z\d+.-]*):\/\/([^/?#]*)(.*)$/i.exec(value);
  if (!match) return isBareHost(value) ? sendsInstead(value, `https://${value}`) : noOrigin(value);
  const [, scheme = '', authority = '', rest = ''] = match;
  if (web.test(value)) {
    const origin = URL.canParse(value) ? new URL(value).origin : null;
    if (origin === null) return noOrigin(value);
    return origin === value ? null : sendsInstead(value, origin);
  }
  if (/^wss?$/i.test(scheme)) {
    return sendsInstead(value, new URL(`${scheme.toLowerCase() === 'ws' ? 'http' : 'https'}://${authority}`).origin);
  }
  if (/^(ftp|data|blob|about|javascript)$/i.test(scheme) || !isOtherAuthority(authority)) return noOrigin(value);
  // Of other schemes hosts keep their case: Safari writes the ids of extensions in capitals.
  const origin = `${scheme.toLowerCase()}://${authority}`;
  return origin === value && rest === '' ? null : sendsInstead(value, origin);
}

/** An id, a name or `.`, as browser extensions (`chrome-extension://`) and app shells (`capacitor://`, `app://`) have it. */
function isOtherAuthority(authority: string): boolean {
  return /^[\w.~-]{1,253}(:\d{1,5})?$/.test(authority);
}

function isBareHost(value: string): boolean {
  return /^[\w.-]+(:\d+)?$/.test(value) && URL.canParse(`https://${value}`);
}

function wildcardProblem(value: string): string | null {
  const [, base] = /^https?:\/\/\*\.([^*]*)$/i.exec(value) ?? [];
  if (base === undefined) {
    return `${value} has "*" where it stands for nothing: it is the first label of a host, as in https://*.example.com`;
  }
  // The rest must be what a browser sends, with any label in place of the wildcard.
  const example = value.replace('*', 'a');
  const origin = URL.canParse(example) ? new URL(example).origin : null;
  if (origin === null) return noOrigin(value);
  if (origin !== example) return sendsInstead(value, origin.replace('//a.', '//*.'));
  const { hostname } = new URL(`http://${base}`);
  if (isIP(hostname.replace(/^\[(.*)\]$/, '$1')) !== 0) return `${value}: an address has no names below it`;
  return hostname === 'localhost' || hasOwner(hostname)
    ? null
    : `${value} would let in the sites of everybody who registers a name below ${hostname}: name your own domain behind "*."`;
}

/** Whether a domain belongs to somebody, by the Public Suffix List: `com`, `co.uk` and `github.io` do not. */
function hasOwner(hostname: string): boolean {
  // Loaded only for those who use wildcards: it is a large list.
  const { getDomain } = createRequire(import.meta.url)('tldts') as typeof import('tldts');
  return getDomain(hostname, { allowPrivateDomains: true }) !== null;
}

function sendsInstead(value: string, origin: string): string {
  return origin === 'null' ? noOrigin(value) : `${value} is never sent by a browser: use ${origin}`;
}

function noOrigin(value: string): string {
  return `${value} is not an origin such as https://app.example.com, https://*.example.com or capacitor://localhost`;
}

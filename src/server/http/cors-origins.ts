import { createRequire } from 'node:module';
import { isIP } from 'node:net';

/** Returns the problem of a value of CORS_ORIGINS that is unsafe or that no `Origin` can match; null for none. */
export function originProblem(value: string): string | null {
  if (value === '*') return '"*" would let every web page in: name each origin, or https://*.example.com';
  if (value === 'null') {
    return '"null" is the origin of every sandboxed page, whoever wrote it: give the page an origin of its own';
  }
  return value.includes('*') ? wildcardProblem(value) : exactProblem(value);
}

/** Converts the values of CORS_ORIGINS to matchers for `@fastify/cors`. */
export function originMatchers(values: readonly string[]): (string | RegExp)[] {
  return values.map((value) => {
    if (!value.includes('*')) return value;
    const [before, after] = value.split('*').map((part) => part.replace(/[.[\]]/g, '\\$&'));
    // A wildcard stands for one label, as in certificates.
    return new RegExp(`^${before}[a-z\\d_](?:[a-z\\d_-]{0,61}[a-z\\d_])?${after}$`);
  });
}

/** Schemes whose origin the URL standard defines. */
const web = /^https?:/i;

function exactProblem(value: string): string | null {
  if (value === 'file://') return null;
  const match = /^([a-z][a-z\d+.-]*):\/\/([^/?#]*)(.*)$/i.exec(value);
  if (!match) return isBareHost(value) ? wrongOrigin(value, `https://${value}`) : notAnOrigin(value);
  const [, scheme = '', authority = '', rest = ''] = match;
  if (web.test(value)) {
    const origin = URL.canParse(value) ? new URL(value).origin : null;
    if (origin === null) return notAnOrigin(value);
    return origin === value ? null : wrongOrigin(value, origin);
  }
  if (/^wss?$/i.test(scheme)) {
    return wrongOrigin(value, new URL(`${scheme.toLowerCase() === 'ws' ? 'http' : 'https'}://${authority}`).origin);
  }
  if (/^(ftp|data|blob|about|javascript)$/i.test(scheme) || !isOtherAuthority(authority)) return notAnOrigin(value);
  // Hosts of other schemes keep their case: Safari writes extension ids in capitals.
  const origin = `${scheme.toLowerCase()}://${authority}`;
  return origin === value && rest === '' ? null : wrongOrigin(value, origin);
}

/** Whether this is an id, a name or `.`, as in `chrome-extension://`, `capacitor://` and `app://` origins. */
function isOtherAuthority(authority: string): boolean {
  return /^[\w.~-]{1,253}(:\d{1,5})?$/.test(authority);
}

function isBareHost(value: string): boolean {
  return /^[\w.-]+(:\d+)?$/.test(value) && URL.canParse(`https://${value}`);
}

function wildcardProblem(value: string): string | null {
  const [, base] = /^https?:\/\/\*\.([^*]*)$/i.exec(value) ?? [];
  if (base === undefined) {
    return `${value} may have "*" only as the first label of a host, as in https://*.example.com`;
  }
  // With a label in place of the wildcard, the value must be an origin that a browser sends.
  const example = value.replace('*', 'a');
  const origin = URL.canParse(example) ? new URL(example).origin : null;
  if (origin === null) return notAnOrigin(value);
  if (origin !== example) return wrongOrigin(value, origin.replace('//a.', '//*.'));
  const { hostname } = new URL(`http://${base}`);
  if (isIP(hostname.replace(/^\[(.*)\]$/, '$1')) !== 0) return `${value}: an address has no names below it`;
  return hostname === 'localhost' || hasRegistrableDomain(hostname)
    ? null
    : `${value} would let in the sites of everybody who registers a name below ${hostname}: name your own domain behind "*."`;
}

/** Whether a name is or is below a registrable domain (Public Suffix List): `com`, `co.uk` and `github.io` are not. */
function hasRegistrableDomain(hostname: string): boolean {
  // The list is large, so it is loaded only for wildcards.
  const { getDomain } = createRequire(import.meta.url)('tldts') as typeof import('tldts');
  return getDomain(hostname, { allowPrivateDomains: true }) !== null;
}

function wrongOrigin(value: string, origin: string): string {
  return origin === 'null' ? notAnOrigin(value) : `${value} is never sent by a browser: use ${origin}`;
}

function notAnOrigin(value: string): string {
  return `${value} is not an origin such as https://app.example.com, https://*.example.com or capacitor://localhost`;
}

import { isIP } from 'node:net';
import { Proxies, type ProxySettings } from '../lib/proxies.js';

type Env = Readonly<Record<string, string | undefined>>;

/** The result of `readProxies`. */
export interface ProxiesResult {
  /** Null for no proxy. */
  readonly proxies: ProxySettings | null;
  /** Messages begin with the variable's name. They do not repeat its value, since a proxy URL can hold a password. */
  readonly problems: readonly string[];
}

/**
 * Reads `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`. As in curl, lower-case names take precedence, and a proxy without a
 * scheme is an http:// proxy.
 */
export function readProxies(env: Env): ProxiesResult {
  const problems: string[] = [];
  const nameOf = (name: string) => (env[name.toLowerCase()] ? name.toLowerCase() : name);
  const proxyOf = (name: string): string | null => {
    const text = env[nameOf(name)]?.trim();
    if (!text) return null;
    const url = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`;
    if (isProxyUrl(url)) return url;
    problems.push(
      `${nameOf(name)}: must be the URL of a proxy such as http://proxy.example.com:3128, with %40 for @ in a password; SOCKS is not supported.`,
    );
    return null;
  };
  const http = proxyOf('HTTP_PROXY');
  const https = proxyOf('HTTPS_PROXY');
  const exempt = (env[nameOf('NO_PROXY')] ?? '').split(/[\s,]+/).filter((entry) => entry !== '');
  if (!exempt.every(isExemption)) {
    problems.push(
      `${nameOf('NO_PROXY')}: must hold host names, IP addresses and networks such as 10.0.0.0/8, separated by commas, or *.`,
    );
  }
  const none = problems.length > 0 || (http === null && https === null);
  return { proxies: none ? null : { http, https, exempt }, problems };
}

function isProxyUrl(text: string): boolean {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) return false;
  const { pathname, search, hash } = new URL(text);
  try {
    new Proxies({ http: text, https: null, exempt: [] });
  } catch {
    return false;
  }
  return pathname === '/' && search === '' && hash === '';
}

function isExemption(entry: string): boolean {
  const host = entry.replace(/^\[(.+)\]/, '$1');
  const [address = '', prefix] = host.split('/');
  const bits = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  if (prefix !== undefined) return bits > 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= bits;
  return (
    entry === '*' ||
    isIP(address) !== 0 ||
    /^(\*?\.)?[\w-]+(\.[\w-]+)*\.?(:\d{1,5})?$/.test(entry) ||
    isAddressWithPort(entry)
  );
}

function isAddressWithPort(entry: string): boolean {
  const [, address = ''] = /^\[(.+)\]:\d{1,5}$/.exec(entry) ?? [];
  return isIP(address) === 6;
}

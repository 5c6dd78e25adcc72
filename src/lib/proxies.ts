import { BlockList, isIP } from 'node:net';

/** Settings for outgoing proxies: `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`. */
export interface ProxySettings {
  /** URL of the proxy for http:// targets; null for none. May contain a user and password. */
  readonly http: string | null;
  /** URL of the proxy for https:// targets; null for none. May contain a user and password. */
  readonly https: string | null;
  /** Host names, addresses and networks to reach directly, each with an optional port, or `*` for all. */
  readonly exempt: readonly string[];
}

/** A proxy on the way to a target. */
export interface OutgoingProxy {
  /** Origin of the proxy without credentials, such as `http://proxy.example.com:3128`. */
  readonly origin: string;
  /** Value of the header `proxy-authorization`; null if the proxy URL has no user. */
  readonly authorization: string | null;
}

/** Error for a proxy that refused a connection or could not be used. Message and code contain nothing of its URL. */
export class ProxyError extends Error {
  override readonly name = 'ProxyError';
  /** For example `PROXY_HTTP_407` for a response of the proxy, or `PROXY_ECONNREFUSED` for an unreachable proxy. */
  readonly code: string;

  /** @param reason HTTP status of the proxy's response to CONNECT, or the error code of the connection to the proxy. */
  constructor(readonly reason: number | string) {
    super(
      typeof reason === 'number'
        ? `The proxy answered CONNECT with HTTP ${reason}.`
        : `The proxy could not be used (${reason}).`,
    );
    this.code = typeof reason === 'number' ? `PROXY_HTTP_${reason}` : `PROXY_${reason}`;
  }
}

const defaultPorts: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/**
 * Decides which connections go through a proxy, with the rules of curl and Go:
 * - The scheme of the target selects the proxy.
 * - An entry of NO_PROXY matches a host name with its subdomains, an address or a network.
 * - `localhost` and loopback addresses are never proxied, for an emulator or collector on the same host.
 *
 * undici's EnvHttpProxyAgent reads the environment itself and supports neither networks nor the loopback rule.
 */
export class Proxies {
  readonly #http: OutgoingProxy | null;
  readonly #https: OutgoingProxy | null;
  readonly #exempt: readonly Exemption[];

  constructor({ http, https, exempt }: ProxySettings) {
    this.#http = http === null ? null : proxyOf(http);
    this.#https = https === null ? null : proxyOf(https);
    this.#exempt = exempt.map(exemptionOf);
  }

  /** Origins of the proxies, without credentials. */
  get origins(): string[] {
    return [...new Set([this.#https, this.#http].flatMap((proxy) => (proxy ? [proxy.origin] : [])))];
  }

  /** Returns the proxy for a target URL; null for a direct connection. */
  proxyFor(target: string | URL): OutgoingProxy | null {
    const { protocol, hostname, port } = new URL(target);
    const proxy = protocol === 'https:' ? this.#https : this.#http;
    if (!proxy) return null;
    const host = bare(hostname);
    if (isLoopback(host)) return null;
    const exempt = this.#exempt.some((entry) => entry(host, port || (defaultPorts[protocol] ?? '')));
    return exempt ? null : proxy;
  }
}

/** @param text URL of the proxy, with its user and password percent-encoded. */
function proxyOf(text: string): OutgoingProxy {
  const { origin, username, password } = new URL(text);
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { origin, authorization: username ? `Basic ${Buffer.from(credentials).toString('base64')}` : null };
}

function bare(hostname: string): string {
  return hostname
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
    .toLowerCase();
}

function isLoopback(host: string): boolean {
  return /^(.+\.)?localhost$/.test(host) || (isIP(host) !== 0 && loopback.check(host, familyOf(host)));
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

type Exemption = (host: string, port: string) => boolean;

function exemptionOf(entry: string): Exemption {
  if (entry === '*') return () => true;
  const [, bracketed, named, port] = /^(?:\[(.+)\]|([^:]+|.*:.*:.*?))(?::(\d+))?$/.exec(entry) ?? [];
  const host = bare(bracketed ?? named ?? entry).replace(/^\*?\./, '');
  const isHost = matcherOf(host);
  return (target, targetPort) => (port === undefined || port === targetPort) && isHost(target);
}

function matcherOf(host: string): (target: string) => boolean {
  const [address = '', prefix] = host.split('/');
  if (isIP(address) === 0) return (target) => target === host || target.endsWith(`.${host}`);
  const network = new BlockList();
  network.addSubnet(address, Number(prefix ?? (isIP(address) === 4 ? 32 : 128)), familyOf(address));
  return (target) => isIP(target) !== 0 && network.check(target, familyOf(target));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

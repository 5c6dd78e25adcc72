import { BlockList, isIP } from 'node:net';

/** The proxies that lead out of a network, as `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` say. */
export interface ProxySettings {
  /** For targets at http://; null for none. May hold a user and password. */
  readonly http: string | null;
  /** For targets at https://; null for none. May hold a user and password. */
  readonly https: string | null;
  /** Host names, addresses and networks that are reached directly, or `*` for all; each may have a port behind it. */
  readonly exempt: readonly string[];
}

/** A proxy on the way to a target. */
export interface OutgoingProxy {
  /** Its origin, without credentials: `http://proxy.example.com:3128`. */
  readonly origin: string;
  /** The value of the header `proxy-authorization`; null where the URL names no user. */
  readonly authorization: string | null;
}

/** A connection that the proxy did not give. Its message and code hold nothing of the proxy's URL. */
export class ProxyError extends Error {
  override readonly name = 'ProxyError';
  /** `PROXY_HTTP_407` for an answer of the proxy, `PROXY_ECONNREFUSED` for a proxy that cannot be reached. */
  readonly code: string;

  /** @param reason The status that the proxy answered CONNECT with, or the error code of the connection to it. */
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
 * Decides which connections go through a proxy. As in curl and Go: the proxy goes by the scheme of the target, an entry of
 * NO_PROXY stands for a name with its sub-domains, an address or a network, and loopback addresses are never proxied, so
 * that the emulator and a collector beside the gateway are reached directly. undici's EnvHttpProxyAgent reads the environment by
 * itself and knows neither networks nor that rule.
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

  /** The origins of the proxies, without credentials. */
  get origins(): string[] {
    return [...new Set([this.#https, this.#http].flatMap((proxy) => (proxy ? [proxy.origin] : [])))];
  }

  /** The proxy on the way to an address; null for a direct connection. */
  proxyFor(target: string | URL): OutgoingProxy | null {
    const { protocol, hostname, port } = new URL(target);
    const proxy = protocol === 'https:' ? this.#https : this.#http;
    if (!proxy) return null;
    const host = bare(hostname);
    if (isOwnMachine(host)) return null;
    const exempt = this.#exempt.some((entry) => entry(host, port || (defaultPorts[protocol] ?? '')));
    return exempt ? null : proxy;
  }
}

/** @param text A URL, in whose user and password `%40` stands for `@`. */
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

function isOwnMachine(host: string): boolean {
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

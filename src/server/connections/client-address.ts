import { BlockList, isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Tells clients apart by their addresses. */
export interface ClientAddresses {
  /**
   * The client of a connection, for shares between connections. Connections of trusted proxies carry many clients each,
   * so every one of them counts as a client of its own.
   */
  ofConnection(remoteAddress: string | undefined): string;
  /**
   * The client of a request, through all trusted proxies.
   *
   * @param forwardedFor The field `X-Forwarded-For`; of several fields the values, joined by commas.
   */
  ofRequest(remoteAddress: string | undefined, forwardedFor: string | undefined): string;
}

/** Where the address of a connection is not known, since it has been closed already. */
const unknown = 'unknown';

/**
 * Names a client by its IPv4 address, or by the /64 network of its IPv6 address, which is what one subscriber is given.
 * An IPv4-mapped IPv6 address is the IPv4 address.
 *
 * @param trustedProxies Addresses and networks such as `10.0.0.0/8`.
 */
export function clientAddresses(trustedProxies: readonly string[]): ClientAddresses {
  const isTrusted = trustOf(trustedProxies);
  let proxies = 0;
  return {
    ofConnection(remoteAddress) {
      const address = parseAddress(remoteAddress ?? '');
      if (address === null) return unknown;
      return isTrusted(address) ? `proxy ${++proxies}` : nameOf(address);
    },
    ofRequest(remoteAddress, forwardedFor = '') {
      const peer = parseAddress(remoteAddress ?? '');
      return peer === null ? unknown : nameOf(throughProxies(peer, forwardedFor, isTrusted));
    },
  };
}

/**
 * The address nearest to the gateway that is no trusted proxy's. Each proxy appends the address of which it knows; whatever
 * stands before the word of one that is not trusted can be made up. Where a proxy gives no address (`unknown`, `_name`),
 * it counts itself.
 */
function throughProxies(peer: string, forwardedFor: string, isTrusted: (address: string) => boolean): string {
  let address = peer;
  let end = forwardedFor.length;
  while (end > 0 && isTrusted(address)) {
    const comma = forwardedFor.lastIndexOf(',', end - 1);
    const item = forwardedFor.slice(comma + 1, end).trim();
    end = comma;
    // An empty item of a list counts for nothing (RFC 9110, section 5.6.1).
    if (item === '') continue;
    const before = parseAddress(item);
    if (before === null) break;
    address = before;
  }
  return address;
}

/**
 * An address as proxies write them: with a port, in brackets, in quotes, with a zone. The port of an IPv6 address without
 * brackets cannot be told from its end, which does not matter to its network.
 *
 * @returns Its canonical form without these; null for anything else.
 */
export function parseAddress(text: string): string | null {
  const unquoted = /^"(.*)"$/.exec(text)?.[1] ?? text;
  const bare = withoutZone(unquoted);
  // Of the forms of addresses only the usual ones: `1.2` or `0x7f.1` are read in more than one way.
  if (isIP(bare) !== 0) return canonical(bare);
  const [, bracketed, open] = /^(?:\[([^\]]*)\]|(.*?))(?::\d{1,5})?$/.exec(unquoted) ?? [];
  const address = withoutZone(bracketed ?? open ?? '');
  const isAddress = isIP(address) !== 0 && (bracketed === undefined || isIP(address) === 6);
  return isAddress ? canonical(address) : null;
}

function withoutZone(address: string): string {
  return address.replace(/%.*$/, '');
}

function canonical(address: string): string {
  return ipaddr.process(address).toString();
}

/** @param address In its canonical form. */
function nameOf(address: string): string {
  if (isIP(address) !== 6) return address;
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${address}/64`).toString()}/64`;
}

function trustOf(trustedProxies: readonly string[]): (address: string) => boolean {
  const trusted = new BlockList();
  for (const entry of trustedProxies) {
    const [text = '', length] = entry.split('/');
    const address = canonical(text);
    const isV6 = isIP(address) === 6;
    // 96 bits of an IPv4-mapped network are those of the mapping.
    const prefix = length === undefined || isV6 || isIP(text) === 4 ? length : Math.max(0, Number(length) - 96);
    const family = isV6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(prefix), family);
  }
  return (address) => trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

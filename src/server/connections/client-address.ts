import { BlockList, isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Identifies clients by their addresses. */
export interface ClientAddresses {
  /**
   * Returns the client of a connection, for fairness between connections. A connection of a trusted proxy carries many
   * clients, so each such connection counts as a separate client.
   */
  ofConnection(remoteAddress: string | undefined): string;
  /**
   * Returns the client of a request, seen through all trusted proxies.
   *
   * @param forwardedFor The field `X-Forwarded-For`. The values of several fields are joined by commas.
   */
  ofRequest(remoteAddress: string | undefined, forwardedFor: string | undefined): string;
}

/** Stands for the address of a connection that is already closed. */
const unknown = 'unknown';

/**
 * Identifies a client by its IPv4 address, or by the /64 network of its IPv6 address, since providers assign a /64 to
 * one subscriber. An IPv4-mapped IPv6 address counts as the IPv4 address.
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
 * Returns the address nearest to the gateway that is not a trusted proxy's. Each proxy appends the address of its peer.
 * Items to the left of an untrusted address can be forged and are ignored. Where a proxy appends no address (`unknown`,
 * `_name`), the proxy's own address counts.
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
 * Parses an address in the forms that proxies write: with a port, in brackets, in quotes, with a zone. A port after an
 * IPv6 address without brackets is read as part of the address, which does not change the /64 network.
 *
 * @returns The address in canonical form; null for other text.
 */
export function parseAddress(text: string): string | null {
  const unquoted = /^"(.*)"$/.exec(text)?.[1] ?? text;
  const bare = withoutZone(unquoted);
  // Accepts usual forms only: `1.2` and `0x7f.1` are ambiguous.
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

/** @param address An address in canonical form. */
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
    // The first 96 bits of an IPv4-mapped network are the mapping's prefix.
    const prefix = length === undefined || isV6 || isIP(text) === 4 ? length : Math.max(0, Number(length) - 96);
    const family = isV6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(prefix), family);
  }
  return (address) => trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

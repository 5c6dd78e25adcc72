import { BlockList, isIP, isIPv6 } from 'node:net';

/**
 * Names the client of a connection, for shares between clients: its IPv4 address, or the /64 network of its IPv6 address,
 * which is what one subscriber is given. Connections of trusted proxies carry many clients each, so every one of them
 * counts as a client of its own.
 *
 * @param trustedProxies Addresses and networks such as `10.0.0.0/8`.
 */
export function clientAddresses(trustedProxies: readonly string[]): (remoteAddress: string | undefined) => string {
  const trusted = new BlockList();
  for (const entry of trustedProxies) {
    const [address = '', prefix] = entry.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (prefix === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(prefix), family);
  }
  let proxies = 0;
  return (remoteAddress = '') => {
    const address = remoteAddress.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
    const isTrusted = isIP(address) !== 0 && trusted.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
    if (isTrusted) return `proxy ${++proxies}`;
    return isIPv6(address) ? networkOf(address) : address;
  };
}

/** The first four groups of an IPv6 address. */
function networkOf(address: string): string {
  const [head = '', tail] = address.toLowerCase().split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : 8 - first.length - last.length;
  return [...first, ...Array(Math.max(0, zeros)).fill('0'), ...last].slice(0, 4).join(':');
}

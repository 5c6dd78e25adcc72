/**
 * Whether the `Host` header is `localhost`, a subdomain of `localhost`, a loopback address or one of the allowed names.
 * Other names are refused because of DNS rebinding: a web page whose name resolves to 127.0.0.1 could reach the
 * emulator through its visitor's browser, and the browser then sends the page's name.
 *
 * @param host Value of the `Host` header. Browsers always send it, so a request without it is accepted.
 * @param allowed Names without ports, in lower case.
 */
export function isAllowedHost(host: string | undefined, allowed: ReadonlySet<string>): boolean {
  if (host === undefined) return true;
  const name = host
    .toLowerCase()
    .replace(/:\d*$/, '')
    .replace(/^\[(.*)\]$/, '$1');
  const isLocal = name === 'localhost' || name.endsWith('.localhost') || name === '::1';
  return isLocal || /^127\.\d+\.\d+\.\d+$/.test(name) || allowed.has(name);
}

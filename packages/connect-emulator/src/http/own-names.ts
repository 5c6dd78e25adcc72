/**
 * Whether a request was sent to this machine by one of its own names: `localhost`, names below it, loopback addresses, and
 * names that were allowed. Any web page reaches the emulator through the browser of its visitor once the name of the page
 * is made to lead to 127.0.0.1 (DNS rebinding); the browser then sends that name.
 *
 * @param host The field `Host`; clients without one are no browsers.
 * @param allowed Names without port, in small letters.
 */
export function isOwnName(host: string | undefined, allowed: ReadonlySet<string>): boolean {
  if (host === undefined) return true;
  const name = host
    .toLowerCase()
    .replace(/:\d*$/, '')
    .replace(/^\[(.*)\]$/, '$1');
  const isLocal = name === 'localhost' || name.endsWith('.localhost') || name === '::1';
  return isLocal || /^127\.\d+\.\d+\.\d+$/.test(name) || allowed.has(name);
}

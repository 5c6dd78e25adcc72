import type { Agent as HttpAgent } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';
import type { Logger } from 'pino';
import type { Proxies } from '../../lib/proxies.js';

/** How one signal is sent to a collector by OTLP over HTTP. */
export interface OtlpSettings {
  readonly protocol: 'http/json' | 'http/protobuf';
  /** Sent with each export, such as a token. */
  readonly headers: Readonly<Record<string, string>>;
  /** Certificates and key, in PEM, for a collector at https://. */
  readonly tls: { readonly ca?: Buffer; readonly cert?: Buffer; readonly key?: Buffer };
}

export const plainOtlp: OtlpSettings = { protocol: 'http/json', headers: {}, tls: {} };

/** The options of an exporter; OpenTelemetry reads the rest, such as timeouts and compression, by itself. */
export function exporterOptions(url: string, { headers, tls }: OtlpSettings, proxies: Proxies | null) {
  const proxy = proxies?.proxyFor(url) ?? null;
  const agent = { keepAlive: true, ...tls };
  if (!proxy) return { url, headers: { ...headers }, httpAgentOptions: agent };
  const authorization = proxy.authorization === null ? {} : { 'proxy-authorization': proxy.authorization };
  // By a function, since the exporter's own agent knows no proxy. Loaded only where there is one.
  const httpAgentOptions = async (protocol: string): Promise<HttpAgent | HttpsAgent> => {
    if (protocol === 'https:') {
      const { HttpsProxyAgent } = await import('https-proxy-agent');
      return new HttpsProxyAgent(proxy.origin, { ...agent, headers: authorization });
    }
    const { HttpProxyAgent } = await import('http-proxy-agent');
    return new HttpProxyAgent(proxy.origin, { keepAlive: true, headers: authorization });
  };
  return { url, headers: { ...headers }, httpAgentOptions };
}

/** Milliseconds between two lines in the log that an exporter has a problem. */
const complainEveryMs = 60_000;

interface Exporter<Item> {
  export(items: Item, done: (result: { readonly code: number; readonly error?: Error }) => void): void;
}

/**
 * Has an exporter tell the log when it fails: with the code and the host, and nothing of what was sent or answered, which may
 * hold a token.
 */
export function reporting<Item, Made extends Exporter<Item>>(
  exporter: Made,
  signal: string,
  url: string,
  log: Logger,
): Made {
  const send = exporter.export.bind(exporter);
  const { host } = new URL(url);
  let complainedAt = -Infinity;
  exporter.export = (items, done) =>
    send(items, (result) => {
      if (result.code !== 0 && performance.now() - complainedAt >= complainEveryMs) {
        complainedAt = performance.now();
        log.warn({ code: codeOf(result.error), host }, `the exporter of ${signal} reports a problem`);
      }
      done(result);
    });
  return exporter;
}

/** A status of HTTP, a code of Node, or the class of the error. */
function codeOf(error: (Error & { readonly code?: unknown }) | undefined): string | number {
  const { code, name } = error ?? {};
  if (typeof code === 'number') return code;
  return typeof code === 'string' && /^[A-Z][A-Z\d_]{1,50}$/.test(code) ? code : (name ?? 'unknown');
}

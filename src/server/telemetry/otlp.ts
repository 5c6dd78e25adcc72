import type { Agent as HttpAgent } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';
import type { Logger } from 'pino';
import type { Proxies } from '../../lib/proxies.js';

/** Settings to send one signal to a collector by OTLP over HTTP. */
export interface OtlpSettings {
  readonly protocol: 'http/json' | 'http/protobuf';
  /** Headers of each export, such as a token. */
  readonly headers: Readonly<Record<string, string>>;
  /** Certificates and key in PEM, for a collector at https://. */
  readonly tls: { readonly ca?: Buffer; readonly cert?: Buffer; readonly key?: Buffer };
}

export const plainOtlp: OtlpSettings = { protocol: 'http/json', headers: {}, tls: {} };

/** Returns the options of an exporter. OpenTelemetry reads the others, such as timeouts, from the environment. */
export function exporterOptions(url: string, { headers, tls }: OtlpSettings, proxies: Proxies | null) {
  const proxy = proxies?.proxyFor(url) ?? null;
  const agent = { keepAlive: true, ...tls };
  if (!proxy) return { url, headers: { ...headers }, httpAgentOptions: agent };
  const authorization = proxy.authorization === null ? {} : { 'proxy-authorization': proxy.authorization };
  // The exporter's default agent does not support proxies. The proxy agents are loaded on demand.
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

/** Minimum milliseconds between two log lines about a failing exporter. */
const logIntervalMs = 60_000;

interface Exporter<Item> {
  export(items: Item, done: (result: { readonly code: number; readonly error?: Error }) => void): void;
}

/**
 * Makes an exporter log its failures, with the code and the host only: the request and the response can hold a token.
 */
export function reporting<Item, Made extends Exporter<Item>>(
  exporter: Made,
  signal: string,
  url: string,
  log: Logger,
): Made {
  const send = exporter.export.bind(exporter);
  const { host } = new URL(url);
  let loggedAt = -Infinity;
  exporter.export = (items, done) =>
    send(items, (result) => {
      if (result.code !== 0 && performance.now() - loggedAt >= logIntervalMs) {
        loggedAt = performance.now();
        log.warn({ code: codeOf(result.error), host }, `the exporter of ${signal} reports a problem`);
      }
      done(result);
    });
  return exporter;
}

/** Returns an HTTP status, an error code of Node, or the class of the error. */
function codeOf(error: (Error & { readonly code?: unknown }) | undefined): string | number {
  const { code, name } = error ?? {};
  if (typeof code === 'number') return code;
  return typeof code === 'string' && /^[A-Z][A-Z\d_]{1,50}$/.test(code) ? code : (name ?? 'unknown');
}

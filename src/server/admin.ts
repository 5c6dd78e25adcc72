import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Metrics } from './metrics.js';
import type { Readiness } from './readiness.js';

export interface AdminSettings {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
}

/** Milliseconds for which a scraper's connection is kept. */
const keepAliveTimeoutMs = 65_000;

/**
 * Metrics and probes on a port of their own, which need not be reachable by clients, and whose connections are not among
 * theirs. It has no authentication, and shows nothing of anyone.
 */
export async function serveAdmin(
  { host, port }: AdminSettings,
  metrics: Metrics,
  ready: () => Promise<Readiness>,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const routes: Record<string, (response: ServerResponse) => void | Promise<void>> = {
    '/healthz': (response) => send(response, 200, { status: 'ok' }),
    '/readyz': async (response) => {
      const { reason, checks } = await ready();
      send(response, reason ? 503 : 200, {
        status: reason ? 'not ready' : 'ready',
        reason: reason ?? undefined,
        checks,
      });
    },
    '/metrics': async (response) => {
      const text = await metrics.text();
      response.writeHead(200, { 'content-type': metrics.contentType }).end(text);
    },
  };
  const server = createServer({ keepAliveTimeout: keepAliveTimeoutMs }, (request, response) => {
    request.resume();
    const path = request.url?.split('?', 1)[0] ?? '';
    const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
    if (!route) return send(response, 404, { status: 'not found' });
    if (request.method !== 'GET' && request.method !== 'HEAD') return send(response, 405, { status: 'GET only' });
    Promise.resolve(route(response)).catch(() => send(response, 500, { status: 'failed' }));
  });
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

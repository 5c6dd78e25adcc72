import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { isLoopback } from '../auth/auth-config.js';
import { HttpServers } from './connections/http-server.js';
import { isOwnHost } from './http/host-allowlist.js';
import type { Readiness } from './readiness.js';
import type { Metrics } from './telemetry/metrics.js';

export interface AdminSettings {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
}

/** Limits for probes and scrapers, which open few connections. */
const limits = { maxConnections: 100, trustedProxies: [], receiveTimeoutMs: 30_000, sendTimeoutMs: 60_000 };

const foreignName = {
  status: 'misdirected request',
  reason: 'On a loopback ADMIN_HOST the admin port answers to localhost and loopback addresses only.',
};

/**
 * Serves metrics and probes on a separate port with its own connection limit. Clients need no access to this port. The
 * port has no authentication and shows no caller's data. On a loopback address the port accepts only `localhost` and
 * loopback addresses in `Host`.
 */
export async function serveAdmin(
  { host, port }: AdminSettings,
  metrics: Metrics,
  ready: () => Promise<Readiness>,
  log: Logger,
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
  const servers = new HttpServers(
    { ...limits, refusalHeaders: {} },
    {
      dropped: () => log.debug('a connection to the admin port was dropped'),
      closed: (reason) => log.debug({ reason }, 'a connection to the admin port was closed'),
      refused: (requestId, { statusCode: status }) =>
        log.info({ requestId, status }, 'a request to the admin port was refused'),
    },
  );
  const isGuardedByAddress = isLoopback(host);
  const server = servers.create((request, response) => {
    const { host: name } = request.headers;
    if (isGuardedByAddress && name !== undefined && !isOwnHost(name)) return send(response, 421, foreignName);
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
    close: () => servers.close(0),
  };
}

function send(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

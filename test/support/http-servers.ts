import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CloseReason } from '../../src/server/connections/connection-owner.js';
import type { GatewayResponse } from '../../src/server/connections/gateway-response.js';
import { type HttpServerSettings, HttpServers } from '../../src/server/connections/http-server.js';

/** A server with the gateway's handling of connections and a handler of the test's own. */
export interface TestServer {
  readonly url: string;
  readonly server: Server;
  /** The reasons for which connections were closed. */
  readonly closed: readonly CloseReason[];
  readonly close: () => void;
}

export async function startServer(
  handler: (request: IncomingMessage, response: GatewayResponse) => void,
  settings: Partial<HttpServerSettings> = {},
): Promise<TestServer> {
  const closed: CloseReason[] = [];
  const servers = new HttpServers(
    {
      ...{ maxConnections: 100, trustedProxies: [], receiveTimeoutMs: 30_000, sendTimeoutMs: 60_000 },
      ...{ refusalHeaders: {}, ...settings },
    },
    { dropped() {}, closed: (reason) => void closed.push(reason), refused() {} },
  );
  const server = servers.create(handler).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, server: server as Server, closed, close };
}

import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { HttpServers } from '../connections/http-server.js';

/**
 * Maximum number of connections that wait to be accepted. The kernel may lower it. Beyond it, the kernel drops connection
 * requests, and clients repeat them after a second.
 */
const backlog = 4_096;

/**
 * Listens on an address or on the first address of a name. For `localhost`, listens on each of its addresses. All
 * servers share the limits of `servers`, unlike those that Fastify itself would create for `localhost`.
 *
 * @param port 0 takes any free port.
 * @returns The port.
 */
export async function listen(app: FastifyInstance, servers: HttpServers, host: string, port: number): Promise<number> {
  const addresses = host === 'localhost' ? await addressesOf(host) : [host];
  const [first = host, ...others] = addresses;
  const siblings = others.map(() => servers.create());
  await app.listen({ host: first, port, backlog });
  const bound = (app.server.address() as AddressInfo).port;
  for (const [index, sibling] of siblings.entries()) {
    sibling.listen(bound, others[index], backlog);
    // The name can resolve to an address that the host does not have.
    await once(sibling, 'listening').catch(() => {});
  }
  return bound;
}

async function addressesOf(name: string): Promise<string[]> {
  const found = await lookup(name, { all: true });
  return [...new Set(found.map(({ address }) => address))];
}

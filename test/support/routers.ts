import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from '@jest/globals';
import type { Subgraph } from '../../examples/supergraph/compose.mjs';
import type { Server, SupergraphOptions } from '../../examples/supergraph/server.d.mts';
import { publishedSchema } from './schema-files.js';

/** The routers of examples/supergraph. They are loaded when one starts, since most tests do without. */
export const routers = {
  apollo: {
    file: 'subgraph-without-scopes',
    load: async () => (await import('../../examples/supergraph/apollo.mjs')).startApolloGateway,
  },
  hive: {
    file: 'subgraph',
    load: async () => (await import('../../examples/supergraph/hive.mjs')).startHiveGateway,
  },
} as const;
export type RouterName = keyof typeof routers;

export interface RouterOptions extends Omit<SupergraphOptions, 'supergraph'> {
  /** Subgraphs beside the gateway. */
  readonly others?: readonly Subgraph[];
}

/** @param url Where the gateway answers GraphQL. */
export async function startRouter(name: RouterName, url: string, options: RouterOptions = {}): Promise<Server> {
  const { others = [], ...more } = options;
  const { compose } = await import('../../examples/supergraph/compose.mjs');
  const supergraph = compose([{ name: 'connect', url, sdl: publishedSchema(routers[name].file) }, ...others]);
  const start = await routers[name].load();
  return start({ supergraph, ...more });
}

/** The one through which this run of a suite asks: see test/supergraph/jest.config.mjs. */
export const routerOfRun = (globalThis as { ROUTER?: RouterName }).ROUTER ?? null;

/** A router whose gateway can be another one later, since it takes longer to start than a gateway. */
interface LentRouter {
  readonly url: string;
  gateway: string;
  close(): Promise<void>;
}

const idle: LentRouter[] = [];
let isOver = false;
afterAll(async () => {
  isOver = true;
  for (const router of idle.splice(0)) await router.close();
});

/** @param gateway Where it answers GraphQL. */
export async function borrowRouter(name: RouterName, gateway: string): Promise<LentRouter> {
  const router = idle.pop() ?? (await startLentRouter(name));
  router.gateway = gateway;
  return router;
}

export async function giveBack(router: LentRouter): Promise<void> {
  if (isOver) await router.close();
  else idle.push(router);
}

async function startLentRouter(name: RouterName): Promise<LentRouter> {
  const door = createServer((incoming, outgoing) => {
    const { method, headers } = incoming;
    const onward = request(lent.gateway, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  }).listen(0, '127.0.0.1');
  await once(door, 'listening');
  const router = await startRouter(name, `http://127.0.0.1:${(door.address() as AddressInfo).port}/graphql`);
  const lent = {
    url: router.url,
    gateway: '',
    close: async () => {
      await router.close();
      door.closeAllConnections();
      await new Promise((resolve) => door.close(resolve));
    },
  };
  return lent;
}

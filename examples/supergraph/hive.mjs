// The supergraph behind Hive Gateway, composed from schema/subgraph.graphql, with its scopes.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { passedOn } from './headers.mjs';

/** Starts it on a free port of 127.0.0.1. */
export async function startHiveGateway({ supergraph, port = 0 }) {
  const gateway = createGatewayRuntime({
    supergraph,
    logging: false,
    // Else it hides the messages and codes of subgraphs, of which clients are to know.
    maskedErrors: false,
    propagateHeaders: { fromClientToSubgraphs: ({ request }) => passedOn((name) => request.headers.get(name)) },
  });
  const server = createServer(gateway);
  await once(server.listen(port, '127.0.0.1'), 'listening');
  const { port: taken } = server.address();
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await gateway[Symbol.asyncDispose]?.();
  };
  return { url: `http://127.0.0.1:${taken}/graphql`, close };
}

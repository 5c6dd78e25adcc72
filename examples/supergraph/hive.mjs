// The supergraph behind Hive Gateway. It is composed from schema/subgraph.graphql, which contains the scopes.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { GraphQLError } from 'graphql';
import { handedBack, passedOn } from './headers.mjs';
import { answerTimeoutMs, noAnswer } from './no-answer.mjs';

/** Starts the router on 127.0.0.1, by default on a free port. */
export async function startHiveGateway({ supergraph, port = 0, timeoutMs = answerTimeoutMs }) {
  const gateway = createGatewayRuntime({
    supergraph,
    logging: false,
    maskedErrors: { maskError },
    upstreamTimeout: timeoutMs,
    propagateHeaders: {
      deduplicateHeaders: true,
      fromClientToSubgraphs: ({ request, context }) =>
        passedOn((name) => request.headers.get(name), context.req.socket.remoteAddress),
      fromSubgraphsToClient: ({ response }) => handedBack((name) => response.headers.get(name)),
    },
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

const noAnswers = ['SUBREQUEST_HTTP_ERROR', 'RESPONSE_VALIDATION_FAILED', 'TIMEOUT_ERROR', 'GATEWAY_TIMEOUT'];

/** Replaces Hive Gateway's own masking, which would hide messages and codes of subgraphs that clients need. */
function maskError(error) {
  const { name, message, nodes, path, extensions, originalError = error } = error;
  const { code } = extensions ?? {};
  if (noAnswers.includes(code)) return noAnswer(path);
  if (code) return error;
  // Whether the router itself refuses a variable or an argument. Other errors without a code are failures of the router.
  const isRefusal = name === 'GraphQLError' && originalError.name === 'GraphQLError';
  return isRefusal
    ? new GraphQLError(message, { nodes, path, extensions: { code: 'BAD_USER_INPUT' } })
    : new GraphQLError('The router failed.', { path, extensions: { code: 'INTERNAL_SERVER_ERROR' } });
}

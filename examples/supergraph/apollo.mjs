// The supergraph behind @apollo/gateway. This router refuses a supergraph with `@authenticated` and `@requiresScopes`, so
// the supergraph is composed from schema/subgraph-without-scopes.graphql. The subgraph still enforces the scopes.
import { randomUUID } from 'node:crypto';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { GraphQLError } from 'graphql';
import { handedBack, passedOn } from './headers.mjs';
import { answerTimeoutMs, noAnswer } from './no-answer.mjs';

class Subgraph extends RemoteGraphQLDataSource {
  willSendRequest({ request, context }) {
    // Otherwise a subgraph refuses a document or a variable with status 400, and the client gets no code.
    request.http.headers.set('accept', 'application/json');
    for (const [name, value] of Object.entries(context.passedOn ?? {})) request.http.headers.set(name, value);
  }

  didReceiveResponse({ response, context }) {
    keep(response.http, context);
    return response;
  }

  // Otherwise the client gets a refusal before GraphQL execution (no token, too many requests) as `401: Unauthorized`, with
  // the URL and the body of the subgraph's response.
  async errorFromResponse(response) {
    const { errors: [refusal] = [] } = await response.json().catch(() => ({}));
    return refusal ? new GraphQLError(refusal.message, { extensions: refusal.extensions }) : noAnswer();
  }

  didEncounterError(error, _request, response, context) {
    keep(response, context);
    throw error instanceof GraphQLError ? error : noAnswer();
  }
}

function keep(response, { handedBack: kept }) {
  if (response && kept)
    Object.assign(
      kept,
      handedBack((name) => response.headers.get(name)),
    );
}

/** Starts the router on 127.0.0.1, by default on a free port. */
export async function startApolloGateway({ supergraph, port = 0, timeoutMs = answerTimeoutMs }) {
  const fetcher = (url, init) => fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) });
  const gateway = new ApolloGateway({
    supergraphSdl: supergraph,
    buildService: ({ url }) => new Subgraph({ url, fetcher }),
  });
  const handBack = {
    requestDidStart: async () => ({
      willSendResponse: async ({ response, contextValue }) => {
        for (const [name, value] of Object.entries(contextValue.handedBack)) response.http.headers.set(name, value);
      },
    }),
  };
  const server = new ApolloServer({
    gateway,
    plugins: [handBack],
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
  });
  const { url } = await startStandaloneServer(server, {
    listen: { host: '127.0.0.1', port },
    context: async ({ req }) => {
      const requestId = req.headers['x-request-id'] ?? randomUUID();
      const headers = passedOn((name) => req.headers[name], req.socket.remoteAddress);
      return { passedOn: { ...headers, 'x-request-id': requestId }, handedBack: { 'x-request-id': requestId } };
    },
  });
  return { url, close: () => server.stop() };
}

// The supergraph behind @apollo/gateway. It refuses a supergraph with `@authenticated` and `@requiresScopes`: compose it
// from schema/subgraph-without-scopes.graphql. The subgraph enforces them all the same.
import { randomUUID } from 'node:crypto';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { GraphQLError } from 'graphql';
import { handedBack, passedOn } from './headers.mjs';
import { answerTimeoutMs, noAnswer } from './no-answer.mjs';

class Subgraph extends RemoteGraphQLDataSource {
  willSendRequest({ request, context }) {
    // Else a document or a variable that a subgraph refuses has status 400, and arrives as `Bad Request` without its code.
    request.http.headers.set('accept', 'application/json');
    for (const [name, value] of Object.entries(context.passedOn ?? {})) request.http.headers.set(name, value);
  }

  didReceiveResponse({ response, context }) {
    keep(response.http, context);
    return response;
  }

  // Else what is refused before GraphQL (no token, too many requests) arrives as `401: Unauthorized`, with this answer's
  // address and body.
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

/** Starts it on a free port of 127.0.0.1. */
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

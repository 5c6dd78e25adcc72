// The supergraph behind @apollo/gateway. It refuses a supergraph with `@authenticated` and `@requiresScopes`: compose it
// from schema/subgraph-without-scopes.graphql. The subgraph enforces them all the same.
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { passedOn } from './headers.mjs';

class Subgraph extends RemoteGraphQLDataSource {
  willSendRequest({ request, context }) {
    // Else a document or a variable that a subgraph refuses has status 400, and arrives as `Bad Request` without its code.
    request.http.headers.set('accept', 'application/json');
    for (const [name, value] of Object.entries(context.headers ?? {})) request.http.headers.set(name, value);
  }
}

/** Starts it on a free port of 127.0.0.1. */
export async function startApolloGateway({ supergraph, port = 0 }) {
  const gateway = new ApolloGateway({ supergraphSdl: supergraph, buildService: ({ url }) => new Subgraph({ url }) });
  const server = new ApolloServer({
    gateway,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
  });
  const { url } = await startStandaloneServer(server, {
    listen: { host: '127.0.0.1', port },
    context: async ({ req }) => ({ headers: passedOn((name) => req.headers[name]) }),
  });
  return { url, close: () => server.stop() };
}

import { GraphQLError } from 'graphql';

/**
 * Milliseconds for a subgraph's answer. Longer than the gateway's REQUEST_TIMEOUT_MS, so that its own word arrives, which
 * says what became of a mutation. Neither router asks again, and none may: it does not know what can be repeated.
 */
export const answerTimeoutMs = 20_000;

/** For a client, instead of the router's own error, which shows addresses and bodies of subgraphs. */
export function noAnswer(path) {
  const message = 'A service gave no answer. A mutation may have been made: try again with the same client token.';
  return new GraphQLError(message, { path, extensions: { code: 'SUBREQUEST_HTTP_ERROR' } });
}

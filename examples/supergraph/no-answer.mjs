import { GraphQLError } from 'graphql';

/**
 * Maximum milliseconds for a subgraph's response. Longer than the gateway's REQUEST_TIMEOUT_MS, so that the gateway's own
 * error arrives, which states the outcome of a mutation. Neither router retries, and no router may: it does not know which
 * requests are safe to repeat.
 */
export const answerTimeoutMs = 20_000;

/** The error that a client gets in place of the router's own error, which would show URLs and responses of subgraphs. */
export function noAnswer(path) {
  const message = 'A service did not respond. A mutation may have been applied: try again with the same client token.';
  return new GraphQLError(message, { path, extensions: { code: 'SUBREQUEST_HTTP_ERROR' } });
}

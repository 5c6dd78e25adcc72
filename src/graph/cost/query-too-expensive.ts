import { GraphQLError } from 'graphql';

/**
 * Returns the error QUERY_TOO_EXPENSIVE, which refuses a query before its execution with HTTP status 400.
 *
 * @param message Names the limit and the remedy.
 * @param facts Further members of the error's `extensions`.
 */
export function queryTooExpensive(message: string, facts: Readonly<Record<string, unknown>> = {}): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code: 'QUERY_TOO_EXPENSIVE', ...facts, http: { status: 400 } },
  });
}

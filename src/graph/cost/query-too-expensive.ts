import { GraphQLError } from 'graphql';

/**
 * The refusal of a query before it is executed, with HTTP status 400. Code QUERY_TOO_EXPENSIVE.
 *
 * @param message Names the limit and the remedy.
 * @param facts More members of the error's `extensions`.
 */
export function queryTooExpensive(message: string, facts: Readonly<Record<string, unknown>> = {}): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code: 'QUERY_TOO_EXPENSIVE', ...facts, http: { status: 400 } },
  });
}

import { GraphQLError } from 'graphql';

/**
 * Returns the error for invalid arguments of a query, before any call.
 * @param message Names the field and the limit.
 */
export function badUserInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}

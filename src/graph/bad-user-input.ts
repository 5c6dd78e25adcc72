import { GraphQLError } from 'graphql';

/**
 * Returns the error BAD_USER_INPUT for an invalid argument of a query.
 * @param message Names the argument and what is wrong with it.
 */
export function badUserInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}

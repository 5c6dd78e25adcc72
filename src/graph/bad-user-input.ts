import { GraphQLError } from 'graphql';

/** Refusal of a query's input, before anything is called. @param message Names the field and the limit. */
export function badUserInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}

import { GraphQLError } from 'graphql';

/** What a query's input breaks: refused before anything is called. @param message Names the field and the limit. */
export function badUserInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}

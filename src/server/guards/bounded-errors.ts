import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { GatewayContext } from '../../graph/context.js';
import { furtherErrorsCode, maxErrors } from '../../graph/cost/response-budget.js';

/** Characters of a message at most: the rest of what a library reflects helps nobody. */
export const maxMessageLength = 300;

const listener: GraphQLRequestListener<GatewayContext> = {
  async didEncounterErrors({ errors }) {
    if (errors.length <= maxErrors) return;
    const further = errors.length - maxErrors;
    const entry = errors.at(-1)?.message.includes('error limit reached')
      ? furtherErrors(`Validation stopped after ${maxErrors} errors; there may be more.`)
      : furtherErrors(`${further} further ${further === 1 ? 'error is' : 'errors are'} not listed.`, further);
    // In place: Apollo Server formats this list next, and other plugins look at it.
    (errors as GraphQLError[]).splice(maxErrors, further, entry);
  },
};

function furtherErrors(message: string, count?: number): GraphQLError {
  return new GraphQLError(message, { extensions: { code: furtherErrorsCode, count } });
}

/**
 * Bounds the errors of an answer: the first 100, and an entry with the number of the rest. To stand before other plugins
 * that look at errors.
 */
export const boundErrors: ApolloServerPlugin<GatewayContext> = {
  async requestDidStart() {
    return listener;
  },
};

/** A message of at most so many characters, 300 unless given; an ellipsis stands for what is cut off. */
export function shortened(message: string, length = maxMessageLength): string {
  if (message.length <= length) return message;
  return `${message.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { GatewayContext } from '../../graph/context.js';
import { furtherErrorsCode, maxErrors } from '../../graph/cost/response-budget.js';

/** Maximum characters of an error message. Longer messages of libraries mostly repeat the client's input. */
export const maxMessageLength = 300;

const listener: GraphQLRequestListener<GatewayContext> = {
  async didEncounterErrors({ errors }) {
    if (errors.length <= maxErrors) return;
    const further = errors.length - maxErrors;
    const entry = errors.at(-1)?.message.includes('error limit reached')
      ? furtherErrors(`Validation stopped after ${maxErrors} errors; there may be more.`)
      : furtherErrors(`${further} further ${further === 1 ? 'error is' : 'errors are'} not listed.`, further);
    // Changes the list in place: Apollo Server formats it next, and other plugins read it.
    (errors as GraphQLError[]).splice(maxErrors, further, entry);
  },
};

function furtherErrors(message: string, count?: number): GraphQLError {
  return new GraphQLError(message, { extensions: { code: furtherErrorsCode, count } });
}

/**
 * Bounds the errors of a response: the first 100, and one entry with the number of the rest. The plugin must come
 * before other plugins that read errors.
 */
export const boundErrors: ApolloServerPlugin<GatewayContext> = {
  async requestDidStart() {
    return listener;
  },
};

/** Shortens a message to `length` characters, 300 by default. An ellipsis replaces the rest. */
export function shortened(message: string, length = maxMessageLength): string {
  if (message.length <= length) return message;
  return `${message.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

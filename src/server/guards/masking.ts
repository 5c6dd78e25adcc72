import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { oneOfRemedy } from '../../graph/build/one-of.js';
import { maxMessageLength, shortened } from './bounded-errors.js';
import { type SchemaVisibility, withoutSuggestion } from './introspection.js';
import { locationsOf } from './source-locations.js';

/** The message in place of an unexpected error. The log has the error under the same request id. */
const maskedMessage = 'Internal error. The log has the details under the x-request-id of this response.';

/** Codes and messages for protocol errors of clients, by the message that Apollo Server or graphql-js gives them. */
const protocolErrors: Readonly<Record<string, { code: string; message: string }>> = {
  'provided sha does not match query': {
    code: 'BAD_REQUEST',
    message: 'The sha256Hash of the persisted query is not that of its text.',
  },
  'Unsupported persisted query version': {
    code: 'BAD_REQUEST',
    message: 'This version of persisted queries is not supported.',
  },
  'Schema is not configured to execute subscription operation.': {
    code: 'BAD_REQUEST',
    message: 'There are no subscriptions.',
  },
  'Validation aborted.': {
    code: 'GRAPHQL_VALIDATION_FAILED',
    message:
      'The document repeats too many fields to be validated. Select each field once, and spread fewer fragments in one place.',
  },
  'Too many errors processing variables, error limit reached. Execution aborted.': {
    code: 'BAD_USER_INPUT',
    message: 'The variables have further errors, which are not listed.',
  },
  'Maximum call stack size exceeded': { code: 'GRAPHQL_PARSE_FAILED', message: 'The document is nested too deeply.' },
};

/** Returns the formatter of errors: stable codes, remedies, short messages, and masked unexpected errors. */
export function formatErrors(schema: GraphQLSchema, { toClients }: SchemaVisibility) {
  return (given: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    // Apollo's `hideSchemaDetailsFromClientErrors` is not used: it keeps suggestions in errors about variables.
    const whole = toClients ? given.message : withoutSuggestion(given.message);
    const locations = given.locations ?? (error instanceof GraphQLError ? locationsOf(error.nodes) : undefined);
    const { path, extensions } = given;
    const formatted = { message: shortened(whole), locations, path, extensions };
    const known = protocolErrorOf(formatted);
    if (known) return withCode({ ...formatted, message: known.message }, known.code);
    if (isBug(formatted)) {
      return { message: maskedMessage, locations, path, extensions: { code: 'INTERNAL_SERVER_ERROR' } };
    }
    const code = extensions?.code;
    const refused = code === 'GRAPHQL_VALIDATION_FAILED' || code === 'BAD_USER_INPUT';
    const named = refused ? oneOfRemedy(whole, schema) : null;
    const remedy = named === null || toClients ? named : 'Give exactly one field, with a value that is not null.';
    if (remedy === null) return formatted;
    const message = `${shortened(whole, Math.max(1, maxMessageLength - 1 - remedy.length))} ${remedy}`;
    return withCode({ ...formatted, message: shortened(message) }, 'BAD_USER_INPUT');
  };
}

/** Whether an error is a bug. The gateway's code gives every error that it throws on purpose a specific code. */
export function isBug(error: Pick<GraphQLFormattedError, 'message' | 'extensions' | 'path'>): boolean {
  const code = error.extensions?.code;
  return (code === undefined || code === 'INTERNAL_SERVER_ERROR') && !protocolErrorOf(error);
}

/** Matches the error about null for an argument with a default. graphql-js raises it at execution, without a code. */
const nullArgument = /^Argument "\w+" (of non-null type "[^"]+" must not be null|has invalid value)/;

/**
 * Returns the protocol error for a message. Errors with a path come from execution and are not protocol errors, except
 * the error about a null argument.
 */
function protocolErrorOf({ message, path }: Pick<GraphQLFormattedError, 'message' | 'path'>) {
  const found = nullArgument.exec(message);
  if (found) {
    const [argument = ''] = /^Argument "\w+"/.exec(message) ?? [];
    return {
      code: 'BAD_USER_INPUT',
      message: `${argument}: must not be null; omit it to use the default.`,
    };
  }
  return path || !Object.hasOwn(protocolErrors, message) ? undefined : protocolErrors[message];
}

/** Returns the error that the resolver threw, for the log. */
export const thrownError = unwrapResolverError;

function withCode(error: GraphQLFormattedError, code: string): GraphQLFormattedError {
  return { ...error, extensions: { ...error.extensions, code } };
}

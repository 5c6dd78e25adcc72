import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { oneOfRemedy } from '../../graph/build/one-of.js';
import { maxMessageLength, shortened } from './bounded-errors.js';
import { type SchemaVisibility, withoutSuggestion } from './introspection.js';
import { locationsOf } from './source-locations.js';

/** The answer to a bug: it says only that there was one; the log has the rest, under the same request id. */
const maskedMessage = 'Internal error. The log has the details under the x-request-id of this response.';

/** Errors by which a client broke the protocol, to which the libraries give no code or words of their own inside. */
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

/** Formats each error before it leaves: stable codes, remedies, short messages, nothing of the inside of a bug. */
export function formatErrors(schema: GraphQLSchema, { toClients }: SchemaVisibility) {
  return (given: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    // Apollo's own switch for this leaves the suggestions for values of variables.
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

/** What nobody threw on purpose has no code of its own. */
export function isBug(error: Pick<GraphQLFormattedError, 'message' | 'extensions' | 'path'>): boolean {
  const code = error.extensions?.code;
  return (code === undefined || code === 'INTERNAL_SERVER_ERROR') && !protocolErrorOf(error);
}

/** A null where a default stands in for what is absent: graphql-js finds it while it executes, and gives it no code. */
const nullArgument = /^Argument "\w+" (of non-null type "[^"]+" must not be null|has invalid value)/;

/** Only before execution: a resolver that overflows the stack is a bug. */
function protocolErrorOf({ message, path }: Pick<GraphQLFormattedError, 'message' | 'path'>) {
  const found = nullArgument.exec(message);
  if (found) {
    const [argument = ''] = /^Argument "\w+"/.exec(message) ?? [];
    return {
      code: 'BAD_USER_INPUT',
      message: `${argument}: null where a value must stand; leave it out for its default.`,
    };
  }
  return path || !Object.hasOwn(protocolErrors, message) ? undefined : protocolErrors[message];
}

/** The error as it was thrown, for the log. */
export const thrownError = unwrapResolverError;

function withCode(error: GraphQLFormattedError, code: string): GraphQLFormattedError {
  return { ...error, extensions: { ...error.extensions, code } };
}

import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { explainOneOf } from '../graph/one-of.js';

/** What a client learns of a bug: nothing but that there was one; the log has the rest, under the same request id. */
const maskedMessage = 'The gateway failed. Its log has the details under the x-request-id of this answer.';

/** Errors by which a client broke the protocol, that Apollo Server leaves without a code. */
const protocolErrors = new Set(['provided sha does not match query']);

/** The last look at each error before it leaves: stable codes, remedies, and nothing of a bug's inside. */
export function formatErrors(schema: GraphQLSchema) {
  return (formatted: GraphQLFormattedError): GraphQLFormattedError => {
    const code = formatted.extensions?.code;
    if (protocolErrors.has(formatted.message)) return withCode(formatted, 'BAD_REQUEST');
    if (isBug(formatted)) {
      const { path, locations } = formatted;
      return { message: maskedMessage, locations, path, extensions: { code: 'INTERNAL_SERVER_ERROR' } };
    }
    const refused = code === 'GRAPHQL_VALIDATION_FAILED' || code === 'BAD_USER_INPUT';
    const explained = refused ? explainOneOf(formatted.message, schema) : null;
    return explained ? withCode({ ...formatted, message: explained }, 'BAD_USER_INPUT') : formatted;
  };
}

/** What nobody threw on purpose has no code of its own. */
export function isBug({ message, extensions }: Pick<GraphQLFormattedError, 'message' | 'extensions'>): boolean {
  const code = extensions?.code;
  return (code === undefined || code === 'INTERNAL_SERVER_ERROR') && !protocolErrors.has(message);
}

/** The error as it was thrown, for the log. */
export const thrownError = unwrapResolverError;

function withCode(error: GraphQLFormattedError, code: string): GraphQLFormattedError {
  return { ...error, extensions: { ...error.extensions, code } };
}

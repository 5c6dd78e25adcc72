import { type Exchange, mapExchange } from '@urql/core';
import possibleTypes from '../../../schema/possible-types.json' with { type: 'json' };

/** The last one is the pattern that all their names match. */
const errorTypes = possibleTypes.ConnectError;
const isError = new RegExp(errorTypes.at(-1) ?? '');
const known = new Set(errorTypes);

/**
 * For Graphcache, which stops with an exception at a type that its schema lacks: an error type that a later version of the
 * gateway has added arrives as `ConnectUnexpectedError`, with its message. Stands between Graphcache and `fetchExchange`.
 * The default document cache needs nothing.
 */
export const laterErrorsExchange: Exchange = mapExchange({
  onResult: (result) => ({ ...result, data: withKnownErrors(result.data) }),
});

function withKnownErrors(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(withKnownErrors);
  if (typeof data !== 'object' || data === null) return data;
  const fields = Object.fromEntries(Object.entries(data).map(([name, value]) => [name, withKnownErrors(value)]));
  const { __typename: type } = fields;
  const isLater = typeof type === 'string' && isError.test(type) && !known.has(type);
  return isLater ? { ...fields, __typename: 'ConnectUnexpectedError' } : fields;
}

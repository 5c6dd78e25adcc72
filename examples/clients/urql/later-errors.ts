import { type Exchange, mapExchange } from '@urql/core';
import possibleTypes from '../../../schema/possible-types.json' with { type: 'json' };

/** Names of the error types. The last entry is a pattern that matches all of them, and those of later versions. */
const errorTypes = possibleTypes.ConnectError;
const isError = new RegExp(errorTypes.at(-1) ?? '');
const known = new Set(errorTypes);

/**
 * Exchange for Graphcache, which throws an exception for a type that its schema lacks. The exchange replaces error types of
 * later versions of the gateway with `ConnectUnexpectedError`, and keeps their messages. Put it between Graphcache and
 * `fetchExchange`. The default document cache does not need it.
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

import { GraphQLScalarType } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';

const { parseValue, parseLiteral } = GraphQLDateTime.toConfig();

/** DateTime of graphql-scalars, but always serialized in UTC with milliseconds, as its specification requires. */
export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'Date and time in UTC, in RFC 3339 format with milliseconds, such as `2026-01-05T10:00:01.120Z`.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time',
  serialize: (value) => {
    if (!(value instanceof Date)) throw new TypeError('DateTime serializes a Date.');
    return value.toISOString();
  },
  parseValue,
  parseLiteral,
});

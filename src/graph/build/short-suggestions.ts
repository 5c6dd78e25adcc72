import { type GraphQLSchema, isEnumType } from 'graphql';

/** Characters of a wrong value for which similar ones are suggested; no value of an enum is half as long. */
const longestForSuggestions = 256;

/**
 * Keeps graphql-js from looking for values that resemble a long wrong one: that takes time by the product of the two
 * lengths, for each value of the enum.
 */
export function suggestForShortNamesOnly(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isEnumType(type)) continue;
    const parseValue = type.parseValue.bind(type);
    type.parseValue = (value, hideSuggestions) => {
      const isShort = typeof value === 'string' && value.length <= longestForSuggestions;
      return parseValue(value, hideSuggestions || !isShort);
    };
  }
}

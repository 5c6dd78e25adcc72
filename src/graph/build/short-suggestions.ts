import { type GraphQLSchema, isEnumType } from 'graphql';

/** Maximum length of an invalid enum value for which graphql-js suggests similar ones. Valid values are far shorter. */
const longestForSuggestions = 256;

/**
 * Disables graphql-js's suggestions for long invalid enum values. The search takes time proportional to the product of
 * both lengths, for each value of the enum.
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

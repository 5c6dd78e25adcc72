import { type ASTVisitor, type GraphQLSchema, isEnumType, type ValidationContext } from 'graphql';

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

/** Maximum number of errors of a document with suggestions for similar names. */
export const maxSuggestions = 10;

/**
 * Validation rule that switches graphql-js's suggestions off after the first errors of a document. For each unknown name,
 * graphql-js compares the name with all names of the schema, which takes 2 ms for a type. 100 unknown types in 4 KB took
 * 200 ms. The limit of graphql-js on the number of errors is too high for this.
 */
export function suggestForFirstErrors(context: ValidationContext): ASTVisitor {
  const { hideSuggestions } = context;
  const report = context.reportError.bind(context);
  let errors = 0;
  context.reportError = (error) => {
    errors++;
    report(error);
  };
  // The rules read the property for each error.
  Object.defineProperty(context, 'hideSuggestions', { get: () => hideSuggestions || errors >= maxSuggestions });
  return {};
}

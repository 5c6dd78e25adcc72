import { type GraphQLNamedType, type GraphQLSchema, isObjectType, isUnionType } from 'graphql';

/** The interface of all error types. */
const errorInterface = 'ConnectError';

/**
 * A regular expression, in the form in which Apollo Client takes one among possible types, that matches the name of every
 * error type, also of those that later versions add. The conventions of the schema hold names to it.
 */
export const errorTypePattern = '^Connect\\w+Error$';

/**
 * The possible types of the schema's interface and unions, for clients that match fragments without the schema.
 *
 * A list of today's types alone would make such a client drop the fields of an error type that a later version adds. So
 * `ConnectError` has a pattern beside its types, and the union of a mutation's result has `ConnectError` in place of its
 * errors: a fragment on the union matches each of them, also one that joins it later.
 *
 * @returns Lists of names by the name of the interface or union, each in the order of the schema.
 */
export function possibleTypes(schema: GraphQLSchema): Record<string, readonly string[]> {
  const abstract: Record<string, readonly string[]> = {};
  for (const type of Object.values(schema.getTypeMap())) {
    // The union of all entities is for routers alone.
    if (!isUnionType(type) || type.name === '_Entity') continue;
    const members = type.getTypes();
    const others = members.filter((member) => !isError(member)).map(({ name }) => name);
    abstract[type.name] = others.length < members.length ? [...others, errorInterface] : others;
  }
  return { [errorInterface]: [...errorTypes(schema), errorTypePattern], ...abstract };
}

/** The names of all types that implement `ConnectError`. */
export function errorTypes(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap())
    .filter(isError)
    .map(({ name }) => name);
}

function isError(type: GraphQLNamedType): boolean {
  return isObjectType(type) && type.getInterfaces().some(({ name }) => name === errorInterface);
}

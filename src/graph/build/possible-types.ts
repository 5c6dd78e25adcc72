import { type GraphQLNamedType, type GraphQLSchema, isObjectType, isUnionType } from 'graphql';

/** Interface of all error types. */
const errorInterface = 'ConnectError';

/**
 * Regular expression for the names of all error types, including those of later versions, in the form that Apollo
 * Client accepts in possible types. The conventions of the schema guarantee that all names match.
 */
export const errorTypePattern = '^Connect\\w+Error$';

/**
 * Returns the possible types of the schema's interface and unions, for clients that match fragments without the schema.
 *
 * With a list of the current types only, such a client would drop the fields of error types that a later version adds.
 * `ConnectError` therefore has a pattern in addition to its types. A result union has `ConnectError` in place of its
 * errors, so that a fragment on the union also matches later errors.
 *
 * @returns Lists of type names by interface or union, each in the order of the schema.
 */
export function possibleTypes(schema: GraphQLSchema): Record<string, readonly string[]> {
  const abstract: Record<string, readonly string[]> = {};
  for (const type of Object.values(schema.getTypeMap())) {
    // Only routers use the union of all entities.
    if (!isUnionType(type) || type.name === '_Entity') continue;
    const members = type.getTypes();
    const others = members.filter((member) => !isError(member)).map(({ name }) => name);
    abstract[type.name] = others.length < members.length ? [...others, errorInterface] : others;
  }
  return { [errorInterface]: [...errorTypes(schema), errorTypePattern], ...abstract };
}

/** Returns the names of all types that implement `ConnectError`. */
export function errorTypes(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap())
    .filter(isError)
    .map(({ name }) => name);
}

function isError(type: GraphQLNamedType): boolean {
  return isObjectType(type) && type.getInterfaces().some(({ name }) => name === errorInterface);
}

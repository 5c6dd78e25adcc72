import {
  type ASTVisitor,
  GraphQLError,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isNonNullType,
  Kind,
  type ValidationContext,
} from 'graphql';

/** Directive of an input object in which exactly one field must be given. */
export const oneOf = '@oneOf';

/**
 * Validation rule that refuses a nullable variable as a field of a `@oneOf` input, as the specification requires.
 * graphql-js 16 checks this only if the input itself is nullable. Otherwise it accepts the variable and throws if its
 * value is null.
 */
export function NonNullVariablesInOneOf(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(operation) {
      const definitions = new Map(operation.variableDefinitions?.map((node) => [node.variable.name.value, node]));
      for (const { node, parentType } of context.getRecursiveVariableUsages(operation)) {
        const definition = definitions.get(node.name.value);
        const owner = getNamedType(parentType);
        const missedByLibrary = isNonNullType(parentType) && isInputObjectType(owner) && owner.isOneOf;
        if (!missedByLibrary || !definition || definition.type.kind === Kind.NON_NULL_TYPE) continue;
        context.reportError(
          new GraphQLError(
            `Variable "$${node.name.value}" must be non-nullable to be used for OneOf Input Object "${owner.name}".`,
            { nodes: [definition, node] },
          ),
        );
      }
    },
  };
}

/**
 * Returns the remedy for an error about a `@oneOf` input, with the names of its fields. graphql-js does not list the
 * fields. It has six different messages, which this function recognizes.
 *
 * @param message Message of graphql-js. In a long message only the beginning and the end are searched.
 * @returns Null if the message is not about a `@oneOf` input.
 */
export function oneOfRemedy(message: string, schema: GraphQLSchema): string | null {
  const text = message.length <= 4_000 ? message : `${message.slice(0, 2_000)} ${message.slice(-2_000)}`;
  const typeName = typeNamePatterns.map((pattern) => pattern.exec(text)?.[1]).find(Boolean);
  const type = typeName ? schema.getType(typeName) : ownerOfNullField(text, schema);
  if (!isInputObjectType(type) || !type.isOneOf) return null;
  const fields = Object.keys(type.getFields()).map((name) => `\`${name}\``);
  const choice = fields.length === 2 ? fields.join(' or ') : fields.join(', ');
  return `Give exactly one of ${choice}, not null: pass the whole ${type.name} as one variable, or declare the variable of its field non-null.`;
}

const typeNamePatterns = [
  /OneOf (?:Input Object|type) "(\w+)"/,
  /Field "\w+" is not defined by type "(\w+)"/,
  /Field "(\w+)\.\w+" must be non-null\./,
];

/**
 * Finds the type for the message `Field "queueId" must be non-null.`, which names no type if the value is in a
 * variable.
 */
function ownerOfNullField(message: string, schema: GraphQLSchema) {
  const field = /Field "(\w+)" must be non-null\./.exec(message)?.[1];
  const owners = Object.values(schema.getTypeMap()).filter(
    (type) => field && isInputObjectType(type) && type.isOneOf && field in type.getFields(),
  );
  return owners.length === 1 ? owners[0] : null;
}

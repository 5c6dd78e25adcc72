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

/** An input object of which exactly one field must be given, with the directive that says so. */
export const oneOf = '@oneOf';

/**
 * Refuses a nullable variable as the field of a `@oneOf` input, as the specification wants. graphql-js 16 does so only
 * where the input itself may be null; elsewhere it lets the variable pass and fails inside when its value is null.
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
 * The remedy for a refusal of a `@oneOf` input: which fields there are, and what to do. graphql-js names the type alone, in
 * six sentences that differ with where the value stood; this recognises them.
 *
 * @param message Of graphql-js; only its beginning is looked at where it is long.
 * @returns Null when the message is not about a `@oneOf` input.
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

/** In a variable the sentence is `Field "queueId" must be non-null.`, without the type. */
function ownerOfNullField(message: string, schema: GraphQLSchema) {
  const field = /Field "(\w+)" must be non-null\./.exec(message)?.[1];
  const owners = Object.values(schema.getTypeMap()).filter(
    (type) => field && isInputObjectType(type) && type.isOneOf && field in type.getFields(),
  );
  return owners.length === 1 ? owners[0] : null;
}

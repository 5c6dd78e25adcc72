import { type GraphQLSchema, isInputObjectType } from 'graphql';

/** An input object of which exactly one field must be given, with the directive that says so. */
export const oneOf = '@oneOf';

/**
 * A refusal of a `@oneOf` input says which fields there are and what to do. graphql-js names the type alone, in five
 * sentences that differ with where the value stood; this recognises them.
 *
 * @returns The message with its remedy; null when the message is not about a `@oneOf` input.
 */
export function explainOneOf(message: string, schema: GraphQLSchema): string | null {
  const typeName = /OneOf (?:Input Object|type) "(\w+)"/.exec(message)?.[1] ?? typeOfNullField(message, schema);
  const type = typeName ? schema.getType(typeName) : null;
  if (!isInputObjectType(type) || !type.isOneOf) return null;
  const fields = Object.keys(type.getFields()).map((name) => `\`${name}\``);
  const choice = fields.length === 2 ? fields.join(' or ') : fields.join(', ');
  return `${message} Give exactly one of ${choice}, with a value that is not null, and leave the others out: pass the whole ${type.name} as one variable, or declare the variable of its field non-null.`;
}

/** `Field "TransferDestinationInput.queueId" must be non-null.` in a document, `Field "queueId" ...` in a variable. */
function typeOfNullField(message: string, schema: GraphQLSchema): string | undefined {
  const [, typeName, field] = /Field "(?:(\w+)\.)?(\w+)" must be non-null\./.exec(message) ?? [];
  if (typeName || !field) return typeName;
  const owners = Object.values(schema.getTypeMap()).filter(
    (type) => isInputObjectType(type) && type.isOneOf && field in type.getFields(),
  );
  return owners.length === 1 ? owners[0]?.name : undefined;
}

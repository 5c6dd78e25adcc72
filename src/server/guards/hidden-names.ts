import {
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  specifiedScalarTypes,
} from 'graphql';

/** Stands for a name that is not told. */
const hidden = '…';

/**
 * Hides from an error's message the names of the schema that the request itself did not write: graphql-js names types,
 * required fields and enum values in its refusals, which would tell the schema bit by bit where introspection is off.
 */
export class HiddenNames {
  readonly #types: ReadonlySet<string>;
  readonly #names: ReadonlySet<string>;

  constructor(schema: GraphQLSchema) {
    const builtIn = new Set(specifiedScalarTypes.map(({ name }) => name));
    const types = Object.values(schema.getTypeMap()).filter(({ name }) => !builtIn.has(name));
    this.#types = new Set(types.map(({ name }) => name));
    const names = new Set(this.#types);
    for (const type of types) {
      if (isEnumType(type)) for (const { name } of type.getValues()) names.add(name);
      if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) continue;
      for (const field of Object.values(type.getFields())) {
        names.add(field.name);
        if ('args' in field) for (const { name } of field.args) names.add(name);
      }
    }
    this.#names = names;
  }

  /**
   * @param written What the request wrote: its document and its variables.
   * @returns The message, with an ellipsis for each name that is not among it.
   */
  hideFrom(message: string, written: ReadonlySet<string>): string {
    const isSecret = (name: string, names: ReadonlySet<string>) => names.has(name) && !written.has(name);
    return (
      message
        // Within quotes stand names; outside of them only those of types are no words of a sentence.
        .replace(/"[^"]{1,300}"/g, (quoted) =>
          quoted.replace(/[A-Za-z_]\w*/g, (name) => (isSecret(name, this.#names) ? hidden : name)),
        )
        .replace(/[A-Z_]\w*/g, (name) => (isSecret(name, this.#types) ? hidden : name))
    );
  }
}

/** All names in a request's document and variables. */
export function namesIn(query: string | undefined, variables: unknown): ReadonlySet<string> {
  const text = `${query ?? ''} ${JSON.stringify(variables) ?? ''}`;
  return new Set(text.match(/[A-Za-z_]\w*/g));
}

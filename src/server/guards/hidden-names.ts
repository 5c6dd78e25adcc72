import {
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  specifiedScalarTypes,
} from 'graphql';

/** Replaces a hidden name. */
const hidden = '…';

/**
 * Hides names of the schema in error messages, unless the request itself contains them. graphql-js names types,
 * required fields and enum values in its messages, which would reveal the schema step by step although introspection
 * is off.
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
   * @param written The names in the request's document and variables.
   * @returns The message, with an ellipsis in place of each schema name that is not in `written`.
   */
  hideFrom(message: string, written: ReadonlySet<string>): string {
    const isSecret = (name: string, names: ReadonlySet<string>) => names.has(name) && !written.has(name);
    return (
      message
        // Quotes enclose names of any kind. Outside of quotes only type names differ from words of a sentence.
        .replace(/"[^"]{1,300}"/g, (quoted) =>
          quoted.replace(/[A-Za-z_]\w*/g, (name) => (isSecret(name, this.#names) ? hidden : name)),
        )
        .replace(/[A-Z_]\w*/g, (name) => (isSecret(name, this.#types) ? hidden : name))
    );
  }
}

/** Returns all names in a request's document and variables. */
export function namesIn(query: string | undefined, variables: unknown): ReadonlySet<string> {
  const text = `${query ?? ''} ${JSON.stringify(variables) ?? ''}`;
  return new Set(text.match(/[A-Za-z_]\w*/g));
}

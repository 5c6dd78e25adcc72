import { type ASTVisitor, GraphQLError, type ValidationContext, type ValidationRule } from 'graphql';
import { NonNullVariablesInOneOf } from '../../graph/build/one-of.js';
import { suggestForFirstErrors } from '../../graph/build/suggestions.js';

/** Whether clients and routers may read the schema from the running gateway. */
export interface SchemaVisibility {
  /** By introspection, at `/schema.graphql`, in GraphiQL and by suggestions in error messages. */
  readonly toClients: boolean;
  /** By the federation field `_service`. */
  readonly toRouters: boolean;
}

const schemaFields = new Set(['__schema', '__type']);

/**
 * Maximum number of times that a document may select these fields. Each selection of `__schema` can list the whole
 * schema, which takes the gateway 80 ms. Tools select it once.
 */
const maxSelections: ReadonlyMap<string, number> = new Map([
  ['__schema', 4],
  ['__type', 50],
]);

/** Returns the validation rules that the gateway adds to those of graphql-js. */
export function gatewayRules(visibility: SchemaVisibility): ValidationRule[] {
  return [suggestForFirstErrors, NonNullVariablesInOneOf, limitIntrospection, ...hideSchema(visibility)];
}

/** Limits the number of selections of the introspection fields. */
function limitIntrospection(context: ValidationContext): ASTVisitor {
  const counts = new Map<string, number>();
  return {
    Field(node) {
      const name = node.name.value;
      const max = maxSelections.get(name);
      if (max === undefined) return;
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      if (count !== max + 1) return;
      const message = `A document may select \`${name}\` at most ${max} times. Select it once, and read all in one place.`;
      context.reportError(new GraphQLError(message, { nodes: node }));
    },
  };
}

/** If the schema is hidden, refuses the fields that show it. `__typename` stays allowed. */
function hideSchema({ toClients, toRouters }: SchemaVisibility): ValidationRule[] {
  const hidden = new Map<string, string>();
  if (!toClients) for (const name of schemaFields) hidden.set(name, 'Introspection is switched off (INTROSPECTION).');
  if (!toRouters) {
    hidden.set(
      '_service',
      'Introspection is switched off (INTROSPECTION), and no router is expected (SUBGRAPH_DIRECTIVES).',
    );
  }
  if (hidden.size === 0) return [];
  return [
    (context: ValidationContext): ASTVisitor => ({
      Field(node) {
        const message = hidden.get(node.name.value);
        if (message !== undefined) context.reportError(new GraphQLError(message, { nodes: node }));
      },
    }),
  ];
}

/** Removes graphql-js's "Did you mean" suggestion, which names parts of the schema. */
export function withoutSuggestion(message: string): string {
  // No regular expression: a message can repeat a client's text many times, which makes matching slow.
  const at = message.indexOf('Did you mean ');
  if (at < 0 || !message.endsWith('?')) return message;
  return message.slice(0, message[at - 1] === ' ' ? at - 1 : at);
}

import { type ASTVisitor, GraphQLError, type ValidationContext, type ValidationRule } from 'graphql';
import { NonNullVariablesInOneOf } from '../../graph/build/one-of.js';

/** Whether clients and routers may read the schema from the running gateway. */
export interface SchemaVisibility {
  /** By introspection, at `/schema.graphql`, in GraphiQL and by suggestions in error messages. */
  readonly toClients: boolean;
  /** By the federation field `_service`. */
  readonly toRouters: boolean;
}

const schemaFields = new Set(['__schema', '__type']);

/** Returns the validation rules that the gateway adds to those of graphql-js. */
export function gatewayRules(visibility: SchemaVisibility): ValidationRule[] {
  return [NonNullVariablesInOneOf, ...hideSchema(visibility)];
}

/** Refuses the fields that show the schema where it is hidden. `__typename` stays allowed. */
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

import { type ASTVisitor, GraphQLError, type ValidationContext, type ValidationRule } from 'graphql';
import { NonNullVariablesInOneOf } from '../../graph/build/one-of.js';

/** Whether clients and routers may learn the schema from the running gateway. */
export interface SchemaVisibility {
  /** By introspection, at `/schema.graphql`, on the page and by suggestions in errors. */
  readonly toClients: boolean;
  /** By `_service`, as a router asks for it. */
  readonly toRouters: boolean;
}

const schemaFields = new Set(['__schema', '__type']);

/** Validation rules beside those of graphql-js. */
export function ownRules(visibility: SchemaVisibility): ValidationRule[] {
  return [NonNullVariablesInOneOf, ...hideSchema(visibility)];
}

/** Refuses what shows the schema to those who may not see it; `__typename` is no such thing. */
function hideSchema({ toClients, toRouters }: SchemaVisibility): ValidationRule[] {
  const hidden = new Map<string, string>();
  if (!toClients) for (const name of schemaFields) hidden.set(name, 'Introspection is switched off (INTROSPECTION).');
  if (!toRouters) {
    hidden.set('_service', 'Introspection is switched off (INTROSPECTION), and no router is expected (SUBGRAPH_SDL).');
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

/** The message without what names the schema has in place of one that it has not. */
export function withoutSuggestion(message: string): string {
  // Not by a pattern: a message may repeat what a client wrote, and that over and over.
  const at = message.indexOf('Did you mean ');
  if (at < 0 || !message.endsWith('?')) return message;
  return message.slice(0, message[at - 1] === ' ' ? at - 1 : at);
}

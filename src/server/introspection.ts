import { type ASTVisitor, GraphQLError, type ValidationContext, type ValidationRule } from 'graphql';

/** Who may learn the schema from the running gateway. */
export interface SchemaVisibility {
  /** By introspection, at `/schema.graphql`, on the page and by suggestions in errors. */
  readonly toClients: boolean;
  /** By `_service`, as a router asks for it. */
  readonly toRouters: boolean;
}

const schemaFields = new Set(['__schema', '__type']);

/** Refuses what shows the schema to those who may not see it; `__typename` is no such thing. */
export function hideSchema({ toClients, toRouters }: SchemaVisibility): ValidationRule[] {
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

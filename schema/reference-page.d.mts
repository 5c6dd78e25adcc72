import type { GraphQLSchema } from 'graphql';

export function referencePage(facts: {
  readonly schema: GraphQLSchema;
  readonly examples: ReadonlyMap<string, { readonly query: string; readonly variables: object | null }>;
  readonly scopes: Readonly<Record<string, readonly string[]>>;
}): string;

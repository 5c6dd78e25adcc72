import type { GraphQLSchema } from 'graphql';

export function operationsPage(facts: {
  readonly schema: GraphQLSchema;
  readonly declared: ReadonlyMap<string, 'read' | 'write'>;
  readonly operations: Readonly<Record<string, { readonly idempotencyToken?: string }>>;
  readonly quotaOf: (operation: string) => { readonly rate: number; readonly burst: number };
  readonly behaves: (operation: string) => boolean;
}): string;

import type { GraphQLSchema } from 'graphql';

export function mutationsPage(facts: {
  readonly schema: GraphQLSchema;
  readonly declared: ReadonlyMap<
    string,
    {
      readonly name: string;
      readonly repeat: 'token' | 'never';
      readonly scope: string;
      readonly changes: Readonly<Record<string, unknown>>;
    }
  >;
}): string;

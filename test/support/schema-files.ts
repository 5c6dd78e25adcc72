import { readFileSync } from 'node:fs';

export const schemaNames = ['subgraph', 'subgraph-without-scopes', 'api'] as const;

/** A published schema file, as it is committed. */
export function publishedSchema(name: (typeof schemaNames)[number]): string {
  return readFileSync(new URL(`../../schema/${name}.graphql`, import.meta.url), 'utf8');
}

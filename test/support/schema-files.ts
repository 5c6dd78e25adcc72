import { readFileSync } from 'node:fs';

/** A published schema file, as it is committed. */
export function publishedSchema(name: 'subgraph' | 'api'): string {
  return readFileSync(new URL(`../../schema/${name}.graphql`, import.meta.url), 'utf8');
}

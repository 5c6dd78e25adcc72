import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { readOperations } from '../../src/server/page-route.js';
import { predecessorOf } from '../support/operation-examples.mjs';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
/** Contacts, evaluations and files, which an example may change or end. */
const idsIn = (text: string) => new Set(text.match(/\b(?:cccccccc|44444444|33333333)-0000-4000-8000-\d{12}\b/g));

/** The mutations among the documents, by the document with which a chain of them begins. */
function idsOfMutations(): [example: string, ids: Set<string>][] {
  const operations = readOperations();
  const first = (name: string): string => {
    const before = predecessorOf(operations.get(name) ?? { query: '' });
    return before === undefined ? name : first(before);
  };
  const chains = new Map<string, Set<string>>();
  for (const [name, { query, variables }] of operations) {
    const [definition] = parse(query).definitions;
    if (definition?.kind !== 'OperationDefinition' || definition.operation !== 'mutation') continue;
    const ids = idsIn(JSON.stringify(variables));
    chains.set(first(name), new Set([...(chains.get(first(name)) ?? []), ...ids]));
  }
  return [...chains];
}

test('no two examples change the same contact, evaluation or file, so that they work in any order', () => {
  const texts = [
    'README.md',
    ...readdirSync(new URL('../../docs', import.meta.url)).map((name) => `docs/${name}`),
  ].filter((name) => name.endsWith('.md') && name !== 'docs/schema.md');
  const examples = [
    ...idsOfMutations(),
    ...[...texts, 'test/docs/clients.ts'].map((name) => [name, idsIn(read(name))] as const),
  ];
  const usedBy = new Map<string, string[]>();
  for (const [example, ids] of examples) for (const id of ids) usedBy.set(id, [...(usedBy.get(id) ?? []), example]);
  expect(usedBy.size).toBeGreaterThan(30);
  expect([...usedBy].filter(([, users]) => users.length > 1)).toEqual([]);
});

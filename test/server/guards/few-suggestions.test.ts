import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type GraphQLSchema, parse, specifiedRules, validate } from 'graphql';
import { gatewayGraph } from '../../../src/schema.js';
import { maxSuggestions, suggestForFirstErrors } from '../../../src/server/guards/few-suggestions.js';

let schema: GraphQLSchema;
beforeAll(async () => {
  ({ schema } = await gatewayGraph());
});
const many = (count: number, text: (n: number) => string) => Array.from({ length: count }, (_, n) => text(n)).join(' ');
const suggestions = (document: string) =>
  validate(schema, parse(document), [suggestForFirstErrors, ...specifiedRules], { maxErrors: 200 }).filter(
    ({ message }) => message.includes('Did you mean'),
  ).length;

describe.each<[string, (count: number) => string]>([
  ['types of variables', (count) => `query (${many(count, (n) => `$v${n}: ConnectQueueIx`)}) { __typename }`],
  ['types of fragments', (count) => `{ __typename ${many(count, () => '... on ConnectQueues { id }')} }`],
  ['fields', (count) => `{ connect { ${many(count, (n) => `a${n}: contactz`)} } }`],
  ['arguments', (count) => `{ connect { ${many(count, (n) => `a${n}: contacts(firzt: 1) { asOf }`)} } }`],
  [
    'input fields',
    (count) => `{ connect { ${many(count, (n) => `a${n}: contacts(filter: { channelz: [] }) { asOf }`)} } }`,
  ],
  [
    'enum values',
    (count) => `{ connect { ${many(count, (n) => `a${n}: contacts(filter: { channels: [VOICES] }) { asOf }`)} } }`,
  ],
])('unknown %s', (_what, document) => {
  test('have suggestions in the first errors of a document only', () => {
    expect(suggestions(document(1))).toBe(1);
    expect(suggestions(document(100))).toBe(maxSuggestions);
  });
});

test('a document with many valid values has suggestions for its unknown names', () => {
  expect(suggestions(`{ connect { ${many(50, (n) => `a${n}: contacts(first: ${n + 1}) { asOf }`)} contactz } }`)).toBe(
    1,
  );
});

test('suggestions that are switched off stay off', () => {
  const context = { hideSuggestions: true, reportError: jest.fn() };
  suggestForFirstErrors(context as never);
  expect(context.hideSuggestions).toBe(true);
});

import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type GraphQLSchema, parse, specifiedRules, validate } from 'graphql';
import { maxSuggestions, suggestForFirstErrors } from '../../../src/graph/build/suggestions.js';
import { gatewayGraph } from '../../../src/schema.js';
import { startTestGateway, type TestGateway } from '../../support/gateway.js';

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

describe('the gateway', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.close());

  test('suggests names in the first errors of a document only', async () => {
    const query = `query (${many(100, (n) => `$v${n}: ConnectQueueIx`)}) { __typename }`;
    const { errors } = await gateway.graphql(query);
    expect(errors.filter(({ message }) => message.includes('Did you mean'))).toHaveLength(maxSuggestions);
  });

  test.each([4, 12, 30])(
    'refuses introspection with %i levels of fragments that each double the next',
    async (levels) => {
      const spread = (n: number) => `a: fields { type { ...F${n} } } b: fields { type { ...F${n} } }`;
      const fragments = many(levels, (n) => `fragment F${n} on __Type { name ${spread(n + 1)} }`);
      const query = `{ __schema { types { ...F0 } } } ${fragments} fragment F${levels} on __Type { name }`;
      const before = process.cpuUsage().user;
      const { errors, status } = await gateway.graphql(query);
      expect([status, errors.length]).toEqual([400, 1]);
      // The bytes of the response are bounded, so the work is too.
      expect((process.cpuUsage().user - before) / 1_000).toBeLessThan(20_000);
    },
  );
});

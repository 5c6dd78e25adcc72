import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildSchema, getNamedType, isObjectType, isRequiredArgument } from 'graphql';
import { startTestGateway, type TestGateway, uncached } from '../support/gateway.js';
import { bearer, startTestIssuer, type TestIssuer } from '../support/issuer.js';
import { publishedSchema } from '../support/schema-files.js';

const type = buildSchema(publishedSchema('api')).getType('ConnectInstance');
/** Every list of an instance, with the greatest `first` that its description allows. */
const lists = Object.values(isObjectType(type) ? type.getFields() : {})
  .filter((field) => getNamedType(field.type).name.endsWith('Connection'))
  .filter((field) => !field.args.some(isRequiredArgument))
  .map(({ name, args }) => {
    const [, most = ''] = /1 to ([\d,]+)/.exec(args.find((arg) => arg.name === 'first')?.description ?? '') ?? [];
    return { list: name, most: Number(most.replace(',', '')) };
  });
/** Lists that require another scope than the directory's. */
const ofOtherScopes: readonly string[] = ['contacts', 'evaluations', 'evaluationForms'];

let issuer: TestIssuer;
let alone: TestGateway;
let cached: TestGateway;
let guarded: TestGateway;
beforeAll(async () => {
  issuer = await startTestIssuer();
  alone = await startTestGateway(uncached);
  cached = await startTestGateway();
  guarded = await startTestGateway({ settings: { auth: issuer.settings } });
});
afterAll(() => Promise.all([alone.close(), cached.close(), guarded.close(), issuer.close()]));

const query = (list: string, first: number) => `{ connect { ${list}(first: ${first}) { nodes { __typename id } } } }`;

test.each(lists)('$list returns as many rows as its description allows: $most', async ({ list, most }) => {
  expect(most).toBeGreaterThan(0);
  const { errors } = await alone.graphql(query(list, most));
  expect(errors).toEqual([]);
  const beyond = await alone.graphql(query(list, most + 1));
  expect(beyond.errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

test('no list returns the cached rows of another list', async () => {
  for (const order of [lists, lists.toReversed()]) {
    for (const { list } of order) {
      const { data } = await cached.graphql(query(list, 5));
      const expected = await alone.graphql(query(list, 5));
      expect(data).toEqual(expected.data);
    }
  }
});

test.each(lists)('$list requires directory:read, unless it is named as a list of another scope', async ({ list }) => {
  const ask = async (scope: string) => {
    const { errors } = await guarded.graphql(query(list, 1), {}, bearer(await issuer.token({ scope })));
    return errors.map(({ extensions }) => extensions.code);
  };
  expect(await ask('')).toContain('FORBIDDEN');
  if (!ofOtherScopes.includes(list)) expect(await ask('contacts:read')).toContain('FORBIDDEN');
});

test.each([
  { file: 'test/graph/cost/query-cost.test.ts', without: [] },
  { file: 'test/hostile/page-tokens.test.ts', without: [] },
  { file: 'test/contract/directory-reads.test.ts', without: ofOtherScopes },
])('$file has a case of each list', ({ file, without }) => {
  const text = readFileSync(file, 'utf8');
  const missing = lists.filter(({ list }) => !without.includes(list) && !new RegExp(`\\b${list}\\b`).test(text));
  expect(missing.map(({ list }) => `${list}: add a case to ${file}`)).toEqual([]);
});

import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { buildSchema, isAbstractType, isObjectType } from 'graphql';
import { errorTypePattern, possibleTypes } from '../../src/graph/build/possible-types.js';
import { gatewayGraph } from '../../src/schema.js';
import { publishedSchema } from '../support/schema-files.js';

const api = buildSchema(publishedSchema('api'));
const text = readFileSync(new URL('../../schema/possible-types.json', import.meta.url), 'utf8');
const published: Record<string, string[]> = JSON.parse(text);

test('schema/possible-types.json is what the code makes; if not, run `npm run schema` and commit it', async () => {
  const { schema } = await gatewayGraph();
  expect(text).toBe(`${JSON.stringify(possibleTypes(schema), null, 2)}\n`);
});

test('every interface and union that a client sees is there, and nothing else', () => {
  const abstract = Object.values(api.getTypeMap()).filter(isAbstractType);
  expect(Object.keys(published).sort()).toEqual(abstract.map(({ name }) => name).sort());
});

test('each of their types can be reached, an error by the interface', () => {
  for (const type of Object.values(api.getTypeMap()).filter(isAbstractType)) {
    const listed = published[type.name] ?? [];
    const reached = new Set([...listed, ...(listed.includes('ConnectError') ? (published.ConnectError ?? []) : [])]);
    expect(
      api
        .getPossibleTypes(type)
        .map(({ name }) => name)
        .filter((name) => !reached.has(name)),
    ).toEqual([]);
  }
});

test('the pattern matches the name of every error type, and of no other type', () => {
  const pattern = new RegExp(errorTypePattern);
  const isError = (name: string) => published.ConnectError?.includes(name);
  const matched = Object.values(api.getTypeMap()).filter(({ name }) => pattern.test(name));
  const errors = Object.values(api.getTypeMap()).filter((type) => isObjectType(type) && isError(type.name));
  expect(matched).toEqual(errors);
  expect(errors).toHaveLength((published.ConnectError?.length ?? 0) - 1);
});

test('Apollo Client takes the pattern for a regular expression, since it is no name of a type', () => {
  expect(errorTypePattern).not.toMatch(/^[_a-z]\w*$/i);
  expect(published.ConnectError?.at(-1)).toBe(errorTypePattern);
});

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { buildClientSchema, getIntrospectionQuery, isInputObjectType, printType } from 'graphql';
import { startTestGateway, type TestGateway } from '../../support/gateway.js';
import { type TestLog, testLog } from '../../support/log.js';
import { publishedSchema } from '../../support/schema-files.js';

const oneOfTypes = [...publishedSchema('api').matchAll(/^input (\w+) @oneOf/gm)].map(([, name]) => name).sort();

let gateway: TestGateway;
let log: TestLog;
beforeEach(async () => {
  log = testLog();
  gateway = await startTestGateway({ log: log.log });
});
afterEach(() => gateway.close());

const warnings = () => log.text().match(/introspects the schema without/g)?.length ?? 0;
/** The names of the types whose description says that `@oneOf` was lost, and what to do. */
const marked = (types: readonly { name: string; description?: string | null }[]) =>
  types
    .filter(({ description }) => /\n\n@deprecated .*`isOneOf`.*\/schema\.graphql/.test(description ?? ''))
    .map(({ name }) => name)
    .sort();

describe('an introspection that asks for `isOneOf`', () => {
  test('keeps it, and nothing is said of a loss', async () => {
    const { data } = await gateway.graphql(getIntrospectionQuery({ oneOf: true }));
    const types = Object.values(buildClientSchema(data).getTypeMap());
    const kept = types.filter((type) => isInputObjectType(type) && type.isOneOf).map(({ name }) => name);
    expect(kept.sort()).toEqual(oneOfTypes);
    expect(oneOfTypes.length).toBeGreaterThan(10);
    expect(marked(data.__schema.types)).toEqual([]);
    expect(warnings()).toBe(0);
  });
});

describe('an introspection that leaves out `isOneOf`', () => {
  test('says in the description of each type that loses it where to generate from, and in no other', async () => {
    const { data } = await gateway.graphql(getIntrospectionQuery());
    expect(marked(data.__schema.types)).toEqual(oneOfTypes);
  });

  test('hands that on to who builds a schema of it, behind what the description says of itself', async () => {
    const { data } = await gateway.graphql(getIntrospectionQuery());
    const type = buildClientSchema(data).getType('TransferDestinationInput');
    const description = type?.description ?? '';
    expect(description).toMatch(/^[^\n]+\. Exactly one field must be given\.\n\n@deprecated /);
    expect(type && printType(type)).toContain('config: { oneOf: true }');
  });

  test('is logged once for a gateway', async () => {
    for (const descriptions of [true, false]) await gateway.graphql(getIntrospectionQuery({ descriptions }));
    await gateway.graphql(getIntrospectionQuery());
    expect(warnings()).toBe(1);
  });

  test.each([
    ['of one type', '__type(name: "TransferDestinationInput") { name description inputFields { name } }', 1],
    [
      'of a type that is not @oneOf',
      '__type(name: "TransferContactInput") { name description inputFields { name } }',
      0,
    ],
    ['of a type without its fields', '__type(name: "TransferDestinationInput") { name description }', 0],
    [
      'of a type with it',
      '__type(name: "TransferDestinationInput") { name description isOneOf inputFields { name } }',
      0,
    ],
    ['of a type that is not there', '__type(name: "Nothing") { name description inputFields { name } }', 0],
  ])('is told %s', async (_, selection, count) => {
    const { data, errors } = await gateway.graphql(`{ ${selection} }`);
    expect(errors).toEqual([]);
    expect(marked(data.__type ? [data.__type] : [])).toHaveLength(count);
    expect(warnings()).toBe(count);
  });

  test('leaves other answers of the same gateway as they are', async () => {
    await gateway.graphql(getIntrospectionQuery());
    const { data } = await gateway.graphql(getIntrospectionQuery({ oneOf: true }));
    expect(marked(data.__schema.types)).toEqual([]);
    expect(await (await fetch(`${gateway.url}/schema.graphql`)).text()).not.toContain('@deprecated This copy');
  });
});

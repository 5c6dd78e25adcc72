import { describe, expect, test } from '@jest/globals';
import { buildSchema, execute, GraphQLError, type GraphQLObjectType, GraphQLScalarType, parse } from 'graphql';
import { boundFields } from '../../../src/graph/cost/bounded-fields.js';
import { leastBytesPerValue, maxErrors, ResponseBudget } from '../../../src/graph/cost/response-budget.js';
import { DateTime } from '../../../src/graph/types/scalars.js';

const sdl = `
  scalar DateTime
  enum Color { RED GREEN }
  interface Named { name: String }
  type Item implements Named { name: String items: [Item!] count: Int ratio: Float on: Boolean at: DateTime color: Color must: Int! tagged(names: [String!]): String }
  type Other implements Named { name: String only: String }
  type Query { items(count: Int = 10, names: [String!]): [Item!] named: [Named] late: [Item] item: Item }
`;

/** Executes a query with a budget, and counts the fields of items that were resolved. */
async function run(query: string, maxBytes: number, root: Record<string, unknown> = {}) {
  const schema = buildSchema(sdl);
  (schema.getType('DateTime') as GraphQLScalarType).serialize = DateTime.serialize;
  let resolved = 0;
  const count = (type: string) => {
    for (const [name, field] of Object.entries((schema.getType(type) as GraphQLObjectType).getFields())) {
      field.resolve = (source) => {
        resolved++;
        return source[name];
      };
    }
  };
  count('Item');
  count('Other');
  const item = { __typename: 'Item', name: 'n', must: 1 };
  const fields = schema.getQueryType()?.getFields() ?? {};
  for (const [name, field] of Object.entries(fields)) {
    field.resolve = (_source, args) => {
      const value = root[name];
      return value ?? Array.from({ length: args.count ?? 10 }, () => ({ ...item, items: [item, item, item] }));
    };
  }
  boundFields(schema);
  const response = new ResponseBudget(maxBytes, { operation: { type: 'query', name: null } });
  const result = await execute({ schema, document: parse(query), contextValue: { response } });
  const codes = (result.errors ?? []).map(({ extensions }) => extensions.code);
  return { result, response, resolved, codes, errors: result.errors ?? [] };
}

const plenty = 10_000_000;
const aliases = (count: number, field: string) => Array.from({ length: count }, (_, n) => `a${n}: ${field}`).join(' ');

describe('a list is paid for before any of its items is looked into', () => {
  test.each([
    ['of fields', `{ items(count: 1000) { ${aliases(100, 'name')} } }`],
    ['of objects in objects', `{ items(count: 1000) { ${aliases(20, 'items { name count }')} } }`],
    ['under aliases', `{ ${aliases(100, 'items(count: 1000) { name count }')} }`],
    [
      'by fragments',
      `{ items(count: 1000) { ...A ... { ${aliases(90, 'count')} } } } fragment A on Item { name ...B } fragment B on Named { other: name }`,
    ],
    ['of an interface', `{ named { ... on Item { ${aliases(150, 'count')} } ... on Other { only } } }`],
  ])('%s', async (_what, query) => {
    const limit = 50_000;
    const { resolved, response, codes } = await run(query, limit);
    expect([response.isSpent, codes]).toEqual([true, []]);
    expect(resolved).toBeLessThanOrEqual(limit / leastBytesPerValue);
  });

  test('and what comes late, too', async () => {
    const late = Promise.resolve(Array.from({ length: 5_000 }, () => ({ name: 'n' })));
    const { resolved, response } = await run('{ late { name } }', 50_000, { late });
    expect([resolved, response.isSpent, response.stoppedAt]).toEqual([0, true, 'late']);
  });
});

describe('charged are', () => {
  const charged = async (query: string, root = {}) => (await run(query, plenty, root)).response.bytes;

  test('the same field once, however many fragments select it', async () => {
    const once = await charged('{ item { name } }', { item: {} });
    const often = await charged('{ item { name ...A ...A ... on Item { name } } } fragment A on Item { name }', {
      item: {},
    });
    expect(often).toBe(once);
  });

  test('long names by their length', async () => {
    const name = 'n'.repeat(200);
    expect(await charged(`{ item { ${name}: name } }`, { item: {} })).toBeGreaterThan(200);
  });

  test('only those fragments that apply', async () => {
    const own = await charged('{ item { name } }', { item: {} });
    expect(await charged('{ item { name ... on Named { name } } }', { item: {} })).toBe(own);
  });

  test('long texts by their bytes in JSON', async () => {
    const bytes = async (name: string) => charged('{ item { name } }', { item: { name } });
    expect(await bytes('x'.repeat(10_000))).toBeGreaterThanOrEqual(10_000);
    expect(await bytes('é'.repeat(10_000))).toBeGreaterThanOrEqual(20_000);
    expect(await bytes('\u0001'.repeat(10_000))).toBeGreaterThanOrEqual(60_000);
  });

  test('values of arguments that are written out, which are read for each item', async () => {
    const names = Array.from({ length: 500 }, () => '"n"').join();
    const items = { item: { items: [{}, {}] } };
    const without = await charged('{ item { items { tagged } } }', items);
    expect(await charged(`{ item { items { tagged(names: [${names}]) } } }`, items)).toBeGreaterThan(without + 1_000);
    expect(await charged('{ item { items { tagged(names: ["a", "b"]) } } }', items)).toBe(without);
  });
});

describe('errors are located and counted', () => {
  test('beyond the limit without one of their own', async () => {
    const items = Array.from({ length: 500 }, () => ({
      get name() {
        throw new GraphQLError('no', { extensions: { code: 'NO' } });
      },
    }));
    const { errors, codes } = await run('{ late { name } }', plenty, { late: items });
    expect(errors).toHaveLength(500);
    expect(codes.filter((code) => code === 'NO')).toHaveLength(maxErrors);
    expect(new Set(errors.slice(maxErrors)).size).toBe(1);
    expect(errors[99]?.path).toEqual(['late', 99, 'name']);
  });

  test('of items that are promises, each by its place', async () => {
    const late = [Promise.resolve({ name: 'a' }), Promise.reject(new Error('no')), Promise.resolve(null)];
    const { result, errors } = await run('{ late { name } }', plenty, { late });
    expect(result.data).toEqual({ late: [{ name: 'a' }, null, null] });
    expect(errors.map(({ path }) => path)).toEqual([['late', 1]]);
  });
});

describe('a value that its type cannot express is an error of its field', () => {
  test.each<[field: string, value: unknown]>([
    ['count', 2_147_483_648],
    ['count', -2_147_483_649],
    ['count', 1.5],
    ['count', Number.NaN],
    ['count', 'many'],
    ['ratio', Number.POSITIVE_INFINITY],
    ['ratio', Number.NaN],
    ['ratio', 'x'],
    ['on', 'yes'],
    ['at', new Date(Number.NaN)],
    ['at', new Date(8.64e15)],
    ['at', new Date(-8.64e15)],
    ['at', 'yesterday'],
    ['color', 'BLUE'],
    ['name', { a: 1 }],
    ['must', 1e20],
  ])('%s: %p', async (field, value) => {
    const { codes, errors } = await run(`{ item { ${field} } }`, plenty, { item: { [field]: value } });
    expect(codes).toEqual(['CONNECT_UNEXPECTED']);
    expect(errors[0]?.path).toEqual(['item', field]);
  });

  test.each<[field: string, value: unknown, shown: unknown]>([
    ['count', 2_147_483_647, 2_147_483_647],
    ['count', -0, -0],
    ['ratio', 1e300, 1e300],
    ['on', false, false],
    ['at', new Date('9999-12-31T23:59:59.999Z'), '9999-12-31T23:59:59.999Z'],
    ['at', new Date('0000-01-01T00:00:00.000Z'), '0000-01-01T00:00:00.000Z'],
    ['color', 'RED', 'RED'],
    ['name', '', ''],
    ['name', 5, '5'],
  ])('but not %s: %p', async (field, value, shown) => {
    const { result, errors } = await run(`{ item { ${field} } }`, plenty, { item: { [field]: value } });
    expect([errors, result.data]).toEqual([[], { item: { [field]: shown } }]);
  });
});

test('a schema that is executed without a budget acts as before', async () => {
  const schema = buildSchema(sdl);
  boundFields(schema);
  const result = await execute({
    schema,
    document: parse('{ item { count } __schema { types { name } } }'),
    rootValue: { item: { count: 1 } },
  });
  expect(result.errors).toBeUndefined();
  expect(result.data?.item).toEqual({ count: 1 });
});

import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { instanceId, queues } from '../support/demo.js';
import { type AnsweredError, startTestGateway, type TestGateway } from '../support/gateway.js';
import { bearer, startTestIssuer, type TestIssuer } from '../support/issuer.js';
import { expectAlive } from './support.js';

// Small requests whose work or answer once grew by a product: of places and variables, errors and text, aliases and items.

const maxAnswer = 1024 * 1024;
let gateway: TestGateway;
/** Asks for tokens, and hides its schema. */
let guarded: TestGateway;
let issuer: TestIssuer;
beforeAll(async () => {
  issuer = await startTestIssuer();
  gateway = await startTestGateway({ settings: { responseMaxBytes: maxAnswer } });
  guarded = await startTestGateway({
    settings: { auth: issuer.settings, schemaVisible: { toClients: false, toRouters: false } },
  });
});
afterAll(async () => {
  await gateway.close();
  await guarded.close();
  await issuer.close();
});
afterEach(() => expectAlive(gateway));

const times = (count: number, text: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => text(n)).join(' ');
const aliases = (count: number, field: string) => times(count, (n) => `a${n}: ${field}`);
const codes = (errors: readonly AnsweredError[]) => errors.map(({ extensions }) => extensions.code);

/** Characters that JSON.stringify makes meanwhile, in this process: the gateway's, the emulator's and the test's own. */
async function serializedWhile<T>(act: () => Promise<T>): Promise<{ result: T; characters: number }> {
  let characters = 0;
  const stringify = JSON.stringify;
  const spy = jest.spyOn(JSON, 'stringify').mockImplementation(((...args: Parameters<typeof stringify>) => {
    const text = stringify(...args);
    characters += text?.length ?? 0;
    return text;
  }) as typeof stringify);
  try {
    return { result: await act(), characters };
  } finally {
    spy.mockRestore();
  }
}

const keys = Array.from({ length: 4_000 }, (_, n) => `key-${n}-${'k'.repeat(40)}`);
const keysSize = JSON.stringify(keys).length;
const chains = (levels: number) =>
  times(levels, (n) => {
    const below = ['initialContact', 'previousContact', 'relatedContact'].map((field) => `${field} { ...G${n + 1} }`);
    return `fragment G${n} on ConnectContact { tags(keys: $k) { key } ${n < levels - 1 ? below.join(' ') : ''} }`;
  });

describe('the arguments of a query are read once, however often they are used', () => {
  test.each<[what: string, query: string]>([
    [
      'a list at thousands of places',
      `query ($k: [String!]) { ${times(9, (n) => `c${n}: connect { ...F }`)} } fragment F on ConnectInstance { ${aliases(190, 'tags(keys: $k) { key }')} }`,
    ],
    ['a list in a tree of fragments', `query ($k: [String!]) { connect { contact(id: "c") { ...G0 } } } ${chains(6)}`],
    [
      'a list within a filter',
      `query ($k: [String!]) { connect { ${aliases(150, 'contacts(filter: { activeRegions: $k }) { nodes { id } }')} } }`,
    ],
    [
      'a list of names',
      `query ($k: [String!]!) { connect { contacts(first: 100) { nodes { ${aliases(150, 'attributes(names: $k) { name }')} } } } }`,
    ],
  ])('%s', async (_what, query) => {
    const token = await issuer.token({ scope: 'contacts:read contacts:pii directory:read' });
    const { result, characters } = await serializedWhile(() => guarded.graphql(query, { k: keys }, bearer(token)));
    expect([result.status, ...codes(result.errors)]).toEqual([400, 'QUERY_TOO_EXPENSIVE']);
    // The request itself, its reading and its log.
    expect(characters).toBeLessThan(5 * keysSize);
  });

  test('a long instance that is asked for many contacts', async () => {
    const instanceId = 'i'.repeat(300_000);
    const query = `query ($i: ID) { connect(instanceId: $i) { ${times(150, (n) => `a${n}: contact(id: "c${n}") { id queue { name } }`)} } }`;
    const { result, characters } = await serializedWhile(() => gateway.graphql(query, { i: instanceId }));
    expect(result.data).toEqual({ connect: null });
    expect(characters).toBeLessThan(5 * instanceId.length);
  });

  test('and not at all for a caller who may not see the fields', async () => {
    const query = `query ($k: [String!]) { connect { contact(id: "c") { ...G0 } } } ${chains(7)}`;
    const token = await issuer.token({ scope: '' });
    const { status, errors } = await guarded.graphql(query, { k: keys }, bearer(token));
    expect([status, ...codes(errors)]).toEqual([200, 'FORBIDDEN']);
  });
});

describe('an answer is bounded while it is built', () => {
  const sdl = (outer: number, inner: number) =>
    `fragment F on _Service { ${times(inner, (n) => `b${n}: sdl`)} } { ${times(outer, (n) => `a${n}: _service { ...F }`)} }`;
  const references = (typeName: string) =>
    Array.from({ length: 1_000 }, (_, n) => ({ __typename: typeName, id: `q-${n}` }));

  test.each<[what: string, query: string, variables?: object]>([
    ['the SDL under aliases', sdl(44, 40)],
    ['the SDL under many outer aliases', sdl(160, 40)],
    [
      'introspection under aliases',
      `{ ${aliases(4, '__schema { ...S }')} } fragment S on __Schema { types { name description fields { name description } } }`,
    ],
    ['aliases within introspection', `{ __schema { types { ${aliases(190, 'fields { name description }')} } } }`],
    [
      'a type under aliases',
      `{ ${aliases(50, '__type(name: "ConnectContact") { ...T }')} } fragment T on __Type { ${aliases(4, 'fields { name description args { name description } }')} }`,
    ],
    [
      'references under aliases',
      `query ($r: [_Any!]!) { ${aliases(5, '_entities(representations: $r) { ...Q }')} } fragment Q on ConnectQueue { ${aliases(90, 'id')} }`,
      { r: references('ConnectQueue') },
    ],
    [
      'names of types under aliases',
      `query ($r: [_Any!]!) { ${aliases(5, '_entities(representations: $r) { ...Q }')} } fragment Q on ConnectQueue { ${aliases(190, '__typename')} }`,
      { r: references('ConnectQueue') },
    ],
    [
      'long names of fields',
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ConnectQueue { ${times(150, (n) => `${'n'.repeat(250)}${n}: id`)} } } }`,
      { r: references('ConnectQueue') },
    ],
    [
      'rows of a list under aliases',
      `{ connect { ${aliases(190, 'contacts(first: 100) { nodes { id arn state } }')} } }`,
    ],
  ])('%s', async (_what, query, variables = {}) => {
    const { result, characters } = await serializedWhile(() => gateway.graphql(query, variables as never));
    expect([result.status, result.data, codes(result.errors)]).toEqual([400, null, ['RESPONSE_TOO_LARGE']]);
    expect(result.errors[0]?.message).toContain('RESPONSE_MAX_BYTES');
    expect(characters).toBeLessThan(3 * maxAnswer);
  });

  test('violations of a mutation, whose other results are kept', async () => {
    const input = { contactId: 'c', attributes: Array.from({ length: 900 }, () => ({ name: '', value: 'v' })) };
    const query = `mutation ($i: UpdateContactAttributesInput!) {
      first: updateContactAttributes(input: $i) { ... on ConnectInvalidInputError { violations { path } } }
      second: updateContactAttributes(input: $i) { ... on ConnectInvalidInputError { ${aliases(180, 'violations { path message }')} } }
      third: updateContactAttributes(input: $i) { __typename }
    }`;
    const { result, characters } = await serializedWhile(() => gateway.graphql(query, { i: input }));
    expect(result.status).toBe(200);
    expect(result.data.first.violations).toHaveLength(101);
    expect([result.data.second, result.data.third]).toEqual([null, null]);
    expect(result.errors.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [['second'], 'RESPONSE_TOO_LARGE'],
      [['third'], 'RESPONSE_TOO_LARGE'],
    ]);
    expect(result.errors[0]?.message).toContain('same client tokens');
    expect(characters).toBeLessThan(5 * maxAnswer);
  });

  test('a mutation that comes after the limit is not executed', async () => {
    gateway.emulator.ledger.clear();
    const input = { contactId: 'c', attributes: Array.from({ length: 900 }, () => ({ name: '', value: 'v' })) };
    const query = `mutation ($i: UpdateContactAttributesInput!) {
      first: updateContactAttributes(input: $i) { ... on ConnectInvalidInputError { ${aliases(180, 'violations { path message }')} } }
      second: stopContact(input: { contactId: "c" }) { __typename }
    }`;
    const { data } = await gateway.graphql(query, { i: input });
    expect(data).toEqual({ first: null, second: null });
    expect(gateway.emulator.ledger.entries('StopContact')).toEqual([]);
  });

  test('an introspection as tools send it, and a page of contacts, fit in', async () => {
    const usual = await startTestGateway();
    const introspection = await usual.graphql(getIntrospectionQuery());
    const page = await usual.graphql(
      '{ connect { contacts(first: 100) { nodes { id arn state channel name description queue { id name } tags { key value } } } } }',
    );
    await usual.close();
    expect([introspection.status, introspection.errors]).toEqual([200, []]);
    expect([page.status, page.errors]).toEqual([200, []]);
  });

  test('a list of references that fails is no rejection that nobody handles', async () => {
    const query = `query ($r: [_Any!]!) { ${aliases(5, '_entities(representations: $r) { ...Q }')} } fragment Q on ConnectQueue { ${aliases(190, 'name')} }`;
    const { errors } = await gateway.graphql(query, { r: Array.from({ length: 1_000 }, () => 0) });
    expect(codes(errors)).toEqual(['RESPONSE_TOO_LARGE']);
  });
});

describe('fields that resolve later or fail cost more than small values', () => {
  const rows = (selection: string, lists = 8) =>
    `{ connect { ${times(lists, (n) => `z${n}: contacts(first: 100) { nodes { ...f } }`)} } } fragment f on ConnectContact { ${selection} }`;

  test.each<[what: string, query: string, variables?: object]>([
    ['errors of arguments', rows(aliases(190, 'chain(first: 0) { nodes { id } }'))],
    ['reads that are shared', rows(aliases(190, 'state'))],
    ['fields with arguments', rows(aliases(190, 'attributes(names: ["x"]) { name }'))],
    ['objects', rows(aliases(190, 'transferability { __typename }'))],
    ['numbers', rows(aliases(190, 'transferCount'))],
    [
      'references to one contact',
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ConnectContact { ${aliases(190, 'state')} } } }`,
      {
        r: Array.from({ length: 850 }, () => ({
          __typename: 'ConnectContact',
          id: 'cccccccc-0000-4000-8000-000000000043',
        })),
      },
    ],
    [
      'references to one instance',
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ConnectInstance { ${aliases(190, 'alias')} } } }`,
      { r: Array.from({ length: 850 }, () => ({ __typename: 'ConnectInstance', id: instanceId })) },
    ],
  ])('%s, for each item of a list', async (_what, query, variables = {}) => {
    // With the default of the limit: a smaller one would refuse their number alone.
    const usual = await startTestGateway();
    const { status, errors: told } = await usual.graphql(query, variables as never);
    await usual.close();
    expect([status, codes(told)]).toEqual([400, ['RESPONSE_TOO_LARGE']]);
  });
});

describe('errors are bounded', () => {
  test.each<[what: string, query: string, variables: object, more: number | undefined]>([
    [
      'malformed references',
      `query ($r: [_Any!]!) { ${aliases(2, '_entities(representations: $r) { __typename }')} }`,
      { r: Array.from({ length: 150 }, () => 0) },
      200,
    ],
    ['fields that are not there', `{ connect { ${times(300, (n) => `f${n}`)} } }`, {}, undefined],
    [
      'variables that are not declared',
      `{ connect { ${times(150, (n) => `a${n}: contact(id: $v${n}) { id }`)} } }`,
      {},
      undefined,
    ],
  ])('%s: a hundred are listed, and the rest is counted', async (_what, query, variables, more) => {
    const { errors } = await gateway.graphql(query, variables as never);
    expect(errors).toHaveLength(101);
    expect(errors[100]?.extensions).toEqual({ code: 'FURTHER_ERRORS', ...(more === undefined ? {} : { count: more }) });
  });

  test('fields that a caller may not see', async () => {
    const token = await issuer.token({ scope: 'contacts:read' });
    const query = `{ connect { contacts(first: 50) { nodes { ${aliases(60, 'name')} } } } }`;
    const { data, errors } = await guarded.graphql(query, {}, bearer(token));
    const rows = data.connect.contacts.nodes.length;
    expect(rows).toBeGreaterThan(20);
    expect(errors).toHaveLength(101);
    expect(errors[0]).toMatchObject({
      path: ['connect', 'contacts', 'nodes', 0, 'a0'],
      extensions: { code: 'FORBIDDEN', requiredScopes: ['contacts:pii'] },
    });
    expect(errors[100]?.extensions).toEqual({ code: 'FURTHER_ERRORS', count: 60 * rows - 100 });
  });

  const long = 'n'.repeat(100_000);
  test.each<[what: string, query: string, variables: object]>([
    [
      'unknown fields beside a long text',
      'query ($f: ConnectContactFilter) { connect { contacts(filter: $f) { nodes { id } } } }',
      { f: { name: { big: long, ...Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`u${n}`, 1])) } } },
    ],
    [
      'unknown fields with long names',
      'query ($f: ConnectContactFilter) { connect { contacts(filter: $f) { nodes { id } } } }',
      { f: Object.fromEntries(Array.from({ length: 8 }, (_, n) => [`${long}${n}`, 1])) },
    ],
    [
      'a text where a list of objects must stand',
      'mutation ($i: UpdateContactAttributesInput!) { updateContactAttributes(input: $i) { __typename } }',
      { i: { contactId: 'c', attributes: [long, long, long] } },
    ],
    [
      'values that are none of an enum',
      'query ($t: [ConnectContactFlowTypeFilter!]) { connect { contactFlows(types: $t) { nodes { id } } } }',
      { t: [long, long, long] },
    ],
    ['a number that is none', 'query ($n: Int!) { connect { contacts(first: $n) { nodes { id } } } }', { n: long }],
    [
      'a @oneOf with a long key',
      'mutation ($i: TransferContactInput!) { transferContact(input: $i) { __typename } }',
      { i: { contactId: 'c', contactFlowId: 'f', destination: { [long]: 1, queueId: queues.general } } },
    ],
    ['an unknown field with a long name', `{ connect { ${'f'.repeat(50_000)} } }`, {}],
    ['an unknown argument with a long name', `{ connect(${'f'.repeat(50_000)}: 1) { id } }`, {}],
    ['an unknown type with a long name', `query ($v: ${'T'.repeat(50_000)}) { connect(instanceId: $v) { id } }`, {}],
    ['a long literal of a wrong type', `{ connect { contacts(first: "${'x'.repeat(50_000)}") { nodes { id } } } }`, {}],
  ])('%s: a message has at most 300 characters', async (_what, query, variables) => {
    const { result, characters } = await serializedWhile(() => gateway.graphql(query, variables as never));
    expect(result.status).toBe(400);
    expect(result.errors.length).toBeGreaterThan(0);
    for (const { message } of result.errors) expect(message.length).toBeLessThanOrEqual(300);
    expect(characters).toBeLessThan(30 * JSON.stringify({ query, variables }).length);
  });

  test('a remedy for a @oneOf input is not cut off by a long value', async () => {
    const { errors } = await gateway.graphql(
      'mutation ($i: TransferContactInput!) { transferContact(input: $i) { __typename } }',
      { i: { contactId: 'c', contactFlowId: 'f', destination: { queueId: long, userId: long } } } as never,
    );
    expect(errors[0]?.message).toContain('Give exactly one of `queueId` or `userId`');
  });
});

describe('the location of an error', () => {
  /** How often a text of a document is looked through for its lines. */
  async function scansWhile(act: () => Promise<unknown>): Promise<number> {
    const spy = jest.spyOn(String.prototype, 'matchAll');
    try {
      await act();
      return spy.mock.contexts.filter((text) => String(text).includes('#padding')).length;
    } finally {
      spy.mockRestore();
    }
  }
  const padding = '#padding\n'.repeat(2_000);

  test.each<[what: string, query: string, variables: object]>([
    [
      'errors of items',
      `query ($r: [_Any!]!) { ${aliases(5, '_entities(representations: $r) { __typename }')} }`,
      { r: Array.from({ length: 900 }, () => 0) },
    ],
    ['errors of validation', `{ connect { ${times(500, (n) => `f${n}`)} } }`, {}],
    [
      'fields that cannot be merged, with hundreds of nodes',
      `{ ${times(190, (n) => `c: connect { ${n % 2 ? 'x: id' : 'x: arn'} }`)} }`,
      {},
    ],
    [
      'fragments that nobody spreads',
      `{ connect { id } } ${times(200, (n) => `fragment F${n} on ConnectInstance { id }`)}`,
      {},
    ],
  ])('of %s is not searched for in the document', async (_what, query, variables) => {
    expect(await scansWhile(() => gateway.graphql(padding + query, variables as never))).toBeLessThan(3);
  });

  test('is given, and right', async () => {
    const validation = await gateway.graphql(`${padding}{ connect {\n    nothing } }`);
    expect(validation.errors[0]).toMatchObject({ locations: [{ line: 2_002, column: 5 }] });
    const execution = await gateway.graphql(
      `${padding}query ($r: [_Any!]!) {\n  _entities(representations: $r) { __typename } }`,
      { r: [0] },
    );
    expect(execution.errors[0]).toMatchObject({ locations: [{ line: 2_002, column: 3 }], path: ['_entities', 0] });
    const syntax = await gateway.graphql(`${padding}{ connect {`);
    expect(syntax.errors[0]).toMatchObject({ locations: [{ line: 2_001, column: 12 }] });
  });

  test('is the same when a document is asked again', async () => {
    const query = 'query ($r: [_Any!]!) {\n\n _entities(representations: $r) { __typename } }';
    await gateway.graphql(query, { r: [0] });
    const { errors } = await gateway.graphql(query, { r: [0] });
    expect(errors[0]).toMatchObject({ locations: [{ line: 3, column: 2 }] });
  });
});

describe('a refusal before execution has a status of its client', () => {
  const nested = (levels: number) => `{"r":[${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}]}`;
  const post = async (body: string) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body });
    const { errors } = (await response.json()) as { errors: AnsweredError[] };
    return { status: response.status, error: errors[0] };
  };

  test.each([70, 5_000])('variables nested %d levels deep', async (levels) => {
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }';
    const { status, error } = await post(`{"query":${JSON.stringify(query)},"variables":${nested(levels)}}`);
    expect([status, error?.extensions.code]).toEqual([400, 'BAD_REQUEST']);
    expect(error?.message).toContain('at most 64 levels');
  });

  test.each<[what: string, variables: object]>([
    ['conditions', { i: { or: Array.from({ length: 20_000 }, () => ({ condition: { userIds: ['a'] } })) } }],
    ['members of a reference', { r: [Object.fromEntries(Array.from({ length: 60_000 }, (_, n) => [`m${n}`, 0]))] }],
    ['variables that no operation has', { v: Array.from({ length: 30_000 }, () => ({})) }],
  ])('more values in its variables than any input has: %s', async (_what, variables) => {
    const { status, error } = await post(JSON.stringify({ query: '{ __typename }', variables }));
    expect([status, error?.extensions.code]).toEqual([400, 'BAD_REQUEST']);
    expect(error?.message).toMatch(/holds (more than 50000 values|an object with more than 200 members)/);
  });

  test('a value nested too deeply in the document', async () => {
    const query = `{ _entities(representations: [${'{a:'.repeat(70)}1${'}'.repeat(70)}]) { __typename } }`;
    const { status, error } = await post(JSON.stringify({ query }));
    expect([status, error?.extensions.code]).toEqual([400, 'DOCUMENT_TOO_LARGE']);
  });

  test('fragments that double each other', async () => {
    const doubled = times(
      13,
      (n) =>
        `fragment D${n} on ConnectContact { a: previousContact { ...D${n + 1} } b: initialContact { ...D${n + 1} } }`,
    );
    const query = `{ connect { contact(id: "c") { ...D0 } } } ${doubled} fragment D13 on ConnectContact { id }`;
    const { status, error } = await post(JSON.stringify({ query }));
    expect([status, error?.extensions.code]).toEqual([400, 'DOCUMENT_TOO_LARGE']);
  });

  test.each([
    ['a document of more than 64 KiB', { query: `{ connect { id } } #${'x'.repeat(65_536)}` }, 'DOCUMENT_MAX_BYTES'],
    ['one that is so long in UTF-8 only', { query: `{ connect { id } } #${'é'.repeat(33_000)}` }, 'DOCUMENT_MAX_BYTES'],
    ['an alias of 257 characters', { query: `{ ${'a'.repeat(257)}: connect { id } }` }, '256'],
  ])('%s', async (_what, body, limit) => {
    const { status, error } = await post(JSON.stringify(body));
    expect([status, error?.extensions.code]).toEqual([400, 'DOCUMENT_TOO_LARGE']);
    expect(error?.message).toContain(limit);
  });

  test('a document whose validation would take too long', async () => {
    const fragments = times(240, (n) => `fragment F${n} on ConnectInstance { ${times(8, () => 'id')} }`);
    const query = `{ connect { ${times(240, (n) => `...F${n}`)} } } ${fragments}`;
    const { status, error } = await post(JSON.stringify({ query }));
    expect([status, error?.extensions.code]).toEqual([400, 'DOCUMENT_TOO_LARGE']);
    expect(error?.message).toContain('spread fewer fragments');
  });

  test('a tree of fragments with long aliases', async () => {
    const tree = times(
      6,
      (n) =>
        `fragment H${n} on ConnectContact { id ${n < 5 ? ['initialContact', 'previousContact', 'relatedContact'].map((field, at) => `${'a'.repeat(250)}${at}: ${field} { ...H${n + 1} }`).join(' ') : ''} }`,
    );
    const query = `{ connect { c0: contact(id: "x") { ...H0 } c1: contact(id: "y") { ...H0 } c2: contact(id: "z") { ...H0 } } } ${tree}`;
    const { status, error } = await post(JSON.stringify({ query }));
    expect([status, error?.extensions.code]).toEqual([400, 'QUERY_TOO_EXPENSIVE']);
  });

  test('more references than a request may hold', async () => {
    const query = `query ($r: [_Any!]!) { ${aliases(6, '_entities(representations: $r) { __typename }')} }`;
    const variables = { r: Array.from({ length: 1_000 }, (_, n) => ({ __typename: 'ConnectQueue', id: `q${n}` })) };
    const { status, error } = await post(JSON.stringify({ query, variables }));
    expect([status, error?.extensions.code]).toEqual([400, 'QUERY_TOO_EXPENSIVE']);
  });
});

test('a long input that ten mutations share counts for each of them', async () => {
  const userIds = Array.from({ length: 9_000 }, () => 'a'.repeat(36));
  const steps = { expression: { condition: { userIds } } };
  const query = `mutation ($i: UpdateContactRoutingDataInput!) { ${aliases(10, 'updateContactRoutingData(input: $i) { __typename }')} }`;
  const { result, characters } = await serializedWhile(() =>
    gateway.graphql(query, { i: { contactId: 'c', routingSteps: [steps] } }),
  );
  expect([result.status, codes(result.errors)]).toEqual([400, ['QUERY_TOO_EXPENSIVE']]);
  expect(characters).toBeLessThan(3 * JSON.stringify(steps).length);
});

test('a persisted operation may be larger than other documents', async () => {
  const query = `{ connect { id } } #${'x'.repeat(70_000)}`;
  const own = await startTestGateway({ settings: { persistedOperations: new Map([['large', query]]) } });
  try {
    const { status, data } = await own.graphql(query);
    expect([status, data.connect.id]).toEqual([200, expect.any(String)]);
  } finally {
    await own.close();
  }
});

describe('introspection of the whole schema', () => {
  const selected = (field: string, count: number) =>
    `{ ${Array.from({ length: count }, (_, n) => `a${n}: ${field}`).join(' ')} }`;

  test.each([
    ['__schema', '__schema { queryType { name } }', 4],
    ['__type', '__type(name: "ConnectContact") { name }', 50],
  ])('is answered for so many selections of %s in a document, and refused for one more', async (name, field, max) => {
    expect((await gateway.graphql(selected(field, max))).errors).toEqual([]);
    const { status, errors } = await gateway.graphql(selected(field, max + 1));
    expect([status, errors.map(({ message }) => message)]).toEqual([
      400,
      [expect.stringContaining(`select \`${name}\` at most ${max} times`)],
    ]);
  });

  test.each([
    ['in fragments', (field: string) => `{ ...F } fragment F on Query { ${selected(field, 5).slice(1)}`],
    [
      'in several operations',
      (field: string) => Array.from({ length: 5 }, (_, n) => `query Q${n} { ${field} }`).join(' '),
    ],
    ['below inline fragments', (field: string) => `{ ... on Query { ... { ${selected(field, 5).slice(1, -1)} } } }`],
  ])('is refused when it is selected five times %s', async (_how, document) => {
    const { errors } = await gateway.graphql(document('__schema { queryType { name } }'));
    expect(errors.map(({ message }) => message).join()).toContain('at most 4 times');
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { withoutSuggestion } from '../../../src/server/guards/introspection.js';
import { startTestGateway, type TestGateway } from '../../support/gateway.js';

describe.each([
  ['off', { toClients: false, toRouters: false }],
  ['off, where a router is expected', { toClients: false, toRouters: true }],
])('with introspection %s', (_, schemaVisible) => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({ settings: { schemaVisible } });
  });
  afterAll(() => gateway.close());

  test.each([
    '{ __schema { queryType { name } } }',
    '{ __type(name: "ConnectContact") { name } }',
    '{ connect { id } a: __type(name: "ConnectContact") { name } }',
    'query { ...All } fragment All on Query { __schema { types { name } } }',
    '{ ... on Query @include(if: true) { __schema { types { name } } } }',
  ])('%s is refused, and says by which setting', async (query) => {
    const { status, data, errors } = await gateway.graphql(query);
    expect(status).toBe(400);
    expect(data).toBeNull();
    expect(errors[0]?.message).toContain('INTROSPECTION');
    expect(errors[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  test('`_service` answers routers alone', async () => {
    const { status, data } = await gateway.graphql('{ _service { sdl } }');
    expect([status, typeof data?._service.sdl]).toEqual(schemaVisible.toRouters ? [200, 'string'] : [400, 'undefined']);
  });

  test.each(['/schema.graphql', '/possible-types.json', '/'])(
    '%s is not there, and says by which setting',
    async (path) => {
      const response = await fetch(`${gateway.url}${path}`);
      expect(response.status).toBe(404);
      expect(await response.json()).toEqual({
        errors: [{ message: 'The schema is not shown here (INTROSPECTION).', extensions: { code: 'NOT_FOUND' } }],
      });
    },
  );

  test.each(['/page/app.js', '/page/operations.json'])('%s is not there', async (path) => {
    expect((await fetch(`${gateway.url}${path}`)).status).toBe(404);
  });

  test('a misspelt field, argument, type or value is refused without a suggestion', async () => {
    for (const query of [
      '{ conect { id } }',
      '{ connect(instanceld: "x") { id } }',
      '{ connect { ... on ConnectInstanc { id } } }',
      '{ connect { contacts(filter: { channels: [TASKS] }) { nodes { id } } } }',
    ]) {
      const { errors } = await gateway.graphql(query);
      expect(errors[0]?.message).not.toMatch(/did you mean/i);
      expect(errors.length).toBeGreaterThan(0);
    }
  });

  test.each([
    ['a value', 'channels: [ConnectChannelFilter!]', { channels: ['TASKS'] }, 'filter: { channels: $channels }'],
    ['a field', 'filter: ConnectContactFilter', { filter: { queueId: ['q'] } }, 'filter: $filter'],
  ])(
    'a variable with %s that is not there is refused without a suggestion',
    async (_, variable, variables, argument) => {
      const query = `query ($${variable}) { connect { contacts(${argument}) { nodes { id } } } }`;
      const { errors } = await gateway.graphql(query, variables);
      expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
      expect(errors[0]?.message).not.toMatch(/did you mean/i);
    },
  );

  test.each<[query: string, variables?: object]>([
    ['{ connect { nothing } }'],
    ['{ connect { contacts { nodes { contactt } } } }'],
    ['{ connect }'],
    ['{ connect { id { x } } }'],
    ['{ connect { contacts(first: "x") { nodes { id } } } }'],
    ['{ connect { contacts(filter: 1) { nodes { id } } } }'],
    ['{ connect { contacts(filter: { name: {} }) { nodes { id } } } }'],
    ['{ connect { contacts(filter: { channels: [TASKS] }) { nodes { id } } } }'],
    ['{ connect { contact { id } } }'],
    ['{ connect { contact(id: "c", x: 1) { id } } }'],
    ['mutation { transferContact { __typename } }'],
    ['mutation { transferContact(input: {}) { __typename } }'],
    ['mutation { transferContact(input: { contactId: "c" }) { __typename } }'],
    ['mutation { transferContact(input: { contactId: "c", contactFlowId: "f", destination: {} }) { __typename } }'],
    [
      'mutation { transferContact(input: { contactId: "c", contactFlowId: "f", destination: { x: 1 } }) { contactId } }',
    ],
    ['{ connect { ...F } } fragment F on Query { connect { id } }'],
    ['{ connect { a: id a: queues { nodes { id } } } }'],
    ['query ($v: Int) { connect { contacts(filter: $v) { nodes { id } } } }'],
    ['query ($v: Int) { connect(instanceId: $v) { id } }', { v: 1 }],
    ['mutation ($i: TransferContactInput!) { transferContact(input: $i) { __typename } }', { i: {} }],
    ['mutation ($i: TransferContactInput!) { transferContact(input: $i) { __typename } }', { i: { destination: 1 } }],
    ['mutation ($i: TransferContactInput!) { transferContact(input: $i) { __typename } }', { i: { destination: {} } }],
    ['query ($f: ConnectContactFilter) { connect { contacts(filter: $f) { nodes { id } } } }', { f: { name: 1 } }],
    [
      'query ($f: ConnectContactFilter) { connect { contacts(filter: $f) { nodes { id } } } }',
      { f: { channels: ['X'] } },
    ],
    ['{ _entities(representations: [{ __typename: "X" }]) { __typename } }'],
    ['{ _entities(representations: [0]) { id } }'],
  ])('the refusal of %s names no type or field that it did not name itself', async (query, variables = {}) => {
    const { errors } = await gateway.graphql(query, variables as never);
    expect(errors.length).toBeGreaterThan(0);
    const written = new Set(`${query} ${JSON.stringify(variables)}`.match(/\w+/g));
    const told = errors.flatMap(({ message }) => [
      ...(message.match(/\b(Connect|Transfer|Start|Update)\w+/g) ?? []),
      ...[...message.matchAll(/"([^"]*)"/g)].flatMap(([, quoted]) => quoted?.match(/[A-Za-z_]\w*/g) ?? []),
    ]);
    const builtIn = ['Int', 'ID', 'String', 'Float', 'Boolean'];
    expect(told.filter((name) => !written.has(name) && !builtIn.includes(name))).toEqual([]);
  });

  test('`__typename` and entities are served', async () => {
    const query = '{ __typename _entities(representations: [{ __typename: "ConnectQueue", id: "q" }]) { __typename } }';
    const { data } = await gateway.graphql(query);
    expect(data.__typename).toBe('Query');
    expect(data._entities).toHaveLength(1);
  });
});

describe('a message of the schema', () => {
  test.each([
    ['Cannot query field "x" on type "Query". Did you mean "y"?', 'Cannot query field "x" on type "Query".'],
    ['Did you mean "y"?', ''],
    ['Did you mean it.', 'Did you mean it.'],
    ['Int cannot represent "Did you mean a"', 'Int cannot represent "Did you mean a"'],
  ])('%s says nothing of other names', (message, rest) => {
    expect(withoutSuggestion(message)).toBe(rest);
  });
});

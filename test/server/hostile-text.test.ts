import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { CreateTaskDocument, StopDocument, TransferDocument } from '../generated/graphql.js';
import { flows, instanceArn, instanceId, queues } from '../support/demo.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { assertError } from '../support/result.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());
afterEach(() => {
  // None of it reaches Connect.
  expect(gateway.emulator.ledger.entries()).toEqual([]);
  gateway.emulator.ledger.clear();
});

const notUnicode = ['\ud800', 'a\udfff', 'a\ud800b'];
const noIds = [...notUnicode, 'a\u0000b', 'a\nb', 'a\u007f', '.', '..', 'x'.repeat(501), ''];
const kinds = [
  ['contact', 'contact', 'ConnectContact'],
  ['queue', 'queue', 'ConnectQueue'],
  ['user', 'agent', 'ConnectUser'],
  ['contactFlow', 'contact-flow', 'ConnectContactFlow'],
] as const;

describe.each(noIds.map((text) => [JSON.stringify(text.slice(0, 10)), text]))('%s is no id', (_shown, id) => {
  test.each(kinds)('of a %s in a query', async (field, path, _typeName) => {
    for (const text of [id, `${instanceArn}/${path}/${id}`]) {
      const { data, errors } = await gateway.graphql(`query ($id: ID!) { connect { id ${field}(id: $id) { arn } } }`, {
        id: text,
      });
      expect(data.connect).toEqual({ id: instanceId, [field]: null });
      expect(errors.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
    }
  });

  test('in a filter', async () => {
    for (const filter of [{ queueIds: [id] }, { userIds: [queues.general, id] }]) {
      const { errors } = await gateway.graphql(
        'query ($filter: ConnectContactFilter) { connect { contacts(filter: $filter) { nodes { id } } } }',
        { filter },
      );
      expect(errors.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
    }
  });

  test.each(kinds)('in a reference to a %s', async (_field, path, typeName) => {
    const keys = [{ id }, { instanceId, id }, { arn: `${instanceArn}/${path}/${id}` }];
    const representations = keys.map((key) => ({ __typename: typeName, ...key }));
    const { data, errors } = await gateway.graphql(
      `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${typeName} { id arn } } }`,
      { representations },
    );
    // An ARN that ends in nothing names nothing.
    const bad = id === '' ? 2 : 3;
    expect(data._entities).toEqual([null, null, null]);
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(Array(bad).fill('BAD_USER_INPUT'));
  });

  test.each([['contactId'], ['contactFlowId'], ['destination.queueId'], ['destination.userId'], ['instanceId']])(
    'as %s of a mutation',
    async (where) => {
      const [field = '', member] = where.split('.');
      const valid = { contactId: 'c', contactFlowId: 'f', destination: { queueId: 'q' } };
      const input = { ...valid, [field]: member ? { [member]: id } : id };
      const { data } = await gateway.graphql(TransferDocument, { input });
      const result = data?.transferContact;
      assertError(result, 'ConnectInvalidInputError');
      expect(result.violations.map(({ path }) => path.join('.'))).toEqual([where]);
    },
  );
});

describe.each(notUnicode.map((text) => [JSON.stringify(text), text]))('%s is no text', (_shown, text) => {
  test('to search for', async () => {
    const { data, errors } = await gateway.graphql(
      `query ($text: String) { connect { id users(filter: { usernameContains: $text }) { nodes { id } } queues(filter: { nameContains: $text }) { nodes { id } } } }`,
      { text: `xx${text}` },
    );
    expect(data.connect).toEqual({ id: instanceId, users: null, queues: null });
    expect(errors.map(({ message, extensions }) => [message, extensions.code]).sort()).toEqual([
      ['`filter.nameContains`: must be valid Unicode.', 'BAD_USER_INPUT'],
      ['`filter.usernameContains`: must be valid Unicode.', 'BAD_USER_INPUT'],
    ]);
  });

  test('of a task', async () => {
    const input = {
      ...{ name: text, description: text, clientToken: text, source: { contactFlowId: flows.inbound } },
      attributes: [
        { name: 'fine', value: text },
        { name: text, value: 'fine' },
      ],
      references: [{ name: 'fine', type: 'STRING' as const, value: text }],
    };
    const { data } = await gateway.graphql(CreateTaskDocument, { input: input as never });
    const result = data?.startTaskContact;
    assertError(result, 'ConnectInvalidInputError');
    expect(result.violations.map(({ path }) => path.join('.')).sort()).toEqual([
      'attributes.0',
      'attributes.1',
      'clientToken',
      'description',
      'name',
      'references.0.value',
    ]);
  });

  test('for a token that Connect does not know', async () => {
    const { data } = await gateway.graphql(StopDocument, { input: { contactId: 'c', clientToken: text } });
    const result = data?.stopContact;
    assertError(result, 'ConnectInvalidInputError');
    expect(result.violations).toEqual([{ path: ['clientToken'], message: 'must be valid Unicode.' }]);
  });
});

test('half a megabyte is no part of a username', async () => {
  const { errors } = await gateway.graphql(
    'query ($text: String) { connect { users(filter: { usernameContains: $text }) { nodes { id } } } }',
    { text: 'x'.repeat(500_000) },
  );
  expect(errors[0]).toMatchObject({
    message: '`filter.usernameContains`: must have 1 to 100 characters.',
    extensions: { code: 'BAD_USER_INPUT' },
  });
});

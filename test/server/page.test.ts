import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSchema, getVariableValues, type OperationDefinitionNode, parse, validate } from 'graphql';
import { readOperations } from '../../src/server/page.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';

const operations = readOperations();

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

describe('the documents to paste', () => {
  test.each([...operations])('%s.graphql is valid, named, and explained at its top', async (_file, { query }) => {
    const schema = buildSchema(await (await fetch(`${gateway.url}/schema.graphql`)).text());
    const document = parse(query);
    expect(validate(schema, document)).toEqual([]);
    expect(document.definitions).toHaveLength(1);
    expect(operationOf(query).name?.value).toMatch(/^[A-Z]\w+$/);
    expect(query).toMatch(/^# /);
    expect(query).not.toMatch(/[0-9a-f]{8}-0000-4000-8000-/);
  });

  test('have variables in variables.json exactly when they take some, and these fit', async () => {
    const schema = buildSchema(await (await fetch(`${gateway.url}/schema.graphql`)).text());
    for (const [file, { query, variables }] of operations) {
      const { variableDefinitions = [] } = operationOf(query);
      expect([file, variables !== null]).toEqual([file, variableDefinitions.length > 0]);
      if (file === 'wrong-destination') continue;
      expect([file, getVariableValues(schema, variableDefinitions, { ...variables }).errors]).toEqual([
        file,
        undefined,
      ]);
    }
  });

  test.each([
    ['start-task', 'StartTaskContactSuccess'],
    ['transfer-to-queue', 'TransferContactSuccess'],
    ['transfer-to-user', 'TransferContactSuccess'],
    ['ended-contact', 'ConnectContactNotTransferableError'],
    ['stop-contact', 'StopContactSuccess'],
    ['upload-file', 'StartAttachedFileUploadSuccess'],
  ])('%s answers %s in the demo world, hours after its start as well', async (file, typename) => {
    const { query, variables } = operation(file);
    gateway.emulator.reset();
    gateway.emulator.world.clock.advance(8 * 60 * 60 * 1000);
    const { data, errors } = await gateway.graphql(query, { ...variables });
    expect(errors).toEqual([]);
    expect(Object.values(data)).toMatchObject([{ __typename: typename }]);
  });

  test('read what is there', async () => {
    const read = async (file: string) => {
      const { query, variables } = operation(file);
      const { data, errors } = await gateway.graphql(query, { ...variables });
      expect(errors).toEqual([]);
      return data.connect;
    };
    expect((await read('list-contacts')).contacts.nodes).toHaveLength(10);
    const { contact } = await read('get-contact');
    expect(contact.transferability).toEqual({ allowed: false, reason: 'TRANSFER_LIMIT_REACHED' });
    expect(contact.chain.nodes).toHaveLength(12);
    const { evaluation } = await read('get-evaluation');
    expect(evaluation).toMatchObject({ status: 'SUBMITTED', score: { percentage: 60 } });
    expect(evaluation.form.items[0].items).toHaveLength(2);
    const { queues, users, contactFlows } = await read('list-destinations');
    for (const { nodes } of [queues, users, contactFlows]) expect(nodes.length).toBeGreaterThan(2);
  });

  test('wrong-destination is refused with the remedy, before any call', async () => {
    gateway.emulator.ledger.clear();
    const { query, variables } = operation('wrong-destination');
    const { data, errors } = await gateway.graphql(query, { ...variables });
    expect(data).toBeNull();
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(errors[0]?.message).toContain('Give exactly one of `queueId` or `userId`');
    expect(gateway.emulator.ledger.entries()).toEqual([]);
  });
});

describe('the page', () => {
  test('says to run the build where there is none, and nothing of the sources is served', async () => {
    const response = await fetch(`${gateway.url}/`);
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({
      errors: [
        {
          message: 'This page was not built. Run `npm run build` and start the gateway again.',
          extensions: { code: 'PAGE_NOT_BUILT' },
        },
      ],
    });
    for (const path of ['/page/app.tsx', '/page/index.html', '/page/..%2fpage.ts', '/page/']) {
      expect((await fetch(gateway.url + path)).status).toBe(404);
    }
  });
});

function operation(file: string) {
  const found = operations.get(file);
  if (!found) throw new Error(`schema/operations has no ${file}.graphql`);
  return found;
}

function operationOf(query: string): OperationDefinitionNode {
  const [first] = parse(query).definitions;
  if (first?.kind !== 'OperationDefinition') throw new Error(`Not an operation: ${query}`);
  return first;
}

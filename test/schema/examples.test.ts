import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  buildSchema,
  getNamedType,
  getVariableValues,
  isCompositeType,
  isObjectType,
  type OperationDefinitionNode,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { readOperations } from '../../src/server/page-route.js';
import { putFile } from '../support/files.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { predecessorOf, problemsOf, variablesOf, wrong } from '../support/operation-examples.mjs';
import { publishedSchema } from '../support/schema-files.js';

const operations = readOperations();
const schema = buildSchema(publishedSchema('api'));

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

describe.each([...operations])('%s.graphql', (file, { query, variables }) => {
  test('is valid, named, and explained at its top', () => {
    const document = parse(query);
    expect(validate(schema, document)).toEqual([]);
    expect(document.definitions).toHaveLength(1);
    expect(definitionOf(query).name?.value).toMatch(/^[A-Z]\w+$/);
    expect(query).toMatch(/^# /);
    expect(query).not.toMatch(/[0-9a-f]{8}-0000-4000-8000-/);
  });

  test('has variables in variables.json exactly when it takes some', () => {
    expect(variables !== null).toBe((definitionOf(query).variableDefinitions ?? []).length > 0);
  });

  if (file !== wrong) {
    test('does in the demo world what it says, hours after its start as well', async () => {
      gateway.emulator.reset();
      gateway.emulator.world.clock.advance(8 * 60 * 60 * 1000);
      await run(file);
    });
  }
});

test('a destination that is wrong is refused with the remedy, before any call', async () => {
  gateway.emulator.ledger.clear();
  const { query, variables } = operation(wrong);
  const { data, errors } = await gateway.graphql(query, { ...variables });
  expect(data).toBeNull();
  expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  expect(errors[0]?.message).toContain('Give exactly one of `queueId` or `userId`');
  expect(gateway.emulator.ledger.entries()).toEqual([]);
});

test('what is read is what the comments say', async () => {
  gateway.emulator.reset();
  const { contact } = (await run('get-contact')).connect as { contact: Record<string, unknown> };
  expect(contact).toMatchObject({ transferability: { allowed: false, reason: 'TRANSFER_LIMIT_REACHED' } });
  expect((contact.chain as { nodes: unknown[] }).nodes).toHaveLength(12);
  expect((await run('get-evaluation')).connect).toMatchObject({
    evaluation: { status: 'SUBMITTED', score: { percentage: 60 }, form: { items: [{ items: [{}, {}] }, {}] } },
  });
});

test('there is a document for every operation', () => {
  const shown = new Set<string>();
  for (const { query } of operations.values()) {
    const types = new TypeInfo(schema);
    visit(
      parse(query),
      visitWithTypeInfo(types, {
        Field: ({ name }) => {
          shown.add(`${types.getParentType()?.name}.${name.value}`);
        },
      }),
    );
  }
  const offered = ['Query', 'Mutation', 'ConnectInstance'].flatMap((type) =>
    fieldsOf(type)
      .filter((field) => type !== 'ConnectInstance' || isCompositeType(getNamedType(field.type)))
      .map(({ name }) => `${type}.${name}`),
  );
  expect(offered.length).toBeGreaterThan(70);
  expect(offered.filter((field) => !shown.has(field))).toEqual([]);
});

/** Runs a document after those that it says it comes after, with what is to be put into its variables. */
async function run(file: string): Promise<Record<string, Record<string, unknown>>> {
  const example = operation(file);
  const before = predecessorOf(example);
  const earlier = before === undefined ? undefined : Object.values(await run(before))[0];
  const values = variablesOf(example, earlier, gateway.emulator.world.clock.now());
  const { variableDefinitions = [] } = definitionOf(example.query);
  expect(getVariableValues(schema, variableDefinitions, values).errors).toBeUndefined();
  const answer = await gateway.graphql(example.query, values);
  expect(problemsOf(file, example, answer)).toEqual([]);
  if (file === 'upload-file') expect((await putFile(answer.data.startAttachedFileUpload.upload)).ok).toBe(true);
  return answer.data;
}

function fieldsOf(name: string) {
  const type = schema.getType(name);
  return isObjectType(type) ? Object.values(type.getFields()) : [];
}

function operation(file: string) {
  const found = operations.get(file);
  if (!found) throw new Error(`schema/operations has no ${file}.graphql`);
  return found;
}

function definitionOf(query: string): OperationDefinitionNode {
  const [first] = parse(query).definitions;
  if (first?.kind !== 'OperationDefinition') throw new Error(`Not an operation: ${query}`);
  return first;
}

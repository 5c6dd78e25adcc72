import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { buildSchema, type GraphQLObjectType, getNullableType, isObjectType, isUnionType } from 'graphql';
import { operationModel, structure } from '#connect-model';
import { operationOf } from '../support/operation-of.js';
import { publishedSchema } from '../support/schema-files.js';

/** What every mutation may answer with, whatever the model documents, and what the gateway itself answers with. */
const commonErrors = [
  'ConnectThrottlingError',
  'ConnectAccessDeniedError',
  'ConnectIdempotencyError',
  'ConnectResourceNotFoundError',
  'ConnectInvalidInputError',
  'ConnectUnavailableError',
  'ConnectOutcomeUnknownError',
  'ConnectUnexpectedError',
];

/** The refusals that the gateway explains in place of Connect's own exception; any mutation may have them. */
const explainedRefusals = [
  'ConnectContactNotTransferableError',
  'ConnectContactNotStoppableError',
  'ConnectContactNotSuitableError',
  'ConnectLimitReachedError',
  'ConnectQuickConnectNotSuitableError',
  'ConnectAgentStatusDisabledError',
  'ConnectFileNotSuitableError',
  'ConnectEvaluationNotSuitableError',
];

/** Mutations that make calls of an operation of another name. */
const othersOperation: Readonly<Record<string, string>> = { TransferContactToQuickConnect: 'TransferContact' };

// What is published is what is served: the drift test sees to that.
const schema = buildSchema(publishedSchema('api'));
const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {});

const errorNameOf = (exception: string) => `Connect${exception.replace(/Exception$/, '')}Error`;
const modelOf = (mutation: string) => operationModel(othersOperation[mutation] ?? mutation);
const lowerFirst = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);

function membersOf(mutation: string): readonly GraphQLObjectType[] {
  const union = schema.getMutationType()?.getFields()[mutation]?.type;
  if (!isUnionType(union)) throw new Error(`${mutation} does not answer with a nullable union.`);
  expect(union.name).toBe(`${operationOf(mutation)}Result`);
  return union.getTypes();
}

test('the three mutations of the foundation are there', () => {
  expect(mutations).toEqual(expect.arrayContaining(['transferContact', 'startTaskContact', 'stopContact']));
});

describe.each(mutations)('the result of %s', (mutation) => {
  const operation = operationOf(mutation);

  test('is the success, what the service model documents, what all have, and refusals that are explained', () => {
    const expected = new Set([`${operation}Success`, ...modelOf(operation).errors.map(errorNameOf), ...commonErrors]);
    const names = membersOf(mutation)
      .map(({ name }) => name)
      .filter((name) => !explainedRefusals.includes(name));
    expect([...names].sort()).toEqual([...expected].sort());
  });

  test('begins with the success, and all else is a ConnectError', () => {
    const [success, ...errors] = membersOf(mutation);
    expect(success?.name).toBe(`${operation}Success`);
    expect(success?.getInterfaces()).toEqual([]);
    for (const error of errors) expect(error.getInterfaces().map(String)).toEqual(['ConnectError']);
  });

  test('has no two members between whose fields of one name a client would need an alias', () => {
    const types = new Map<string, Set<string>>();
    for (const field of membersOf(mutation).flatMap((member) => Object.values(member.getFields()))) {
      types.set(field.name, (types.get(field.name) ?? new Set()).add(String(field.type)));
    }
    expect([...types].filter(([, different]) => different.size > 1)).toEqual([]);
  });

  test('has a success that promises only what the answer of Connect and the request itself hold', () => {
    const [success] = membersOf(mutation);
    const { input, output } = modelOf(operation);
    const namesOf = (shape: string | null) =>
      shape ? structure(shape).members.map(({ name }) => lowerFirst(name)) : [];
    const answered = [...namesOf(output), ...namesOf(input)];
    const promised = Object.values(success?.getFields() ?? {}).filter(({ type }) => type !== getNullableType(type));
    const allowed = [...answered, 'contactId', 'clientToken'];
    expect(promised.map(({ name }) => name).filter((name) => !allowed.includes(name))).toEqual([]);
    expect(promised.filter(({ type }) => isObjectType(getNullableType(type)))).toEqual([]);
    expect(promised.map(({ name }) => name)).toContain('clientToken');
  });
});

/** The operations as their files declare them. */
function declaredOperations(): { file: string; name: string; exceptions: string[] }[] {
  const root = new URL('../../src/', import.meta.url);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.startsWith('connect/'),
  );
  return files.flatMap((file) => {
    const declarations = readFileSync(new URL(file, root), 'utf8').split('mutationOperation({').slice(1);
    return declarations.map((text) => {
      const name = /^\s*name: '(\w+)',/.exec(text)?.[1] ?? '';
      const list = /\n\s*exceptions: \[([^\]]*)\],/.exec(text)?.[1] ?? '';
      return { file, name, exceptions: [...list.matchAll(/'(\w+)'/g)].map(([, exception = '']) => exception) };
    });
  });
}

test('every mutation has one file that declares its operation', () => {
  const names = declaredOperations().map(({ name }) => name);
  const operations = mutations.map(operationOf).filter((name) => !othersOperation[name]);
  expect(names.sort()).toEqual(operations.sort());
});

test.each(declaredOperations())('$file lists the exceptions that the model documents for $name', (declared) => {
  expect([...declared.exceptions].sort()).toEqual([...operationModel(declared.name).errors].sort());
});

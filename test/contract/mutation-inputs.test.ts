import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  buildSchema,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
} from 'graphql';
import { type Shape, serviceModel } from '#connect-model';
import { declaredInputPaths } from '../../src/connect/calls/operation.js';
// Loaded for the declarations of all mutations.
import '../../src/schema.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { operationOf } from '../support/operation-of.js';
import { publishedSchema } from '../support/schema-files.js';
import { leftOut } from './left-out-inputs.js';
import { inputWith, type Place, placesOf, sampleOf, typesAlong } from './model-inputs.js';

// What is published is what is served: the drift test sees to that.
const schema = buildSchema(publishedSchema('api'));
const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {}).filter(
  (mutation) => operationOf(mutation) in serviceModel.operations,
);

function inputOf(operation: string): GraphQLInputObjectType {
  const type = schema.getType(`${operation}Input`);
  if (!isInputObjectType(type)) throw new Error(`There is no ${operation}Input.`);
  return type;
}
const allPlaces = new Map(
  mutations.map(operationOf).map((operation) => [operation, placesOf(operation, declaredInputPaths(operation))]),
);

/** The types of GraphQL that may stand for a type of the model. */
const scalarsOf: Readonly<Record<string, readonly string[]>> = {
  // A moment as text, too.
  string: ['String', 'ID', 'DateTime'],
  integer: ['Int'],
  long: ['Int', 'Float'],
  double: ['Float', 'Int'],
  float: ['Float', 'Int'],
  boolean: ['Boolean'],
  timestamp: ['DateTime'],
};

describe.each(mutations)('the input of %s', (mutation) => {
  const operation = operationOf(mutation);
  const input = inputOf(operation);
  const kept = (allPlaces.get(operation) ?? []).filter(({ key }) => !(key in leftOut));

  test('has a field for every member of the model, or leaves it out for a reason', () => {
    const lost = kept.filter(({ path }) => !typesAlong(input, path));
    expect(lost.map(({ key, path }) => `${key} at ${path.join('.')}`)).toEqual([]);
  });

  test('requires what the model requires', () => {
    const optional = kept.filter(({ required, path, parent }) => {
      const above = typesAlong(input, parent)?.length ?? 0;
      return (
        required &&
        typesAlong(input, path)
          ?.slice(above)
          .some(({ mustBeGiven }) => !mustBeGiven)
      );
    });
    expect(optional.map(({ key, path }) => `${key} at ${path.join('.')}`)).toEqual([]);
  });

  test('has the types and the values of the model', () => {
    const wrong = kept.filter((place) => {
      const type = typesAlong(input, place.path)?.at(-1)?.type;
      return type && !fits(place.shape, type);
    });
    expect(wrong.map(({ key, path }) => `${key} at ${path.join('.')}`)).toEqual([]);
  });
});

function fits(shape: Shape, type: GraphQLInputType): boolean {
  const named = getNamedType(type);
  if (shape.type === 'list' || shape.type === 'map') return isListType(getNullableType(type));
  // A structure with one member that counts may be that member.
  if (shape.type === 'structure') return true;
  if (!isEnumType(named))
    return !('enum' in shape && shape.enum) && Boolean(scalarsOf[shape.type]?.includes(named.name));
  const { enum: values } = shape.type === 'string' ? shape : {};
  return !values || named.getValues().every(({ name }) => values.includes(name));
}

test('nothing is left out that is not in the model of a mutation', () => {
  const keys = new Set([...allPlaces.values()].flat().map(({ key }) => key));
  expect(Object.keys(leftOut).filter((key) => !keys.has(key))).toEqual([]);
});

/** More would not fit into a request. */
const longest = 100_000;

/** Values that break each constraint of a shape. */
function breaking(shape: Shape, type: GraphQLInputType): unknown[] {
  const { min, max } = shape as { min?: number; max?: number };
  switch (shape.type) {
    case 'string': {
      const pattern = shape.pattern && new RegExp(shape.pattern.replaceAll('\\\\', '\\'), 'u');
      const unmatched = pattern ? ['~ ~', '\u0007', ''].filter((text) => !pattern.test(text)).slice(0, 1) : [];
      return [
        ...(max !== undefined && max < longest ? ['x'.repeat(max + 1)] : []),
        ...(min === 1 ? [''] : []),
        ...unmatched,
      ];
    }
    case 'integer':
      return [...(min === undefined ? [] : [min - 1]), ...(max === undefined ? [] : [max + 1])];
    case 'list': {
      const [item] = sampleOf(type) as unknown[];
      return [...(max === undefined ? [] : [Array(max + 1).fill(item)]), ...(min === 1 ? [[]] : [])];
    }
    default:
      return [];
  }
}

describe('a value that breaks a constraint of the model', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.close());

  test.each(mutations)('is refused by %s with the field that has it, before any call', async (mutation) => {
    const operation = operationOf(mutation);
    const input = inputOf(operation);
    const document = `mutation ($input: ${operation}Input!) { result: ${mutation}(input: $input) { __typename
      ... on ConnectInvalidInputError { violations { path } } } }`;
    const unnoticed: string[] = [];
    for (const { place, value } of brokenPlaces(operation, input)) {
      const { data, errors } = await gateway.graphql(document, { input: inputWith(input, place.path, value) });
      expect(errors).toEqual([]);
      const paths: string[] = (data.result.violations ?? []).map(({ path }: { path: string[] }) => path.join('.'));
      if (!paths.includes(place.path.join('.')))
        unnoticed.push(`${place.key}: ${paths.join(' ') || data.result.__typename}`);
    }
    expect(unnoticed).toEqual([]);
    expect(gateway.emulator.ledger.entries(operation)).toEqual([]);
  });

  function brokenPlaces(operation: string, input: GraphQLInputObjectType): { place: Place; value: unknown }[] {
    return (allPlaces.get(operation) ?? []).flatMap((place) => {
      const type = typesAlong(input, place.path)?.at(-1)?.type;
      if (!type || place.key in leftOut || isEnumType(getNullableType(type))) return [];
      return breaking(place.shape, type).map((value) => ({ place, value }));
    });
  }
});

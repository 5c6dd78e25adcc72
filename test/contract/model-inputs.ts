import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { operationModel, type Shape, shape, structure } from '#connect-model';
import type { InputPath } from '../../src/connect/calls/input-path.js';

/** A member of the service model somewhere in an operation's input. */
export interface Place {
  /** The structure that has it, and its name: `Endpoint.Address`. */
  readonly key: string;
  readonly shape: Shape;
  readonly required: boolean;
  /** Where the input has it, with `0` for the item of a list. */
  readonly path: readonly string[];
  /** The same of the structure that has it. */
  readonly parent: readonly string[];
}

/** Stands for the name of a map's entry. */
const anyName = 'x';
const lowerFirst = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);

/** Every member of an operation's input, but for instance and token, which all mutations have alike. */
export function placesOf(operation: string, inputPaths: Readonly<Record<string, InputPath>>): Place[] {
  const request = operationModel(operation).input;
  return structure(request).members.flatMap((member) => {
    if (member.name === 'InstanceId' || member.idempotencyToken) return [];
    const from = inputPaths[member.name] ?? [lowerFirst(member.name)];
    const pathOf = typeof from === 'function' ? from : (below: readonly string[]) => [...from, ...below];
    const place: Place = {
      key: `${request}.${member.name}`,
      shape: shape(member.shape),
      required: member.required ?? false,
      path: byIndex(pathOf([])),
      parent: [],
    };
    return [place, ...below(member.shape, [], (path) => byIndex(pathOf(path)), [])];
  });
}

const byIndex = (path: readonly string[]) => path.map((part) => (part === anyName ? '0' : part));

function below(
  shapeName: string,
  path: readonly string[],
  pathOf: (below: readonly string[]) => readonly string[],
  above: readonly string[],
): Place[] {
  const found = shape(shapeName);
  if (above.includes(shapeName)) return [];
  const inside = [...above, shapeName];
  if (found.type === 'list') return below(found.element, [...path, '0'], pathOf, inside);
  if (found.type === 'map') return below(found.value, [...path, anyName], pathOf, inside);
  if (found.type !== 'structure') return [];
  return found.members.flatMap((member) => {
    const at = [...path, lowerFirst(member.name)];
    const place: Place = {
      key: `${shapeName}.${member.name}`,
      shape: shape(member.shape),
      required: member.required ?? false,
      path: pathOf(at),
      parent: pathOf(path),
    };
    return [place, ...below(member.shape, at, pathOf, inside)];
  });
}

/** The types of the fields that a path goes through, the last one's last; null when there is no such field. */
export function typesAlong(input: GraphQLInputObjectType, path: readonly string[]): Step[] | null {
  const steps: Step[] = [];
  let type: GraphQLInputType = input;
  for (const part of path) {
    const current: GraphQLInputType = getNullableType(type);
    if (isListType(current)) type = current.ofType;
    else {
      const field: GraphQLInputType | undefined = isInputObjectType(current)
        ? current.getFields()[part]?.type
        : undefined;
      if (!field) return null;
      type = field;
      steps.push({ type: field, mustBeGiven: isNonNullType(field) || (isInputObjectType(current) && current.isOneOf) });
    }
  }
  return steps;
}

export interface Step {
  readonly type: GraphQLInputType;
  /** It is non-null, or one of the fields of which one must be given. */
  readonly mustBeGiven: boolean;
}

/** An input with a value at a path, and beside it what GraphQL requires. */
export function inputWith(type: GraphQLInputType, path: readonly string[], value: unknown): unknown {
  const nullable = getNullableType(type);
  const [first, ...rest] = path;
  if (isListType(nullable)) return first === undefined ? value : [inputWith(nullable.ofType, rest, value)];
  if (!isInputObjectType(nullable)) return value;
  // The entry of a map whose values are texts.
  const to = first ?? 'value';
  const given = Object.values(nullable.getFields()).flatMap((field): [string, unknown][] => {
    if (field.name === to) return [[to, inputWith(field.type, rest, value)]];
    return isNonNullType(field.type) ? [[field.name, sampleOf(field.type)]] : [];
  });
  return Object.fromEntries(given);
}

const scalars: Readonly<Record<string, unknown>> = {
  Int: 1,
  Float: 1,
  Boolean: true,
  DateTime: '2030-01-01T00:00:00.000Z',
};

/** The least that GraphQL takes for a type. */
export function sampleOf(type: GraphQLInputType): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return [sampleOf(nullable.ofType)];
  if (isEnumType(nullable)) return nullable.getValues()[0]?.name;
  if (!isInputObjectType(nullable)) return scalars[nullable.name] ?? anyName;
  const fields = Object.values(nullable.getFields());
  const simplest = fields.find((field) => !isInputObjectType(getNamedType(field.type))) ?? fields[0];
  const needed = nullable.isOneOf && simplest ? [simplest] : fields.filter((field) => isNonNullType(field.type));
  return Object.fromEntries(needed.map((field) => [field.name, sampleOf(field.type)]));
}

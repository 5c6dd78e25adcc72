import { expect } from '@jest/globals';
import { buildSchema, type GraphQLObjectType, getNamedType, isObjectType, isUnionType } from 'graphql';
import { operationModel, shape, structure } from '#connect-model';
import { publishedSchema } from '../support/schema-files.js';

/**
 * What becomes of the members of one structure that Connect answers with: where a member's field is not of the type named
 * here, or not of the member's own name, `fields` names it, as `field` or `Type.field`.
 */
export interface MemberFields {
  /** The schema's type for the structure. */
  readonly type: string;
  readonly fields?: Readonly<Record<string, string>>;
  /** Members that no field shows, with the reason. */
  readonly leftOut?: Readonly<Record<string, string>>;
}

/** Structures of which the members are told by the fields that lead to them, such as a map's single value. */
export type OutputTable = Readonly<Record<string, MemberFields>>;

const schema = buildSchema(publishedSchema('api'));

/** Object types that a query can reach. */
const reachable = new Map<string, GraphQLObjectType>();
function reach(type: unknown): void {
  if (isUnionType(type)) type.getTypes().forEach(reach);
  if (!isObjectType(type) || reachable.has(type.name)) return;
  reachable.set(type.name, type);
  for (const field of Object.values(type.getFields())) reach(getNamedType(field.type));
}
reach(schema.getQueryType());

/** Every structure of an operation's output, by name. */
export function structuresOf(operation: string): string[] {
  const found = new Set<string>();
  const visit = (name: string): void => {
    const one = shape(name);
    if (one.type === 'list') visit(one.element);
    if (one.type === 'map') visit(one.value);
    if (one.type !== 'structure' || found.has(name)) return;
    found.add(name);
    for (const member of one.members) visit(member.shape);
  };
  const { output } = operationModel(operation);
  if (output) visit(output);
  return [...found];
}

/** Every member of the structures is shown by a field that a query can reach, or is left out for a reason; nothing is stale. */
export function expectShown(operation: string, table: OutputTable): void {
  const wrong: string[] = [];
  for (const name of structuresOf(operation)) {
    const entry = table[name];
    if (!entry) {
      wrong.push(`${name} is not in the table`);
      continue;
    }
    const members = structure(name).members.map((member) => member.name);
    for (const member of members) {
      const { leftOut = {}, fields = {} } = entry;
      if (member in leftOut) continue;
      const field = fields[member] ?? member.charAt(0).toLowerCase() + member.slice(1);
      const [type, fieldName = ''] = field.includes('.') ? field.split('.') : [entry.type, field];
      if (!reachable.get(type ?? '')?.getFields()[fieldName])
        wrong.push(`${name}.${member} has no ${type}.${fieldName}`);
    }
    const told = [...Object.keys(entry.leftOut ?? {}), ...Object.keys(entry.fields ?? {})];
    wrong.push(...told.filter((one) => !members.includes(one)).map((one) => `${name} has no member ${one}`));
  }
  expect(wrong).toEqual([]);
}

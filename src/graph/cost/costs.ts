import { Extensions } from 'type-graphql';
import { serviceModel } from '#connect-model';
import type { RecordLookup } from '../../connect/directory/record-cache.js';
import type { CostCount, CostScope } from './cost-count.js';

/** A field that a query selects. */
export interface SelectedField {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** What it leads to: equal for fields of the same things, name and arguments. */
  readonly things: string;
}

/**
 * What a field costs by itself, counted for all things at the place that have it.
 * @returns Where it leads to, as far as that differs from what any field leads to: things of which the id is known, one for
 *   each, none of them certain to be there.
 */
export type FieldCost = (field: SelectedField, place: CostScope, count: CostCount) => Partial<CostScope>;

/**
 * What it costs that fields of one type are selected together, since one read serves several.
 * @returns Names of the fields that have to wait for a read of each thing by itself.
 */
export type TypeCost = (fields: readonly SelectedField[], place: CostScope, count: CostCount) => readonly string[];

/** Says what a field costs; one that says nothing costs nothing by itself. */
export function CostOfField(cost: FieldCost) {
  return Extensions({ cost });
}

/** Says what the fields of a type cost together. */
export function CostOfType(cost: TypeCost) {
  return Extensions({ cost });
}

/** For a mutation that says nothing of its cost: a call of the operation of its name. */
export const mutationCost: FieldCost = ({ name, things }, place, count) => {
  const operation = name.charAt(0).toUpperCase() + name.slice(1);
  if (Object.hasOwn(serviceModel.operations, operation)) count.add(operation, { ...place, things });
  return {};
};

/** For a field that leads to what is here already, such as the nodes of a connection. */
export const sameThings: FieldCost = (_field, place) => place;

/** For a field that leads to as many things as this for each, without a call. @param known What is known of them. */
export function severalCost(max: number, known = 'id'): FieldCost {
  return (_field, place) => ({ count: place.count * max, known });
}

/** How many rows a `first` asks for; none when it is impossible, as it will be refused before anything is called. */
export function rowsOf(first: unknown, maxFirst: number): number {
  return typeof first === 'number' && first >= 1 && first <= maxFirst ? first : 0;
}

/**
 * A list whose pages Connect makes.
 *
 * @param known What its rows tell of each thing.
 * @param certain Whether nothing but another request that asks for the same can spare the call.
 */
export function listCost(operation: string, maxFirst: number, known: string, certain = false): FieldCost {
  return ({ args, things }, place, count) => {
    const rows = rowsOf(args.first, maxFirst);
    if (rows === 0) return { count: 0 };
    const here = { ...place, things, certain: place.certain && certain };
    // A cursor may stand inside a page of Connect's: that page is read again, and then the next.
    count.add(operation, here, { calls: place.count * (args.after ? 2 : 1) });
    return { count: place.count * rows, certain: here.certain, apart: place.count > 1, known };
  };
}

/** One thing by its id, read whole. */
export function byIdCost(read: (place: CostScope, count: CostCount) => void): FieldCost {
  return ({ things }, place, count) => {
    const one = { ...place, things, known: 'record', tries: 1, lists: place.count, apart: place.count > 1 };
    read(one, count);
    return one;
  };
}

/**
 * Things that the directory looks up when a field is selected that is not known.
 * @param free By what is known of them, the fields that are.
 */
export function lookUpCost(how: RecordLookup, free: Readonly<Record<string, readonly string[]>>): TypeCost {
  return (fields, place, count) => {
    const names = fields.map(({ name }) => name);
    // Where a bare id may be in several instances, it has to be found before it says anything else.
    const known = place.tries > 1 ? ['id'] : free[place.known];
    if (!known || names.every((name) => known.includes(name))) return [];
    count.lookUp(how, place);
    return names;
  };
}

/** For a field that only a Describe of the thing tells, which is not remembered. @param each Calls that one may take. */
export function describeCost(operation: string, each = 1): FieldCost {
  return (_field, place, count) => {
    count.add(operation, place, { calls: place.count * place.tries * each });
    return {};
  };
}

/** What only the instance tells, until it has told: its name, and the ARNs of what is in it. */
export const instanceCost: FieldCost = (_field, place, count) => {
  const calls = place.instance ? 1 : count.instances;
  count.add('DescribeInstance', { ...place, things: 'instance' }, { calls, certain: 0 });
  return {};
};

/** For a mutation whose input names things by ARNs, which are made of the instance's. */
export const mutationWithArnCost: FieldCost = (field, place, count) => {
  instanceCost(field, place, count);
  return mutationCost(field, place, count);
};

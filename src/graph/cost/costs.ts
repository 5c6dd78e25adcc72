import { Extensions } from 'type-graphql';
import { serviceModel } from '#connect-model';
import type { RecordLookup } from '../../connect/directory/record-cache.js';
import type { CostCount, CostScope } from './cost-count.js';

/** A field that a query selects. */
export interface SelectedField {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** Identity of the resources that the field returns. Equal for fields with the same parents, name and arguments. */
  readonly things: string;
}

/**
 * Counts the cost of a field alone, for all resources in the scope of its parent.
 * @returns Scope of the field's result, as far as it differs from the default: one resource for each parent, known by
 *   its id and not certain to exist.
 */
export type FieldCost = (field: SelectedField, place: CostScope, count: CostCount) => Partial<CostScope>;

/**
 * Counts the cost of the selected fields of a type, because one read serves several fields.
 * @returns Names of the fields that must wait for a separate read of each resource.
 */
export type TypeCost = (fields: readonly SelectedField[], place: CostScope, count: CostCount) => readonly string[];

/** Declares the cost of a field. A field without a declaration has no cost of its own. */
export function CostOfField(cost: FieldCost) {
  return Extensions({ cost });
}

/** Declares the cost of a type's fields. */
export function CostOfType(cost: TypeCost) {
  return Extensions({ cost });
}

/** Default cost of a mutation: one call of the operation with its name. */
export const mutationCost: FieldCost = ({ name, things }, place, count) => {
  const operation = name.charAt(0).toUpperCase() + name.slice(1);
  if (Object.hasOwn(serviceModel.operations, operation)) count.add(operation, { ...place, things });
  return {};
};

/** Cost of a field that returns the same resources as its parent, such as the nodes of a connection: none. */
export const sameThings: FieldCost = (_field, place) => place;

/**
 * Cost of a field that returns up to `max` resources without a call.
 * @param known `CostScope.known` of the resources.
 */
export function severalCost(max: number, known = 'id'): FieldCost {
  return (_field, place) => ({ count: place.count * max, known });
}

/** Returns the number of rows that `first` requests; 0 for an invalid value, which is refused before any call. */
export function rowsOf(first: unknown, maxFirst: number): number {
  return typeof first === 'number' && first >= 1 && first <= maxFirst ? first : 0;
}

/**
 * Returns the cost of a list that Connect returns page by page.
 *
 * @param known `CostScope.known` of the rows.
 * @param certain Whether the call is always made, unless an equal request shares it.
 */
export function listCost(operation: string, maxFirst: number, known: string, certain = false): FieldCost {
  return ({ args, things }, place, count) => {
    const rows = rowsOf(args.first, maxFirst);
    if (rows === 0) return { count: 0 };
    const here = { ...place, things, certain: place.certain && certain };
    // A cursor may point into a page of Connect. Then that page and the next one are read.
    count.add(operation, here, { calls: place.count * (args.after ? 2 : 1) });
    return { count: place.count * rows, certain: here.certain, apart: place.count > 1, known };
  };
}

/** Returns the cost of a field that reads one whole resource by its id. @param read Counts the calls. */
export function byIdCost(read: (place: CostScope, count: CostCount) => void): FieldCost {
  return ({ things }, place, count) => {
    const one = { ...place, things, known: 'record', tries: 1, lists: place.count, apart: place.count > 1 };
    read(one, count);
    return one;
  };
}

/**
 * Returns the cost of a directory resource, which is looked up if an unknown field is selected.
 * @param free Fields that need no call, by the value of `CostScope.known`.
 */
export function lookUpCost(how: RecordLookup, free: Readonly<Record<string, readonly string[]>>): TypeCost {
  return (fields, place, count) => {
    const names = fields.map(({ name }) => name);
    // If a bare id may belong to several instances, only the id itself is known before the lookup.
    const known = place.tries > 1 ? ['id'] : free[place.known];
    if (!known || names.every((name) => known.includes(name))) return [];
    count.lookUp(how, place);
    return names;
  };
}

/** Returns the cost of a field that needs an uncached Describe. @param each The most calls for one resource. */
export function describeCost(operation: string, each = 1): FieldCost {
  return (_field, place, count) => {
    count.add(operation, place, { calls: place.count * place.tries * each });
    return {};
  };
}

/** Cost of a field that needs the instance, such as its name or the ARN of a resource in it. */
export const instanceCost: FieldCost = (_field, place, count) => {
  const calls = place.instance ? 1 : count.instances;
  count.add('DescribeInstance', { ...place, things: 'instance' }, { calls, certain: 0 });
  return {};
};

/** Cost of a mutation whose call needs ARNs, which are built from the instance's ARN. */
export const mutationWithArnCost: FieldCost = (field, place, count) => {
  instanceCost(field, place, count);
  return mutationCost(field, place, count);
};

import { Extensions } from 'type-graphql';
import { serviceModel } from '#connect-model';
import type { RecordLookup } from '../../connect/directory/record-cache.js';
import type { CostCount, CostScope } from './cost-count.js';

/** A field that a query selects. */
export interface SelectedField {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** Identity of the resources that the field returns. Equal for fields with the same parents, name and arguments. */
  readonly identity: string;
}

/**
 * Counts the cost of a field alone, for all resources in the scope of its parent.
 * @returns Scope of the field's result, as far as it differs from the default: one resource for each parent, known by
 *   its id and not certain to exist.
 */
export type FieldCost = (field: SelectedField, scope: CostScope, count: CostCount) => Partial<CostScope>;

/**
 * Counts the cost of all selected fields of a type together, because one read serves several fields.
 * @returns Names of the fields that must wait for a separate read of each resource.
 */
export type TypeCost = (fields: readonly SelectedField[], scope: CostScope, count: CostCount) => readonly string[];

/** Declares the cost of a field. A field without a declaration has no cost of its own. */
export function CostOfField(cost: FieldCost) {
  return Extensions({ cost });
}

/** Declares the cost of a type's fields. */
export function CostOfType(cost: TypeCost) {
  return Extensions({ cost });
}

/** Default cost of a mutation: one call of the operation of the same name, if Connect has one. */
export const mutationCost: FieldCost = ({ name, identity }, scope, count) => {
  const operation = name.charAt(0).toUpperCase() + name.slice(1);
  if (Object.hasOwn(serviceModel.operations, operation)) count.add(operation, { ...scope, identity });
  return {};
};

/** Cost of a field that returns the same resources as its parent, such as the nodes of a connection: none. */
export const sameResources: FieldCost = (_field, scope) => scope;

/**
 * Cost of a field that returns up to `max` resources without a call.
 * @param known `CostScope.known` of the resources.
 */
export function upToCost(max: number, known = 'id'): FieldCost {
  return (_field, scope) => ({ count: scope.count * max, known });
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
  return ({ args, identity }, scope, count) => {
    const rows = rowsOf(args.first, maxFirst);
    if (rows === 0) return { count: 0 };
    const here = { ...scope, identity, certain: scope.certain && certain };
    // A cursor may point into a page of Connect. Then that page and the next one are read.
    count.add(operation, here, { calls: scope.count * (args.after ? 2 : 1) });
    return { count: scope.count * rows, certain: here.certain, staggered: scope.count > 1, known };
  };
}

/** Returns the cost of a field that reads one whole resource by its id. @param read Counts the calls. */
export function byIdCost(read: (scope: CostScope, count: CostCount) => void): FieldCost {
  return ({ identity }, scope, count) => {
    const one = {
      ...scope,
      identity,
      known: 'record',
      candidateInstances: 1,
      lists: scope.count,
      staggered: scope.count > 1,
    };
    read(one, count);
    return one;
  };
}

/**
 * Returns the cost of a directory resource, which is looked up if an unknown field is selected.
 * @param free Fields that need no lookup, by the value of `CostScope.known`.
 */
export function lookUpCost(how: RecordLookup, free: Readonly<Record<string, readonly string[]>>): TypeCost {
  return (fields, scope, count) => {
    const names = fields.map(({ name }) => name);
    // If a bare id may belong to several instances, only the id itself is known before the lookup.
    const known = scope.candidateInstances > 1 ? ['id'] : free[scope.known];
    if (!known || names.every((name) => known.includes(name))) return [];
    count.lookUp(how, scope);
    return names;
  };
}

/** Returns the cost of a field that needs an uncached Describe. @param each Maximum calls for one resource. */
export function describeCost(operation: string, each = 1): FieldCost {
  return (_field, scope, count) => {
    count.add(operation, scope, { calls: scope.count * scope.candidateInstances * each });
    return {};
  };
}

/** Cost of a field that needs the instance, such as its name or the ARN of a resource in it. */
export const instanceCost: FieldCost = (_field, scope, count) => {
  const calls = scope.instance ? 1 : count.instances;
  count.add('DescribeInstance', { ...scope, identity: 'instance' }, { calls, certain: 0 });
  return {};
};

/** Cost of a mutation whose call needs ARNs, which are built from the instance's ARN. */
export const mutationWithArnCost: FieldCost = (field, scope, count) => {
  instanceCost(field, scope, count);
  return mutationCost(field, scope, count);
};

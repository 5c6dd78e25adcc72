import type { StringComparisonType, StringCondition } from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { invalidRequest } from '../refusal.js';

/** The members that the search criteria of all resources share. */
export interface Criteria<Self> {
  readonly OrConditions?: readonly Self[] | undefined;
  readonly AndConditions?: readonly Self[] | undefined;
  readonly StringCondition?: StringCondition | undefined;
}

export type Predicate<T> = (item: T) => boolean;

/** The fields that a string condition may name, in lower case because the API spells field names in several ways. */
export type Fields<T> = Readonly<Record<string, (item: T) => string | readonly string[] | undefined>>;

/** "Contains" on names and descriptions takes 2 to 25 characters (API reference of SearchQueues). */
const fieldsWithLength: ReadonlySet<string> = new Set(['name', 'description']);

/**
 * Turns a tree of criteria into a predicate. All members of a node must hold. An empty list sets no condition.
 * Assumption: case is ignored.
 *
 * @param leaf returns predicates for the members of a node that only this search has.
 * @throws ConnectException InvalidRequestException for an unknown field or too many conditions.
 */
export function predicateOf<T, C extends Criteria<C>>(
  criteria: C | undefined,
  fields: Fields<T>,
  leaf: (criteria: C) => readonly Predicate<T>[],
  world: World,
): Predicate<T> {
  let budget = world.assumptions.conditionsPerSearch;
  const compile = (node: C): Predicate<T> => {
    const parts = [...leaf(node)];
    if (node.StringCondition) parts.push(stringPredicate(node.StringCondition, fields));
    budget -= parts.length;
    if (budget < 0) throw invalidRequest();
    const and = (node.AndConditions ?? []).map(compile);
    const or = (node.OrConditions ?? []).map(compile);
    parts.push(...and);
    if (or.length > 0) parts.push((item) => or.some((matches) => matches(item)));
    return (item) => parts.every((matches) => matches(item));
  };
  return criteria ? compile(criteria) : () => true;
}

export function stringPredicate<T>(
  { FieldName, Value, ComparisonType }: StringCondition,
  fields: Fields<T>,
): Predicate<T> {
  const name = FieldName?.toLowerCase() ?? '';
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (!field || Value === undefined) throw invalidRequest();
  if (ComparisonType === 'CONTAINS' && fieldsWithLength.has(name) && (Value.length < 2 || Value.length > 25)) {
    throw invalidRequest();
  }
  const wanted = Value.toLowerCase();
  const compare = comparisons[ComparisonType ?? 'EXACT'];
  return (item) => {
    const value = field(item);
    if (value === undefined) return false;
    return typeof value === 'string' ? compare(value, wanted) : value.some((text) => compare(text, wanted));
  };
}

/** Comparisons of texts, ignoring case. `wanted` must be in lower case. */
export const comparisons: Readonly<Record<StringComparisonType, (text: string, wanted: string) => boolean>> = {
  STARTS_WITH: (text, wanted) => text.toLowerCase().startsWith(wanted),
  CONTAINS: (text, wanted) => text.toLowerCase().includes(wanted),
  EXACT: (text, wanted) => text.length === wanted.length && text.toLowerCase() === wanted,
};

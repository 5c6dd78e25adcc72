import type { ControlPlaneTagFilter, TagCondition } from '@aws-sdk/client-connect';

type Tags = Readonly<Record<string, string>>;

/** Whether tags pass a filter: an OR of ANDs, and an AND, and a single condition, of which all that are given hold. */
export function passesTagFilter(filter: ControlPlaneTagFilter | undefined, tags: Tags): boolean {
  if (!filter) return true;
  const { OrConditions = [], AndConditions = [], TagCondition: single } = filter;
  const hasAll = (conditions: readonly TagCondition[]) => conditions.every((condition) => hasTag(condition, tags));
  return (
    (OrConditions.length === 0 || OrConditions.some(hasAll)) &&
    hasAll(AndConditions) &&
    (!single || hasTag(single, tags))
  );
}

/** A condition without a value asks for the key alone. */
export function hasTag({ TagKey, TagValue }: TagCondition, tags: Tags): boolean {
  if (TagKey === undefined || !Object.hasOwn(tags, TagKey)) return false;
  return TagValue === undefined || TagValue === '' || tags[TagKey] === TagValue;
}

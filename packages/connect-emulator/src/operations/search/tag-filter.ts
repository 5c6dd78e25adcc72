import type { ControlPlaneTagFilter, TagCondition } from '@aws-sdk/client-connect';

type Tags = Readonly<Record<string, string>>;

/**
 * Whether tags match a filter, which has an OR of ANDs, an AND and a single condition. All members that are set must
 * hold.
 */
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

interface And {
  readonly TagConditions?: readonly TagCondition[] | undefined;
}

/** Another form of tag filter. For some resources it also has conditions on members other than the tags. */
interface AttributeFilter<Conditions extends And> {
  readonly OrConditions?: readonly Conditions[] | undefined;
  readonly AndCondition?: Conditions | undefined;
  readonly TagCondition?: TagCondition | undefined;
}

type Also<Conditions> = Omit<Conditions, 'TagConditions'>;

/**
 * Like passesTagFilter.
 * @param also tests the conditions on members other than the tags, in each part of the filter and in the filter itself.
 */
export function passesAttributeFilter<Conditions extends And>(
  filter: (AttributeFilter<Conditions> & Also<Conditions>) | undefined,
  tags: Tags,
  also: (part: Also<Conditions>) => boolean = () => true,
): boolean {
  if (!filter) return true;
  const { OrConditions = [], AndCondition, TagCondition: single } = filter;
  const holds = (part: Conditions) =>
    (part.TagConditions ?? []).every((condition) => hasTag(condition, tags)) && also(part);
  return (
    (OrConditions.length === 0 || OrConditions.some(holds)) &&
    (!AndCondition || holds(AndCondition)) &&
    (!single || hasTag(single, tags)) &&
    also(filter)
  );
}

/** Whether the tags have the condition's key and value. A condition without a value tests the key only. */
export function hasTag({ TagKey, TagValue }: TagCondition, tags: Tags): boolean {
  if (TagKey === undefined || !Object.hasOwn(tags, TagKey)) return false;
  return TagValue === undefined || TagValue === '' || tags[TagKey] === TagValue;
}

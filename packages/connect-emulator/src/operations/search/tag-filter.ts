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

interface And {
  readonly TagConditions?: readonly TagCondition[] | undefined;
}

/** The other form of a filter: what is combined are tags and, for some things, one more condition. */
interface AttributeFilter<Conditions extends And> {
  readonly OrConditions?: readonly Conditions[] | undefined;
  readonly AndCondition?: Conditions | undefined;
  readonly TagCondition?: TagCondition | undefined;
}

type Also<Conditions> = Omit<Conditions, 'TagConditions'>;

/** As passesTagFilter. @param also looks at what stands beside the tags, in the parts of the filter and in itself. */
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

/** A condition without a value asks for the key alone. */
export function hasTag({ TagKey, TagValue }: TagCondition, tags: Tags): boolean {
  if (TagKey === undefined || !Object.hasOwn(tags, TagKey)) return false;
  return TagValue === undefined || TagValue === '' || tags[TagKey] === TagValue;
}

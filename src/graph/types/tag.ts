import { Field, InputType, ObjectType } from 'type-graphql';
import type { IdResolver } from '../../connect/inputs/id-resolver.js';
import { mapOf } from '../../connect/inputs/named-map.js';

@ObjectType({ description: 'A tag.' })
export class ConnectTag {
  @Field({ description: "The key; Amazon's own begin with `aws:`." })
  key!: string;

  @Field({ description: 'The value, perhaps empty.' })
  value!: string;
}

@InputType({ description: 'A tag for a contact, a file or the like.' })
export class ConnectTagInput {
  @Field({
    description:
      'Its key, not beginning with `aws:`; unique among the tags. 1 to 128 characters: letters and `+-=._:/`, and unless it is for a contact digits, spaces and `@` too.',
  })
  key!: string;

  @Field({ description: 'Its value, at most 256 characters.' })
  value!: string;
}

@InputType({ description: 'A tag that things must have.' })
export class ConnectTagFilter {
  @Field({ description: 'The key.' })
  key!: string;

  @Field(() => String, { nullable: true, description: 'The value; any when absent.' })
  value?: string | null;
}

/** Options of the argument `keys` of tags. */
export const keysArgument = { nullable: true, description: 'Only these; all when absent.' };

/**
 * Converts Connect's map of tags, or a similar map, to a list sorted by key.
 * @param keys Keys to include; absent for all.
 */
export function tagsOf(
  tags: Readonly<Record<string, string>> | undefined,
  keys: readonly string[] | null | undefined,
): ConnectTag[] {
  const wanted = keys && new Set(keys);
  return Object.entries(tags ?? {})
    .filter(([key]) => wanted?.has(key) ?? true)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, value]) => ({ key, value }));
}

/** Converts the input's `tags` to Connect's map. */
export function tagMap(items: readonly ConnectTagInput[] | null | undefined, ids: IdResolver) {
  return mapOf('tags', items, 'key', ({ value }) => value, ids);
}

/** Returns the tag conditions of a search; undefined if there are none. */
export function tagConditions(tags: readonly ConnectTagFilter[] | null | undefined) {
  return tags?.length ? tags.map(({ key, value }) => ({ TagKey: key, TagValue: value ?? undefined })) : undefined;
}

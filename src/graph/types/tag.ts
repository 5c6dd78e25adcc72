import { Field, InputType, ObjectType } from 'type-graphql';
import type { IdResolver } from '../../connect/inputs/id-resolver.js';
import { mapOf } from '../../connect/inputs/named-map.js';

@ObjectType({ description: 'Tag of a resource.' })
export class ConnectTag {
  @Field({ description: "Key of the tag. The keys of Amazon's own tags begin with `aws:`." })
  key!: string;

  @Field({ description: 'Value of the tag. It can be empty.' })
  value!: string;
}

@InputType({ description: 'Tag for a resource, such as a contact or an attached file.' })
export class ConnectTagInput {
  @Field({
    description:
      'Key of the tag, unique among the tags, 1 to 128 characters. It must not begin with `aws:`. Allowed characters are letters (A-Z, a-z), digits and `+,-./:;<=_`; for resources other than contacts, letters of any language, digits, spaces and `_.:/=+-@`.',
  })
  key!: string;

  @Field({ description: 'Value of the tag, at most 256 characters.' })
  value!: string;
}

@InputType({ description: 'Tag that each result must have.' })
export class ConnectTagFilter {
  @Field({ description: 'Key of the tag.' })
  key!: string;

  @Field(() => String, { nullable: true, description: 'Value of the tag. Any value if absent.' })
  value?: string | null;
}

/** Options of the argument `keys` of tags. */
export const keysArgument = { nullable: true, description: 'Keys of the tags to return. All tags if absent.' };

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

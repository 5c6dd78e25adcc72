import { Field, InputType, ObjectType } from 'type-graphql';
import { mapOf } from '../connect/input-map.js';
import type { InputReader } from '../connect/input-reader.js';

@ObjectType({ description: 'A tag of a contact, a file or the like.' })
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

/** The input's `tags` as Connect takes them. */
export function tagsOf(items: readonly ConnectTagInput[] | null | undefined, ids: InputReader) {
  return mapOf('tags', items, 'key', ({ value }) => value, ids);
}

/** A map of tags as a list, by key. */
export function tagList(tags: Readonly<Record<string, string>> | undefined): ConnectTag[] | null {
  if (!tags) return null;
  const entries = Object.entries(tags).sort(([one], [other]) => (one < other ? -1 : 1));
  return entries.map(([key, value]) => ({ key, value }));
}

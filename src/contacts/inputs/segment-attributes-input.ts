import type { SegmentAttributeValue } from '@aws-sdk/client-connect';
import { Directive, Field, InputType, Int } from 'type-graphql';
import type { IdResolver } from '../../connect/inputs/id-resolver.js';
import { mapOf } from '../../connect/inputs/named-map.js';
import { oneOf } from '../../graph/build/one-of.js';
import { own } from '../../lib/own.js';
import { isTooDeep } from './contact-input.js';

@Directive(oneOf)
@InputType({ description: 'Value of a segment attribute. Exactly one field must be given.' })
export class ConnectSegmentAttributeValueInput {
  @Field(() => String, { nullable: true, description: 'Text of at most 1,024 characters.' })
  string?: string;

  @Field(() => Int, { nullable: true, description: 'Whole number.' })
  integer?: number;

  @Field(() => [ConnectSegmentAttributeInput], {
    nullable: true,
    description: 'Nested attributes. Attributes nest at most 10 levels deep.',
  })
  map?: ConnectSegmentAttributeInput[];
}

@InputType({
  description:
    'Attribute of a single contact, not of its chain. Either a predefined attribute with a text value, or an attribute of Connect such as `connect:ContactExpiry`.',
})
export class ConnectSegmentAttributeInput {
  @Field({ description: 'Name of the attribute, 1 to 128 characters, unique within the list.' })
  name!: string;

  @Field(() => ConnectSegmentAttributeValueInput, { description: 'Value of the attribute.' })
  value!: ConnectSegmentAttributeValueInput;
}

/** Converts `segmentAttributes`, or nested attributes at a path, to Connect's input. */
export function segmentAttributesOf(
  items: readonly ConnectSegmentAttributeInput[] | null | undefined,
  ids: IdResolver,
  field = 'segmentAttributes',
  level = 1,
): Record<string, SegmentAttributeValue> | undefined {
  if (!items || isTooDeep(level, field, ids)) return undefined;
  const toValue = ({ value }: ConnectSegmentAttributeInput, index: number): SegmentAttributeValue => ({
    ValueString: value.string,
    ValueInteger: value.integer,
    ValueMap: segmentAttributesOf(value.map, ids, `${field}.${index}.value.map`, level + 1),
  });
  return mapOf(field, items, 'name', toValue, ids);
}

const fieldsOfMembers: Readonly<Record<string, string>> = {
  valueString: 'string',
  valueInteger: 'integer',
  valueMap: 'map',
};

/**
 * Maps the path of a violation below SegmentAttributes to the path in the input, with names in place of list indexes.
 * In the given path, names of attributes alternate with members of SegmentAttributeValue.
 */
export function segmentAttributesPath(below: readonly string[]): string[] {
  const path = below.flatMap((part, index) =>
    index % 2 === 0 ? [part] : ['value', own(fieldsOfMembers, part) ?? part],
  );
  return ['segmentAttributes', ...path];
}

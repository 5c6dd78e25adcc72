import type { SegmentAttributeValue } from '@aws-sdk/client-connect';
import { Field, ID, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'Value of a segment attribute. One field is set; the others are null. Personal data.' })
export class ConnectSegmentAttributeValue {
  @Field(() => String, { nullable: true, description: 'Text.' })
  text!: string | null;

  @Field(() => Int, { nullable: true, description: 'Whole number.' })
  number!: number | null;

  @Field(() => ID, { nullable: true, description: 'ARN of a resource.' })
  arn!: string | null;

  @Field(() => [ConnectSegmentAttributeValue], { nullable: true, description: 'List of values, in order.' })
  list!: ConnectSegmentAttributeValue[] | null;

  @Field(() => [ConnectSegmentAttribute], { nullable: true, description: 'Named values, sorted by name.' })
  entries!: ConnectSegmentAttribute[] | null;
}

@ObjectType({
  description:
    'Attribute of a single contact, not of its chain, set by Connect, a flow or an application. Personal data.',
})
export class ConnectSegmentAttribute {
  @Field({ description: "Name of the attribute. Connect's own names begin with `connect:`." })
  name!: string;

  @Field(() => ConnectSegmentAttributeValue, { nullable: true, description: 'Value of the attribute.' })
  value!: ConnectSegmentAttributeValue | null;
}

/** Converts Connect's map to a list, sorted by name. @param names Names to include; null or left out for all. */
export function segmentAttributesOf(
  map: Readonly<Record<string, SegmentAttributeValue>>,
  names?: readonly string[] | null,
): ConnectSegmentAttribute[] {
  const wanted = Object.entries(map).filter(([name]) => names?.includes(name) ?? true);
  return wanted
    .map(([name, value]) => ({ name, value: attributeValueOf(value) }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

function attributeValueOf(value: SegmentAttributeValue): ConnectSegmentAttributeValue {
  return {
    text: value.ValueString ?? null,
    number: value.ValueInteger ?? null,
    arn: value.ValueArn ?? null,
    list: value.ValueList?.map(attributeValueOf) ?? null,
    entries: value.ValueMap ? segmentAttributesOf(value.ValueMap) : null,
  };
}

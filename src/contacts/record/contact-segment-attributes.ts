import type { SegmentAttributeValue } from '@aws-sdk/client-connect';
import { Field, ID, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A value of a segment attribute; one of its fields is set. Personal data.' })
export class ConnectSegmentAttributeValue {
  @Field(() => String, { nullable: true, description: 'A text.' })
  text!: string | null;

  @Field(() => Int, { nullable: true, description: 'A whole number.' })
  number!: number | null;

  @Field(() => ID, { nullable: true, description: 'The ARN of something.' })
  arn!: string | null;

  @Field(() => [ConnectSegmentAttributeValue], { nullable: true, description: 'Values in order.' })
  list!: ConnectSegmentAttributeValue[] | null;

  @Field(() => [ConnectSegmentAttribute], { nullable: true, description: 'Values with names, by name.' })
  entries!: ConnectSegmentAttribute[] | null;
}

@ObjectType({ description: 'An attribute of one segment of a contact, set by Connect or by a flow. Personal data.' })
export class ConnectSegmentAttribute {
  @Field({ description: "Its name; Connect's own begin with `connect:`." })
  name!: string;

  @Field(() => ConnectSegmentAttributeValue, { nullable: true, description: 'Its value.' })
  value!: ConnectSegmentAttributeValue | null;
}

/** Converts Connect's map to a list by name. @param names The names to include; all when absent. */
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

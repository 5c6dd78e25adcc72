import { Field } from 'type-graphql';

/**
 * A field that shows a member of what Connect answered, under a name of ours: what the SDK returned is served as it is, and
 * an absent member is null.
 */
export function Member(name: string, type: () => object, description: string): PropertyDecorator {
  return Field(type, { name, nullable: true, description }) as PropertyDecorator;
}

import { Field } from 'type-graphql';

/**
 * Decorator of a field that returns a member of Connect's output under another name. The output object of the SDK is
 * used as it is, and an absent member is null.
 */
export function Member(name: string, type: () => object, description: string): PropertyDecorator {
  return Field(type, { name, nullable: true, description }) as PropertyDecorator;
}

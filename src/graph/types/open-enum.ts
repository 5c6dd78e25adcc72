import { registerEnumType } from 'type-graphql';

type StringEnum = Readonly<Record<string, string>>;

/**
 * Publishes an enum with a description for each value. An enum that Connect may extend has `UNKNOWN` on output, and
 * beside its field stands another, named `...Raw`, with the value as Connect sent it.
 */
export function describeEnum<Enum extends StringEnum>(
  values: Enum,
  name: string,
  description: string,
  descriptions: Readonly<Record<keyof Enum & string, string>>,
): void {
  const valuesConfig = Object.fromEntries(
    Object.entries(descriptions).map(([value, text]) => [value, { description: text }]),
  );
  registerEnumType(values, { name, description, valuesConfig: valuesConfig as never });
}

/** The values of an open enum that can be asked for: all but UNKNOWN. An input enum is closed, and one of its own. */
export function closedEnum<Enum extends StringEnum & { UNKNOWN: string }>(values: Enum): Omit<Enum, 'UNKNOWN'> {
  const { UNKNOWN: _, ...closed } = values;
  return closed;
}

/** A value as Connect sent it, in the schema's own enum: UNKNOWN when it is newer than the schema. */
export function openEnum<Enum extends StringEnum & { UNKNOWN: string }>(
  values: Enum,
  value: string | undefined,
): Enum[keyof Enum] | null {
  if (value === undefined) return null;
  return (Object.hasOwn(values, value) ? values[value] : values.UNKNOWN) as Enum[keyof Enum];
}

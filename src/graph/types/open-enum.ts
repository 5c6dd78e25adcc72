import { registerEnumType } from 'type-graphql';

type StringEnum = Readonly<Record<string, string>>;

/**
 * Registers an enum with a description for each value. An output enum that Connect may extend has the value `UNKNOWN`,
 * and a second field named `...Raw` returns the value that Connect sent.
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

/** Returns the values of an open enum without UNKNOWN, for the separate input enum. */
export function closedEnum<Enum extends StringEnum & { UNKNOWN: string }>(values: Enum): Omit<Enum, 'UNKNOWN'> {
  const { UNKNOWN: _, ...closed } = values;
  return closed;
}

/** Converts a value of Connect to the schema's enum: UNKNOWN if the schema does not have it, null without a value. */
export function openEnum<Enum extends StringEnum & { UNKNOWN: string }>(
  values: Enum,
  value: string | undefined,
): Enum[keyof Enum] | null {
  if (value === undefined) return null;
  return (Object.hasOwn(values, value) ? values[value] : values.UNKNOWN) as Enum[keyof Enum];
}

/**
 * Returns an own property of a record. Names from requests and world files can be names of inherited properties, such
 * as `constructor` or `__proto__`, which plain indexing finds in every record.
 */
export function ownProperty<Value>(
  record: Readonly<Record<string, Value>>,
  name: string | undefined,
): Value | undefined {
  return name !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
}

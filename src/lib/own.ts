/**
 * The member of a record that has this name itself. A name that comes from outside may be one of `Object.prototype`'s, such
 * as `constructor` or `__proto__`, which plain indexing would find in every record.
 */
export function own<Value>(
  record: Readonly<Record<string, Value>> | null | undefined,
  name: string | null | undefined,
): Value | undefined {
  return record && typeof name === 'string' && Object.hasOwn(record, name) ? record[name] : undefined;
}

/**
 * Returns a record's own property. Plain indexing with an untrusted name would also find properties of
 * `Object.prototype`, such as `constructor` or `__proto__`.
 */
export function own<Value>(
  record: Readonly<Record<string, Value>> | null | undefined,
  name: string | null | undefined,
): Value | undefined {
  return record && typeof name === 'string' && Object.hasOwn(record, name) ? record[name] : undefined;
}

/**
 * The member of a record that has this name itself. A name out of a request or a world file may be one of
 * `Object.prototype`'s, such as `constructor` or `__proto__`, which plain indexing would find in every record.
 */
export function own<Value>(record: Readonly<Record<string, Value>>, name: string | undefined): Value | undefined {
  return name !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
}

import { ConnectInputViolation } from './errors.js';
import type { InputReader } from './input-reader.js';

/**
 * A list of named values as the map that Connect takes.
 *
 * @param field The input's field, for violations: a name given twice, or too many bytes.
 * @param nameField Which field of an item is its name in the map.
 * @param maxBytes How many UTF-8 bytes names and values may have together.
 */
export function mapOf<
  NameField extends string,
  Item extends Readonly<Record<NameField, string> & Record<'value', unknown>>,
  Value,
>(
  field: string,
  items: readonly Item[] | null | undefined,
  nameField: NameField,
  toValue: (item: Item) => Value,
  ids: InputReader,
  maxBytes = Number.POSITIVE_INFINITY,
): Record<string, Value> | undefined {
  if (!items) return undefined;
  ids.noteNames(
    field,
    items.map((item) => item[nameField]),
  );
  const map = new Map<string, Value>();
  let bytes = 0;
  for (const [index, item] of items.entries()) {
    const name = item[nameField];
    if (map.has(name)) {
      ids.violations.push(new ConnectInputViolation([field, String(index), nameField], 'is given twice.'));
    }
    map.set(name, toValue(item));
    bytes += Buffer.byteLength(name) + (typeof item.value === 'string' ? Buffer.byteLength(item.value) : 0);
  }
  if (bytes > maxBytes) {
    ids.violations.push(
      new ConnectInputViolation([field], `must have at most ${maxBytes} UTF-8 bytes in all, not ${bytes}.`),
    );
  }
  return Object.fromEntries(map);
}

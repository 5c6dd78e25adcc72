import { ConnectInputViolation } from '../../errors/input-violation.js';
import type { IdResolver } from './id-resolver.js';

/**
 * Converts an input list of named items to the map that Connect expects. A name given twice is a violation.
 *
 * @param field Path of the input field, with dots, for violations.
 * @param nameField Field of an item that becomes its key in the map.
 */
export function mapOf<NameField extends string, Item extends Readonly<Record<NameField, string>>, Value>(
  field: string,
  items: readonly Item[] | null | undefined,
  nameField: NameField,
  toValue: (item: Item, index: number) => Value,
  ids: IdResolver,
): Record<string, Value> | undefined {
  if (!items) return undefined;
  ids.noteNames(
    field,
    items.map((item) => item[nameField]),
  );
  const map = new Map<string, Value>();
  for (const [index, item] of items.entries()) {
    const name = item[nameField];
    if (map.has(name)) {
      const path = [...field.split('.'), String(index), nameField];
      ids.violations.push(new ConnectInputViolation(path, 'is given twice.'));
    }
    map.set(name, toValue(item, index));
  }
  return Object.fromEntries(map);
}

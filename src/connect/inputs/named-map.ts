import { ConnectInputViolation } from '../../errors/input-violation.js';
import type { IdResolver } from './id-resolver.js';

/**
 * A list of named things as the map that Connect takes.
 *
 * @param field The input's field, with dots where it stands deeper, for violations: a name given twice.
 * @param nameField Which field of an item is its name in the map.
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

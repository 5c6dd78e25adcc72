import { Field, InputType } from 'type-graphql';
import { ConnectInputViolation } from '../connect/errors.js';
import type { InputReader } from '../connect/input-reader.js';

@InputType({ description: 'A user-defined attribute of a contact. Personal data.' })
export class ConnectAttributeInput {
  @Field({ description: 'Its name: letters, digits, dashes and underscores; unique within the contact.' })
  name!: string;

  @Field({ description: 'Its value.' })
  value!: string;
}

/**
 * A list of named values as the map that Connect takes.
 *
 * @param field The input's field, for violations: a name given twice, or too many bytes.
 * @param maxBytes How many UTF-8 bytes names and values may have together.
 */
export function mapOf<Item extends { name: string; value: string }, Value>(
  field: string,
  items: readonly Item[] | null | undefined,
  toValue: (item: Item) => Value,
  maxBytes: number,
  ids: InputReader,
): Record<string, Value> | undefined {
  if (!items) return undefined;
  ids.noteNames(
    field,
    items.map(({ name }) => name),
  );
  const map = new Map<string, Value>();
  let bytes = 0;
  for (const [index, item] of items.entries()) {
    if (map.has(item.name)) {
      ids.violations.push(new ConnectInputViolation([field, String(index), 'name'], 'is given twice.'));
    }
    map.set(item.name, toValue(item));
    bytes += Buffer.byteLength(item.name) + Buffer.byteLength(item.value);
  }
  if (bytes > maxBytes) {
    ids.violations.push(
      new ConnectInputViolation([field], `must have at most ${maxBytes} UTF-8 bytes in all, not ${bytes}.`),
    );
  }
  return Object.fromEntries(map);
}

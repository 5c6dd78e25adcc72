import { Field, InputType } from 'type-graphql';
import { ConnectInputViolation } from '../connect/errors.js';
import type { InputReader } from '../connect/input-reader.js';
import { describeEnum } from '../graph/open-enum.js';

@InputType({ description: 'A user-defined attribute of a contact. Personal data.' })
export class ConnectAttributeInput {
  @Field({ description: 'Its name: letters, digits, dashes and underscores; unique within the contact.' })
  name!: string;

  @Field({ description: 'Its value.' })
  value!: string;
}

enum ConnectReferenceInputType {
  URL = 'URL',
  NUMBER = 'NUMBER',
  STRING = 'STRING',
  DATE = 'DATE',
  EMAIL = 'EMAIL',
}
describeEnum(
  ConnectReferenceInputType,
  'ConnectReferenceInputType',
  'What a reference may hold that an application gives.',
  {
    URL: 'A web address.',
    NUMBER: 'A number.',
    STRING: 'A text.',
    DATE: 'A date, in seconds since 1970.',
    EMAIL: 'An email address.',
  },
);

@InputType({ description: 'Something that a contact refers to. Personal data.' })
export class ConnectReferenceInput {
  @Field({ description: 'Its name, 1 to 4096 characters, unique within the contact.' })
  name!: string;

  @Field(() => ConnectReferenceInputType, { description: 'What it holds.' })
  type!: ConnectReferenceInputType;

  @Field({ description: 'The value; all references of a contact together have at most 4,096 UTF-8 bytes.' })
  value!: string;
}

@InputType({ description: 'A tag for a contact.' })
export class ConnectTagInput {
  @Field({ description: 'Its key: 1 to 128 letters and `+-=._:/`, not beginning with `aws:`; unique among the tags.' })
  key!: string;

  @Field({ description: 'Its value, at most 256 characters.' })
  value!: string;
}

/** Connect: at most 32,768 UTF-8 bytes over all attributes of a contact, 4,096 over all references. */
const maxAttributeBytes = 32_768;
const maxReferenceBytes = 4_096;

/** The input's `attributes` as Connect takes them. */
export function attributesOf(items: readonly ConnectAttributeInput[] | null | undefined, ids: InputReader) {
  return mapOf('attributes', items, 'name', ({ value }) => value, ids, maxAttributeBytes);
}

/** The input's `references` as Connect takes them. */
export function referencesOf(items: readonly ConnectReferenceInput[] | null | undefined, ids: InputReader) {
  const toValue = ({ type, value }: ConnectReferenceInput) => ({ Type: type, Value: value });
  return mapOf('references', items, 'name', toValue, ids, maxReferenceBytes);
}

/** The input's `tags` as Connect takes them. */
export function tagsOf(items: readonly ConnectTagInput[] | null | undefined, ids: InputReader) {
  return mapOf('tags', items, 'key', ({ value }) => value, ids);
}

/**
 * A list of named values as the map that Connect takes.
 *
 * @param field The input's field, for violations: a name given twice, or too many bytes.
 * @param nameField Which field of an item is its name in the map.
 * @param maxBytes How many UTF-8 bytes names and values may have together.
 */
export function mapOf<NameField extends string, Item extends Readonly<Record<NameField | 'value', string>>, Value>(
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
    bytes += Buffer.byteLength(name) + Buffer.byteLength(item.value);
  }
  if (bytes > maxBytes) {
    ids.violations.push(
      new ConnectInputViolation([field], `must have at most ${maxBytes} UTF-8 bytes in all, not ${bytes}.`),
    );
  }
  return Object.fromEntries(map);
}

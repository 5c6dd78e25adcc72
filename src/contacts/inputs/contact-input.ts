import { Field, InputType } from 'type-graphql';
import type { IdResolver } from '../../connect/inputs/id-resolver.js';
import { mapOf } from '../../connect/inputs/named-map.js';
import { ConnectInputViolation } from '../../errors/input-violation.js';
import { describeEnum } from '../../graph/types/open-enum.js';

@InputType({ description: 'User-defined attribute of a contact. Personal data.' })
export class ConnectAttributeInput {
  @Field({
    description: 'Name of the attribute, unique within the contact. Letters, digits, dashes and underscores only.',
  })
  name!: string;

  @Field({ description: 'Value of the attribute.' })
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
  'Type of a reference that an application can set.',
  {
    URL: 'Web address.',
    NUMBER: 'Number.',
    STRING: 'Text.',
    DATE: 'Date as Unix time, in seconds.',
    EMAIL: 'Email address.',
  },
);

@InputType({ description: 'Reference of a contact, such as a URL or an email address. Personal data.' })
export class ConnectReferenceInput {
  @Field({ description: 'Name of the reference, 1 to 4,096 characters, unique within the contact.' })
  name!: string;

  @Field(() => ConnectReferenceInputType, { description: 'Type of the value.' })
  type!: ConnectReferenceInputType;

  @Field({ description: 'Value of the reference. A contact has at most 4,096 UTF-8 bytes of references in total.' })
  value!: string;
}

/** Connect's limit of UTF-8 bytes for all attributes of a contact. */
export const maxAttributeBytes = 32_768;
/** Connect's limit of UTF-8 bytes for all references of a contact. */
export const maxReferenceBytes = 4_096;

/**
 * Converts `attributes` to Connect's input. The API reference restricts the characters of names; the service model does
 * not.
 */
export function attributesOf(items: readonly ConnectAttributeInput[] | null | undefined, ids: IdResolver) {
  for (const [index, { name }] of items?.entries() ?? []) {
    if (/^[\w-]*$/.test(name)) continue;
    const message = 'must have a name of letters, digits, dashes and underscores only.';
    ids.violations.push(new ConnectInputViolation(['attributes', String(index)], message));
  }
  limitBytes('attributes', items, maxAttributeBytes, ids);
  return mapOf('attributes', items, 'name', ({ value }) => value, ids);
}

/** Converts `references` to Connect's input. */
export function referencesOf(items: readonly ConnectReferenceInput[] | null | undefined, ids: IdResolver) {
  const toValue = ({ type, value }: ConnectReferenceInput) => ({ Type: type, Value: value });
  limitBytes('references', items, maxReferenceBytes, ids);
  return mapOf('references', items, 'name', toValue, ids);
}

/** Maximum depth of recursive inputs. AWS documents no limit. */
const maxLevels = 10;

/** Reports a violation and returns true if a recursive input is too deep. The caller must then skip lower levels. */
export function isTooDeep(level: number, path: string, ids: IdResolver): boolean {
  if (level <= maxLevels) return false;
  ids.violations.push(new ConnectInputViolation(path.split('.'), `must have at most ${maxLevels} levels.`));
  return true;
}

/** Returns the total UTF-8 bytes of names and values. */
export function bytesIn(entries: readonly (readonly [name: string, value: string])[]): number {
  return entries.reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value), 0);
}

function limitBytes(
  field: string,
  items: readonly { readonly name: string; readonly value: string }[] | null | undefined,
  maxBytes: number,
  ids: IdResolver,
): void {
  const bytes = bytesIn(items?.map(({ name, value }) => [name, value]) ?? []);
  if (bytes <= maxBytes) return;
  const message = `must have at most ${maxBytes} UTF-8 bytes in all, not ${bytes}.`;
  ids.violations.push(new ConnectInputViolation([field], message));
}

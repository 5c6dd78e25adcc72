import { Field, InputType } from 'type-graphql';
import { mapOf } from '../connect/input-map.js';
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

import { describe, expect, test } from '@jest/globals';
import { buildSchema, type GraphQLEnumType } from 'graphql';
import { suggestForShortNamesOnly } from '../../../src/graph/build/suggestions.js';

const long = 'LONG'.repeat(100);
const schema = buildSchema(`type Query { a: Int } enum Channel { VOICE CHAT ${long} }`);
suggestForShortNamesOnly(schema);
const channel = schema.getType('Channel') as GraphQLEnumType;

describe('values that resemble a wrong one', () => {
  test('are named for a short one', () => {
    expect(() => channel.parseValue('VOICES')).toThrow('Did you mean the enum value "VOICE"');
    expect(() => channel.parseValue('VOICES', true)).toThrow(/enum\.$/);
  });

  test.each<[what: string, value: unknown]>([
    ['a long one', `${long}S`],
    ['one of 900 KB', 'x'.repeat(900_000)],
    ['a list', [long]],
    ['an object', { value: 'VOICE' }],
  ])('are not looked for where it is %s', (_what, value) => {
    expect(() => channel.parseValue(value)).toThrow();
    expect(() => channel.parseValue(value)).not.toThrow('Did you mean');
  });

  test('and right values are read', () => {
    expect([channel.parseValue('CHAT'), channel.parseValue(long)]).toEqual(['CHAT', long]);
  });
});

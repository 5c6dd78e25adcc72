import { describe, expect, test } from '@jest/globals';
import { jsonLimits, jsonSizeProblem } from '../../../src/server/protocol/json-size.js';

const { depth, values } = jsonLimits;

describe('the size of JSON, told before it is read', () => {
  test.each<[what: string, text: string]>([
    ['lists at the limit', `${'['.repeat(depth)}${']'.repeat(depth)}`],
    ['objects at the limit', `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`],
    ['members at the limit', `[{${Array.from({ length: 200 }, (_, n) => `"m${n}":[0,0]`).join()}},{"a":0,"b":0}]`],
    ['many short branches', `[${Array.from({ length: 1_000 }, () => '[[[]]]').join()}]`],
    ['as many values as are allowed', JSON.stringify(Array.from({ length: values - 1 }, () => 0))],
    ['punctuation in a text', JSON.stringify('[{,'.repeat(values))],
    ['punctuation behind an escaped quote', JSON.stringify({ a: `"${'['.repeat(values)}`, b: '\\' })],
    ['a text that ends with an escaped backslash', JSON.stringify(['\\\\', ','.repeat(values)])],
    ['a text without an end', `"${','.repeat(values)}`],
    ['a long text that is no name', JSON.stringify(['x'.repeat(1_000), { a: 'x'.repeat(1_000) }])],
    ['a name at the limit', JSON.stringify({ ['n'.repeat(256)]: 0 })],
    ['nothing', ''],
  ])('%s is no problem', (_what, text) => {
    expect(jsonSizeProblem(text)).toBeNull();
  });

  test.each<[what: string, text: string, limit: string]>([
    ['a list too deep', `${'['.repeat(depth + 1)}`, 'at most 64 levels'],
    ['lists and objects in turn', '[{"a":'.repeat(depth / 2 + 1), 'at most 64 levels'],
    ['depth behind a text with escapes', `["\\\\\\"",${'['.repeat(depth)}`, 'at most 64 levels'],
    ['a list too long', JSON.stringify(Array.from({ length: values }, () => 0)), 'more than 50000 values'],
    [
      'members of many objects',
      JSON.stringify(Array.from({ length: 9_000 }, () => ({ a: 0, b: 0, c: 0, d: 0, e: 0 }))),
      'more than 50000 values',
    ],
    ['members too many', `{${Array.from({ length: 201 }, (_, n) => `"m${n}":0`).join()}}`, 'more than 200 members'],
    [
      'members too many, behind a list in one of them',
      `{"a":[1,{"b":2}],${Array.from({ length: 200 }, (_, n) => `"m${n}":0`).join()}}`,
      'more than 200 members',
    ],
    [
      'members too many in an object below',
      `[{},{"a":{${Array.from({ length: 201 }, (_, n) => `"m${n}":[]`).join()}}}]`,
      'more than 200 members',
    ],
    ['a long name', JSON.stringify({ ['n'.repeat(257)]: 0 }), 'more than 256 characters'],
    ['a long name before blanks', `{"${'n'.repeat(257)}" \r\n\t: 0}`, 'more than 256 characters'],
    ['a long name below', JSON.stringify({ a: [{ ['"'.repeat(200)]: 0 }] }), 'more than 256 characters'],
    ['empty objects too many', `[${Array.from({ length: values / 2 }, () => '{}').join()}]`, 'more than 50000 values'],
  ])('%s', (_what, text, limit) => {
    expect(jsonSizeProblem(text)).toContain(limit);
  });
});

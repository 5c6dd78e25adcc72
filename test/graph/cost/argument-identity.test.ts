import { describe, expect, test } from '@jest/globals';
import { ArgumentIdentities } from '../../../src/graph/cost/argument-identity.js';

const long = 'x'.repeat(1_000);
const textOf = (value: unknown) => new ArgumentIdentities().of(value).text;

describe('the identity of an argument', () => {
  test.each<[what: string, one: unknown, other: unknown]>([
    ['short texts', 'a', 'a'],
    ['long texts', `${long}`, 'x'.repeat(1_000)],
    ['members in another order', { a: 1, b: [2] }, { b: [2], a: 1 }],
    ['members that are null or absent', { a: 1, b: null }, { a: 1, c: undefined }],
    ['moments', new Date(5), new Date(5)],
    ['long lists', [long, long], [long, long]],
  ])('is the same for equal values: %s', (_what, one, other) => {
    expect(textOf(one)).toBe(textOf(other));
  });

  test.each<[what: string, one: unknown, other: unknown]>([
    ['a number and its text', 5, '5'],
    ['true and its text', true, 'true'],
    ['one list and two', [['a'], ['b']], [['a', 'b']]],
    ['a comma within a text', ['a,b'], ['a', 'b']],
    ['a text that looks like a list', '["a"]', ['a']],
    ['a text that looks like a hash', '#abc', `${long}`],
    ['names and values', { a: 'b' }, { b: 'a' }],
    ['long texts that differ at their end', `${long}a`, `${long}b`],
    ['an empty object and an empty list', {}, []],
  ])('differs for %s', (_what, one, other) => {
    expect(textOf(one)).not.toBe(textOf(other));
  });

  test('of a value that is used a thousand times is read once', () => {
    const identities = new ArgumentIdentities();
    const value = { filter: { names: Array.from({ length: 500 }, (_, n) => `${long}${n}`) } };
    const text = 'y'.repeat(100_000);
    for (let use = 0; use < 1_000; use++) {
      identities.of({ use, value });
      identities.of({ use, text });
    }
    expect(identities.charactersRead).toBeLessThan(2 * (500 * 1_003 + text.length));
  });

  test('tells how much text a value holds', () => {
    expect(new ArgumentIdentities().of({ ab: ['cd', 'ef'], g: 1 }).size).toBe(2 + (2 + 32) * 2 + 32 + 1 + 1 + 32);
  });
});

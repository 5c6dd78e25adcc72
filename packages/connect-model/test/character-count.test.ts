import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { characterCount } from '../src/index.js';

test('characters are counted as the iterator of a string counts them', () => {
  const anyUnit = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.integer({ min: 0xd7f0, max: 0xe010 }).map(unit),
  );
  fc.assert(
    fc.property(fc.array(anyUnit), (parts) => {
      const text = parts.join('');
      expect(characterCount(text)).toBe([...text].length);
    }),
    { numRuns: 500 },
  );
});

const unit = (code: number) => String.fromCharCode(code);

test.each([
  ['', 0],
  ['a', 1],
  ['😀', 1],
  ['a😀b', 3],
  ['\ud83d', 1],
  ['\ude00', 1],
  ['\ude00\ud83d', 2],
  ['\ud83d\ud83d\ude00\ude00', 3],
])('%j has %d', (text, count) => {
  expect(characterCount(text)).toBe(count);
});

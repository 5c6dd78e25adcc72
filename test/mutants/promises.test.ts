import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { promises } from './promises.mjs';

/** Text with all white space as single spaces, since pages break their lines. */
const flat = (path: string) => readFileSync(path, 'utf8').replace(/\s+/g, ' ');

describe.each(promises)('the promise "$sentence", kept by $file', ({ page, sentence, file, line, without, tests }) => {
  test('is in its page', () => {
    expect(flat(page)).toContain(sentence);
  });

  test('names one line of its source, and tests that exist', () => {
    expect(readFileSync(file, 'utf8').split(line)).toHaveLength(2);
    expect(without).not.toBe(line);
    for (const path of tests)
      expect(existsSync(path) || existsSync(`${path}.ts`) || existsSync(`${path}.test.ts`)).toBe(true);
  });
});

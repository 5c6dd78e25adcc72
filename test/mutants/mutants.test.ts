import { describe, expect, test } from '@jest/globals';
import { mutantsOf, randomOf, withReports } from './mutants.mjs';

const labels = (source: string) => mutantsOf(source).map(({ label }) => label);
/** The source with each of its mutants in turn. */
const planted = (source: string) =>
  mutantsOf(source).map(({ start, end, replacement }) => source.slice(0, start) + replacement + source.slice(end));

describe('the mutants of a source', () => {
  test.each([
    ['a bound', 'const late = ms < limitMs;', ['const late = ms <= limitMs;']],
    ['a comparison', "const is = kind === 'read';", ["const is = kind !== 'read';"]],
    ['a sum', 'const end = now + waitMs;', ['const end = now - waitMs;']],
    ['a default', 'const ms = given ?? usual;', ['const ms = given && usual;']],
    ['a method with a counterpart', 'const ms = Math.min(a, b);', ['const ms = Math.max(a, b);']],
    ['a condition', 'if (gone) leave();', ['if (true) leave();', 'if (false) leave();', 'if (gone) ;']],
    ['a negation', 'const open = !closed;', ['const open = closed;']],
    ['a count', 'waiting++;', [';', 'waiting--;']],
    ['a block', 'function end() { release(); }', ['function end() {}', 'function end() { ; }']],
  ])('change %s', (_what, source, expected) => {
    expect(planted(source)).toEqual(expected);
  });

  test.each([
    ['strings', "const text = 'a' + name;"],
    ['types', 'type Wait<T> = T extends number ? 1 : 2; interface A { readonly b: 1 | 2 }'],
    ['decorators', '@Field(() => Int, { nullable: true }) class A {}'],
    ['log calls', "this.log.info({ ok: true }, 'a call'); scope.stats.waited(1 + 1);"],
    ['methods without a counterpart', 'const x = one.constructor(1);'],
  ])('do not change %s', (_what, source) => {
    expect(labels(source)).toEqual([]);
  });
});

test('random numbers depend only on the seed', () => {
  const numbersOf = (seed: number) => Array.from({ length: 5 }, randomOf(seed));
  expect(numbersOf(1)).toEqual(numbersOf(1));
  expect(numbersOf(1)).not.toEqual(numbersOf(2));
  for (const number of numbersOf(3)) expect(number >= 0 && number < 1).toBe(true);
});

test('a source with reports tells which mutants are reached, by the innermost block around each', () => {
  const source = 'const top = 1 < 2;\nfunction wait(ms) { if (ms > 0) { return ms + 1; } return 0; }';
  const numbered = mutantsOf(source).map((mutant, index) => ({ ...mutant, number: index }));
  const reached = (call: string): string[] => {
    const numbers: number[] = [];
    const report = (...some: number[]) => numbers.push(...some);
    new Function('globalThis', `${withReports(source, numbered)}\n${call}`)({ mutantReached: report });
    return numbers.sort((one, other) => one - other).map((number) => numbered[number]?.label ?? '');
  };
  expect(reached('')).toEqual([]);
  expect(reached('wait(0)')).toContain('> to >=: ms > 0 -> ms >= 0');
  expect(reached('wait(0)').join()).not.toContain('+ to -');
  expect(reached('wait(1)')).toContain('+ to -: ms + 1 -> ms - 1');
});

import 'reflect-metadata';
import { describe, expect, test } from '@jest/globals';
import { ConnectInputViolation, firstOfEachPath, invalidInput } from '../../src/errors/input-violation.js';

const violations = (count: number, path: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => new ConnectInputViolation([path(n)], 'must be given.'));

describe('violations of an input', () => {
  test('are listed once for each path', () => {
    expect(firstOfEachPath(violations(10, (n) => `field-${n % 2}`))).toEqual(violations(2, (n) => `field-${n}`));
  });

  test('are all listed up to a hundred', () => {
    expect(firstOfEachPath(violations(100, (n) => `field-${n}`))).toHaveLength(100);
  });

  test('are counted beyond a hundred, in one that has no path', () => {
    const listed = firstOfEachPath(violations(20_000, (n) => `field-${n}`));
    expect(listed).toHaveLength(101);
    expect(listed.at(-1)).toEqual(new ConnectInputViolation([], 'has 19900 further problems, which are not listed.'));
  });

  test('stand in the message as far as there is room', () => {
    expect(invalidInput(violations(2, (n) => `f${n}`))).toBe('Invalid input. f0: must be given. f1: must be given.');
    const long = invalidInput(violations(1_000, (n) => `field-${n}`));
    expect(long.length).toBeLessThanOrEqual(330);
    expect(long).toMatch(/ See `violations` for all\.$/);
  });

  test('the first of them is told whole', () => {
    const [message] = [invalidInput([new ConnectInputViolation(['a'], 'x'.repeat(500)), ...violations(1, () => 'b')])];
    expect(message).toBe(`Invalid input. a: ${'x'.repeat(500)} See \`violations\` for all.`);
  });
});

import { describe, expect, test } from '@jest/globals';
import { longestRetryMs, retryMs, retrySeconds } from '../../src/lib/durations.js';

describe('a wait that leaves the gateway is whole milliseconds', () => {
  test.each([
    [0, 0],
    [1, 1],
    [403.1039390000078, 404],
    [0.001, 1],
    [-0.5, 0],
    [-1, 0],
    [-Infinity, 0],
    [Number.MIN_VALUE, 1],
    [longestRetryMs, longestRetryMs],
    [longestRetryMs + 1, longestRetryMs],
    [99_999_999_999_000, longestRetryMs],
    [Number.MAX_VALUE, longestRetryMs],
    [Infinity, longestRetryMs],
    [Number.NaN, null],
    [null, null],
    [undefined, null],
  ])('%p becomes %p', (given, expected) => {
    expect(retryMs(given)).toBe(expected);
  });

  test.each([
    [0, 1],
    [1, 1],
    [999.5, 1],
    [1_000.1, 2],
    [Infinity, 3_600],
    [Number.NaN, 1],
    [-5, 1],
  ])('and as a header %p ms are %p s', (given, expected) => {
    expect(retrySeconds(given)).toBe(expected);
  });
});

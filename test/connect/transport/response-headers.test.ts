import { describe, expect, test } from '@jest/globals';
import { awsRequestId, dateMs, isCode, retryAfterMs } from '../../../src/connect/transport/response-headers.js';

const now = Date.parse('2026-01-05T10:00:00.000Z');
const anHour = 3_600_000;

describe('a Retry-After header', () => {
  test.each([
    ['seconds', '5', 5_000],
    ['none', '0', 0],
    ['a fraction', '0.4031039390000078', 404],
    ['a fraction without a nought', '.5', 500],
    ['a negative number', '-5', 0],
    ['blanks around it', ' 7 ', 7_000],
    ['an exponent', '1e2', 100_000],
    ['far too many seconds', '99999999999', anHour],
    ['more than any number holds', '1e400', anHour],
    ['less than any number holds', '-1e400', 0],
    ['no end', 'Infinity', anHour],
    ['a date', 'Mon, 05 Jan 2026 10:00:30 GMT', 30_000],
    ['a date in the past', 'Mon, 05 Jan 2015 10:00:30 GMT', 0],
    ['a date in the far future', 'Fri, 31 Dec 9999 23:59:59 GMT', anHour],
    ['no number', 'NaN', null],
    ['nothing', '', null],
    ['several values', '5, 10', null],
    ['several dates', 'Mon, 05 Jan 2026 10:00:30 GMT, Mon, 05 Jan 2026 10:00:40 GMT', null],
    ['another base', '0x10', null],
    ['a sentence', 'in a minute', null],
    ['a date of another form', '2026-01-05T10:00:30Z', null],
    ['a date that does not exist', 'Mon, 45 Abc 2026 10:00:30 GMT', null],
    ['a megabyte of digits', '9'.repeat(1_000_000), null],
  ])('with %s', (_, header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected);
  });

  test('that is not there says nothing', () => {
    expect(retryAfterMs(undefined, now)).toBeNull();
  });
});

test.each([
  ['Mon, 05 Jan 2026 10:00:30 GMT', now + 30_000],
  ['garbage', null],
  ['', null],
  ['Mon, 05 Jan 2026 10:00:30 GMT, Mon, 05 Jan 2026 10:00:30 GMT', null],
  ['1e300', null],
  ['+275760-09-13T00:00:00.000Z', null],
  [undefined, null],
])('the date %p is %p', (header, expected) => {
  expect(dateMs(header)).toBe(expected);
});

test.each([
  ['1f6f3a3c-8b2f-4f6e-9d0f-7d5f0e0f7c11', true],
  ['r', true],
  ['A1B2C3/x+y==', true],
  ['', false],
  ['a'.repeat(128), true],
  ['a'.repeat(129), false],
  ['a'.repeat(1_000_000), false],
  ['one, two', false],
  ['id\u0000', false],
  ['id\r\nx: y', false],
  ['<script>', false],
  ['jane.doe@example.com', false],
])('the request id %p is told: %p', (header, told) => {
  expect(awsRequestId(header)).toBe(told ? header : null);
});

test.each([
  ['ThrottlingException', true],
  ['__proto__', true],
  ['constructor', true],
  ['', false],
  ['a b', false],
  ['x'.repeat(101), false],
  [{ name: 'x' }, false],
  [null, false],
])('%p is a code: %p', (value, expected) => {
  expect(isCode(value)).toBe(expected);
});

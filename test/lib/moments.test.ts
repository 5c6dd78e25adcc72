import { expect, test } from '@jest/globals';
import { isMoment, momentOf } from '../../src/lib/moments.js';

test.each([
  ['2026-01-05T10:00:01.120Z', '2026-01-05T10:00:01.120Z'],
  ['2026-01-05T12:00:01+02:00', '2026-01-05T10:00:01.000Z'],
  ['2026-01-05T10:00:01.123456789Z', '2026-01-05T10:00:01.123Z'],
  ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
])('%s is the moment %s', (text, moment) => {
  expect(momentOf(text)?.toISOString()).toBe(moment);
});

test.each([
  '',
  'soon',
  '5',
  'Thursday 5',
  '+275760-09-13T00:00:00.000Z',
  '-000001-01-01T00:00:00.000Z',
  '2026-13-01T00:00:00Z',
  '0000-06-01T00:00:00Z',
  '2026-01-05T10:00:01Z, 2026-01-06T10:00:01Z',
  null,
  undefined,
])('%p is no moment', (text) => {
  expect(momentOf(text)).toBeNull();
});

test.each([[new Date(Number.NaN)], [new Date(8.64e15)], [new Date(-8.64e15)], ['2026-01-05'], [1_700_000_000], [null]])(
  '%p cannot be written by RFC 3339',
  (value) => {
    expect(isMoment(value)).toBe(false);
  },
);

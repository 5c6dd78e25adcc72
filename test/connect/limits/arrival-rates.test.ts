import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { ArrivalRates } from '../../../src/connect/limits/arrival-rates.js';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** Records the arrivals of a caller at a rate, for some seconds. */
function arrive(rates: ArrivalRates, seconds: number, perSecond: number, calls = 1): void {
  for (let n = 0; n < seconds * perSecond; n++) {
    for (let call = 0; call < calls; call++) rates.record('caller');
    jest.advanceTimersByTime(1_000 / perSecond);
  }
}
const expected = (rates: ArrivalRates, ms = 10_000) => rates.expectedWithin(ms).get('caller');

test('a caller is expected at its current rate, for as long as is asked', () => {
  const rates = new ArrivalRates();
  arrive(rates, 3, 4);
  expect(expected(rates)).toBeCloseTo(40, -1);
  expect(expected(rates, 1_000)).toBeCloseTo(4, 0);
});

test('many calls at once count as one arrival', () => {
  const rates = new ArrivalRates();
  arrive(rates, 3, 4, 100);
  expect(expected(rates)).toBeCloseTo(40, -1);
});

test('a caller that came once is not expected, and one that has stopped no longer is', async () => {
  // The cache of the callers has no fake clock.
  jest.useRealTimers();
  const rates = new ArrivalRates();
  rates.record('caller');
  expect(expected(rates)).toBeUndefined();
  await sleep(150);
  rates.record('caller');
  expect(expected(rates)).toBeGreaterThan(0);
  await sleep(2_050);
  expect(expected(rates)).toBeUndefined();
});

test('a rate that changes is followed within seconds', () => {
  const rates = new ArrivalRates();
  arrive(rates, 30, 1);
  arrive(rates, 5, 8);
  expect(expected(rates)).toBeGreaterThan(60);
  arrive(rates, 8, 1);
  expect(expected(rates)).toBeLessThan(20);
});

test('arrivals of less than a second count as those of a second', () => {
  const rates = new ArrivalRates();
  arrive(rates, 0.3, 9);
  expect(expected(rates, 1_000)).toBeLessThanOrEqual(3);
});

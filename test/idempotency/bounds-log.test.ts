import { expect, test } from '@jest/globals';
import { BoundsLog } from '../../src/idempotency/bounds-observer.js';
import { testLog } from '../support/log.js';

test('what the bounds of a store cost is logged once a minute at most, with all that happened since', () => {
  const { log, lines } = testLog();
  const told: string[] = [];
  let now = 5_000;
  const next = {
    recordEvicted: (reason: string) => void told.push(`evicted ${reason}`),
    recordRefused: (reason: string) => void told.push(`refused ${reason}`),
  };
  const bounds = new BoundsLog(log, next, () => now);
  bounds.recordRefused('caller');
  for (let count = 0; count < 100; count++) bounds.recordEvicted('caller');
  now += 59_999;
  bounds.recordEvicted('total');
  const counts = () => lines('the idempotency store or the share of a caller is full');
  expect(counts()).toMatchObject([{ evicted: 0, refused: 1 }]);
  now += 1;
  bounds.recordRefused('total');
  expect(counts().slice(1)).toMatchObject([{ evicted: 101, refused: 1, setting: 'IDEMPOTENCY_MAX_PER_CALLER' }]);
  expect(told).toHaveLength(103);
  expect(told.slice(-2)).toEqual(['evicted total', 'refused total']);
});

import { setImmediate as nextRound } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { HandlerTurns } from '../../../src/server/admission/handler-turns.js';

test('few requests are handled at once', () => {
  const turns = new HandlerTurns();
  const handled: number[] = [];
  for (let n = 0; n < 5; n++) turns.run('a', () => handled.push(n));
  expect(handled).toEqual([0, 1, 2, 3, 4]);
});

test('of a burst a few are handled in each round, and another address has its turn between them', async () => {
  const turns = new HandlerTurns();
  const handled: string[] = [];
  for (let n = 0; n < 100; n++) turns.run('burst', () => handled.push('burst'));
  turns.run('probe', () => handled.push('probe'));
  expect(handled).toHaveLength(16);
  await nextRound();
  expect(handled.indexOf('probe')).toBeLessThan(20);
  expect(handled.length).toBeLessThanOrEqual(32);
  while (handled.length < 101) await nextRound();
  expect(handled.filter((one) => one === 'burst')).toHaveLength(100);
});

test('a handler that hands in another one does not run it in the same round without end', async () => {
  const turns = new HandlerTurns();
  let handled = 0;
  const again = () => {
    handled++;
    if (handled < 1_000) turns.run('a', again);
  };
  turns.run('a', again);
  expect(handled).toBeLessThanOrEqual(16);
  await nextRound();
  expect(handled).toBeLessThan(64);
});

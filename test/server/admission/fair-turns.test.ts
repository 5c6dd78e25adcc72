import { setImmediate as nextRound } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { FairTurns } from '../../../src/server/admission/fair-turns.js';

test('few tasks run at once', () => {
  const turns = new FairTurns();
  const handled: number[] = [];
  for (let n = 0; n < 5; n++) turns.run('a', () => handled.push(n));
  expect(handled).toEqual([0, 1, 2, 3, 4]);
});

test('of a burst a few run in each round, and another address has its turn between them', async () => {
  const turns = new FairTurns();
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

test('a task that adds another one does not run it in the same round without end', async () => {
  const turns = new FairTurns();
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

describe('with a clock moved by hand', () => {
  let now = 0;
  beforeEach(() => {
    jest.spyOn(performance, 'now').mockImplementation(() => now);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  test('tasks wait while connections arrive, for at most 100 ms', async () => {
    let accepted = 0;
    const turns = new FairTurns(() => accepted);
    let handled = 0;
    for (let n = 0; n < 200; n++) turns.run('burst', () => handled++);
    await nextRound();
    const before = handled;
    const roundWithArrival = async () => {
      accepted++;
      now += 1;
      await nextRound();
    };
    for (let round = 0; round < 99; round++) await roundWithArrival();
    expect(handled).toBe(before);
    await roundWithArrival();
    await roundWithArrival();
    expect(handled).toBeGreaterThan(before);
    const resumed = handled;
    await roundWithArrival();
    expect(handled).toBe(resumed);
    // No further connection arrives.
    await nextRound();
    expect(handled).toBeGreaterThan(resumed);
  });

  test('fewer tasks run in a round after long ones, and more after short ones', async () => {
    const turns = new FairTurns();
    let handled = 0;
    let msEach = 2;
    for (let n = 0; n < 400; n++) {
      turns.run('burst', () => {
        handled++;
        now += msEach;
      });
    }
    const inNextRound = async () => {
      const before = handled;
      await nextRound();
      return handled - before;
    };
    for (let round = 0; round < 6; round++) await inNextRound();
    expect(await inNextRound()).toBeLessThanOrEqual(4);
    msEach = 0;
    for (let round = 0; round < 6; round++) await inNextRound();
    expect(await inNextRound()).toBe(16);
  });
});

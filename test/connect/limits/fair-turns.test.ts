import { setImmediate as nextRound } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { FairTurns } from '../../../src/connect/limits/fair-turns.js';
import { AcceptPause } from '../../../src/server/admission/accept-pause.js';

test('few tasks run at once', () => {
  const turns = new FairTurns();
  const handled: number[] = [];
  for (let n = 0; n < 5; n++) turns.run('a', () => handled.push(n));
  expect(handled).toEqual([0, 1, 2, 3, 4]);
});

test('of a burst a few run in each round, and another caller has its turn between them', async () => {
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

describe('a wait for a turn', () => {
  /** Turns of which a burst has taken all of this round. */
  const busyTurns = () => {
    const turns = new FairTurns();
    const had: string[] = [];
    for (let n = 0; n < 100; n++) turns.turn('burst').then(() => had.push('burst'));
    return { turns, had };
  };

  test('is over at once when few tasks run, and with the turn of the caller otherwise', async () => {
    const { turns, had } = busyTurns();
    turns.turn('other').then(() => had.push('other'));
    await Promise.resolve();
    expect(had).toHaveLength(16);
    await nextRound();
    expect(had.indexOf('other')).toBeLessThan(20);
    while (had.length < 101) await nextRound();
  });

  test('leaves no listener behind', async () => {
    const { turns } = busyTurns();
    const listeners = new Set<() => void>();
    const gone = {
      aborted: false,
      addEventListener: (_type: 'abort', listener: () => void) => void listeners.add(listener),
      removeEventListener: (_type: 'abort', listener: () => void) => void listeners.delete(listener),
    };
    const wait = turns.turn('other', gone);
    expect(listeners.size).toBe(1);
    await wait;
    expect(listeners.size).toBe(0);
  });
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
    const turns = new FairTurns(new AcceptPause(() => accepted));
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

  test('a client that has gone waits no more, and takes no turn', async () => {
    const turns = new FairTurns();
    let burst = 0;
    for (let n = 0; n < 100; n++) turns.run('burst', () => burst++);
    const gone = new AbortController();
    const waits = Array.from({ length: 50 }, () => turns.turn('leaving', gone.signal));
    gone.abort();
    await Promise.all(waits);
    // A queue that still held the turns of those who left would give them every second turn of the round.
    await nextRound();
    expect(burst).toBe(32);
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

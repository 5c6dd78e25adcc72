import { setImmediate as nextRound } from 'node:timers/promises';
import { describe, expect, jest, test } from '@jest/globals';
import { Admission, type RequestShare } from '../../../src/server/admission/admission.js';

const alice = { id: 'alice' };
const bob = { id: 'bob' };
const carol = { id: 'carol' };
const settings = { maxInFlightBytes: 1_000_000, maxWaitMs: 5_000 };

/** Notes in which order requests have their turns, and works for so long in each. */
function line(admission: Admission, workMs = 0) {
  const log: string[] = [];
  const ask = async (share: RequestShare, name: string): Promise<boolean> => {
    const admitted = (await share.turn()) ?? true;
    log.push(name);
    const until = performance.now() + workMs;
    while (performance.now() < until);
    return admitted;
  };
  return { log, ask, request: (caller: { id: string }) => admission.request(caller) };
}

describe('turns', () => {
  test('are had at once where nobody else asks', async () => {
    const admission = new Admission(settings);
    for (let n = 0; n < 3; n++) {
      expect(admission.request(alice).turn()).toBeUndefined();
      // As many as a long turn leaves to others.
      for (let round = 0; round < 5; round++) await nextRound();
    }
  });

  test('are not asked for again within one round', () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    const share = new Admission(settings).request(alice);
    expect([share.turn(), share.turn()]).toEqual([undefined, undefined]);
    jest.useRealTimers();
  });

  test('that last long are followed by those of others', async () => {
    const admission = new Admission(settings);
    const { log, ask, request } = line(admission);
    const share = request(alice);
    share.turn();
    const other = ask(request(bob), 'bob');
    const until = performance.now() + 60;
    while (performance.now() < until);
    await ask(share, 'alice');
    await other;
    expect(log).toEqual(['bob', 'alice']);
  });

  test('go to the callers that have used the least time', async () => {
    const { log, ask, request } = line(new Admission(settings), 6);
    const all = [...Array(4)].map((_, n) => ask(request(alice), `alice ${n}`));
    all.push(ask(request(bob), 'bob'), ask(request(carol), 'carol'));
    await Promise.all(all);
    expect(log).toEqual(['alice 0', 'bob', 'carol', 'alice 1', 'alice 2', 'alice 3']);
  });

  test('are first for those of a caller that hold bytes', async () => {
    const admission = new Admission(settings);
    const { log, ask, request } = line(admission, 6);
    const holder = request(alice);
    holder.add(100_000);
    const first = ask(request(bob), 'bob');
    const all = [ask(request(alice), 'new'), ask(holder, 'holder')];
    await Promise.all([first, ...all]);
    expect(log).toEqual(['bob', 'holder', 'new']);
  });

  test.each<[turnMs: number, turnsInARound: number]>([
    [0, 8],
    [0.4, 3],
    [0.6, 2],
    [2, 1],
  ])('of %d ms begin in the same round of the event loop within a millisecond: %d', async (turnMs, turnsInARound) => {
    let now = 0;
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => now);
    try {
      const admission = new Admission(settings);
      const turns = Array.from({ length: 48 }, async (_, n) => {
        await admission.request({ id: String(n % 5) }).turn();
        now += turnMs;
      });
      const isDone = Promise.all(turns).then(() => true);
      let rounds = 0;
      while (!(await Promise.race([isDone, nextRound(false)]))) rounds++;
      expect(Math.abs(rounds - 48 / turnsInARound)).toBeLessThanOrEqual(2);
    } finally {
      clock.mockRestore();
    }
  });

  test('that are long have a round each, with rounds for others between them', async () => {
    const { ask, request } = line(new Admission(settings), 6);
    let rounds = 0;
    let goesOn = true;
    const counting = (async () => {
      while (goesOn) {
        await nextRound();
        rounds++;
      }
    })();
    await Promise.all([...Array(10)].map((_, n) => ask(request(alice), String(n))));
    goesOn = false;
    await counting;
    expect(rounds).toBeGreaterThanOrEqual(3 * 9);
  });

  test('wait while new connections arrive after a long turn, up to a limit of time', async () => {
    let accepted = 0;
    const admission = new Admission({ ...settings, accepted: () => accepted });
    /** Rounds between the end of a long turn and the next turn. */
    const roundsOfPause = async (arriving: number) => {
      const first = admission.request(alice);
      expect(first.turn()).toBeUndefined();
      const turn = admission.request(bob).turn();
      const end = performance.now() + 8;
      while (performance.now() < end);
      let waits = true;
      turn?.then(() => {
        waits = false;
      });
      let rounds = 0;
      for (; waits; rounds++) {
        if (rounds < arriving) accepted++;
        await nextRound();
      }
      await nextRound();
      await nextRound();
      return rounds;
    };
    const quiet = await roundsOfPause(0);
    expect(await roundsOfPause(50)).toBeGreaterThanOrEqual(50);
    expect(quiet).toBeLessThan(10);
    const endless = performance.now();
    await roundsOfPause(Number.POSITIVE_INFINITY);
    expect(performance.now() - endless).toBeGreaterThanOrEqual(100);
  });

  test('that do not come in time are refused', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'performance'] });
    try {
      const admission = new Admission({ ...settings, maxInFlightBytes: 100 });
      const holder = admission.request(bob);
      holder.add(200);
      const share = admission.request(alice);
      share.remainingMs = () => 10;
      const turn = share.turn();
      await jest.advanceTimersByTimeAsync(999);
      expect(admission.waiting).toBe(1);
      await jest.advanceTimersByTimeAsync(1);
      expect(await turn).toBe(false);
      expect([admission.waiting, admission.refused]).toEqual([0, 1]);
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('bytes', () => {
  test('of one alone may be as many as an answer may have', () => {
    const share = new Admission(settings).request(alice);
    expect(share.add(10_000_000)).toBe(true);
  });

  test('beyond the part of a caller are refused to that caller', () => {
    const admission = new Admission(settings);
    const [first, second, others] = [admission.request(alice), admission.request(alice), admission.request(bob)];
    expect([first.add(400_000), second.add(90_000), others.add(300_000)]).toEqual([true, true, true]);
    expect(second.add(20_000)).toBe(false);
    expect(others.add(20_000)).toBe(true);
    expect(admission.refused).toBe(1);
    // The next fields of the same request are refused as well, and the request counts once.
    expect([second.add(20_000), second.add(20_000)]).toEqual([false, false]);
    expect(admission.refused).toBe(1);
  });

  test('beyond twice the bound are refused to everybody, but for small requests', () => {
    const admission = new Admission(settings);
    expect(admission.request(alice).add(2_100_000)).toBe(true);
    const [large, small] = [admission.request(bob), admission.request(carol)];
    admission.request(bob).add(1_000);
    admission.request(carol).add(1_000);
    expect(large.add(100_000)).toBe(false);
    expect(small.add(60_000)).toBe(true);
  });

  test('beyond twice the bound are refused also to the only requests of several callers', () => {
    const admission = new Admission(settings);
    const shares = ['a', 'b', 'c', 'd'].map((id) => admission.request({ id }));
    expect(shares.map((share) => share.add(600_000))).toEqual([true, true, true, false]);
    shares[3]?.end();
    expect(shares[0]?.add(100_000)).toBe(true);
    expect(shares[0]?.add(200_000)).toBe(false);
  });

  test('keep requests that hold nothing waiting, until others have ended', async () => {
    const admission = new Admission(settings);
    const holder = admission.request(alice);
    holder.add(600_000);
    const waiting = admission.request(alice).turn();
    const ofOthers = admission.request(bob).turn();
    expect((await ofOthers) ?? true).toBe(true);
    expect(admission.waiting).toBe(1);
    holder.end();
    expect(await waiting).toBe(true);
  });

  describe('at the bound let only those begin that hold less than the mean', () => {
    /** Callers with large responses under construction, which together are at the bound. */
    const filled = (bytes: readonly number[]) => {
      const admission = new Admission(settings);
      const holders = bytes.map((count, n) => {
        const share = admission.request({ id: `large ${n}` });
        share.add(count);
        return share;
      });
      return { admission, holders };
    };

    test.each([
      ['eight callers', Array<number>(8).fill(200_000)],
      ['two callers, one of them beyond its part', [900_000, 150_000]],
      ['a hundred callers', Array<number>(100).fill(15_000)],
    ])('beside %s, a caller that holds nothing, with each of its turns', async (_what, bytes) => {
      const { admission } = filled(bytes);
      const small = admission.request(alice);
      for (let turn = 0; turn < 5; turn++) {
        expect(await small.nextTurn()).toBe(true);
        small.add(1_000);
      }
    });

    test('and not one that holds as much as the others', async () => {
      const { admission, holders } = filled(Array<number>(8).fill(200_000));
      const another = admission.request({ id: 'large 0' }).turn();
      const small = admission.request(alice).turn();
      expect((await small) ?? true).toBe(true);
      expect(admission.waiting).toBe(1);
      for (const holder of holders.slice(0, 4)) holder.end();
      expect(await another).toBe(true);
    });

    test('and nobody at twice the bound', async () => {
      const { admission, holders } = filled(Array<number>(8).fill(250_000));
      const small = admission.request(alice).turn();
      await nextRound();
      await nextRound();
      expect(admission.waiting).toBe(1);
      holders[0]?.end();
      expect(await small).toBe(true);
    });
  });

  test('let a request go on that holds some', async () => {
    const admission = new Admission(settings);
    const [one, other] = [admission.request(alice), admission.request(bob)];
    one.add(2_000_000);
    other.add(100_000);
    expect((await other.turn()) ?? true).toBe(true);
  });

  test('are free again once, however often a request is ended', () => {
    const admission = new Admission(settings);
    const share = admission.request(alice);
    share.add(500);
    share.end();
    share.end();
    share.add(500);
    expect(admission.bytes).toBe(0);
  });

  test('of any order of requests come back to nothing', async () => {
    const admission = new Admission({ ...settings, maxInFlightBytes: 200_000 });
    let seed = 7;
    const random = (most: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return seed % most;
    };
    const requests = [...Array(200)].map(async (_, n) => {
      const share = admission.request({ id: `caller ${random(5)}` });
      for (let step = 0; step < 3; step++) {
        await share.turn();
        share.add(random(30_000));
        if (n % 3 === 0) await nextRound();
      }
      share.end();
    });
    await Promise.all(requests);
    expect([admission.bytes, admission.waiting]).toEqual([0, 0]);
  });
});

describe('a request whose client has left', () => {
  test('has no turn any more, and waits for none', async () => {
    const admission = new Admission(settings);
    admission.request(bob).turn();
    const share = admission.request(alice);
    const waiting = share.turn();
    share.leave();
    expect([await waiting, admission.waiting]).toEqual([false, 0]);
    expect([await share.turn(), await share.nextTurn()]).toEqual([false, false]);
    expect(admission.refused).toBe(0);
  });
});

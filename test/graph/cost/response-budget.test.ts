import { describe, expect, test } from '@jest/globals';
import { type ProcessShare, ResponseBudget } from '../../../src/graph/cost/response-budget.js';

/** Bytes that fill a stretch. */
const stretch = 512 * 1024;

/** A share that grants each turn by hand, and counts them. */
class ManualShare implements ProcessShare {
  asked = 0;
  #grant: ((admitted: boolean) => void) | null = null;
  #pending: Promise<boolean> | null = null;
  isFree = true;

  turn(): Promise<boolean> | undefined {
    return this.isFree ? undefined : this.nextTurn();
  }

  nextTurn(): Promise<boolean> {
    if (this.#pending) return this.#pending;
    this.asked++;
    this.#pending = new Promise((resolve) => {
      this.#grant = resolve;
    });
    return this.#pending;
  }

  add(): boolean {
    return true;
  }

  async grant(admitted = true): Promise<void> {
    this.#pending = null;
    this.#grant?.(admitted);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function budgetOf(share: ProcessShare): ResponseBudget {
  return new ResponseBudget(100 * stretch, { operation: null } as never, share);
}

describe('the budget of a response', () => {
  test('starts fields at once until a stretch is full, and the rest a stretch in each turn', async () => {
    const share = new ManualShare();
    const budget = budgetOf(share);
    const started: number[] = [];
    for (let field = 0; field < 100; field++) {
      void budget.start(() => {
        started.push(field);
        budget.charge(stretch / 8);
      }, false);
    }
    expect(started).toHaveLength(8);
    for (let turn = 1; started.length < 100; turn++) {
      const before = started.length;
      await share.grant();
      expect(share.asked).toBeGreaterThanOrEqual(turn);
      // A check comes after each 16 fields.
      expect(started.length - before).toBeLessThanOrEqual(16);
    }
    expect(started).toEqual(Array.from({ length: 100 }, (_, field) => field));
  });

  test('starts fields that resolve later together, though a list has filled the stretch', () => {
    const budget = budgetOf(new ManualShare());
    budget.charge(stretch);
    let started = 0;
    for (let field = 0; field < 2_000; field++) void budget.start(() => started++, true);
    expect(started).toBe(2_000);
    void budget.start(() => started++, true);
    expect(started).toBe(2_000);
  });

  test('continues with outputs in turns, a stretch in each', async () => {
    const share = new ManualShare();
    share.isFree = false;
    const budget = budgetOf(share);
    let done = 0;
    const results = Array.from({ length: 64 }, (_, index) =>
      budget.resume(() => {
        done++;
        budget.charge(stretch / 16);
        return index;
      }),
    );
    expect(done).toBe(0);
    for (let turn = 1; turn <= 4; turn++) {
      await share.grant();
      expect(done).toBe(turn * 16);
    }
    expect(await Promise.all(results)).toEqual(results.map((_, index) => index));
  });

  test('completes what a field leads to before it starts more than sixteen further fields', async () => {
    const share = new ManualShare();
    const budget = budgetOf(share);
    budget.charge(stretch);
    let started = 0;
    for (let field = 0; field < 1_000; field++) {
      // As graphql-js completes a value that was deferred.
      void (budget.start(() => started++, false) as Promise<unknown>).then(() => budget.charge(stretch / 16));
    }
    await share.grant();
    expect(started).toBe(16);
  });

  test('counts the memory of deferred fields for the process, and not for the response', async () => {
    let added = 0;
    const add = (bytes: number) => {
      added += bytes;
      return true;
    };
    const share = { turn: () => undefined, nextTurn: async () => true, add };
    const budget = new ResponseBudget(1_000_000, { operation: null }, share);
    budget.spend(512 * 1024);
    const before = added;
    for (let field = 0; field < 100; field++) void budget.start(() => null, false);
    expect(added - before).toBe(100 * 512);
    expect(budget.bytes).toBe(512 * 1024);
    await new Promise(setImmediate);
  });

  test.each([
    ['at once', undefined, false],
    ['in a later turn', Promise.resolve(true), false],
    ['refused', Promise.resolve(false), true],
  ])('goes on after a pause: %s', async (_when, turn, isRefused) => {
    const share = { turn: () => turn, nextTurn: async () => true, add: () => true };
    const budget = new ResponseBudget(1_000_000, { operation: null }, share);
    await budget.pause();
    expect(budget.isSpent).toBe(isRefused);
    if (isRefused) expect(budget.refusal.extensions).toMatchObject({ code: 'OVERLOADED', retryable: true });
  });

  test('hands on what a deferred field throws', async () => {
    const share = new ManualShare();
    const budget = budgetOf(share);
    budget.charge(stretch);
    const field = budget.start(() => {
      throw new Error('of the field');
    }, false);
    const failed = expect(field).rejects.toThrow('of the field');
    await share.grant();
    await failed;
  });

  test('is spent once a turn is refused, and runs all that was deferred', async () => {
    const share = new ManualShare();
    const budget = budgetOf(share);
    budget.charge(stretch);
    let ran = 0;
    for (let field = 0; field < 100; field++) void budget.start(() => (budget.isSpent ? ran++ : null), false);
    await share.grant(false);
    expect([ran, budget.refusal.extensions.code]).toEqual([100, 'OVERLOADED']);
  });

  test('runs work that was deferred by deferred work', async () => {
    const share = new ManualShare();
    const budget = budgetOf(share);
    budget.charge(stretch);
    const outer = budget.start(() => {
      budget.charge(stretch);
      return budget.start(() => 'inner', false);
    }, false);
    await share.grant();
    await share.grant();
    expect(await outer).toBe('inner');
  });
});

import assert from 'node:assert/strict';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RecordBounds } from '../../src/idempotency/record-bounds.js';
import type { Outcome } from '../../src/idempotency/token-store.js';

const maxPerCaller = 4;
const total = 10 * maxPerCaller;
const ttlMs = 1_000;

type Step = readonly [
  action: 'begin' | 'effect' | 'refusal' | 'doubt' | 'release' | 'wait',
  caller: number,
  which: number,
];
type Action = Step[0];
/** A store that fills with effects, one with refusals among them, and one in which many calls stay open. */
const mixtures: readonly (readonly Action[])[] = [
  ['begin', 'begin', 'effect', 'effect'],
  ['begin', 'begin', 'begin', 'effect', 'effect', 'refusal', 'release', 'wait'],
  ['begin', 'begin', 'begin', 'begin', 'doubt', 'doubt', 'effect', 'wait'],
];
const steps: fc.Arbitrary<readonly Step[]> = fc
  .constantFrom(...mixtures)
  .chain((actions) =>
    fc.array(
      fc.tuple(fc.constantFrom(...actions), fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 30 })), fc.nat({ max: 199 })),
      { minLength: 400, maxLength: 800, size: 'max' },
    ),
  );

/** A record as the model knows it. */
interface ModelRecord {
  readonly key: string;
  readonly caller: string;
  readonly startedAt: number;
  readonly state: 'in-progress' | 'in-doubt' | Outcome;
  /** Orders the answered records of a caller. */
  readonly answeredAt: number;
}
const isOpen = ({ state }: ModelRecord) => state === 'in-progress' || state === 'in-doubt';
const isKept = ({ state }: ModelRecord) => state !== 'in-progress';

/** Takes steps with the bounds, and holds each against what a plain list of records says. */
class Run {
  evictions = { caller: 0, total: 0 };
  refusals = { caller: 0, total: 0 };
  #records: ModelRecord[] = [];
  #now = 0;
  #keys = 0;
  #ending: ModelRecord | null = null;
  #reason: 'caller' | 'total' = 'total';
  readonly #bounds = new RecordBounds(
    { maxPerCaller, ttlMs },
    {
      recordEvicted: (reason) => {
        this.#reason = reason;
        this.evictions[reason]++;
      },
      recordRefused: (reason) => {
        this.refusals[reason]++;
      },
    },
    (key, expired) => this.#removed(key, expired),
  );

  take([action, caller, which]: Step): void {
    this.#now++;
    if (action === 'wait') this.#now += which === 0 ? ttlMs : 0;
    else if (action === 'begin') this.#begin(`caller ${caller}`);
    else this.#end(action, which);
    assert.equal(this.#bounds.size, this.#records.length);
  }

  #begin(caller: string): void {
    const record = { key: `key ${++this.#keys}`, caller, startedAt: this.#now };
    const full = this.#bounds.begin(record);
    const own = this.#records.filter((other) => other.caller === caller);
    const open = this.#records.filter(isOpen).length;
    const ownOpen = own.filter(isOpen).length;
    if (ownOpen >= maxPerCaller) assert.equal(full?.reason, 'caller');
    else if (ownOpen >= total - open) assert.equal(full?.reason, 'total');
    else if (this.#records.filter(isKept).length < total) assert.equal(full, null);
    else if (!this.#records.some(({ state }) => state === 'refusal')) {
      // A caller with nothing to evict of its own takes of those who hold more alone.
      const mayEvict = own.some((other) => !isOpen(other)) || this.#most('effect') > own.filter(isKept).length;
      assert.equal(full?.reason, mayEvict ? undefined : 'total');
    }
    if (!full) this.#records.push({ ...record, state: 'in-progress', answeredAt: 0 });
  }

  #end(action: 'effect' | 'refusal' | 'doubt' | 'release', which: number): void {
    const open = this.#records.filter(isOpen);
    const record = open[which % Math.max(1, open.length)];
    if (!record || (action === 'release' && record.state === 'in-doubt')) return;
    this.#records = this.#records.filter((other) => other !== record);
    if (action === 'release') {
      this.#bounds.release(record.key);
      return;
    }
    this.#ending = record;
    const outcome = action === 'doubt' ? null : action;
    this.#bounds.keep(record, outcome);
    this.#records.push({ ...record, state: outcome ?? 'in-doubt', answeredAt: this.#now });
    const kept = this.#records.filter(isKept);
    assert.ok(kept.filter(({ caller }) => caller === record.caller).length <= maxPerCaller);
    assert.ok(kept.length <= total);
  }

  #removed(key: string, expired: boolean): void {
    const record = this.#records.find((other) => other.key === key);
    assert.ok(record);
    if (expired) assert.ok(record.startedAt + ttlMs <= this.#now);
    else this.#mayEvict(record);
    this.#records = this.#records.filter((other) => other !== record);
  }

  #mayEvict(victim: ModelRecord): void {
    const { state, caller } = victim;
    assert.ok(state === 'refusal' || state === 'effect', `${state} was evicted`);
    const own = this.#records.filter((other) => other.caller === caller);
    const pool = this.#reason === 'caller' ? own : this.#records;
    if (this.#reason === 'caller') assert.equal(caller, this.#ending?.caller);
    if (state === 'effect') assert.ok(!pool.some((other) => other.state === 'refusal'), 'a refusal was there');
    const alike = own.filter((other) => other.state === state);
    assert.equal(victim.answeredAt, Math.min(...alike.map(({ answeredAt }) => answeredAt)));
    if (this.#reason === 'caller') return;
    const most = this.#most(state);
    const needy = this.#records.filter((other) => other.caller === this.#ending?.caller);
    // Whoever holds as many records as the largest holder of effects loses an effect of its own.
    const losesOwn =
      state === 'effect' && needy.some((other) => other.state === 'effect') && needy.filter(isKept).length >= most;
    if (losesOwn) assert.equal(caller, this.#ending?.caller);
    else assert.equal(alike.length, most, 'another caller has more');
  }

  /** Records of this state that one caller has at most. */
  #most(state: Outcome): number {
    const counts = new Map<string, number>([['', 0]]);
    for (const { state: other, caller } of this.#records) {
      if (other === state) counts.set(caller, (counts.get(caller) ?? 0) + 1);
    }
    return Math.max(...counts.values());
  }
}

describe('the bounds of a store', () => {
  test('are kept whatever happens: open records stay, refusals go first, the caller with the most loses its oldest', () => {
    const evictions = { caller: 0, total: 0 };
    const refusals = { caller: 0, total: 0 };
    fc.assert(
      fc.property(steps, (taken) => {
        const run = new Run();
        for (const each of taken) run.take(each);
        for (const reason of ['caller', 'total'] as const) {
          evictions[reason] += run.evictions[reason];
          refusals[reason] += run.refusals[reason];
        }
      }),
      { numRuns: 100, seed: 7, endOnFailure: true },
    );
    // A run that meets no bound shows nothing.
    for (const count of [...Object.values(evictions), ...Object.values(refusals)]) expect(count).toBeGreaterThan(50);
  });
});

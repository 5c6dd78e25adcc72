import type { BoundReason, BoundsObserver } from './bounds-observer.js';
import { LinkedList, type ListNode } from './linked-list.js';
import { Ranking } from './ranking.js';
import type { Outcome, StoreFull } from './token-store.js';

export interface RecordLimits {
  /** Records that one caller holds at most; the store holds ten times as many. */
  readonly maxPerCaller: number;
  /** Milliseconds after which a record expires, counted from the beginning of its call. */
  readonly ttlMs: number;
}

/** A record, as far as the bounds need to know it. */
export interface BoundedRecord {
  readonly key: string;
  /** The hash of the caller; `unknownCaller` for records that do not say it. */
  readonly caller: string;
  /** When its call began, in milliseconds since 1970. */
  readonly startedAt: number;
}

/** How many times the share of one caller the whole store holds. */
const callersAtFullShare = 10;

/** Owner of records of which the caller is not known. They are of many callers, so no share bounds them. */
export const unknownCaller = '';

/**
 * `in-progress` while this process makes the call, `in-doubt` when nobody does and its outcome is not known; else the
 * outcome.
 */
type State = 'in-progress' | 'in-doubt' | Outcome;

interface Entry {
  readonly key: string;
  readonly startedAt: number;
  caller: CallerRecords;
  state: State;
  /** Its place among all records. */
  age: ListNode<Entry> | null;
  /** Its place among the answered records of its caller. */
  place: ListNode<Entry> | null;
}

class CallerRecords {
  inProgress = 0;
  inDoubt = 0;
  readonly refusal = new LinkedList<Entry>();
  readonly effect = new LinkedList<Entry>();

  constructor(readonly id: string) {}

  /** Records that are there to stay: one in progress may still turn out to need none. */
  get kept(): number {
    return this.inDoubt + this.answered;
  }

  get answered(): number {
    return this.refusal.size + this.effect.size;
  }

  /** Records that must not be evicted. */
  get open(): number {
    return this.inProgress + this.inDoubt;
  }
}

/**
 * Decides which records a store keeps, without holding them: an index of keys by caller, age and outcome.
 *
 * A caller at its share evicts its own oldest record; in a full store the caller with the most records loses its oldest.
 * Only answered records are evicted, refusals first: a mutation whose refusal was forgotten takes effect once at most,
 * one whose effect was forgotten may take effect twice. Where nothing can be evicted, a new record is refused.
 *
 * Records are evicted when a call has ended and its record is there to stay, not when it begins: a mutation that is
 * refused without a call is free for its caller, and must evict nothing. So the store exceeds its size by the mutations
 * in progress. Each step takes constant time, apart from the removal of what has expired meanwhile.
 */
export class RecordBounds {
  readonly #entries = new Map<string, Entry>();
  readonly #callers = new Map<string, CallerRecords>();
  readonly #byAge = new LinkedList<Entry>();
  readonly #rankings = { refusal: new Ranking<CallerRecords>(), effect: new Ranking<CallerRecords>() };
  readonly #total: number;
  #kept = 0;
  #open = 0;

  /** @param removed Is told the key of each record that the store is to remove, and whether it has expired anyway. */
  constructor(
    private readonly limits: RecordLimits,
    private readonly observer: BoundsObserver,
    private readonly removed: (key: string, expired: boolean) => void,
  ) {
    this.#total = limits.maxPerCaller * callersAtFullShare;
  }

  /** All records that are counted, those in progress too. */
  get size(): number {
    return this.#entries.size;
  }

  /** Counts a record whose call begins now. @returns Why there is no room for it; null when there is. */
  begin(record: BoundedRecord): StoreFull | null {
    this.#expire(record.startedAt);
    this.release(record.key);
    const reason = this.#refusalOf(this.#callers.get(record.caller));
    if (reason) {
      this.observer.recordRefused(reason);
      return { kind: 'full', reason, limit: reason === 'caller' ? this.limits.maxPerCaller : this.#total };
    }
    this.#count(this.#add(record), 'in-progress');
    return null;
  }

  /**
   * Counts a record that is there to stay, and evicts others for it.
   * @param outcome Null when it is in doubt.
   */
  keep(record: BoundedRecord, outcome: Outcome | null): void {
    const known = this.#entries.get(record.key);
    if (known) this.#uncount(known);
    const entry = known ?? this.#add(record);
    entry.caller = this.#callerOf(record.caller);
    this.#makeRoom(entry.caller);
    this.#count(entry, outcome ?? 'in-doubt');
  }

  /** Forgets a record, if it is known. */
  release(key: string): void {
    const entry = this.#entries.get(key);
    if (entry) this.#remove(entry);
  }

  #refusalOf(caller: CallerRecords | undefined): BoundReason | null {
    const { open = 0, kept = 0, answered = 0 } = caller ?? {};
    if (open >= this.limits.maxPerCaller) return 'caller';
    // What cannot be evicted takes at most as much as it leaves free, so that several greedy callers leave room for
    // others: the dynamic threshold of shared-memory switches (Choudhury and Hahne, 1998).
    if (open >= this.#total - this.#open) return 'total';
    if (this.#kept < this.#total || this.#rankings.refusal.first) return null;
    // A record that may stay in doubt must not push out the effects of callers who hold less.
    const mostEffects = this.#rankings.effect.first?.effect.size ?? 0;
    return answered > 0 || mostEffects > kept ? null : 'total';
  }

  #makeRoom(caller: CallerRecords): void {
    while (caller.id !== unknownCaller && caller.kept >= this.limits.maxPerCaller) {
      const oldest = caller.refusal.first ?? caller.effect.first;
      if (!oldest) break;
      this.#evict(oldest, 'caller');
    }
    while (this.#kept >= this.#total) {
      const oldest = this.#rankings.refusal.first?.refusal.first ?? this.#effectToEvict(caller);
      if (!oldest) break;
      this.#evict(oldest, 'total');
    }
  }

  /** The oldest effect of the caller with the most of them, unless the caller that needs room holds as many records. */
  #effectToEvict(caller: CallerRecords): Entry | undefined {
    const largest = this.#rankings.effect.first;
    const own = caller.effect.first;
    return own && largest && caller.kept >= largest.effect.size ? own : largest?.effect.first;
  }

  #evict(entry: Entry, reason: BoundReason): void {
    this.#remove(entry);
    this.observer.recordEvicted(reason);
    this.removed(entry.key, false);
  }

  #expire(now: number): void {
    for (;;) {
      const { first } = this.#byAge;
      if (!first || first.startedAt + this.limits.ttlMs > now) return;
      this.#remove(first);
      this.removed(first.key, true);
    }
  }

  #add({ key, caller, startedAt }: BoundedRecord): Entry {
    const entry: Entry = {
      ...{ key, startedAt, caller: this.#callerOf(caller) },
      ...{ state: 'in-progress', age: null, place: null },
    };
    entry.age = this.#byAge.push(entry);
    this.#entries.set(key, entry);
    return entry;
  }

  #remove(entry: Entry): void {
    this.#uncount(entry);
    if (entry.age) this.#byAge.remove(entry.age);
    this.#entries.delete(entry.key);
  }

  #count(entry: Entry, state: State): void {
    const { caller } = entry;
    entry.state = state;
    this.#callers.set(caller.id, caller);
    if (state === 'in-progress') caller.inProgress++;
    else if (state === 'in-doubt') caller.inDoubt++;
    else {
      entry.place = caller[state].push(entry);
      this.#rankings[state].increased(caller, caller[state].size);
    }
    this.#kept += Number(state !== 'in-progress');
    this.#open += Number(isOpen(state));
  }

  #uncount({ caller, state, place }: Entry): void {
    if (state === 'in-progress') caller.inProgress--;
    else if (state === 'in-doubt') caller.inDoubt--;
    else if (place) {
      caller[state].remove(place);
      this.#rankings[state].decreased(caller, caller[state].size);
    }
    this.#kept -= Number(state !== 'in-progress');
    this.#open -= Number(isOpen(state));
    if (caller.open + caller.answered === 0) this.#callers.delete(caller.id);
  }

  #callerOf(id: string): CallerRecords {
    return this.#callers.get(id) ?? new CallerRecords(id);
  }
}

function isOpen(state: State): boolean {
  return state === 'in-progress' || state === 'in-doubt';
}

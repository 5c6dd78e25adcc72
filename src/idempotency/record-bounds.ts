import type { BoundReason, BoundsObserver } from './bounds-observer.js';
import { LinkedList, type ListNode } from './linked-list.js';
import { Ranking } from './ranking.js';
import type { Outcome, StoreFull } from './token-store.js';

/** Limits of the records in a store. */
export interface RecordLimits {
  /** Maximum number of records of one caller. The store holds ten times as many. */
  readonly maxPerCaller: number;
  /** Milliseconds from the start of a call until its record expires. */
  readonly ttlMs: number;
}

/** Part of a record that the bounds use. */
export interface BoundedRecord {
  readonly key: string;
  /** Hash of the caller; `unknownCaller` for records without one. */
  readonly caller: string;
  /** Start of the call, in milliseconds since 1970. */
  readonly startedAt: number;
}

/** Maximum number of records in the store, as a multiple of the maximum of one caller. */
const callersAtMaximum = 10;

/**
 * Caller of records whose caller is not known. They belong to many callers, so only the size of the store limits them.
 */
export const unknownCaller = '';

/**
 * State of a record: `in-progress` while this process makes the call, `in-doubt` after a call with an unknown outcome,
 * or else the outcome.
 */
type State = 'in-progress' | 'in-doubt' | Outcome;

interface Entry {
  readonly key: string;
  readonly startedAt: number;
  caller: CallerRecords;
  state: State;
  /** Node in the list of all records. */
  ageNode: ListNode<Entry> | null;
  /** Node in the list of the caller's answered records with this outcome. */
  outcomeNode: ListNode<Entry> | null;
}

class CallerRecords {
  inProgress = 0;
  inDoubt = 0;
  readonly refusal = new LinkedList<Entry>();
  readonly effect = new LinkedList<Entry>();

  constructor(readonly id: string) {}

  /** Number of records whose call has ended. A call in progress may end without a record. */
  get kept(): number {
    return this.inDoubt + this.answered;
  }

  get answered(): number {
    return this.refusal.size + this.effect.size;
  }

  /** Number of records that must not be evicted. */
  get open(): number {
    return this.inProgress + this.inDoubt;
  }
}

/**
 * Decides which records a store keeps. It holds an index of keys by caller, age and outcome, but not the records.
 *
 * A caller at its maximum loses its own oldest record. In a full store, the caller with the most records of the evicted
 * kind loses its oldest. Only answered records are evicted, and refusals first: after the loss of a refusal a repeated
 * mutation is applied at most once, but after the loss of an effect it may be applied twice. If nothing can be evicted,
 * a new record is refused.
 *
 * Records are evicted at the end of a call, not at its start. A mutation that is refused without a call costs its
 * caller nothing, so it must not evict anything. The store may therefore exceed its size by the number of mutations in
 * progress. Each method takes constant time, apart from the removal of expired records.
 */
export class RecordBounds {
  readonly #entries = new Map<string, Entry>();
  readonly #callers = new Map<string, CallerRecords>();
  readonly #byAge = new LinkedList<Entry>();
  readonly #rankings = { refusal: new Ranking<CallerRecords>(), effect: new Ranking<CallerRecords>() };
  readonly #total: number;
  #kept = 0;
  #open = 0;

  /** @param removed Receives the key of each record that the store must remove, and whether the record has expired. */
  constructor(
    private readonly limits: RecordLimits,
    private readonly observer: BoundsObserver,
    private readonly removed: (key: string, expired: boolean) => void,
  ) {
    this.#total = limits.maxPerCaller * callersAtMaximum;
  }

  /** Number of all records, including those in progress. */
  get size(): number {
    return this.#entries.size;
  }

  /** Counts the record of a new call. @returns The reason if there is no room for it, else null. */
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
   * Counts a record whose call has ended, and evicts others for it.
   * @param outcome Outcome of the call; null if it is in doubt.
   */
  keep(record: BoundedRecord, outcome: Outcome | null): void {
    const known = this.#entries.get(record.key);
    if (known) this.#uncount(known);
    const entry = known ?? this.#add(record);
    entry.caller = this.#callerOf(record.caller);
    this.#makeRoom(entry.caller);
    this.#count(entry, outcome ?? 'in-doubt');
  }

  /** Removes a record from the index, if it is there. */
  release(key: string): void {
    const entry = this.#entries.get(key);
    if (entry) this.#remove(entry);
  }

  #refusalOf(caller: CallerRecords | undefined): BoundReason | null {
    const { open = 0, kept = 0, answered = 0 } = caller ?? {};
    if (open >= this.limits.maxPerCaller) return 'caller';
    // The open records of one caller may take at most as much room as all open records leave free. Several greedy
    // callers then leave room for others. This is the dynamic threshold of shared-memory switches (Choudhury and Hahne,
    // 1998).
    if (open >= this.#total - this.#open) return 'total';
    if (this.#kept < this.#total || this.#rankings.refusal.first) return null;
    // The new record may stay in doubt, so it must not evict the effects of callers with fewer records.
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

  /** Oldest effect of the caller with the most effects, or of the given caller if it has at least as many records. */
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
      ...{ state: 'in-progress', ageNode: null, outcomeNode: null },
    };
    entry.ageNode = this.#byAge.push(entry);
    this.#entries.set(key, entry);
    return entry;
  }

  #remove(entry: Entry): void {
    this.#uncount(entry);
    if (entry.ageNode) this.#byAge.remove(entry.ageNode);
    this.#entries.delete(entry.key);
  }

  #count(entry: Entry, state: State): void {
    const { caller } = entry;
    entry.state = state;
    this.#callers.set(caller.id, caller);
    if (state === 'in-progress') caller.inProgress++;
    else if (state === 'in-doubt') caller.inDoubt++;
    else {
      entry.outcomeNode = caller[state].push(entry);
      this.#rankings[state].increased(caller, caller[state].size);
    }
    this.#kept += Number(state !== 'in-progress');
    this.#open += Number(isOpen(state));
  }

  #uncount({ caller, state, outcomeNode }: Entry): void {
    if (state === 'in-progress') caller.inProgress--;
    else if (state === 'in-doubt') caller.inDoubt--;
    else if (outcomeNode) {
      caller[state].remove(outcomeNode);
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

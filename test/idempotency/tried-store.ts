import { afterEach } from '@jest/globals';
import type { BoundReason, BoundsObserver } from '../../src/idempotency/bounds-observer.js';
import { MemoryStore } from '../../src/idempotency/memory-store.js';
import type { RecordLimits } from '../../src/idempotency/record-bounds.js';
import type { Token } from '../../src/idempotency/token.js';
import type { Outcome, TokenStore } from '../../src/idempotency/token-store.js';
import { newFile, openFile, tokenOfTest } from './support.js';

/** The limits of a store here, unless a test gives others. */
export const maxPerCaller = 3;
export const total = 30;

type Make = (limits: RecordLimits, observer: BoundsObserver) => TokenStore;
export const none = { caller: 0, total: 0 };

/** A store with few records, used by callers of whom each key names one: `mallory 1` is a token of mallory. */
export class TriedStore {
  evicted: Record<BoundReason, number> = { ...none };
  refused: Record<BoundReason, number> = { ...none };
  store: TokenStore;
  readonly #open: () => TokenStore;
  #isOpen = true;

  constructor(make: Make, limits: Partial<RecordLimits>) {
    const observer: BoundsObserver = {
      recordEvicted: (reason) => {
        this.evicted[reason]++;
      },
      recordRefused: (reason) => {
        this.refused[reason]++;
      },
    };
    this.#open = () => make({ maxPerCaller, ttlMs: 60_000, ...limits }, observer);
    this.store = this.#open();
  }

  token(key: string): Token {
    return tokenOfTest(key, key.split(' ')[0]);
  }

  begin(key: string) {
    return this.store.begin(this.token(key));
  }

  /** Begins a call that must be a new one, and ends it. */
  async call(key: string, end: Outcome | 'in doubt' | 'not applied'): Promise<void> {
    const beginning = await this.begin(key);
    if (beginning.kind !== 'new') throw new Error(`${key} is ${beginning.kind}.`);
    const { record } = beginning;
    if (end === 'in doubt') await this.store.leave(this.token(key), record);
    else if (end === 'not applied') await this.store.release(this.token(key));
    else await this.store.answer(this.token(key), record, { text: `{"${end}":1}`, outcome: end });
  }

  /** Settles a call that is in doubt. */
  async found(key: string, outcome: Outcome): Promise<void> {
    const beginning = await this.begin(key);
    if (beginning.kind !== 'known') throw new Error(`${key} is ${beginning.kind}.`);
    await this.store.answer(this.token(key), beginning.record, { text: '{}', outcome });
  }

  /** Those of the keys of which the store has a record. */
  async known(...keys: string[]): Promise<string[]> {
    const known: string[] = [];
    for (const key of keys) {
      const { kind } = await this.begin(key);
      if (kind === 'known') known.push(key);
      else if (kind === 'new') await this.store.release(this.token(key));
    }
    return known;
  }

  /** Opens the store anew, and begins to count anew. */
  async restart(): Promise<void> {
    await this.close();
    this.evicted = { ...none };
    this.refused = { ...none };
    this.store = this.#open();
    this.#isOpen = true;
  }

  async close(): Promise<void> {
    if (this.#isOpen) await this.store.close();
    this.#isOpen = false;
  }
}

const opened: TriedStore[] = [];
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
});

function use(make: Make, limits: Partial<RecordLimits>): TriedStore {
  const store = new TriedStore(make, limits);
  opened.push(store);
  return store;
}
export const inMemory = (limits: Partial<RecordLimits> = {}) =>
  use((all, observer) => new MemoryStore(all, observer), limits);
export const inFile = (limits: Partial<RecordLimits> = {}, file = newFile()) =>
  use((all, observer) => openFile(file, all, observer), limits);

export const keys = (caller: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${caller} ${index + 1}`);
/** Identities of one attacker. */
export const callers = (count: number) => Array.from({ length: count }, (_, index) => `mallory-${index + 1}`);

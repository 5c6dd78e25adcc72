import type { BoundsObserver } from './bounds-observer.js';
import { RecordBounds, type RecordLimits } from './record-bounds.js';
import type { Token } from './token.js';
import type { Answer, Beginning, TokenRecord, TokenStore } from './token-store.js';

/**
 * Store that keeps records in memory, at most until the process ends. With the default of 1,000 records per caller, all
 * records take a few megabytes.
 */
export class MemoryStore implements TokenStore {
  readonly isShared = false;
  readonly #records = new Map<string, TokenRecord>();
  readonly #bounds: RecordBounds;
  readonly #ttlMs: number;

  constructor(limits: RecordLimits, observer: BoundsObserver) {
    this.#ttlMs = limits.ttlMs;
    this.#bounds = new RecordBounds(limits, observer, (key) => this.#records.delete(key));
  }

  async begin(token: Token): Promise<Beginning> {
    const { key, input, caller } = token;
    const now = Date.now();
    const known = this.#records.get(key);
    if (known && known.startedAt + this.#ttlMs > now) return { kind: 'known', record: known };
    const full = this.#bounds.begin({ key, caller, startedAt: now });
    if (full) return full;
    const record = { input, startedAt: now, answer: null };
    this.#records.set(key, record);
    return { kind: 'new', record };
  }

  async answer({ key, caller }: Token, record: TokenRecord, answer: Answer): Promise<void> {
    this.#records.set(key, { ...record, answer });
    this.#bounds.keep({ key, caller, startedAt: record.startedAt }, answer.outcome);
  }

  async leave({ key, caller }: Token, { startedAt }: TokenRecord): Promise<void> {
    this.#bounds.keep({ key, caller, startedAt }, null);
  }

  async release({ key }: Token): Promise<void> {
    this.#records.delete(key);
    this.#bounds.release(key);
  }

  async check(): Promise<void> {}

  async close(): Promise<void> {
    this.#records.clear();
  }
}

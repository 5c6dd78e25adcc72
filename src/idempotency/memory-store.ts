import { LRUCache } from 'lru-cache';
import type { Beginning, TokenRecord, TokenStore } from './token-store.js';

/** Far more than Connect's quotas let through in an hour, and a few megabytes. */
const maxRecords = 10_000;

/** Keeps tokens in this process: a restart forgets them, and so it does those that were not asked for the longest. */
export class MemoryStore implements TokenStore {
  readonly #records: LRUCache<string, TokenRecord>;

  constructor(ttlMs: number) {
    this.#records = new LRUCache({ max: maxRecords, ttl: ttlMs, noUpdateTTL: true });
  }

  async begin(key: string, input: string): Promise<Beginning> {
    const known = this.#records.get(key);
    if (known) return { kind: 'known', record: known };
    const record = { input, startedAt: Date.now(), answer: null };
    this.#records.set(key, record);
    return { kind: 'new', record };
  }

  async answer(key: string, record: TokenRecord, answer: string): Promise<void> {
    this.#records.set(key, { ...record, answer });
  }

  async leave(): Promise<void> {}

  async release(key: string): Promise<void> {
    this.#records.delete(key);
  }

  async check(): Promise<void> {}

  async close(): Promise<void> {
    this.#records.clear();
  }
}

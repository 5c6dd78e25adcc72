import type { Beginning, TokenRecord, TokenStore } from './token-store.js';

/** Far more than Connect's quotas let through in an hour, and a few megabytes. */
const maxRecords = 10_000;

/** Keeps tokens in this process: a restart forgets them, and so does being the oldest of too many. */
export class MemoryStore implements TokenStore {
  /** The oldest first. */
  readonly #records = new Map<string, TokenRecord>();

  constructor(private readonly ttlMs: number) {}

  async begin(key: string, input: string): Promise<Beginning> {
    const now = Date.now();
    const hasExpired = ({ startedAt }: TokenRecord) => startedAt + this.ttlMs <= now;
    const known = this.#records.get(key);
    if (known && !hasExpired(known)) return { kind: 'known', record: known };
    for (const [oldest, record] of this.#records) {
      if (this.#records.size < maxRecords && !hasExpired(record)) break;
      this.#records.delete(oldest);
    }
    const record = { input, startedAt: now, answer: null };
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

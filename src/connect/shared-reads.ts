import { LRUCache } from 'lru-cache';

/** Findings that several requests may use for a short time; equal reads in flight are one. Failures are not kept. */
export class SharedReads {
  readonly #findings = new LRUCache<string, Promise<unknown>>({ max: 5_000 });

  /** @param ttlMs Milliseconds for which the answer may be used again, from when it was asked for. */
  get<T>(key: string, ttlMs: number, read: () => Promise<T>): Promise<T> {
    const known = this.#findings.get(key) as Promise<T> | undefined;
    if (known) return known;
    const asked = read();
    this.#findings.set(key, asked, { ttl: ttlMs });
    asked.catch(() => this.#findings.delete(key));
    return asked;
  }
}

import { LRUCache } from 'lru-cache';
import { join, type UnderWay } from './joining.js';
import type { CallScope } from './runner.js';

/**
 * Reads whose answer several requests may use: while it is under way, and for a time after it has come. Failures are
 * passed on to those who wait, but for those that were only the reader's own, and not kept.
 */
export class SharedReads {
  readonly #underWay = new Map<string, UnderWay<unknown>>();
  // A page of contacts is large: what nobody may use any more must not stay.
  readonly #answers = new LRUCache<string, { readonly answer: unknown }>({ max: 5_000, ttl: 1, ttlAutopurge: true });

  /**
   * @param scope Who asks; another's read is waited for no longer than its time.
   * @param keptMs Milliseconds for which the answer may be used again after it came; with 0 only while under way.
   * @param read To be made for `scope`. @throws ConnectReadError
   */
  async get<T>(scope: CallScope, key: string, keptMs: number, read: () => Promise<T>): Promise<T> {
    for (;;) {
      const kept = this.#answers.get(key);
      if (kept) {
        scope.usage.sharedRead();
        return kept.answer as T;
      }
      const other = this.#underWay.get(key) as UnderWay<T> | undefined;
      if (!other) return this.#begin(scope, key, keptMs, read);
      const joined = await join(other, scope);
      if (joined) return joined.value;
    }
  }

  #begin<T>(scope: CallScope, key: string, keptMs: number, read: () => Promise<T>): Promise<T> {
    const over = () => {
      if (this.#underWay.get(key) === reading) this.#underWay.delete(key);
    };
    const answer = read().then(
      (value) => {
        // Not when it was let go of meanwhile: the thing may have changed since it was read.
        if (keptMs > 0 && this.#underWay.get(key) === reading)
          this.#answers.set(key, { answer: value }, { ttl: keptMs });
        // Requests that had come before the answer, and are only read after it, share it too.
        setImmediate(over);
        return value;
      },
      (error) => {
        over();
        throw error;
      },
    );
    const reading: UnderWay<T> = { answer, scope };
    this.#underWay.set(key, reading);
    return answer;
  }

  /** Lets go of what is about a thing that has just changed: reads that are under way may have been answered before. */
  forget(instanceId: string, id: string): void {
    this.#answers.delete(contactKey(instanceId, id));
    for (const key of [...this.#underWay.keys()]) if (key.includes(id)) this.#underWay.delete(key);
  }
}

/** The key under which a look at a contact is shared. */
export function contactKey(instanceId: string, contactId: string): string {
  return `contact ${instanceId} ${contactId}`;
}

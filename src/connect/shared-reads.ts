import { LRUCache } from 'lru-cache';

/**
 * Reads whose answer several requests may use: while it is under way, and for a time after it has come. Failures are
 * passed on to those who wait, and not kept.
 */
export class SharedReads {
  readonly #underWay = new Map<string, Promise<unknown>>();
  // A page of contacts is large: what nobody may use any more must not stay.
  readonly #answers = new LRUCache<string, { readonly answer: unknown }>({ max: 5_000, ttl: 1, ttlAutopurge: true });

  /**
   * @param keptMs Milliseconds for which the answer may be used again after it came; with 0 only while under way.
   * @param onShared Told when the answer is another request's.
   */
  get<T>(key: string, keptMs: number, read: () => Promise<T>, onShared: () => void = () => {}): Promise<T> {
    const kept = this.#answers.get(key);
    const underWay = this.#underWay.get(key);
    if (kept || underWay) {
      onShared();
      return kept ? Promise.resolve(kept.answer as T) : (underWay as Promise<T>);
    }
    const reading: Promise<T> = read()
      .then((answer) => {
        // Not when it was let go of meanwhile: the thing may have changed since it was read.
        const current = this.#underWay.get(key) === reading;
        if (keptMs > 0 && current) this.#answers.set(key, { answer }, { ttl: keptMs });
        return answer;
      })
      .finally(() => {
        if (this.#underWay.get(key) === reading) this.#underWay.delete(key);
      });
    this.#underWay.set(key, reading);
    return reading;
  }

  /** Lets go of what is about a contact that has just changed: reads that are under way may have been answered before. */
  forgetContact(instanceId: string, contactId: string): void {
    this.#answers.delete(contactKey(instanceId, contactId));
    for (const key of [...this.#underWay.keys()]) if (key.includes(contactId)) this.#underWay.delete(key);
  }
}

/** The key under which a look at a contact is shared. */
export function contactKey(instanceId: string, contactId: string): string {
  return `contact ${instanceId} ${contactId}`;
}

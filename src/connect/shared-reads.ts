import { LRUCache } from 'lru-cache';
import { join, Place, Race } from './joining.js';
import { ConnectReadError } from './read-error.js';
import type { CallScope } from './runner.js';
import type { Rival } from './turn-queue.js';

/**
 * Reads whose answer several requests may use: while it is under way, and for a time after it has come. Failures are
 * passed on to those who wait, but for those that were only the reader's own, and not kept.
 */
export class SharedReads {
  readonly #underWay = new Map<string, Race<unknown>>();
  // A page of contacts is large: what nobody may use any more must not stay.
  readonly #answers = new LRUCache<string, { readonly answer: unknown }>({ max: 5_000, ttl: 1, ttlAutopurge: true });

  /**
   * @param scope Who asks; another's read is waited for no longer than its time.
   * @param keptMs Milliseconds for which the answer may be used again after it came; with 0 only while under way.
   * @param read To be made for `scope`. @throws ConnectReadError
   */
  get<T>(scope: CallScope, key: string, keptMs: number, read: () => Promise<T>): Promise<T> {
    return this.#share(scope, key, keptMs, (place) => {
      place.leads();
      return read();
    });
  }

  /**
   * One call, whose answer serves while it is under way. Before it has left each waits for it in its own place, so that
   * nobody's place becomes another's.
   * @param make To make it in a place. @throws ConnectReadError
   */
  call<T>(scope: CallScope, key: string, make: (rival: Rival) => Promise<T>): Promise<T> {
    return this.#share(scope, key, 0, make);
  }

  async #share<T>(scope: CallScope, key: string, keptMs: number, read: (place: Place<T>) => Promise<T>): Promise<T> {
    for (;;) {
      const kept = this.#answers.get(key);
      if (kept) {
        scope.usage.sharedRead();
        return kept.answer as T;
      }
      const race = this.#underWay.get(key) as Race<T> | undefined;
      const ahead = race?.ahead(scope);
      if (!ahead) return this.#enter(race ?? new Race<T>(), scope, key, keptMs, read);
      const joined = await join(ahead, scope);
      if (joined) return joined.value;
    }
  }

  #enter<T>(
    race: Race<T>,
    scope: CallScope,
    key: string,
    keptMs: number,
    read: (place: Place<T>) => Promise<T>,
  ): Promise<T> {
    this.#underWay.set(key, race as Race<unknown>);
    const over = () => {
      if (this.#underWay.get(key) === race) this.#underWay.delete(key);
    };
    const place = new Place(scope, race);
    place.answer = read(place).then(
      (value) => {
        // Not when it was let go of meanwhile: the thing may have changed since it was read.
        if (keptMs > 0 && this.#underWay.get(key) === race) this.#answers.set(key, { answer: value }, { ttl: keptMs });
        // Requests that had come before the answer, and are only read after it, share it too.
        setImmediate(over);
        return value;
      },
      async (error) => {
        race.places.delete(place);
        const [other] = race.leader ? [race.leader] : race.places;
        if (!other || other === place) {
          over();
          throw error;
        }
        // Another has made the call, or will though there is no turn here.
        if (!place.lost && !hadNoTurn(error)) throw error;
        const joined = await join(other, scope);
        return joined ? joined.value : this.#share(scope, key, keptMs, read);
      },
    );
    return place.answer;
  }

  /** Lets go of what is about a thing that has just changed: reads that are under way may have been answered before. */
  forget(instanceId: string, id: string): void {
    this.#answers.delete(contactKey(instanceId, id));
    for (const [key, { leader }] of [...this.#underWay]) if (leader && key.includes(id)) this.#underWay.delete(key);
  }
}

function hadNoTurn(error: unknown): boolean {
  return error instanceof ConnectReadError && error.failure.kind === 'throttled' && error.failure.byGateway === true;
}

/** The key under which a look at a contact is shared. */
export function contactKey(instanceId: string, contactId: string): string {
  return `contact ${instanceId} ${contactId}`;
}

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
  readonly #answers = new LRUCache<string, KeptAnswer>({
    ...{ max: 5_000, ttl: 1, ttlAutopurge: true },
    dispose: ({ about }, key) => this.#unlist(key, about),
  });
  /** The keys of the answers that are about a thing, by its id. */
  readonly #keysAbout = new Map<string, Set<string>>();

  /**
   * @param scope Who asks; another's read is waited for no longer than its time.
   * @param keptMs Milliseconds for which the answer may be used again after it came; with 0 only while under way.
   * @param read To be made for `scope`. @throws ConnectReadError
   * @param about Ids of the things that an answer tells of, with whose change it is let go of.
   */
  get<T>(
    scope: CallScope,
    key: string,
    keptMs: number,
    read: () => Promise<T>,
    about: (answer: T) => readonly (string | undefined)[] = () => [],
  ): Promise<T> {
    const readAndKeep = async (race: Race<T>) => {
      const answer = await read();
      if (keptMs > 0) this.#keep(race, key, keptMs, answer, about(answer));
      return answer;
    };
    return this.#share(scope, key, (place, race) => {
      place.leads();
      return readAndKeep(race);
    });
  }

  /**
   * One call, whose answer serves while it is under way. Before it has left each waits for it in its own place, so that
   * nobody's place becomes another's.
   * @param make To make it in a place. @throws ConnectReadError
   */
  call<T>(scope: CallScope, key: string, make: (rival: Rival) => Promise<T>): Promise<T> {
    return this.#share(scope, key, make);
  }

  async #share<T>(scope: CallScope, key: string, read: (place: Place<T>, race: Race<T>) => Promise<T>): Promise<T> {
    for (;;) {
      const kept = this.#answers.get(key);
      if (kept) {
        scope.usage.sharedRead();
        return kept.answer as T;
      }
      const race = this.#underWay.get(key) as Race<T> | undefined;
      const ahead = race?.ahead(scope);
      if (!ahead) return this.#enter(race ?? new Race<T>(), scope, key, read);
      const joined = await join(ahead, scope);
      if (joined) return joined.value;
    }
  }

  #enter<T>(
    race: Race<T>,
    scope: CallScope,
    key: string,
    read: (place: Place<T>, race: Race<T>) => Promise<T>,
  ): Promise<T> {
    this.#underWay.set(key, race as Race<unknown>);
    const over = () => {
      if (this.#underWay.get(key) === race) this.#underWay.delete(key);
    };
    const place = new Place(scope, race);
    place.answer = read(place, race).then(
      (value) => {
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
        return joined ? joined.value : this.#share(scope, key, read);
      },
    );
    return place.answer;
  }

  #keep<T>(race: Race<T>, key: string, keptMs: number, answer: T, ids: readonly (string | undefined)[]): void {
    // Not when it was let go of meanwhile: the thing may have changed since it was read.
    if (this.#underWay.get(key) !== race || ids.some((id) => id && race.changed?.has(id))) return;
    const about = ids.filter((id) => id !== undefined);
    this.#answers.set(key, { answer, about }, { ttl: keptMs });
    for (const id of about) {
      const keys = this.#keysAbout.get(id);
      if (keys) keys.add(key);
      else this.#keysAbout.set(id, new Set([key]));
    }
  }

  #unlist(key: string, about: readonly string[]): void {
    for (const id of about) {
      const keys = this.#keysAbout.get(id);
      keys?.delete(key);
      if (keys?.size === 0) this.#keysAbout.delete(id);
    }
  }

  /** Lets go of what is about a thing that has just changed: reads that are under way may have been answered before. */
  forget(id: string): void {
    for (const key of [...(this.#keysAbout.get(id) ?? [])]) this.#answers.delete(key);
    for (const [key, race] of [...this.#underWay]) {
      if (!race.leader) continue;
      if (key.includes(id)) this.#underWay.delete(key);
      // What its answer is about shows only then.
      race.changed ??= new Set();
      race.changed.add(id);
    }
  }
}

interface KeptAnswer {
  readonly answer: unknown;
  readonly about: readonly string[];
}

function hadNoTurn(error: unknown): boolean {
  return error instanceof ConnectReadError && error.failure.kind === 'throttled' && error.failure.byGateway === true;
}

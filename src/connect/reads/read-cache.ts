import { LRUCache } from 'lru-cache';
import { cancelledFailure } from '../../errors/call-failure.js';
import { ConnectReadError } from '../../errors/read-error.js';
import type { CallScope } from '../calls/call-runner.js';
import type { LeaderCandidate } from '../limits/fair-rate-limiter.js';
import { Flight, FlightWaiter, join } from './single-flight.js';

/** Makes a read, or a part of one, in a place of a race. */
type ReadInPlace<T> = (place: FlightWaiter<T>, race: Flight<T>) => Promise<T>;

/**
 * Reads whose answer several requests may use: while it is under way, and for a time after it has come. Failures are
 * passed on to those who wait, but for those that were only the reader's own, and not kept. A read is given up when all
 * who wait for it have gone.
 */
export class ReadCache {
  readonly #underWay = new Map<string, Flight<unknown>>();
  // A page of contacts is large: what nobody may use any more must not stay.
  readonly #answers = new LRUCache<string, CachedAnswer>({
    ...{ max: 5_000, ttl: 1, ttlAutopurge: true },
    dispose: ({ tags: about }, key) => this.#unlist(key, about),
  });
  /** The keys of the answers that are about a thing, by its id. */
  readonly #keysAbout = new Map<string, Set<string>>();

  /**
   * @param scope Who asks; another's read is waited for no longer than its time.
   * @param keptMs Milliseconds for which the answer may be used again after it came; with 0 only while under way.
   * @param read To be made for the scope that it is given, which stands for all who wait. @throws ConnectReadError
   * @param about Ids of the things that an answer tells of, with whose change it is let go of.
   */
  get<T>(
    scope: CallScope,
    key: string,
    keptMs: number,
    read: (scope: CallScope) => Promise<T>,
    about: (answer: T) => readonly (string | undefined)[] = () => [],
  ): Promise<T> {
    const readAndKeep = async (place: FlightWaiter<T>, race: Flight<T>) => {
      const answer = await read(place.scope);
      if (keptMs > 0) this.#keep(race, key, keptMs, answer, about(answer));
      return answer;
    };
    return this.#share(scope, key, (place, race) => {
      place.claimLead();
      return readAndKeep(place, race);
    });
  }

  /**
   * One call, whose answer serves while it is under way. Before it has left each waits for it in its own place, so that
   * nobody's place becomes another's; also where the call is a part of a read that others have joined.
   * @param make To make it in a place, for the scope that stands for all who wait there. @throws ConnectReadError
   */
  async call<T>(
    scope: CallScope,
    key: string,
    make: (scope: CallScope, candidate: LeaderCandidate) => Promise<T>,
  ): Promise<T> {
    const read: ReadInPlace<T> = (place) => make(place.scope, place);
    const answer = this.#share(scope, key, read);
    const ended = scope.sharedBy?.watch((other) => this.#support(other, key, read));
    try {
      return await answer;
    } finally {
      ended?.();
    }
  }

  /** Waits for a call in a place of another's own too, who waits for the read of which it is a part. */
  #support<T>(scope: CallScope, key: string, read: ReadInPlace<T>): void {
    const race = this.#underWay.get(key) as Flight<T> | undefined;
    if (!race || race.waiterFor(scope)) return;
    const place = new FlightWaiter<T>(scope, race);
    const reading = read(place, race).catch((error) => {
      if (race.leader === place) this.#over(key, race);
      throw error;
    });
    place.answer = reading.finally(() => {
      place.end();
      if (race.leader === place) setImmediate(() => this.#over(key, race));
    });
    // Who waits for it waits for the whole read.
    place.answer.catch(() => {});
  }

  async #share<T>(scope: CallScope, key: string, read: ReadInPlace<T>): Promise<T> {
    for (;;) {
      const kept = this.#answers.get(key);
      if (kept) {
        scope.stats.sharedRead();
        return kept.answer as T;
      }
      if (scope.gone?.().aborted) throw new ConnectReadError('', cancelledFailure());
      const race = this.#underWay.get(key) as Flight<T> | undefined;
      const ahead = race?.waiterFor(scope);
      if (!ahead) return this.#enter(race ?? new Flight<T>(), scope, key, read);
      const joined = await join(ahead, scope);
      if (joined) return joined.value;
    }
  }

  #enter<T>(race: Flight<T>, scope: CallScope, key: string, read: ReadInPlace<T>): Promise<T> {
    this.#underWay.set(key, race as Flight<unknown>);
    const place = new FlightWaiter(scope, race);
    place.answer = this.#answer(place, race, key, read).finally(() => place.end());
    return place.answer;
  }

  async #answer<T>(place: FlightWaiter<T>, race: Flight<T>, key: string, read: ReadInPlace<T>): Promise<T> {
    try {
      const value = await read(place, race);
      // Requests that had come before the answer, and are only read after it, share it too.
      setImmediate(() => this.#over(key, race));
      return value;
    } catch (error) {
      race.waiters.delete(place);
      const [other] = race.leader ? [race.leader] : race.waiters;
      if (!other || other === place) {
        this.#over(key, race);
        throw error;
      }
      // Another has made the call, or will though there is no turn here.
      if (!place.isFollower && !hadNoTurn(error)) throw error;
      const joined = await join(other, place.scope);
      return joined ? joined.value : this.#share(place.scope, key, read);
    }
  }

  #over<T>(key: string, race: Flight<T>): void {
    if (this.#underWay.get(key) === race) this.#underWay.delete(key);
  }

  #keep<T>(race: Flight<T>, key: string, keptMs: number, answer: T, ids: readonly (string | undefined)[]): void {
    // Not when it was let go of meanwhile: the thing may have changed since it was read.
    if (this.#underWay.get(key) !== race || ids.some((id) => id && race.invalidated?.has(id))) return;
    const about = ids.filter((id) => id !== undefined);
    this.#answers.set(key, { answer, tags: about }, { ttl: keptMs });
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
  invalidate(id: string): void {
    for (const key of [...(this.#keysAbout.get(id) ?? [])]) this.#answers.delete(key);
    for (const [key, race] of [...this.#underWay]) {
      if (!race.leader) continue;
      if (key.includes(id)) this.#underWay.delete(key);
      // What its answer is about shows only then.
      race.invalidated ??= new Set();
      race.invalidated.add(id);
    }
  }
}

interface CachedAnswer {
  readonly answer: unknown;
  readonly tags: readonly string[];
}

function hadNoTurn(error: unknown): boolean {
  return error instanceof ConnectReadError && error.failure.kind === 'throttled' && error.failure.byGateway === true;
}

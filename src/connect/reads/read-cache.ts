import { LRUCache } from 'lru-cache';
import { cancelledFailure } from '../../errors/call-failure.js';
import { ConnectReadError } from '../../errors/read-error.js';
import type { CallScope } from '../calls/call-runner.js';
import type { LeaderCandidate } from '../limits/fair-rate-limiter.js';
import { Flight, FlightWaiter, join } from './single-flight.js';

/** Makes a read, or one call of it, for a waiter of a flight. */
type WaiterRead<T> = (waiter: FlightWaiter<T>, flight: Flight<T>) => Promise<T>;

/**
 * Cache of reads that requests share: while a read is in flight (single-flight), and for some time afterwards. Failures
 * are not cached. Waiting requests receive a failure too, unless its cause lies in the reading request itself, such as
 * its deadline. A read is aborted when no request waits for it any more.
 */
export class ReadCache {
  readonly #inFlight = new Map<string, Flight<unknown>>();
  // A page of contacts is large, so expired entries are purged at once.
  readonly #cached = new LRUCache<string, CachedResult>({
    ...{ max: 5_000, ttl: 1, ttlAutopurge: true },
    dispose: ({ tags }, key) => this.#removeTags(key, tags),
  });
  /** Cache keys of the entries that contain a resource, by the resource's id. */
  readonly #keysByTag = new Map<string, Set<string>>();

  /**
   * Returns the cached result of a read, joins a read in flight, or makes the read.
   * @param scope Scope of the request. Its deadline also limits the wait for another request's read.
   * @param keptMs Milliseconds for which the result is cached; with 0, the read is only shared while in flight.
   * @param read Makes the read with the given scope, on behalf of all waiting requests.
   * @param tagsOf Returns the ids of the resources in a result. A change of one of them invalidates the entry.
   * @throws ConnectReadError
   */
  get<T>(
    scope: CallScope,
    key: string,
    keptMs: number,
    read: (scope: CallScope) => Promise<T>,
    tagsOf: (result: T) => readonly (string | undefined)[] = () => [],
  ): Promise<T> {
    const readAndCache = async (waiter: FlightWaiter<T>, flight: Flight<T>) => {
      const result = await read(waiter.scope);
      if (keptMs > 0) this.#cache(flight, key, keptMs, result, tagsOf(result));
      return result;
    };
    return this.#share(scope, key, (waiter, flight) => {
      waiter.claimLead();
      return readAndCache(waiter, flight);
    });
  }

  /**
   * Makes one call, or joins an equal call in flight. Until the call is sent, each caller waits at its own place in the
   * rate limiter's queue, so that no caller takes over another's place. This also holds for a call of a shared read.
   * @param make Makes the call with the given scope, on behalf of all requests at the same place.
   * @throws ConnectReadError
   */
  async call<T>(
    scope: CallScope,
    key: string,
    make: (scope: CallScope, candidate: LeaderCandidate) => Promise<T>,
  ): Promise<T> {
    const read: WaiterRead<T> = (waiter) => make(waiter.scope, waiter);
    const result = this.#share(scope, key, read);
    const ended = scope.sharedBy?.watch((other) => this.#addWaiter(other, key, read));
    try {
      return await result;
    } finally {
      ended?.();
    }
  }

  /** Adds a place in the queue for a request that waits for the shared read of which the call is a part. */
  #addWaiter<T>(scope: CallScope, key: string, read: WaiterRead<T>): void {
    const flight = this.#inFlight.get(key) as Flight<T> | undefined;
    if (!flight || flight.waiterFor(scope)) return;
    const waiter = new FlightWaiter<T>(scope, flight);
    const reading = read(waiter, flight).catch((error) => {
      if (flight.leader === waiter) this.#endFlight(key, flight);
      throw error;
    });
    waiter.result = reading.finally(() => {
      waiter.end();
      if (flight.leader === waiter) setImmediate(() => this.#endFlight(key, flight));
    });
    // The request waits for the whole read, so nothing else handles a rejection of this call alone.
    waiter.result.catch(() => {});
  }

  async #share<T>(scope: CallScope, key: string, read: WaiterRead<T>): Promise<T> {
    for (;;) {
      const cached = this.#cached.get(key);
      if (cached) {
        scope.stats.sharedRead();
        return cached.result as T;
      }
      if (scope.gone?.().aborted) throw new ConnectReadError('', cancelledFailure());
      const flight = this.#inFlight.get(key) as Flight<T> | undefined;
      const existing = flight?.waiterFor(scope);
      if (!existing) return this.#startWaiting(flight ?? new Flight<T>(), scope, key, read);
      const joined = await join(existing, scope);
      if (joined) return joined.value;
    }
  }

  #startWaiting<T>(flight: Flight<T>, scope: CallScope, key: string, read: WaiterRead<T>): Promise<T> {
    this.#inFlight.set(key, flight as Flight<unknown>);
    const waiter = new FlightWaiter(scope, flight);
    waiter.result = this.#makeRead(waiter, flight, key, read).finally(() => waiter.end());
    return waiter.result;
  }

  async #makeRead<T>(waiter: FlightWaiter<T>, flight: Flight<T>, key: string, read: WaiterRead<T>): Promise<T> {
    try {
      const value = await read(waiter, flight);
      // The flight ends in the next round of the event loop, so that requests that have arrived but are not processed
      // yet share the result too.
      setImmediate(() => this.#endFlight(key, flight));
      return value;
    } catch (error) {
      flight.waiters.delete(waiter);
      const [other] = flight.leader ? [flight.leader] : flight.waiters;
      if (!other || other === waiter) {
        this.#endFlight(key, flight);
        throw error;
      }
      // Another waiter has made the call, or may still get a permit although this one did not.
      if (!waiter.isFollower && !wasThrottledHere(error)) throw error;
      const joined = await join(other, waiter.scope);
      return joined ? joined.value : this.#share(waiter.scope, key, read);
    }
  }

  #endFlight<T>(key: string, flight: Flight<T>): void {
    if (this.#inFlight.get(key) === flight) this.#inFlight.delete(key);
  }

  #cache<T>(flight: Flight<T>, key: string, keptMs: number, result: T, ids: readonly (string | undefined)[]): void {
    // An entry that was invalidated in the meantime is not cached: the resource may have changed after the read.
    if (this.#inFlight.get(key) !== flight || ids.some((id) => id && flight.invalidated?.has(id))) return;
    const tags = ids.filter((id) => id !== undefined);
    this.#cached.set(key, { result, tags }, { ttl: keptMs });
    for (const id of tags) {
      const keys = this.#keysByTag.get(id);
      if (keys) keys.add(key);
      else this.#keysByTag.set(id, new Set([key]));
    }
  }

  #removeTags(key: string, tags: readonly string[]): void {
    for (const id of tags) {
      const keys = this.#keysByTag.get(id);
      keys?.delete(key);
      if (keys?.size === 0) this.#keysByTag.delete(id);
    }
  }

  /**
   * Invalidates all entries that contain a changed resource. A read in flight whose result contains the resource is not
   * cached, because Connect may have answered it before the change.
   */
  invalidate(id: string): void {
    for (const key of [...(this.#keysByTag.get(id) ?? [])]) this.#cached.delete(key);
    for (const [key, flight] of [...this.#inFlight]) {
      if (!flight.leader) continue;
      if (key.includes(id)) this.#inFlight.delete(key);
      // The resources in the result are known only when the read ends.
      flight.invalidated ??= new Set();
      flight.invalidated.add(id);
    }
  }
}

interface CachedResult {
  readonly result: unknown;
  readonly tags: readonly string[];
}

/** Whether the rate limiter refused the call. */
function wasThrottledHere(error: unknown): boolean {
  return error instanceof ConnectReadError && error.failure.kind === 'throttled' && error.failure.byGateway === true;
}

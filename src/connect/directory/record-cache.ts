import { LRUCache } from 'lru-cache';
import { ConnectReadError } from '../../errors/read-error.js';
import { byInstance, type ResourceKey } from '../../ids/resource-key.js';
import { chunks } from '../../lib/chunks.js';
import { countLimit } from '../../lib/count-limit.js';
import { Waiters } from '../../lib/waiters.js';
import type { CallScope } from '../calls/call-runner.js';
import { BatchedFlight, scopeOf } from '../reads/batched-flight.js';
import { pagesOf } from '../reads/pages.js';
import type { Reader } from '../reads/reader.js';
import { type InFlight, join } from '../reads/single-flight.js';

/** Maximum number of cached records of one kind. The least recently used record is evicted first. */
const maxRecords = 20_000;
/** Minimum time in milliseconds for which a missing resource is cached as missing. */
const missingMs = 5_000;
/**
 * Milliseconds for which a resource is read with a Describe only, after a mutation has changed it. Searches and lists
 * may return the earlier state for a while; Amazon does not document how long.
 */
const searchLagMs = 60_000;
/** Maximum number of ids in one search. Amazon does not document a limit. */
export const idsPerSearch = 100;
/** Maximum number of pages of a list to read for records that a search does not return. */
export const maxListPages = 12;
/** Maximum number of Describes for ids that complete bulk reads did not return, about the burst quota of a Describe. */
const describesPerBatch = 5;
/** Maximum number of Describes for ids that a mutation has changed lately. The others are searched, and not cached. */
const changedPerBatch = 20;

/** Reads of one kind of resource. */
export interface RecordReads<Value> {
  readonly idOf: (value: Value) => string | undefined;
  readonly describe: (reader: Reader, key: ResourceKey) => Promise<Value | null>;
  /** Reads up to 100 records by their ids. */
  readonly search?: (reader: Reader, instanceId: string, ids: readonly string[]) => Promise<Page<Value>>;
  /** Lists the records that `search` does not return, or all records if there is no `search`. */
  readonly list?: (reader: Reader, instanceId: string, token: string | undefined) => Promise<Page<Value>>;
}

/** Operations that a lookup of one kind of resource may call, for cost estimates. */
export interface RecordLookup {
  readonly search?: string;
  readonly list?: string;
  readonly describe: string;
  /** Maximum number of Describes for one resource; 1 by default. */
  readonly describesEach?: number;
}

interface Page<Value> {
  readonly values: readonly Value[];
  /** Token of the next page; undefined on the last page. */
  readonly token: string | undefined;
}

/** Ages of cached records, in milliseconds since the start of the read. */
export interface RecordAges {
  /** Age up to which a record is served without a reload; 0 disables the cache. */
  readonly freshMs: number;
  /** Additional age up to which a record is served while it is reloaded. */
  readonly staleMs: number;
}

interface Entry<Value> {
  readonly value: Value | null;
  /** Start of the read. */
  readonly readAt: number;
  /** Time at which a Describe first reported the resource missing; null if none has. */
  readonly missingSince: number | null;
}

/** Result of the bulk reads of a batch. */
interface BatchResult<Value> {
  /** Found record or error, by id. */
  readonly found: ReadonlyMap<string, Value | Error>;
  /** Ids to read with a Describe each. */
  readonly toDescribe: ReadonlySet<string>;
}

/** Read-through cache of one kind of resource, by instance and id. */
export class RecordCache<Value extends object> {
  readonly #entries = new LRUCache<string, Entry<Value>>(countLimit(maxRecords));
  readonly #inFlight = new Map<string, InFlight<Value | null>>();
  /** Times of the last changes by mutations, by cache key. */
  readonly #changedAt = new LRUCache<string, number>(countLimit(maxRecords));

  constructor(
    private readonly reads: RecordReads<Value>,
    private readonly ages: RecordAges,
    private readonly background: () => Reader,
  ) {}

  /** Returns the id of a record. */
  get idOf(): RecordReads<Value>['idOf'] {
    return this.reads.idOf;
  }

  /** Returns the fresh cached record: null if the resource does not exist, undefined if no fresh record is cached. */
  getFresh(reader: Reader, key: ResourceKey): Value | null | undefined {
    const entry = this.#entries.get(cacheKeyOf(key));
    if (!entry || performance.now() - entry.readAt >= (entry.value ? this.ages.freshMs : this.#lifetimeMs(entry))) {
      return undefined;
    }
    reader.scope.stats.servedFromDirectory();
    return entry.value;
  }

  /** Returns one result for each key: the record, null if the resource does not exist, or the error of the read. */
  async load(reader: Reader, keys: readonly ResourceKey[]): Promise<(Value | null | Error)[]> {
    const unknown: ResourceKey[] = [];
    const stale: ResourceKey[] = [];
    const known = keys.map((key) => {
      const entry = this.#entries.get(cacheKeyOf(key));
      const ageMs = entry ? performance.now() - entry.readAt : Infinity;
      if (entry && ageMs < this.#lifetimeMs(entry)) {
        if (ageMs > this.ages.freshMs) stale.push(key);
        reader.scope.stats.servedFromDirectory();
        return entry;
      }
      reader.scope.stats.missedInDirectory();
      if (!this.#inFlight.has(cacheKeyOf(key))) unknown.push(key);
      return null;
    });
    this.#read(reader, unknown);
    const awaited = keys.map((key, index) => known[index] ?? this.#awaitInFlight(reader, key));
    // Stale records are served now and reloaded for later requests.
    const reloadable = stale.filter((key) => !this.#inFlight.has(cacheKeyOf(key)));
    if (reloadable.length > 0) this.#read(this.background(), reloadable);
    const found = await Promise.all(awaited);
    const retryKeys = keys.filter((_key, index) => !found[index]);
    const retried = retryKeys.length > 0 ? await this.load(reader, retryKeys) : [];
    return found.map((one) => (one ? one.value : (retried.shift() ?? null)));
  }

  /** Reads one record from Connect and updates the cache. @throws ConnectReadError */
  async reload(reader: Reader, key: ResourceKey): Promise<Value | null> {
    const startedAt = performance.now();
    const value = await this.reads.describe(reader, key);
    if (value && !this.reads.idOf(value))
      throw ConnectReadError.unexpected('', 'Connect returned a resource without its id.');
    // A missing resource is cached for a few seconds, which must not pass while the read waits for its turn.
    this.#store(key, value, value ? startedAt : performance.now(), true);
    return value;
  }

  /**
   * Adds records that a list or search has returned.
   * @param startedAt Start of the list or search, on the clock of `performance.now()`.
   */
  prime(instanceId: string, values: readonly Value[], startedAt: number): void {
    for (const value of values) {
      const id = this.reads.idOf(value);
      if (id) this.#store({ instanceId, id }, value, startedAt, false);
    }
  }

  /** Removes a changed record. The results of reads that started before the change are not cached. */
  invalidate(key: ResourceKey): void {
    const name = cacheKeyOf(key);
    this.#changedAt.set(name, performance.now());
    this.#entries.delete(name);
    this.#inFlight.delete(name);
  }

  /**
   * Milliseconds for which an entry is served. A missing resource stays cached as missing for as long as it has been
   * missing so far, but at least `missingMs` and otherwise at most the fresh time. Deleted resources are thus read less
   * and less often, and new resources are found soon.
   */
  #lifetimeMs({ value, readAt, missingSince }: Entry<Value>): number {
    if (value) return this.ages.freshMs + this.ages.staleMs;
    return Math.max(missingMs, Math.min(this.ages.freshMs, readAt - (missingSince ?? readAt)));
  }

  #store(key: ResourceKey, value: Value | null, readAt: number, described: boolean): void {
    if (this.ages.freshMs === 0) return;
    const changedAt = this.#changedLatelyAt(key);
    if (changedAt !== null && (!described || readAt < changedAt)) return;
    if ((this.#entries.get(cacheKeyOf(key))?.readAt ?? 0) > readAt) return;
    const missingSince = value ? null : (this.#missingSince(key) ?? (described ? readAt : null));
    this.#entries.set(cacheKeyOf(key), { value, readAt, missingSince });
  }

  /** Returns the time of a change after which searches may still return the earlier state; null if there is none. */
  #changedLatelyAt(key: ResourceKey): number | null {
    const changedAt = this.#changedAt.get(cacheKeyOf(key));
    return changedAt !== undefined && performance.now() - changedAt < searchLagMs ? changedAt : null;
  }

  #missingSince(key: ResourceKey): number | null {
    return this.#entries.get(cacheKeyOf(key))?.missingSince ?? null;
  }

  /** Waits for a read in flight; null if the read failed for a reason of its reader alone. */
  async #awaitInFlight(reader: Reader, key: ResourceKey): Promise<{ readonly value: Value | null | Error } | null> {
    const inFlight = this.#inFlight.get(cacheKeyOf(key));
    try {
      return inFlight ? await join(inFlight, reader.scope) : null;
    } catch (error) {
      return { value: error as Error };
    }
  }

  /** Starts reads of several records in batches. Each id is in flight until its own result arrives. */
  #read(reader: Reader, keys: readonly ResourceKey[]): void {
    for (const [instanceId, ids] of byInstance(keys)) {
      for (const batch of chunks(ids, idsPerSearch)) this.#readBatch(reader, instanceId, batch);
    }
  }

  /** Starts the read of one batch of up to 100 ids. */
  #readBatch(reader: Reader, instanceId: string, ids: readonly string[]): void {
    const audience = new Waiters<CallScope>();
    const lookUps = ids.map((id) => [id, new BatchedFlight<Value | null>(reader.scope, audience)] as const);
    const shared = reader.withScope(scopeOf(reader.scope, audience));
    const reading = this.#readTogether(shared, instanceId, ids).finally(() => audience.end());
    for (const [id, lookUp] of lookUps) {
      const key = { instanceId, id };
      const name = cacheKeyOf(key);
      const read = async () => {
        const { found, toDescribe } = await reading;
        const value = found.get(id);
        if (value instanceof Error) throw value;
        if (value) return value;
        return toDescribe.has(id) ? this.reload(reader.withScope(lookUp.ownScope), key) : this.#notFoundInBulk(key);
      };
      lookUp.result = read().finally(() => {
        if (this.#inFlight.get(name) === lookUp) this.#inFlight.delete(name);
        lookUp.end();
      });
      // There may be no waiter, so a failure must not become an unhandled rejection.
      lookUp.result.catch(() => {});
      this.#inFlight.set(name, lookUp);
    }
  }

  /** Reads a batch in bulk. Never throws: a failure becomes the result of the affected ids. */
  async #readTogether(reader: Reader, instanceId: string, ids: readonly string[]): Promise<BatchResult<Value>> {
    const found = new Map<string, Value | Error>();
    const changed = ids.filter((id) => this.#changedLatelyAt({ instanceId, id }) !== null).slice(0, changedPerBatch);
    const others = changed.length > 0 ? ids.filter((id) => !changed.includes(id)) : ids;
    const conclusive = others.length > 1 && (await this.#readInBulk(reader, instanceId, others, found));
    const left = others.filter((id) => !found.has(id));
    // A search may not find new resources yet, so each missing id gets one Describe. Only a few per batch, because most
    // missing resources have been deleted.
    const unseen = left.filter((id) => this.#missingSince({ instanceId, id }) === null);
    return { found, toDescribe: new Set([...changed, ...(conclusive ? unseen.slice(0, describesPerBatch) : left)]) };
  }

  /** Result of an id that no bulk read returned and that gets no Describe: the cached record, or null. */
  #notFoundInBulk(key: ResourceKey): Value | null {
    const entry = this.#entries.get(cacheKeyOf(key));
    const now = performance.now();
    if (entry?.value && now - entry.readAt < this.#lifetimeMs(entry)) return entry.value;
    this.#store(key, null, now, false);
    return null;
  }

  /**
   * Reads a batch by search and list.
   * @returns Whether all pages were read, so that ids without a result are missing.
   */
  async #readInBulk(
    reader: Reader,
    instanceId: string,
    ids: readonly string[],
    results: Map<string, Value | Error>,
  ): Promise<boolean> {
    const left = () => ids.filter((id) => !results.has(id));
    /** Reads pages until all ids are found. @returns Whether ids are left after all pages were read. */
    const bulk = async (
      maxPages: number,
      read: (token: string | undefined) => Promise<Page<Value>>,
    ): Promise<boolean> => {
      const startedAt = performance.now();
      try {
        for await (const { values } of pagesOf(maxPages, read)) {
          this.prime(instanceId, values, startedAt);
          for (const value of values) results.set(this.reads.idOf(value) ?? '', value);
          if (left().length === 0) return false;
        }
        return true;
      } catch (error) {
        // After a refusal, perhaps for too many conditions, or an endless list, each id gets a Describe. Any other
        // failure would affect the Describes too.
        const oneByOne = error instanceof ConnectReadError && ['refused', 'unexpected'].includes(error.failure.kind);
        if (!oneByOne) for (const id of left()) results.set(id, error as Error);
        return false;
      }
    };
    const { search, list } = this.reads;
    if (!search && !list) return false;
    const searched = !search || (await bulk(1, () => search(reader, instanceId, ids)));
    if (!list) return searched;
    // For a single remaining id, a Describe is cheaper than a list.
    if (left().length <= 1) return false;
    return (await bulk(maxListPages, (token) => list(reader, instanceId, token))) && searched;
  }
}

const cacheKeyOf = ({ instanceId, id }: ResourceKey) => `${instanceId}/${id}`;

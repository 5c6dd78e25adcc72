import { LRUCache } from 'lru-cache';
import { ConnectReadError } from '../../errors/read-error.js';
import { byInstance, type ResourceKey } from '../../ids/resource-key.js';
import { chunks } from '../../lib/chunks.js';
import { Waiters } from '../../lib/waiters.js';
import type { CallScope } from '../calls/call-runner.js';
import { BatchedFlight, scopeOf } from '../reads/batched-flight.js';
import { pagesOf } from '../reads/pages.js';
import type { Reader } from '../reads/reader.js';
import { type InFlight, join } from '../reads/single-flight.js';

/** Records of one kind that are kept; the least recently used is evicted first. */
const maxRecords = 20_000;
/** How many times its age of freshness a record still serves, while it is read anew. */
const staleFactor = 12;
/** Milliseconds for which it is remembered at least that there is no such thing; it may just be being made. */
const missingMs = 5_000;
/** How many ids one search is asked for; how many the service allows is not documented. */
export const idsPerSearch = 100;
/** The most pages of a list that are read to find what a search does not know. */
export const maxListPages = 12;
/** Of what bulk reads did not find, how much is asked for one by one: about what a Describe's quota lets through at once. */
const describesPerBatch = 5;

/** How one kind of thing is read. */
export interface RecordReads<Value> {
  readonly idOf: (value: Value) => string | undefined;
  readonly describe: (reader: Reader, key: ResourceKey) => Promise<Value | null>;
  /** A batch-get of up to 100. */
  readonly search?: (reader: Reader, instanceId: string, ids: readonly string[]) => Promise<Page<Value>>;
  /** A list that holds what the search does not know, or all where there is no search. */
  readonly list?: (reader: Reader, instanceId: string, token: string | undefined) => Promise<Page<Value>>;
}

/** The calls that looking such things up may take, for those who count them beforehand. */
export interface RecordLookup {
  readonly search?: string;
  readonly list?: string;
  readonly describe: string;
  /** How many Describes one thing may take; 1 unless given. */
  readonly describesEach?: number;
}

interface Page<Value> {
  readonly values: readonly Value[];
  /** Where the next page begins; undefined on the last. */
  readonly token: string | undefined;
}

interface Entry<Value> {
  readonly value: Value | null;
  readonly readAt: number;
  /** When a Describe first said that there is no such thing; null where none has. */
  readonly missingSince: number | null;
}

/** Result of the bulk reads of a batch. */
interface BatchResult<Value> {
  /** By id: what was found, or why it could not be read. */
  readonly found: ReadonlyMap<string, Value | Error>;
  /** The ids that are to be asked for one by one. */
  readonly described: ReadonlySet<string>;
}

/** One kind of thing, remembered by instance and id. */
export class RecordCache<Value extends object> {
  readonly #entries = new LRUCache<string, Entry<Value>>({ max: maxRecords });
  readonly #underWay = new Map<string, InFlight<Value | null>>();

  constructor(
    private readonly reads: RecordReads<Value>,
    private readonly freshMs: number,
    private readonly background: () => Reader,
  ) {}

  /** The fresh record: null when there is no such resource, undefined when that is not known. */
  getFresh(reader: Reader, key: ResourceKey): Value | null | undefined {
    const entry = this.#entries.get(nameOf(key));
    if (!entry || performance.now() - entry.readAt >= (entry.value ? this.freshMs : this.#servesMs(entry))) {
      return undefined;
    }
    reader.scope.stats.servedFromDirectory();
    return entry.value;
  }

  /** One result for each key: the record, null when there is no such thing, or why it could not be read. */
  async load(reader: Reader, keys: readonly ResourceKey[]): Promise<(Value | null | Error)[]> {
    const unknown: ResourceKey[] = [];
    const old: ResourceKey[] = [];
    const known = keys.map((key) => {
      const entry = this.#entries.get(nameOf(key));
      const ageMs = entry ? performance.now() - entry.readAt : Infinity;
      if (entry && ageMs < this.#servesMs(entry)) {
        if (ageMs > this.freshMs) old.push(key);
        reader.scope.stats.servedFromDirectory();
        return entry;
      }
      reader.scope.stats.missedInDirectory();
      if (!this.#underWay.has(nameOf(key))) unknown.push(key);
      return null;
    });
    this.#read(reader, unknown);
    const awaited = keys.map((key, index) => known[index] ?? this.#awaited(reader, key));
    // Stale records are served; their reload is for later requests.
    const renewable = old.filter((key) => !this.#underWay.has(nameOf(key)));
    if (renewable.length > 0) this.#read(this.background(), renewable);
    const found = await Promise.all(awaited);
    const again = keys.filter((_key, index) => !found[index]);
    const later = again.length > 0 ? await this.load(reader, again) : [];
    return found.map((one) => (one ? one.value : (later.shift() ?? null)));
  }

  /** Reads one thing anew, whatever is remembered. @throws ConnectReadError */
  async reload(reader: Reader, key: ResourceKey): Promise<Value | null> {
    const value = await this.reads.describe(reader, key);
    if (value && !this.reads.idOf(value))
      throw ConnectReadError.unexpected('', 'Connect described a thing without its id.');
    this.#keep(key, value, true);
    return value;
  }

  /** Remembers what a list or a search has shown anyway. */
  prime(instanceId: string, values: readonly Value[]): void {
    for (const value of values) {
      const id = this.reads.idOf(value);
      if (id) this.#keep({ instanceId, id }, value, false);
    }
  }

  /**
   * Milliseconds for which an entry serves. What a Describe did not find is taken for missing for as long again as it has
   * been: what is deleted is asked for ever less often, and what was just made is overlooked for at most twice the time that
   * Connect's reads take to know it.
   */
  #servesMs({ value, readAt, missingSince }: Entry<Value>): number {
    if (value) return this.freshMs * staleFactor;
    return Math.max(missingMs, Math.min(this.freshMs, readAt - (missingSince ?? readAt)));
  }

  #keep(key: ResourceKey, value: Value | null, described: boolean): void {
    if (this.freshMs === 0) return;
    const readAt = performance.now();
    const missingSince = value ? null : (this.#missingSince(key) ?? (described ? readAt : null));
    this.#entries.set(nameOf(key), { value, readAt, missingSince });
  }

  #missingSince(key: ResourceKey): number | null {
    return this.#entries.get(nameOf(key))?.missingSince ?? null;
  }

  /** What is being read, or why it failed; null when it failed for what is only its reader's own. */
  async #awaited(reader: Reader, key: ResourceKey): Promise<{ readonly value: Value | null | Error } | null> {
    const underWay = this.#underWay.get(nameOf(key));
    try {
      return underWay ? await join(underWay, reader.scope) : null;
    } catch (error) {
      return { value: error as Error };
    }
  }

  /** Reads several things together; each is under way until its own answer has come. */
  #read(reader: Reader, keys: readonly ResourceKey[]): void {
    for (const [instanceId, ids] of byInstance(keys)) {
      for (const batch of chunks(ids, idsPerSearch)) this.#readBatch(reader, instanceId, batch);
    }
  }

  /** Reads up to 100 and remembers what it finds. */
  #readBatch(reader: Reader, instanceId: string, ids: readonly string[]): void {
    const audience = new Waiters<CallScope>();
    const lookUps = ids.map((id) => [id, new BatchedFlight<Value | null>(reader.scope, audience)] as const);
    const shared = reader.withScope(scopeOf(reader.scope, audience));
    const reading = this.#readTogether(shared, instanceId, ids).finally(() => audience.end());
    for (const [id, lookUp] of lookUps) {
      const key = { instanceId, id };
      const name = nameOf(key);
      const read = async () => {
        const { found, described } = await reading;
        const value = found.get(id);
        if (value instanceof Error) throw value;
        if (value) return value;
        return described.has(id) ? this.reload(reader.withScope(lookUp.ownScope), key) : this.#overlooked(key);
      };
      lookUp.answer = read().finally(() => {
        this.#underWay.delete(name);
        lookUp.end();
      });
      // Nobody may be waiting for it.
      lookUp.answer.catch(() => {});
      this.#underWay.set(name, lookUp);
    }
  }

  /** Never throws: a failure is the result of those whom it befell. */
  async #readTogether(reader: Reader, instanceId: string, ids: readonly string[]): Promise<BatchResult<Value>> {
    const found = new Map<string, Value | Error>();
    const conclusive = ids.length > 1 && (await this.#readInBulk(reader, instanceId, ids, found));
    const left = ids.filter((id) => !found.has(id));
    // A search lags behind what was just made, so a Describe is asked too: once, and for but a few at a time, since many
    // that are missing have been deleted.
    const unseen = left.filter((id) => this.#missingSince({ instanceId, id }) === null);
    return { found, described: new Set(conclusive ? unseen.slice(0, describesPerBatch) : left) };
  }

  /** A resource in no bulk answer and not described: missing, unless a record is cached. */
  #overlooked(key: ResourceKey): Value | null {
    const known = this.#entries.get(nameOf(key))?.value ?? null;
    if (!known) this.#keep(key, null, false);
    return known;
  }

  /** @returns Whether bulk reads came to their end, so that what they did not find is hardly there. */
  async #readInBulk(
    reader: Reader,
    instanceId: string,
    ids: readonly string[],
    results: Map<string, Value | Error>,
  ): Promise<boolean> {
    const left = () => ids.filter((id) => !results.has(id));
    /** Whether all pages were read; none after the one with which everything is found. */
    const bulk = async (
      maxPages: number,
      read: (token: string | undefined) => Promise<Page<Value>>,
    ): Promise<boolean> => {
      try {
        for await (const { values } of pagesOf(maxPages, read)) {
          this.prime(instanceId, values);
          for (const value of values) results.set(this.reads.idOf(value) ?? '', value);
          if (left().length === 0) return false;
        }
        return true;
      } catch (error) {
        // Refused, perhaps for the number of conditions, or without an end: then one by one. Any other failure would befall
        // those too.
        const oneByOne = error instanceof ConnectReadError && ['refused', 'unexpected'].includes(error.failure.kind);
        if (!oneByOne) for (const id of left()) results.set(id, error as Error);
        return false;
      }
    };
    const { search, list } = this.reads;
    if (!search && !list) return false;
    const searched = !search || (await bulk(1, () => search(reader, instanceId, ids)));
    if (!list) return searched;
    // A single one that a search does not know is not worth the pages of a list.
    if (left().length <= 1) return false;
    return (await bulk(maxListPages, (token) => list(reader, instanceId, token))) && searched;
  }
}

const nameOf = ({ instanceId, id }: ResourceKey) => `${instanceId}/${id}`;

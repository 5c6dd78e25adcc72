import { idsPerSearch, maxListPages, type RecordLookup } from '../../connect/directory/record-cache.js';
import { ArgumentIdentities } from './argument-identity.js';

/** How many calls of each operation of Connect a query makes. */
export interface QueryCost {
  /** At least, with every list full and all that it names there: memory and other requests' reads may spare it, nothing else. */
  readonly certain: ReadonlyMap<string, number>;
  /**
   * At most, with nothing remembered and whatever Connect answers. Not counted are repeats, of what failed or was only just
   * made; what is looked at after a refusal; and pages that Connect leaves short.
   */
  readonly atMost: ReadonlyMap<string, number>;
  /** Response paths, without indexes, of the contacts whose whole record is read. */
  readonly described: ReadonlySet<string>;
  /** How many things its lists ask for, with those within others. */
  readonly listed: number;
}

/** The things that a selection is about. */
export interface CostScope {
  /** How many of them there are, with every list full. */
  readonly count: number;
  /** Where they are of several types, how many there are of each. */
  readonly countOf?: ReadonlyMap<string, number>;
  /** Whether they are there for certain. */
  readonly certain: boolean;
  /** In how many lists they stand. */
  readonly lists: number;
  /** Whether they come one after another: what is read of them in bulk then takes more calls. */
  readonly apart: boolean;
  /** In how many instances each may have to be looked for. */
  readonly tries: number;
  /** What is known of each without a call, in the words of its type's cost; `id` for its id alone. */
  readonly known: string;
  /** Which things they are: equal for the same things. */
  readonly things: string;
  /** Whether the query names them one by one, so that other names are other things; those of two lists may be the same. */
  readonly named: boolean;
  /** The instance in which they are, as the query names it; empty where it does not. */
  readonly instance: string;
  /** Response path without indexes. */
  readonly path: string;
}

interface Calls {
  readonly operation: string;
  readonly things: string;
  readonly named: boolean;
  readonly calls: number;
  readonly certain: number;
}

/** Adds up what a query costs. A request reads a thing once, however often the query asks for it. */
export class CostCount {
  readonly described = new Set<string>();
  /** How many things lists ask for. */
  listed = 0;
  /** How many references to entities it holds. */
  references = 0;
  /** Identifies the arguments of the query's fields. */
  readonly identities = new ArgumentIdentities();
  readonly #calls = new Map<string, Calls>();
  readonly #lookUps = new Map<RecordLookup, Map<string, { readonly things: number; readonly batches: number }>>();

  /** @param instances How many instances a bare id may be in. */
  constructor(readonly instances: number) {}

  /** Counts the calls that one kind of read of the things at a place takes; one for each thing unless said otherwise. */
  add(
    operation: string,
    place: CostScope,
    {
      calls = place.count * place.tries,
      certain = place.certain ? place.count : 0,
    }: { calls?: number; certain?: number } = {},
  ): void {
    const { things, named, instance } = place;
    const key = JSON.stringify([operation, instance, things]);
    const before = this.#calls.get(key);
    this.#calls.set(key, {
      ...{ operation, things, named },
      calls: Math.max(calls, before?.calls ?? 0),
      certain: Math.max(certain, before?.certain ?? 0),
    });
  }

  /** Counts what it takes to look up the things at a place in the directory; never for certain, as it may know them. */
  lookUp(how: RecordLookup, place: CostScope): void {
    const things = place.count * place.tries;
    // It takes two at least to make a batch.
    const batches = place.apart || things === 1 ? things / 2 : Math.ceil(things / idsPerSearch);
    const before = this.#lookUps.get(how) ?? new Map();
    this.#lookUps.set(how, before.set(JSON.stringify([place.instance, place.things]), { things, batches }));
  }

  total(): QueryCost {
    return { certain: this.#certain(), atMost: this.#atMost(), described: this.described, listed: this.listed };
  }

  #atMost(): Map<string, number> {
    const atMost = new Map<string, number>();
    const add = (operation: string | undefined, calls: number) => {
      if (operation && calls > 0) atMost.set(operation, (atMost.get(operation) ?? 0) + calls);
    };
    for (const { operation, calls } of this.#calls.values()) add(operation, calls);
    for (const [{ search, list, describe, describesEach = 1 }, places] of this.#lookUps) {
      const batches = Math.floor(sum([...places.values()].map((place) => place.batches)));
      add(search, batches);
      add(list, batches * maxListPages);
      add(describe, sum([...places.values()].map(({ things }) => things)) * describesEach);
    }
    return atMost;
  }

  /**
   * Things that the query names are as many as there are names, whichever instance they are in, as it too may go by several
   * names. Any two lists may hold the same things, so of those only the longest counts.
   */
  #certain(): Map<string, number> {
    const certain = new Map<string, number>();
    for (const [operation, all] of groupBy([...this.#calls.values()], (one) => one.operation)) {
      const named = groupBy(
        all.filter((one) => one.named),
        (one) => one.things,
      );
      const ofNamed = sum([...named.values()].map(most));
      const calls = Math.max(ofNamed, most(all.filter((one) => !one.named)));
      if (calls > 0) certain.set(operation, calls);
    }
    return certain;
  }
}

const most = (calls: readonly Calls[]) => Math.max(0, ...calls.map(({ certain }) => certain));

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

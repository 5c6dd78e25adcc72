import { idsPerSearch, maxListPages, type RecordLookup } from '../../connect/directory/record-cache.js';
import { ArgumentIdentities } from './argument-identity.js';

/** Number of calls of each Connect operation that a query makes. */
export interface QueryCost {
  /**
   * Minimum number of calls, if every list is full and all named resources exist. Only caches and reads shared with
   * other requests can reduce it.
   */
  readonly certain: ReadonlyMap<string, number>;
  /**
   * Maximum number of calls, with empty caches and any output of Connect. Not counted: repeats of failed calls and of
   * reads of new contacts, reads after a refusal, and further calls for pages that Connect returns with fewer rows than
   * requested.
   */
  readonly atMost: ReadonlyMap<string, number>;
  /** Response paths, without indexes, of the contacts whose whole record is read. */
  readonly described: ReadonlySet<string>;
  /** Number of items that the lists request, including nested lists. */
  readonly listed: number;
}

/** Resources that a selection set applies to. */
export interface CostScope {
  /** Number of resources, if every list is full. */
  readonly count: number;
  /** Number of resources of each type, if there are several types. */
  readonly countOf?: ReadonlyMap<string, number>;
  /** Whether the resources certainly exist. */
  readonly certain: boolean;
  /** Number of lists that contain the resources. */
  readonly lists: number;
  /** Whether the resources become known at different times, so that bulk reads need more calls. */
  readonly staggered: boolean;
  /** Number of instances in which each resource may have to be looked up. */
  readonly candidateInstances: number;
  /** Members that are known without a call, by a name that the cost of the type defines; `id` for the id alone. */
  readonly known: string;
  /** Identity of the resources. Equal for the same resources. */
  readonly identity: string;
  /** Whether the query names the resources by id, so that different ids are different resources. Lists may overlap. */
  readonly named: boolean;
  /** Instance of the resources, as the query names it; empty if the query names none. */
  readonly instance: string;
  /** Response path without indexes. */
  readonly path: string;
}

interface Calls {
  readonly operation: string;
  readonly identity: string;
  readonly named: boolean;
  readonly calls: number;
  readonly certain: number;
}

/** Sums up the cost of a query. A request reads each resource once, however often the query selects it. */
export class CostCount {
  readonly described = new Set<string>();
  /** Number of items that the lists request. */
  listed = 0;
  /** Number of references to entities. */
  references = 0;
  /** Identifies the arguments of the query's fields. */
  readonly identities = new ArgumentIdentities();
  readonly #calls = new Map<string, Calls>();
  readonly #lookUps = new Map<RecordLookup, Map<string, { readonly lookUps: number; readonly batches: number }>>();

  /** @param instances Number of instances that a bare id may belong to. */
  constructor(readonly instances: number) {}

  /** Counts the calls of one operation for the resources in a scope, by default one for each resource. */
  add(
    operation: string,
    scope: CostScope,
    {
      calls = scope.count * scope.candidateInstances,
      certain = scope.certain ? scope.count : 0,
    }: { calls?: number; certain?: number } = {},
  ): void {
    const { identity, named, instance } = scope;
    const key = JSON.stringify([operation, instance, identity]);
    const before = this.#calls.get(key);
    this.#calls.set(key, {
      ...{ operation, identity, named },
      calls: Math.max(calls, before?.calls ?? 0),
      certain: Math.max(certain, before?.certain ?? 0),
    });
  }

  /** Counts the calls to look up directory resources. They are never certain, because the directory has a cache. */
  lookUp(how: RecordLookup, scope: CostScope): void {
    const lookUps = scope.count * scope.candidateInstances;
    // A single resource is read by a Describe, so each batch has at least two.
    const batches = scope.staggered || lookUps === 1 ? lookUps / 2 : Math.ceil(lookUps / idsPerSearch);
    const before = this.#lookUps.get(how) ?? new Map();
    this.#lookUps.set(how, before.set(JSON.stringify([scope.instance, scope.identity]), { lookUps, batches }));
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
    for (const [{ search, list, describe, describesEach = 1 }, scopes] of this.#lookUps) {
      const batches = Math.floor(sum([...scopes.values()].map((scope) => scope.batches)));
      add(search, batches);
      add(list, batches * maxListPages);
      add(describe, sum([...scopes.values()].map(({ lookUps }) => lookUps)) * describesEach);
    }
    return atMost;
  }

  /**
   * Returns the certain calls. Each id that the query names counts once, whatever the instance, because an instance may
   * be named by its id and by its ARN. Lists may overlap, so only the list with the most calls counts.
   */
  #certain(): Map<string, number> {
    const certain = new Map<string, number>();
    for (const [operation, all] of groupBy([...this.#calls.values()], (one) => one.operation)) {
      const named = groupBy(
        all.filter((one) => one.named),
        (one) => one.identity,
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

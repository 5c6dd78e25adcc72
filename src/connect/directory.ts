import type { ContactFlow, Queue } from '@aws-sdk/client-connect';
import { LRUCache } from 'lru-cache';
import { ConnectReadError } from './read-error.js';
import type { Reader } from './reader.js';
import {
  describeContactFlow,
  describeQueue,
  describeUser,
  listContactFlows,
  listQueues,
  searchQueues,
  searchUsers,
} from './reads.js';

/** A resource of an instance. */
export interface ResourceKey {
  readonly instanceId: string;
  readonly id: string;
}

/** What the gateway uses of a user: SearchUsers and DescribeUser both hold it. */
export interface UserRecord {
  readonly Id?: string;
  readonly Arn?: string;
  readonly Username?: string;
  readonly IdentityInfo?: { readonly FirstName?: string; readonly LastName?: string };
}
/** What the gateway uses of a queue; an agent's own has but its id and ARN when it comes from a list. */
export type QueueRecord = Pick<Queue, 'QueueId' | 'QueueArn' | 'Name' | 'Description' | 'Status' | 'MaxContacts'>;
/** What the gateway uses of a flow. */
export type ContactFlowRecord = Pick<ContactFlow, 'Id' | 'Arn' | 'Name' | 'Type' | 'State' | 'Status'>;

/** What is remembered of one kind of thing: those that the gateway was asked for, the least used given up first. */
const maxRecords = 20_000;
/** How many times its age of freshness a record still serves, while it is read anew. */
const staleFactor = 12;
/** Milliseconds for which it is remembered that there is no such thing; it may just be being made. */
const missingMs = 5_000;
/** Milliseconds for which a page of a list of such things serves other requests too. */
export const directoryListSharedMs = 30_000;
/** How many ids one search is asked for; how many the service allows is not documented. */
const idsPerSearch = 100;
/** The most pages of a list that are read to find what a search does not know. */
const maxListPages = 12;
const listPageSize = 1_000;

/**
 * The queues, users and flows of the instances, read in bulk and remembered, since Connect allows but two of most of
 * these calls a second. What is not known is read at once, what is old is served and read anew behind it, and what is
 * being read for one request is waited for by the others.
 */
export class Directory {
  readonly queues: Shelf<QueueRecord>;
  readonly users: Shelf<UserRecord>;
  readonly contactFlows: Shelf<ContactFlowRecord>;

  /**
   * @param freshMs Milliseconds for which a record is taken as it is; queues, users and flows change by an administrator's
   *   hand. With 0 nothing is remembered.
   * @param background Makes a reader for reads that nobody waits for.
   */
  constructor(freshMs: number, background: () => Reader) {
    this.queues = new Shelf(queueReads, freshMs, background);
    this.users = new Shelf(userReads, freshMs, background);
    this.contactFlows = new Shelf(contactFlowReads, freshMs, background);
  }
}

/** How one kind of thing is read. */
interface DirectoryReads<Value> {
  readonly idOf: (value: Value) => string | undefined;
  readonly describe: (reader: Reader, key: ResourceKey) => Promise<Value | null>;
  /** A batch-get of up to 100. */
  readonly search?: (reader: Reader, instanceId: string, ids: readonly string[]) => Promise<Value[]>;
  /** A list that holds what the search does not know, or all where there is no search. */
  readonly list?: (
    reader: Reader,
    instanceId: string,
    token: string | undefined,
  ) => Promise<{ values: Value[]; token: string | undefined }>;
}

interface Entry<Value> {
  readonly value: Value | null;
  readonly readAt: number;
}

export class Shelf<Value extends object> {
  readonly #entries = new LRUCache<string, Entry<Value>>({ max: maxRecords });
  readonly #underWay = new Map<string, Promise<Value | null | Error>>();

  constructor(
    private readonly reads: DirectoryReads<Value>,
    private readonly freshMs: number,
    private readonly background: () => Reader,
  ) {}

  /** What is remembered and fresh: null when there is no such thing, undefined when that is not known. */
  peek(reader: Reader, key: ResourceKey): Value | null | undefined {
    const entry = this.#entries.get(nameOf(key));
    if (!entry || performance.now() - entry.readAt >= (entry.value ? this.freshMs : missingMs)) return undefined;
    reader.scope.usage.servedFromDirectory();
    return entry.value;
  }

  /** One result for each key: the record, null when there is no such thing, or why it could not be read. */
  load(reader: Reader, keys: readonly ResourceKey[]): Promise<(Value | null | Error)[]> {
    const unknown: ResourceKey[] = [];
    const old: ResourceKey[] = [];
    const results = keys.map((key) => {
      const entry = this.#entries.get(nameOf(key));
      const ageMs = entry ? performance.now() - entry.readAt : Infinity;
      if (entry && ageMs < (entry.value ? this.freshMs * staleFactor : missingMs)) {
        if (ageMs > this.freshMs) old.push(key);
        reader.scope.usage.servedFromDirectory();
        return entry.value;
      }
      if (!this.#underWay.has(nameOf(key))) unknown.push(key);
      return null;
    });
    this.#read(reader, unknown);
    const pending = keys.map((key, index) => this.#underWay.get(nameOf(key)) ?? results[index] ?? null);
    const renewable = old.filter((key) => !this.#underWay.has(nameOf(key)));
    // What is known is answered with; the reads behind it are for those who come later.
    const answers = Promise.all(pending.map((waiting, index) => results[index] ?? waiting));
    if (renewable.length > 0) this.#read(this.background(), renewable);
    return answers;
  }

  /** Reads one thing anew, whatever is remembered. @throws ConnectReadError */
  async refresh(reader: Reader, key: ResourceKey): Promise<Value | null> {
    const value = await this.reads.describe(reader, key);
    this.#keep(key, value);
    return value;
  }

  /** Remembers what a list or a search has shown anyway. */
  learn(instanceId: string, values: readonly Value[]): void {
    for (const value of values) this.#keep({ instanceId, id: this.reads.idOf(value) ?? '' }, value);
  }

  #keep(key: ResourceKey, value: Value | null): void {
    if (this.freshMs > 0) this.#entries.set(nameOf(key), { value, readAt: performance.now() });
  }

  /** Reads several things together; each is under way until then. */
  #read(reader: Reader, keys: readonly ResourceKey[]): void {
    for (const [instanceId, ids] of byInstance(keys)) {
      for (const batch of chunks(ids, idsPerSearch)) {
        const reading = this.#readBatch(reader, instanceId, batch);
        for (const id of batch) {
          const name = nameOf({ instanceId, id });
          const one = reading.then((found) => {
            const result = found.get(id) ?? null;
            if (!(result instanceof Error)) this.#keep({ instanceId, id }, result);
            this.#underWay.delete(name);
            return result;
          });
          this.#underWay.set(name, one);
        }
      }
    }
  }

  /** Never throws: a failure is the result of those whom it befell. */
  async #readBatch(
    reader: Reader,
    instanceId: string,
    ids: readonly string[],
  ): Promise<Map<string, Value | null | Error>> {
    const results = new Map<string, Value | null | Error>();
    const left = () => ids.filter((id) => !results.has(id));
    const collect = (values: readonly Value[]) => {
      for (const value of values) results.set(this.reads.idOf(value) ?? '', value);
    };
    const bulk = async (read: () => Promise<void>) => {
      try {
        await read();
      } catch (error) {
        // Refused, perhaps for the number of conditions: then one by one. Any other failure would befall those too.
        const refused = error instanceof ConnectReadError && error.failure.kind === 'refused';
        if (!refused) for (const id of left()) results.set(id, error as Error);
      }
    };
    const { search, list, describe } = this.reads;
    if (search && ids.length > 1) await bulk(async () => collect(await search(reader, instanceId, ids)));
    if (list && left().length > 1) {
      await bulk(async () => {
        let token: string | undefined;
        for (let page = 0; page < maxListPages && left().length > 0; page++) {
          const answer = await list(reader, instanceId, token);
          collect(answer.values);
          this.learn(instanceId, answer.values);
          token = answer.token;
          if (!token) break;
        }
      });
    }
    await Promise.all(
      left().map(async (id) => {
        results.set(id, await describe(reader, { instanceId, id }).catch((error: Error) => error));
      }),
    );
    return results;
  }
}

/** A Search operation serves as a batch-get; the field's spelling differs between operations. */
function idEquals(fieldName: string) {
  return (id: string) => ({ StringCondition: { FieldName: fieldName, ComparisonType: 'EXACT' as const, Value: id } });
}

const queueReads: DirectoryReads<QueueRecord> = {
  idOf: (queue) => queue.QueueId,
  async describe(reader, { instanceId, id }) {
    return (await reader.readOrNull(describeQueue, { InstanceId: instanceId, QueueId: id }))?.Queue ?? null;
  },
  async search(reader, InstanceId, ids) {
    const SearchCriteria = { OrConditions: ids.map(idEquals('resourceID')) };
    const answer = await reader.read(searchQueues, { InstanceId, MaxResults: ids.length, SearchCriteria });
    return answer.Queues ?? [];
  },
  /** SearchQueues does not know the agents' own. */
  async list(reader, InstanceId, NextToken) {
    const page = { MaxResults: listPageSize, NextToken };
    const answer = await reader.read(listQueues, { InstanceId, QueueTypes: ['AGENT'], ...page });
    const values = answer.QueueSummaryList?.map(({ Id, Arn, Name }) => ({ QueueId: Id, QueueArn: Arn, Name }));
    return { values: values ?? [], token: answer.NextToken };
  },
};

const userReads: DirectoryReads<UserRecord> = {
  idOf: (user) => user.Id,
  async describe(reader, { instanceId, id }) {
    const user = (await reader.readOrNull(describeUser, { InstanceId: instanceId, UserId: id }))?.User;
    return user ? userRecord(user) : null;
  },
  async search(reader, InstanceId, ids) {
    const SearchCriteria = { OrConditions: ids.map(idEquals('resourceId')) };
    const answer = await reader.read(searchUsers, { InstanceId, MaxResults: ids.length, SearchCriteria });
    return (answer.Users ?? []).map(userRecord);
  },
};

/** A user is remembered without phone numbers, addresses and the like. */
export function userRecord({ Id, Arn, Username, IdentityInfo }: UserRecord): UserRecord {
  const { FirstName, LastName } = IdentityInfo ?? {};
  return { Id, Arn, Username, IdentityInfo: { FirstName, LastName } };
}

const contactFlowReads: DirectoryReads<ContactFlowRecord> = {
  idOf: (flow) => flow.Id,
  async describe(reader, { instanceId, id }) {
    const read = async (ContactFlowId: string) =>
      (await reader.readOrNull(describeContactFlow, { InstanceId: instanceId, ContactFlowId }))?.ContactFlow;
    try {
      const flow = await read(id);
      return flow ? flowRecord(flow) : null;
    } catch (error) {
      const { failure } = error as ConnectReadError;
      if (failure?.kind !== 'refused' || failure.exception !== 'ContactFlowNotPublishedException') throw error;
      // A flow that was never published has only its saved version.
      const saved = await read(`${id}:$SAVED`);
      return saved ? flowRecord({ ...saved, Id: id, Status: 'SAVED' }) : null;
    }
  },
  async list(reader, InstanceId, NextToken) {
    const answer = await reader.read(listContactFlows, { InstanceId, MaxResults: listPageSize, NextToken });
    const values = answer.ContactFlowSummaryList?.map(
      ({ Id, Arn, Name, ContactFlowType, ContactFlowState, ContactFlowStatus }) => ({
        ...{ Id, Arn, Name },
        ...{ Type: ContactFlowType, State: ContactFlowState, Status: ContactFlowStatus },
      }),
    );
    return { values: values ?? [], token: answer.NextToken };
  },
};

/** A flow is remembered without its content. */
function flowRecord({ Id, Arn, Name, Type, State, Status }: ContactFlowRecord): ContactFlowRecord {
  return { Id, Arn, Name, Type, State, Status };
}

const nameOf = ({ instanceId, id }: ResourceKey) => `${instanceId}/${id}`;

function byInstance(keys: readonly ResourceKey[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { instanceId, id } of keys) groups.set(instanceId, [...(groups.get(instanceId) ?? []), id]);
  return groups;
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

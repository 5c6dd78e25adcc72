import type {
  AssociatedContactSummary,
  Contact,
  ContactFlow,
  Instance,
  Queue,
  QueueSearchCriteria,
  User,
  UserSearchCriteria,
} from '@aws-sdk/client-connect';
import DataLoader from 'dataloader';
import { ConnectReadError } from './read-error.js';
import {
  describeContact,
  describeContactFlow,
  describeInstance,
  describeQueue,
  describeUser,
  listAssociatedContacts,
  searchQueues,
  searchUsers,
} from './reads.js';
import type { ConnectSession } from './session.js';

/** A resource of an instance. */
export interface ResourceKey {
  readonly instanceId: string;
  readonly id: string;
}

/** What the gateway uses of a user: SearchUsers and DescribeUser both hold it. */
export type UserRecord = Pick<User, 'Id' | 'Arn' | 'Username' | 'IdentityInfo'>;

/** Search operations take this many conditions at once; how many the service really allows is not documented. */
const conditionsPerSearch = 100;
/** A chain has 12 contacts at most; what else is associated with it is beyond this not looked at. */
const maxAssociatedPages = 10;
/** Pauses, in milliseconds, before a contact that was just made is looked for again: Connect's reads lag behind. */
const freshContactPausesMs = [100, 300];

/** One request's reads of single things: each thing is read at most once, things wanted together in one call. */
export class Loaders {
  readonly contact: DataLoader<ResourceKey, Contact | null, string>;
  readonly chain: DataLoader<ResourceKey, readonly AssociatedContactSummary[], string>;
  readonly queue: DataLoader<ResourceKey, Queue | null, string>;
  readonly user: DataLoader<ResourceKey, UserRecord | null, string>;
  readonly contactFlow: DataLoader<ResourceKey, ContactFlow | null, string>;
  readonly instance: DataLoader<string, Instance | null>;

  constructor(session: ConnectSession) {
    const each = <Key, Value>(read: (key: Key) => Promise<Value>) => {
      return (keys: readonly Key[]) => Promise.all(keys.map((key) => read(key).catch((error: Error) => error)));
    };
    const byKey = { cacheKeyFn: ({ instanceId, id }: ResourceKey) => `${instanceId}/${id}` };
    this.contact = new DataLoader(
      each((key) => readContact(session, key)),
      byKey,
    );
    this.chain = new DataLoader(
      each((key) => readChain(session, key)),
      byKey,
    );
    this.queue = new DataLoader((keys) => inBulk(session, keys, queueReads), byKey);
    this.user = new DataLoader((keys) => inBulk(session, keys, userReads), byKey);
    this.contactFlow = new DataLoader(
      each((key) => readContactFlow(session, key)),
      byKey,
    );
    this.instance = new DataLoader(each((id) => readInstance(session, id)));
  }
}

async function readContact(session: ConnectSession, { instanceId, id }: ResourceKey): Promise<Contact | null> {
  const read = () => session.readOrNull(describeContact, { InstanceId: instanceId, ContactId: id });
  let answer = await read();
  if (!answer && session.madeHere(instanceId, id)) {
    for (const pauseMs of freshContactPausesMs) {
      if (answer || !(await session.scope.deadline.wait(pauseMs))) break;
      answer = await read();
    }
  }
  session.instances.learnFrom(answer?.Contact?.Arn);
  return answer?.Contact ?? null;
}

/** All contacts that share the chain of the given one, oldest first. */
async function readChain(
  session: ConnectSession,
  { instanceId, id }: ResourceKey,
): Promise<AssociatedContactSummary[]> {
  const contacts: AssociatedContactSummary[] = [];
  let token: string | undefined;
  for (let page = 0; page < maxAssociatedPages; page++) {
    const answer = await session.readOrNull(listAssociatedContacts, {
      InstanceId: instanceId,
      ContactId: id,
      MaxResults: 100,
      NextToken: token,
    });
    contacts.push(...(answer?.ContactSummaryList ?? []));
    token = answer?.NextToken;
    if (!token) break;
  }
  const chainOf = (contact: AssociatedContactSummary) => contact.InitialContactId ?? contact.ContactId;
  const own = contacts.find((contact) => contact.ContactId === id);
  const startedAt = (contact: AssociatedContactSummary) => contact.InitiationTimestamp?.getTime() ?? 0;
  return contacts
    .filter((contact) => own && chainOf(contact) === chainOf(own))
    .sort((one, other) => startedAt(one) - startedAt(other));
}

async function readContactFlow(session: ConnectSession, { instanceId, id }: ResourceKey): Promise<ContactFlow | null> {
  const read = (ContactFlowId: string) =>
    session.readOrNull(describeContactFlow, { InstanceId: instanceId, ContactFlowId });
  try {
    return (await read(id))?.ContactFlow ?? null;
  } catch (error) {
    const { failure } = error as ConnectReadError;
    if (failure?.kind !== 'refused' || failure.exception !== 'ContactFlowNotPublishedException') throw error;
    // A flow that was never published has only its saved version.
    const saved = (await read(`${id}:$SAVED`))?.ContactFlow;
    return saved ? { ...saved, Id: id, Status: 'SAVED' } : null;
  }
}

async function readInstance(session: ConnectSession, id: string): Promise<Instance | null> {
  const answer = await session.readOrNull(describeInstance, { InstanceId: id });
  session.instances.learnFrom(answer?.Instance?.Arn);
  return answer?.Instance ?? null;
}

/** How a kind of resource is read: many by a search, one by itself. */
interface BulkReads<Value> {
  search(session: ConnectSession, instanceId: string, ids: readonly string[]): Promise<Value[]>;
  describe(session: ConnectSession, key: ResourceKey): Promise<Value | null>;
  idOf(value: Value): string | undefined;
}

const queueReads: BulkReads<Queue> = {
  async search(session, InstanceId, ids) {
    const OrConditions = ids.map(idEquals('resourceID')) satisfies QueueSearchCriteria[];
    const answer = await session.read(searchQueues, {
      InstanceId,
      MaxResults: ids.length,
      SearchCriteria: { OrConditions },
    });
    return answer.Queues ?? [];
  },
  async describe(session, { instanceId, id }) {
    return (await session.readOrNull(describeQueue, { InstanceId: instanceId, QueueId: id }))?.Queue ?? null;
  },
  idOf: (queue) => queue.QueueId,
};

const userReads: BulkReads<UserRecord> = {
  async search(session, InstanceId, ids) {
    const OrConditions = ids.map(idEquals('resourceId')) satisfies UserSearchCriteria[];
    const answer = await session.read(searchUsers, {
      InstanceId,
      MaxResults: ids.length,
      SearchCriteria: { OrConditions },
    });
    return answer.Users ?? [];
  },
  async describe(session, { instanceId, id }) {
    return (await session.readOrNull(describeUser, { InstanceId: instanceId, UserId: id }))?.User ?? null;
  },
  idOf: (user) => user.Id,
};

/** A Search operation serves as a batch-get; the field's spelling differs between operations. */
function idEquals(fieldName: string) {
  return (id: string) => ({ StringCondition: { FieldName: fieldName, ComparisonType: 'EXACT' as const, Value: id } });
}

/**
 * Reads what was asked for together: one Describe for one, a search for several. What the search does not know (an
 * agent's own queue, something just made) is described by itself, so that a failure stays with the thing it befell.
 */
async function inBulk<Value>(
  session: ConnectSession,
  keys: readonly ResourceKey[],
  reads: BulkReads<Value>,
): Promise<(Value | null | Error)[]> {
  const results = new Map<string, Value | Error>();
  const instanceIds = new Set(keys.map(({ instanceId }) => instanceId));
  const batches = [...instanceIds].flatMap((instanceId) => {
    const ids = keys.filter((key) => key.instanceId === instanceId).map(({ id }) => id);
    return chunks(ids, conditionsPerSearch).map((batch) => ({ instanceId, batch }));
  });
  await Promise.all(
    batches.map(async ({ instanceId, batch }) => {
      if (batch.length === 1) return;
      try {
        const values = await reads.search(session, instanceId, batch);
        for (const value of values) results.set(`${instanceId}/${reads.idOf(value)}`, value);
      } catch (error) {
        // Refused, perhaps for the number of conditions: then one by one. Any other failure would befall those too.
        const refused = error instanceof ConnectReadError && error.failure.kind === 'refused';
        if (!refused) for (const id of batch) results.set(`${instanceId}/${id}`, error as Error);
      }
    }),
  );
  return Promise.all(
    keys.map((key) => {
      const result = results.get(`${key.instanceId}/${key.id}`);
      return result ?? reads.describe(session, key).catch((error: Error) => error);
    }),
  );
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

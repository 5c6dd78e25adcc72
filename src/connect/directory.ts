import type { ContactFlow, Queue } from '@aws-sdk/client-connect';
import type { ConnectReadError } from './read-error.js';
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
import { type LookUp, type ResourceKey, Shelf, type ShelfReads } from './shelf.js';

export type { ResourceKey };

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

/** Milliseconds for which a page of a list of such things serves other requests too. */
export const directoryListSharedMs = 30_000;
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

/** A Search operation serves as a batch-get; the field's spelling differs between operations. */
function idEquals(fieldName: string) {
  return (id: string) => ({ StringCondition: { FieldName: fieldName, ComparisonType: 'EXACT' as const, Value: id } });
}

export const queueLookUp: LookUp = {
  search: searchQueues.name,
  list: listQueues.name,
  describe: describeQueue.name,
};

const queueReads: ShelfReads<QueueRecord> = {
  idOf: (queue) => queue.QueueId,
  async describe(reader, { instanceId, id }) {
    return (await reader.readOrNull(describeQueue, { InstanceId: instanceId, QueueId: id }))?.Queue ?? null;
  },
  async search(reader, InstanceId, ids) {
    const SearchCriteria = { OrConditions: ids.map(idEquals('resourceID')) };
    const answer = await reader.read(searchQueues, { InstanceId, MaxResults: ids.length, SearchCriteria });
    return { values: answer.Queues ?? [], token: answer.NextToken };
  },
  /** SearchQueues does not know the agents' own. */
  async list(reader, InstanceId, NextToken) {
    const page = { MaxResults: listPageSize, NextToken };
    const answer = await reader.read(listQueues, { InstanceId, QueueTypes: ['AGENT'], ...page });
    const values = answer.QueueSummaryList?.map(({ Id, Arn, Name }) => ({ QueueId: Id, QueueArn: Arn, Name }));
    return { values: values ?? [], token: answer.NextToken };
  },
};

export const userLookUp: LookUp = { search: searchUsers.name, describe: describeUser.name };

const userReads: ShelfReads<UserRecord> = {
  idOf: (user) => user.Id,
  async describe(reader, { instanceId, id }) {
    const user = (await reader.readOrNull(describeUser, { InstanceId: instanceId, UserId: id }))?.User;
    return user ? userRecord(user) : null;
  },
  async search(reader, InstanceId, ids) {
    const SearchCriteria = { OrConditions: ids.map(idEquals('resourceId')) };
    const answer = await reader.read(searchUsers, { InstanceId, MaxResults: ids.length, SearchCriteria });
    return { values: (answer.Users ?? []).map(userRecord), token: answer.NextToken };
  },
};

/** A user is remembered without phone numbers, addresses and the like. */
export function userRecord({ Id, Arn, Username, IdentityInfo }: UserRecord): UserRecord {
  const { FirstName, LastName } = IdentityInfo ?? {};
  return { Id, Arn, Username, IdentityInfo: { FirstName, LastName } };
}

/** A flow that was never published takes two Describes. */
export const contactFlowLookUp: LookUp = {
  list: listContactFlows.name,
  describe: describeContactFlow.name,
  describesEach: 2,
};

const contactFlowReads: ShelfReads<ContactFlowRecord> = {
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

import type { RoutingProfile, User } from '@aws-sdk/client-connect';
import type { ConnectReadError } from '../../errors/read-error.js';
import type { ResourceKey } from '../../ids/resource-key.js';
import {
  describeAgentStatus,
  describeContactFlow,
  describeHoursOfOperation,
  describeQueue,
  describeQuickConnect,
  describeRoutingProfile,
  describeUser,
  describeUserHierarchyGroup,
  getTaskTemplate,
  listContactFlows,
  listQueues,
  searchAgentStatuses,
  searchHoursOfOperations,
  searchQueues,
  searchQuickConnects,
  searchRoutingProfiles,
  searchUsers,
} from '../reads/read-operations.js';
import type { Reader } from '../reads/reader.js';
import {
  type AgentStatusRecord,
  type ContactFlowRecord,
  flowRecord,
  type HierarchyGroupRecord,
  type HoursOfOperationRecord,
  type QueueRecord,
  type QuickConnectRecord,
  quickConnectRecord,
  type RoutingProfileRecord,
  type TaskTemplateRecord,
  type UserRecord,
  userRecord,
} from './directory-records.js';
import type { RecordReads } from './record-cache.js';

const listPageSize = 1_000;

/**
 * Returns the input of a Search operation that reads resources by their ids. The spelling of the id field differs
 * between operations.
 */
function searchFor(InstanceId: string, ids: readonly string[], FieldName = 'resourceID') {
  const OrConditions = ids.map((Value) => ({
    StringCondition: { FieldName, ComparisonType: 'EXACT' as const, Value },
  }));
  return { InstanceId, MaxResults: ids.length, SearchCriteria: { OrConditions } };
}

export const queueReads: RecordReads<QueueRecord> = {
  idOf: (queue) => queue.QueueId,
  async describe(reader, { instanceId, id }) {
    return (await reader.readOrNull(describeQueue, { InstanceId: instanceId, QueueId: id }))?.Queue ?? null;
  },
  async search(reader, instanceId, ids) {
    const output = await reader.read(searchQueues, searchFor(instanceId, ids));
    return { values: output.Queues ?? [], token: output.NextToken };
  },
  /** Lists the queues of agents, which SearchQueues does not return. */
  async list(reader, InstanceId, NextToken) {
    const page = { MaxResults: listPageSize, NextToken };
    const output = await reader.read(listQueues, { InstanceId, QueueTypes: ['AGENT'], ...page });
    const values = output.QueueSummaryList?.map(({ Id, Arn, Name }) => ({ QueueId: Id, QueueArn: Arn, Name }));
    return { values: values ?? [], token: output.NextToken };
  },
};

export const userReads: RecordReads<UserRecord> = {
  idOf: (user) => user.Id,
  async describe(reader, key) {
    const user = await readUser(reader, key);
    return user && userRecord(user, 1);
  },
  async search(reader, instanceId, ids) {
    const output = await reader.read(searchUsers, searchFor(instanceId, ids, 'resourceId'));
    return { values: (output.Users ?? []).map((user) => userRecord(user, 0.001)), token: output.NextToken };
  },
};

export const contactFlowReads: RecordReads<ContactFlowRecord> = {
  idOf: (flow) => flow.Id,
  async describe(reader, key) {
    const flow = await readFlow(reader, key);
    return flow && flowRecord(flow);
  },
  async list(reader, InstanceId, NextToken) {
    const output = await reader.read(listContactFlows, { InstanceId, MaxResults: listPageSize, NextToken });
    const values = output.ContactFlowSummaryList?.map(
      ({ Id, Arn, Name, ContactFlowType, ContactFlowState, ContactFlowStatus }) => ({
        ...{ Id, Arn, Name },
        ...{ Type: ContactFlowType, State: ContactFlowState, Status: ContactFlowStatus },
      }),
    );
    return { values: values ?? [], token: output.NextToken };
  },
};

/** Reads a user with the members that are not cached. @throws ConnectReadError */
export async function readUser(reader: Reader, { instanceId, id }: ResourceKey): Promise<User | null> {
  return (await reader.readOrNull(describeUser, { InstanceId: instanceId, UserId: id }))?.User ?? null;
}

/** Reads a routing profile with all its members. @throws ConnectReadError */
export async function readRoutingProfile(
  reader: Reader,
  { instanceId, id }: ResourceKey,
): Promise<RoutingProfile | null> {
  const key = { InstanceId: instanceId, RoutingProfileId: id };
  return (await reader.readOrNull(describeRoutingProfile, key))?.RoutingProfile ?? null;
}

/** Reads a flow with its content, published or only saved. @throws ConnectReadError */
export async function readFlow(reader: Reader, { instanceId, id }: ResourceKey) {
  const read = async (ContactFlowId: string) =>
    (await reader.readOrNull(describeContactFlow, { InstanceId: instanceId, ContactFlowId }))?.ContactFlow ?? null;
  try {
    return await read(id);
  } catch (error) {
    const { failure } = error as ConnectReadError;
    if (failure?.kind !== 'refused' || failure.exception !== 'ContactFlowNotPublishedException') throw error;
    // A flow that was never published has only its saved version.
    const saved = await read(`${id}:$SAVED`);
    return saved && { ...saved, Id: id, Status: 'SAVED' as const };
  }
}

export const routingProfileReads: RecordReads<RoutingProfileRecord> = {
  idOf: (profile) => profile.RoutingProfileId,
  describe: readRoutingProfile,
  async search(reader, instanceId, ids) {
    const output = await reader.read(searchRoutingProfiles, searchFor(instanceId, ids));
    return { values: output.RoutingProfiles ?? [], token: output.NextToken };
  },
};

export const quickConnectReads: RecordReads<QuickConnectRecord> = {
  idOf: (quickConnect) => quickConnect.QuickConnectId,
  async describe(reader, { instanceId, id }) {
    const output = await reader.readOrNull(describeQuickConnect, { InstanceId: instanceId, QuickConnectId: id });
    return output?.QuickConnect ? quickConnectRecord(output.QuickConnect) : null;
  },
  async search(reader, instanceId, ids) {
    const output = await reader.read(searchQuickConnects, searchFor(instanceId, ids));
    return { values: (output.QuickConnects ?? []).map(quickConnectRecord), token: output.NextToken };
  },
};

export const hoursOfOperationReads: RecordReads<HoursOfOperationRecord> = {
  idOf: (hours) => hours.HoursOfOperationId,
  async describe(reader, { instanceId, id }) {
    const key = { InstanceId: instanceId, HoursOfOperationId: id };
    return (await reader.readOrNull(describeHoursOfOperation, key))?.HoursOfOperation ?? null;
  },
  async search(reader, instanceId, ids) {
    const output = await reader.read(searchHoursOfOperations, searchFor(instanceId, ids));
    return { values: output.HoursOfOperations ?? [], token: output.NextToken };
  },
};

export const agentStatusReads: RecordReads<AgentStatusRecord> = {
  idOf: (status) => status.AgentStatusId,
  async describe(reader, { instanceId, id }) {
    const key = { InstanceId: instanceId, AgentStatusId: id };
    return (await reader.readOrNull(describeAgentStatus, key))?.AgentStatus ?? null;
  },
  async search(reader, instanceId, ids) {
    const output = await reader.read(searchAgentStatuses, searchFor(instanceId, ids));
    return { values: output.AgentStatuses ?? [], token: output.NextToken };
  },
};

/** Reads task templates one by one: Connect has no search for them, and lists return only some of the members. */
export const taskTemplateReads: RecordReads<TaskTemplateRecord> = {
  idOf: (template) => template.Id,
  describe: (reader, { instanceId, id }) =>
    reader.readOrNull(getTaskTemplate, { InstanceId: instanceId, TaskTemplateId: id }),
};

/** Reads hierarchy groups one by one, without SearchUserHierarchyGroups. Lists return only some of the members. */
export const hierarchyGroupReads: RecordReads<HierarchyGroupRecord> = {
  idOf: (group) => group.Id,
  async describe(reader, { instanceId, id }) {
    const key = { InstanceId: instanceId, HierarchyGroupId: id };
    return (await reader.readOrNull(describeUserHierarchyGroup, key))?.HierarchyGroup ?? null;
  },
};

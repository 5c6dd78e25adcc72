import type { ResourceKey } from '../../ids/resource-key.js';
import type { ChangedKind } from '../calls/operation.js';
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
  agentStatusReads,
  contactFlowReads,
  hierarchyGroupReads,
  hoursOfOperationReads,
  queueReads,
  quickConnectReads,
  routingProfileReads,
  taskTemplateReads,
  userReads,
} from './directory-reads.js';
import type {
  AgentStatusRecord,
  ContactFlowRecord,
  HierarchyGroupRecord,
  HoursOfOperationRecord,
  QueueRecord,
  QuickConnectRecord,
  RoutingProfileRecord,
  TaskTemplateRecord,
  UserRecord,
} from './directory-records.js';
import { type RecordAges, RecordCache, type RecordLookup, type RecordReads } from './record-cache.js';

/** Maximum time for which requests share a page of a directory list, in milliseconds. */
const longestListSharedMs = 30_000;

/** The record of each kind of resource, by the kind's name in ids/arn.ts. */
export interface DirectoryRecords {
  readonly queue: QueueRecord;
  readonly user: UserRecord;
  readonly contactFlow: ContactFlowRecord;
  readonly routingProfile: RoutingProfileRecord;
  readonly quickConnect: QuickConnectRecord;
  readonly hoursOfOperation: HoursOfOperationRecord;
  readonly agentStatus: AgentStatusRecord;
  readonly taskTemplate: TaskTemplateRecord;
  readonly hierarchyGroup: HierarchyGroupRecord;
}
export type DirectoryKind = keyof DirectoryRecords;

type RecordCaches = { readonly [Kind in DirectoryKind]: RecordCache<DirectoryRecords[Kind]> };

/**
 * Caches of the resources that an administrator sets up. Connect allows only two calls per second of most Describe and
 * Search operations, so records are read in bulk and cached. Records that are not cached are read at once. Stale
 * records are served while they are reloaded (stale-while-revalidate). Requests share reads in flight.
 */
export class Directory implements RecordCaches {
  /** Milliseconds for which a cached record is fresh. */
  readonly freshMs: number;
  /** Milliseconds for which requests share a page of a directory list. */
  readonly listSharedMs: number;
  readonly queue: RecordCache<QueueRecord>;
  readonly user: RecordCache<UserRecord>;
  readonly contactFlow: RecordCache<ContactFlowRecord>;
  readonly routingProfile: RecordCache<RoutingProfileRecord>;
  readonly quickConnect: RecordCache<QuickConnectRecord>;
  readonly hoursOfOperation: RecordCache<HoursOfOperationRecord>;
  readonly agentStatus: RecordCache<AgentStatusRecord>;
  readonly taskTemplate: RecordCache<TaskTemplateRecord>;
  readonly hierarchyGroup: RecordCache<HierarchyGroupRecord>;

  /**
   * @param ages Ages up to which cached records are served.
   * @param background Creates a reader for background refreshes.
   */
  constructor(ages: RecordAges, background: () => Reader) {
    this.freshMs = ages.freshMs;
    this.listSharedMs = Math.min(longestListSharedMs, ages.freshMs);
    const cacheOf = <Value extends object>(reads: RecordReads<Value>) => new RecordCache(reads, ages, background);
    this.queue = cacheOf(queueReads);
    this.user = cacheOf(userReads);
    this.contactFlow = cacheOf(contactFlowReads);
    this.routingProfile = cacheOf(routingProfileReads);
    this.quickConnect = cacheOf(quickConnectReads);
    this.hoursOfOperation = cacheOf(hoursOfOperationReads);
    this.agentStatus = cacheOf(agentStatusReads);
    this.taskTemplate = cacheOf(taskTemplateReads);
    this.hierarchyGroup = cacheOf(hierarchyGroupReads);
  }

  /** Removes the record of a changed resource. Kinds that the directory does not cache are ignored. */
  invalidate(kind: ChangedKind, key: ResourceKey): void {
    if (Object.hasOwn(lookUps, kind)) this[kind as DirectoryKind].invalidate(key);
  }
}

/** Operations that look up a resource of each kind. A flow that was never published needs two Describes. */
export const lookUps: Readonly<Record<DirectoryKind, RecordLookup>> = {
  queue: { search: searchQueues.name, list: listQueues.name, describe: describeQueue.name },
  user: { search: searchUsers.name, describe: describeUser.name },
  contactFlow: { list: listContactFlows.name, describe: describeContactFlow.name, describesEach: 2 },
  routingProfile: { search: searchRoutingProfiles.name, describe: describeRoutingProfile.name },
  quickConnect: { search: searchQuickConnects.name, describe: describeQuickConnect.name },
  hoursOfOperation: { search: searchHoursOfOperations.name, describe: describeHoursOfOperation.name },
  agentStatus: { search: searchAgentStatuses.name, describe: describeAgentStatus.name },
  taskTemplate: { describe: getTaskTemplate.name },
  hierarchyGroup: { describe: describeUserHierarchyGroup.name },
};

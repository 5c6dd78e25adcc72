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
import { RecordCache, type RecordLookup, type RecordReads } from './record-cache.js';

/** Milliseconds for which a page of a list of such things serves other requests too, at most. */
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

type Shelves = { readonly [Kind in DirectoryKind]: RecordCache<DirectoryRecords[Kind]> };

/**
 * What an administrator sets up in the instances, read in bulk and remembered, since Connect allows but two of most of
 * these calls a second. What is not known is read at once, what is old is served and read anew behind it, and what is
 * being read for one request is waited for by the others.
 */
export class Directory implements Shelves {
  /** Milliseconds for which a page of a list of such things serves other requests too. */
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
   * @param freshMs Milliseconds for which a record is taken as it is; all of it changes by an administrator's hand. With
   *   0 nothing is remembered.
   * @param background Makes a reader for reads that nobody waits for.
   */
  constructor(freshMs: number, background: () => Reader) {
    this.listSharedMs = Math.min(longestListSharedMs, freshMs);
    const shelf = <Value extends object>(reads: RecordReads<Value>) => new RecordCache(reads, freshMs, background);
    this.queue = shelf(queueReads);
    this.user = shelf(userReads);
    this.contactFlow = shelf(contactFlowReads);
    this.routingProfile = shelf(routingProfileReads);
    this.quickConnect = shelf(quickConnectReads);
    this.hoursOfOperation = shelf(hoursOfOperationReads);
    this.agentStatus = shelf(agentStatusReads);
    this.taskTemplate = shelf(taskTemplateReads);
    this.hierarchyGroup = shelf(hierarchyGroupReads);
  }
}

/** The calls that looking up a resource of each kind takes. A flow that was never published takes two Describes. */
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

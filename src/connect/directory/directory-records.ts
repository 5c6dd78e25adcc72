import type {
  AgentStatus,
  ContactFlow,
  GetTaskTemplateCommandOutput,
  HierarchyGroup,
  HoursOfOperation,
  Queue,
  QuickConnect,
  QuickConnectType,
  RoutingProfile,
  User,
  UserSearchSummary,
} from '@aws-sdk/client-connect';

/** A queue. An agent's queue from a list has only its id and ARN. */
export type QueueRecord = Queue;

/**
 * Members of a user that both SearchUsers and DescribeUser return, without phone numbers and email addresses, which are
 * not cached. The time limit of after-contact work is in seconds.
 */
export type UserRecord = Pick<
  UserSearchSummary,
  | 'Id'
  | 'Arn'
  | 'Username'
  | 'IdentityInfo'
  | 'PhoneConfig'
  | 'DirectoryUserId'
  | 'SecurityProfileIds'
  | 'RoutingProfileId'
  | 'HierarchyGroupId'
  | 'Tags'
>;

/**
 * Makes a user record.
 * @param secondsPerUnit Seconds per unit of the time limit of after-contact work: SearchUsers returns milliseconds,
 *   DescribeUser seconds.
 */
export function userRecord(user: User | UserSearchSummary, secondsPerUnit: number): UserRecord {
  const { Id, Arn, Username, DirectoryUserId, SecurityProfileIds, RoutingProfileId, HierarchyGroupId, Tags } = user;
  const { FirstName, LastName } = user.IdentityInfo ?? {};
  const { PhoneType, AutoAccept, AfterContactWorkTimeLimit: limit, PersistentConnection } = user.PhoneConfig ?? {};
  const AfterContactWorkTimeLimit = limit === undefined ? undefined : Math.round(limit * secondsPerUnit);
  return {
    ...{ Id, Arn, Username, DirectoryUserId, SecurityProfileIds, RoutingProfileId, HierarchyGroupId, Tags },
    IdentityInfo: { FirstName, LastName },
    PhoneConfig: user.PhoneConfig && { PhoneType, AutoAccept, AfterContactWorkTimeLimit, PersistentConnection },
  };
}

/** Members of a flow that both ListContactFlows and DescribeContactFlow return. */
export type ContactFlowRecord = Pick<ContactFlow, 'Id' | 'Arn' | 'Name' | 'Type' | 'State' | 'Status'>;

/** Makes a flow record, without the flow's content. */
export function flowRecord({ Id, Arn, Name, Type, State, Status }: ContactFlowRecord): ContactFlowRecord {
  return { Id, Arn, Name, Type, State, Status };
}

/** Members of a routing profile that both SearchRoutingProfiles and DescribeRoutingProfile return. */
export type RoutingProfileRecord = Pick<
  RoutingProfile,
  | 'RoutingProfileId'
  | 'RoutingProfileArn'
  | 'Name'
  | 'Description'
  | 'MediaConcurrencies'
  | 'DefaultOutboundQueueId'
  | 'Tags'
  | 'NumberOfAssociatedQueues'
  | 'NumberOfAssociatedManualAssignmentQueues'
  | 'NumberOfAssociatedUsers'
  | 'IsDefault'
>;

/** A quick connect with its type as a separate member, because lists return the type without the config. */
export type QuickConnectRecord = QuickConnect & { QuickConnectType?: QuickConnectType };

export function quickConnectRecord(quickConnect: QuickConnect): QuickConnectRecord {
  return { ...quickConnect, QuickConnectType: quickConnect.QuickConnectConfig?.QuickConnectType };
}

export type HoursOfOperationRecord = HoursOfOperation;
export type AgentStatusRecord = AgentStatus;
export type HierarchyGroupRecord = HierarchyGroup;
export type TaskTemplateRecord = Omit<GetTaskTemplateCommandOutput, '$metadata'>;

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

/** A queue; an agent's own has but its id and ARN when it comes from a list. */
export type QueueRecord = Queue;

/**
 * What a search shows of a user and a Describe too, but for phone numbers and addresses, which are not remembered. The
 * time for after-contact work is in seconds.
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

/** @param secondsPerUnit Of the time limit of after-contact work, which SearchUsers gives in milliseconds. */
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

/** Members of a flow that both lists and Describes show. */
export type ContactFlowRecord = Pick<ContactFlow, 'Id' | 'Arn' | 'Name' | 'Type' | 'State' | 'Status'>;

/** A flow is remembered without its content. */
export function flowRecord({ Id, Arn, Name, Type, State, Status }: ContactFlowRecord): ContactFlowRecord {
  return { Id, Arn, Name, Type, State, Status };
}

/** Members of a routing profile that both searches and Describes show. */
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

/** The type stands beside the config, as a list shows it without one. */
export type QuickConnectRecord = QuickConnect & { QuickConnectType?: QuickConnectType };

export function quickConnectRecord(quickConnect: QuickConnect): QuickConnectRecord {
  return { ...quickConnect, QuickConnectType: quickConnect.QuickConnectConfig?.QuickConnectType };
}

export type HoursOfOperationRecord = HoursOfOperation;
export type AgentStatusRecord = AgentStatus;
export type HierarchyGroupRecord = HierarchyGroup;
export type TaskTemplateRecord = Omit<GetTaskTemplateCommandOutput, '$metadata'>;

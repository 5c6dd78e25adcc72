import type {
  Instance as ConnectInstance,
  Queue as ConnectQueue,
  QuickConnect as ConnectQuickConnect,
  User as ConnectUser,
  ContactFlow,
  ContactFlowSummary,
  InstanceSummary,
  QueueSummary,
  QuickConnectConfig,
  QuickConnectSummary,
  UserSearchSummary,
  UserSummary,
} from '@aws-sdk/client-connect';
import type { Flow, Instance, Queue, QuickConnect, User } from '../world/entities.js';
import { dateOf } from './date.js';

export function describeQueue(queue: Queue, region: string): ConnectQueue {
  return {
    QueueId: queue.id,
    QueueArn: queue.arn,
    Name: queue.name,
    Description: queue.description,
    HoursOfOperationId: queue.hoursOfOperationId,
    MaxContacts: queue.maxContacts,
    Status: queue.status,
    Tags: queue.tags,
    LastModifiedTime: dateOf(queue.modifiedAt),
    LastModifiedRegion: region,
  };
}

export function summarizeQueue(queue: Queue, region: string): QueueSummary {
  return {
    Id: queue.id,
    Arn: queue.arn,
    Name: queue.name,
    QueueType: queue.type,
    LastModifiedTime: dateOf(queue.modifiedAt),
    LastModifiedRegion: region,
  };
}

/** DescribeUser gives AfterContactWorkTimeLimit in seconds. */
export function describeUser(user: User, region: string): ConnectUser {
  return {
    ...searchedUser(user),
    IdentityInfo: { FirstName: user.firstName, LastName: user.lastName, Email: user.email },
    PhoneConfig: phoneConfig(user, user.afterContactWorkSeconds),
    LastModifiedTime: dateOf(user.modifiedAt),
    LastModifiedRegion: region,
  };
}

/** SearchUsers gives AfterContactWorkTimeLimit in milliseconds, and no email. */
export function searchedUser(user: User): UserSearchSummary {
  return {
    Id: user.id,
    Arn: user.arn,
    Username: user.username,
    IdentityInfo: { FirstName: user.firstName, LastName: user.lastName },
    PhoneConfig: phoneConfig(user, user.afterContactWorkSeconds * 1000),
    RoutingProfileId: user.routingProfileId,
    SecurityProfileIds: [...user.securityProfileIds],
    HierarchyGroupId: user.hierarchyGroupId,
    Tags: user.tags,
  };
}

export function summarizeUser(user: User, region: string): UserSummary {
  return {
    Id: user.id,
    Arn: user.arn,
    Username: user.username,
    LastModifiedTime: dateOf(user.modifiedAt),
    LastModifiedRegion: region,
  };
}

export function describeFlow(flow: Flow, region: string): ContactFlow {
  return {
    Id: flow.id,
    Arn: flow.arn,
    Name: flow.name,
    Type: flow.type,
    State: flow.state,
    Status: flow.status,
    Description: flow.description,
    Content: flow.content,
    Tags: flow.tags,
    Version: flow.version,
    LastModifiedTime: dateOf(flow.modifiedAt),
    LastModifiedRegion: region,
  };
}

export function summarizeFlow(flow: Flow): ContactFlowSummary {
  return {
    Id: flow.id,
    Arn: flow.arn,
    Name: flow.name,
    ContactFlowType: flow.type,
    ContactFlowState: flow.state,
    ContactFlowStatus: flow.status,
  };
}

export function describeQuickConnect(quickConnect: QuickConnect, region: string): ConnectQuickConnect {
  return {
    QuickConnectId: quickConnect.id,
    QuickConnectARN: quickConnect.arn,
    Name: quickConnect.name,
    Description: quickConnect.description,
    QuickConnectConfig: quickConnectConfig(quickConnect),
    Tags: quickConnect.tags,
    LastModifiedTime: dateOf(quickConnect.modifiedAt),
    LastModifiedRegion: region,
  };
}

export function summarizeQuickConnect(quickConnect: QuickConnect, region: string): QuickConnectSummary {
  return {
    Id: quickConnect.id,
    Arn: quickConnect.arn,
    Name: quickConnect.name,
    QuickConnectType: quickConnect.type,
    LastModifiedTime: dateOf(quickConnect.modifiedAt),
    LastModifiedRegion: region,
  };
}

export function summarizeInstance(instance: Instance): InstanceSummary {
  return {
    Id: instance.id,
    Arn: instance.arn,
    IdentityManagementType: 'CONNECT_MANAGED',
    InstanceAlias: instance.alias,
    CreatedTime: dateOf(instance.createdAt),
    ServiceRole: `arn:aws:iam::${instance.account}:role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect`,
    InstanceStatus: 'ACTIVE',
    InboundCallsEnabled: true,
    OutboundCallsEnabled: true,
    InstanceAccessUrl: `https://${instance.alias}.my.connect.aws`,
  };
}

export function describeInstance(instance: Instance): ConnectInstance {
  return { ...summarizeInstance(instance), Tags: {} };
}

function phoneConfig(user: User, afterContactWorkTimeLimit: number): ConnectUser['PhoneConfig'] {
  return {
    PhoneType: 'SOFT_PHONE',
    AutoAccept: user.autoAccept,
    AfterContactWorkTimeLimit: afterContactWorkTimeLimit,
  };
}

function quickConnectConfig({ type, userId, queueId, flowId, phoneNumber }: QuickConnect): QuickConnectConfig {
  return {
    QuickConnectType: type,
    UserConfig: type === 'USER' ? { UserId: userId, ContactFlowId: flowId } : undefined,
    QueueConfig: type === 'QUEUE' ? { QueueId: queueId, ContactFlowId: flowId } : undefined,
    PhoneConfig: type === 'PHONE_NUMBER' ? { PhoneNumber: phoneNumber } : undefined,
    FlowConfig: type === 'FLOW' ? { ContactFlowId: flowId } : undefined,
  };
}

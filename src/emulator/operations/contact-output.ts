import type {
  AssociatedContactSummary,
  Contact as ConnectContact,
  ContactSearchSummary,
  ContactSearchSummarySegmentAttributeValue,
} from '@aws-sdk/client-connect';
import type { Contact } from '../world/entities.js';
import type { InstanceState } from '../world/instance-state.js';
import { dateOf } from './date.js';

/** SystemEndpoint is not populated for these (DescribeContact's documentation). */
const withoutSystemEndpoint: ReadonlySet<string> = new Set(['MONITOR', 'QUEUE_TRANSFER', 'CALLBACK']);

/** A contact as DescribeContact shows it. */
export function describe(contact: Contact, { contacts, directory, instance }: InstanceState): ConnectContact {
  const template =
    contact.taskTemplateId === undefined ? undefined : directory.taskTemplates.get(contact.taskTemplateId);
  return {
    Arn: contact.arn,
    Id: contact.id,
    InitialContactId: contact.initialContactId,
    PreviousContactId: contact.previousContactId,
    ContactAssociationId: contact.contactAssociationId,
    RelatedContactId: contact.relatedContactId,
    InitiationMethod: contact.initiationMethod,
    Name: contact.name,
    Description: contact.description,
    Channel: contact.channel,
    QueueInfo: queueInfo(contact),
    AgentInfo: agentInfo(contact),
    InitiationTimestamp: dateOf(contact.initiatedAt),
    DisconnectTimestamp: dateOf(contact.endedAt),
    LastUpdateTimestamp: dateOf(contact.updatedAt),
    LastPausedTimestamp: dateOf(contact.pausedAt),
    LastResumedTimestamp: dateOf(contact.resumedAt),
    TotalPauseCount: contact.channel === 'TASK' ? contact.pauseCount : undefined,
    TotalPauseDurationInSeconds:
      contact.pauseCount > 0 && contact.endedAt !== undefined ? Math.round(contact.pausedMs / 1000) : undefined,
    ScheduledTimestamp: dateOf(contact.scheduledAt),
    ConnectedToSystemTimestamp: dateOf(contact.connectedToSystemAt),
    CustomerId: contact.customerId,
    CustomerEndpoint: contact.customerEndpoint,
    SystemEndpoint: withoutSystemEndpoint.has(contact.initiationMethod) ? undefined : contact.systemEndpoint,
    QueuePriority: contact.queuePriority,
    Tags: tagsOf(contact, instance.id),
    SegmentAttributes: contact.segmentAttributes,
    DisconnectReason: contact.disconnectReason,
    TaskTemplateInfo: template && { Arn: template.arn, Name: template.name },
    Attributes: contacts.attributes(contact.initialContactId),
  };
}

/** A contact as a row of SearchContacts, which has fewer members: no attributes, no pause times, no reason. */
export function summarize(contact: Contact, instanceId: string): ContactSearchSummary {
  return {
    Arn: contact.arn,
    Id: contact.id,
    InitialContactId: contact.initialContactId,
    PreviousContactId: contact.previousContactId,
    InitiationMethod: contact.initiationMethod,
    Channel: contact.channel,
    QueueInfo: queueInfo(contact),
    AgentInfo: contact.agentId === undefined ? undefined : shortAgentInfo(contact),
    InitiationTimestamp: dateOf(contact.initiatedAt),
    DisconnectTimestamp: dateOf(contact.endedAt),
    ScheduledTimestamp: dateOf(contact.scheduledAt),
    SegmentAttributes: summarizedSegmentAttributes(contact),
    Name: contact.name,
    Tags: tagsOf(contact, instanceId),
  };
}

/** A contact as ListAssociatedContacts shows it. */
export function summarizeAssociated(contact: Contact): AssociatedContactSummary {
  return {
    ContactId: contact.id,
    ContactArn: contact.arn,
    InitiationTimestamp: dateOf(contact.initiatedAt),
    DisconnectTimestamp: dateOf(contact.endedAt),
    InitialContactId: contact.initialContactId,
    PreviousContactId: contact.previousContactId,
    RelatedContactId: contact.relatedContactId,
    InitiationMethod: contact.initiationMethod,
    Channel: contact.channel,
  };
}

function queueInfo(contact: Contact) {
  if (contact.queueId === undefined) return undefined;
  return { Id: contact.queueId, EnqueueTimestamp: dateOf(contact.enqueuedAt) };
}

function shortAgentInfo(contact: Contact) {
  return { Id: contact.agentId, ConnectedToAgentTimestamp: dateOf(contact.connectedToAgentAt) };
}

function agentInfo(contact: Contact) {
  if (contact.agentId === undefined) return undefined;
  return {
    ...shortAgentInfo(contact),
    AcceptedByAgentTimestamp: dateOf(contact.connectedToAgentAt),
    AgentPauseDurationInSeconds: contact.pauseCount > 0 ? Math.round(contact.pausedMs / 1000) : undefined,
  };
}

/** User tags, and those that AWS adds. */
function tagsOf(contact: Contact, instanceId: string): Record<string, string> {
  const endpoint = contact.systemEndpoint?.Address;
  return {
    ...contact.tags,
    'aws:connect:instanceId': instanceId,
    ...(endpoint !== undefined && { 'aws:connect:systemEndpoint': endpoint }),
  };
}

function summarizedSegmentAttributes(contact: Contact): Record<string, ContactSearchSummarySegmentAttributeValue> {
  return Object.fromEntries(
    Object.entries(contact.segmentAttributes)
      .filter(([, { ValueString, ValueMap }]) => ValueString !== undefined || ValueMap !== undefined)
      .map(([name, { ValueString, ValueMap }]) => [name, { ValueString, ValueMap }]),
  );
}

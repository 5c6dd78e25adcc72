import type {
  AgentInfo,
  AssociatedContactSummary,
  Contact as ConnectContact,
  ContactSearchSummary,
  ContactSearchSummarySegmentAttributeValue,
  StateTransition,
} from '@aws-sdk/client-connect';
import type { Contact, Time } from '../../world/entities.js';
import type { InstanceState } from '../../world/instance-state.js';
import { dateOf } from '../date.js';
import { describeRecordings } from '../media/recording-output.js';
import { chatMetrics } from './chat-metrics.js';
import { contactEvaluations } from './contact-evaluations.js';
import { describeRoutingCriteria } from './routing-criteria.js';

/** Initiation methods for which SystemEndpoint is not populated (API reference of DescribeContact). */
const withoutSystemEndpoint: ReadonlySet<string> = new Set(['MONITOR', 'QUEUE_TRANSFER', 'CALLBACK']);

/** Returns a contact as DescribeContact shows it. */
export function contactRecordOf(contact: Contact, state: InstanceState, now: Time): ConnectContact {
  const { contacts, directory, instance, transcripts } = state;
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
    AgentInfo: agentInfo(contact, state),
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
    AdditionalEmailRecipients: contact.additionalEmailRecipients,
    QueueTimeAdjustmentSeconds: contact.queueTimeAdjustmentSeconds,
    QueuePriority: contact.queuePriority,
    RoutingCriteria: describeRoutingCriteria(contact, now),
    Customer: contact.customerCapabilities && { Capabilities: contact.customerCapabilities },
    Campaign: contact.campaignId === undefined ? undefined : { CampaignId: contact.campaignId },
    Recordings: describeRecordings(contact, state),
    Tags: tagsOf(contact, instance.id),
    ChatMetrics: chatMetrics(contact, transcripts.get(contact.id), now),
    SegmentAttributes: contact.segmentAttributes,
    DisconnectReason: contact.disconnectReason,
    ContactEvaluations: contactEvaluations(contact.id, state),
    ContactDetails: contact.channel === 'TASK' ? contactDetails(contact) : undefined,
    TaskTemplateInfo: template && { Arn: template.arn, Name: template.name },
    Attributes: contacts.attributes(contact.initialContactId),
  };
}

/** Returns a contact as SearchContacts shows it, with fewer members than DescribeContact returns. */
export function searchSummaryOf(contact: Contact, instanceId: string, now: Time): ContactSearchSummary {
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
    RoutingCriteria: describeRoutingCriteria(contact, now),
    Tags: tagsOf(contact, instanceId),
  };
}

/** Returns a contact as ListAssociatedContacts shows it. */
export function associatedSummaryOf(contact: Contact): AssociatedContactSummary {
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

function agentInfo(contact: Contact, { directory }: InstanceState): AgentInfo | undefined {
  if (contact.agentId === undefined) return undefined;
  const { afterContactWorkStartedAt: startedAt, afterContactWorkEndedAt: endedAt } = contact;
  const groups = directory.groupPath(directory.users.get(contact.agentId)?.hierarchyGroupId);
  const [Level1, Level2, Level3, Level4, Level5] = groups.map(({ arn }) => ({ Arn: arn }));
  return {
    ...shortAgentInfo(contact),
    AcceptedByAgentTimestamp: dateOf(contact.connectedToAgentAt),
    HierarchyGroups: groups.length > 0 ? { Level1, Level2, Level3, Level4, Level5 } : undefined,
    AgentPauseDurationInSeconds: contact.pauseCount > 0 ? Math.round(contact.pausedMs / 1000) : undefined,
    AfterContactWorkStartTimestamp: dateOf(startedAt),
    AfterContactWorkEndTimestamp: dateOf(endedAt),
    AfterContactWorkDuration:
      startedAt === undefined || endedAt === undefined ? undefined : Math.round((endedAt - startedAt) / 1000),
    Capabilities: contact.agentCapabilities,
    StateTransitions: contact.initiationMethod === 'MONITOR' ? supervisorTransitions(contact) : undefined,
  };
}

/** "Information about the state transition of a supervisor" (API reference). */
function supervisorTransitions({ connectedToAgentAt, endedAt }: Contact): StateTransition[] {
  const connected: StateTransition = {
    State: 'CONNECTED',
    StateStartTimestamp: dateOf(connectedToAgentAt),
    StateEndTimestamp: dateOf(endedAt),
  };
  return endedAt === undefined
    ? [connected]
    : [connected, { State: 'DISCONNECTED', StateStartTimestamp: dateOf(endedAt) }];
}

/** ContactDetails limits Description to 1024 characters. A task's description has up to 4096. */
function contactDetails({ name, description }: Contact) {
  return { Name: name, Description: description?.slice(0, 1024) };
}

/** Returns user-defined tags and the tags that AWS adds. */
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

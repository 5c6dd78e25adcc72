import { type EvaluationAssumptions, evaluationAssumptions } from './assumptions-evaluations.js';
import { type FileAssumptions, fileAssumptions } from './assumptions-files.js';
import { type LifeAssumptions, lifeAssumptions } from './assumptions-life.js';
import { type ReadAssumptions, readAssumptions } from './assumptions-reads.js';
import type { Refusal } from './refusals.js';

/**
 * The emulator's decisions where Amazon's documentation leaves the behaviour open. The comment of a setting states the
 * doubt and the source of the value, if the value has a source. Nothing was measured on the real service. To correct an
 * assumption, change its value in these files or in the `assumptions` section of a world file. This file has settings
 * of transfers, task starts, searches, page tokens and lifetimes; the assumptions-*.ts files have the others.
 *
 * Sources: API reference and service model (2017-08-08), contact-record data model (CTR), service quotas page and
 * feature limits page of the Amazon Connect documentation.
 */
export interface Assumptions extends LifeAssumptions, FileAssumptions, EvaluationAssumptions, ReadAssumptions {
  /**
   * Lifetime of a client token in milliseconds. Seven days are documented for StartOutboundVoiceContact,
   * StartWebRTCContact and StartOutboundChatContact. Assumption: the same for all operations.
   */
  tokenLifetimeMs: number;

  /**
   * InitiationMethod of the contact that TransferContact creates. CTR lists TRANSFER for transfers by an agent with a
   * quick connect and QUEUE_TRANSFER for transfers by a flow block. CTR does not mention TransferContact.
   */
  initiationMethodOfTransfer: 'TRANSFER' | 'QUEUE_TRANSFER' | 'API';

  /**
   * DisconnectReason of a task that was transferred. CTR lists TRANSFERRED for emails only. The values for tasks are
   * AGENT_COMPLETED, AGENT_DISCONNECT, EXPIRED, CONTACT_FLOW_DISCONNECT, API and OTHER.
   */
  disconnectReasonOfTransferredTask: 'API' | 'OTHER' | 'AGENT_DISCONNECT' | 'CONTACT_FLOW_DISCONNECT' | 'TRANSFERRED';

  /**
   * Maximum number of transfers in a chain. "A contact cannot be transferred more than 11 times" (API reference), so a
   * chain has at most 12 contacts.
   */
  transferLimit: number;

  /** Error of a transfer above the limit. Undocumented. ServiceQuotaExceededException is modelled and fits a limit. */
  transferLimitError: Refusal;

  /**
   * Error of TransferContact for a contact that is not active. "The TransferContact API can be called only on active
   * contacts" names no error. The operation does not model ContactNotFoundException.
   */
  errorOfTransferOfInactiveContact: Refusal;

  /**
   * Error of an operation for a contact of an unsupported channel, such as TransferContact for a call. Undocumented.
   */
  errorOfUnsupportedChannel: Refusal;

  /** Error for a flow of an unsupported type. Undocumented. */
  errorOfUnsupportedFlowType: Refusal;

  /**
   * Error for a flow that is not published or is archived. Only DescribeContactFlow models
   * ContactFlowNotPublishedException.
   */
  errorOfUnpublishedFlow: Refusal;

  /**
   * Whether a scheduled task can be transferred. Undocumented. A scheduled task is not active yet, so by default the
   * transfer is refused, as for an inactive contact.
   */
  transferOfScheduledTask: 'refuse' | 'accept';

  /**
   * Whether a transfer to a full queue is accepted. A queue is full at its MaxContacts, an agent queue at
   * `agentQueueCapacity`. Undocumented.
   */
  fullDestination: 'refuse' | 'accept';

  /** Error for a full destination if `fullDestination` is `refuse`. */
  errorOfFullDestination: Refusal;

  /** Capacity of an agent queue. "Maximum contacts in an agent queue per instance: 10" (service quotas page). */
  agentQueueCapacity: number;

  /**
   * Whether a disabled queue accepts transferred contacts. Undocumented for TransferContact. Accepted by default,
   * because the documentation says only that the status controls routing to agents.
   */
  disabledDestination: 'refuse' | 'accept';

  /**
   * Whether a Transfer to queue flow is accepted for a transfer to a user, and a Transfer to agent flow for a transfer
   * to a queue. Quick connects require the matching type. The API reference does not, so a mismatch is accepted by
   * default.
   */
  flowDestinationMismatch: 'refuse' | 'accept';

  /** Whether the contact that TransferContact creates inherits RelatedContactId. No source documents it. */
  inheritRelatedContact: boolean;

  /**
   * Whether the contact that TransferContact creates gets a full lifetime. If not, it expires when the previous contact
   * would have expired. Expiry is documented for a contact, not for a chain.
   */
  transferRenewsExpiry: boolean;

  /** Result of StopContact for an ended contact. The model says only "does not exist". */
  stopOfEndedContact: 'ContactNotFoundException' | 'success';

  /** Error of StopContact for the voice contacts that it "does not work for". Undocumented. */
  errorOfStopOfUnsupportedVoice: Refusal;

  /**
   * Maximum number of days between now and a task's scheduled time. The API reference says 6 days, the newer quotas
   * page 90.
   */
  maxScheduleAheadDays: number;

  /**
   * Milliseconds that a ScheduledTime may be in the past and still count as now, because clocks differ. Undocumented.
   */
  scheduleInPastToleranceMs: number;

  /** Error for a scheduled time in the past or too far ahead, for new and for existing tasks. Undocumented. */
  errorOfWrongSchedule: Refusal;

  /**
   * Error of StartTaskContact for an inactive task template. The API reference says that tasks can be created only from
   * ACTIVE templates, but names no error.
   */
  errorOfInactiveTemplate: Refusal;

  /**
   * Whether the required fields of a template must be set. Required fields and defaults are documented. The members of
   * StartTaskContact for custom fields are not, so a custom field counts as set if its name is in References or in
   * Attributes.
   */
  enforceTemplateFields: boolean;

  /**
   * Whether StartTaskContact accepts PreviousContactId and RelatedContactId in one call. The two contradict each other:
   * the contacts of a chain share one set of attributes, and the attributes of a related contact are copied once.
   * Undocumented.
   */
  previousAndRelatedTogether: 'refuse' | 'accept';

  /**
   * Maximum number of open tasks of an instance (quotas page: 2500). The error above it is
   * ServiceQuotaExceededException.
   */
  openTasksPerInstance: number;

  /**
   * Whether GetContactAttributes and UpdateContactAttributes accept the id of a later contact of a chain. The member is
   * InitialContactId, and other ids are undocumented. Refused as not found by default, so that a wrong id is detected
   * early.
   */
  attributesOfLaterContact: 'refuse' | 'accept';

  /**
   * Whether an ARN is accepted where only an identifier is documented (such as queues, flows, quick connects and the
   * user of DescribeUser). Refused as not found by default, so that a client that relies on ARNs fails early.
   */
  arnWhereOnlyAnIdIsDocumented: 'refuse' | 'accept';

  /**
   * Milliseconds until SearchContacts finds a new contact and SearchContactEvaluations a change of an evaluation. AWS's
   * page on eventual consistency says usually seconds, sometimes minutes. 0 means at once. Changes of a visible contact
   * are visible at once.
   */
  searchLagMs: number;

  /** Maximum number of conditions of a search. Undocumented. A larger search gets InvalidRequestException. */
  conditionsPerSearch: number;

  /** Maximum time range of SearchContacts in days. Undocumented for the operation. 0 means no limit. */
  maxSearchRangeDays: number;

  /** Lifetime of a NextToken in milliseconds. Documented only for GetCurrentMetricData: 5 minutes. */
  pageTokenLifetimeMs: number;

  /** Error for a NextToken that is expired, forged or bound to another request. Undocumented. */
  errorOfWrongPageToken: 'InvalidRequestException' | 'InvalidParameterException';

  /** Minimum length of a NextToken of SearchContacts. The model allows 100,000 characters, and real tokens are long. */
  contactSearchTokenLength: number;

  /** Lifetime of a task in milliseconds: 7 days (CTR and feature limits page, which calls it "not absolute"). */
  taskLifetimeMs: number;
  /** Lifetime of an email in milliseconds: 14 days. */
  emailLifetimeMs: number;
  /** Lifetime of a chat in milliseconds: 25 hours. */
  chatLifetimeMs: number;
}

const hour = 3_600_000;
const day = 24 * hour;

export const defaultAssumptions: Assumptions = {
  ...lifeAssumptions,
  ...fileAssumptions,
  ...evaluationAssumptions,
  ...readAssumptions,
  tokenLifetimeMs: 7 * day,
  initiationMethodOfTransfer: 'TRANSFER',
  disconnectReasonOfTransferredTask: 'API',
  transferLimit: 11,
  transferLimitError: 'ServiceQuotaExceededException',
  errorOfTransferOfInactiveContact: 'InvalidRequestException',
  errorOfUnsupportedChannel: 'InvalidRequestException',
  errorOfUnsupportedFlowType: 'InvalidRequestException',
  errorOfUnpublishedFlow: 'InvalidRequestException',
  transferOfScheduledTask: 'refuse',
  fullDestination: 'refuse',
  errorOfFullDestination: 'ServiceQuotaExceededException',
  agentQueueCapacity: 10,
  disabledDestination: 'accept',
  flowDestinationMismatch: 'accept',
  inheritRelatedContact: false,
  transferRenewsExpiry: true,
  stopOfEndedContact: 'ContactNotFoundException',
  errorOfStopOfUnsupportedVoice: 'InvalidRequestException',
  maxScheduleAheadDays: 90,
  scheduleInPastToleranceMs: 60_000,
  errorOfWrongSchedule: 'InvalidRequestException',
  errorOfInactiveTemplate: 'InvalidRequestException',
  enforceTemplateFields: true,
  openTasksPerInstance: 2_500,
  previousAndRelatedTogether: 'refuse',
  attributesOfLaterContact: 'refuse',
  arnWhereOnlyAnIdIsDocumented: 'refuse',
  searchLagMs: 0,
  conditionsPerSearch: 100,
  maxSearchRangeDays: 0,
  pageTokenLifetimeMs: 5 * 60_000,
  errorOfWrongPageToken: 'InvalidRequestException',
  contactSearchTokenLength: 600,
  taskLifetimeMs: 7 * day,
  emailLifetimeMs: 14 * day,
  chatLifetimeMs: 25 * hour,
};

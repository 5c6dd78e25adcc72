import { type EvaluationAssumptions, evaluationAssumptions } from './assumptions-evaluations.js';
import { type FileAssumptions, fileAssumptions } from './assumptions-files.js';
import { type LifeAssumptions, lifeAssumptions } from './assumptions-life.js';
import { type ReadAssumptions, readAssumptions } from './assumptions-reads.js';
import type { Refusal } from './refusals.js';

/**
 * Everything that Amazon's documentation leaves open and the emulator had to decide. Nothing here was measured against
 * the real service. Each setting states the doubt and where the chosen value comes from; whoever learns better
 * changes one value here (or in the `assumptions` section of a world file), not the code. The life and the media of
 * contacts, attached files, evaluations and reads have theirs in the files beside this one.
 *
 * Sources: API reference and service model (2017-08-08), contact-record data model (CTR), service quotas page,
 * feature limits page, all of the Amazon Connect documentation.
 */
export interface Assumptions extends LifeAssumptions, FileAssumptions, EvaluationAssumptions, ReadAssumptions {
  /**
   * How long a client token is remembered. Documented (7 days) for StartOutboundVoiceContact, StartWebRTCContact and
   * StartOutboundChatContact only; assumed for all.
   */
  tokenLifetimeMs: number;

  /**
   * InitiationMethod of the contact that TransferContact creates. CTR says TRANSFER for transfers by an agent with a
   * quick connect and QUEUE_TRANSFER for the flow block; neither page mentions TransferContact.
   */
  initiationMethodOfTransfer: 'TRANSFER' | 'QUEUE_TRANSFER' | 'API';

  /**
   * DisconnectReason of a task that was transferred away. CTR lists no TRANSFERRED for tasks (it does for emails,
   * where the emulator uses it): the listed values are AGENT_COMPLETED, AGENT_DISCONNECT, EXPIRED,
   * CONTACT_FLOW_DISCONNECT, API and OTHER.
   */
  disconnectReasonOfTransferredTask: 'API' | 'OTHER' | 'AGENT_DISCONNECT' | 'CONTACT_FLOW_DISCONNECT' | 'TRANSFERRED';

  /** "A contact cannot be transferred more than 11 times" (API reference); so at most 12 contacts in a chain. */
  transferLimit: number;

  /** How the transfer past the limit is refused. The error is undocumented; this one is modelled and fits a limit. */
  transferLimitError: Refusal;

  /**
   * "The TransferContact API can be called only on active contacts", without naming the error. The operation models
   * no ContactNotFoundException.
   */
  errorOfTransferOfInactiveContact: Refusal;

  /** How an operation refuses a contact of a channel that it does not take, such as TransferContact a call. Undocumented. */
  errorOfUnsupportedChannel: Refusal;

  /** How a flow of a type that the operation does not take is refused. Undocumented. */
  errorOfUnsupportedFlowType: Refusal;

  /**
   * How a flow that is not published, or is archived, is refused. ContactFlowNotPublishedException is modelled on
   * DescribeContactFlow only.
   */
  errorOfUnpublishedFlow: Refusal;

  /**
   * Whether a task that is scheduled for later can be transferred. Nothing says so; a scheduled task is not yet
   * active, so it is refused like an inactive contact by default.
   */
  transferOfScheduledTask: 'refuse' | 'accept';

  /**
   * What happens to a transfer whose destination queue is full (its MaxContacts, or an agent's queue at
   * `agentQueueCapacity`). The effect on the call is undocumented.
   */
  fullDestination: 'refuse' | 'accept';

  /** The error of a full destination when `fullDestination` is `refuse`. */
  errorOfFullDestination: Refusal;

  /** "Maximum contacts in an agent queue per instance: 10" (service quotas page). */
  agentQueueCapacity: number;

  /**
   * Whether a disabled queue takes transferred contacts. Undocumented for TransferContact; by default it does, as
   * the queue's status is described as one for routing to agents.
   */
  disabledDestination: 'refuse' | 'accept';

  /**
   * Whether a user destination needs a Transfer-to-agent flow and a queue destination a Transfer-to-queue flow. Quick
   * connects require it; for the API nothing does, so a mismatch is accepted by default.
   */
  flowDestinationMismatch: 'refuse' | 'accept';

  /** Whether a transferred contact inherits RelatedContactId. No source says that a transfer sets it. */
  inheritRelatedContact: boolean;

  /**
   * Whether a transferred contact gets a full lifetime of its own. If not, it expires when the one before it would
   * have. Expiry is documented for a contact; nothing is said of chains.
   */
  transferRenewsExpiry: boolean;

  /** How StopContact answers for a contact that ended before: "does not exist" is all that the shape says. */
  stopOfEndedContact: 'ContactNotFoundException' | 'success';

  /** How StopContact refuses the voice contacts that it "does not work for". The error is undocumented. */
  errorOfStopOfUnsupportedVoice: Refusal;

  /**
   * How far ahead a task may be scheduled: the API reference says 6 days, the quotas page 90. The newer page wins.
   */
  maxScheduleAheadDays: number;

  /** How far a ScheduledTime may lie in the past and still count as now; clocks differ. Undocumented. */
  scheduleInPastToleranceMs: number;

  /** How a task's time in the past or too far ahead is refused, when it is created and later. Undocumented. */
  errorOfWrongSchedule: Refusal;

  /** How StartTaskContact refuses an inactive task template. "Tasks only from ACTIVE templates"; no error named. */
  errorOfInactiveTemplate: Refusal;

  /**
   * Whether a template's required fields must be given. That a template supplies required fields and defaults is
   * documented; where StartTaskContact takes the values of custom fields is not: References and Attributes both count.
   */
  enforceTemplateFields: boolean;

  /**
   * Whether StartTaskContact takes PreviousContactId and RelatedContactId in one call. They mean contradictory things
   * for attributes (shared by the chain, or copied once); no page says what happens.
   */
  previousAndRelatedTogether: 'refuse' | 'accept';

  /** Open tasks in one instance (quotas page: 2500); above it StartTaskContact answers ServiceQuotaExceeded. */
  openTasksPerInstance: number;

  /**
   * Whether Get- and UpdateContactAttributes take the id of a later contact of a chain. The member is called
   * InitialContactId; what another id does is undocumented, so it is refused as not found to expose a wrong id early.
   */
  attributesOfLaterContact: 'refuse' | 'accept';

  /**
   * Whether an ARN is taken where the documentation speaks of an identifier only (queues, flows, quick connects, users
   * of DescribeUser). Refused as not found, so that a client that relies on it learns so here.
   */
  arnWhereOnlyAnIdIsDocumented: 'refuse' | 'accept';

  /**
   * How long a new contact stays invisible to SearchContacts, and a change of an evaluation to
   * SearchContactEvaluations. AWS's page on eventual consistency: usually seconds, sometimes minutes. 0 makes it
   * visible at once. Changes of a contact that is visible are visible at once.
   */
  searchLagMs: number;

  /**
   * How many conditions a search takes. Undocumented; a criteria tree of any size is unlikely to be taken, so above
   * this the search answers InvalidRequestException.
   */
  conditionsPerSearch: number;

  /** The widest time range that SearchContacts takes, in days. Undocumented for the operation; 0 means any. */
  maxSearchRangeDays: number;

  /** Life of a NextToken. Documented for GetCurrentMetricData only (5 minutes after it was made). */
  pageTokenLifetimeMs: number;

  /** How an expired, forged or foreign NextToken is refused. Undocumented. */
  errorOfWrongPageToken: 'InvalidRequestException' | 'InvalidParameterException';

  /** Least length of a NextToken of SearchContacts; the model allows 100,000 characters and real ones are long. */
  contactSearchTokenLength: number;

  /** Contact lives: task 7 days, email 14 days, chat 25 hours (CTR and feature limits; "not absolute"). */
  taskLifetimeMs: number;
  emailLifetimeMs: number;
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

import type { Refusal } from './refusals.js';

/**
 * What Amazon's documentation leaves open about the life, the data and the media of contacts, transfers and task starts
 * aside. As in assumptions.ts, each setting states the doubt; nothing was measured against the real service.
 */
export interface LifeAssumptions {
  /**
   * How operations other than TransferContact and StopContact refuse a contact that has ended, or that is not where
   * they need it (in a queue, with an agent, scheduled). Undocumented; UpdateContactRoutingData models no
   * InvalidRequestException and has a setting of its own.
   */
  errorOfWrongContactState: Refusal;

  /**
   * How PauseContact refuses a task that is paused or scheduled, and ResumeContact one that is not paused.
   * ConflictException "as there is a conflict with another operation or contact state" fits; neither page says so.
   */
  errorOfWrongPauseState: Refusal;

  /**
   * How many tasks an agent may have paused, for each that the routing profile allows at once. "Up to twice the
   * number" in all (pause and resume page), whose example is five active and five paused.
   */
  pausedTasksPerConcurrentTask: number;

  /** How often a contact can be paused. Only the model's bound of TotalPauseCount speaks of it: 10. */
  pausesPerContact: number;

  /** How PauseContact answers at either limit. It models LimitExceededException without saying for what. */
  errorOfPauseLimit: Refusal;

  /** "Maximum number of reschedules: 20" (service quotas page). */
  reschedulesPerContact: number;

  /** How UpdateContactSchedule answers at that limit. It models LimitExceededException without saying for what. */
  errorOfRescheduleLimit: Refusal;

  /**
   * How UpdateContactRoutingData refuses a contact that can no longer be routed: with an agent, or ended. Of what it
   * models, ResourceConflictException fits best; its description speaks of names.
   */
  errorOfWrongRoutingState: Refusal;

  /** How UpdateContactRoutingData refuses priority and age together ("but not both"), and nothing at all. */
  errorOfWrongRoutingData: Refusal;

  /** How UpdateContact answers for a new expiry of a contact that has ended. Undocumented. */
  errorOfExpiryOfEndedContact: Refusal;

  /**
   * Whether UpdateContact refuses user-defined segment attributes that are not "defined in predefined attributes"
   * (API reference, which names no error).
   */
  undefinedSegmentAttributes: 'refuse' | 'accept';

  /** How TagContact refuses a seventh tag: six is documented for one call, and for what a contact shows. */
  errorOfTooManyContactTags: Refusal;

  /** "Concurrent active calls per instance: 10" (service quotas page); above it, LimitExceededException. */
  callsPerInstance: number;

  /** "Concurrent active chats per instance: 500" (service quotas page); above it, LimitExceededException. */
  chatsPerInstance: number;

  /** "Concurrent active emails per instance: 1000" (service quotas page); above it, ServiceQuotaExceeded. */
  emailsPerInstance: number;

  /**
   * Whether customers join the chats that are started for them. "Clients must subscribe to the participant's connection
   * within 5 minutes": the emulator has no Participant Service, so it takes them for connected unless this says no.
   */
  customersJoinChats: boolean;

  /**
   * How a chat that goes on with a past one already is refused to go on with another. "You can enable persistence of a
   * SourceContactID on a new chat only once" (administrator guide), which names no error.
   */
  errorOfSecondContinuation: Refusal;

  /** How a past chat is refused that is no chat, has not ended or is not the first of its session. Undocumented. */
  errorOfWrongSourceContact: Refusal;

  /**
   * Whether a chat that goes on with an earlier one shows that as its RelatedContactId. The API names
   * ContinuedFromContactId only, which DescribeContact does not have.
   */
  continuedChatIsRelated: boolean;

  /** InitiationMethod of an outbound message (SMS, WhatsApp). No page names it; API is the value for what an API made. */
  initiationMethodOfOutboundChat: 'API' | 'OUTBOUND';

  /** How a number or an address that is not the instance's own is refused as the source of a contact. Undocumented. */
  errorOfForeignEndpoint: Refusal;

  /**
   * Whether StartOutboundVoiceContact takes a number and a queue in one call. "If you do not specify a source phone
   * number, you must specify a queue", and the other way round; that both may be there is the plain reading.
   */
  numberAndQueueTogether: 'refuse' | 'accept';

  /** UK mobile numbers "are not allowed by default": whether a service quota increase has allowed them. */
  ukMobileNumbers: 'refuse' | 'accept';

  /** "Campaign calls are not allowed by default": whether a service quota increase has allowed them. */
  campaignCalls: 'refuse' | 'accept';

  /** How StartOutboundVoiceContact refuses campaign calls. OutboundContactNotPermittedException fits by its name. */
  errorOfCampaignCall: Refusal;

  /** Whether StartEmailContact needs a flow: the member is optional, and no page says what runs without one. */
  emailWithoutFlow: 'refuse' | 'accept';

  /** How more than 50 recipients of an email are refused: "limited to 50 total addresses" (API reference). */
  errorOfTooManyRecipients: Refusal;

  /** DisconnectReason of an email that an agent has sent. CTR lists this one for what an agent ends. */
  disconnectReasonOfSentEmail: string;

  /** How many may listen to a call or a chat: five to a call (feature specifications), assumed for chats as well. */
  listenersPerContact: number;

  /** How MonitorContact answers at that limit. Of what it models, ServiceQuotaExceeded fits; no page says so. */
  errorOfTooManyListeners: Refusal;

  /** How many participants CreateParticipant adds to a contact. It models ServiceQuotaExceeded without a number. */
  addedParticipantsPerContact: number;

  /** How long a participant's token is shown to be valid. "For the lifetime of a chat participant", which has no end. */
  participantTokenLifetimeMs: number;

  /**
   * How an operation on recordings answers when the recording is not in a state for it. "Request is not allowed in
   * current voice recording state" was seen as a message, without the error's name.
   */
  errorOfWrongRecordingState: Refusal;

  /** How many streamings a chat has at once. StartContactStreaming models LimitExceededException without a number. */
  streamingsPerContact: number;

  /**
   * How StopContactMediaProcessing answers when nothing is processed, and StartScreenSharing when the screen is shared
   * already. Undocumented.
   */
  errorOfWrongMediaState: Refusal;

  /** How UpdateParticipantAuthentication answers for a state that nobody was given; it models no not-found. */
  errorOfUnknownAuthentication: Refusal;

  /** How it answers for a state that was used before. ConflictException is modelled; nothing says for what. */
  errorOfFinishedAuthentication: Refusal;

  /** Whether PutUserStatus changes the status of somebody who is not signed in. Undocumented. */
  statusOfSignedOutUser: 'refuse' | 'accept';

  /** How DismissUserContact refuses a contact in another state than "MISSED, ERROR, ENDED, or REJECTED". */
  errorOfUndismissableContact: Refusal;
}

export const lifeAssumptions: LifeAssumptions = {
  errorOfWrongContactState: 'InvalidRequestException',
  errorOfWrongPauseState: 'ConflictException',
  pausedTasksPerConcurrentTask: 1,
  pausesPerContact: 10,
  errorOfPauseLimit: 'LimitExceededException',
  reschedulesPerContact: 20,
  errorOfRescheduleLimit: 'LimitExceededException',
  errorOfWrongRoutingState: 'ResourceConflictException',
  errorOfWrongRoutingData: 'InvalidParameterException',
  errorOfExpiryOfEndedContact: 'ConflictException',
  undefinedSegmentAttributes: 'refuse',
  errorOfTooManyContactTags: 'InvalidRequestException',
  callsPerInstance: 10,
  chatsPerInstance: 500,
  emailsPerInstance: 1_000,
  customersJoinChats: true,
  errorOfSecondContinuation: 'InvalidRequestException',
  errorOfWrongSourceContact: 'InvalidRequestException',
  continuedChatIsRelated: true,
  initiationMethodOfOutboundChat: 'API',
  errorOfForeignEndpoint: 'InvalidRequestException',
  numberAndQueueTogether: 'accept',
  ukMobileNumbers: 'refuse',
  campaignCalls: 'refuse',
  errorOfCampaignCall: 'OutboundContactNotPermittedException',
  emailWithoutFlow: 'accept',
  errorOfTooManyRecipients: 'InvalidRequestException',
  disconnectReasonOfSentEmail: 'AGENT_DISCONNECT',
  listenersPerContact: 5,
  errorOfTooManyListeners: 'ServiceQuotaExceededException',
  addedParticipantsPerContact: 5,
  participantTokenLifetimeMs: 24 * 3_600_000,
  errorOfWrongRecordingState: 'InvalidRequestException',
  streamingsPerContact: 1,
  errorOfWrongMediaState: 'InvalidRequestException',
  errorOfUnknownAuthentication: 'InvalidRequestException',
  errorOfFinishedAuthentication: 'ConflictException',
  statusOfSignedOutUser: 'accept',
  errorOfUndismissableContact: 'InvalidRequestException',
};

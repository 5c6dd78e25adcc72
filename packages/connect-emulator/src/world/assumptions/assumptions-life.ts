import type { Refusal } from './refusals.js';

/**
 * Assumptions about the lifecycle, the data and the media of contacts, where Amazon's documentation leaves the
 * behaviour open. The settings of transfers and of task starts are in assumptions.ts.
 */
export interface LifeAssumptions {
  /**
   * Error of operations other than TransferContact and StopContact for a contact that has ended or is not in the
   * required state (queued, with an agent, scheduled). Undocumented. UpdateContactRoutingData does not model
   * InvalidRequestException and has its own setting.
   */
  errorOfWrongContactState: Refusal;

  /**
   * Error of PauseContact for a paused or scheduled task, and of ResumeContact for a task that is not paused.
   * ConflictException, "as there is a conflict with another operation or contact state", fits. No page names the error.
   */
  errorOfWrongPauseState: Refusal;

  /**
   * Maximum number of paused tasks of an agent, per task that the routing profile allows at once. "Up to twice the
   * number" in all (pause and resume page), with the example of five active and five paused tasks.
   */
  pausedTasksPerConcurrentTask: number;

  /** Maximum number of pauses of a contact. Derived from the model's maximum of TotalPauseCount, 10. */
  pausesPerContact: number;

  /**
   * Error of PauseContact at the limit `pausedTasksPerConcurrentTask` or `pausesPerContact`. The operation models
   * LimitExceededException without a reason.
   */
  errorOfPauseLimit: Refusal;

  /** Maximum number of schedule changes: "Maximum number of reschedules: 20" (service quotas page). */
  reschedulesPerContact: number;

  /**
   * Error of UpdateContactSchedule at the limit `reschedulesPerContact`. The operation models LimitExceededException
   * without a reason.
   */
  errorOfRescheduleLimit: Refusal;

  /**
   * Error of UpdateContactRoutingData for a contact that is with an agent or has ended. ResourceConflictException fits
   * best among the modelled errors, although its description refers to names.
   */
  errorOfWrongRoutingState: Refusal;

  /**
   * Error of UpdateContactRoutingData for priority and time adjustment in one call ("but not both"), and for no change
   * at all.
   */
  errorOfWrongRoutingData: Refusal;

  /** Error of UpdateContact for a new expiry of an ended contact. Undocumented. */
  errorOfExpiryOfEndedContact: Refusal;

  /**
   * Whether UpdateContact refuses user-defined segment attributes that are not "defined in predefined attributes" (API
   * reference, without an error).
   */
  undefinedSegmentAttributes: 'refuse' | 'accept';

  /**
   * Error of TagContact for a seventh tag. The limit of six is documented for one call and for the tags that a contact
   * shows.
   */
  errorOfTooManyContactTags: Refusal;

  /**
   * Maximum number of live calls: "Concurrent active calls per instance: 10" (service quotas page). The error above it
   * is LimitExceededException.
   */
  callsPerInstance: number;

  /**
   * Maximum number of live chats: "Concurrent active chats per instance: 500" (service quotas page). The error above it
   * is LimitExceededException.
   */
  chatsPerInstance: number;

  /**
   * Maximum number of live emails: "Concurrent active emails per instance: 1000" (service quotas page). The error above
   * it is ServiceQuotaExceededException.
   */
  emailsPerInstance: number;

  /**
   * Whether customers join the chats that are started for them. "Clients must subscribe to the participant's connection
   * within 5 minutes". The emulator has no Participant Service, so by default it treats customers as connected.
   */
  customersJoinChats: boolean;

  /**
   * Error for a second continuation of a chat. "You can enable persistence of a SourceContactID on a new chat only
   * once" (administrator guide, without an error).
   */
  errorOfSecondContinuation: Refusal;

  /**
   * Error for a source contact that is not a chat, has not ended or, for ENTIRE_PAST_SESSION, is not the first contact
   * of its session. Undocumented.
   */
  errorOfWrongSourceContact: Refusal;

  /**
   * Whether a chat shows the past chat that it continues as RelatedContactId. The API has only ContinuedFromContactId,
   * which DescribeContact does not return.
   */
  continuedChatIsRelated: boolean;

  /**
   * InitiationMethod of an outbound message (SMS, WhatsApp). Undocumented. API is the value for contacts that an API
   * creates.
   */
  initiationMethodOfOutboundChat: 'API' | 'OUTBOUND';

  /** Error for a source number or address that does not belong to the instance. Undocumented. */
  errorOfForeignEndpoint: Refusal;

  /**
   * Whether StartOutboundVoiceContact accepts a number and a queue in one call. "If you do not specify a source phone
   * number, you must specify a queue", and the reverse. These two rules permit both in one call.
   */
  numberAndQueueTogether: 'refuse' | 'accept';

  /**
   * Whether calls to UK mobile numbers are accepted. They "are not allowed by default" and need a service quota
   * increase.
   */
  ukMobileNumbers: 'refuse' | 'accept';

  /**
   * Whether campaign calls are accepted. "Campaign calls are not allowed by default" and need a service quota increase.
   */
  campaignCalls: 'refuse' | 'accept';

  /** Error of StartOutboundVoiceContact for campaign calls. The name OutboundContactNotPermittedException fits. */
  errorOfCampaignCall: Refusal;

  /**
   * Whether StartEmailContact is accepted without a flow. ContactFlowId is optional, and no page says which flow runs
   * for an email without a ContactFlowId.
   */
  emailWithoutFlow: 'refuse' | 'accept';

  /** Error for more than 50 recipients of an email: "limited to 50 total addresses" (API reference). */
  errorOfTooManyRecipients: Refusal;

  /**
   * DisconnectReason of an email that an agent has sent. The contact-record data model lists AGENT_DISCONNECT for
   * contacts that an agent ends.
   */
  disconnectReasonOfSentEmail: string;

  /**
   * Maximum number of listeners of a contact. Five for a call (feature specifications). Assumption: the same for a
   * chat.
   */
  listenersPerContact: number;

  /**
   * Error of MonitorContact at the limit `listenersPerContact`. Of the modelled errors, ServiceQuotaExceededException
   * fits. No page names the error.
   */
  errorOfTooManyListeners: Refusal;

  /**
   * Maximum number of participants that CreateParticipant adds to a contact. The operation models
   * ServiceQuotaExceededException without a number.
   */
  addedParticipantsPerContact: number;

  /**
   * Lifetime of a participant's token in milliseconds. Documented as "for the lifetime of a chat participant", without
   * a duration.
   */
  participantTokenLifetimeMs: number;

  /**
   * Error of recording operations for a recording in the wrong state. Others have observed the message "Request is not
   * allowed in current voice recording state", without the name of the error.
   */
  errorOfWrongRecordingState: Refusal;

  /** Maximum number of streamings of a chat. StartContactStreaming models LimitExceededException without a number. */
  streamingsPerContact: number;

  /**
   * Error of StopContactMediaProcessing when no processing is active, and of StartScreenSharing when the screen is
   * already shared. Undocumented.
   */
  errorOfWrongMediaState: Refusal;

  /** Error of UpdateParticipantAuthentication for an unknown `State`. The operation models no not-found error. */
  errorOfUnknownAuthentication: Refusal;

  /**
   * Error of UpdateParticipantAuthentication for a `State` that was used before or whose chat has ended.
   * ConflictException is modelled without a reason.
   */
  errorOfFinishedAuthentication: Refusal;

  /** Whether PutUserStatus changes the status of a user who is not signed in. Undocumented. */
  statusOfSignedOutUser: 'refuse' | 'accept';

  /** Error of DismissUserContact for a contact in a state other than "MISSED, ERROR, ENDED, or REJECTED". */
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

import type { Refusal } from './refusals.js';

/** Assumptions about searches, current data and metrics, where Amazon's documentation leaves the behaviour open. */
export interface ReadAssumptions {
  /**
   * Whether SearchContacts returns live calls that have not reached an agent. The search page of Connect does not show
   * them (administrator guide). The behaviour of the operation is undocumented.
   */
  waitingCallsInSearch: 'show' | 'hide';

  /** Error of GetContactMetrics for a contact that is not queued: "only available while the contact is in queue". */
  errorOfMetricsOutsideQueue: Refusal;

  /** Assumed handle time of a contact in milliseconds, from which ESTIMATED_WAIT_TIME is computed. */
  handleTimeForEstimatesMs: number;

  /** Whether GetCurrentUserData returns offline users. The reference says "real-time active user data". */
  offlineUsersInUserData: 'show' | 'hide';

  /** Error of GetCurrentUserData for more than one of its four filters, or for none. */
  errorOfWrongUserDataFilters: Refusal;

  /** AgentContactState of a paused task. The model has no value for it, although agent events do. */
  stateOfPausedTask: 'CONNECTED' | 'CONNECTED_ONHOLD';

  /** Error of the metric operations for filters, groupings and metrics that cannot be combined. */
  errorOfWrongMetricRequest: Refusal;

  /** Error of ListRealtimeContactAnalysisSegmentsV2 for a chat without analysis. */
  errorOfChatWithoutAnalysis: Refusal;

  /** Text that replaces a redacted part of a transcript. */
  redactionTag: string;

  /** Error for more than 50 tags on a resource. */
  errorOfTooManyTags: Refusal;
}

export const readAssumptions: ReadAssumptions = {
  waitingCallsInSearch: 'show',
  errorOfMetricsOutsideQueue: 'InvalidRequestException',
  handleTimeForEstimatesMs: 5 * 60_000,
  offlineUsersInUserData: 'hide',
  errorOfWrongUserDataFilters: 'InvalidRequestException',
  stateOfPausedTask: 'CONNECTED',
  errorOfWrongMetricRequest: 'InvalidRequestException',
  errorOfChatWithoutAnalysis: 'ResourceNotFoundException',
  redactionTag: '[PII]',
  errorOfTooManyTags: 'InvalidRequestException',
};

import type { Refusal } from './refusals.js';

/** What Amazon's documentation leaves open about searches, live data and metrics. */
export interface ReadAssumptions {
  /**
   * Whether SearchContacts finds calls that neither reached an agent nor ended. The administrator guide says that its
   * search page does not show them; nothing says whether the operation does.
   */
  waitingCallsInSearch: 'show' | 'hide';

  /** How GetContactMetrics refuses a contact that does not wait: "only available while the contact is in queue". */
  errorOfMetricsOutsideQueue: Refusal;

  /** How long a contact is assumed to keep an agent, from which ESTIMATED_WAIT_TIME is made up. */
  handleTimeForEstimatesMs: number;

  /** Whether GetCurrentUserData shows users who are offline: "real-time active user data". */
  offlineUsersInUserData: 'show' | 'hide';

  /** How GetCurrentUserData refuses more than one of its four filters, or none. */
  errorOfWrongUserDataFilters: Refusal;

  /** The AgentContactState of a paused task: the model has none for it, although agent events do. */
  stateOfPausedTask: 'CONNECTED' | 'CONNECTED_ONHOLD';

  /** How the metric operations refuse filters, groupings and metrics that do not go together. */
  errorOfWrongMetricRequest: Refusal;

  /** How ListRealtimeContactAnalysisSegmentsV2 refuses a chat of which nothing was analysed. */
  errorOfChatWithoutAnalysis: Refusal;

  /** What stands in a redacted transcript in place of what was taken out. */
  redactionTag: string;

  /** How a resource refuses more than 50 tags. */
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

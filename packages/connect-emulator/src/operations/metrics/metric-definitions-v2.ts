import type { MetricV2, ThresholdV2 } from '@aws-sdk/client-connect';
import { type ContactFacts, handleSeconds } from './contact-facts.js';
import { metricName } from './metric-name.js';
import { averageOf, countOf, maximumOf, type Statistic, shareOf, sumOf } from './statistics.js';

/** Metrics without a threshold. Metrics that the world has no data for are not supported. */
const metrics: Readonly<Record<string, Statistic>> = {
  ABANDONMENT_RATE: shareOf(({ isAbandoned }) => isAbandoned, isQueued),
  AGENT_ANSWER_RATE: shareOf(isHandled, isQueued),
  AVG_ABANDON_TIME: averageOf(({ abandonSeconds }) => abandonSeconds),
  AVG_AFTER_CONTACT_WORK_TIME: averageOf(({ afterContactWorkSeconds }) => afterContactWorkSeconds),
  AVG_AGENT_PAUSE_TIME: averageOf(({ pauseSeconds, contact }) => (contact.pauseCount > 0 ? pauseSeconds : undefined)),
  AVG_CONTACT_DURATION: averageOf(({ durationSeconds }) => durationSeconds),
  AVG_HANDLE_TIME: averageOf(handleSeconds),
  AVG_INTERACTION_AND_HOLD_TIME: averageOf(({ interactionSeconds }) => interactionSeconds),
  AVG_INTERACTION_TIME: averageOf(({ interactionSeconds }) => interactionSeconds),
  AVG_QUEUE_ANSWER_TIME: averageOf(({ answerSeconds }) => answerSeconds),
  AVG_RESOLUTION_TIME: averageOf(
    ({ durationSeconds, afterContactWorkSeconds = 0 }) => durationSeconds + afterContactWorkSeconds,
  ),
  CONTACTS_ABANDONED: countOf(({ isAbandoned }) => isAbandoned),
  CONTACTS_CREATED: countOf(() => true),
  CONTACTS_HANDLED: countOf(isHandled),
  CONTACTS_QUEUED: countOf(isQueued),
  CONTACTS_TRANSFERRED_OUT: countOf(({ isTransferredOut }) => isTransferredOut),
  CONTACTS_TRANSFERRED_OUT_BY_AGENT: countOf((facts) => facts.isTransferredOut && facts.isHandled),
  CONTACTS_TRANSFERRED_OUT_FROM_QUEUE: countOf((facts) => facts.isTransferredOut && facts.isQueued && !facts.isHandled),
  MAX_QUEUED_TIME: maximumOf(({ queueSeconds }) => queueSeconds),
  SUM_AFTER_CONTACT_WORK_TIME: sumOf(({ afterContactWorkSeconds }) => afterContactWorkSeconds),
  SUM_CONTACTS_DISCONNECTED: countOf(() => true),
  SUM_HANDLE_TIME: sumOf(handleSeconds),
  SUM_INTERACTION_AND_HOLD_TIME: sumOf(({ interactionSeconds }) => interactionSeconds),
  SUM_INTERACTION_TIME: sumOf(({ interactionSeconds }) => interactionSeconds),
};

type Within = (value: number | undefined) => boolean;

/** Metrics with a threshold. */
const thresholdMetrics: Readonly<Record<string, (within: Within) => Statistic>> = {
  CONTACTS_REMOVED_FROM_QUEUE_IN_X: (within) => countOf(({ queueSeconds }) => within(queueSeconds)),
  SERVICE_LEVEL: (within) => shareOf(({ answerSeconds }) => within(answerSeconds), isQueued),
  SUM_CONTACTS_ABANDONED_IN_X: (within) => countOf(({ abandonSeconds }) => within(abandonSeconds)),
  SUM_CONTACTS_ANSWERED_IN_X: (within) => countOf(({ answerSeconds }) => within(answerSeconds)),
};

/**
 * Returns the statistic of a metric. Undefined for an unsupported metric, and for a missing, unexpected or invalid
 * threshold.
 */
export function statisticOf(metric: MetricV2): Statistic | undefined {
  const name = metricName(metric);
  const [threshold] = metric.Threshold ?? [];
  if (Object.hasOwn(metrics, name)) return threshold ? undefined : metrics[name];
  const within = threshold && withinOf(threshold);
  return within && Object.hasOwn(thresholdMetrics, name) ? thresholdMetrics[name]?.(within) : undefined;
}

/**
 * Returns the test for a threshold: "Enter any whole number from 1 to 604800 (inclusive), in seconds" (API reference).
 */
function withinOf({ Comparison, ThresholdValue = 0 }: ThresholdV2): Within | undefined {
  if (!Number.isInteger(ThresholdValue) || ThresholdValue < 1 || ThresholdValue > 604_800) return undefined;
  switch (Comparison) {
    case 'LT':
      return (value) => value !== undefined && value < ThresholdValue;
    case 'LTE':
      return (value) => value !== undefined && value <= ThresholdValue;
    case 'GT':
      return (value) => value !== undefined && value > ThresholdValue;
    default:
      return undefined;
  }
}

function isQueued(facts: ContactFacts): boolean {
  return facts.isQueued;
}

function isHandled(facts: ContactFacts): boolean {
  return facts.isHandled;
}

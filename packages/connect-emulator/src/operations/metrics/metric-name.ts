import type { CurrentMetric, MetricV2 } from '@aws-sdk/client-connect';

type Metric = Pick<CurrentMetric | MetricV2, 'Name' | 'MetricId'>;

/** A metric's name, given itself or by the ARN that Amazon's own metrics have; empty for the id of another. */
export function metricName({ Name, MetricId }: Metric): string {
  return Name ?? ownMetric(MetricId ?? '') ?? '';
}

/**
 * Whether a metric is told by its name or its id: "Only one of either the Name or MetricId is required" (API reference), so
 * that both may be there. That they have to mean the same metric then is assumed.
 */
export function isNamed({ Name, MetricId }: Metric): boolean {
  if (Name !== undefined && MetricId !== undefined) return ownMetric(MetricId) === Name;
  return Name !== undefined || MetricId !== undefined;
}

function ownMetric(id: string): string | undefined {
  return /^arn:[a-z\d-]+:connect:[a-z\d-]+:aws:metric\/([A-Z_]+)$/.exec(id)?.[1];
}

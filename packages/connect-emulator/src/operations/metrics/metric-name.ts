import type { CurrentMetric, MetricV2 } from '@aws-sdk/client-connect';

type Metric = Pick<CurrentMetric | MetricV2, 'Name' | 'MetricId'>;

/**
 * Returns the name of a metric, which the input gives directly or in the ARN of an Amazon metric. Empty for any other
 * id.
 */
export function metricName({ Name, MetricId }: Metric): string {
  return Name ?? amazonMetricName(MetricId ?? '') ?? '';
}

/**
 * Whether the input names a metric. "Only one of either the Name or MetricId is required" (API reference), so both may
 * be given. Assumption: both must then name the same metric.
 */
export function isNamed({ Name, MetricId }: Metric): boolean {
  if (Name !== undefined && MetricId !== undefined) return amazonMetricName(MetricId) === Name;
  return Name !== undefined || MetricId !== undefined;
}

function amazonMetricName(id: string): string | undefined {
  return /^arn:[a-z\d-]+:connect:[a-z\d-]+:aws:metric\/([A-Z_]+)$/.exec(id)?.[1];
}

import type {
  CurrentMetric,
  CurrentMetricResult,
  Dimensions,
  GetCurrentMetricDataCommandInput,
  GetCurrentMetricDataCommandOutput,
} from '@aws-sdk/client-connect';
import type { Queue } from '../world/entities.js';
import type { World } from '../world/world.js';
import { allChannels, CurrentMetrics, type MetricScope } from './current-metrics.js';
import { dateOf } from './date.js';
import { pageByCount } from './paging.js';
import { invalidRequest } from './refusal.js';
import { instanceOf, resourceByIdOrArn } from './resolve.js';

type Input = GetCurrentMetricDataCommandInput;

/**
 * Live metrics of queues, agents' own among them, as one sum or by queue, by channel or by both. What else the
 * operation can do (routing profiles, agent statuses, subtypes, custom metrics) is refused rather than answered wrongly.
 */
export function getCurrentMetricData(input: Input, world: World): Omit<GetCurrentMetricDataCommandOutput, '$metadata'> {
  const instance = instanceOf(world, input.InstanceId);
  const { Queues = [], Channels = [], ...otherFilters } = input.Filters ?? {};
  const isOther = Object.values(otherFilters).some((filter) => filter !== undefined && filter.length > 0);
  if (Queues.length === 0 || isOther) throw invalidRequest();
  const queues = [...new Set(Queues.map((id) => resourceByIdOrArn(instance.directory.allQueues, id)))];

  const metrics = new CurrentMetrics(instance, world.now);
  const results = rows(queues, Channels.length === 0 ? allChannels : Channels, input.Groupings ?? []).map(
    ({ scope, dimensions }): CurrentMetricResult => ({
      Dimensions: dimensions,
      Collections: (input.CurrentMetrics ?? []).map((metric) => {
        const value = metric.Name === undefined ? undefined : metrics.value(metric.Name, scope);
        if (value === undefined) throw invalidRequest();
        return { Metric: { Name: metric.Name, Unit: unitOf(metric) }, Value: value };
      }),
    }),
  );
  const { page, NextToken } = pageByCount(world, 'GetCurrentMetricData', input, sorted(results, input));
  return {
    MetricResults: [...page],
    NextToken,
    DataSnapshotTime: dateOf(world.now),
    ApproximateTotalCount: results.length,
  };
}

interface Row {
  readonly scope: MetricScope;
  readonly dimensions: Dimensions | undefined;
}

function rows(
  queues: readonly Queue[],
  channels: MetricScope['channels'],
  groupings: NonNullable<Input['Groupings']>,
): Row[] {
  if (groupings.some((grouping) => grouping !== 'QUEUE' && grouping !== 'CHANNEL')) throw invalidRequest();
  const isGrouped = groupings.length > 0;
  const queueGroups = groupings.includes('QUEUE') ? queues.map((queue) => [queue]) : [queues];
  const channelGroups = groupings.includes('CHANNEL') ? channels.map((channel) => [channel]) : [channels];
  return queueGroups.flatMap((ofQueues) =>
    channelGroups.map((ofChannels): Row => {
      const [queue] = groupings.includes('QUEUE') ? ofQueues : [];
      const [channel] = groupings.includes('CHANNEL') ? ofChannels : [];
      return {
        scope: { queues: ofQueues, channels: ofChannels, isGrouped },
        dimensions: isGrouped ? { Queue: queue && { Id: queue.id, Arn: queue.arn }, Channel: channel } : undefined,
      };
    }),
  );
}

/** By the first criterion, or as the filter names them: the documented default is the number of agents online. */
function sorted(results: readonly CurrentMetricResult[], { SortCriteria }: Input): CurrentMetricResult[] {
  const { SortByMetric = 'AGENTS_ONLINE', SortOrder = 'DESCENDING' } = SortCriteria?.[0] ?? {};
  const direction = SortOrder === 'ASCENDING' ? 1 : -1;
  const metricOf = ({ Collections = [] }: CurrentMetricResult) =>
    Collections.find(({ Metric }) => Metric?.Name === SortByMetric)?.Value ?? 0;
  return [...results].sort((a, b) => (metricOf(a) - metricOf(b)) * direction);
}

function unitOf({ Name, Unit }: CurrentMetric): CurrentMetric['Unit'] {
  return Unit ?? (Name === 'OLDEST_CONTACT_AGE' ? 'SECONDS' : 'COUNT');
}

import type {
  CurrentMetric,
  CurrentMetricName,
  CurrentMetricResult,
  GetCurrentMetricDataCommandInput,
  GetCurrentMetricDataCommandOutput,
} from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { dateOf } from '../date.js';
import { pageByCount } from '../paging.js';
import { notFound } from '../refusal.js';
import { instanceStateOf } from '../resolve.js';
import { CurrentMetrics } from './current-metrics.js';
import { metricName } from './metric-name.js';
import { checkMetricRequest, metricRows } from './metric-rows.js';

type Input = GetCurrentMetricDataCommandInput;

/**
 * Returns current metrics of queues (including agent queues) or of routing profiles, in total or by the groupings of
 * the input.
 */
export function getCurrentMetricData(input: Input, world: World): Omit<GetCurrentMetricDataCommandOutput, '$metadata'> {
  const state = instanceStateOf(world, input.InstanceId);
  checkMetricRequest(input, world);
  const wanted = (input.CurrentMetrics ?? []).map((metric) => ({ metric, name: nameOf(metric) }));
  const metrics = new CurrentMetrics(state, world.now, world.assumptions.handleTimeForEstimatesMs);
  const { SortByMetric = 'AGENTS_ONLINE', SortOrder = 'DESCENDING' } = input.SortCriteria?.[0] ?? {};
  const direction = SortOrder === 'ASCENDING' ? 1 : -1;
  const results = metricRows(input.Filters ?? {}, input.Groupings ?? [], state)
    .map((row) => ({ row, key: metrics.value(SortByMetric, row.scope) }))
    .sort((a, b) => (a.key - b.key) * direction)
    .map(
      ({ row: { dimensions, scope } }): CurrentMetricResult => ({
        Dimensions: dimensions,
        Collections: wanted.map(({ metric, name }) => ({
          Metric: { ...metric, Unit: metric.Unit ?? unitOf(name) },
          Value: metrics.value(name, scope),
        })),
      }),
    );
  const { page, NextToken } = pageByCount(world, 'GetCurrentMetricData', input, results);
  return {
    MetricResults: [...page],
    NextToken,
    DataSnapshotTime: dateOf(world.now),
    ApproximateTotalCount: results.length,
  };
}

/**
 * Returns the name of a metric.
 * @throws ConnectException ResourceNotFoundException for an unknown metric. The emulator has only Amazon's metrics.
 */
function nameOf(metric: CurrentMetric): CurrentMetricName {
  const name = metricName(metric);
  if (!isMetric(name)) throw notFound();
  return name;
}

const units: Readonly<Record<CurrentMetricName, NonNullable<CurrentMetric['Unit']>>> = {
  AGENTS_AFTER_CONTACT_WORK: 'COUNT',
  AGENTS_AVAILABLE: 'COUNT',
  AGENTS_ERROR: 'COUNT',
  AGENTS_NON_PRODUCTIVE: 'COUNT',
  AGENTS_ONLINE: 'COUNT',
  AGENTS_ON_CALL: 'COUNT',
  AGENTS_ON_CONTACT: 'COUNT',
  AGENTS_STAFFED: 'COUNT',
  CONTACTS_IN_QUEUE: 'COUNT',
  CONTACTS_SCHEDULED: 'COUNT',
  ESTIMATED_WAIT_TIME: 'SECONDS',
  OLDEST_CONTACT_AGE: 'SECONDS',
  SLOTS_ACTIVE: 'COUNT',
  SLOTS_AVAILABLE: 'COUNT',
};

function unitOf(name: CurrentMetricName) {
  return units[name];
}

function isMetric(name: string): name is CurrentMetricName {
  return Object.hasOwn(units, name);
}

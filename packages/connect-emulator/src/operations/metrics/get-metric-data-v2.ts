import type {
  FilterV2,
  GetMetricDataV2CommandInput,
  GetMetricDataV2CommandOutput,
  IntervalPeriod,
  MetricResultV2,
  MetricV2,
} from '@aws-sdk/client-connect';
import type { Contact } from '../../world/entities.js';
import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';
import { dateOf } from '../date.js';
import { pageByCount } from '../paging.js';
import { refusal } from '../refusal.js';
import { instanceStateOf } from '../resolve.js';
import { type ContactFacts, endedContacts, factsOf } from './contact-facts.js';
import { subtypeOf } from './current-metrics.js';
import { statisticOf } from './metric-definitions-v2.js';
import { isNamed } from './metric-name.js';

type Input = GetMetricDataV2CommandInput;

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** "Historical metrics are available for 3 months." */
const retention = 92 * day;

/** Length of an interval, and the limit that the time range of a request must stay below. Milliseconds. */
const intervals: Readonly<Record<IntervalPeriod, { readonly step: number; readonly widest: number }>> = {
  FIFTEEN_MIN: { step: 15 * minute, widest: 3 * day },
  THIRTY_MIN: { step: 30 * minute, widest: 3 * day },
  HOUR: { step: hour, widest: 3 * day },
  DAY: { step: day, widest: 35 * day },
  WEEK: { step: 7 * day, widest: 35 * day },
  TOTAL: { step: Infinity, widest: 35 * day },
};

/** The dimensions for filters and groupings. A contact without the dimension has the value undefined. */
const keys: Readonly<Record<string, (contact: Contact, state: InstanceState) => string | undefined>> = {
  QUEUE: ({ queueId }) => queueId,
  AGENT: ({ agentId }) => agentId,
  ROUTING_PROFILE: ({ agentId }, { directory }) => directory.users.get(agentId ?? '')?.routingProfileId,
  CHANNEL: ({ channel }) => channel,
  INITIATION_METHOD: ({ initiationMethod }) => initiationMethod,
  DISCONNECT_REASON: ({ disconnectReason }) => disconnectReason,
  FEATURE: ({ id }, { transcripts }) => (transcripts.has(id) ? 'contact_lens_conversational_analytics' : undefined),
  'contact/segmentAttributes/connect:Subtype': subtypeOf,
  ...Object.fromEntries(
    ['ONE', 'TWO', 'THREE', 'FOUR', 'FIVE'].map((level, index) => [
      `AGENT_HIERARCHY_LEVEL_${level}`,
      ({ agentId }: Contact, { directory }: InstanceState) =>
        directory.groupPath(directory.users.get(agentId ?? '')?.hierarchyGroupId)[index]?.id,
    ]),
  ),
};

/** "A GetMetricDataV2 request requires at least one of these filters." */
const requiredFilter =
  /^(QUEUE|ROUTING_PROFILE|AGENT|AGENT_HIERARCHY_LEVEL_\w+|CAMPAIGN|EVALUATION_FORM|EVALUATOR_ID)$/;
const maxValues = 100;

/** Returns metrics of the contacts that ended in a time range, by interval and by the groupings of the input. */
export function getMetricDataV2(input: Input, world: World): Omit<GetMetricDataV2CommandOutput, '$metadata'> {
  const state = instanceStateOf(world, input.ResourceArn);
  check(input, world);
  const { Filters = [], Groupings = [], Metrics = [] } = input;
  const from = input.StartTime?.getTime() ?? 0;
  const to = input.EndTime?.getTime() ?? 0;
  const Interval = input.Interval?.IntervalPeriod ?? 'TOTAL';
  const step = Math.min(intervals[Interval].step, to - from);
  const contacts = endedContacts(state, from, to - 1).filter((contact) =>
    Filters.every((filter) => passes(contact, filter, state)),
  );
  const results: MetricResultV2[] = [];
  for (let start = from; start < to; start += step) {
    const end = Math.min(start + step, to);
    const within = contacts.filter(({ endedAt = 0 }) => endedAt >= start && endedAt < end);
    for (const [, { dimensions, facts }] of grouped(within, Groupings, state)) {
      results.push({
        Dimensions: dimensions,
        MetricInterval: { Interval, StartTime: dateOf(start), EndTime: dateOf(end) },
        Collections: Metrics.map((Metric) => ({ Metric, Value: metricValue(Metric, facts, state) })),
      });
    }
  }
  const { page, NextToken } = pageByCount(world, 'GetMetricDataV2', input, results);
  return { MetricResults: [...page], NextToken };
}

/**
 * Checks the input against the rules of the API reference.
 * @throws ConnectException if a rule is violated or a metric is not supported. The assumptions of the world determine the
 *   exception.
 */
function check(
  { StartTime, EndTime, Interval, Filters = [], Groupings = [], Metrics = [] }: Input,
  world: World,
): void {
  const [from, to] = [StartTime?.getTime() ?? 0, EndTime?.getTime() ?? 0];
  const names = Filters.map(({ FilterKey = '' }) => FilterKey);
  const values = Filters.filter(({ FilterKey }) => FilterKey !== 'CHANNEL').flatMap(
    ({ FilterValues = [] }) => FilterValues,
  );
  const rules: readonly boolean[] = [
    from < to && to <= world.now && from >= world.now - retention,
    to - from < intervals[Interval?.IntervalPeriod ?? 'TOTAL'].widest,
    names.some((name) => requiredFilter.test(name)),
    new Set(names).size === names.length,
    values.length <= maxValues,
    Groupings.every((grouping) => Object.hasOwn(keys, grouping)),
    Metrics.every(isNamed),
    Metrics.every((metric) => statisticOf(metric) !== undefined),
  ];
  if (!rules.every((holds) => holds)) throw refusal(world.assumptions.errorOfWrongMetricRequest);
}

/** Whether the contact matches the filter. Filter values may be ids or ARNs, which end in the id. */
function passes(contact: Contact, { FilterKey = '', FilterValues = [] }: FilterV2, state: InstanceState): boolean {
  const value = Object.hasOwn(keys, FilterKey) ? keys[FilterKey]?.(contact, state) : undefined;
  return value !== undefined && FilterValues.some((wanted) => wanted.replace(/^arn:.*\//, '') === value);
}

/**
 * Groups contacts by dimensions. "Each dimension in the metric response must contain a value", so a
 * contact without a value is in no group.
 */
function grouped(contacts: readonly Contact[], groupings: readonly string[], state: InstanceState) {
  const groups = new Map<string, { dimensions: Record<string, string> | undefined; facts: ContactFacts[] }>();
  for (const contact of contacts) {
    const values = groupings.map((grouping) => keys[grouping]?.(contact, state));
    if (values.includes(undefined)) continue;
    const dimensions = Object.fromEntries(groupings.map((grouping, index) => [grouping, values[index] ?? '']));
    const key = JSON.stringify(values);
    const group = groups.get(key) ?? { dimensions: groupings.length > 0 ? dimensions : undefined, facts: [] };
    group.facts.push(factsOf(contact, state));
    groups.set(key, group);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

/**
 * Computes a metric over the contacts that match all of the metric's filters. A negated filter matches the contacts
 * that do not have its values.
 */
function metricValue(metric: MetricV2, facts: readonly ContactFacts[], state: InstanceState): number | undefined {
  const matching = facts.filter(({ contact }) =>
    (metric.MetricFilters ?? []).every(
      ({ MetricFilterKey, MetricFilterValues, Negate = false }) =>
        passes(contact, { FilterKey: MetricFilterKey, FilterValues: MetricFilterValues }, state) !== Negate,
    ),
  );
  return statisticOf(metric)?.(matching);
}

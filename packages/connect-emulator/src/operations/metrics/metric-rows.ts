import type { Dimensions, Filters, GetCurrentMetricDataCommandInput, Grouping } from '@aws-sdk/client-connect';
import { channels as allChannels, type Queue, type RoutingProfile } from '../../world/entities.js';
import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';
import { refusal } from '../refusal.js';
import { resourceByIdOrArn } from '../resolve.js';
import { type MetricScope, subtypeOf } from './current-metrics.js';
import { isNamed, metricName } from './metric-name.js';

/** One row of the output: its dimensions and the scope of its metrics. */
export interface MetricRow {
  readonly dimensions: Dimensions | undefined;
  readonly scope: MetricScope;
}

/** Metrics of contacts. Grouping them by routing profile requires a filter by routing profile. */
const metricsOfContacts = ['CONTACTS_SCHEDULED', 'CONTACTS_IN_QUEUE', 'OLDEST_CONTACT_AGE'];
/** For these metrics "sorting is not supported" (API reference). */
const unsortable = ['SLOTS_ACTIVE', 'SLOTS_AVAILABLE'];
const maxStatuses = 50;
const maxMetricIds = 10;

/**
 * Checks the rules of GetCurrentMetricData for combinations of filters, groupings and metrics.
 *
 * @throws ConnectException as the assumptions say. The error is undocumented.
 */
export function checkMetricRequest(input: GetCurrentMetricDataCommandInput, world: World): void {
  const { Queues = [], RoutingProfiles = [], Channels = [], ...filters } = input.Filters ?? {};
  const { RoutingStepExpressions: steps = [], AgentStatuses = [], Subtypes = [], ValidationTestTypes = [] } = filters;
  const { Groupings: groupings = [], CurrentMetrics: metrics = [] } = input;
  const names = metrics.map(metricName);
  const [primary, secondary] = groupings;
  const has = (grouping: Grouping) => groupings.includes(grouping);
  const byQueueFirst = primary === 'QUEUE' && Queues.length > 0;
  const needsQueues = AgentStatuses.length + Subtypes.length + ValidationTestTypes.length > 0;
  const sortBy = input.SortCriteria?.[0]?.SortByMetric;
  const isSingle = Queues.length === 1 && Channels.length === 1;
  const byQueueAndChannel = Channels.length > 0 && has('QUEUE') && has('CHANNEL');
  const rules: readonly boolean[] = [
    // "You cannot filter by both queue AND routing profile", and one of the two is required.
    Queues.length > 0 !== RoutingProfiles.length > 0,
    primary === undefined || primary !== secondary,
    !needsQueues || Queues.length > 0,
    AgentStatuses.length <= maxStatuses,
    // "If you group by AGENT_STATUS, you must include the QUEUE as the primary grouping and use queue filter."
    !has('AGENT_STATUS') || (byQueueFirst && names.every((name) => name === 'AGENTS_ONLINE')),
    !(has('SUBTYPE') || has('VALIDATION_TEST_TYPE')) || byQueueFirst,
    !has('ROUTING_PROFILE') || RoutingProfiles.length > 0 || !names.some((name) => metricsOfContacts.includes(name)),
    // "When using the RoutingStepExpression filter, you need to pass exactly one QueueId" and to group by the
    // expression.
    steps.length > 0 === has('ROUTING_STEP_EXPRESSION'),
    steps.length === 0 || Queues.length === 1,
    !names.includes('ESTIMATED_WAIT_TIME') || byQueueAndChannel || (steps.length > 0 && isSingle),
    sortBy === undefined || !unsortable.includes(sortBy),
    metrics.every(isNamed),
    metrics.filter(({ MetricId }) => MetricId !== undefined).length <= maxMetricIds,
  ];
  if (!rules.every((holds) => holds)) throw refusal(world.assumptions.errorOfWrongMetricRequest);
}

/** Returns the rows for a checked input: one row in total, or one per combination of the groupings. */
export function metricRows(filters: Filters, groupings: readonly Grouping[], state: InstanceState): MetricRow[] {
  const { directory } = state;
  const profiles = unique(filters.RoutingProfiles?.map((id) => resourceByIdOrArn(directory.routingProfiles, id)));
  const statuses = unique(filters.AgentStatuses?.map((id) => resourceByIdOrArn(directory.agentStatuses, id)));
  const scope: MetricScope = {
    queues: filters.Queues?.length
      ? unique(filters.Queues.map((id) => resourceByIdOrArn(directory.allQueues, id)))
      : queuesOf(profiles, state),
    channels: filters.Channels?.length ? filters.Channels : allChannels,
    profiles: profiles.length > 0 ? profiles : undefined,
    statuses: statuses.length > 0 ? statuses.map(({ name }) => name) : undefined,
    subtypes: filters.Subtypes?.length ? filters.Subtypes : undefined,
    isGrouped: groupings.length > 0,
  };
  return groupings.reduce<MetricRow[]>(
    (rows, grouping) =>
      rows.flatMap((row) =>
        parts(grouping, row.scope, filters, statuses, state).map((part) => ({
          dimensions: { ...row.dimensions, ...part.dimensions },
          scope: { ...row.scope, ...part.scope },
        })),
      ),
    [{ dimensions: undefined, scope }],
  );
}

interface Part {
  readonly dimensions: Dimensions;
  readonly scope: Partial<MetricScope>;
}

/** Splits a scope by a grouping. "Each dimension in the metric response must contain a value". */
function parts(
  grouping: Grouping,
  { queues, channels, profiles, subtypes }: MetricScope,
  filters: Filters,
  statuses: readonly { readonly id: string; readonly arn: string; readonly name: string }[],
  state: InstanceState,
): Part[] {
  switch (grouping) {
    case 'QUEUE':
      return queues.map((queue) => ({ dimensions: { Queue: reference(queue) }, scope: { queues: [queue] } }));
    case 'CHANNEL':
      return channels.map((Channel) => ({ dimensions: { Channel }, scope: { channels: [Channel] } }));
    case 'ROUTING_PROFILE':
      return (profiles ?? profilesServing(queues, state)).map((profile) => ({
        dimensions: { RoutingProfile: reference(profile) },
        scope: { profiles: [profile], ...(profiles && { queues: queuesOf([profile], state) }) },
      }));
    case 'AGENT_STATUS':
      return (statuses.length > 0 ? statuses : state.directory.agentStatuses.sorted).map((status) => ({
        dimensions: { AgentStatus: reference(status) },
        scope: { statuses: [status.name] },
      }));
    case 'SUBTYPE':
      return (subtypes ?? subtypesIn(state)).map((Subtype) => ({
        dimensions: { Subtype },
        scope: { subtypes: [Subtype] },
      }));
    case 'ROUTING_STEP_EXPRESSION':
      return (filters.RoutingStepExpressions ?? []).map((expression) => ({
        dimensions: { RoutingStepExpression: expression },
        scope: { step: parseExpression(expression) },
      }));
    // The world has no validation tests: "MetricResult list is empty: the request cannot find any data in the system".
    case 'VALIDATION_TEST_TYPE':
      return [];
  }
}

function parseExpression(text: string): NonNullable<MetricScope['step']> {
  try {
    return JSON.parse(text);
  } catch {
    throw refusal('InvalidParameterException');
  }
}

function queuesOf(profiles: readonly RoutingProfile[], { directory }: InstanceState): Queue[] {
  const ids = new Set(profiles.flatMap(({ queues }) => queues.map(({ queueId }) => queueId)));
  return directory.queues.sorted.filter(({ id }) => ids.has(id));
}

function profilesServing(queues: readonly Queue[], { directory }: InstanceState): RoutingProfile[] {
  const ids = new Set(queues.map(({ id }) => id));
  return directory.routingProfiles.sorted.filter((profile) => profile.queues.some(({ queueId }) => ids.has(queueId)));
}

function subtypesIn({ contacts }: InstanceState): string[] {
  const found = new Set<string>();
  for (const contact of contacts.live()) found.add(subtypeOf(contact) ?? '');
  return [...found].filter((subtype) => subtype !== '').sort();
}

function reference({ id, arn }: { readonly id: string; readonly arn: string }) {
  return { Id: id, Arn: arn };
}

function unique<T>(items: readonly T[] = []): T[] {
  return [...new Set(items)];
}

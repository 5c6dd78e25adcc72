import type { CurrentMetricResult, GetCurrentMetricDataCommandInput } from '@aws-sdk/client-connect';
import { Arg, Ctx, Directive, Field, FieldResolver, ID, InputType, ObjectType, Resolver, Root } from 'type-graphql';
import { getCurrentMetricData } from '../connect/reads/read-operations.js';
import { ConnectChannelFilter, ConnectSortOrder } from '../contacts/contact-enums.js';
import { ConnectInstance } from '../directory/instances/instance.js';
import { badUserInput } from '../graph/bad-user-input.js';
import { oneOf } from '../graph/build/one-of.js';
import type { GatewayContext } from '../graph/context.js';
import { CostOfField, listCost } from '../graph/cost/costs.js';
import { resourceIds } from '../graph/resource-id.js';
import { assertAcceptable, assertNoEmptyList, unique } from '../graph/search-criteria.js';
import { countedConnectionOf, edgeOf, type PagedList, readConnection } from '../graph/types/connection.js';
import { AfterArg, FirstArg } from '../graph/types/directory-lists.js';
import { closedEnum, describeEnum } from '../graph/types/open-enum.js';
import type { Instances } from '../ids/instances.js';
import { own } from '../lib/own.js';
import {
  ConnectCurrentMetricName,
  ConnectCurrentMetricRow,
  currentMetricDescriptions,
  metricRowOf,
  unitOf,
} from './current-metric.js';

@ObjectType({ description: 'Row of live metrics in a list, with its cursor.' })
export class ConnectCurrentMetricRowEdge extends edgeOf(ConnectCurrentMetricRow) {}

@ObjectType({ description: 'Page of live metrics.' })
export class ConnectCurrentMetricRowConnection extends countedConnectionOf(
  ConnectCurrentMetricRow,
  ConnectCurrentMetricRowEdge,
) {}

export const ConnectCurrentMetricNameInput = closedEnum(ConnectCurrentMetricName);
export type ConnectCurrentMetricNameInput = Exclude<ConnectCurrentMetricName, ConnectCurrentMetricName.UNKNOWN>;
describeEnum(
  ConnectCurrentMetricNameInput,
  'ConnectCurrentMetricNameInput',
  'Name of a live metric to return.',
  currentMetricDescriptions,
);

export enum ConnectMetricGrouping {
  QUEUE = 'QUEUE',
  CHANNEL = 'CHANNEL',
  ROUTING_PROFILE = 'ROUTING_PROFILE',
  ROUTING_STEP_EXPRESSION = 'ROUTING_STEP_EXPRESSION',
  AGENT_STATUS = 'AGENT_STATUS',
  SUBTYPE = 'SUBTYPE',
  VALIDATION_TEST_TYPE = 'VALIDATION_TEST_TYPE',
}
describeEnum(ConnectMetricGrouping, 'ConnectMetricGrouping', 'Dimension for grouping live metrics.', {
  QUEUE: 'One row for each queue.',
  CHANNEL: 'One row for each channel.',
  ROUTING_PROFILE: 'One row for each routing profile.',
  ROUTING_STEP_EXPRESSION: 'One row for each step of routing criteria that the filter names.',
  AGENT_STATUS:
    'One row for each agent status. Only for the metric AGENTS_ONLINE, and only as the second grouping after QUEUE.',
  SUBTYPE: 'One row for each subtype of contacts. Only as the second grouping after QUEUE.',
  VALIDATION_TEST_TYPE: 'One row for each type of test. Only as the second grouping after QUEUE.',
});

@Directive(oneOf)
@InputType({ description: 'Queues or routing profiles to measure. Exactly one field must be given.' })
export class ConnectMetricSubjectInput {
  @Field(() => [ID], { nullable: true, description: 'Ids or ARNs of queues, 1 to 100.' })
  queueIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Ids or ARNs of routing profiles, 1 to 100.' })
  routingProfileIds?: string[] | null;
}

@InputType({ description: 'Filter for live metrics. All given conditions must hold.' })
export class ConnectCurrentMetricFilter {
  @Field(() => ConnectMetricSubjectInput, { description: 'Queues or routing profiles to measure.' })
  of!: ConnectMetricSubjectInput;

  @Field(() => [ConnectChannelFilter], { nullable: true, description: 'Channels to count. All channels if absent.' })
  channels?: ConnectChannelFilter[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Ids or ARNs of agent statuses, at most 50. Only agents with one of these statuses are counted.',
  })
  agentStatusIds?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Subtypes of contacts to count, at most 10.' })
  subtypes?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Steps of routing criteria as JSON, at most 50, for one queue only. Only contacts at one of these steps are counted.',
  })
  routingStepExpressions?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Types of tests to count, at most 10.' })
  validationTestTypes?: string[] | null;
}

@InputType({ description: 'Sort order of live metrics.' })
export class ConnectCurrentMetricSort {
  @Field(() => ConnectCurrentMetricNameInput, {
    description: 'Metric to sort by. SLOTS_ACTIVE and SLOTS_AVAILABLE are not allowed.',
  })
  by!: ConnectCurrentMetricNameInput;

  @Field(() => ConnectSortOrder, { defaultValue: ConnectSortOrder.DESCENDING, description: 'Sort direction.' })
  order!: ConnectSortOrder;
}

type Query = Omit<GetCurrentMetricDataCommandInput, 'NextToken' | 'MaxResults'>;
interface Row {
  readonly result: CurrentMetricResult;
  readonly countedAt: Date | undefined;
}

const maxFirst = 100;
const maxGroupings = 2;

@Resolver(() => ConnectInstance)
export class CurrentMetricsResolver {
  @CostOfField(listCost('GetCurrentMetricData', maxFirst, 'id', true))
  @FieldResolver(() => ConnectCurrentMetricRowConnection, {
    nullable: true,
    description:
      'Live metrics, read with GetCurrentMetricData: one row in total, or one row for each group of `groupings`. Connect determines which filters, groupings and metrics can be combined, and refuses other combinations.',
  })
  currentMetrics(
    @Root() instance: ConnectInstance,
    @Arg('metrics', () => [ConnectCurrentMetricNameInput], { description: 'Metrics to return, at least one.' })
    metrics: ConnectCurrentMetricNameInput[],
    @Arg('filter', () => ConnectCurrentMetricFilter, { description: 'Contacts and agents to count.' })
    filter: ConnectCurrentMetricFilter,
    @Arg('groupings', () => [ConnectMetricGrouping], {
      nullable: true,
      description: 'Groupings of the rows, at most 2. The first is the primary grouping. One row in total if absent.',
    })
    groupings: ConnectMetricGrouping[] | null | undefined,
    @Arg('sort', () => ConnectCurrentMetricSort, {
      nullable: true,
      description: "Sort order. If absent, Connect's default order.",
    })
    sort: ConnectCurrentMetricSort | null | undefined,
    @FirstArg(maxFirst) first: number,
    @AfterArg() after: string | null | undefined,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectCurrentMetricRowConnection> {
    const { connect } = context;
    assertCounts(metrics, groupings ?? []);
    const grouped = (groupings ?? []).length > 0;
    const query: Query = {
      InstanceId: instance.id,
      Filters: filtersOf(instance.id, filter, connect.instances),
      Groupings: grouped ? (groupings ?? undefined) : undefined,
      CurrentMetrics: metrics.map((Name) => ({ Name, Unit: unitOf(Name) })),
      SortCriteria: sort ? [{ SortByMetric: sort.by, SortOrder: sort.order }] : undefined,
    };
    assertAcceptable('GetCurrentMetricData', query, argumentOf);
    const list: PagedList<Query, Row> = {
      name: `currentMetrics ${JSON.stringify(query)}`,
      query: () => query,
      maxPageSize: maxFirst,
      sharedForMs: connect.shared.searchMaxAgeMs,
      read: async (connect, query, NextToken, MaxResults) => {
        const output = await connect.read(getCurrentMetricData, { ...query, NextToken, MaxResults });
        const rows = (output.MetricResults ?? []).map((result) => ({ result, countedAt: output.DataSnapshotTime }));
        return { rows, token: output.NextToken, totalCount: output.ApproximateTotalCount };
      },
    };
    return readConnection(context, list, { first, after }, ({ result, countedAt }) =>
      metricRowOf(instance.id, result, countedAt, grouped),
    );
  }
}

/** @throws GraphQLError BAD_USER_INPUT */
function assertCounts(metrics: readonly string[], groupings: readonly string[]): void {
  if (metrics.length === 0) throw badUserInput('`metrics`: must have at least 1 metric.');
  if (groupings.length <= maxGroupings) return;
  throw badUserInput(`\`groupings\`: must have at most ${maxGroupings}, not ${groupings.length}.`);
}

/** @throws GraphQLError BAD_USER_INPUT */
function filtersOf(instanceId: string, filter: ConnectCurrentMetricFilter, instances: Instances): Query['Filters'] {
  const { of, channels, agentStatusIds, subtypes, routingStepExpressions, validationTestTypes } = filter;
  assertNoEmptyList('filter', filter);
  const subject = (kind: 'queue' | 'routingProfile', ids: string[] | null | undefined, argument: string) =>
    resourceIds(kind, ids, instanceId, instances, `filter.of.${argument}`);
  return {
    Queues: subject('queue', of.queueIds, 'queueIds'),
    RoutingProfiles: subject('routingProfile', of.routingProfileIds, 'routingProfileIds'),
    Channels: unique(channels),
    AgentStatuses: resourceIds('agentStatus', agentStatusIds, instanceId, instances, 'filter.agentStatusIds', 50),
    Subtypes: subtypes ?? undefined,
    RoutingStepExpressions: routingStepExpressions ?? undefined,
    ValidationTestTypes: validationTestTypes ?? undefined,
  };
}

const argumentsOfMembers: Readonly<Record<string, string>> = { filters: 'filter', currentMetrics: 'metrics' };

/** Maps the path of a member of Connect's input to the argument. Ids were checked before and need no mapping. */
function argumentOf([member = '', ...below]: readonly string[]): readonly string[] {
  return [own(argumentsOfMembers, member) ?? member, ...below];
}

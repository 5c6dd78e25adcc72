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
import { assertAcceptable, assertConditions, eachOnce } from '../graph/search-criteria.js';
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

@ObjectType({ description: 'A row of live metrics in a list.' })
export class ConnectCurrentMetricRowEdge extends edgeOf(ConnectCurrentMetricRow) {}

@ObjectType({ description: 'A page of live metrics.' })
export class ConnectCurrentMetricRowConnection extends countedConnectionOf(
  ConnectCurrentMetricRow,
  ConnectCurrentMetricRowEdge,
) {}

export const ConnectCurrentMetricNameInput = closedEnum(ConnectCurrentMetricName);
export type ConnectCurrentMetricNameInput = Exclude<ConnectCurrentMetricName, ConnectCurrentMetricName.UNKNOWN>;
describeEnum(
  ConnectCurrentMetricNameInput,
  'ConnectCurrentMetricNameInput',
  'Live metrics that can be asked for.',
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
describeEnum(ConnectMetricGrouping, 'ConnectMetricGrouping', 'By what live metrics can be told apart.', {
  QUEUE: 'A row for each queue.',
  CHANNEL: 'A row for each channel.',
  ROUTING_PROFILE: 'A row for each routing profile.',
  ROUTING_STEP_EXPRESSION: 'A row for each step of routing criteria that the filter names.',
  AGENT_STATUS: 'A row for each status of agents; only of AGENTS_ONLINE, after QUEUE.',
  SUBTYPE: 'A row for each subtype of contacts; after QUEUE.',
  VALIDATION_TEST_TYPE: 'A row for each type of test; after QUEUE.',
});

@Directive(oneOf)
@InputType({ description: 'Resources that metrics are about. Exactly one field must be given.' })
export class ConnectMetricSubjectInput {
  @Field(() => [ID], { nullable: true, description: 'These queues, ids or ARNs; 1 to 100.' })
  queueIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'These routing profiles, ids or ARNs; 1 to 100.' })
  routingProfileIds?: string[] | null;
}

@InputType({ description: 'Filter of a metric: all conditions given must hold.' })
export class ConnectCurrentMetricFilter {
  @Field(() => ConnectMetricSubjectInput, { description: 'Of which queues, or of which routing profiles.' })
  of!: ConnectMetricSubjectInput;

  @Field(() => [ConnectChannelFilter], { nullable: true, description: 'Of these channels; of all when absent.' })
  channels?: ConnectChannelFilter[] | null;

  @Field(() => [ID], { nullable: true, description: 'Agents with one of these statuses, ids or ARNs; 50 at most.' })
  agentStatusIds?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Contacts of one of these subtypes; 10 at most.' })
  subtypes?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Contacts at one of these steps of their routing criteria, as JSON; 50 at most, of one queue.',
  })
  routingStepExpressions?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Tests of one of these types; 10 at most.' })
  validationTestTypes?: string[] | null;
}

@InputType({ description: 'How to sort live metrics.' })
export class ConnectCurrentMetricSort {
  @Field(() => ConnectCurrentMetricNameInput, {
    description: 'By which metric; not by SLOTS_ACTIVE or SLOTS_AVAILABLE.',
  })
  by!: ConnectCurrentMetricNameInput;

  @Field(() => ConnectSortOrder, { defaultValue: ConnectSortOrder.DESCENDING, description: 'In which direction.' })
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
      'Live metrics by GetCurrentMetricData: one row for all, or one for each part that `groupings` tells apart. Which filters, groupings and metrics go together is for Connect to say; it refuses others.',
  })
  currentMetrics(
    @Root() instance: ConnectInstance,
    @Arg('metrics', () => [ConnectCurrentMetricNameInput], { description: 'Metrics; at least one.' })
    metrics: ConnectCurrentMetricNameInput[],
    @Arg('filter', () => ConnectCurrentMetricFilter, { description: 'Contacts and agents that are counted.' })
    filter: ConnectCurrentMetricFilter,
    @Arg('groupings', () => [ConnectMetricGrouping], {
      nullable: true,
      description: 'By what to tell rows apart, the first before the second; one row for all when absent.',
    })
    groupings: ConnectMetricGrouping[] | null | undefined,
    @Arg('sort', () => ConnectCurrentMetricSort, { nullable: true, description: 'As Connect sorts when absent.' })
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
        const answer = await connect.read(getCurrentMetricData, { ...query, NextToken, MaxResults });
        const rows = (answer.MetricResults ?? []).map((result) => ({ result, countedAt: answer.DataSnapshotTime }));
        return { rows, token: answer.NextToken, totalCount: answer.ApproximateTotalCount };
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
  assertConditions('filter', filter);
  const subject = (kind: 'queue' | 'routingProfile', ids: string[] | null | undefined, argument: string) =>
    resourceIds(kind, ids, instanceId, instances, `filter.of.${argument}`);
  return {
    Queues: subject('queue', of.queueIds, 'queueIds'),
    RoutingProfiles: subject('routingProfile', of.routingProfileIds, 'routingProfileIds'),
    Channels: eachOnce(channels),
    AgentStatuses: resourceIds('agentStatus', agentStatusIds, instanceId, instances, 'filter.agentStatusIds', 50),
    Subtypes: subtypes ?? undefined,
    RoutingStepExpressions: routingStepExpressions ?? undefined,
    ValidationTestTypes: validationTestTypes ?? undefined,
  };
}

const argumentsOfMembers: Readonly<Record<string, string>> = { filters: 'filter', currentMetrics: 'metrics' };

/** Maps the path of a member of Connect's input to the argument. Ids are checked before. */
function argumentOf([member = '', ...below]: readonly string[]): readonly string[] {
  return [own(argumentsOfMembers, member) ?? member, ...below];
}

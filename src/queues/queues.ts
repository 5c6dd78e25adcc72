import { Arg, Ctx, Field, FieldResolver, ID, InputType, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { directoryListSharedMs, type QueueRecord, queueLookUp } from '../connect/directory.js';
import { type MaybePromise, whenKnown } from '../connect/maybe-promise.js';
import { listQueues, searchQueues } from '../connect/reads.js';
import { badUserInput } from '../graph/bad-user-input.js';
import { connectionOf, edgeOf, type PagedList, readConnection } from '../graph/connection.js';
import type { GatewayContext } from '../graph/context.js';
import { byIdCost, CostOfField, type FieldCost, listCost } from '../graph/costs.js';
import { knownPart } from '../graph/entity.js';
import { closedEnum, describeEnum } from '../graph/open-enum.js';
import { resourceId } from '../graph/resource-id.js';
import { searchText } from '../graph/search-text.js';
import { ConnectInstance } from '../instances/instance.js';
import { ConnectQueue, ConnectQueueType, queueOf } from './queue.js';

@ObjectType({ description: 'A queue in a list.' })
export class ConnectQueueEdge extends edgeOf(ConnectQueue) {}

@ObjectType({ description: 'A page of queues.' })
export class ConnectQueueConnection extends connectionOf(ConnectQueue, ConnectQueueEdge) {}

export const ConnectQueueTypeFilter = closedEnum(ConnectQueueType);
export type ConnectQueueTypeFilter = Exclude<ConnectQueueType, ConnectQueueType.UNKNOWN>;
describeEnum(ConnectQueueTypeFilter, 'ConnectQueueTypeFilter', 'Kinds of queue that can be asked for.', {
  STANDARD: 'Queues that routing profiles serve.',
  AGENT: "Agents' own queues, one for each agent.",
});

@InputType({ description: 'Which queues: all conditions given must hold.' })
export class ConnectQueueFilter {
  @Field(() => [ConnectQueueTypeFilter], {
    nullable: true,
    description: "Standard queues only when absent: agents' own are as many as there are agents.",
  })
  types?: ConnectQueueTypeFilter[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Queues whose name contains this, in any case; 2 to 25 characters. Not with AGENT: those have no name.',
  })
  nameContains?: string | null;
}

const maxFirst = 500;

/** SearchQueues does not know the agents' own. */
function includesAgents(filter: ConnectQueueFilter | null | undefined): filter is ConnectQueueFilter {
  return filter?.types?.includes(ConnectQueueTypeFilter.AGENT) ?? false;
}

const queuesCost: FieldCost = (field, place, count) => {
  const agents = includesAgents(field.args.filter as ConnectQueueFilter | null | undefined);
  const list = agents ? listCost('ListQueues', maxFirst, 'summary') : listCost('SearchQueues', maxFirst, 'record');
  return list(field, place, count);
};

@Resolver(() => ConnectInstance)
export class QueuesResolver {
  @CostOfField(byIdCost((place, count) => count.lookUp(queueLookUp, place)))
  @FieldResolver(() => ConnectQueue, {
    nullable: true,
    description: 'One queue. Null when this instance has no such queue.',
  })
  queue(
    @Root() instance: ConnectInstance,
    @Arg('id', () => ID, { description: 'Id or ARN of the queue.' }) id: string,
    @Ctx() { connect }: GatewayContext,
  ): MaybePromise<ConnectQueue | null> {
    const key = resourceId('queue', id, instance.id, connect.instances);
    if (key === null) return null;
    const record = connect.loaders.queue.load({ instanceId: instance.id, id: key });
    return whenKnown(record, (known) => known && queueOf(instance.id, known));
  }

  @CostOfField(queuesCost)
  @FieldResolver(() => ConnectQueueConnection, {
    nullable: true,
    description: "Queues by SearchQueues; by ListQueues when agents' own are asked for.",
  })
  queues(
    @Root() instance: ConnectInstance,
    @Arg('filter', () => ConnectQueueFilter, { nullable: true, description: 'All standard queues when absent.' })
    filter: ConnectQueueFilter | null | undefined,
    @Arg('first', () => Int, { defaultValue: 100, description: 'How many at most, 1 to 500.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The `endCursor` of the page before.' })
    after: string | null | undefined,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectQueueConnection> {
    const page = { first, after };
    if (includesAgents(filter)) {
      const list = queuesOfTypes(instance.id, filter, context);
      return readConnection(context, list, page, ({ Id, Arn, Name }) => {
        // A summary lacks the description, the status and the limit: those are read when they are asked for.
        const known = knownPart<QueueRecord>(['QueueId', 'QueueArn', 'Name'], { QueueId: Id, QueueArn: Arn, Name });
        return new ConnectQueue(instance.id, Id ?? '', known);
      });
    }
    return readConnection(context, standardQueues(instance.id, filter, context), page, (row) =>
      queueOf(instance.id, row),
    );
  }
}

function standardQueues(
  InstanceId: string,
  filter: ConnectQueueFilter | null | undefined,
  { connect }: GatewayContext,
) {
  const nameContains = searchText('filter.nameContains', filter?.nameContains, 2, 25);
  const SearchCriteria = nameContains
    ? { StringCondition: { FieldName: 'name', ComparisonType: 'CONTAINS' as const, Value: nameContains } }
    : undefined;
  return {
    name: `queues by name ${JSON.stringify([InstanceId, nameContains])}`,
    query: () => ({ InstanceId, SearchCriteria }),
    maxPageSize: maxFirst,
    sharedForMs: directoryListSharedMs,
    read: async (query, NextToken, MaxResults) => {
      const answer = await connect.read(searchQueues, { ...query, NextToken, MaxResults });
      const rows = (answer.Queues ?? []) as QueueRecord[];
      connect.shared.directory.queues.learn(InstanceId, rows);
      return { rows, token: answer.NextToken };
    },
  } satisfies PagedList<{ InstanceId: string; SearchCriteria: typeof SearchCriteria }, QueueRecord>;
}

function queuesOfTypes(InstanceId: string, { types, nameContains }: ConnectQueueFilter, { connect }: GatewayContext) {
  if (nameContains)
    throw badUserInput("`filter.nameContains`: agents' own queues have no name; leave AGENT out of `types`.");
  const QueueTypes = types ?? [];
  return {
    name: `queues by type ${JSON.stringify([InstanceId, QueueTypes])}`,
    query: () => ({ InstanceId, QueueTypes }),
    maxPageSize: maxFirst,
    sharedForMs: directoryListSharedMs,
    read: async (
      query: { InstanceId: string; QueueTypes: ConnectQueueTypeFilter[] },
      NextToken?: string,
      MaxResults?: number,
    ) => {
      const answer = await connect.read(listQueues, { ...query, NextToken, MaxResults });
      return { rows: answer.QueueSummaryList ?? [], token: answer.NextToken };
    },
  };
}

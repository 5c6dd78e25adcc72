import { Arg, Ctx, Field, FieldResolver, InputType, ObjectType, Resolver, Root } from 'type-graphql';
import type { QueueRecord } from '../../connect/directory/directory-records.js';
import { listQueues, searchQueues } from '../../connect/reads/read-operations.js';
import { badUserInput } from '../../graph/bad-user-input.js';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfField, type FieldCost, listCost } from '../../graph/cost/costs.js';
import { assertConditions, eachOnce } from '../../graph/search-criteria.js';
import { countedConnectionOf, edgeOf } from '../../graph/types/connection.js';
import {
  AfterArg,
  FirstArg,
  IdArg,
  NamedFilter,
  namedSearch,
  readDirectory,
  thingById,
  thingCost,
} from '../../graph/types/directory-lists.js';
import { knownPart } from '../../graph/types/entity.js';
import { closedEnum, describeEnum } from '../../graph/types/open-enum.js';
import type { MaybePromise } from '../../lib/maybe-promise.js';
import { ConnectInstance } from '../instances/instance.js';
import { ConnectQueue, ConnectQueueType, queueOf } from './queue.js';

@ObjectType({ description: 'A queue in a list.' })
export class ConnectQueueEdge extends edgeOf(ConnectQueue) {}

@ObjectType({ description: 'A page of queues.' })
export class ConnectQueueConnection extends countedConnectionOf(ConnectQueue, ConnectQueueEdge) {}

export const ConnectQueueTypeFilter = closedEnum(ConnectQueueType);
export type ConnectQueueTypeFilter = Exclude<ConnectQueueType, ConnectQueueType.UNKNOWN>;
describeEnum(ConnectQueueTypeFilter, 'ConnectQueueTypeFilter', 'Kinds of queue that can be asked for.', {
  STANDARD: 'Queues that routing profiles serve.',
  AGENT: "Agents' own queues, one for each agent.",
});

@InputType({ description: 'Which queues: all conditions given must hold.' })
export class ConnectQueueFilter extends NamedFilter {
  @Field(() => [ConnectQueueTypeFilter], {
    nullable: true,
    description:
      "Standard queues only when absent: agents' own are as many as there are agents. AGENT goes with no other condition, as those have no name, description or tags.",
  })
  types?: ConnectQueueTypeFilter[] | null;
}

const maxFirst = 500;

/** Whether agents' queues are included. SearchQueues does not return them. */
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
  @CostOfField(thingCost('queue'))
  @FieldResolver(() => ConnectQueue, {
    nullable: true,
    description: 'One queue. Null when this instance has no such queue.',
  })
  queue(
    @Root() instance: ConnectInstance,
    @IdArg('queue') id: string,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectQueue | null> {
    return thingById('queue', instance, id, context, queueOf);
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
    @FirstArg(maxFirst) first: number,
    @AfterArg() after: string | null | undefined,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectQueueConnection> {
    const { connect } = context;
    assertConditions('filter', filter);
    if (includesAgents(filter)) {
      const { types, ...named } = filter;
      if (Object.values(named).some((condition) => condition != null)) {
        throw badUserInput("`filter.types`: agents' own queues have no name, description or tags; leave AGENT out.");
      }
      return readDirectory(
        context,
        instance,
        { first, after },
        {
          name: 'queues by type',
          query: { QueueTypes: eachOnce(types) },
          maxPageSize: maxFirst,
          read: async (connect, input) => {
            const answer = await connect.read(listQueues, input);
            return { rows: answer.QueueSummaryList ?? [], token: answer.NextToken };
          },
          idOf: ({ Id }) => Id,
          // A summary lacks description, status and limit. They are read if the query selects them.
          nodeOf: (instanceId, { Id, Arn, Name }) => {
            const known = { QueueId: Id, QueueArn: Arn, Name };
            return new ConnectQueue(
              instanceId,
              Id ?? '',
              knownPart<QueueRecord>(['QueueId', 'QueueArn', 'Name'], known),
            );
          },
        },
      );
    }
    return readDirectory(
      context,
      instance,
      { first, after },
      {
        name: 'queues',
        query: namedSearch(filter),
        maxPageSize: maxFirst,
        read: async (connect, input) => {
          const answer = await connect.read(searchQueues, input);
          return { rows: answer.Queues ?? [], token: answer.NextToken, totalCount: answer.ApproximateTotalCount };
        },
        idOf: ({ QueueId }) => QueueId,
        learn: connect.shared.directory.queue,
        nodeOf: queueOf,
      },
    );
  }
}

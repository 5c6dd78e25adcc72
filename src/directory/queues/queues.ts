import { Arg, Ctx, Field, FieldResolver, InputType, ObjectType, Resolver, Root } from 'type-graphql';
import type { QueueRecord } from '../../connect/directory/directory-records.js';
import { listQueues, searchQueues } from '../../connect/reads/read-operations.js';
import { badUserInput } from '../../graph/bad-user-input.js';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfField, type FieldCost, listCost } from '../../graph/cost/costs.js';
import { assertNoEmptyList, unique } from '../../graph/search-criteria.js';
import { countedConnectionOf, edgeOf } from '../../graph/types/connection.js';
import {
  AfterArg,
  FirstArg,
  IdArg,
  NamedFilter,
  readDirectory,
  resourceById,
  resourceByIdCost,
  searchInputOf,
} from '../../graph/types/directory-lists.js';
import { knownPart } from '../../graph/types/entity.js';
import { closedEnum, describeEnum } from '../../graph/types/open-enum.js';
import type { MaybePromise } from '../../lib/maybe-promise.js';
import { ConnectInstance } from '../instances/instance.js';
import { ConnectQueue, ConnectQueueType, queueOf } from './queue.js';

@ObjectType({ description: 'Queue in a list, with its cursor.' })
export class ConnectQueueEdge extends edgeOf(ConnectQueue) {}

@ObjectType({ description: 'Page of queues.' })
export class ConnectQueueConnection extends countedConnectionOf(ConnectQueue, ConnectQueueEdge) {}

export const ConnectQueueTypeFilter = closedEnum(ConnectQueueType);
export type ConnectQueueTypeFilter = Exclude<ConnectQueueType, ConnectQueueType.UNKNOWN>;
describeEnum(ConnectQueueTypeFilter, 'ConnectQueueTypeFilter', 'Type of queue to filter by.', {
  STANDARD: 'Standard queues, from which routing profiles offer contacts to agents.',
  AGENT: 'Queues of single agents, one for each agent.',
});

@InputType({ description: 'Filter for queues. All given conditions must hold.' })
export class ConnectQueueFilter extends NamedFilter {
  @Field(() => [ConnectQueueTypeFilter], {
    nullable: true,
    description:
      "Types of queues to return. If absent, only standard queues, since each agent has a queue of their own. AGENT cannot be combined with other conditions, because agents' queues have no name, description or tags.",
  })
  types?: ConnectQueueTypeFilter[] | null;
}

const maxFirst = 500;

/** Whether agents' queues are included. SearchQueues does not return them. */
function includesAgents(filter: ConnectQueueFilter | null | undefined): filter is ConnectQueueFilter {
  return filter?.types?.includes(ConnectQueueTypeFilter.AGENT) ?? false;
}

const queuesCost: FieldCost = (field, scope, count) => {
  const agents = includesAgents(field.args.filter as ConnectQueueFilter | null | undefined);
  const list = agents ? listCost('ListQueues', maxFirst, 'summary') : listCost('SearchQueues', maxFirst, 'record');
  return list(field, scope, count);
};

@Resolver(() => ConnectInstance)
export class QueuesResolver {
  @CostOfField(resourceByIdCost('queue'))
  @FieldResolver(() => ConnectQueue, {
    nullable: true,
    description: 'Queue with the given id. Null if the instance has no such queue.',
  })
  queue(
    @Root() instance: ConnectInstance,
    @IdArg('queue') id: string,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectQueue | null> {
    return resourceById('queue', instance, id, context, queueOf);
  }

  @CostOfField(queuesCost)
  @FieldResolver(() => ConnectQueueConnection, {
    nullable: true,
    description: 'Queues of the instance, read with SearchQueues, or with ListQueues if the filter includes AGENT.',
  })
  queues(
    @Root() instance: ConnectInstance,
    @Arg('filter', () => ConnectQueueFilter, {
      nullable: true,
      description: 'Conditions that the queues meet. Defaults to all standard queues.',
    })
    filter: ConnectQueueFilter | null | undefined,
    @FirstArg(maxFirst) first: number,
    @AfterArg() after: string | null | undefined,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectQueueConnection> {
    const { connect } = context;
    assertNoEmptyList('filter', filter);
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
          query: { QueueTypes: unique(types) },
          maxPageSize: maxFirst,
          read: async (connect, input) => {
            const output = await connect.read(listQueues, input);
            return { rows: output.QueueSummaryList ?? [], token: output.NextToken };
          },
          idOf: ({ Id }) => Id,
          // A summary lacks most members. The record is read if the query selects one of them.
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
        query: searchInputOf(filter),
        maxPageSize: maxFirst,
        read: async (connect, input) => {
          const output = await connect.read(searchQueues, input);
          return { rows: output.Queues ?? [], token: output.NextToken, totalCount: output.ApproximateTotalCount };
        },
        idOf: ({ QueueId }) => QueueId,
        cache: connect.shared.directory.queue,
        nodeOf: queueOf,
      },
    );
  }
}

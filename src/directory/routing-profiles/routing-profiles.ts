import { Arg, Ctx, Field, FieldResolver, ID, InputType, Int, ObjectType, Resolver, Root } from 'type-graphql';
import {
  listRoutingProfileManualAssignmentQueues,
  listRoutingProfileQueues,
  searchRoutingProfiles,
} from '../../connect/reads/read-operations.js';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfField, listCost } from '../../graph/cost/costs.js';
import { resourceIds } from '../../graph/resource-id.js';
import { assertConditions } from '../../graph/search-criteria.js';
import { connectionOf, countedConnectionOf, edgeOf } from '../../graph/types/connection.js';
import {
  AfterArg,
  FirstArg,
  IdArg,
  isOneOf,
  NamedFilter,
  namedSearch,
  nullIfGone,
  readDirectory,
  thingById,
  thingCost,
} from '../../graph/types/directory-lists.js';
import { openEnum } from '../../graph/types/open-enum.js';
import type { MaybePromise } from '../../lib/maybe-promise.js';
import { ConnectChannel } from '../channel.js';
import { ConnectInstance } from '../instances/instance.js';
import { ConnectQueue } from '../queues/queue.js';
import { ConnectRoutingProfile, routingProfileOf } from './routing-profile.js';

@ObjectType({ description: 'A routing profile in a list.' })
export class ConnectRoutingProfileEdge extends edgeOf(ConnectRoutingProfile) {}

@ObjectType({ description: 'A page of routing profiles.' })
export class ConnectRoutingProfileConnection extends countedConnectionOf(
  ConnectRoutingProfile,
  ConnectRoutingProfileEdge,
) {}

@InputType({ description: 'Which routing profiles: all conditions given must hold.' })
export class ConnectRoutingProfileFilter extends NamedFilter {
  @Field(() => [ID], { nullable: true, description: 'That serve one of these queues, ids or ARNs; 100 at most.' })
  queueIds?: string[] | null;
}

@ObjectType({ description: 'A queue that a routing profile has, for one channel.' })
export class ConnectRoutingProfileQueue {
  @Field(() => ConnectQueue, { nullable: true, description: 'The queue.' })
  queue!: ConnectQueue | null;

  @Field(() => ConnectChannel, { nullable: true, description: 'The channel.' })
  channel!: ConnectChannel | null;

  @Field(() => String, { nullable: true, description: 'The channel as Connect sent it.' })
  channelRaw!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Contacts of queues with a lower number come first, 1 to 99; null where contacts are picked by hand.',
  })
  priority!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Seconds that a contact must have waited to be offered; null where contacts are picked by hand.',
  })
  delaySeconds!: number | null;
}

@ObjectType({ description: 'A queue of a routing profile in a list.' })
export class ConnectRoutingProfileQueueEdge extends edgeOf(ConnectRoutingProfileQueue) {}

@ObjectType({ description: 'A page of the queues of a routing profile.' })
export class ConnectRoutingProfileQueueConnection extends connectionOf(
  ConnectRoutingProfileQueue,
  ConnectRoutingProfileQueueEdge,
) {}

const maxFirst = 500;

@Resolver(() => ConnectInstance)
export class RoutingProfilesResolver {
  @CostOfField(thingCost('routingProfile'))
  @FieldResolver(() => ConnectRoutingProfile, {
    nullable: true,
    description: 'One routing profile. Null when this instance has no such routing profile.',
  })
  routingProfile(
    @Root() instance: ConnectInstance,
    @IdArg('routingProfile') id: string,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectRoutingProfile | null> {
    return thingById('routingProfile', instance, id, context, routingProfileOf);
  }

  @CostOfField(listCost('SearchRoutingProfiles', maxFirst, 'record'))
  @FieldResolver(() => ConnectRoutingProfileConnection, {
    nullable: true,
    description: 'Routing profiles by SearchRoutingProfiles.',
  })
  routingProfiles(
    @Root() instance: ConnectInstance,
    @Arg('filter', () => ConnectRoutingProfileFilter, {
      nullable: true,
      description: 'All routing profiles when absent.',
    })
    filter: ConnectRoutingProfileFilter | null | undefined,
    @FirstArg(maxFirst) first: number,
    @AfterArg() after: string | null | undefined,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectRoutingProfileConnection> {
    const { connect } = context;
    assertConditions('filter', filter);
    const queueIds = resourceIds('queue', filter?.queueIds, instance.id, connect.instances, 'filter.queueIds');
    return readDirectory(
      context,
      instance,
      { first, after },
      {
        name: 'routingProfiles',
        query: namedSearch(filter, isOneOf('associatedQueueIds', queueIds)),
        maxPageSize: maxFirst,
        read: async (connect, input) => {
          const answer = await connect.read(searchRoutingProfiles, input);
          return {
            rows: answer.RoutingProfiles ?? [],
            token: answer.NextToken,
            totalCount: answer.ApproximateTotalCount,
          };
        },
        idOf: ({ RoutingProfileId }) => RoutingProfileId,
        learn: connect.shared.directory.routingProfile,
        nodeOf: routingProfileOf,
      },
    );
  }
}

const maxQueues = 100;

interface QueueRow {
  readonly QueueId: string | undefined;
  readonly Channel: string | undefined;
  readonly Priority?: number | undefined;
  readonly Delay?: number | undefined;
}

function queueOfProfile(
  instanceId: string,
  { QueueId, Channel, Priority, Delay }: QueueRow,
): ConnectRoutingProfileQueue {
  return {
    queue: QueueId ? new ConnectQueue(instanceId, QueueId) : null,
    channel: openEnum(ConnectChannel, Channel),
    channelRaw: Channel ?? null,
    priority: Priority ?? null,
    delaySeconds: Delay ?? null,
  };
}

@Resolver(() => ConnectRoutingProfile)
export class RoutingProfileQueuesResolver {
  @CostOfField(listCost('ListRoutingProfileQueues', maxQueues, 'record'))
  @FieldResolver(() => ConnectRoutingProfileQueueConnection, {
    nullable: true,
    description: 'The queues that it serves, each once for every channel, by ListRoutingProfileQueues.',
  })
  queues(
    @Root() profile: ConnectRoutingProfile,
    @FirstArg(maxQueues) first: number,
    @AfterArg() after: string | null | undefined,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectRoutingProfileQueueConnection | null> {
    return nullIfGone(
      readDirectory(
        context,
        { id: profile.instanceId },
        { first, after },
        {
          name: 'routingProfile.queues',
          query: { RoutingProfileId: profile.id },
          maxPageSize: maxQueues,
          read: async (connect, input) => {
            const answer = await connect.read(listRoutingProfileQueues, input);
            return { rows: answer.RoutingProfileQueueConfigSummaryList ?? [], token: answer.NextToken };
          },
          nodeOf: queueOfProfile,
        },
      ),
    );
  }

  @CostOfField(listCost('ListRoutingProfileManualAssignmentQueues', maxQueues, 'record'))
  @FieldResolver(() => ConnectRoutingProfileQueueConnection, {
    nullable: true,
    description:
      'The queues out of which agents may pick contacts by hand, each once for every channel, by ListRoutingProfileManualAssignmentQueues.',
  })
  manualAssignmentQueues(
    @Root() profile: ConnectRoutingProfile,
    @FirstArg(maxQueues) first: number,
    @AfterArg() after: string | null | undefined,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectRoutingProfileQueueConnection | null> {
    return nullIfGone(
      readDirectory(
        context,
        { id: profile.instanceId },
        { first, after },
        {
          name: 'routingProfile.manualAssignmentQueues',
          query: { RoutingProfileId: profile.id },
          maxPageSize: maxQueues,
          read: async (connect, input) => {
            const answer = await connect.read(listRoutingProfileManualAssignmentQueues, input);
            const rows = answer.RoutingProfileManualAssignmentQueueConfigSummaryList ?? [];
            return { rows, token: answer.NextToken };
          },
          nodeOf: queueOfProfile,
        },
      ),
    );
  }
}

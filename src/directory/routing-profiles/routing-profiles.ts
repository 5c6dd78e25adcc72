import { Arg, Ctx, Field, FieldResolver, ID, InputType, Int, ObjectType, Resolver, Root } from 'type-graphql';
import {
  listRoutingProfileManualAssignmentQueues,
  listRoutingProfileQueues,
  searchRoutingProfiles,
} from '../../connect/reads/read-operations.js';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfField, listCost } from '../../graph/cost/costs.js';
import { resourceIds } from '../../graph/resource-id.js';
import { assertNoEmptyList } from '../../graph/search-criteria.js';
import { connectionOf, countedConnectionOf, edgeOf } from '../../graph/types/connection.js';
import {
  AfterArg,
  FirstArg,
  IdArg,
  isOneOf,
  NamedFilter,
  nullIfGone,
  readDirectory,
  resourceById,
  resourceByIdCost,
  searchInputOf,
} from '../../graph/types/directory-lists.js';
import { openEnum } from '../../graph/types/open-enum.js';
import type { MaybePromise } from '../../lib/maybe-promise.js';
import { ConnectChannel } from '../channel.js';
import { ConnectInstance } from '../instances/instance.js';
import { ConnectQueue } from '../queues/queue.js';
import { ConnectRoutingProfile, routingProfileOf } from './routing-profile.js';

@ObjectType({ description: 'Routing profile in a list, with its cursor.' })
export class ConnectRoutingProfileEdge extends edgeOf(ConnectRoutingProfile) {}

@ObjectType({ description: 'Page of routing profiles.' })
export class ConnectRoutingProfileConnection extends countedConnectionOf(
  ConnectRoutingProfile,
  ConnectRoutingProfileEdge,
) {}

@InputType({ description: 'Filter for routing profiles. All given conditions must hold.' })
export class ConnectRoutingProfileFilter extends NamedFilter {
  @Field(() => [ID], {
    nullable: true,
    description: 'Selects routing profiles with at least one of these queues. 1 to 100 ids or ARNs.',
  })
  queueIds?: string[] | null;
}

@ObjectType({ description: 'Queue of a routing profile, for one channel.' })
export class ConnectRoutingProfileQueue {
  @Field(() => ConnectQueue, { nullable: true, description: 'Queue of the routing profile.' })
  queue!: ConnectQueue | null;

  @Field(() => ConnectChannel, { nullable: true, description: 'Channel of the contacts.' })
  channel!: ConnectChannel | null;

  @Field(() => String, { nullable: true, description: 'Channel as returned by Connect.' })
  channelRaw!: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Priority of the queue, 1 to 99. Contacts of queues with a lower number are offered first. Null if agents pick the contacts manually.',
  })
  priority!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Minimum time that a contact waits before it is offered, in seconds. Null if agents pick the contacts manually.',
  })
  delaySeconds!: number | null;
}

@ObjectType({ description: 'Queue of a routing profile in a list, with its cursor.' })
export class ConnectRoutingProfileQueueEdge extends edgeOf(ConnectRoutingProfileQueue) {}

@ObjectType({ description: 'Page of queues of a routing profile.' })
export class ConnectRoutingProfileQueueConnection extends connectionOf(
  ConnectRoutingProfileQueue,
  ConnectRoutingProfileQueueEdge,
) {}

const maxFirst = 500;

@Resolver(() => ConnectInstance)
export class RoutingProfilesResolver {
  @CostOfField(resourceByIdCost('routingProfile'))
  @FieldResolver(() => ConnectRoutingProfile, {
    nullable: true,
    description: 'Routing profile with the given id. Null if the instance has no such routing profile.',
  })
  routingProfile(
    @Root() instance: ConnectInstance,
    @IdArg('routingProfile') id: string,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectRoutingProfile | null> {
    return resourceById('routingProfile', instance, id, context, routingProfileOf);
  }

  @CostOfField(listCost('SearchRoutingProfiles', maxFirst, 'record'))
  @FieldResolver(() => ConnectRoutingProfileConnection, {
    nullable: true,
    description: 'Routing profiles of the instance, read with SearchRoutingProfiles.',
  })
  routingProfiles(
    @Root() instance: ConnectInstance,
    @Arg('filter', () => ConnectRoutingProfileFilter, {
      nullable: true,
      description: 'Conditions that the routing profiles meet. Defaults to all routing profiles.',
    })
    filter: ConnectRoutingProfileFilter | null | undefined,
    @FirstArg(maxFirst) first: number,
    @AfterArg() after: string | null | undefined,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectRoutingProfileConnection> {
    const { connect } = context;
    assertNoEmptyList('filter', filter);
    const queueIds = resourceIds('queue', filter?.queueIds, instance.id, connect.instances, 'filter.queueIds');
    return readDirectory(
      context,
      instance,
      { first, after },
      {
        name: 'routingProfiles',
        query: searchInputOf(filter, isOneOf('associatedQueueIds', queueIds)),
        maxPageSize: maxFirst,
        read: async (connect, input) => {
          const output = await connect.read(searchRoutingProfiles, input);
          return {
            rows: output.RoutingProfiles ?? [],
            token: output.NextToken,
            totalCount: output.ApproximateTotalCount,
          };
        },
        idOf: ({ RoutingProfileId }) => RoutingProfileId,
        cache: connect.shared.directory.routingProfile,
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
    description:
      'Queues of the routing profile, one entry for each queue and channel, read with ListRoutingProfileQueues. Null if the routing profile does not exist.',
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
            const output = await connect.read(listRoutingProfileQueues, input);
            return { rows: output.RoutingProfileQueueConfigSummaryList ?? [], token: output.NextToken };
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
      'Queues from which agents may pick contacts manually, one entry for each queue and channel, read with ListRoutingProfileManualAssignmentQueues. Null if the routing profile does not exist.',
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
            const output = await connect.read(listRoutingProfileManualAssignmentQueues, input);
            const rows = output.RoutingProfileManualAssignmentQueueConfigSummaryList ?? [];
            return { rows, token: output.NextToken };
          },
          nodeOf: queueOfProfile,
        },
      ),
    );
  }
}

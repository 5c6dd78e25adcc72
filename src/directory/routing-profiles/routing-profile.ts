import type { MediaConcurrency, RoutingProfile } from '@aws-sdk/client-connect';
import { Ctx, Directive, Field, Int, ObjectType } from 'type-graphql';
import type { RoutingProfileRecord } from '../../connect/directory/directory-records.js';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfField, CostOfType, describeCost } from '../../graph/cost/costs.js';
import { directoryCost, TaggedEntity } from '../../graph/types/directory-entity.js';
import { referenceResolver, wholeRecord } from '../../graph/types/entity.js';
import { openEnum } from '../../graph/types/open-enum.js';
import { DateTime } from '../../graph/types/scalars.js';
import type { MaybePromise } from '../../lib/maybe-promise.js';
import { ConnectChannel } from '../channel.js';
import { ConnectQueue } from '../queues/queue.js';

const wholeCost = describeCost('DescribeRoutingProfile');

@ObjectType({ description: 'Number of contacts of one channel that an agent may handle at the same time.' })
export class ConnectMediaConcurrency {
  constructor(
    private readonly profile: Pick<ConnectRoutingProfile, 'whole'>,
    private readonly record: MediaConcurrency,
  ) {}

  @Field(() => ConnectChannel, { nullable: true, description: 'Channel of the contacts.' })
  channel(): ConnectChannel | null {
    return openEnum(ConnectChannel, this.record.Channel);
  }

  @Field(() => String, { nullable: true, description: 'Channel as returned by Connect.' })
  channelRaw(): string | null {
    return this.record.Channel ?? null;
  }

  @Field(() => Int, { nullable: true, description: 'Maximum number of contacts at the same time, 1 to 10.' })
  concurrency(): number | null {
    return this.record.Concurrency ?? null;
  }

  @CostOfField(wholeCost)
  @Field(() => String, {
    nullable: true,
    description:
      'Whether contacts of other channels are offered while the agent handles a contact of this channel, as returned by Connect: ROUTE_CURRENT_CHANNEL_ONLY or ROUTE_ANY_CHANNEL. Takes a DescribeRoutingProfile call.',
  })
  crossChannelBehavior(@Ctx() context: GatewayContext): Promise<string | null> {
    return this.profile.whole(context, ({ MediaConcurrencies = [] }) => {
      const same = MediaConcurrencies.find(({ Channel }) => Channel === this.record.Channel);
      return same?.CrossChannelBehavior?.BehaviorType ?? null;
    });
  }
}

@Directive('@key(fields: "arn")')
@Directive('@key(fields: "instanceId id")')
@Directive('@key(fields: "id")')
@CostOfType(
  directoryCost('routingProfile', ['queues', 'manualAssignmentQueues', 'agentAvailabilityTimer', 'lastModifiedAt']),
)
@ObjectType({
  description:
    'Routing profile, which determines the contacts that an agent is offered and the queues that they come from.',
})
export class ConnectRoutingProfile extends TaggedEntity<'routingProfile'> {
  protected readonly kind = 'routingProfile';

  @Field(() => String, { nullable: true, description: 'Name of the routing profile.' })
  name(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('Name', context);
  }

  @Field(() => String, { nullable: true, description: 'Description of the routing profile. Null if there is none.' })
  description(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('Description', context);
  }

  @Field(() => [ConnectMediaConcurrency], {
    nullable: true,
    description:
      'Number of contacts that an agent may handle at the same time, by channel. Contacts of other channels are not offered.',
  })
  mediaConcurrencies(@Ctx() context: GatewayContext): MaybePromise<ConnectMediaConcurrency[] | null> {
    return this.field(
      'MediaConcurrencies',
      context,
      (all) => all?.map((one) => new ConnectMediaConcurrency(this, one)) ?? null,
    );
  }

  @Field(() => ConnectQueue, { nullable: true, description: 'Queue to which outbound calls are attributed.' })
  defaultOutboundQueue(@Ctx() context: GatewayContext): MaybePromise<ConnectQueue | null> {
    return this.field('DefaultOutboundQueueId', context, (id) => (id ? new ConnectQueue(this.instanceId, id) : null));
  }

  @Field(() => Int, { nullable: true, description: 'Number of queues of the routing profile. See `queues`.' })
  queueCount(@Ctx() context: GatewayContext): MaybePromise<number | null> {
    return this.field('NumberOfAssociatedQueues', context);
  }

  @Field(() => Int, {
    nullable: true,
    description: 'Number of queues from which agents may pick contacts manually. See `manualAssignmentQueues`.',
  })
  manualAssignmentQueueCount(@Ctx() context: GatewayContext): MaybePromise<number | null> {
    return this.field('NumberOfAssociatedManualAssignmentQueues', context);
  }

  @Field(() => Int, { nullable: true, description: 'Number of users with this routing profile.' })
  userCount(@Ctx() context: GatewayContext): MaybePromise<number | null> {
    return this.field('NumberOfAssociatedUsers', context);
  }

  @Field(() => Boolean, { nullable: true, description: 'Whether this is the default routing profile of the instance.' })
  isDefault(@Ctx() context: GatewayContext): MaybePromise<boolean | null> {
    return this.field('IsDefault', context);
  }

  @CostOfField(wholeCost)
  @Field(() => String, {
    nullable: true,
    description:
      'Routing order of agents, as returned by Connect: by the time since their last contact (TIME_SINCE_LAST_ACTIVITY) or since their last inbound contact (TIME_SINCE_LAST_INBOUND). Takes a DescribeRoutingProfile call.',
  })
  agentAvailabilityTimer(@Ctx() context: GatewayContext): Promise<string | null> {
    return this.whole(context, ({ AgentAvailabilityTimer }) => AgentAvailabilityTimer ?? null);
  }

  @CostOfField(wholeCost)
  @Field(() => DateTime, {
    nullable: true,
    description: 'Time of the last change to the routing profile. Takes a DescribeRoutingProfile call.',
  })
  lastModifiedAt(@Ctx() context: GatewayContext): Promise<Date | null> {
    return this.whole(context, ({ LastModifiedTime }) => LastModifiedTime ?? null);
  }

  /** Reads members that search rows lack. @throws ConnectReadError */
  async whole<Shown>(
    { connect }: GatewayContext,
    show: (profile: RoutingProfile) => Shown | null,
  ): Promise<Shown | null> {
    const profile = await connect.loaders.wholeRoutingProfile.load(this);
    return profile && show(profile);
  }
}

/** Converts a routing profile of SearchRoutingProfiles or DescribeRoutingProfile. */
export function routingProfileOf(instanceId: string, record: RoutingProfileRecord): ConnectRoutingProfile {
  return new ConnectRoutingProfile(instanceId, record.RoutingProfileId ?? '', wholeRecord(record));
}

export const routingProfileReference = referenceResolver(
  'routingProfile',
  (instanceId, id) => new ConnectRoutingProfile(instanceId, id),
);

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

@ObjectType({ description: 'How many contacts of a channel an agent may handle at once.' })
export class ConnectMediaConcurrency {
  constructor(
    private readonly profile: Pick<ConnectRoutingProfile, 'whole'>,
    private readonly record: MediaConcurrency,
  ) {}

  @Field(() => ConnectChannel, { nullable: true, description: 'The channel.' })
  channel(): ConnectChannel | null {
    return openEnum(ConnectChannel, this.record.Channel);
  }

  @Field(() => String, { nullable: true, description: 'The channel as Connect sent it.' })
  channelRaw(): string | null {
    return this.record.Channel ?? null;
  }

  @Field(() => Int, { nullable: true, description: 'How many contacts at once, 1 to 10.' })
  concurrency(): number | null {
    return this.record.Concurrency ?? null;
  }

  @CostOfField(wholeCost)
  @Field(() => String, {
    nullable: true,
    description:
      'ROUTE_CURRENT_CHANNEL_ONLY or ROUTE_ANY_CHANNEL, as Connect says it: whether contacts of other channels are offered beside one of this channel. Takes a DescribeRoutingProfile.',
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
@ObjectType({ description: 'A routing profile: which contacts an agent is offered, out of which queues.' })
export class ConnectRoutingProfile extends TaggedEntity<'routingProfile'> {
  protected readonly kind = 'routingProfile';

  @Field(() => String, { nullable: true, description: 'Its name.' })
  name(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('Name', context);
  }

  @Field(() => String, { nullable: true, description: 'Description; null when there is none.' })
  description(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('Description', context);
  }

  @Field(() => [ConnectMediaConcurrency], {
    nullable: true,
    description: 'How many contacts an agent may handle at once, by channel; other channels are not offered.',
  })
  mediaConcurrencies(@Ctx() context: GatewayContext): MaybePromise<ConnectMediaConcurrency[] | null> {
    return this.field(
      'MediaConcurrencies',
      context,
      (all) => all?.map((one) => new ConnectMediaConcurrency(this, one)) ?? null,
    );
  }

  @Field(() => ConnectQueue, { nullable: true, description: 'The queue to which outbound calls count.' })
  defaultOutboundQueue(@Ctx() context: GatewayContext): MaybePromise<ConnectQueue | null> {
    return this.field('DefaultOutboundQueueId', context, (id) => (id ? new ConnectQueue(this.instanceId, id) : null));
  }

  @Field(() => Int, { nullable: true, description: 'How many queues it serves; see `queues`.' })
  queueCount(@Ctx() context: GatewayContext): MaybePromise<number | null> {
    return this.field('NumberOfAssociatedQueues', context);
  }

  @Field(() => Int, {
    nullable: true,
    description: 'Out of how many queues agents may pick contacts by hand; see `manualAssignmentQueues`.',
  })
  manualAssignmentQueueCount(@Ctx() context: GatewayContext): MaybePromise<number | null> {
    return this.field('NumberOfAssociatedManualAssignmentQueues', context);
  }

  @Field(() => Int, { nullable: true, description: 'How many users have it.' })
  userCount(@Ctx() context: GatewayContext): MaybePromise<number | null> {
    return this.field('NumberOfAssociatedUsers', context);
  }

  @Field(() => Boolean, { nullable: true, description: 'Whether it is the default one of the instance.' })
  isDefault(@Ctx() context: GatewayContext): MaybePromise<boolean | null> {
    return this.field('IsDefault', context);
  }

  @CostOfField(wholeCost)
  @Field(() => String, {
    nullable: true,
    description:
      'TIME_SINCE_LAST_ACTIVITY or TIME_SINCE_LAST_INBOUND, as Connect says it: whether agents are ordered by their last contact or their last inbound one. Takes a DescribeRoutingProfile.',
  })
  agentAvailabilityTimer(@Ctx() context: GatewayContext): Promise<string | null> {
    return this.whole(context, ({ AgentAvailabilityTimer }) => AgentAvailabilityTimer ?? null);
  }

  @CostOfField(wholeCost)
  @Field(() => DateTime, { nullable: true, description: 'When it was changed last. Takes a DescribeRoutingProfile.' })
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

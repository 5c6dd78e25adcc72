import type { Instance } from '@aws-sdk/client-connect';
import { Arg, Ctx, Directive, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfField, type FieldCost, instanceCost } from '../../graph/cost/costs.js';
import type { ReferenceResolver } from '../../graph/types/reference.js';
import { DateTime } from '../../graph/types/scalars.js';
import { ConnectTag, keysArgument, tagsOf } from '../../graph/types/tag.js';
import { isArn } from '../../ids/arn.js';

/** The members that `ConnectInstance` shows and that both ListInstances and DescribeInstance return. */
export type InstanceSummary = Pick<
  Instance,
  | 'Id'
  | 'Arn'
  | 'InstanceAlias'
  | 'IdentityManagementType'
  | 'InstanceStatus'
  | 'CreatedTime'
  | 'InboundCallsEnabled'
  | 'OutboundCallsEnabled'
  | 'InstanceAccessUrl'
>;

@Directive('@key(fields: "id")')
@Directive('@key(fields: "arn")')
@ObjectType({ description: 'Amazon Connect instance: a contact centre with its contacts, queues, users and flows.' })
export class ConnectInstance {
  @Field(() => ID, { description: 'Id of the instance.' })
  readonly id: string;

  /** @param summary The members that are known from a list; null for none. */
  constructor(
    id: string,
    private readonly summary: InstanceSummary | null = null,
  ) {
    this.id = id;
  }

  @CostOfField(instanceCost)
  @Field(() => ID, { description: 'ARN of the instance.' })
  async arn(@Ctx() { connect }: GatewayContext): Promise<string> {
    return this.summary?.Arn ?? connect.instanceArn(this.id);
  }

  @CostOfField(instanceCost)
  @Field(() => String, {
    nullable: true,
    description: 'Alias of the instance, unique within Amazon Connect. Null if it has none.',
  })
  alias(@Ctx() context: GatewayContext): Promise<string | null> {
    return this.#shown(context, ({ InstanceAlias }) => InstanceAlias);
  }

  @CostOfField(instanceCost)
  @Field(() => String, {
    nullable: true,
    description:
      'System that manages the identities of users, as returned by Connect: SAML, CONNECT_MANAGED or EXISTING_DIRECTORY.',
  })
  identityManagementType(@Ctx() context: GatewayContext): Promise<string | null> {
    return this.#shown(context, ({ IdentityManagementType }) => IdentityManagementType);
  }

  @CostOfField(instanceCost)
  @Field(() => String, {
    nullable: true,
    description: 'Status as returned by Connect: CREATION_IN_PROGRESS, ACTIVE or CREATION_FAILED.',
  })
  status(@Ctx() context: GatewayContext): Promise<string | null> {
    return this.#shown(context, ({ InstanceStatus }) => InstanceStatus);
  }

  @CostOfField(instanceCost)
  @Field(() => String, {
    nullable: true,
    description: 'Reason why the creation of the instance failed. Null if it did not fail.',
  })
  async statusReason(@Ctx() context: GatewayContext): Promise<string | null> {
    return (await this.#whole(context))?.StatusReason?.Message ?? null;
  }

  @CostOfField(instanceCost)
  @Field(() => DateTime, { nullable: true, description: 'Time when the instance was created.' })
  createdAt(@Ctx() context: GatewayContext): Promise<Date | null> {
    return this.#shown(context, ({ CreatedTime }) => CreatedTime);
  }

  @CostOfField(instanceCost)
  @Field(() => Boolean, { nullable: true, description: 'Whether inbound calls are enabled.' })
  inboundCallsEnabled(@Ctx() context: GatewayContext): Promise<boolean | null> {
    return this.#shown(context, ({ InboundCallsEnabled }) => InboundCallsEnabled);
  }

  @CostOfField(instanceCost)
  @Field(() => Boolean, { nullable: true, description: 'Whether outbound calls are enabled.' })
  outboundCallsEnabled(@Ctx() context: GatewayContext): Promise<boolean | null> {
    return this.#shown(context, ({ OutboundCallsEnabled }) => OutboundCallsEnabled);
  }

  @CostOfField(instanceCost)
  @Field(() => String, { nullable: true, description: 'URL at which users log in.' })
  accessUrl(@Ctx() context: GatewayContext): Promise<string | null> {
    return this.#shown(context, ({ InstanceAccessUrl }) => InstanceAccessUrl);
  }

  @CostOfField(instanceCost)
  @Field(() => [ConnectTag], { nullable: true, description: 'Tags of the instance, sorted by key.' })
  async tags(
    @Arg('keys', () => [String], keysArgument)
    keys: string[] | null | undefined,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectTag[] | null> {
    const instance = await this.#whole(context);
    return instance && tagsOf(instance.Tags, keys);
  }

  #whole({ connect }: GatewayContext): Promise<Instance | null> {
    return connect.loaders.instance.load({ instanceId: this.id, id: this.id });
  }

  /** @throws ConnectReadError */
  async #shown<Shown>(
    context: GatewayContext,
    show: (instance: InstanceSummary) => Shown | undefined,
  ): Promise<Shown | null> {
    const known = this.summary ?? (await this.#whole(context));
    return (known && show(known)) ?? null;
  }
}

/** Needs no call, since the settings list the served instances. */
const connectCost: FieldCost = ({ args: { instanceId } }, _place, { identities }) => {
  const instance = identities.of(instanceId).text || 'default';
  return { certain: true, named: true, instance, known: 'record' };
};

@Resolver()
export class InstanceResolver {
  @CostOfField(connectCost)
  @Query(() => ConnectInstance, {
    nullable: true,
    description:
      'Amazon Connect instance: the configured default instance, or another that the caller may use. Null if the caller may not use the instance, or it does not exist.',
  })
  connect(
    @Arg('instanceId', () => ID, {
      nullable: true,
      description: 'Id or ARN of the instance. If absent, the default instance.',
    })
    instanceId: string | null | undefined,
    @Ctx() { connect: { instances } }: GatewayContext,
  ): ConnectInstance | null {
    const instance = instanceId == null ? instances.default : instances.find(instanceId);
    return instance && new ConnectInstance(instance.id);
  }
}

export const instanceReference: ReferenceResolver = async ({ id, arn }, { connect: { instances } }) => {
  const named = arn === undefined || isArn(arn) ? (arn ?? id) : undefined;
  const instance = named ? instances.find(named) : null;
  return instance && new ConnectInstance(instance.id);
};

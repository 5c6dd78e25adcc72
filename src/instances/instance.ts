import { Arg, Ctx, Directive, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import { isArn } from '../connect/ids.js';
import type { GatewayContext } from '../graph/context.js';
import { CostOfField, type FieldCost, instanceCost } from '../graph/costs.js';
import type { ReferenceResolver } from '../graph/federation.js';

@Directive('@key(fields: "id")')
@Directive('@key(fields: "arn")')
@ObjectType({ description: 'An Amazon Connect instance: a contact centre with its contacts, queues, users and flows.' })
export class ConnectInstance {
  @Field(() => ID, { description: "The instance's id." })
  readonly id: string;

  constructor(id: string) {
    this.id = id;
  }

  @CostOfField(instanceCost)
  @Field(() => ID, { description: "The instance's ARN." })
  arn(@Ctx() { connect }: GatewayContext): Promise<string> {
    return connect.instanceArn(this.id);
  }

  @CostOfField(instanceCost)
  @Field(() => String, {
    nullable: true,
    description: 'Its name, unique within Amazon Connect; null when it has none.',
  })
  async alias(@Ctx() { connect }: GatewayContext): Promise<string | null> {
    return (await connect.loaders.instance.load({ instanceId: this.id, id: this.id }))?.InstanceAlias ?? null;
  }
}

/** No call: whether there is such an instance is in the settings. */
const connectCost: FieldCost = ({ args: { instanceId = null } }) => {
  return { certain: true, named: true, instance: JSON.stringify(instanceId), known: 'record' };
};

@Resolver()
export class InstanceResolver {
  @CostOfField(connectCost)
  @Query(() => ConnectInstance, {
    nullable: true,
    description:
      'An Amazon Connect instance: the configured default one, or another that the caller may use. Null when there is no such instance for this caller.',
  })
  connect(
    @Arg('instanceId', () => ID, {
      nullable: true,
      description: 'Id or ARN of the instance; the default one when absent.',
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

import { Ctx, Field, FieldResolver, Float, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfField, type FieldCost } from '../../graph/cost/costs.js';
import { ConnectContact } from '../contact.js';

@ObjectType({ description: 'Queue metrics of a contact that waits in a queue.' })
export class ConnectContactMetrics {
  @Field(() => Float, {
    nullable: true,
    description: 'Estimated remaining wait in seconds. Null if Connect returns no number or a negative one.',
  })
  estimatedWaitSeconds!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Position in the queue; 1 is the next contact. Null if Connect returns no whole number or one below 1.',
  })
  positionInQueue!: number | null;
}

const metricsCost: FieldCost = (_field, scope, count) => {
  count.add('GetContactMetrics', scope);
  return {};
};

/** Resolves both metrics with one call of GetContactMetrics per contact. */
@Resolver(() => ConnectContact)
export class ContactMetricsResolver {
  @CostOfField(metricsCost)
  @FieldResolver(() => ConnectContactMetrics, {
    nullable: true,
    description:
      'Queue metrics of the contact, read with GetContactMetrics. For a contact that does not wait, Connect refuses the call and `errors` has an entry. Null if the contact does not exist.',
  })
  async metrics(
    @Root() contact: ConnectContact,
    @Ctx() { connect }: GatewayContext,
  ): Promise<ConnectContactMetrics | null> {
    const results = await connect.loaders.contactMetrics.load(contact);
    if (!results) return null;
    const metricOf = (name: string) => results.find(({ Name }) => Name === name)?.Value?.Number ?? -1;
    const [wait, position] = [metricOf('ESTIMATED_WAIT_TIME'), metricOf('POSITION_IN_QUEUE')];
    return {
      estimatedWaitSeconds: wait >= 0 ? wait : null,
      positionInQueue: Number.isInteger(position) && position >= 1 ? position : null,
    };
  }
}

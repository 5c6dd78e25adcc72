import { Ctx, Field, FieldResolver, Float, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfField, type FieldCost } from '../../graph/cost/costs.js';
import { ConnectContact } from '../contact.js';

@ObjectType({ description: 'Where a contact stands that waits in a queue.' })
export class ConnectContactMetrics {
  @Field(() => Float, {
    nullable: true,
    description:
      'Seconds that it may still have to wait, as Connect estimates; null where Connect gives no number from 0.',
  })
  estimatedWaitSeconds!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Its place in the queue, 1 for the next one; null where Connect gives no whole number from 1.',
  })
  positionInQueue!: number | null;
}

const metricsCost: FieldCost = (_field, place, count) => {
  count.add('GetContactMetrics', place);
  return {};
};

/** Resolves both metrics with one call of GetContactMetrics per contact. */
@Resolver(() => ConnectContact)
export class ContactMetricsResolver {
  @CostOfField(metricsCost)
  @FieldResolver(() => ConnectContactMetrics, {
    nullable: true,
    description:
      'Where it stands in its queue, by GetContactMetrics, which Connect refuses for a contact that does not wait: that is an entry of `errors`. Null when there is no such contact.',
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

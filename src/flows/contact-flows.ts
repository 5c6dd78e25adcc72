import { Arg, Ctx, FieldResolver, ID, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { contactFlowLookUp, directoryListSharedMs } from '../connect/directory.js';
import { type MaybePromise, whenKnown } from '../connect/maybe-promise.js';
import { listContactFlows } from '../connect/reads.js';
import { connectionOf, edgeOf, readConnection } from '../graph/connection.js';
import type { GatewayContext } from '../graph/context.js';
import { byIdCost, CostOfField, listCost } from '../graph/costs.js';
import { closedEnum, describeEnum } from '../graph/open-enum.js';
import { resourceId } from '../graph/resource-id.js';
import { ConnectInstance } from '../instances/instance.js';
import { ConnectContactFlow, ConnectContactFlowType, contactFlowOf, flowTypeDescriptions } from './contact-flow.js';

@ObjectType({ description: 'A flow in a list.' })
export class ConnectContactFlowEdge extends edgeOf(ConnectContactFlow) {}

@ObjectType({ description: 'A page of flows.' })
export class ConnectContactFlowConnection extends connectionOf(ConnectContactFlow, ConnectContactFlowEdge) {}

export const ConnectContactFlowTypeFilter = closedEnum(ConnectContactFlowType);
export type ConnectContactFlowTypeFilter = Exclude<ConnectContactFlowType, ConnectContactFlowType.UNKNOWN>;
describeEnum(
  ConnectContactFlowTypeFilter,
  'ConnectContactFlowTypeFilter',
  'Types of flow that can be asked for.',
  flowTypeDescriptions,
);

const maxFirst = 1_000;

@Resolver(() => ConnectInstance)
export class ContactFlowsResolver {
  @CostOfField(byIdCost((place, count) => count.lookUp(contactFlowLookUp, place)))
  @FieldResolver(() => ConnectContactFlow, {
    nullable: true,
    description: 'One flow, published or only saved. Null when this instance has no such flow.',
  })
  contactFlow(
    @Root() instance: ConnectInstance,
    @Arg('id', () => ID, { description: 'Id or ARN of the flow.' }) id: string,
    @Ctx() { connect }: GatewayContext,
  ): MaybePromise<ConnectContactFlow | null> {
    const key = resourceId('contactFlow', id, instance.id, connect.instances);
    if (key === null) return null;
    const record = connect.loaders.contactFlow.load({ instanceId: instance.id, id: key });
    return whenKnown(record, (known) => known && contactFlowOf(instance.id, known));
  }

  @CostOfField(listCost('ListContactFlows', maxFirst, 'record'))
  @FieldResolver(() => ConnectContactFlowConnection, { nullable: true, description: 'Flows by ListContactFlows.' })
  contactFlows(
    @Root() instance: ConnectInstance,
    @Arg('types', () => [ConnectContactFlowTypeFilter], {
      nullable: true,
      description: 'Flows of every type when absent.',
    })
    types: ConnectContactFlowTypeFilter[] | null | undefined,
    @Arg('first', () => Int, { defaultValue: 100, description: 'How many at most, 1 to 1000.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The `endCursor` of the page before.' })
    after: string | null | undefined,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectContactFlowConnection> {
    return readConnection(
      context,
      {
        name: `contactFlows ${JSON.stringify([instance.id, types])}`,
        query: () => ({ InstanceId: instance.id, ContactFlowTypes: types ?? undefined }),
        maxPageSize: maxFirst,
        sharedForMs: directoryListSharedMs,
        read: async (query, NextToken, MaxResults) => {
          const answer = await context.connect.read(listContactFlows, { ...query, NextToken, MaxResults });
          return { rows: answer.ContactFlowSummaryList ?? [], token: answer.NextToken };
        },
      },
      { first, after },
      ({ Id, Arn, Name, ContactFlowType, ContactFlowState, ContactFlowStatus }) =>
        contactFlowOf(instance.id, {
          Id,
          Arn,
          Name,
          Type: ContactFlowType,
          State: ContactFlowState,
          Status: ContactFlowStatus,
        }),
    );
  }
}

import { Ctx, Directive, Field, ID, ObjectType } from 'type-graphql';
import { type ContactFlowRecord, contactFlowLookUp } from '../connect/directory.js';
import { arnOf } from '../connect/ids.js';
import type { MaybePromise } from '../connect/maybe-promise.js';
import type { GatewayContext } from '../graph/context.js';
import { CostOfField, CostOfType, instanceCost, lookUpCost } from '../graph/costs.js';
import { ConnectEntity, knownPart, referenceResolver } from '../graph/entity.js';
import { describeEnum, openEnum } from '../graph/open-enum.js';

export enum ConnectContactFlowType {
  CONTACT_FLOW = 'CONTACT_FLOW',
  CUSTOMER_QUEUE = 'CUSTOMER_QUEUE',
  CUSTOMER_HOLD = 'CUSTOMER_HOLD',
  CUSTOMER_WHISPER = 'CUSTOMER_WHISPER',
  AGENT_HOLD = 'AGENT_HOLD',
  AGENT_WHISPER = 'AGENT_WHISPER',
  OUTBOUND_WHISPER = 'OUTBOUND_WHISPER',
  AGENT_TRANSFER = 'AGENT_TRANSFER',
  QUEUE_TRANSFER = 'QUEUE_TRANSFER',
  CAMPAIGN = 'CAMPAIGN',
  UNKNOWN = 'UNKNOWN',
}

/** What each type of flow is for; the closed enum of filters says the same. */
export const flowTypeDescriptions = {
  CONTACT_FLOW: 'Inbound flow; supported by transferContact.',
  CUSTOMER_QUEUE: 'Customer queue flow: what a customer meets while waiting.',
  CUSTOMER_HOLD: 'Customer hold flow.',
  CUSTOMER_WHISPER: 'Customer whisper flow.',
  AGENT_HOLD: 'Agent hold flow.',
  AGENT_WHISPER: 'Agent whisper flow.',
  OUTBOUND_WHISPER: 'Outbound whisper flow.',
  AGENT_TRANSFER: 'Transfer to agent flow; supported by transferContact.',
  QUEUE_TRANSFER: 'Transfer to queue flow; supported by transferContact.',
  CAMPAIGN: 'Campaign flow.',
};
describeEnum(ConnectContactFlowType, 'ConnectContactFlowType', 'What a flow is for.', {
  ...flowTypeDescriptions,
  UNKNOWN: 'A type that this schema does not know yet; see `typeRaw`.',
});

const keys = ['id', 'instanceId', 'arn'];

@Directive('@key(fields: "arn")')
@Directive('@key(fields: "instanceId id")')
@Directive('@key(fields: "id")')
@CostOfType(lookUpCost(contactFlowLookUp, { id: keys, reference: keys }))
@ObjectType({ description: 'A flow: it decides what happens to a contact.' })
export class ConnectContactFlow extends ConnectEntity<ContactFlowRecord> {
  load({ connect }: GatewayContext): MaybePromise<ContactFlowRecord | null> {
    return connect.loaders.contactFlow.load(this);
  }

  @CostOfField(instanceCost)
  @Field(() => ID, { description: "The flow's ARN." })
  async arn(@Ctx() { connect }: GatewayContext): Promise<string> {
    return arnOf(await connect.instanceArn(this.instanceId), 'contactFlow', this.id);
  }

  @Field(() => String, { nullable: true, description: 'Its name.' })
  name(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('Name', context);
  }

  @Field(() => ConnectContactFlowType, { nullable: true, description: 'What the flow is for.' })
  type(@Ctx() context: GatewayContext): MaybePromise<ConnectContactFlowType | null> {
    return this.field('Type', context, (value) => openEnum(ConnectContactFlowType, value));
  }

  @Field(() => String, { nullable: true, description: 'The type as Connect sent it.' })
  typeRaw(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('Type', context);
  }

  @Field(() => String, {
    nullable: true,
    description: 'PUBLISHED or SAVED, as Connect says it. A flow that is only saved cannot be used.',
  })
  status(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('Status', context);
  }

  @Field(() => String, { nullable: true, description: 'ACTIVE or ARCHIVED, as Connect says it.' })
  state(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('State', context);
  }
}

/** A flow of which all that the schema shows is known. */
export function contactFlowOf(instanceId: string, record: ContactFlowRecord): ConnectContactFlow {
  const known = knownPart<ContactFlowRecord>(['Id', 'Arn', 'Name', 'Type', 'Status', 'State'], record);
  return new ConnectContactFlow(instanceId, record.Id ?? '', known);
}

export const contactFlowReference = referenceResolver(
  'contactFlow',
  (instanceId, id) => new ConnectContactFlow(instanceId, id),
);

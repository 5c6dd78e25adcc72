import type { ContactFlow } from '@aws-sdk/client-connect';
import { Arg, Ctx, Directive, Field, Int, ObjectType } from 'type-graphql';
import type { ContactFlowRecord } from '../../connect/directory/directory-records.js';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfField, CostOfType, describeCost } from '../../graph/cost/costs.js';
import { DirectoryEntity, directoryCost } from '../../graph/types/directory-entity.js';
import { referenceResolver, wholeRecord } from '../../graph/types/entity.js';
import { describeEnum, openEnum } from '../../graph/types/open-enum.js';
import { DateTime } from '../../graph/types/scalars.js';
import { ConnectTag, keysArgument, tagsOf } from '../../graph/types/tag.js';
import type { MaybePromise } from '../../lib/maybe-promise.js';

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

/** Descriptions of the flow types, shared with the enum of filters. */
export const flowTypeDescriptions = {
  CONTACT_FLOW: 'Inbound flow. Supported by `transferContact`.',
  CUSTOMER_QUEUE: 'Customer queue flow, which runs while a customer waits in a queue.',
  CUSTOMER_HOLD: 'Customer hold flow.',
  CUSTOMER_WHISPER: 'Customer whisper flow.',
  AGENT_HOLD: 'Agent hold flow.',
  AGENT_WHISPER: 'Agent whisper flow.',
  OUTBOUND_WHISPER: 'Outbound whisper flow.',
  AGENT_TRANSFER: 'Transfer to agent flow. Supported by `transferContact`.',
  QUEUE_TRANSFER: 'Transfer to queue flow. Supported by `transferContact`.',
  CAMPAIGN: 'Campaign flow.',
};
describeEnum(ConnectContactFlowType, 'ConnectContactFlowType', 'Type of a flow.', {
  ...flowTypeDescriptions,
  UNKNOWN: "Type that this schema does not define. See `typeRaw` for Connect's value.",
});

/** A flow that was never published takes two calls. */
const wholeCost = describeCost('DescribeContactFlow', 2);
const wholeFields = ['description', 'tags', 'version', 'versionDescription', 'contentSha256', 'lastModifiedAt'];

@Directive('@key(fields: "arn")')
@Directive('@key(fields: "instanceId id")')
@Directive('@key(fields: "id")')
@CostOfType(directoryCost('contactFlow', wholeFields))
@ObjectType({ description: 'Flow, which determines how contacts are handled.' })
export class ConnectContactFlow extends DirectoryEntity<'contactFlow'> {
  protected readonly kind = 'contactFlow';

  @Field(() => String, { nullable: true, description: 'Name of the flow.' })
  name(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('Name', context);
  }

  @Field(() => ConnectContactFlowType, { nullable: true, description: 'Type of the flow.' })
  type(@Ctx() context: GatewayContext): MaybePromise<ConnectContactFlowType | null> {
    return this.field('Type', context, (value) => openEnum(ConnectContactFlowType, value));
  }

  @Field(() => String, { nullable: true, description: 'Type as returned by Connect.' })
  typeRaw(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('Type', context);
  }

  @Field(() => String, {
    nullable: true,
    description: 'Status as returned by Connect: PUBLISHED or SAVED. A flow that is only saved cannot be used.',
  })
  status(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('Status', context);
  }

  @Field(() => String, { nullable: true, description: 'State as returned by Connect: ACTIVE or ARCHIVED.' })
  state(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('State', context);
  }

  @CostOfField(wholeCost)
  @Field(() => String, {
    nullable: true,
    description: 'Description of the flow. Null if there is none. Takes a DescribeContactFlow call.',
  })
  description(@Ctx() context: GatewayContext): Promise<string | null> {
    return this.#whole(context, ({ Description }) => Description ?? null);
  }

  @CostOfField(wholeCost)
  @Field(() => [ConnectTag], {
    nullable: true,
    description: 'Tags of the flow, sorted by key. Takes a DescribeContactFlow call.',
  })
  tags(
    @Arg('keys', () => [String], keysArgument)
    keys: string[] | null | undefined,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectTag[] | null> {
    return this.#whole(context, ({ Tags }) => tagsOf(Tags, keys));
  }

  @CostOfField(wholeCost)
  @Field(() => Int, { nullable: true, description: 'Version number of the flow. Takes a DescribeContactFlow call.' })
  version(@Ctx() context: GatewayContext): Promise<number | null> {
    return this.#whole(context, ({ Version }) => Version ?? null);
  }

  @CostOfField(wholeCost)
  @Field(() => String, {
    nullable: true,
    description: 'Description of the version. Null if there is none. Takes a DescribeContactFlow call.',
  })
  versionDescription(@Ctx() context: GatewayContext): Promise<string | null> {
    return this.#whole(context, ({ VersionDescription }) => VersionDescription ?? null);
  }

  @CostOfField(wholeCost)
  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 hash of the content of the flow, for detecting changes. Takes a DescribeContactFlow call.',
  })
  contentSha256(@Ctx() context: GatewayContext): Promise<string | null> {
    return this.#whole(context, ({ FlowContentSha256 }) => FlowContentSha256 ?? null);
  }

  @CostOfField(wholeCost)
  @Field(() => DateTime, {
    nullable: true,
    description: 'Time of the last change to the flow. Takes a DescribeContactFlow call.',
  })
  lastModifiedAt(@Ctx() context: GatewayContext): Promise<Date | null> {
    return this.#whole(context, ({ LastModifiedTime }) => LastModifiedTime ?? null);
  }

  /** Reads members that lists lack. @throws ConnectReadError */
  async #whole<Shown>({ connect }: GatewayContext, show: (flow: ContactFlow) => Shown | null): Promise<Shown | null> {
    const flow = await connect.loaders.wholeContactFlow.load(this);
    return flow && show(flow);
  }
}

/** Converts a flow of a list or of the cache. */
export function contactFlowOf(instanceId: string, record: ContactFlowRecord): ConnectContactFlow {
  return new ConnectContactFlow(instanceId, record.Id ?? '', wholeRecord(record));
}

export const contactFlowReference = referenceResolver(
  'contactFlow',
  (instanceId, id) => new ConnectContactFlow(instanceId, id),
);

import type { QuickConnectConfig, QuickConnectSummary } from '@aws-sdk/client-connect';
import { Ctx, createUnionType, Directive, Field, ObjectType } from 'type-graphql';
import type { QuickConnectRecord } from '../../connect/directory/directory-records.js';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfType } from '../../graph/cost/costs.js';
import { directoryCost, keyFields, NamedEntity } from '../../graph/types/directory-entity.js';
import { knownPart, referenceResolver, wholeRecord } from '../../graph/types/entity.js';
import { describeEnum, openEnum } from '../../graph/types/open-enum.js';
import type { MaybePromise } from '../../lib/maybe-promise.js';
import { ConnectContactFlow } from '../flows/contact-flow.js';
import { ConnectQueue } from '../queues/queue.js';
import { ConnectUser } from '../users/user.js';

export enum ConnectQuickConnectType {
  USER = 'USER',
  QUEUE = 'QUEUE',
  PHONE_NUMBER = 'PHONE_NUMBER',
  FLOW = 'FLOW',
  UNKNOWN = 'UNKNOWN',
}
/** Descriptions of the types, shared with the enum of filters. */
export const quickConnectTypeDescriptions = {
  USER: 'Quick connect to one agent.',
  QUEUE: 'Quick connect to a queue.',
  PHONE_NUMBER: 'Quick connect to an external phone number.',
  FLOW: 'Quick connect to a flow.',
};
describeEnum(ConnectQuickConnectType, 'ConnectQuickConnectType', 'Type of a quick connect, by its destination.', {
  ...quickConnectTypeDescriptions,
  UNKNOWN: "Type that this schema does not define. See `typeRaw` for Connect's value.",
});

@ObjectType({ description: 'Destination of a quick connect to one agent.' })
export class ConnectUserQuickConnectConfig {
  @Field(() => ConnectUser, { nullable: true, description: 'Agent to whom contacts are transferred.' })
  user!: ConnectUser | null;

  @Field(() => ConnectContactFlow, { nullable: true, description: 'Flow that transfers contacts to the agent.' })
  contactFlow!: ConnectContactFlow | null;
}

@ObjectType({ description: 'Destination of a quick connect to a queue.' })
export class ConnectQueueQuickConnectConfig {
  @Field(() => ConnectQueue, { nullable: true, description: 'Queue to which contacts are transferred.' })
  queue!: ConnectQueue | null;

  @Field(() => ConnectContactFlow, { nullable: true, description: 'Flow that transfers contacts to the queue.' })
  contactFlow!: ConnectContactFlow | null;
}

@ObjectType({ description: 'Destination of a quick connect to an external phone number.' })
export class ConnectPhoneNumberQuickConnectConfig {
  @Field(() => String, { nullable: true, description: 'Phone number in E.164 format.' })
  phoneNumber!: string | null;
}

@ObjectType({ description: 'Destination of a quick connect to a flow.' })
export class ConnectFlowQuickConnectConfig {
  @Field(() => ConnectContactFlow, { nullable: true, description: 'Flow to which contacts are transferred.' })
  contactFlow!: ConnectContactFlow | null;
}

type Config =
  | ConnectUserQuickConnectConfig
  | ConnectQueueQuickConnectConfig
  | ConnectPhoneNumberQuickConnectConfig
  | ConnectFlowQuickConnectConfig;

const ConnectQuickConnectConfig = createUnionType({
  name: 'ConnectQuickConnectConfig',
  description: 'Destination of a quick connect: an agent, a queue, a phone number or a flow.',
  types: () =>
    [
      ConnectUserQuickConnectConfig,
      ConnectQueueQuickConnectConfig,
      ConnectPhoneNumberQuickConnectConfig,
      ConnectFlowQuickConnectConfig,
    ] as const,
});

@Directive('@key(fields: "arn")')
@Directive('@key(fields: "instanceId id")')
@Directive('@key(fields: "id")')
@CostOfType(directoryCost('quickConnect', [], { summary: [...keyFields, 'name', 'type', 'typeRaw', 'lastModifiedAt'] }))
@ObjectType({ description: 'Quick connect: a destination to which agents transfer contacts.' })
export class ConnectQuickConnect extends NamedEntity<'quickConnect'> {
  protected readonly kind = 'quickConnect';

  @Field(() => ConnectQuickConnectType, {
    nullable: true,
    description: 'Type of the quick connect, by its destination.',
  })
  type(@Ctx() context: GatewayContext): MaybePromise<ConnectQuickConnectType | null> {
    return this.field('QuickConnectType', context, (type) => openEnum(ConnectQuickConnectType, type));
  }

  @Field(() => String, { nullable: true, description: 'Type as returned by Connect.' })
  typeRaw(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('QuickConnectType', context);
  }

  @Field(() => ConnectQuickConnectConfig, {
    nullable: true,
    description: 'Destination of the quick connect. Null for a type that this schema does not define.',
  })
  config(@Ctx() context: GatewayContext): MaybePromise<Config | null> {
    return this.field('QuickConnectConfig', context, (config) => (config ? this.#configOf(config) : null));
  }

  #configOf({ UserConfig, QueueConfig, PhoneConfig, FlowConfig }: QuickConnectConfig): Config | null {
    const { instanceId } = this;
    const flowOf = (id?: string) => (id ? new ConnectContactFlow(instanceId, id) : null);
    if (UserConfig) {
      const user = UserConfig.UserId ? new ConnectUser(instanceId, UserConfig.UserId) : null;
      const contactFlow = flowOf(UserConfig.ContactFlowId);
      return Object.assign(new ConnectUserQuickConnectConfig(), { user, contactFlow });
    }
    if (QueueConfig) {
      const queue = QueueConfig.QueueId ? new ConnectQueue(instanceId, QueueConfig.QueueId) : null;
      const contactFlow = flowOf(QueueConfig.ContactFlowId);
      return Object.assign(new ConnectQueueQuickConnectConfig(), { queue, contactFlow });
    }
    if (PhoneConfig) {
      const phoneNumber = PhoneConfig.PhoneNumber ?? null;
      return Object.assign(new ConnectPhoneNumberQuickConnectConfig(), { phoneNumber });
    }
    const contactFlow = flowOf(FlowConfig?.ContactFlowId);
    return FlowConfig ? Object.assign(new ConnectFlowQuickConnectConfig(), { contactFlow }) : null;
  }
}

/** Converts a quick connect of SearchQuickConnects or DescribeQuickConnect. */
export function quickConnectOf(instanceId: string, record: QuickConnectRecord): ConnectQuickConnect {
  return new ConnectQuickConnect(instanceId, record.QuickConnectId ?? '', wholeRecord(record));
}

/** Converts a quick connect of a list, which lacks description, tags and destination. */
export function quickConnectOfSummary(
  instanceId: string,
  { Id, Name, QuickConnectType, LastModifiedTime }: QuickConnectSummary,
): ConnectQuickConnect {
  const members = ['Name', 'QuickConnectType', 'LastModifiedTime'] as const;
  const known = knownPart<QuickConnectRecord>(members, { Name, QuickConnectType, LastModifiedTime });
  return new ConnectQuickConnect(instanceId, Id ?? '', known);
}

export const quickConnectReference = referenceResolver(
  'quickConnect',
  (instanceId, id) => new ConnectQuickConnect(instanceId, id),
);

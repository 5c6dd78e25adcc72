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
  USER: 'To one agent.',
  QUEUE: 'To a queue.',
  PHONE_NUMBER: 'To a phone number outside.',
  FLOW: 'To a flow.',
};
describeEnum(ConnectQuickConnectType, 'ConnectQuickConnectType', 'Where a quick connect leads.', {
  ...quickConnectTypeDescriptions,
  UNKNOWN: 'A type that this schema does not know yet; see `typeRaw`.',
});

@ObjectType({ description: 'Leads to one agent.' })
export class ConnectUserQuickConnectConfig {
  @Field(() => ConnectUser, { nullable: true, description: 'The agent.' })
  user!: ConnectUser | null;

  @Field(() => ConnectContactFlow, { nullable: true, description: 'The flow that transfers to the agent.' })
  contactFlow!: ConnectContactFlow | null;
}

@ObjectType({ description: 'Leads to a queue.' })
export class ConnectQueueQuickConnectConfig {
  @Field(() => ConnectQueue, { nullable: true, description: 'The queue.' })
  queue!: ConnectQueue | null;

  @Field(() => ConnectContactFlow, { nullable: true, description: 'The flow that transfers to the queue.' })
  contactFlow!: ConnectContactFlow | null;
}

@ObjectType({ description: 'Leads to a phone number outside.' })
export class ConnectPhoneNumberQuickConnectConfig {
  @Field(() => String, { nullable: true, description: 'The phone number in E.164 form.' })
  phoneNumber!: string | null;
}

@ObjectType({ description: 'Leads to a flow.' })
export class ConnectFlowQuickConnectConfig {
  @Field(() => ConnectContactFlow, { nullable: true, description: 'The flow.' })
  contactFlow!: ConnectContactFlow | null;
}

type Config =
  | ConnectUserQuickConnectConfig
  | ConnectQueueQuickConnectConfig
  | ConnectPhoneNumberQuickConnectConfig
  | ConnectFlowQuickConnectConfig;

const ConnectQuickConnectConfig = createUnionType({
  name: 'ConnectQuickConnectConfig',
  description: 'Where a quick connect leads, by its type.',
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
@ObjectType({ description: 'A quick connect: a destination that agents transfer contacts to.' })
export class ConnectQuickConnect extends NamedEntity<'quickConnect'> {
  protected readonly kind = 'quickConnect';

  @Field(() => ConnectQuickConnectType, { nullable: true, description: 'Where it leads.' })
  type(@Ctx() context: GatewayContext): MaybePromise<ConnectQuickConnectType | null> {
    return this.field('QuickConnectType', context, (type) => openEnum(ConnectQuickConnectType, type));
  }

  @Field(() => String, { nullable: true, description: 'The type as Connect sent it.' })
  typeRaw(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('QuickConnectType', context);
  }

  @Field(() => ConnectQuickConnectConfig, {
    nullable: true,
    description: 'Where it leads, in full; null for a type that this schema does not know yet.',
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

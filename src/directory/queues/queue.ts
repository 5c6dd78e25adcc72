import { GraphQLError } from 'graphql';
import { Arg, Ctx, Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { lookUps } from '../../connect/directory/directory.js';
import type { QueueRecord } from '../../connect/directory/directory-records.js';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfType, lookUpCost } from '../../graph/cost/costs.js';
import { NamedEntity } from '../../graph/types/directory-entity.js';
import { knownPart, referenceResolver, wholeRecord } from '../../graph/types/entity.js';
import { describeEnum } from '../../graph/types/open-enum.js';
import { DateTime } from '../../graph/types/scalars.js';
import { ConnectTag, keysArgument, tagsOf } from '../../graph/types/tag.js';
import { agentOfQueueArn } from '../../ids/arn.js';
import { type MaybePromise, whenKnown } from '../../lib/maybe-promise.js';
import { ConnectContactFlow } from '../flows/contact-flow.js';
import { ConnectHoursOfOperation } from '../hours-of-operations/hours-of-operation.js';

export enum ConnectQueueType {
  STANDARD = 'STANDARD',
  AGENT = 'AGENT',
  UNKNOWN = 'UNKNOWN',
}
describeEnum(ConnectQueueType, 'ConnectQueueType', 'Type of the queue.', {
  STANDARD: 'A queue that routing profiles serve.',
  AGENT: "An agent's own queue; it holds contacts transferred to that agent.",
  UNKNOWN: 'A kind that this schema does not know yet.',
});

/** Fields without a call. For queues `arn` is not among them, since it does not follow from the id. */
const keys = ['id', 'instanceId'];

@ObjectType({ description: 'As whom and how agents call out of a queue.' })
export class ConnectOutboundCallerConfig {
  @Field(() => String, { nullable: true, description: 'The name that callees see; null when there is none.' })
  callerIdName!: string | null;

  @Field(() => ID, { nullable: true, description: 'Id of the phone number that callees see; null when there is none.' })
  callerIdNumberId!: string | null;

  @Field(() => ConnectContactFlow, {
    nullable: true,
    description: 'The whisper flow of outbound calls; null for none.',
  })
  outboundFlow!: ConnectContactFlow | null;
}

@Directive('@key(fields: "arn")')
@Directive('@key(fields: "instanceId id")')
@Directive('@key(fields: "id")')
@CostOfType(
  lookUpCost(lookUps.queue, {
    id: [...keys, 'quickConnects'],
    reference: keys,
    summary: [...keys, 'arn', 'type', 'name', 'user', 'quickConnects'],
  }),
)
@ObjectType({ description: "A queue in which contacts wait: a standard one, or an agent's own." })
export class ConnectQueue extends NamedEntity<'queue'> {
  protected readonly kind = 'queue';

  /** Read from the record: standard queues and agents' queues have different ARNs, which do not follow from the id. */
  @Field(() => ID, { description: "The queue's ARN." })
  override arn(@Ctx() context: GatewayContext): MaybePromise<string> {
    return this.field('QueueArn', context, (arn) => {
      if (arn) return arn;
      const extensions = { code: 'CONNECT_RESOURCE_NOT_FOUND', retryable: false };
      throw new GraphQLError(`Queue ${this.id} does not exist in Connect.`, { extensions });
    });
  }

  /** Compares with the ARN in the record, since the form of an ARN depends on the type of the queue. */
  override async isNamedBy(arn: string, context: GatewayContext): Promise<boolean> {
    return arn === (await this.arn(context));
  }

  @Field(() => ConnectQueueType, { nullable: true, description: 'Type of the queue.' })
  type(@Ctx() context: GatewayContext): MaybePromise<ConnectQueueType | null> {
    return this.field('QueueArn', context, (arn) => {
      if (!arn) return null;
      return agentOfQueueArn(arn) ? ConnectQueueType.AGENT : ConnectQueueType.STANDARD;
    });
  }

  @Field(() => String, {
    nullable: true,
    description: "Its name; null for an agent's own queue, which has none: see `user`.",
  })
  override name(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return super.name(context);
  }

  @Field(() => String, {
    nullable: true,
    description: "ENABLED or DISABLED, as Connect says it; null for an agent's own queue.",
  })
  status(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.#ofStandard('Status', context, (status) => status ?? null);
  }

  @Field(() => Int, {
    nullable: true,
    description: 'How many contacts may wait in it; null when there is no limit of its own.',
  })
  maxContacts(@Ctx() context: GatewayContext): MaybePromise<number | null> {
    return this.field('MaxContacts', context);
  }

  @Field(() => ConnectHoursOfOperation, {
    nullable: true,
    description: "When it is open; null for an agent's own queue.",
  })
  hoursOfOperation(@Ctx() context: GatewayContext): MaybePromise<ConnectHoursOfOperation | null> {
    return this.#ofStandard('HoursOfOperationId', context, (id) =>
      id ? new ConnectHoursOfOperation(this.instanceId, id) : null,
    );
  }

  @Field(() => ConnectOutboundCallerConfig, {
    nullable: true,
    description: "As whom agents call out of it; null when nothing is set, and for an agent's own queue.",
  })
  outboundCallerConfig(@Ctx() context: GatewayContext): MaybePromise<ConnectOutboundCallerConfig | null> {
    return this.#ofStandard('OutboundCallerConfig', context, (config) => {
      if (!config) return null;
      const { OutboundCallerIdName, OutboundCallerIdNumberId, OutboundFlowId } = config;
      return {
        callerIdName: OutboundCallerIdName ?? null,
        callerIdNumberId: OutboundCallerIdNumberId ?? null,
        outboundFlow: OutboundFlowId ? new ConnectContactFlow(this.instanceId, OutboundFlowId) : null,
      };
    });
  }

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the email address from which agents write out of it; null when there is none.',
  })
  outboundEmailAddressId(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.#ofStandard('OutboundEmailConfig', context, (config) => config?.OutboundEmailAddressId ?? null);
  }

  @Field(() => [ConnectTag], { nullable: true, description: "Its tags, by key; null for an agent's own queue." })
  override tags(
    @Arg('keys', () => [String], keysArgument)
    keys: string[] | null | undefined,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectTag[] | null> {
    return this.#ofStandard('Tags', context, (tags) => tagsOf(tags, keys));
  }

  @Field(() => DateTime, { nullable: true, description: "When it was changed last; null for an agent's own queue." })
  override lastModifiedAt(@Ctx() context: GatewayContext): MaybePromise<Date | null> {
    return this.#ofStandard('LastModifiedTime', context, (time) => time ?? null);
  }

  /** Reads a member that only standard queues have; null for agents' queues. */
  #ofStandard<Name extends keyof QueueRecord, Shown>(
    name: Name,
    context: GatewayContext,
    show: (value: QueueRecord[Name] | undefined) => Shown | null,
  ): MaybePromise<Shown | null> {
    return whenKnown(this.field('QueueArn', context), (arn) =>
      agentOfQueueArn(arn ?? '') ? null : this.field(name, context, show),
    );
  }
}

/** Converts a whole record of SearchQueues or DescribeQueue. */
export function queueOf(instanceId: string, record: QueueRecord): ConnectQueue {
  return new ConnectQueue(instanceId, record.QueueId ?? '', wholeRecord(record));
}

export const queueReference = referenceResolver('queue', (instanceId, id, arn) => {
  return new ConnectQueue(instanceId, id, arn ? knownPart<QueueRecord>(['QueueArn'], { QueueArn: arn }) : null);
});

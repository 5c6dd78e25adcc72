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
  STANDARD: 'Standard queue, from which routing profiles offer contacts to agents.',
  AGENT: 'Queue of one agent. It holds the contacts that were transferred to this agent.',
  UNKNOWN: 'Type that this schema does not define.',
});

/** Fields without a call. For queues `arn` is not among them, since it does not follow from the id. */
const keys = ['id', 'instanceId'];

@ObjectType({ description: 'Caller ID and whisper flow for outbound calls from a queue.' })
export class ConnectOutboundCallerConfig {
  @Field(() => String, { nullable: true, description: 'Name that the called person sees. Null if none is set.' })
  callerIdName!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the phone number that the called person sees. Null if none is set.',
  })
  callerIdNumberId!: string | null;

  @Field(() => ConnectContactFlow, {
    nullable: true,
    description: 'Whisper flow for outbound calls. Null if none is set.',
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
@ObjectType({ description: 'Queue in which contacts wait: a standard queue, or the queue of one agent.' })
export class ConnectQueue extends NamedEntity<'queue'> {
  protected readonly kind = 'queue';

  /** Read from the record: standard queues and agents' queues have different ARNs, which do not follow from the id. */
  @Field(() => ID, { description: 'ARN of the queue.' })
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
    description: "Name of the queue. Null for an agent's queue, which has no name; see `user`.",
  })
  override name(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return super.name(context);
  }

  @Field(() => String, {
    nullable: true,
    description: "Status as returned by Connect: ENABLED or DISABLED. Null for an agent's queue.",
  })
  status(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.#ofStandard('Status', context, (status) => status ?? null);
  }

  @Field(() => Int, {
    nullable: true,
    description: 'Maximum number of contacts that can wait in the queue. Null if the queue has no limit of its own.',
  })
  maxContacts(@Ctx() context: GatewayContext): MaybePromise<number | null> {
    return this.field('MaxContacts', context);
  }

  @Field(() => ConnectHoursOfOperation, {
    nullable: true,
    description: "Hours of operation of the queue. Null for an agent's queue.",
  })
  hoursOfOperation(@Ctx() context: GatewayContext): MaybePromise<ConnectHoursOfOperation | null> {
    return this.#ofStandard('HoursOfOperationId', context, (id) =>
      id ? new ConnectHoursOfOperation(this.instanceId, id) : null,
    );
  }

  @Field(() => ConnectOutboundCallerConfig, {
    nullable: true,
    description: "Caller ID and whisper flow for outbound calls. Null if nothing is set, and for an agent's queue.",
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
    description: 'Id of the email address from which agents send emails of the queue. Null if none is set.',
  })
  outboundEmailAddressId(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.#ofStandard('OutboundEmailConfig', context, (config) => config?.OutboundEmailAddressId ?? null);
  }

  @Field(() => [ConnectTag], {
    nullable: true,
    description: "Tags of the queue, sorted by key. Null for an agent's queue.",
  })
  override tags(
    @Arg('keys', () => [String], keysArgument)
    keys: string[] | null | undefined,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectTag[] | null> {
    return this.#ofStandard('Tags', context, (tags) => tagsOf(tags, keys));
  }

  @Field(() => DateTime, {
    nullable: true,
    description: "Time of the last change to the queue. Null for an agent's queue.",
  })
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

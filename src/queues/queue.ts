import { GraphQLError } from 'graphql';
import { Ctx, Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { type QueueRecord, queueLookUp } from '../connect/directory.js';
import { agentOfQueueArn } from '../connect/ids.js';
import { type MaybePromise, whenKnown } from '../connect/maybe-promise.js';
import type { GatewayContext } from '../graph/context.js';
import { CostOfType, lookUpCost } from '../graph/costs.js';
import { ConnectEntity, knownPart, referenceResolver } from '../graph/entity.js';
import { describeEnum } from '../graph/open-enum.js';
import { ConnectUser } from '../users/user.js';

export enum ConnectQueueType {
  STANDARD = 'STANDARD',
  AGENT = 'AGENT',
  UNKNOWN = 'UNKNOWN',
}
describeEnum(ConnectQueueType, 'ConnectQueueType', 'What kind of queue it is.', {
  STANDARD: 'A queue that routing profiles serve.',
  AGENT: "An agent's own queue; it holds contacts transferred to that agent.",
  UNKNOWN: 'A kind that this schema does not know yet.',
});

const keys = ['id', 'instanceId'];

@Directive('@key(fields: "arn")')
@Directive('@key(fields: "instanceId id")')
@Directive('@key(fields: "id")')
@CostOfType(lookUpCost(queueLookUp, { id: keys, reference: keys, summary: [...keys, 'arn', 'type', 'name', 'user'] }))
@ObjectType({ description: "A queue in which contacts wait: a standard one, or an agent's own." })
export class ConnectQueue extends ConnectEntity<QueueRecord> {
  load({ connect }: GatewayContext): MaybePromise<QueueRecord | null> {
    return connect.loaders.queue.load(this);
  }

  /** Not made up from the id, which alone does not tell a standard queue from an agent's own. */
  @Field(() => ID, { description: "The queue's ARN." })
  arn(@Ctx() context: GatewayContext): MaybePromise<string> {
    return this.field('QueueArn', context, (arn) => {
      if (arn) return arn;
      const extensions = { code: 'CONNECT_RESOURCE_NOT_FOUND', retryable: false };
      throw new GraphQLError(`Connect knows no queue ${this.id}.`, { extensions });
    });
  }

  @Field(() => ConnectQueueType, { nullable: true, description: 'What kind of queue it is.' })
  type(@Ctx() context: GatewayContext): MaybePromise<ConnectQueueType | null> {
    return this.field('QueueArn', context, (arn) => {
      if (!arn) return null;
      return agentOfQueueArn(arn) ? ConnectQueueType.AGENT : ConnectQueueType.STANDARD;
    });
  }

  @Field(() => String, { nullable: true, description: "Null for an agent's own queue, which has no name; see `user`." })
  name(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('Name', context, (name) => name || null);
  }

  @Field(() => String, { nullable: true, description: 'Null when there is none.' })
  description(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('Description', context);
  }

  @Field(() => String, {
    nullable: true,
    description: "ENABLED or DISABLED, as Connect says it; null for an agent's own queue.",
  })
  status(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return whenKnown(this.field('QueueArn', context), (arn) =>
      // A list of agents' own queues does not say it; it is not for some of them what it is not for others.
      agentOfQueueArn(arn ?? '') ? null : this.field('Status', context),
    );
  }

  @Field(() => Int, {
    nullable: true,
    description: 'How many contacts may wait in it; null when there is no limit of its own.',
  })
  maxContacts(@Ctx() context: GatewayContext): MaybePromise<number | null> {
    return this.field('MaxContacts', context);
  }

  @Field(() => ConnectUser, {
    nullable: true,
    description: 'The agent whose own queue this is; null for a standard queue.',
  })
  user(@Ctx() context: GatewayContext): MaybePromise<ConnectUser | null> {
    return this.field('QueueArn', context, (arn) => {
      const userId = agentOfQueueArn(arn ?? '');
      return userId ? new ConnectUser(this.instanceId, userId) : null;
    });
  }
}

/** A queue as SearchQueues and DescribeQueue show one: with all that there is. */
export function queueOf(instanceId: string, record: QueueRecord): ConnectQueue {
  const members = ['QueueId', 'QueueArn', 'Name', 'Description', 'Status', 'MaxContacts'] as const;
  return new ConnectQueue(instanceId, record.QueueId ?? '', knownPart<QueueRecord>(members, record));
}

export const queueReference = referenceResolver('queue', (instanceId, id, arn) => {
  return new ConnectQueue(instanceId, id, arn ? knownPart<QueueRecord>(['QueueArn'], { QueueArn: arn }) : null);
});

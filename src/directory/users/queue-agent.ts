import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GatewayContext } from '../../graph/context.js';
import { agentOfQueueArn } from '../../ids/arn.js';
import type { MaybePromise } from '../../lib/maybe-promise.js';
import { ConnectQueue } from '../queues/queue.js';
import { ConnectUser } from './user.js';

/** Resolves `ConnectQueue.user`. The field is here because users depend on routing profiles, which depend on queues. */
@Resolver(() => ConnectQueue)
export class QueueAgentResolver {
  @FieldResolver(() => ConnectUser, {
    nullable: true,
    description: 'Agent to whom the queue belongs. Null for a standard queue.',
  })
  user(@Root() queue: ConnectQueue, @Ctx() context: GatewayContext): MaybePromise<ConnectUser | null> {
    return queue.field('QueueArn', context, (arn) => {
      const userId = agentOfQueueArn(arn ?? '');
      return userId ? new ConnectUser(queue.instanceId, userId) : null;
    });
  }
}

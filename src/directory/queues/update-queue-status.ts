import { UpdateQueueStatusCommand, type UpdateQueueStatusCommandInput } from '@aws-sdk/client-connect';
import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../../connect/calls/operation.js';
import { diagnoseMissing } from '../../connect/mutations/diagnosis.js';
import { runMutation } from '../../connect/mutations/run-mutation.js';
import type { MutationCall } from '../../connect/mutations/steps.js';
import { describeQueue } from '../../connect/reads/read-operations.js';
import type { ConnectSession } from '../../connect/session/session.js';
import { ConnectResourceKind } from '../../errors/resource-not-found.js';
import type { GatewayContext } from '../../graph/context.js';
import { MutationInputFields, MutationSuccess, mutation } from '../../graph/types/mutation.js';
import { describeEnum } from '../../graph/types/open-enum.js';
import { resultUnion } from '../../graph/types/result-union.js';
import { ConnectQueue } from './queue.js';

/**
 * Enables or disables a queue. UpdateQueueStatus takes no token, so it is retried only if it was certainly not applied.
 */
const operation = mutationOperation({
  name: 'UpdateQueueStatus',
  command: UpdateQueueStatusCommand,
  repeat: 'never',
  scope: 'directory:write',
  changes: { queue: 'QueueId' },
  requires: [],
  exceptions: [
    'InvalidRequestException',
    'InvalidParameterException',
    'ResourceNotFoundException',
    'ThrottlingException',
    'InternalServiceException',
  ],
  howToCheck:
    'Read the `status` of the queue. If it is not the status of the input, set the status with a new client token.',
});

export enum ConnectQueueStatus {
  ENABLED = 'ENABLED',
  DISABLED = 'DISABLED',
}
describeEnum(ConnectQueueStatus, 'ConnectQueueStatus', 'Status to set for a queue.', {
  ENABLED: 'Agents are offered the contacts of the queue.',
  DISABLED: 'No agent is offered a contact of the queue until the queue is enabled.',
});

@InputType({ description: 'Input of `updateQueueStatus`.' })
export class UpdateQueueStatusInput extends MutationInputFields {
  @Field(() => ID, { description: "Id or ARN of a standard queue. An agent's queue has no status." })
  queueId!: string;

  @Field(() => ConnectQueueStatus, { description: 'Status to set.' })
  status!: ConnectQueueStatus;
}

@ObjectType({ description: 'Success of `updateQueueStatus`: the queue has the status.' })
export class UpdateQueueStatusSuccess extends MutationSuccess {
  readonly kind = 'UpdateQueueStatusSuccess';

  @Field(() => ConnectQueue, { nullable: true, description: 'Queue whose status was set.' })
  readonly queue: ConnectQueue;

  constructor({ instanceId, clientToken, input }: Call) {
    super(clientToken);
    this.queue = new ConnectQueue(instanceId, input.QueueId ?? '');
  }
}

export const UpdateQueueStatusResult = resultUnion(
  operation,
  'Result of `updateQueueStatus`.',
  UpdateQueueStatusSuccess,
);

@Resolver()
export class UpdateQueueStatusResolver {
  @Mutation(() => UpdateQueueStatusResult, mutation('Enables or disables a standard queue.'))
  updateQueueStatus(
    @Arg('input', () => UpdateQueueStatusInput, { description: 'Queue, and the status to set.' })
    input: UpdateQueueStatusInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof UpdateQueueStatusResult | null> {
    return runMutation(connect, operation, input, {
      toCommand: ({ queueId, status }, ids) => ({ QueueId: ids.id('queue', 'queueId', queueId), Status: status }),
      toSuccess: (_output, call) => new UpdateQueueStatusSuccess(call),
      diagnose: diagnoseMissing(ConnectResourceKind.QUEUE, ({ QueueId }) => QueueId, queueOf),
      reconcile: readBack,
    });
  }
}

type Call = MutationCall<UpdateQueueStatusCommandInput>;

/** Reads the queue of a call from Connect; null if there is none. The directory cache may have an earlier state. */
async function queueOf({ input: { InstanceId, QueueId } }: Call, connect: ConnectSession) {
  return (await connect.readOrNull(describeQueue, { InstanceId, QueueId }))?.Queue ?? null;
}

async function readBack(call: Call, connect: ConnectSession) {
  const status = (await queueOf(call, connect))?.Status;
  return status === call.input.Status
    ? { output: {} }
    : { notApplied: `The queue has ${status ? `the status ${status}` : 'no status'}.` };
}

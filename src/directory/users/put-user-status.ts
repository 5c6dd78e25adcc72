import { PutUserStatusCommand, type PutUserStatusCommandInput } from '@aws-sdk/client-connect';
import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../../connect/calls/operation.js';
import { type Diagnosis, diagnoseWith } from '../../connect/mutations/diagnosis.js';
import { runMutation } from '../../connect/mutations/run-mutation.js';
import type { MutationCall } from '../../connect/mutations/steps.js';
import { describeAgentStatus } from '../../connect/reads/read-operations.js';
import type { ConnectSession } from '../../connect/session/session.js';
import { ConnectError, type ErrorFacts } from '../../errors/connect-error.js';
import { ConnectResourceKind } from '../../errors/resource-not-found.js';
import type { GatewayContext } from '../../graph/context.js';
import { MutationInputFields, MutationSuccess, mutation } from '../../graph/types/mutation.js';
import { resultUnion } from '../../graph/types/result-union.js';
import { parseArn } from '../../ids/arn.js';
import { ConnectUser } from './user.js';

/** Changes a user's status. PutUserStatus takes no token, so it is retried only if it was certainly not applied. */
const operation = mutationOperation({
  name: 'PutUserStatus',
  command: PutUserStatusCommand,
  repeat: 'never',
  scope: 'agents:write',
  changes: { currentUser: 'UserId' },
  requires: [],
  exceptions: [
    'InvalidRequestException',
    'InvalidParameterException',
    'ResourceNotFoundException',
    'ThrottlingException',
    'AccessDeniedException',
    'InternalServiceException',
  ],
  howToCheck:
    'Read `current` of the user: the status, or the next status while the user handles a contact. If it is not the status of the input, set the status with a new client token.',
});

@InputType({ description: 'Input of `putUserStatus`.' })
export class PutUserStatusInput extends MutationInputFields {
  @Field(() => ID, { description: 'Id or ARN of the user.' })
  userId!: string;

  @Field(() => ID, { description: 'Id or ARN of the agent status to set. The status must be enabled.' })
  agentStatusId!: string;
}

@ObjectType({
  description:
    'Success of `putUserStatus`: the user has the status, or gets it after the contact that they are handling.',
})
export class PutUserStatusSuccess extends MutationSuccess {
  readonly kind = 'PutUserStatusSuccess';

  @Field(() => ConnectUser, { nullable: true, description: 'User that the status was set for.' })
  readonly user: ConnectUser;

  constructor({ instanceId, clientToken, input }: Call) {
    super(clientToken);
    this.user = new ConnectUser(instanceId, input.UserId ?? '');
  }
}

@ObjectType({
  implements: ConnectError,
  description:
    'The agent status is disabled. Connect does not report this reason; the gateway finds it after the refusal. Choose an enabled status.',
})
export class ConnectAgentStatusDisabledError extends ConnectError {
  readonly kind = 'ConnectAgentStatusDisabledError';

  @Field({ description: 'Name of the exception that Connect returned.' })
  readonly connectError: string;

  constructor(facts: ErrorFacts & { connectError: string }) {
    super(facts);
    this.connectError = facts.connectError;
  }
}

export const PutUserStatusResult = resultUnion(
  operation,
  'Result of `putUserStatus`.',
  PutUserStatusSuccess,
  ConnectAgentStatusDisabledError,
);

@Resolver()
export class PutUserStatusResolver {
  @Mutation(
    () => PutUserStatusResult,
    mutation('Sets the status of a user. While the user handles a contact, sets their next status instead.'),
  )
  putUserStatus(
    @Arg('input', () => PutUserStatusInput, { description: 'User, and the agent status to set.' })
    input: PutUserStatusInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof PutUserStatusResult | null> {
    return runMutation(connect, operation, input, {
      toCommand: ({ userId, agentStatusId }, ids) => ({
        UserId: ids.id('user', 'userId', userId),
        AgentStatusId: ids.id('agentStatus', 'agentStatusId', agentStatusId),
      }),
      toSuccess: (_output, call) => new PutUserStatusSuccess(call),
      diagnose: diagnoseWith(findObstacle, (facts) => new ConnectAgentStatusDisabledError(facts)),
      reconcile: readBack,
      refusalClasses: [ConnectAgentStatusDisabledError],
    });
  }
}

type Call = MutationCall<PutUserStatusCommandInput>;

/** Finds a missing user, a missing status or a disabled status. */
const findObstacle: Diagnosis<PutUserStatusCommandInput, { readonly message: string }> = async (
  { instanceId, input: { UserId: userId = '', AgentStatusId: statusId = '' } },
  connect,
  { exception },
) => {
  if (exception === 'ResourceNotFoundException') {
    const user = await connect.loaders.user.load({ instanceId, id: userId });
    if (!user) return { missing: ConnectResourceKind.USER, id: userId };
    const status = await agentStatus(statusId, instanceId, connect);
    if (!status) return { missing: ConnectResourceKind.AGENT_STATUS, id: statusId };
  }
  if (exception !== 'InvalidRequestException') return null;
  const status = await agentStatus(statusId, instanceId, connect);
  return status?.State === 'DISABLED' ? { message: `The agent status ${status.Name ?? statusId} is disabled.` } : null;
};

/** Reads whether the user has the status or will have it next. */
async function readBack(
  { instanceId, input: { UserId: id = '', AgentStatusId: statusId = '' } }: Call,
  connect: ConnectSession,
) {
  const user = await connect.loaders.currentUser.load({ instanceId, id });
  const { Status, NextStatus } = user ?? {};
  const has = NextStatus
    ? NextStatus === (await agentStatus(statusId, instanceId, connect))?.Name
    : parseArn(Status?.StatusArn ?? '')?.id === statusId;
  if (has) return { output: {} };
  const shown = NextStatus ?? Status?.StatusName;
  if (!shown) return { notApplied: 'Connect does not say which status the user has.' };

  return { notApplied: `${NextStatus ? 'The next status of the user is' : 'The user has the status'} ${shown}.` };
}

async function agentStatus(AgentStatusId: string, InstanceId: string, connect: ConnectSession) {
  return (await connect.readOrNull(describeAgentStatus, { InstanceId, AgentStatusId }))?.AgentStatus;
}

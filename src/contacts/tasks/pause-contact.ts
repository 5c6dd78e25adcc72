import { PauseContactCommand, type PauseContactCommandInput } from '@aws-sdk/client-connect';
import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../../connect/calls/operation.js';
import type { Missing } from '../../connect/mutations/diagnosis.js';
import { runMutation } from '../../connect/mutations/run-mutation.js';
import { ConnectChannel } from '../../directory/channel.js';
import type { GatewayContext } from '../../graph/context.js';
import { mutation } from '../../graph/types/mutation.js';
import { resultUnion } from '../../graph/types/result-union.js';
import { ConnectContactState } from '../contact-enums.js';
import { ContactInput, ContactSuccess, withItsContact } from '../contact-mutation.js';
import {
  ConnectContactNotSuitableError,
  ConnectLimit,
  ConnectLimitReachedError,
  type ContactFinding,
  explainedBy,
  type LimitFinding,
  ongoing,
  onlyFor,
  onlyWhile,
  type Rule,
  readBackBy,
} from '../refusals/contact-refusal.js';
import { flowMissing } from '../refusals/missing-resources.js';

/** Pauses a task. PauseContact takes no token, so it is retried only if it was certainly not applied. */
const operation = mutationOperation({
  name: 'PauseContact',
  command: PauseContactCommand,
  repeat: 'never',
  scope: 'contacts:write',
  changes: { contact: 'ContactId' },
  requires: [],
  exceptions: [
    'AccessDeniedException',
    'InternalServiceException',
    'InvalidRequestException',
    'InvalidParameterException',
    'ResourceNotFoundException',
    'ThrottlingException',
    'LimitExceededException',
    'ConflictException',
  ],
  howToCheck:
    'Read the contact: if it was paused, its `state` is PAUSED. If it was not, pause it with a new client token.',
});

@InputType({ description: 'Input of `pauseContact`.' })
export class PauseContactInput extends ContactInput {
  @Field(() => ID, {
    nullable: true,
    description: "Id or ARN of a published flow that handles the task from now on. Defaults to the task's own flow.",
  })
  contactFlowId?: string | null;
}

@ObjectType({ description: 'The task was paused.' })
export class PauseContactSuccess extends ContactSuccess {
  readonly kind = 'PauseContactSuccess';
}

export const PauseContactResult = resultUnion(
  operation,
  'Result of `pauseContact`.',
  PauseContactSuccess,
  ConnectContactNotSuitableError,
  ConnectLimitReachedError,
);

@Resolver()
export class PauseContactResolver {
  @Mutation(
    () => PauseContactResult,
    mutation('Pauses an ongoing task. A task that waits in a queue leaves the queue.'),
  )
  pauseContact(
    @Arg('input', () => PauseContactInput, { description: 'Task to pause.' }) input: PauseContactInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof PauseContactResult | null> {
    return runMutation(connect, operation, input, {
      toCommand: ({ contactId, contactFlowId }, ids) => ({
        ContactId: ids.id('contact', 'contactId', contactId),
        ContactFlowId: ids.id('contactFlow', 'contactFlowId', contactFlowId),
      }),
      toSuccess: withItsContact(PauseContactSuccess),
      diagnose: explainedBy<ContactFinding | LimitFinding | Missing, PauseContactCommandInput>(
        flowMissing,
        onlyFor(ConnectChannel.TASK),
        onlyWhile(...ongoing.filter(isNotPaused)),
        maxPausesReached,
        maxPausedTasksReached,
      ),
      reconcile: readBackBy(({ state }) => (state === ConnectContactState.PAUSED ? null : `The contact is ${state}.`)),
      refusalClasses: [ConnectContactNotSuitableError, ConnectLimitReachedError],
    });
  }
}

function isNotPaused(state: ConnectContactState): boolean {
  return state !== ConnectContactState.PAUSED;
}

/** The service model's maximum of `TotalPauseCount`. */
const maxPauses = 10;

const maxPausesReached: Rule<LimitFinding> = (
  { contact: { TotalPauseCount: current = 0 } },
  _call,
  _connect,
  refusal,
) => {
  if (refusal.exception !== 'LimitExceededException' || current < maxPauses) return null;
  const message = `The task was paused ${current} times; Connect allows ${maxPauses}.`;
  return { limit: ConnectLimit.CONTACT_PAUSES, maximum: maxPauses, current, message };
};

/**
 * An agent may have twice as many active and paused tasks together as active tasks alone (administrator guide, pause
 * and resume). The maximum of paused tasks therefore equals that of active tasks.
 */
const maxPausedTasksReached: Rule<LimitFinding> = async ({ contact }, { instanceId }, connect, refusal) => {
  const id = contact.AgentInfo?.Id;
  if (refusal.exception !== 'LimitExceededException' || !id) return null;
  const user = await connect.loaders.currentUser.load({ instanceId, id });
  const maximum = user?.MaxSlotsByChannel?.TASK;
  const active = user?.ActiveSlotsByChannel?.TASK;
  if (!user?.Contacts || maximum === undefined || active === undefined) return null;
  const tasks = user.Contacts.filter(
    ({ Channel, AgentContactState }) => Channel === 'TASK' && AgentContactState?.startsWith('CONNECTED'),
  );
  const current = tasks.length - active;
  if (current < maximum) return null;
  const message = `The user has paused ${current} tasks; Connect allows ${maximum}.`;
  return { limit: ConnectLimit.USER_PAUSED_TASKS, maximum, current, message };
};

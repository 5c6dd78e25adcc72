import { ResumeContactCommand, type ResumeContactCommandInput } from '@aws-sdk/client-connect';
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
  type ContactFinding,
  explainedBy,
  onlyFor,
  onlyWhile,
  readBackBy,
  type SeenContact,
} from '../refusals/contact-refusal.js';
import { flowMissing } from '../refusals/missing-resources.js';

/** Resumes a task. ResumeContact takes no token, so it is retried only if it was certainly not applied. */
const operation = mutationOperation({
  name: 'ResumeContact',
  command: ResumeContactCommand,
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
    'ConflictException',
  ],
  howToCheck:
    'Read the contact. If its `state` is still PAUSED, it has not been resumed: resume it with a new client token.',
});

@InputType({ description: 'Input of `resumeContact`.' })
export class ResumeContactInput extends ContactInput {
  @Field(() => ID, {
    nullable: true,
    description:
      "Id or ARN of a published flow that handles the task from now on. Defaults to the task's own flow. A task without an agent waits in a queue again only if its flow transfers it to a queue.",
  })
  contactFlowId?: string | null;
}

@ObjectType({ description: 'The task was resumed.' })
export class ResumeContactSuccess extends ContactSuccess {
  readonly kind = 'ResumeContactSuccess';
}

export const ResumeContactResult = resultUnion(
  operation,
  'Result of `resumeContact`.',
  ResumeContactSuccess,
  ConnectContactNotSuitableError,
);

@Resolver()
export class ResumeContactResolver {
  @Mutation(
    () => ResumeContactResult,
    mutation(
      "Resumes a paused task, regardless of the agent's other contacts. The agent can then have more contacts than usual.",
    ),
  )
  resumeContact(
    @Arg('input', () => ResumeContactInput, { description: 'Task to resume.' }) input: ResumeContactInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof ResumeContactResult | null> {
    return runMutation(connect, operation, input, {
      toCommand: ({ contactId, contactFlowId }, ids) => ({
        ContactId: ids.id('contact', 'contactId', contactId),
        ContactFlowId: ids.id('contactFlow', 'contactFlowId', contactFlowId),
      }),
      toSuccess: withItsContact(ResumeContactSuccess),
      diagnose: explainedBy<ContactFinding | Missing, ResumeContactCommandInput>(
        flowMissing,
        onlyFor(ConnectChannel.TASK),
        onlyWhile(ConnectContactState.PAUSED),
      ),
      reconcile: readBackBy(whyNotResumed),
      refusalClasses: [ConnectContactNotSuitableError],
    });
  }
}

/** Compares pause and resume times, which the record keeps even after the task has ended. */
function whyNotResumed({ contact, state }: SeenContact): string | null {
  if (state === ConnectContactState.PAUSED) return 'The contact is still PAUSED.';
  const { LastPausedTimestamp: pausedAt, LastResumedTimestamp: resumedAt } = contact;
  return resumedAt && (!pausedAt || resumedAt > pausedAt)
    ? null
    : 'The contact has not been resumed after it was paused.';
}

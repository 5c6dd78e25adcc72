import { UpdateContactScheduleCommand, type UpdateContactScheduleCommandInput } from '@aws-sdk/client-connect';
import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../../connect/calls/operation.js';
import { runMutation } from '../../connect/mutations/run-mutation.js';
import type { ConnectSession } from '../../connect/session/session.js';
import { ConnectChannel } from '../../directory/channel.js';
import type { Refused } from '../../errors/call-failure.js';
import { ConnectInvalidInputError } from '../../errors/gateway-errors.js';
import { ConnectInputViolation } from '../../errors/input-violation.js';
import type { GatewayContext } from '../../graph/context.js';
import { mutation } from '../../graph/types/mutation.js';
import { resultUnion } from '../../graph/types/result-union.js';
import { DateTime } from '../../graph/types/scalars.js';
import { ConnectContactState } from '../contact-enums.js';
import { ContactInput, ContactSuccess, withItsContact } from '../contact-mutation.js';
import {
  ConnectContactNotSuitableError,
  ConnectLimit,
  ConnectLimitReachedError,
  type ContactFinding,
  explainedBy,
  type LimitFinding,
  onlyFor,
  onlyWhile,
  readBackBy,
  type SeenContact,
} from '../refusals/contact-refusal.js';

/**
 * Changes the time of a scheduled task. UpdateContactSchedule takes no token, so it is retried only if it was certainly
 * not applied.
 */
const operation = mutationOperation({
  name: 'UpdateContactSchedule',
  command: UpdateContactScheduleCommand,
  repeat: 'never',
  scope: 'contacts:write',
  changes: { contact: 'ContactId' },
  requires: [],
  exceptions: [
    'InvalidRequestException',
    'InvalidParameterException',
    'ResourceNotFoundException',
    'ThrottlingException',
    'LimitExceededException',
    'InternalServiceException',
  ],
  inputPaths: { ScheduledTime: ['scheduledAt'] },
  howToCheck:
    'Read `scheduledAt` of the contact. If it is not the new time, reschedule the task with a new client token.',
});

@InputType({ description: 'Input of `updateContactSchedule`.' })
export class UpdateContactScheduleInput extends ContactInput {
  @Field(() => DateTime, {
    description: 'New start time, in the future and at most 90 days ahead. Some accounts have a lower limit.',
  })
  scheduledAt!: Date;
}

@ObjectType({ description: 'The task was rescheduled.' })
export class UpdateContactScheduleSuccess extends ContactSuccess {
  readonly kind = 'UpdateContactScheduleSuccess';
}

export const UpdateContactScheduleResult = resultUnion(
  operation,
  'Result of `updateContactSchedule`.',
  UpdateContactScheduleSuccess,
  ConnectContactNotSuitableError,
  ConnectLimitReachedError,
);

@Resolver()
export class UpdateContactScheduleResolver {
  @Mutation(
    () => UpdateContactScheduleResult,
    mutation('Changes the start time of a scheduled task. Connect allows 20 changes per task.'),
  )
  updateContactSchedule(
    @Arg('input', () => UpdateContactScheduleInput, { description: 'Task, and its new start time.' })
    input: UpdateContactScheduleInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof UpdateContactScheduleResult | null> {
    return runMutation(connect, operation, input, {
      toCommand: ({ contactId, scheduledAt }, ids) => ({
        ContactId: ids.id('contact', 'contactId', contactId),
        ScheduledTime: scheduledAt,
      }),
      // Skipped after an earlier call with this token: the time may have passed since.
      prepare: async ({ input: { ScheduledTime } }, _connect, mayBeApplied) => {
        const problem = !mayBeApplied && ScheduledTime && timeProblem(ScheduledTime, connect.now());
        const { requestId } = connect.scope;
        return problem
          ? new ConnectInvalidInputError({
              requestId,
              violations: [new ConnectInputViolation(['scheduledAt'], problem)],
            })
          : {};
      },
      toSuccess: withItsContact(UpdateContactScheduleSuccess),
      diagnose: explainedBy<ContactFinding | LimitFinding>(
        onlyFor(ConnectChannel.TASK),
        onlyWhile(ConnectContactState.SCHEDULED),
        tooOften,
      ),
      reconcile: readBackBy(whyNotRescheduled),
      refusalClasses: [ConnectContactNotSuitableError, ConnectLimitReachedError],
    });
  }
}

/** Tolerance for clock differences and the duration of the request. Within it, Connect decides about past times. */
const toleranceMs = 60_000;
/** "Maximum duration that a task can be scheduled in future" (service quotas). The API reference still says 6 days. */
const maxDays = 90;

function timeProblem(time: Date, now: Date): string | null {
  const aheadMs = time.getTime() - now.getTime();
  if (aheadMs < -toleranceMs) return 'must not be in the past.';
  return aheadMs > maxDays * 86_400_000 + toleranceMs ? `must be within ${maxDays} days.` : null;
}

/** "Maximum number of reschedules" (service quotas). Connect does not return the current number. */
const maxReschedules = 20;

function tooOften(_: SeenContact, _call: object, _connect: ConnectSession, refusal: Refused): LimitFinding | null {
  if (refusal.exception !== 'LimitExceededException') return null;
  const message = `The task was rescheduled ${maxReschedules} times, the most that Connect allows.`;
  return { limit: ConnectLimit.CONTACT_RESCHEDULES, maximum: maxReschedules, message };
}

function whyNotRescheduled(
  { contact }: SeenContact,
  { input }: { input: UpdateContactScheduleCommandInput },
): string | null {
  const { ScheduledTimestamp: time } = contact;
  // Connect may store whole seconds.
  const isSame = time && Math.abs(time.getTime() - (input.ScheduledTime?.getTime() ?? 0)) < 1_000;
  return isSame ? null : `The task is scheduled for ${time?.toISOString() ?? 'no time'}.`;
}

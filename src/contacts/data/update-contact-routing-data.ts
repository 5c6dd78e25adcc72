import { isDeepStrictEqual } from 'node:util';
import { UpdateContactRoutingDataCommand, type UpdateContactRoutingDataCommandInput } from '@aws-sdk/client-connect';
import { Arg, Ctx, Directive, Field, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../../connect/calls/operation.js';
import type { IdResolver } from '../../connect/inputs/id-resolver.js';
import { runMutation } from '../../connect/mutations/run-mutation.js';
import type { ConnectSession } from '../../connect/session/session.js';
import type { Refused } from '../../errors/call-failure.js';
import { ConnectInputViolation } from '../../errors/input-violation.js';
import { oneOf } from '../../graph/build/one-of.js';
import type { GatewayContext } from '../../graph/context.js';
import { mutation } from '../../graph/types/mutation.js';
import { resultUnion } from '../../graph/types/result-union.js';
import { ContactInput, ContactSuccess, withItsContact } from '../contact-mutation.js';
import {
  ConnectContactNotSuitableError,
  ConnectContactRefusalReason,
  type ContactFinding,
  explainedBy,
  readBackBy,
  type SeenContact,
} from '../refusals/contact-refusal.js';
import { ConnectRoutingStepInput, routingStepsOf, routingStepsPath } from './routing-criteria-input.js';

/**
 * Changes a contact's priority in its queue. UpdateContactRoutingData takes no token, so it is retried only if it was
 * certainly not applied.
 */
const operation = mutationOperation({
  name: 'UpdateContactRoutingData',
  command: UpdateContactRoutingDataCommand,
  repeat: 'never',
  scope: 'contacts:write',
  changes: { contact: 'ContactId' },
  requires: [],
  exceptions: [
    'ResourceConflictException',
    'InvalidParameterException',
    'ResourceNotFoundException',
    'InternalServiceException',
    'ThrottlingException',
    'AccessDeniedException',
    'InvalidActiveRegionException',
  ],
  inputPaths: {
    QueuePriority: ['turn', 'queuePriority'],
    QueueTimeAdjustmentSeconds: ['turn', 'queueTimeAdjustmentSeconds'],
    RoutingCriteria: routingStepsPath,
  },
  howToCheck: 'Set the same routing data again with a new client token: it is safe to set it twice.',
});

@Directive(oneOf)
@InputType({ description: 'Priority of a contact in its queue. Exactly one field must be given.' })
export class UpdateContactRoutingDataTurnInput {
  @Field(() => Int, {
    nullable: true,
    description: 'Queue priority, from 1 (most urgent). A contact without a set priority has 5.',
  })
  queuePriority?: number;

  @Field(() => Int, {
    nullable: true,
    description: "Seconds that routing adds to the contact's waiting time. A negative value subtracts.",
  })
  queueTimeAdjustmentSeconds?: number;
}

@InputType({
  description: 'Input of `updateContactRoutingData`. At least one of `turn` and `routingSteps` must be given.',
})
export class UpdateContactRoutingDataInput extends ContactInput {
  @Field(() => UpdateContactRoutingDataTurnInput, {
    nullable: true,
    description: 'New queue priority or waiting time adjustment. Without this field, both stay unchanged.',
  })
  turn?: UpdateContactRoutingDataTurnInput | null;

  @Field(() => [ConnectRoutingStepInput], {
    nullable: true,
    description:
      'Agents who can receive the contact, step by step. At least one step. Without this field, the steps stay unchanged.',
  })
  routingSteps?: ConnectRoutingStepInput[] | null;
}

@ObjectType({ description: 'The routing data was changed.' })
export class UpdateContactRoutingDataSuccess extends ContactSuccess {
  readonly kind = 'UpdateContactRoutingDataSuccess';
}

export const UpdateContactRoutingDataResult = resultUnion(
  operation,
  'Result of `updateContactRoutingData`.',
  UpdateContactRoutingDataSuccess,
  ConnectContactNotSuitableError,
);

@Resolver()
export class UpdateContactRoutingDataResolver {
  @Mutation(
    () => UpdateContactRoutingDataResult,
    mutation(
      "Changes a contact's priority in its queue or the agents who can receive the contact. Possible until an agent accepts the contact.",
    ),
  )
  updateContactRoutingData(
    @Arg('input', () => UpdateContactRoutingDataInput, { description: 'Contact, and the routing data to change.' })
    input: UpdateContactRoutingDataInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof UpdateContactRoutingDataResult | null> {
    return runMutation(connect, operation, input, {
      toCommand,
      toSuccess: withItsContact(UpdateContactRoutingDataSuccess),
      diagnose: explainedBy(onlyWhileRouted),
      reconcile: readBackBy(whyNotRouted),
      refusalClasses: [ConnectContactNotSuitableError],
    });
  }
}

function toCommand({ contactId, turn, routingSteps }: UpdateContactRoutingDataInput, ids: IdResolver) {
  if (!turn && !routingSteps) {
    ids.violations.push(new ConnectInputViolation([], 'must have `turn` or `routingSteps`.'));
  }
  return {
    ContactId: ids.id('contact', 'contactId', contactId),
    QueuePriority: turn?.queuePriority,
    QueueTimeAdjustmentSeconds: turn?.queueTimeAdjustmentSeconds,
    RoutingCriteria: routingSteps ? { Steps: routingStepsOf(routingSteps, ids) } : undefined,
  };
}

/**
 * Checks whether the contact is still routed. Connect routes a contact until an agent accepts it, also while the
 * contact is paused. AWS does not document the exception for a contact that is no longer routed. A
 * ResourceNotFoundException for an existing contact concerns the resources in the routing steps instead.
 */
function onlyWhileRouted(
  { contact }: SeenContact,
  _call: object,
  _connect: ConnectSession,
  { exception }: Refused,
): ContactFinding | null {
  if (exception === 'ResourceNotFoundException') return null;
  const isOver = contact.DisconnectTimestamp !== undefined;
  if (!isOver && !contact.AgentInfo?.ConnectedToAgentTimestamp) return null;
  const message = isOver ? 'The contact has ended.' : 'An agent has the contact, so it is no longer routed.';
  return { reason: ConnectContactRefusalReason.STATE_NOT_SUPPORTED, message };
}

type CommandInput = UpdateContactRoutingDataCommandInput;

/**
 * Returns null if the contact has the new routing data, else the reason why not. Assumes that a new time adjustment
 * replaces the previous one.
 */
function whyNotRouted({ contact }: SeenContact, { input }: { input: CommandInput }): string | null {
  const { QueuePriority, QueueTimeAdjustmentSeconds, RoutingCriteria } = input;
  const isSame =
    (QueuePriority === undefined || QueuePriority === contact.QueuePriority) &&
    (QueueTimeAdjustmentSeconds === undefined || QueueTimeAdjustmentSeconds === contact.QueueTimeAdjustmentSeconds) &&
    (RoutingCriteria === undefined ||
      isDeepStrictEqual(stepsIn(RoutingCriteria.Steps), stepsIn(contact.RoutingCriteria?.Steps)));
  return isSame ? null : 'The contact does not have this routing data.';
}

/** Returns the members of steps that both the input and the contact record have. */
function stepsIn(steps: NonNullable<CommandInput['RoutingCriteria']>['Steps']) {
  // JSON drops undefined members.
  return JSON.parse(
    JSON.stringify(steps?.map(({ Expression, Expiry }) => [Expression, Expiry?.DurationInSeconds]) ?? []),
  );
}

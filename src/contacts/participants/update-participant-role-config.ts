import { type ParticipantTimerConfiguration, UpdateParticipantRoleConfigCommand } from '@aws-sdk/client-connect';
import { Arg, Ctx, Directive, Field, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../../connect/calls/operation.js';
import { runMutation } from '../../connect/mutations/run-mutation.js';
import { ConnectChannel } from '../../directory/channel.js';
import { oneOf } from '../../graph/build/one-of.js';
import type { GatewayContext } from '../../graph/context.js';
import { mutation } from '../../graph/types/mutation.js';
import { describeEnum } from '../../graph/types/open-enum.js';
import { resultUnion } from '../../graph/types/result-union.js';
import { ContactInput, ContactSuccess, withItsContact } from '../contact-mutation.js';
import {
  ConnectContactNotSuitableError,
  explainedBy,
  ongoing,
  onlyFor,
  onlyWhile,
} from '../refusals/contact-refusal.js';

/**
 * Sets the idle timers of a chat's participants. UpdateParticipantRoleConfig takes no token, so it is retried only if
 * it was certainly not applied. No read returns the timers.
 */
const operation = mutationOperation({
  name: 'UpdateParticipantRoleConfig',
  command: UpdateParticipantRoleConfigCommand,
  repeat: 'never',
  scope: 'contacts:write',
  changes: { contact: 'ContactId' },
  requires: [],
  exceptions: [
    'InvalidRequestException',
    'InvalidParameterException',
    'ResourceNotFoundException',
    'AccessDeniedException',
    'ThrottlingException',
    'InternalServiceException',
  ],
  inputPaths: { ChannelConfiguration: fieldOf },
  howToCheck: 'Connect does not return the timers. It is safe to set the same timers again with a new client token.',
});

enum ConnectChatTimerRole {
  CUSTOMER = 'CUSTOMER',
  AGENT = 'AGENT',
}
describeEnum(ConnectChatTimerRole, 'ConnectChatTimerRole', 'Role of the participant that a chat timer applies to.', {
  CUSTOMER: 'Customer.',
  AGENT: 'Agent.',
});

enum ConnectChatTimerType {
  IDLE = 'IDLE',
  DISCONNECT_NONCUSTOMER = 'DISCONNECT_NONCUSTOMER',
}
describeEnum(ConnectChatTimerType, 'ConnectChatTimerType', 'Type of a chat timer.', {
  IDLE: 'Time without a message after which a participant is idle.',
  DISCONNECT_NONCUSTOMER: 'Time without a message after which a participant other than a customer is disconnected.',
});

enum ConnectChatTimerAction {
  UNSET = 'UNSET',
}
describeEnum(ConnectChatTimerAction, 'ConnectChatTimerAction', 'Action on a chat timer.', {
  UNSET: 'Deletes the timer.',
});

@Directive(oneOf)
@InputType({ description: 'Value of a timer. Exactly one field must be given.' })
export class ConnectChatTimerValueInput {
  @Field(() => Int, { nullable: true, description: 'Minutes until the timer expires, 2 to 480.' })
  minutes?: number;

  @Field(() => ConnectChatTimerAction, { nullable: true, description: 'Action on the timer. UNSET deletes the timer.' })
  action?: ConnectChatTimerAction;
}

@InputType({ description: 'Timer of a chat.' })
export class ConnectChatTimerInput {
  @Field(() => ConnectChatTimerRole, { description: 'Role of the participant that the timer applies to.' })
  role!: ConnectChatTimerRole;

  @Field(() => ConnectChatTimerType, { description: 'Type of the timer.' })
  type!: ConnectChatTimerType;

  @Field(() => ConnectChatTimerValueInput, { description: 'Duration of the timer, or its deletion.' })
  value!: ConnectChatTimerValueInput;
}

@InputType({ description: 'Input of `updateParticipantRoleConfig`.' })
export class UpdateParticipantRoleConfigInput extends ContactInput {
  @Field(() => [ConnectChatTimerInput], {
    description: 'Timers to set or delete, 1 to 6. Other timers stay unchanged.',
  })
  timers!: ConnectChatTimerInput[];
}

@ObjectType({ description: 'The timers were set for the chat and for the contacts that it is transferred to.' })
export class UpdateParticipantRoleConfigSuccess extends ContactSuccess {
  readonly kind = 'UpdateParticipantRoleConfigSuccess';
}

export const UpdateParticipantRoleConfigResult = resultUnion(
  operation,
  'Result of `updateParticipantRoleConfig`.',
  UpdateParticipantRoleConfigSuccess,
  ConnectContactNotSuitableError,
);

@Resolver()
export class UpdateParticipantRoleConfigResolver {
  @Mutation(
    () => UpdateParticipantRoleConfigResult,
    mutation('Sets or deletes the timers after which participants of a chat are idle or disconnected.'),
  )
  updateParticipantRoleConfig(
    @Arg('input', () => UpdateParticipantRoleConfigInput, { description: 'Chat, and the timers to set or delete.' })
    input: UpdateParticipantRoleConfigInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof UpdateParticipantRoleConfigResult | null> {
    return runMutation(connect, operation, input, {
      toCommand: ({ contactId, timers }, ids) => ({
        ContactId: ids.id('contact', 'contactId', contactId),
        ChannelConfiguration: { Chat: { ParticipantTimerConfigList: timers.map(toTimer) } },
      }),
      toSuccess: withItsContact(UpdateParticipantRoleConfigSuccess),
      diagnose: explainedBy(onlyFor(ConnectChannel.CHAT), onlyWhile(...ongoing)),
      refusalClasses: [ConnectContactNotSuitableError],
    });
  }
}

function toTimer({ role, type, value: { minutes, action } }: ConnectChatTimerInput): ParticipantTimerConfiguration {
  const value = action
    ? { ParticipantTimerAction: 'Unset' as const }
    : { ParticipantTimerDurationInMinutes: minutes ?? 0 };
  return { ParticipantRole: role, TimerType: type, TimerValue: value };
}

/** Maps the path of a violation, `chat.participantTimerConfigList.0.timerValue...`, to the input. */
function fieldOf([, , index, member]: readonly string[]): readonly string[] {
  if (index === undefined) return ['timers'];
  return member === 'timerValue' ? ['timers', index, 'value', 'minutes'] : ['timers', index];
}

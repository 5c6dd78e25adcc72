import { CreateParticipantCommand, type CreateParticipantCommandOutput } from '@aws-sdk/client-connect';
import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../../connect/calls/operation.js';
import type { IdResolver } from '../../connect/inputs/id-resolver.js';
import { runMutation } from '../../connect/mutations/run-mutation.js';
import type { MutationCall } from '../../connect/mutations/steps.js';
import { ConnectChannel } from '../../directory/channel.js';
import type { GatewayContext } from '../../graph/context.js';
import { mutation } from '../../graph/types/mutation.js';
import { describeEnum } from '../../graph/types/open-enum.js';
import { resultUnion } from '../../graph/types/result-union.js';
import { DateTime } from '../../graph/types/scalars.js';
import { momentOf } from '../../lib/moments.js';
import { ConnectContact } from '../contact.js';
import { type ContactCallInput, ContactInput, ContactSuccess, contactIdOf } from '../contact-mutation.js';
import {
  ConnectContactNotSuitableError,
  ConnectContactRefusalReason,
  type ContactFinding,
  explainedBy,
  ongoing,
  onlyFor,
  onlyWhile,
  type SeenContact,
} from '../refusals/contact-refusal.js';
import { ConnectParticipantCapabilitiesInput, capabilitiesOf } from '../starts/inputs/participant-input.js';

/** Adds a participant to a chat or a web call with CreateParticipant. */
const operation = mutationOperation({
  name: 'CreateParticipant',
  command: CreateParticipantCommand,
  repeat: 'token',
  scope: 'conversations:join',
  changes: { contact: 'ContactId' },
  requires: ['ParticipantId'],
  credentials: ['ParticipantCredentials'],
  exceptions: [
    'InvalidRequestException',
    'ResourceNotFoundException',
    'InternalServiceException',
    'ServiceQuotaExceededException',
    'ThrottlingException',
    'ConflictException',
  ],
  howToCheck: 'Send the same input again with the same client token: Connect adds the participant only once.',
});

enum ConnectAddedParticipantRoleInput {
  CUSTOMER = 'CUSTOMER',
  CUSTOM_BOT = 'CUSTOM_BOT',
}
describeEnum(ConnectAddedParticipantRoleInput, 'ConnectAddedParticipantRoleInput', 'Role of a participant to add.', {
  CUSTOMER: 'Another customer, for a web call.',
  CUSTOM_BOT: 'Bot, for a chat.',
});

@InputType({ description: 'Participant to add.' })
export class CreateParticipantDetailsInput {
  @Field(() => ConnectAddedParticipantRoleInput, { description: 'Role of the participant.' })
  participantRole!: ConnectAddedParticipantRoleInput;

  @Field(() => String, {
    nullable: true,
    description: 'Display name of the participant, 1 to 256 characters. Personal data.',
  })
  displayName?: string | null;

  @Field(() => ConnectParticipantCapabilitiesInput, {
    nullable: true,
    description: 'Capabilities in addition to speech. Defaults to none.',
  })
  participantCapabilities?: ConnectParticipantCapabilitiesInput | null;
}

@InputType({
  description:
    "Input of `createParticipant`. For a web call, `contactId` must be the id or ARN of the call's first contact.",
})
export class CreateParticipantInput extends ContactInput {
  @Field(() => CreateParticipantDetailsInput, { description: 'Participant to add.' })
  participantDetails!: CreateParticipantDetailsInput;
}

@ObjectType({ description: 'Credentials of a participant.' })
export class ConnectParticipantCredentials {
  @Field({ description: 'Token for the Amazon Connect Participant Service.' })
  readonly participantToken: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Time when the token expires. Null if Connect does not return it.',
  })
  readonly expiresAt: Date | null;

  constructor({ ParticipantToken, Expiry }: NonNullable<CreateParticipantCommandOutput['ParticipantCredentials']>) {
    this.participantToken = ParticipantToken ?? '';
    this.expiresAt = momentOf(Expiry);
  }
}

@ObjectType({ description: 'The participant was added.' })
export class CreateParticipantSuccess extends ContactSuccess {
  readonly kind = 'CreateParticipantSuccess';

  @Field(() => ID, { description: 'Id of the added participant.' })
  readonly participantId: string;

  @Field(() => ConnectParticipantCredentials, {
    nullable: true,
    description:
      'Credentials of the participant. The gateway does not store them. A repeated request with the same client token returns the same credentials, or null if Connect cannot return them at that moment.',
  })
  readonly participantCredentials: ConnectParticipantCredentials | null;

  constructor(
    output: CreateParticipantCommandOutput,
    { instanceId, clientToken, input }: MutationCall<ContactCallInput>,
  ) {
    super(new ConnectContact(instanceId, contactIdOf(input)), clientToken);
    this.participantId = output.ParticipantId ?? '';
    const { ParticipantCredentials: credentials } = output;
    this.participantCredentials = credentials?.ParticipantToken ? new ConnectParticipantCredentials(credentials) : null;
  }
}

export const CreateParticipantResult = resultUnion(
  operation,
  'Result of `createParticipant`.',
  CreateParticipantSuccess,
  ConnectContactNotSuitableError,
);

@Resolver()
export class CreateParticipantResolver {
  @Mutation(() => CreateParticipantResult, mutation('Adds a bot to a chat, or another customer to a web call.'))
  createParticipant(
    @Arg('input', () => CreateParticipantInput, {
      description: 'Contact, and the participant to add.',
    })
    input: CreateParticipantInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof CreateParticipantResult | null> {
    return runMutation(connect, operation, input, {
      toCommand,
      toSuccess: (output, call) => new CreateParticipantSuccess(output, call),
      diagnose: explainedBy(onlyFor(ConnectChannel.CHAT, ConnectChannel.VOICE), notAWebCall, onlyWhile(...ongoing)),
      refusalClasses: [ConnectContactNotSuitableError],
    });
  }
}

function toCommand({ contactId, participantDetails }: CreateParticipantInput, ids: IdResolver) {
  return {
    ContactId: ids.id('contact', 'contactId', contactId),
    ParticipantDetails: {
      ParticipantRole: participantDetails.participantRole,
      DisplayName: participantDetails.displayName ?? undefined,
      ParticipantCapabilities: capabilitiesOf(participantDetails.participantCapabilities),
    },
  };
}

/** Among calls, only web calls accept participants. */
function notAWebCall({ contact: { Channel, InitiationMethod: method } }: SeenContact): ContactFinding | null {
  if (Channel !== 'VOICE' || !method || method === 'WEBRTC_API') return null;
  const message = `The operation supports calls initiated by WEBRTC_API; this call was initiated by ${method}.`;
  return { reason: ConnectContactRefusalReason.INITIATION_METHOD_NOT_SUPPORTED, message };
}

import { StartWebRTCContactCommand, type StartWebRTCContactCommandOutput } from '@aws-sdk/client-connect';
import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../../connect/calls/operation.js';
import type { IdResolver } from '../../connect/inputs/id-resolver.js';
import { runMutation } from '../../connect/mutations/run-mutation.js';
import type { MutationCall } from '../../connect/mutations/steps.js';
import type { GatewayContext } from '../../graph/context.js';
import { MutationInputFields, mutation } from '../../graph/types/mutation.js';
import { resultUnion } from '../../graph/types/result-union.js';
import { ConnectContact } from '../contact.js';
import { ContactSuccess } from '../contact-mutation.js';
import {
  attributesOf,
  type ConnectAttributeInput,
  type ConnectReferenceInput,
  referencesOf,
} from '../inputs/contact-input.js';
import {
  ConnectParticipantCapabilitiesInput,
  ConnectParticipantInput,
  capabilitiesOf,
  participantOf,
} from './inputs/participant-input.js';
import {
  AttributesField,
  ContactFlowField,
  DescriptionField,
  ReferencesField,
  RelatedContactField,
} from './inputs/start-fields.js';
import { ConnectMeetingAccess } from './meeting-access.js';
import { findMissing } from './start-refusal.js';

/** Starts a call from an app or a web page with StartWebRTCContact. */
const operation = mutationOperation({
  name: 'StartWebRTCContact',
  command: StartWebRTCContactCommand,
  repeat: 'token',
  scope: 'contacts:write',
  changes: {},
  requires: ['ContactId', 'ParticipantId'],
  credentials: ['ParticipantToken', 'ConnectionData'],
  exceptions: [
    'InternalServiceException',
    'InvalidRequestException',
    'InvalidParameterException',
    'LimitExceededException',
    'ResourceNotFoundException',
  ],
  howToCheck:
    'List the newest `contacts` with channel VOICE: if the call was started, it is among them within seconds.',
});

@InputType({ description: 'Capabilities of both sides of a web call, in addition to speech.' })
export class StartWebRTCCapabilitiesInput {
  @Field(() => ConnectParticipantCapabilitiesInput, { nullable: true, description: 'Capabilities of the customer.' })
  customer?: ConnectParticipantCapabilitiesInput | null;

  @Field(() => ConnectParticipantCapabilitiesInput, { nullable: true, description: 'Capabilities of the agent.' })
  agent?: ConnectParticipantCapabilitiesInput | null;
}

@InputType({ description: 'Input of `startWebRTCContact`.' })
export class StartWebRTCContactInput extends MutationInputFields {
  @ContactFlowField()
  contactFlowId!: string;

  @Field(() => ConnectParticipantInput, { description: 'Customer of the call.' })
  participantDetails!: ConnectParticipantInput;

  @Field(() => StartWebRTCCapabilitiesInput, {
    nullable: true,
    description: 'Capabilities in addition to speech. Defaults to none.',
  })
  allowedCapabilities?: StartWebRTCCapabilitiesInput | null;

  @DescriptionField()
  description?: string | null;

  @RelatedContactField()
  relatedContactId?: string | null;

  @AttributesField()
  attributes?: ConnectAttributeInput[] | null;

  @ReferencesField()
  references?: ConnectReferenceInput[] | null;
}

@ObjectType({ description: 'The web call was started. The customer joins with the returned credentials.' })
export class StartWebRTCContactSuccess extends ContactSuccess {
  readonly kind = 'StartWebRTCContactSuccess';

  @Field(() => ID, { description: 'Participant id of the customer.' })
  readonly participantId: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Token of the customer for the Amazon Connect Participant Service. The gateway does not store it. A repeated request with the same client token returns the same token, or null if Connect cannot return it at that moment.',
  })
  readonly participantToken: string | null;

  @Field(() => ConnectMeetingAccess, {
    nullable: true,
    description:
      'Data for joining with the Amazon Chime SDK, including credentials. The gateway does not store it. A repeated request with the same client token returns it again, or null if Connect does not return it.',
  })
  readonly connectionData: ConnectMeetingAccess | null;

  constructor(output: StartWebRTCContactCommandOutput, { instanceId, clientToken }: MutationCall<object>) {
    super(new ConnectContact(instanceId, output.ContactId ?? ''), clientToken);
    this.participantId = output.ParticipantId ?? '';
    this.participantToken = output.ParticipantToken ?? null;
    this.connectionData = output.ConnectionData ? new ConnectMeetingAccess(output.ConnectionData) : null;
  }
}

export const StartWebRTCContactResult = resultUnion(
  operation,
  'Result of `startWebRTCContact`.',
  StartWebRTCContactSuccess,
);

@Resolver()
export class StartWebRTCContactResolver {
  @Mutation(
    () => StartWebRTCContactResult,
    mutation('Starts a call from an app or a web page, with video where allowed.'),
  )
  startWebRTCContact(
    @Arg('input', () => StartWebRTCContactInput, { description: 'Web call to start.' }) input: StartWebRTCContactInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof StartWebRTCContactResult | null> {
    return runMutation(connect, operation, input, {
      toCommand,
      toSuccess: (output, call) => {
        connect.noteCreated(call.instanceId, output.ContactId ?? '');
        return new StartWebRTCContactSuccess(output, call);
      },
      diagnose: findMissing,
    });
  }
}

function toCommand(input: StartWebRTCContactInput, ids: IdResolver) {
  const { allowedCapabilities: allowed } = input;
  return {
    ContactFlowId: ids.id('contactFlow', 'contactFlowId', input.contactFlowId),
    ParticipantDetails: participantOf(input.participantDetails),
    AllowedCapabilities: allowed
      ? { Customer: capabilitiesOf(allowed.customer), Agent: capabilitiesOf(allowed.agent) }
      : undefined,
    Description: input.description ?? undefined,
    RelatedContactId: ids.id('contact', 'relatedContactId', input.relatedContactId),
    Attributes: attributesOf(input.attributes, ids),
    References: referencesOf(input.references, ids),
  };
}

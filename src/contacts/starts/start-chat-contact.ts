import { StartChatContactCommand, type StartChatContactCommandOutput } from '@aws-sdk/client-connect';
import { Arg, Ctx, Directive, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../../connect/calls/operation.js';
import type { IdResolver } from '../../connect/inputs/id-resolver.js';
import { runMutation } from '../../connect/mutations/run-mutation.js';
import type { MutationCall } from '../../connect/mutations/steps.js';
import { oneOf } from '../../graph/build/one-of.js';
import type { GatewayContext } from '../../graph/context.js';
import { MutationInputFields, mutation } from '../../graph/types/mutation.js';
import { describeEnum } from '../../graph/types/open-enum.js';
import { resultUnion } from '../../graph/types/result-union.js';
import { ConnectContact } from '../contact.js';
import { ContactSuccess } from '../contact-mutation.js';
import { attributesOf, type ConnectAttributeInput } from '../inputs/contact-input.js';
import {
  type ConnectSegmentAttributeInput,
  segmentAttributesOf,
  segmentAttributesPath,
} from '../inputs/segment-attributes-input.js';
import {
  type ConnectChatContentTypeInput,
  ConnectChatMessageInput,
  ContentTypesField,
  chatMessageOf,
  contentTypesOf,
} from './inputs/chat-input.js';
import { ConnectParticipantInput, participantOf } from './inputs/participant-input.js';
import { ConnectPersistentChatInput, persistentChatOf } from './inputs/persistent-chat-input.js';
import { AttributesField, ChatDurationField, ContactFlowField, SegmentAttributesField } from './inputs/start-fields.js';
import { findMissing } from './start-refusal.js';

/** Starts a chat for a customer with StartChatContact. */
const operation = mutationOperation({
  name: 'StartChatContact',
  command: StartChatContactCommand,
  repeat: 'token',
  scope: 'contacts:write',
  changes: {},
  requires: ['ContactId', 'ParticipantId'],
  credentials: ['ParticipantToken'],
  exceptions: [
    'InvalidRequestException',
    'InvalidParameterException',
    'ResourceNotFoundException',
    'InternalServiceException',
    'LimitExceededException',
  ],
  inputPaths: {
    ParticipantConfiguration: () => ['responseMode'],
    ChatDurationInMinutes: ['durationMinutes'],
    PersistentChat: ['past', 'persistentChat'],
    RelatedContactId: ['past', 'relatedContactId'],
    SegmentAttributes: segmentAttributesPath,
  },
  howToCheck: 'List the newest `contacts` with channel CHAT: if the chat was started, it is among them within seconds.',
});

@Directive(oneOf)
@InputType({ description: 'Earlier contact that a chat relates to or continues. Exactly one field must be given.' })
export class StartChatPastInput {
  @Field(() => ID, { nullable: true, description: 'Id or ARN of a related contact.' })
  relatedContactId?: string;

  @Field(() => ConnectPersistentChatInput, { nullable: true, description: 'Past chat that the chat continues.' })
  persistentChat?: ConnectPersistentChatInput;
}

enum ConnectChatResponseModeInput {
  INCREMENTAL = 'INCREMENTAL',
  COMPLETE = 'COMPLETE',
}
describeEnum(ConnectChatResponseModeInput, 'ConnectChatResponseModeInput', "Delivery of a bot's responses.", {
  INCREMENTAL: 'Pieces of the response, sent while the response is generated.',
  COMPLETE: 'Complete response, sent at once.',
});

enum ConnectDisconnectOnCustomerExitInput {
  AGENT = 'AGENT',
}
describeEnum(
  ConnectDisconnectOnCustomerExitInput,
  'ConnectDisconnectOnCustomerExitInput',
  'Participant that Connect disconnects from a chat when the customer leaves.',
  { AGENT: 'Agent.' },
);

@InputType({ description: 'Input of `startChatContact`.' })
export class StartChatContactInput extends MutationInputFields {
  @ContactFlowField()
  contactFlowId!: string;

  @Field(() => ConnectParticipantInput, { description: 'Customer of the chat.' })
  participantDetails!: ConnectParticipantInput;

  @Field(() => ID, { nullable: true, description: 'Id of the customer, 1 to 128 characters. Personal data.' })
  customerId?: string | null;

  @Field(() => ConnectChatMessageInput, { nullable: true, description: 'First message of the customer.' })
  initialMessage?: ConnectChatMessageInput | null;

  @ContentTypesField()
  supportedMessagingContentTypes?: ConnectChatContentTypeInput[] | null;

  @Field(() => ConnectChatResponseModeInput, { nullable: true, description: "Delivery of a bot's responses." })
  responseMode?: ConnectChatResponseModeInput | null;

  @ChatDurationField()
  durationMinutes?: number | null;

  @Field(() => [ConnectDisconnectOnCustomerExitInput], {
    nullable: true,
    description: 'Participants that Connect disconnects from the chat when the customer leaves. Defaults to none.',
  })
  disconnectOnCustomerExit?: ConnectDisconnectOnCustomerExitInput[] | null;

  @Field(() => StartChatPastInput, {
    nullable: true,
    description: 'Earlier contact that the chat relates to or continues.',
  })
  past?: StartChatPastInput | null;

  @AttributesField()
  attributes?: ConnectAttributeInput[] | null;

  @SegmentAttributesField()
  segmentAttributes?: ConnectSegmentAttributeInput[] | null;
}

@ObjectType({ description: 'The chat was started. The customer must connect within 5 minutes.' })
export class StartChatContactSuccess extends ContactSuccess {
  readonly kind = 'StartChatContactSuccess';

  @Field(() => ID, { description: 'Participant id of the customer.' })
  readonly participantId: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Token of the customer for the Amazon Connect Participant Service. The gateway does not store it. A repeated request with the same client token returns the same token, or null if Connect cannot return it at that moment.',
  })
  readonly participantToken: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the contact that the chat continues. Null if the chat continues none.',
  })
  readonly continuedFromContactId: string | null;

  constructor(output: StartChatContactCommandOutput, { instanceId, clientToken }: MutationCall<object>) {
    super(new ConnectContact(instanceId, output.ContactId ?? ''), clientToken);
    this.participantId = output.ParticipantId ?? '';
    this.participantToken = output.ParticipantToken ?? null;
    this.continuedFromContactId = output.ContinuedFromContactId ?? null;
  }
}

export const StartChatContactResult = resultUnion(operation, 'Result of `startChatContact`.', StartChatContactSuccess);

@Resolver()
export class StartChatContactResolver {
  @Mutation(() => StartChatContactResult, mutation('Starts a chat for a customer.'))
  startChatContact(
    @Arg('input', () => StartChatContactInput, { description: 'Chat to start.' }) input: StartChatContactInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof StartChatContactResult | null> {
    return runMutation(connect, operation, input, {
      toCommand,
      toSuccess: (output, call) => {
        connect.noteCreated(call.instanceId, output.ContactId ?? '');
        return new StartChatContactSuccess(output, call);
      },
      diagnose: findMissing,
    });
  }
}

function toCommand(input: StartChatContactInput, ids: IdResolver) {
  const { relatedContactId, persistentChat } = input.past ?? {};
  return {
    ContactFlowId: ids.id('contactFlow', 'contactFlowId', input.contactFlowId),
    ParticipantDetails: participantOf(input.participantDetails),
    CustomerId: input.customerId ?? undefined,
    InitialMessage: chatMessageOf(input.initialMessage, ['initialMessage'], ids),
    SupportedMessagingContentTypes: contentTypesOf(input.supportedMessagingContentTypes, ids),
    ParticipantConfiguration: input.responseMode ? { ResponseMode: input.responseMode } : undefined,
    ChatDurationInMinutes: input.durationMinutes ?? undefined,
    DisconnectOnCustomerExit: input.disconnectOnCustomerExit ?? undefined,
    RelatedContactId: ids.id('contact', 'past.relatedContactId', relatedContactId),
    PersistentChat: persistentChat && persistentChatOf(persistentChat, 'past.persistentChat.', ids),
    Attributes: attributesOf(input.attributes, ids),
    SegmentAttributes: segmentAttributesOf(input.segmentAttributes, ids),
  };
}

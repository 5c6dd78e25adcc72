import { StartOutboundChatContactCommand } from '@aws-sdk/client-connect';
import { Arg, Ctx, Directive, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../../connect/calls/operation.js';
import type { IdResolver } from '../../connect/inputs/id-resolver.js';
import { brokenRuleOf } from '../../connect/inputs/patterns.js';
import { runMutation } from '../../connect/mutations/run-mutation.js';
import { ConnectInputViolation } from '../../errors/input-violation.js';
import { oneOf } from '../../graph/build/one-of.js';
import type { GatewayContext } from '../../graph/context.js';
import { MutationInputFields, mutation } from '../../graph/types/mutation.js';
import { describeEnum } from '../../graph/types/open-enum.js';
import { resultUnion } from '../../graph/types/result-union.js';
import { ContactSuccess, withNewContact } from '../contact-mutation.js';
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
import {
  ConnectMessageTemplateInput,
  messageTemplateOf,
  messageTemplatePath,
} from './inputs/message-template-input.js';
import { ConnectParticipantInput, participantOf } from './inputs/participant-input.js';
import {
  AttributesField,
  ChatDurationField,
  ContactFlowField,
  RelatedContactField,
  SegmentAttributesField,
} from './inputs/start-fields.js';
import { findMissing } from './start-refusal.js';

/** Starts a chat with a message to a customer by SMS or WhatsApp, with StartOutboundChatContact. */
const operation = mutationOperation({
  name: 'StartOutboundChatContact',
  command: StartOutboundChatContactCommand,
  repeat: 'token',
  scope: 'contacts:write',
  changes: {},
  requires: ['ContactId'],
  exceptions: [
    'InvalidRequestException',
    'ConflictException',
    'InternalServiceException',
    'ResourceNotFoundException',
    'LimitExceededException',
    'ThrottlingException',
    'AccessDeniedException',
  ],
  inputPaths: {
    SourceEndpoint: () => ['sourcePhoneNumberArn'],
    DestinationEndpoint: () => ['destinationPhoneNumber'],
    ChatDurationInMinutes: ['durationMinutes'],
    InitialSystemMessage: ['initialMessage', 'raw'],
    InitialTemplatedSystemMessage: messageTemplatePath('initialMessage', 'template'),
    SegmentAttributes: segmentAttributesPath,
  },
  howToCheck: 'List the newest `contacts` with channel CHAT: if the chat was started, it is among them within seconds.',
});

enum ConnectOutboundMessagingInput {
  SMS = 'SMS',
  WHATSAPP = 'WHATSAPP',
}
describeEnum(
  ConnectOutboundMessagingInput,
  'ConnectOutboundMessagingInput',
  'Messaging service for an outbound chat.',
  {
    SMS: 'Text message (SMS).',
    WHATSAPP: 'WhatsApp message.',
  },
);
const subtypes = { SMS: 'connect:SMS', WHATSAPP: 'connect:WhatsApp' } as const;

@Directive(oneOf)
@InputType({ description: 'First message to a customer. Exactly one field must be given.' })
export class StartOutboundChatMessageInput {
  @Field(() => ConnectChatMessageInput, { nullable: true, description: 'Message with literal content.' })
  raw?: ConnectChatMessageInput;

  @Field(() => ConnectMessageTemplateInput, {
    nullable: true,
    description: 'Template that the message is created from.',
  })
  template?: ConnectMessageTemplateInput;
}

@InputType({ description: 'Input of `startOutboundChatContact`.' })
export class StartOutboundChatContactInput extends MutationInputFields {
  @Field(() => ConnectOutboundMessagingInput, {
    description: 'Messaging service. Sets the segment attribute `connect:Subtype`.',
  })
  messaging!: ConnectOutboundMessagingInput;

  @Field(() => ID, { description: "ARN of the instance's phone number that sends the message." })
  sourcePhoneNumberArn!: string;

  @Field({ description: 'Phone number of the customer in E.164 format: `+` and 2 to 15 digits. Personal data.' })
  destinationPhoneNumber!: string;

  @ContactFlowField()
  contactFlowId!: string;

  @Field(() => StartOutboundChatMessageInput, {
    nullable: true,
    description: 'First message, literal or from a template. If no message is given, the flow sends the first message.',
  })
  initialMessage?: StartOutboundChatMessageInput | null;

  @Field(() => ConnectParticipantInput, { nullable: true, description: 'Customer of the chat.' })
  participantDetails?: ConnectParticipantInput | null;

  @ContentTypesField()
  supportedMessagingContentTypes?: ConnectChatContentTypeInput[] | null;

  @ChatDurationField()
  durationMinutes?: number | null;

  @RelatedContactField()
  relatedContactId?: string | null;

  @AttributesField()
  attributes?: ConnectAttributeInput[] | null;

  @SegmentAttributesField()
  segmentAttributes?: ConnectSegmentAttributeInput[] | null;
}

@ObjectType({ description: 'The chat was started, and its flow sends messages to the customer.' })
export class StartOutboundChatContactSuccess extends ContactSuccess {
  readonly kind = 'StartOutboundChatContactSuccess';
}

export const StartOutboundChatContactResult = resultUnion(
  operation,
  'Result of `startOutboundChatContact`.',
  StartOutboundChatContactSuccess,
);

@Resolver()
export class StartOutboundChatContactResolver {
  @Mutation(
    () => StartOutboundChatContactResult,
    mutation('Starts a chat with a message to a customer by SMS or WhatsApp.'),
  )
  startOutboundChatContact(
    @Arg('input', () => StartOutboundChatContactInput, { description: 'Chat to start.' })
    input: StartOutboundChatContactInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof StartOutboundChatContactResult | null> {
    return runMutation(connect, operation, input, {
      toCommand,
      toSuccess: withNewContact(StartOutboundChatContactSuccess, connect),
      diagnose: findMissing,
    });
  }
}

function toCommand(input: StartOutboundChatContactInput, ids: IdResolver) {
  const { raw, template } = input.initialMessage ?? {};
  checkPhoneNumber(input.destinationPhoneNumber, ids);
  return {
    SourceEndpoint: { Type: 'CONNECT_PHONENUMBER_ARN' as const, Address: input.sourcePhoneNumberArn },
    DestinationEndpoint: { Type: 'TELEPHONE_NUMBER' as const, Address: input.destinationPhoneNumber },
    ContactFlowId: ids.id('contactFlow', 'contactFlowId', input.contactFlowId),
    InitialSystemMessage: chatMessageOf(raw, ['initialMessage', 'raw'], ids),
    InitialTemplatedSystemMessage: template && messageTemplateOf(template, 'initialMessage.template', ids),
    ParticipantDetails: input.participantDetails ? participantOf(input.participantDetails) : undefined,
    SupportedMessagingContentTypes: contentTypesOf(input.supportedMessagingContentTypes, ids),
    ChatDurationInMinutes: input.durationMinutes ?? undefined,
    RelatedContactId: ids.id('contact', 'relatedContactId', input.relatedContactId),
    Attributes: attributesOf(input.attributes, ids),
    SegmentAttributes: withSubtype(input, ids),
  };
}

/** Checks the pattern of phone numbers, which the service model does not require for the address of an endpoint. */
function checkPhoneNumber(number: string, ids: IdResolver): void {
  const rule = brokenRuleOf('PhoneNumber', number);
  if (rule) ids.violations.push(new ConnectInputViolation(['destinationPhoneNumber'], rule));
}

function withSubtype({ messaging, segmentAttributes }: StartOutboundChatContactInput, ids: IdResolver) {
  const subtype = 'connect:Subtype';
  const index = segmentAttributes?.findIndex(({ name }) => name === subtype) ?? -1;
  if (index >= 0) {
    const path = ['segmentAttributes', String(index), 'name'];
    ids.violations.push(new ConnectInputViolation(path, `must not be ${subtype}, which \`messaging\` gives.`));
  }
  return { ...segmentAttributesOf(segmentAttributes, ids), [subtype]: { ValueString: subtypes[messaging] } };
}

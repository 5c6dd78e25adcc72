import { StartEmailContactCommand } from '@aws-sdk/client-connect';
import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../../connect/calls/operation.js';
import type { IdResolver } from '../../connect/inputs/id-resolver.js';
import { mapOf } from '../../connect/inputs/named-map.js';
import { runMutation } from '../../connect/mutations/run-mutation.js';
import { ConnectInputViolation } from '../../errors/input-violation.js';
import type { GatewayContext } from '../../graph/context.js';
import { MutationInputFields, mutation } from '../../graph/types/mutation.js';
import { describeEnum } from '../../graph/types/open-enum.js';
import { resultUnion } from '../../graph/types/result-union.js';
import { ContactSuccess, withNewContact } from '../contact-mutation.js';
import {
  attributesOf,
  type ConnectAttributeInput,
  type ConnectReferenceInput,
  referencesOf,
} from '../inputs/contact-input.js';
import {
  type ConnectSegmentAttributeInput,
  segmentAttributesOf,
  segmentAttributesPath,
} from '../inputs/segment-attributes-input.js';
import { attachmentsOf, ConnectAttachmentInput } from './inputs/attachment-input.js';
import {
  ConnectEmailAddressInput,
  ConnectRawEmailInput,
  checkEmailAddress,
  emailAddressesOf,
  emailAddressOf,
  limitRecipients,
  rawEmailOf,
} from './inputs/email-input.js';
import {
  AttributesField,
  DescriptionField,
  NameField,
  ReferencesField,
  RelatedContactField,
  SegmentAttributesField,
} from './inputs/start-fields.js';
import { findMissing } from './start-refusal.js';

/** Creates an inbound email from a customer with StartEmailContact. */
const operation = mutationOperation({
  name: 'StartEmailContact',
  command: StartEmailContactCommand,
  repeat: 'token',
  scope: 'contacts:write',
  changes: {},
  requires: ['ContactId'],
  exceptions: [
    'InvalidRequestException',
    'ServiceQuotaExceededException',
    'AccessDeniedException',
    'ResourceNotFoundException',
    'ThrottlingException',
    'InternalServiceException',
    'IdempotencyException',
  ],
  inputPaths: {
    EmailMessage: ([, ...below]) => ['emailMessage', ...below],
    SegmentAttributes: segmentAttributesPath,
  },
  howToCheck:
    'List the newest `contacts` with channel EMAIL: if the email was created, it is among them within seconds.',
});

enum ConnectEmailHeaderInputType {
  REFERENCES = 'REFERENCES',
  MESSAGE_ID = 'MESSAGE_ID',
  IN_REPLY_TO = 'IN_REPLY_TO',
  X_SES_SPAM_VERDICT = 'X_SES_SPAM_VERDICT',
  X_SES_VIRUS_VERDICT = 'X_SES_VIRUS_VERDICT',
}
describeEnum(ConnectEmailHeaderInputType, 'ConnectEmailHeaderInputType', 'Name of an email header.', {
  REFERENCES: 'Ids of the previous messages.',
  MESSAGE_ID: 'Id of the message.',
  IN_REPLY_TO: 'Id of the message that the email replies to.',
  X_SES_SPAM_VERDICT: 'Spam verdict of Amazon SES.',
  X_SES_VIRUS_VERDICT: 'Virus verdict of Amazon SES.',
});

@InputType({ description: 'Header of an email.' })
export class StartEmailHeaderInput {
  @Field(() => ConnectEmailHeaderInputType, { description: 'Name of the header, unique within the email.' })
  name!: ConnectEmailHeaderInputType;

  @Field({ description: 'Value of the header, 1 to 20,000 characters.' })
  value!: string;
}

@InputType({ description: 'Email that was received. Personal data.' })
export class StartEmailMessageInput extends ConnectRawEmailInput {
  @Field(() => [StartEmailHeaderInput], { nullable: true, description: 'Headers that Connect reads.' })
  headers?: StartEmailHeaderInput[] | null;
}

@InputType({ description: 'Additional recipients of an email, at most 49 in total. Personal data.' })
export class StartEmailRecipientsInput {
  @Field(() => [ConnectEmailAddressInput], { nullable: true, description: 'Additional direct recipients (To).' })
  toAddresses?: ConnectEmailAddressInput[] | null;

  @Field(() => [ConnectEmailAddressInput], { nullable: true, description: 'Recipients of a copy (Cc).' })
  ccAddresses?: ConnectEmailAddressInput[] | null;
}

@InputType({ description: 'Input of `startEmailContact`.' })
export class StartEmailContactInput extends MutationInputFields {
  @Field(() => ConnectEmailAddressInput, { description: 'Sender of the email.' })
  fromEmailAddress!: ConnectEmailAddressInput;

  @Field({ description: 'Email address of the instance that received the email, at most 255 characters.' })
  destinationEmailAddress!: string;

  @Field(() => StartEmailRecipientsInput, { nullable: true, description: 'Additional recipients of the email.' })
  additionalRecipients?: StartEmailRecipientsInput | null;

  @Field(() => StartEmailMessageInput, { description: 'Content of the email.' })
  emailMessage!: StartEmailMessageInput;

  @Field(() => [ConnectAttachmentInput], { nullable: true, description: 'Attachments of the email, 1 to 10.' })
  attachments?: ConnectAttachmentInput[] | null;

  @NameField()
  name?: string | null;

  @DescriptionField()
  description?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      "Id or ARN of the published flow that handles the contact. Defaults to the flow of the instance's email address.",
  })
  contactFlowId?: string | null;

  @RelatedContactField()
  relatedContactId?: string | null;

  @AttributesField()
  attributes?: ConnectAttributeInput[] | null;

  @SegmentAttributesField()
  segmentAttributes?: ConnectSegmentAttributeInput[] | null;

  @ReferencesField(' The type EMAIL is not allowed.')
  references?: ConnectReferenceInput[] | null;
}

@ObjectType({ description: 'The email contact was created.' })
export class StartEmailContactSuccess extends ContactSuccess {
  readonly kind = 'StartEmailContactSuccess';
}

export const StartEmailContactResult = resultUnion(
  operation,
  'Result of `startEmailContact`.',
  StartEmailContactSuccess,
);

@Resolver()
export class StartEmailContactResolver {
  @Mutation(() => StartEmailContactResult, mutation('Creates an email contact as if a customer had sent the email.'))
  startEmailContact(
    @Arg('input', () => StartEmailContactInput, { description: 'Email to create.' }) input: StartEmailContactInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof StartEmailContactResult | null> {
    return runMutation(connect, operation, input, {
      toCommand,
      toSuccess: withNewContact(StartEmailContactSuccess, connect),
      diagnose: findMissing,
    });
  }
}

function toCommand(input: StartEmailContactInput, ids: IdResolver) {
  const { toAddresses, ccAddresses } = input.additionalRecipients ?? {};
  limitRecipients(['additionalRecipients'], ids, toAddresses, ccAddresses);
  checkEmailAddress(input.destinationEmailAddress, ['destinationEmailAddress'], ids);
  for (const [index, { type }] of input.references?.entries() ?? []) {
    // A rule of the API reference. The service model allows every type.
    if (type !== 'EMAIL') continue;
    ids.violations.push(new ConnectInputViolation(['references', String(index), 'type'], 'must not be EMAIL here.'));
  }
  return {
    FromEmailAddress: emailAddressOf(input.fromEmailAddress, ['fromEmailAddress'], ids),
    DestinationEmailAddress: input.destinationEmailAddress,
    AdditionalRecipients: input.additionalRecipients
      ? {
          ToAddresses: emailAddressesOf(toAddresses, ['additionalRecipients', 'toAddresses'], ids),
          CcAddresses: emailAddressesOf(ccAddresses, ['additionalRecipients', 'ccAddresses'], ids),
        }
      : undefined,
    EmailMessage: { MessageSourceType: 'RAW' as const, RawMessage: messageOf(input.emailMessage, ids) },
    Attachments: attachmentsOf(input.attachments),
    Name: input.name ?? undefined,
    Description: input.description ?? undefined,
    ContactFlowId: ids.id('contactFlow', 'contactFlowId', input.contactFlowId),
    RelatedContactId: ids.id('contact', 'relatedContactId', input.relatedContactId),
    Attributes: attributesOf(input.attributes, ids),
    SegmentAttributes: segmentAttributesOf(input.segmentAttributes, ids),
    References: referencesOf(input.references, ids),
  };
}

function messageOf(message: StartEmailMessageInput, ids: IdResolver) {
  const Headers = mapOf('emailMessage.headers', message.headers, 'name', ({ value }) => value, ids);
  return { ...rawEmailOf(message), Headers };
}

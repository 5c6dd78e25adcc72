import { StartOutboundEmailContactCommand } from '@aws-sdk/client-connect';
import { Arg, Ctx, Directive, Field, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { InputPath } from '../../connect/calls/input-path.js';
import { mutationOperation } from '../../connect/calls/operation.js';
import type { IdResolver } from '../../connect/inputs/id-resolver.js';
import { runMutation } from '../../connect/mutations/run-mutation.js';
import { ConnectChannel } from '../../directory/channel.js';
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
  ongoing,
  onlyFor,
  onlyWhile,
  type SeenContact,
} from '../refusals/contact-refusal.js';
import {
  ConnectEmailAddressInput,
  ConnectRawEmailInput,
  emailAddressesOf,
  emailAddressOf,
  limitRecipients,
  rawEmailOf,
} from './inputs/email-input.js';
import {
  ConnectMessageTemplateInput,
  messageTemplateOf,
  messageTemplatePath,
} from './inputs/message-template-input.js';

/** Sends an email draft, which CreateContact has created, with StartOutboundEmailContact. */
const operation = mutationOperation({
  name: 'StartOutboundEmailContact',
  command: StartOutboundEmailContactCommand,
  repeat: 'token',
  scope: 'contacts:write',
  changes: { contact: 'ContactId' },
  requires: [],
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
    AdditionalRecipients: ([, ...below]) => ['ccEmailAddresses', ...below],
    EmailMessage: messagePath,
  },
  howToCheck: 'Read the contact: if the email was sent, the contact has ended.',
});

@Directive(oneOf)
@InputType({ description: 'Content of an email. Exactly one field must be given.' })
export class StartOutboundEmailMessageInput {
  @Field(() => ConnectRawEmailInput, { nullable: true, description: 'Email with literal content.' })
  raw?: ConnectRawEmailInput;

  @Field(() => ConnectMessageTemplateInput, { nullable: true, description: 'Template that the email is created from.' })
  template?: ConnectMessageTemplateInput;
}

@InputType({ description: 'Input of `startOutboundEmailContact`. `contactId` is the draft to send.' })
export class StartOutboundEmailContactInput extends ContactInput {
  @Field(() => ConnectEmailAddressInput, {
    nullable: true,
    description:
      'Sender address, which must belong to the instance. Defaults to the address of the queue or the instance.',
  })
  fromEmailAddress?: ConnectEmailAddressInput | null;

  @Field(() => ConnectEmailAddressInput, { description: 'Recipient of the email.' })
  destinationEmailAddress!: ConnectEmailAddressInput;

  @Field(() => [ConnectEmailAddressInput], { nullable: true, description: 'Recipients of a copy (Cc), 1 to 49.' })
  ccEmailAddresses?: ConnectEmailAddressInput[] | null;

  @Field(() => StartOutboundEmailMessageInput, { description: 'Content of the email, literal or from a template.' })
  emailMessage!: StartOutboundEmailMessageInput;
}

@ObjectType({ description: 'The email is on its way, and its contact has ended.' })
export class StartOutboundEmailContactSuccess extends ContactSuccess {
  readonly kind = 'StartOutboundEmailContactSuccess';
}

export const StartOutboundEmailContactResult = resultUnion(
  operation,
  'Result of `startOutboundEmailContact`.',
  StartOutboundEmailContactSuccess,
  ConnectContactNotSuitableError,
);

@Resolver()
export class StartOutboundEmailContactResolver {
  @Mutation(
    () => StartOutboundEmailContactResult,
    mutation('Sends a draft of an email or a reply that `createContact` created.'),
  )
  startOutboundEmailContact(
    @Arg('input', () => StartOutboundEmailContactInput, {
      description: 'Draft to send, with its recipients and content.',
    })
    input: StartOutboundEmailContactInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof StartOutboundEmailContactResult | null> {
    return runMutation(connect, operation, input, {
      toCommand,
      toSuccess: withItsContact(StartOutboundEmailContactSuccess),
      diagnose: explainedBy(onlyFor(ConnectChannel.EMAIL), notADraft, onlyWhile(...ongoing)),
      refusalClasses: [ConnectContactNotSuitableError],
    });
  }
}

function toCommand(input: StartOutboundEmailContactInput, ids: IdResolver) {
  const { ccEmailAddresses: copies } = input;
  const { raw, template } = input.emailMessage;
  limitRecipients(['ccEmailAddresses'], ids, copies);
  return {
    ContactId: ids.id('contact', 'contactId', input.contactId),
    FromEmailAddress: input.fromEmailAddress
      ? emailAddressOf(input.fromEmailAddress, ['fromEmailAddress'], ids)
      : undefined,
    DestinationEmailAddress: emailAddressOf(input.destinationEmailAddress, ['destinationEmailAddress'], ids),
    AdditionalRecipients: copies
      ? { CcEmailAddresses: emailAddressesOf(copies, ['ccEmailAddresses'], ids) }
      : undefined,
    EmailMessage: {
      MessageSourceType: raw ? ('RAW' as const) : ('TEMPLATE' as const),
      RawMessage: raw && rawEmailOf(raw),
      TemplatedMessageConfig: template && messageTemplateOf(template, 'emailMessage.template', ids),
    },
  };
}

const templatePath = messageTemplatePath('emailMessage', 'template');

function messagePath([member, ...below]: readonly string[]): ReturnType<Exclude<InputPath, readonly string[]>> {
  if (member === 'templatedMessageConfig') return templatePath(below);
  return ['emailMessage', ...(member === 'rawMessage' ? ['raw'] : []), ...below];
}

/** Connect sends only drafts that CreateContact created with the initiation method OUTBOUND or AGENT_REPLY. */
function notADraft({ contact: { InitiationMethod: method } }: SeenContact): ContactFinding | null {
  if (!method || method === 'OUTBOUND' || method === 'AGENT_REPLY') return null;
  const message = `The operation supports drafts, which are initiated by OUTBOUND or AGENT_REPLY; this contact was initiated by ${method}.`;
  return { reason: ConnectContactRefusalReason.INITIATION_METHOD_NOT_SUPPORTED, message };
}

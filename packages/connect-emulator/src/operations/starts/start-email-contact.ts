import type { StartEmailContactCommandInput, StartEmailContactCommandOutput } from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { checkReferenceBytes } from '../limits.js';
import { invalidRequest } from '../refusal.js';
import { ownExpiry } from '../shared/contact-expiry.js';
import { beginContact, newContact } from '../shared/new-contact.js';
import { attachmentReferences } from './attachments.js';
import { checkQuota } from './contact-quota.js';
import {
  emailEndpoint,
  messageReference,
  otherRecipients,
  ownEmailEndpoint,
  rawMessage,
  storeMessage,
} from './email-content.js';
import { startParts } from './start-parts.js';

/** Creates an inbound email of a customer and runs a flow with it. */
export function startEmailContact(
  input: StartEmailContactCommandInput,
  world: World,
): Omit<StartEmailContactCommandOutput, '$metadata'> {
  const { state, related, attributes, plan } = startParts(input, world, {
    referenceTypes: ['URL', 'NUMBER', 'STRING', 'DATE'],
    copiesAttributes: true,
  });
  if (plan.flowId === undefined && world.assumptions.emailWithoutFlow === 'refuse') throw invalidRequest();
  const message = rawMessage(input.EmailMessage?.RawMessage);
  const { ToAddresses, CcAddresses } = input.AdditionalRecipients ?? {};
  const references = {
    ...plan.references,
    ...attachmentReferences(state, input.Attachments),
    ...messageReference(state),
  };
  checkReferenceBytes(references);
  const expiresAt = ownExpiry(input.SegmentAttributes, world.now);
  const from = input.FromEmailAddress ?? { EmailAddress: undefined };
  const systemEndpoint = ownEmailEndpoint(world, state, input.DestinationEmailAddress);
  const additionalEmailRecipients = otherRecipients(world, ToAddresses, CcAddresses);
  checkQuota(world, state, 'EMAIL');

  const email = newContact(
    world,
    state,
    {
      ...plan,
      channel: 'EMAIL',
      initiationMethod: 'INBOUND',
      // Assumption: the subject becomes the name.
      name: input.Name ?? message.Subject,
      description: input.Description,
      references,
      customerEndpoint: emailEndpoint(from),
      systemEndpoint,
      additionalEmailRecipients,
      ...(expiresAt !== undefined && { expiresAt }),
    },
    { related },
  );
  beginContact(world, state, email, attributes);
  storeMessage(world, state, email, message);
  return { ContactId: email.id };
}

import type {
  OutboundEmailContent,
  StartOutboundEmailContactCommandInput,
  StartOutboundEmailContactCommandOutput,
} from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { checkReferenceBytes } from '../limits.js';
import { invalidRequest, refusal } from '../refusal.js';
import { instanceStateOf, liveContactOf } from '../resolve.js';
import {
  emailEndpoint,
  messageReference,
  otherRecipients,
  ownEmailEndpoint,
  rawMessage,
  storeMessage,
} from './email-content.js';

/** Sends a draft that CreateContact created, of a new email or of a reply. Sending ends the contact. */
export function startOutboundEmailContact(
  input: StartOutboundEmailContactCommandInput,
  world: World,
): Omit<StartOutboundEmailContactCommandOutput, '$metadata'> {
  const { assumptions, now } = world;
  const state = instanceStateOf(world, input.InstanceId);
  const draft = liveContactOf(world, state, input.ContactId, ['EMAIL']);
  const isDraft = draft.initiationMethod === 'OUTBOUND' || draft.initiationMethod === 'AGENT_REPLY';
  if (!isDraft) throw refusal(assumptions.errorOfWrongContactState);
  const message = contentOf(input.EmailMessage);
  const [anyAddress] = state.directory.emailAddresses.sorted;
  const from = input.FromEmailAddress?.EmailAddress ?? anyAddress?.name;
  const systemEndpoint = ownEmailEndpoint(world, state, from);
  const additionalEmailRecipients = otherRecipients(world, [], input.AdditionalRecipients?.CcEmailAddresses);
  const references = { ...draft.references, ...messageReference(state) };
  checkReferenceBytes(references);

  state.contacts.change(draft, {
    customerEndpoint: emailEndpoint(input.DestinationEmailAddress ?? { EmailAddress: undefined }),
    systemEndpoint,
    additionalEmailRecipients,
    references,
  });
  storeMessage(world, state, draft, message);
  state.lifecycle.end(draft, assumptions.disconnectReasonOfSentEmail, now);
  world.changed();
  return { ContactId: draft.id };
}

/**
 * Returns the content of the message. The text of a templated message is unknown to the emulator and is replaced by the
 * template's id.
 */
function contentOf(message: OutboundEmailContent | undefined) {
  if (message?.MessageSourceType === 'RAW') return rawMessage(message.RawMessage);
  if (!message?.TemplatedMessageConfig) throw invalidRequest();
  return { Body: message.TemplatedMessageConfig.MessageTemplateId, ContentType: 'text/plain' };
}

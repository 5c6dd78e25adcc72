import type { StartChatContactCommandInput, StartChatContactCommandOutput } from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { checkContentTypes, checkGuide, checkMessage } from '../chats/chat-content.js';
import { chatExpiry } from '../chats/chat-duration.js';
import { continueFrom, pastChat } from '../chats/continuation.js';
import { newParticipant } from '../chats/participant.js';
import { invalidRequest } from '../refusal.js';
import { beginContact, newContact } from '../shared/new-contact.js';
import { checkQuota } from './contact-quota.js';
import { startParts } from './start-parts.js';

/** Starts a chat for a customer and runs a flow with it. The chat can continue a past chat. */
export function startChatContact(
  input: StartChatContactCommandInput,
  world: World,
): Omit<StartChatContactCommandOutput, '$metadata'> {
  // "You cannot provide data for both RelatedContactId and PersistentChat" (API reference).
  if (input.RelatedContactId !== undefined && input.PersistentChat) throw invalidRequest();
  const { state, related, attributes, plan } = startParts(input, world, { copiesAttributes: false });
  checkContentTypes(input.SupportedMessagingContentTypes);
  checkMessage(input.InitialMessage);
  checkGuide(plan.segmentAttributes, input.SupportedMessagingContentTypes);
  const past = input.PersistentChat && pastChat(input.PersistentChat, world, state);
  checkQuota(world, state, 'CHAT');

  const chat = newContact(
    world,
    state,
    {
      ...plan,
      channel: 'CHAT',
      initiationMethod: 'API',
      customerId: input.CustomerId,
      ...chatExpiry(input, world),
    },
    { related },
  );
  beginContact(world, state, chat, attributes);
  if (!world.assumptions.customersJoinChats) state.lifecycle.abandonAt(chat, world.now + joinWithinMs);
  if (past) continueFrom(chat, past, world, state);
  return { ContactId: chat.id, ...newParticipant(), ContinuedFromContactId: past?.id };
}

/** "Clients must subscribe to the participant's connection for the created chat within 5 minutes" (API reference). */
const joinWithinMs = 5 * 60_000;

import type {
  StartOutboundChatContactCommandInput,
  StartOutboundChatContactCommandOutput,
} from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { checkContentTypes, checkMessage } from '../chats/chat-content.js';
import { chatExpiry } from '../chats/chat-duration.js';
import { invalidRequest, refusal } from '../refusal.js';
import { beginContact, newContact } from '../shared/new-contact.js';
import { checkQuota } from './contact-quota.js';
import { startParts } from './start-parts.js';

const subtypes = ['connect:SMS', 'connect:WhatsApp'];
const phoneNumber = /^\+[1-9]\d{1,14}$/;

/**
 * Starts a chat with a customer by SMS or WhatsApp and runs a flow with it. "SourceEndpoint only supports Endpoints
 * with CONNECT_PHONENUMBER_ARN as Type and DestinationEndpoint only supports Endpoints with TELEPHONE_NUMBER as Type"
 * (API reference). The required segment attributes select SMS or WhatsApp.
 */
export function startOutboundChatContact(
  input: StartOutboundChatContactCommandInput,
  world: World,
): Omit<StartOutboundChatContactCommandOutput, '$metadata'> {
  const { assumptions } = world;
  const { SourceEndpoint: source, DestinationEndpoint: destination } = input;
  if (source?.Type !== 'CONNECT_PHONENUMBER_ARN' || destination?.Type !== 'TELEPHONE_NUMBER') throw invalidRequest();
  if (!phoneNumber.test(destination.Address ?? '')) throw invalidRequest();
  const { state, related, attributes, plan } = startParts(input, world, { copiesAttributes: false });
  if (!subtypes.includes(plan.segmentAttributes['connect:Subtype']?.ValueString ?? '')) throw invalidRequest();
  checkContentTypes(input.SupportedMessagingContentTypes);
  checkMessage(input.InitialSystemMessage);
  const own = state.directory.phoneNumbers.getByIdOrArn(source.Address ?? '');
  if (own?.arn !== source.Address) throw refusal(assumptions.errorOfForeignEndpoint);
  checkQuota(world, state, 'CHAT');

  const chat = newContact(
    world,
    state,
    {
      ...plan,
      channel: 'CHAT',
      initiationMethod: assumptions.initiationMethodOfOutboundChat,
      customerEndpoint: destination,
      systemEndpoint: source,
      ...chatExpiry(input, world),
    },
    { related },
  );
  beginContact(world, state, chat, attributes);
  return { ContactId: chat.id };
}

import type { CreateParticipantCommandInput, CreateParticipantCommandOutput } from '@aws-sdk/client-connect';
import { subtypeOf } from '../../world/contacts/contact-defaults.js';
import type { Contact } from '../../world/entities.js';
import type { World } from '../../world/world.js';
import { invalidRequest, refusal } from '../refusal.js';
import { instanceStateOf, liveContactOf } from '../resolve.js';
import { newParticipant } from './participant.js';

/**
 * Adds a participant to a chat or to a web call. "The only valid value for ParticipantRole is CUSTOM_BOT for chat
 * contact and CUSTOMER for voice contact". A web call must be named by "the initial contact ID" (API reference).
 */
export function createParticipant(
  input: CreateParticipantCommandInput,
  world: World,
): Omit<CreateParticipantCommandOutput, '$metadata'> {
  const { assumptions, now } = world;
  const state = instanceStateOf(world, input.InstanceId);
  const contact = liveContactOf(world, state, input.ContactId, ['CHAT', 'VOICE']);
  const isCall = contact.channel === 'VOICE';
  if (isCall && !isWebCall(contact)) throw refusal(assumptions.errorOfUnsupportedChannel);
  const { ParticipantRole, DisplayName } = input.ParticipantDetails ?? {};
  if (ParticipantRole !== (isCall ? 'CUSTOMER' : 'CUSTOM_BOT')) throw invalidRequest();
  if (state.participants.of(contact.id).length >= assumptions.addedParticipantsPerContact) {
    throw refusal('ServiceQuotaExceededException');
  }

  const { ParticipantId, ParticipantToken } = newParticipant();
  state.participants.add(contact.id, { id: ParticipantId, role: ParticipantRole, displayName: DisplayName });
  world.changed();
  const Expiry = new Date(now + assumptions.participantTokenLifetimeMs).toISOString();
  return { ParticipantId, ParticipantCredentials: { ParticipantToken, Expiry } };
}

function isWebCall(contact: Contact): boolean {
  return subtypeOf(contact) === 'connect:WebRTC' && contact.id === contact.initialContactId;
}

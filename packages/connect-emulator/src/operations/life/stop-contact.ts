import type { StopContactCommandInput } from '@aws-sdk/client-connect';
import { reasonOfStop } from '../../world/contacts/contact-defaults.js';
import type { World } from '../../world/world.js';
import { refusal } from '../refusal.js';
import { instanceStateOf } from '../resolve.js';

/** StopContact "does not work for voice contacts that use the following initiation methods" (API reference). */
const unsupportedVoiceMethods: ReadonlySet<string> = new Set([
  'DISCONNECT',
  'TRANSFER',
  'QUEUE_TRANSFER',
  'EXTERNAL_OUTBOUND',
  'MONITOR',
]);

/** Ends a contact that has not ended: a chat, task or email, or a voice contact with a supported initiation method. */
export function stopContact(input: StopContactCommandInput, world: World): object {
  const state = instanceStateOf(world, input.InstanceId);
  const contact = state.contacts.get(input.ContactId ?? '');
  if (!contact) throw refusal('ContactNotFoundException');
  if (contact.endedAt !== undefined) {
    if (world.assumptions.stopOfEndedContact === 'success') return {};
    throw refusal(world.assumptions.stopOfEndedContact);
  }
  if (contact.channel === 'VOICE' && unsupportedVoiceMethods.has(contact.initiationMethod)) {
    throw refusal(world.assumptions.errorOfStopOfUnsupportedVoice);
  }
  state.lifecycle.end(contact, reasonOfStop(contact.channel), world.now);
  world.changed();
  return {};
}

import type { PersistentChat } from '@aws-sdk/client-connect';
import type { Contact } from '../../world/entities.js';
import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';
import { invalidRequest, refusal } from '../refusal.js';
import { contactOf } from '../resolve.js';

/**
 * Returns the past chat that a new chat continues. With FROM_SEGMENT, SourceContactId names that contact. With
 * ENTIRE_PAST_SESSION, SourceContactId names the first contact of an ended session, and the result is the contact that
 * ended last (API reference).
 *
 * @throws ConnectException ResourceNotFoundException for an unknown contact, else the error that the assumptions name.
 */
export function pastChat(
  { RehydrationType, SourceContactId }: PersistentChat,
  { assumptions }: World,
  state: InstanceState,
): Contact {
  if (RehydrationType === undefined || SourceContactId === undefined) throw invalidRequest();
  const source = contactOf(state, SourceContactId);
  const session = state.contacts
    .chain(source.initialContactId)
    .filter(({ initiationMethod }) => initiationMethod !== 'MONITOR');
  const isWhole = RehydrationType === 'ENTIRE_PAST_SESSION';
  const ended = isWhole ? session : [source];
  const isFit = source.channel === 'CHAT' && ended.every(({ endedAt }) => endedAt !== undefined);
  if (!isFit || (isWhole && source.id !== source.initialContactId))
    throw refusal(assumptions.errorOfWrongSourceContact);
  return ended.reduce((last, each) => ((each.endedAt ?? 0) >= (last.endedAt ?? 0) ? each : last));
}

/** Records that a chat continues a past chat. */
export function continueFrom(contact: Contact, past: Contact, world: World, state: InstanceState): void {
  state.chatSessions.change(contact.initialContactId, { continuedFrom: past.id });
  if (world.assumptions.continuedChatIsRelated) {
    state.contacts.change(contact, { relatedContactId: past.id, updatedAt: world.now });
  }
}

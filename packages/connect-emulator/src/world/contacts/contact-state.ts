import type { Contact, Time } from '../entities.js';
import { subtypeOf } from './contact-defaults.js';

export type ContactState = 'ended' | 'scheduled' | 'paused' | 'with-agent' | 'queued' | 'in-flow';

/**
 * Returns the state of a contact, derived from its timestamps. Clients of Amazon Connect must do the same, because the
 * contact record has no state. A connection to an agent takes precedence over the queue, since QueueInfo stays set
 * after the agent joined.
 */
export function stateOf(contact: Contact, now: Time): ContactState {
  if (contact.endedAt !== undefined) return 'ended';
  if (contact.scheduledAt !== undefined && contact.scheduledAt > now) return 'scheduled';
  if (isPaused(contact)) return 'paused';
  if (contact.connectedToAgentAt !== undefined) return 'with-agent';
  if (contact.enqueuedAt !== undefined) return 'queued';
  return 'in-flow';
}

export function isPaused({ pausedAt, resumedAt = 0 }: Contact): boolean {
  return pausedAt !== undefined && pausedAt > resumedAt;
}

/**
 * Whether a contact occupies a slot of its agent. Paused contacts, contacts of supervisors who listen, and calls
 * of an external system occupy none.
 */
export function occupiesSlot(contact: Contact): boolean {
  const isElsewhere = contact.initiationMethod === 'MONITOR' || subtypeOf(contact) === 'connect:ExternalAudio';
  return !isElsewhere && !isPaused(contact);
}

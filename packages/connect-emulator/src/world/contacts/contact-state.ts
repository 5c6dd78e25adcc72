import type { Contact, Time } from '../entities.js';
import { subtypeOf } from './contact-defaults.js';

export type ContactState = 'ended' | 'scheduled' | 'paused' | 'with-agent' | 'queued' | 'in-flow';

/**
 * What a contact is doing, derived from its timestamps as a client of Amazon Connect has to: the record has no state
 * member. An agent's connection outranks the queue, since QueueInfo stays after the agent joined.
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
 * Whether a contact takes one of its agent's places: not while it is paused, not one that the agent only listens to,
 * and not a call that another system carries.
 */
export function holdsPlace(contact: Contact): boolean {
  const isElsewhere = contact.initiationMethod === 'MONITOR' || subtypeOf(contact) === 'connect:ExternalAudio';
  return !isElsewhere && !isPaused(contact);
}

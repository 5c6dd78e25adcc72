import type { Contact } from '../../world/entities.js';
import type { InstanceState } from '../../world/instance-state.js';

/** What historical metrics count of an ended contact. Times are in seconds; undefined where there was no such time. */
export interface ContactFacts {
  readonly contact: Contact;
  readonly isQueued: boolean;
  readonly isHandled: boolean;
  /** It left its queue without an agent. A contact that was transferred out of it is not abandoned. */
  readonly isAbandoned: boolean;
  readonly isTransferredOut: boolean;
  readonly queueSeconds: number | undefined;
  /** Until an agent answered; until it was abandoned. */
  readonly answerSeconds: number | undefined;
  readonly abandonSeconds: number | undefined;
  readonly interactionSeconds: number | undefined;
  readonly afterContactWorkSeconds: number | undefined;
  readonly pauseSeconds: number;
  readonly durationSeconds: number;
}

/** Of contacts that have ended. */
export function factsOf(contact: Contact, { contacts }: InstanceState): ContactFacts {
  const { initiatedAt, enqueuedAt, connectedToAgentAt, endedAt = initiatedAt } = contact;
  const { afterContactWorkStartedAt: workStart, afterContactWorkEndedAt: workEnd } = contact;
  const seconds = (from: number | undefined, to: number | undefined) =>
    from === undefined || to === undefined ? undefined : Math.max(0, to - from) / 1000;
  const isQueued = enqueuedAt !== undefined;
  const isHandled = connectedToAgentAt !== undefined;
  const isTransferredOut = contacts
    .chain(contact.initialContactId)
    .some(
      ({ previousContactId, initiationMethod }) => previousContactId === contact.id && initiationMethod !== 'MONITOR',
    );
  const isAbandoned = isQueued && !isHandled && !isTransferredOut;
  return {
    contact,
    isQueued,
    isHandled,
    isAbandoned,
    isTransferredOut,
    queueSeconds: seconds(enqueuedAt, connectedToAgentAt ?? endedAt),
    answerSeconds: seconds(enqueuedAt, connectedToAgentAt),
    abandonSeconds: isAbandoned ? seconds(enqueuedAt, endedAt) : undefined,
    interactionSeconds: seconds(connectedToAgentAt, endedAt),
    afterContactWorkSeconds: seconds(workStart, workEnd),
    pauseSeconds: contact.pausedMs / 1000,
    durationSeconds: seconds(initiatedAt, endedAt) ?? 0,
  };
}

/** "The total time that an agent spent on a contact": with the customer, and with what the contact left to do. */
export function handleSeconds({ interactionSeconds, afterContactWorkSeconds = 0 }: ContactFacts): number | undefined {
  return interactionSeconds === undefined ? undefined : interactionSeconds + afterContactWorkSeconds;
}

/** Ended within a time, both ends included, in order of their ends. */
export function endedContacts({ contacts }: InstanceState, from: number, to: number): Contact[] {
  const index = contacts.times.DISCONNECT_TIMESTAMP;
  const { start, end } = index.range(from, to);
  return Array.from({ length: end - start }, (_, at) => index.at(start + at)).filter(
    (contact) => contact !== undefined,
  );
}

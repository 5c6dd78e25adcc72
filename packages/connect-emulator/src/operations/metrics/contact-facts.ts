import type { Contact } from '../../world/entities.js';
import type { InstanceState } from '../../world/instance-state.js';

/**
 * The values of an ended contact that historical metrics use. Durations are in seconds. A value is undefined when the
 * contact has no such duration.
 */
export interface ContactFacts {
  readonly contact: Contact;
  readonly isQueued: boolean;
  readonly isHandled: boolean;
  /** The contact left its queue without an agent. A contact that was transferred out of the queue is not abandoned. */
  readonly isAbandoned: boolean;
  readonly isTransferredOut: boolean;
  readonly queueSeconds: number | undefined;
  /** Seconds in the queue until an agent answered. */
  readonly answerSeconds: number | undefined;
  readonly abandonSeconds: number | undefined;
  readonly interactionSeconds: number | undefined;
  readonly afterContactWorkSeconds: number | undefined;
  readonly pauseSeconds: number;
  readonly durationSeconds: number;
}

/** Computes the metric values of an ended contact. */
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

/**
 * "The total time that an agent spent on a contact": interaction time plus after-contact work.
 */
export function handleSeconds({ interactionSeconds, afterContactWorkSeconds = 0 }: ContactFacts): number | undefined {
  return interactionSeconds === undefined ? undefined : interactionSeconds + afterContactWorkSeconds;
}

/** Returns the contacts that ended within a time range, including both ends, in order of their end. */
export function endedContacts({ contacts }: InstanceState, from: number, to: number): Contact[] {
  const index = contacts.times.DISCONNECT_TIMESTAMP;
  const { start, end } = index.range(from, to);
  return Array.from({ length: end - start }, (_, at) => index.at(start + at)).filter(
    (contact) => contact !== undefined,
  );
}

import type { Contact } from '@aws-sdk/client-connect';
import { ConnectContactState } from '../contact-enums.js';

/** Reads one member of a contact, with a call to Connect if needed. */
export type ContactReader = <Name extends keyof Contact>(name: Name) => Promise<Contact[Name] | undefined>;

/**
 * Derives a contact's state from its timestamps, since Connect has no such field. The members are read in order of
 * precedence. Pause times, which a search row lacks, are therefore read for live tasks only.
 *
 * @param now The current time of Connect's clock.
 */
export async function contactState(read: ContactReader, now: Date): Promise<ConnectContactState | null> {
  const inactive = await inactiveState(read, now);
  if (inactive) return inactive;
  if ((await read('Channel')) === 'TASK') {
    const pausedAt = await read('LastPausedTimestamp');
    const resumedAt = await read('LastResumedTimestamp');
    if (pausedAt && (!resumedAt || pausedAt > resumedAt)) return ConnectContactState.PAUSED;
  }
  if ((await read('AgentInfo'))?.ConnectedToAgentTimestamp) return ConnectContactState.CONNECTED_TO_USER;
  // QueueInfo stays set after an agent has joined, so AgentInfo is checked first.
  if ((await read('QueueInfo'))?.EnqueueTimestamp) return ConnectContactState.QUEUED;
  if (await read('InitiationTimestamp')) return ConnectContactState.IN_FLOW;
  return (await read('Id')) ? ConnectContactState.UNKNOWN : null;
}

/** Returns ENDED or SCHEDULED; null for an active contact. */
export async function inactiveState(read: ContactReader, now: Date): Promise<ConnectContactState | null> {
  if (await read('DisconnectTimestamp')) return ConnectContactState.ENDED;
  const scheduledAt = await read('ScheduledTimestamp');
  return scheduledAt && scheduledAt > now ? ConnectContactState.SCHEDULED : null;
}

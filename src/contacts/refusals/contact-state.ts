import type { Contact } from '@aws-sdk/client-connect';
import { ConnectContactState } from '../contact-enums.js';

/** Reads one member of a contact, with a call to Connect where it must. */
export type ContactReader = <Name extends keyof Contact>(name: Name) => Promise<Contact[Name] | undefined>;

/**
 * Derives a contact's state from its timestamps: Connect has no such field. Members are read in the order in which they
 * decide, so that the pause times, which a search row lacks, are asked for only of tasks that are live.
 *
 * @param now Connect's clock.
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
  // QueueInfo stays after an agent has joined, so it is asked last.
  if ((await read('QueueInfo'))?.EnqueueTimestamp) return ConnectContactState.QUEUED;
  if (await read('InitiationTimestamp')) return ConnectContactState.IN_FLOW;
  return (await read('Id')) ? ConnectContactState.UNKNOWN : null;
}

/** Why a contact is not active: ended, or scheduled for later. Null when it is. */
export async function inactiveState(read: ContactReader, now: Date): Promise<ConnectContactState | null> {
  if (await read('DisconnectTimestamp')) return ConnectContactState.ENDED;
  const scheduledAt = await read('ScheduledTimestamp');
  return scheduledAt && scheduledAt > now ? ConnectContactState.SCHEDULED : null;
}

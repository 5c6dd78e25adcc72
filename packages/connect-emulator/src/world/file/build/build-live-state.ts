import type { Contact, Time } from '../../entities.js';
import type { InstanceContents } from '../../instance-state.js';
import type { ContactEntry, InstanceEntry } from '../schema/schema.js';
import { parseTime } from '../schema/time-expressions.js';

/** The current state of contacts besides their records: recordings, sign-ins and uncleared contacts of agents. */
type LiveState = Pick<InstanceContents, 'recordings' | 'authentications' | 'unclearedContacts'>;

/**
 * Builds recordings, sign-ins and uncleared contacts.
 * @param built all contacts with their entries.
 */
export function buildLiveState(
  { unclearedContacts }: InstanceEntry,
  built: readonly (readonly [ContactEntry, Contact])[],
  now: Time,
): LiveState {
  return {
    recordings: built.flatMap(([{ recorded = [] }, { id, initiatedAt }]) =>
      recorded.map((type) => ({
        contactId: id,
        recording: { type, track: type === 'AGENT' ? 'ALL' : undefined, requestedAt: initiatedAt },
      })),
    ),
    authentications: built.flatMap(([{ authentication: state }, { id }]) =>
      state === undefined ? [] : [{ contactId: id, state }],
    ),
    unclearedContacts: unclearedContacts.map(({ agent, contact, state, since }) => ({
      userId: agent,
      contactId: contact,
      state,
      since: parseTime(since, now) ?? now,
    })),
  };
}

import type { Contact, Time } from '../../entities.js';
import type { InstanceContents } from '../../instance-state.js';
import type { ContactEntry, InstanceEntry } from '../schema/schema.js';
import { parseTime } from '../schema/time-expressions.js';

/** What is going on around the contacts of a world: what is recorded, who is signing in, what lies on desks. */
type Scene = Pick<InstanceContents, 'recordings' | 'authentications' | 'leftovers'>;

/** @param built every contact with the entry that it was built of. */
export function buildScene(
  { desks }: InstanceEntry,
  built: readonly (readonly [ContactEntry, Contact])[],
  now: Time,
): Scene {
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
    leftovers: desks.map(({ agent, contact, state, since }) => ({
      userId: agent,
      contactId: contact,
      state,
      since: parseTime(since, now) ?? now,
    })),
  };
}

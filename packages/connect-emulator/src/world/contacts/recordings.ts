import type { ContactRecordingType, VoiceRecordingTrack } from '@aws-sdk/client-connect';
import type { Contact, Time } from '../entities.js';

/**
 * A recording of one type: the conversation (AGENT), the time before an agent joins (IVR), or the agent's screen
 * (SCREEN).
 */
export interface Recording {
  readonly type: ContactRecordingType;
  /** The recorded voices, for a recording of the conversation. */
  readonly track?: VoiceRecordingTrack | undefined;
  readonly requestedAt: Time;
  readonly suspendedAt?: Time;
  readonly stoppedAt?: Time;
}

/** The start and the end of a recording. */
export interface RecordedSpan {
  readonly startedAt: Time;
  /** Undefined while the recording runs. */
  readonly stoppedAt: Time | undefined;
}

/**
 * The recordings of an instance's contacts: at most one of each type per contact, since a recording cannot be started
 * twice.
 */
export class Recordings {
  readonly #byContact = new Map<string, Map<ContactRecordingType, Recording>>();

  of(contactId: string): readonly Recording[] {
    return [...(this.#byContact.get(contactId)?.values() ?? [])];
  }

  /** Adds a recording, or replaces the one of the same type. */
  put(contactId: string, recording: Recording): void {
    const recordings = this.#byContact.get(contactId) ?? new Map<ContactRecordingType, Recording>();
    this.#byContact.set(contactId, recordings.set(recording.type, recording));
  }
}

/**
 * Returns the start and the end of a recording, or undefined if it has not started or never will. "If the API is called
 * before the agent joins the call, recording starts when the agent joins" (API reference). An IVR recording ends at
 * that time.
 */
export function spanOf({ type, requestedAt, stoppedAt }: Recording, contact: Contact): RecordedSpan | undefined {
  const { connectedToAgentAt, endedAt } = contact;
  const joinedAt = type === 'IVR' ? requestedAt : connectedToAgentAt;
  if (joinedAt === undefined) return undefined;
  const startedAt = Math.max(requestedAt, joinedAt);
  const ends = [stoppedAt, endedAt, type === 'IVR' ? connectedToAgentAt : undefined].filter((end) => end !== undefined);
  const end = ends.length === 0 ? undefined : Math.min(...ends);
  return end !== undefined && end < startedAt ? undefined : { startedAt, stoppedAt: end };
}

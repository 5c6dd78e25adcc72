import { occurrencesOf, type Transcript, type TranscriptItem } from '../../contacts/transcripts.js';
import type { Time } from '../../entities.js';
import type { TranscriptEntry } from '../schema/schema-conversations.js';
import { parseTime } from '../schema/time-expressions.js';
import { uuidOf } from './random.js';

const events: Readonly<Record<string, string>> = {
  joined: 'application/vnd.amazonaws.connect.event.participant.joined',
  left: 'application/vnd.amazonaws.connect.event.participant.left',
  transferred: 'application/vnd.amazonaws.connect.event.transfer.succeeded',
  ended: 'application/vnd.amazonaws.connect.event.chat.ended',
};

/** Builds the transcript of a chat and finds the sensitive parts of its messages. */
export function buildTranscript(contactId: string, entry: TranscriptEntry, now: Time): Transcript {
  const items = entry.items.map(({ at, by, name, text, file, event, sentiment, redact }, index): TranscriptItem => {
    const id = uuidOf(`${contactId}/item/${index}`);
    return {
      id,
      at: parseTime(at, now) ?? now,
      role: by,
      participantId: uuidOf(`${contactId}/${by}/${name}`),
      displayName: name,
      message: text === undefined ? undefined : { text, sentiment, sensitive: sensitiveIntervals(text, redact) },
      attachment: file === undefined ? undefined : { id: uuidOf(`${id}/file`), name: file },
      event: event && events[event],
    };
  });
  const { categories, issues, summary, outputs } = entry;
  return { items: items.sort((a, b) => a.at - b.at), categories, issues, summary, outputs };
}

/** Returns the sensitive parts of a text in order. A part that overlaps the previous one is left out. */
function sensitiveIntervals(text: string, parts: readonly string[]) {
  const intervals = parts
    .flatMap((part) => occurrencesOf(part, text))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  let end = 0;
  return intervals.filter((interval) => {
    const isApart = interval.start >= end;
    if (isApart) end = interval.end;
    return isApart;
  });
}

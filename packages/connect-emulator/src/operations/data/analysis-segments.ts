import type {
  RealTimeContactAnalysisOutputType,
  RealTimeContactAnalysisSegmentType,
  RealtimeContactAnalysisSegment,
} from '@aws-sdk/client-connect';
import {
  type Interval,
  occurrencesOf,
  type Transcript,
  type TranscriptItem,
} from '../../world/contacts/transcripts.js';
import type { Contact, Time } from '../../world/entities.js';

/** The model's limit of points of interest per rule. */
const pointsPerRule = 5;

/** The text of a message in one output type. */
interface Text {
  readonly id: string;
  readonly content: string;
  /** The sensitive parts of a raw text, or the redaction tags of a redacted text. */
  readonly sensitive: readonly Interval[];
}

/**
 * Returns the analysis segments of a chat so far, of the requested types. Messages, attachments and events come first,
 * in order of time. Categories and issues follow, and the summary if the contact has ended.
 *
 * @param tag replaces each redacted part of a text.
 */
export function analysisSegments(
  { items, categories, issues, summary }: Transcript,
  contact: Contact,
  wanted: readonly RealTimeContactAnalysisSegmentType[],
  output: RealTimeContactAnalysisOutputType,
  tag: string,
  now: Time,
): RealtimeContactAnalysisSegment[] {
  const past = items.filter(({ at }) => at <= now);
  const texts = new Map(past.flatMap((item) => textOf(item, output, tag) ?? []).map((text) => [text.id, text]));
  const segments: RealtimeContactAnalysisSegment[] = past.flatMap((item) =>
    segmentOf(item, texts.get(item.id), wanted),
  );
  const visibleTexts = [...texts.values()];
  if (wanted.includes('Categories')) segments.push(...categorySegments(categories, visibleTexts));
  if (wanted.includes('Issues')) segments.push(...issueSegments(issues, visibleTexts));
  if (wanted.includes('PostContactSummary') && summary !== undefined && contact.endedAt !== undefined) {
    segments.push({ PostContactSummary: { Content: summary, Status: 'COMPLETED' } });
  }
  return segments;
}

function segmentOf(
  item: TranscriptItem,
  text: Text | undefined,
  wanted: readonly RealTimeContactAnalysisSegmentType[],
): RealtimeContactAnalysisSegment[] {
  const itemMembers = {
    Id: item.id,
    ParticipantId: item.participantId,
    ParticipantRole: item.role,
    DisplayName: item.displayName,
    Time: { AbsoluteTime: new Date(item.at) },
  };
  if (text && wanted.includes('Transcript')) {
    const Redaction =
      text.sensitive.length > 0 ? { CharacterOffsets: text.sensitive.map((interval) => offsets(interval)) } : undefined;
    const transcript = { ...itemMembers, Content: text.content, ContentType: 'text/plain', Redaction };
    return [{ Transcript: { ...transcript, Sentiment: item.message?.sentiment } }];
  }
  if (item.attachment && wanted.includes('Attachments')) {
    const { id, name } = item.attachment;
    return [
      {
        Attachments: { ...itemMembers, Attachments: [{ AttachmentId: id, AttachmentName: name, Status: 'APPROVED' }] },
      },
    ];
  }
  return item.event && wanted.includes('Event') ? [{ Event: { ...itemMembers, EventType: item.event } }] : [];
}

function textOf({ id, message }: TranscriptItem, output: RealTimeContactAnalysisOutputType, tag: string) {
  if (!message) return undefined;
  if (output === 'Raw') return { id, content: message.text, sensitive: message.sensitive } satisfies Text;
  let content = '';
  let done = 0;
  const sensitive = message.sensitive.map(({ start, end }): Interval => {
    content += message.text.slice(done, start);
    done = end;
    const interval = { start: content.length, end: content.length + tag.length };
    content += tag;
    return interval;
  });
  return { id, content: content + message.text.slice(done), sensitive } satisfies Text;
}

/** Returns one segment with the matching rules and their points of interest, or no segment if no rule matches. */
function categorySegments(
  categories: Transcript['categories'],
  texts: readonly Text[],
): RealtimeContactAnalysisSegment[] {
  const matched = Object.entries(categories).flatMap(([rule, words]) => {
    const PointsOfInterest = texts
      .flatMap(({ id, content }) =>
        words.flatMap((word) => occurrencesOf(word, content).map((interval) => ({ id, interval }))),
      )
      .slice(0, pointsPerRule)
      .map(({ id, interval }) => ({ TranscriptItems: [{ Id: id, CharacterOffsets: offsets(interval) }] }));
    return PointsOfInterest.length > 0 ? [[rule, { PointsOfInterest }] as const] : [];
  });
  return matched.length > 0 ? [{ Categories: { MatchedDetails: Object.fromEntries(matched) } }] : [];
}

function issueSegments(issues: readonly string[], texts: readonly Text[]): RealtimeContactAnalysisSegment[] {
  const IssuesDetected = issues.flatMap((issue) => {
    const TranscriptItems = texts.flatMap(({ id, content }) =>
      occurrencesOf(issue, content).map((interval) => ({
        Id: id,
        Content: content.slice(interval.start, interval.end),
        CharacterOffsets: offsets(interval),
      })),
    );
    return TranscriptItems.length > 0 ? [{ TranscriptItems }] : [];
  });
  return IssuesDetected.length > 0 ? [{ Issues: { IssuesDetected } }] : [];
}

function offsets({ start, end }: Interval) {
  return { BeginOffsetChar: start, EndOffsetChar: end };
}

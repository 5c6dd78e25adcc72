import type {
  RealTimeContactAnalysisOutputType,
  RealTimeContactAnalysisSegmentType,
  RealtimeContactAnalysisSegment,
} from '@aws-sdk/client-connect';
import { type Interval, placesOf, type Transcript, type TranscriptItem } from '../../world/contacts/transcripts.js';
import type { Contact, Time } from '../../world/entities.js';

/** Model limits of a rule's points of interest. */
const pointsPerRule = 5;

/** A message as one kind of output has it. */
interface Text {
  readonly id: string;
  readonly content: string;
  /** Where something is that redaction takes out, or where the tag stands in its place. */
  readonly sensitive: readonly Interval[];
}

/**
 * What the analysis of a chat has brought so far, of the wanted types: messages, attachments and events in order of
 * time, then what is about several of them; the summary once the contact has ended.
 *
 * @param tag what stands in place of what redaction took out.
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
  const said = [...texts.values()];
  if (wanted.includes('Categories')) segments.push(...categorySegments(categories, said));
  if (wanted.includes('Issues')) segments.push(...issueSegments(issues, said));
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
  const said = {
    Id: item.id,
    ParticipantId: item.participantId,
    ParticipantRole: item.role,
    DisplayName: item.displayName,
    Time: { AbsoluteTime: new Date(item.at) },
  };
  if (text && wanted.includes('Transcript')) {
    const Redaction =
      text.sensitive.length > 0 ? { CharacterOffsets: text.sensitive.map((place) => offsets(place)) } : undefined;
    const transcript = { ...said, Content: text.content, ContentType: 'text/plain', Redaction };
    return [{ Transcript: { ...transcript, Sentiment: item.message?.sentiment } }];
  }
  if (item.attachment && wanted.includes('Attachments')) {
    const { id, name } = item.attachment;
    return [
      { Attachments: { ...said, Attachments: [{ AttachmentId: id, AttachmentName: name, Status: 'APPROVED' }] } },
    ];
  }
  return item.event && wanted.includes('Event') ? [{ Event: { ...said, EventType: item.event } }] : [];
}

function textOf({ id, message }: TranscriptItem, output: RealTimeContactAnalysisOutputType, tag: string) {
  if (!message) return undefined;
  if (output === 'Raw') return { id, content: message.text, sensitive: message.sensitive } satisfies Text;
  let content = '';
  let done = 0;
  const sensitive = message.sensitive.map(({ start, end }): Interval => {
    content += message.text.slice(done, start);
    done = end;
    const place = { start: content.length, end: content.length + tag.length };
    content += tag;
    return place;
  });
  return { id, content: content + message.text.slice(done), sensitive } satisfies Text;
}

/** The rules that match, with the places where; nothing when none does. */
function categorySegments(
  categories: Transcript['categories'],
  texts: readonly Text[],
): RealtimeContactAnalysisSegment[] {
  const matched = Object.entries(categories).flatMap(([rule, words]) => {
    const PointsOfInterest = texts
      .flatMap(({ id, content }) => words.flatMap((word) => placesOf(word, content).map((place) => ({ id, place }))))
      .slice(0, pointsPerRule)
      .map(({ id, place }) => ({ TranscriptItems: [{ Id: id, CharacterOffsets: offsets(place) }] }));
    return PointsOfInterest.length > 0 ? [[rule, { PointsOfInterest }] as const] : [];
  });
  return matched.length > 0 ? [{ Categories: { MatchedDetails: Object.fromEntries(matched) } }] : [];
}

function issueSegments(issues: readonly string[], texts: readonly Text[]): RealtimeContactAnalysisSegment[] {
  const IssuesDetected = issues.flatMap((issue) => {
    const TranscriptItems = texts.flatMap(({ id, content }) =>
      placesOf(issue, content).map((place) => ({
        Id: id,
        Content: content.slice(place.start, place.end),
        CharacterOffsets: offsets(place),
      })),
    );
    return TranscriptItems.length > 0 ? [{ TranscriptItems }] : [];
  });
  return IssuesDetected.length > 0 ? [{ Issues: { IssuesDetected } }] : [];
}

function offsets({ start, end }: Interval) {
  return { BeginOffsetChar: start, EndOffsetChar: end };
}

import type {
  RealTimeContactAnalysisAttachment,
  RealTimeContactAnalysisCategoryDetails,
  RealTimeContactAnalysisCharacterInterval,
  RealTimeContactAnalysisIssueDetected,
  RealTimeContactAnalysisPointOfInterest,
  RealTimeContactAnalysisTimeData,
  RealTimeContactAnalysisTranscriptItemRedaction,
  RealTimeContactAnalysisTranscriptItemWithCharacterOffsets,
  RealTimeContactAnalysisTranscriptItemWithContent,
  RealtimeContactAnalysisSegment,
} from '@aws-sdk/client-connect';
import { type ClassType, createUnionType, Field, ID, Int, ObjectType } from 'type-graphql';
import { Member } from '../../graph/member.js';
import { DateTime } from '../../graph/types/scalars.js';
import { own } from '../../lib/own.js';

@ObjectType({ description: 'Range of characters in a text. Personal data.' })
export class ConnectCharacterInterval implements RealTimeContactAnalysisCharacterInterval {
  @Member('begin', () => Int, 'Zero-based offset of the first character.')
  BeginOffsetChar: number | undefined;

  @Member('end', () => Int, 'Offset of the end.')
  EndOffsetChar: number | undefined;
}

@ObjectType({ description: 'Part of a transcript. Personal data.' })
export class ConnectTranscriptPart
  implements RealTimeContactAnalysisTranscriptItemWithContent, RealTimeContactAnalysisTranscriptItemWithCharacterOffsets
{
  @Member('segmentId', () => ID, 'Id of the transcript segment that contains the part.')
  Id: string | undefined;

  @Member('content', () => String, 'Text of the part. Null if Connect returns only the position.')
  Content?: string;

  @Member('characters', () => ConnectCharacterInterval, 'Position of the part in the segment.')
  CharacterOffsets?: RealTimeContactAnalysisCharacterInterval;
}

/** Fields of a segment about a participant, with its time. */
@ObjectType()
abstract class ParticipantSegment {
  @Member('id', () => ID, 'Id of the segment.')
  Id?: string;

  @Member('participantId', () => ID, 'Id of the participant.')
  ParticipantId?: string;

  @Member('participantRole', () => String, 'Role of the participant, as returned by Connect.')
  ParticipantRole?: string;

  @Member('displayName', () => String, 'Display name of the participant. Null if there is none.')
  DisplayName?: string;

  Time?: RealTimeContactAnalysisTimeData;

  @Field(() => DateTime, { nullable: true, description: 'Time of the segment.' })
  happenedAt(): Date | null {
    return this.Time?.AbsoluteTime ?? null;
  }
}

@ObjectType({ description: 'Redaction of a message. Personal data.' })
export class ConnectTranscriptRedaction implements RealTimeContactAnalysisTranscriptItemRedaction {
  @Member(
    'characters',
    () => [ConnectCharacterInterval],
    'Ranges of the redacted text in the message, or of the text that replaces it.',
  )
  CharacterOffsets?: RealTimeContactAnalysisCharacterInterval[];
}

@ObjectType({ description: 'Message of the transcript. Personal data.' })
export class ConnectTranscriptSegment extends ParticipantSegment {
  @Member('content', () => String, 'Text of the message.')
  Content?: string;

  @Member('contentType', () => String, 'Media type of the message.')
  ContentType?: string;

  @Member('sentiment', () => String, 'Sentiment of the message, as returned by Connect.')
  Sentiment?: string;

  @Member('redaction', () => ConnectTranscriptRedaction, 'Redaction of the message. Null if nothing was redacted.')
  Redaction?: RealTimeContactAnalysisTranscriptItemRedaction;
}

@ObjectType({ description: 'Event in the conversation, for example that a participant joined or left. Personal data.' })
export class ConnectEventSegment extends ParticipantSegment {
  @Member('eventType', () => String, 'Type of the event, as returned by Connect.')
  EventType?: string;
}

@ObjectType({ description: 'File that was attached to the conversation. Personal data.' })
export class ConnectAnalysisAttachment implements RealTimeContactAnalysisAttachment {
  @Member('id', () => ID, 'Id of the file.')
  AttachmentId: string | undefined;

  @Member('name', () => String, 'Name of the file.')
  AttachmentName: string | undefined;

  @Member('contentType', () => String, 'Media type of the file. Null if Connect does not return it.')
  ContentType?: string;

  @Member('status', () => String, 'Availability status of the file, as returned by Connect.')
  Status?: RealTimeContactAnalysisAttachment['Status'];
}

@ObjectType({ description: 'Files that were attached to the conversation. Personal data.' })
export class ConnectAttachmentsSegment extends ParticipantSegment {
  @Member('attachments', () => [ConnectAnalysisAttachment], 'Attached files, at most 10.')
  Attachments?: RealTimeContactAnalysisAttachment[];
}

@ObjectType({ description: 'Place in the transcript where a rule matched. Personal data.' })
export class ConnectPointOfInterest implements RealTimeContactAnalysisPointOfInterest {
  @Member('transcriptParts', () => [ConnectTranscriptPart], 'Parts of the transcript that matched.')
  TranscriptItems?: RealTimeContactAnalysisTranscriptItemWithCharacterOffsets[];
}

@ObjectType({ description: 'Rule that matched. Personal data.' })
export class ConnectMatchedCategory {
  @Field({ description: 'Name of the rule.' })
  name!: string;

  @Field(() => [ConnectPointOfInterest], { nullable: true, description: 'Places where the rule matched, at most 5.' })
  pointsOfInterest!: RealTimeContactAnalysisPointOfInterest[] | null;
}

@ObjectType({ description: 'Rules that matched. Personal data.' })
export class ConnectCategoriesSegment {
  MatchedDetails?: Record<string, RealTimeContactAnalysisCategoryDetails>;

  @Field(() => [ConnectMatchedCategory], { nullable: true, description: 'Rules that matched, in no particular order.' })
  categories(): ConnectMatchedCategory[] {
    const matched = Object.entries(this.MatchedDetails ?? {});
    return matched.map(([name, { PointsOfInterest }]) => ({ name, pointsOfInterest: PointsOfInterest ?? null }));
  }
}

@ObjectType({ description: 'Issue that the analysis detected. Personal data.' })
export class ConnectDetectedIssue implements RealTimeContactAnalysisIssueDetected {
  @Member('transcriptParts', () => [ConnectTranscriptPart], 'Parts of the transcript that are about the issue.')
  TranscriptItems: RealTimeContactAnalysisTranscriptItemWithContent[] | undefined;
}

@ObjectType({ description: 'Issues that the analysis detected. Personal data.' })
export class ConnectIssuesSegment {
  @Member('issues', () => [ConnectDetectedIssue], 'Detected issues.')
  IssuesDetected?: RealTimeContactAnalysisIssueDetected[];
}

@ObjectType({ description: 'Summary that was generated after the contact. Personal data.' })
export class ConnectPostContactSummarySegment {
  @Member('content', () => String, 'Text of the summary. Null if no summary could be generated.')
  Content?: string;

  @Member('status', () => String, 'Status of the summary generation, as returned by Connect.')
  Status?: string;

  @Member(
    'failureCode',
    () => String,
    'Reason why no summary could be generated, as returned by Connect. Null if a summary was generated.',
  )
  FailureCode?: string;
}

/** Segment classes by the member of Connect's union. */
const classes = {
  Transcript: ConnectTranscriptSegment,
  Categories: ConnectCategoriesSegment,
  Issues: ConnectIssuesSegment,
  Event: ConnectEventSegment,
  Attachments: ConnectAttachmentsSegment,
  PostContactSummary: ConnectPostContactSummarySegment,
} as const;
type SegmentClass = (typeof classes)[keyof typeof classes];
export type AnalysisSegment = InstanceType<SegmentClass>;

export const ConnectAnalysisSegment = createUnionType({
  name: 'ConnectAnalysisSegment',
  description: 'Segment of the analysis of a chat. Personal data.',
  types: () => Object.values(classes) as readonly ClassType[],
}) as unknown as ClassType<AnalysisSegment>;

/** Converts a segment; null for a type that is newer than this gateway. */
export function analysisSegmentOf(segment: RealtimeContactAnalysisSegment): AnalysisSegment | null {
  const [member, value] = Object.entries(segment).find(([, one]) => one !== undefined) ?? [];
  const Segment = own<SegmentClass>(classes, member);
  return Segment ? Object.assign(new Segment(), value) : null;
}

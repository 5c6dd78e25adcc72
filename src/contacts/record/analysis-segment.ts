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

@ObjectType({ description: 'A stretch of characters of a text. Personal data.' })
export class ConnectCharacterInterval implements RealTimeContactAnalysisCharacterInterval {
  @Member('begin', () => Int, 'Where it begins, from 0.')
  BeginOffsetChar: number | undefined;

  @Member('end', () => Int, 'Where it ends.')
  EndOffsetChar: number | undefined;
}

@ObjectType({ description: 'A part of a transcript. Personal data.' })
export class ConnectTranscriptPart
  implements RealTimeContactAnalysisTranscriptItemWithContent, RealTimeContactAnalysisTranscriptItemWithCharacterOffsets
{
  @Member('segmentId', () => ID, 'Id of the transcript segment in which it stands.')
  Id: string | undefined;

  @Member('content', () => String, 'The text of the part; null where Connect says only where it stands.')
  Content?: string;

  @Member('characters', () => ConnectCharacterInterval, 'Where in the segment it stands.')
  CharacterOffsets?: RealTimeContactAnalysisCharacterInterval;
}

/** Fields of a segment about a participant, with its time. */
@ObjectType()
abstract class ParticipantSegment {
  @Member('id', () => ID, 'Id of the segment.')
  Id?: string;

  @Member('participantId', () => ID, 'Id of the participant.')
  ParticipantId?: string;

  @Member('participantRole', () => String, 'Role of the participant, in the words of Connect.')
  ParticipantRole?: string;

  @Member('displayName', () => String, "The participant's name; null when there is none.")
  DisplayName?: string;

  Time?: RealTimeContactAnalysisTimeData;

  @Field(() => DateTime, { nullable: true, description: 'When it happened.' })
  happenedAt(): Date | null {
    return this.Time?.AbsoluteTime ?? null;
  }
}

@ObjectType({ description: 'Redaction of a message. Personal data.' })
export class ConnectTranscriptRedaction implements RealTimeContactAnalysisTranscriptItemRedaction {
  @Member(
    'characters',
    () => [ConnectCharacterInterval],
    'Where in the message it stands, or what stands in its place.',
  )
  CharacterOffsets?: RealTimeContactAnalysisCharacterInterval[];
}

@ObjectType({ description: 'A message. Personal data.' })
export class ConnectTranscriptSegment extends ParticipantSegment {
  @Member('content', () => String, 'Text of the message.')
  Content?: string;

  @Member('contentType', () => String, 'Its media type.')
  ContentType?: string;

  @Member('sentiment', () => String, 'How it was meant, in the words of Connect.')
  Sentiment?: string;

  @Member('redaction', () => ConnectTranscriptRedaction, 'Redaction of it; null when there was none.')
  Redaction?: RealTimeContactAnalysisTranscriptItemRedaction;
}

@ObjectType({ description: 'Something that happened in the conversation: somebody came, or went. Personal data.' })
export class ConnectEventSegment extends ParticipantSegment {
  @Member('eventType', () => String, 'Type of the event, in the words of Connect.')
  EventType?: string;
}

@ObjectType({ description: 'A file that was attached to the conversation. Personal data.' })
export class ConnectAnalysisAttachment implements RealTimeContactAnalysisAttachment {
  @Member('id', () => ID, 'Its id.')
  AttachmentId: string | undefined;

  @Member('name', () => String, 'Its name.')
  AttachmentName: string | undefined;

  @Member('contentType', () => String, 'Its media type; null when Connect does not say.')
  ContentType?: string;

  @Member('status', () => String, 'Whether it may be had, in the words of Connect.')
  Status?: RealTimeContactAnalysisAttachment['Status'];
}

@ObjectType({ description: 'Files that were attached to the conversation. Personal data.' })
export class ConnectAttachmentsSegment extends ParticipantSegment {
  @Member('attachments', () => [ConnectAnalysisAttachment], 'The files, 10 at most.')
  Attachments?: RealTimeContactAnalysisAttachment[];
}

@ObjectType({ description: 'A place where a rule matched. Personal data.' })
export class ConnectPointOfInterest implements RealTimeContactAnalysisPointOfInterest {
  @Member('transcriptParts', () => [ConnectTranscriptPart], 'The parts of the transcript in which it did.')
  TranscriptItems?: RealTimeContactAnalysisTranscriptItemWithCharacterOffsets[];
}

@ObjectType({ description: 'A rule that matched. Personal data.' })
export class ConnectMatchedCategory {
  @Field({ description: 'Name of the rule.' })
  name!: string;

  @Field(() => [ConnectPointOfInterest], { nullable: true, description: 'Where it matched, 5 places at most.' })
  pointsOfInterest!: RealTimeContactAnalysisPointOfInterest[] | null;
}

@ObjectType({ description: 'The rules that matched. Personal data.' })
export class ConnectCategoriesSegment {
  MatchedDetails?: Record<string, RealTimeContactAnalysisCategoryDetails>;

  @Field(() => [ConnectMatchedCategory], { nullable: true, description: 'Each rule, by Connect in no order.' })
  categories(): ConnectMatchedCategory[] {
    const matched = Object.entries(this.MatchedDetails ?? {});
    return matched.map(([name, { PointsOfInterest }]) => ({ name, pointsOfInterest: PointsOfInterest ?? null }));
  }
}

@ObjectType({ description: 'An issue that the analysis found. Personal data.' })
export class ConnectDetectedIssue implements RealTimeContactAnalysisIssueDetected {
  @Member('transcriptParts', () => [ConnectTranscriptPart], 'The parts of the transcript that are about it.')
  TranscriptItems: RealTimeContactAnalysisTranscriptItemWithContent[] | undefined;
}

@ObjectType({ description: 'Issues that the analysis found. Personal data.' })
export class ConnectIssuesSegment {
  @Member('issues', () => [ConnectDetectedIssue], 'The issues.')
  IssuesDetected?: RealTimeContactAnalysisIssueDetected[];
}

@ObjectType({ description: 'A summary made after the contact. Personal data.' })
export class ConnectPostContactSummarySegment {
  @Member('content', () => String, 'The summary; null when none could be made.')
  Content?: string;

  @Member('status', () => String, 'Whether it could be made, in the words of Connect.')
  Status?: string;

  @Member('failureCode', () => String, 'Why it could not, in the words of Connect; null when it could.')
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
  description: 'A piece of what the analysis of a chat has brought. Personal data.',
  types: () => Object.values(classes) as readonly ClassType[],
}) as unknown as ClassType<AnalysisSegment>;

/** Converts a segment; null for a type that is newer than this gateway. */
export function analysisSegmentOf(segment: RealtimeContactAnalysisSegment): AnalysisSegment | null {
  const [member, value] = Object.entries(segment).find(([, one]) => one !== undefined) ?? [];
  const Segment = own<SegmentClass>(classes, member);
  return Segment ? Object.assign(new Segment(), value) : null;
}

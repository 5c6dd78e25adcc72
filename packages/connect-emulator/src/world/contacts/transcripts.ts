import type {
  ParticipantRole,
  RealTimeContactAnalysisOutputType,
  RealTimeContactAnalysisSentimentLabel,
} from '@aws-sdk/client-connect';
import type { Time } from '../entities.js';

/** Something that happened in a chat: somebody wrote, attached a file, came or went. */
export interface TranscriptItem {
  readonly id: string;
  readonly at: Time;
  readonly role: ParticipantRole;
  readonly participantId: string;
  readonly displayName?: string;
  readonly message?: {
    readonly text: string;
    readonly sentiment?: RealTimeContactAnalysisSentimentLabel;
    /** Where in the text something stands that redaction takes out, in order. */
    readonly sensitive: readonly Interval[];
  };
  readonly attachment?: { readonly id: string; readonly name: string };
  /** Such as `application/vnd.amazonaws.connect.event.participant.joined`. */
  readonly event?: string;
}

/** Characters from `start` up to, not including, `end`. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** What was said in a chat, and what the analysis of its contact made of it. */
export interface Transcript {
  /** In order of time. What lies in the future has not happened yet. */
  readonly items: readonly TranscriptItem[];
  /** Words that match a rule, by the rule's name. */
  readonly categories: Readonly<Record<string, readonly string[]>>;
  readonly issues: readonly string[];
  /** Made when the contact has ended. */
  readonly summary?: string;
  /** What the flow has let the analysis keep. */
  readonly outputs: readonly RealTimeContactAnalysisOutputType[];
}

/** Every place of a text where a part of it stands. Case does not count. */
export function placesOf(part: string, text: string): Interval[] {
  const [wanted, searched] = [part.toLowerCase(), text.toLowerCase()];
  const places: Interval[] = [];
  for (let start = searched.indexOf(wanted); start >= 0; start = searched.indexOf(wanted, start + wanted.length)) {
    places.push({ start, end: start + part.length });
  }
  return places;
}

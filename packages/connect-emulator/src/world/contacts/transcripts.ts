import type {
  ParticipantRole,
  RealTimeContactAnalysisOutputType,
  RealTimeContactAnalysisSentimentLabel,
} from '@aws-sdk/client-connect';
import type { Time } from '../entities.js';

/** An item of a chat's transcript: a message, an attachment or an event of a participant. */
export interface TranscriptItem {
  readonly id: string;
  readonly at: Time;
  readonly role: ParticipantRole;
  readonly participantId: string;
  readonly displayName?: string;
  readonly message?: {
    readonly text: string;
    readonly sentiment?: RealTimeContactAnalysisSentimentLabel;
    /** The sensitive parts of the text, which redaction removes, in order. */
    readonly sensitive: readonly Interval[];
  };
  readonly attachment?: { readonly id: string; readonly name: string };
  /** Event type, such as `application/vnd.amazonaws.connect.event.participant.joined`. */
  readonly event?: string;
}

/** A range of characters. `end` is exclusive. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** The transcript of a chat and the results of its analysis. */
export interface Transcript {
  /** In order of time. Items with a time in the future are not visible yet. */
  readonly items: readonly TranscriptItem[];
  /** Words that match a rule, keyed by the name of the rule. */
  readonly categories: Readonly<Record<string, readonly string[]>>;
  readonly issues: readonly string[];
  /** Available when the contact has ended. */
  readonly summary?: string;
  /** The output types that the flow enables. */
  readonly outputs: readonly RealTimeContactAnalysisOutputType[];
}

/** Returns all occurrences of a part in a text, ignoring case. */
export function occurrencesOf(part: string, text: string): Interval[] {
  const [wanted, searched] = [part.toLowerCase(), text.toLowerCase()];
  const intervals: Interval[] = [];
  for (let start = searched.indexOf(wanted); start >= 0; start = searched.indexOf(wanted, start + wanted.length)) {
    intervals.push({ start, end: start + part.length });
  }
  return intervals;
}

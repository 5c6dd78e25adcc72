import { unknownCaller } from './record-bounds.js';
import type { Answer, Outcome, TokenRecord } from './token-store.js';

/** A record in a file, with its caller, from which the bounds are rebuilt after a restart. */
export interface FileRecord extends TokenRecord {
  /** Hash of the caller; `unknownCaller` if the text has none. */
  readonly caller: string;
}

/** Format number at the start of a `FileRecord`. Records of version 0.1.0 and of Redis have none. */
const fileFormat = 2;
const outcomeOf = new Map<string | undefined, Outcome>([
  ['e', 'effect'],
  ['r', 'refusal'],
]);

/** Serializes a record. */
export function recordText({ input, startedAt, answer }: TokenRecord): string {
  return `${input} ${startedAt} ${answer ? `${answer.outcome.charAt(0)} ${answer.text}` : ''}`;
}

/** Parses a serialized record. An answer without an outcome, as version 0.1.0 wrote it, counts as an effect. */
export function recordOf(text: string): TokenRecord {
  const [input = '', startedAt = '', mark = ''] = text.split(' ', 3);
  const rest = text.slice(input.length + startedAt.length + 2);
  const outcome = outcomeOf.get(mark);
  const answer: Answer = { text: outcome ? rest.slice(2) : rest, outcome: outcome ?? 'effect' };
  return { input, startedAt: Number(startedAt), answer: rest === '' ? null : answer };
}

/** Serializes a record with its caller. */
export function fileRecordText({ caller, input, startedAt, answer }: FileRecord): string {
  return `${fileFormat} ${caller} ${answer?.outcome.charAt(0) ?? '-'} ${input} ${startedAt} ${answer?.text ?? ''}`;
}

/**
 * Parses a record in a file. Without a format number, the caller is unknown, and an answer counts as an effect, which
 * is evicted last and never replaced.
 *
 * @throws Error for a record of a later version.
 */
export function fileRecordOf(text: string): FileRecord {
  const [format = '', caller = '', outcome = ''] = text.split(' ', 3);
  if (!/^\d{1,9}$/.test(format)) {
    return { ...recordOf(text), caller: unknownCaller };
  }
  if (Number(format) !== fileFormat) {
    throw new Error(`it has records of format ${format}, but this version only reads formats up to ${fileFormat}.`);
  }
  const record = recordOf(text.slice(format.length + caller.length + outcome.length + 3));
  const answer = record.answer && { text: record.answer.text, outcome: outcomeOf.get(outcome) ?? 'effect' };
  return { ...record, answer, caller };
}

import { unknownCaller } from './record-bounds.js';
import type { Outcome, TokenRecord } from './token-store.js';

/** A record in a file, with its caller and outcome, from which the bounds are rebuilt after a restart. */
export interface FileRecord extends TokenRecord {
  /** Hash of the caller; `unknownCaller` if the text has none. */
  readonly caller: string;
  /** Outcome of the call; null while it is unknown. */
  readonly outcome: Outcome | null;
}

/** Format number at the start of a `FileRecord`. Records of version 0.1.0 and of Redis have none. */
const fileFormat = 2;
const outcomeOf = new Map<string | undefined, Outcome>([
  ['e', 'effect'],
  ['r', 'refusal'],
]);

/** Serializes a record. */
export function recordText({ input, startedAt, answer }: TokenRecord): string {
  return `${input} ${startedAt} ${answer ?? ''}`;
}

/** Parses a serialized record. */
export function recordOf(text: string): TokenRecord {
  const [input = '', startedAt = ''] = text.split(' ', 2);
  const answer = text.slice(input.length + startedAt.length + 2);
  return { input, startedAt: Number(startedAt), answer: answer === '' ? null : answer };
}

/** Serializes a record with its caller and outcome. */
export function fileRecordText({ caller, outcome, ...record }: FileRecord): string {
  return `${fileFormat} ${caller} ${outcome?.charAt(0) ?? '-'} ${recordText(record)}`;
}

/**
 * Parses a record in a file. Without a format number, the caller is unknown, and an answer counts as an effect, which
 * is evicted last.
 *
 * @throws Error for a record of a later version.
 */
export function fileRecordOf(text: string): FileRecord {
  const [format = '', caller = '', outcome = ''] = text.split(' ', 3);
  if (!/^\d{1,9}$/.test(format)) {
    const record = recordOf(text);
    return { ...record, caller: unknownCaller, outcome: record.answer === null ? null : 'effect' };
  }
  if (Number(format) !== fileFormat) {
    throw new Error(`it has records of format ${format}, but this version only reads formats up to ${fileFormat}.`);
  }
  const record = recordOf(text.slice(format.length + caller.length + outcome.length + 3));
  return { ...record, caller, outcome: outcomeOf.get(outcome) ?? null };
}

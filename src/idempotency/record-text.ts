import { unknownCaller } from './record-bounds.js';
import type { Outcome, TokenRecord } from './token-store.js';

/** A record as a file has it: with its caller and outcome, by which the bounds of the store are kept after a restart. */
export interface FileRecord extends TokenRecord {
  /** The hash of the caller; `unknownCaller` where the text does not say it. */
  readonly caller: string;
  /** Null as long as nobody knows. */
  readonly outcome: Outcome | null;
}

/** Of the text of a `FileRecord`. Texts without a number, as in files of version 0.1.0 and in Redis, begin with a hash. */
const fileFormat = 2;
const outcomeOf = new Map<string | undefined, Outcome>([
  ['e', 'effect'],
  ['r', 'refusal'],
]);

/** A record as text, for stores that keep text. */
export function recordText({ input, startedAt, answer }: TokenRecord): string {
  return `${input} ${startedAt} ${answer ?? ''}`;
}

/** The record that a text stands for. */
export function recordOf(text: string): TokenRecord {
  const [input = '', startedAt = ''] = text.split(' ', 2);
  const answer = text.slice(input.length + startedAt.length + 2);
  return { input, startedAt: Number(startedAt), answer: answer === '' ? null : answer };
}

/** A record with its caller and outcome as text. */
export function fileRecordText({ caller, outcome, ...record }: FileRecord): string {
  return `${fileFormat} ${caller} ${outcome?.charAt(0) ?? '-'} ${recordText(record)}`;
}

/**
 * The record that a text in a file stands for. Where the text has no format number, the caller is unknown, and an answer
 * counts as an effect, which is evicted last.
 *
 * @throws Error when a later version has written it.
 */
export function fileRecordOf(text: string): FileRecord {
  const [format = '', caller = '', outcome = ''] = text.split(' ', 3);
  if (!/^\d{1,9}$/.test(format)) {
    const record = recordOf(text);
    return { ...record, caller: unknownCaller, outcome: record.answer === null ? null : 'effect' };
  }
  if (Number(format) !== fileFormat) {
    throw new Error(`it has records of format ${format}, and this version reads formats up to ${fileFormat}.`);
  }
  const record = recordOf(text.slice(format.length + caller.length + outcome.length + 3));
  return { ...record, caller, outcome: outcomeOf.get(outcome) ?? null };
}

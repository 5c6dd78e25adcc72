import { retryMs } from '../../lib/durations.js';

/** A number in a header, with optional sign, fraction and exponent. */
const number = /^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i;
const infinite = /^\+?infinity$/i;
/** The only date format that RFC 9110 allows senders. */
const imfDate = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
/** Maximum length of a `Retry-After` header. All valid values are shorter. */
const maxLength = 100;
/** Format of an AWS request id. Other values are dropped, because the id is sent to clients and logged. */
const requestId = /^[\w./=+:-]{1,128}$/;

/**
 * Parses a `Retry-After` header to whole milliseconds from 0 to an hour. Besides seconds and dates, as in RFC 9110, it
 * accepts signs, fractions, exponents and `infinity`. A past date and a negative number give 0. Returns null for any
 * other value, such as a list.
 */
export function retryAfterMs(header: string | undefined, nowMs: number): number | null {
  const text = header?.trim() ?? '';
  if (text.length > maxLength) return null;
  if (number.test(text)) return retryMs(Number(text) * 1_000);
  if (infinite.test(text)) return retryMs(Infinity);
  const at = dateMs(text);
  return at === null ? null : retryMs(at - nowMs);
}

/** Parses a `Date` header to milliseconds since 1970; null if it is not a valid date. */
export function dateMs(header: string | undefined): number | null {
  const at = header !== undefined && imfDate.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}

/** Returns the AWS request id; null if the value has another format or more than 128 characters. */
export function awsRequestId(header: string | undefined): string | null {
  return header !== undefined && requestId.test(header) ? header : null;
}

/** Whether a value has the format of Amazon's exception names and reason codes: one word of at most 100 characters. */
export function isCode(value: unknown): value is string {
  return typeof value === 'string' && /^\w{1,100}$/.test(value);
}

import { retryMs } from '../../lib/durations.js';

/** A number as a header may have it, a sign, a fraction and an exponent included. */
const number = /^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i;
const infinite = /^\+?infinity$/i;
/** The one form of a date that RFC 9110 lets a sender use. */
const imfDate = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
/** The longest text that any header here is read from: no value that means something is longer. */
const maxLength = 100;
/** An id that AWS gives to a request; it is shown to clients and logged, so nothing else passes. */
const requestId = /^[\w./=+:-]{1,128}$/;

/**
 * What a `Retry-After` header asks for, by RFC 9110 seconds or a date, in whole milliseconds from 0 to an hour. A time in
 * the past and a negative number are 0. Null for what is neither, such as several values.
 */
export function retryAfterMs(header: string | undefined, nowMs: number): number | null {
  const text = header?.trim() ?? '';
  if (text.length > maxLength) return null;
  if (number.test(text)) return retryMs(Number(text) * 1_000);
  if (infinite.test(text)) return retryMs(Infinity);
  const at = dateMs(text);
  return at === null ? null : retryMs(at - nowMs);
}

/** The moment of a `Date` header in milliseconds since 1970; null for what is none. */
export function dateMs(header: string | undefined): number | null {
  const at = header !== undefined && imfDate.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}

/** The id that Amazon gave the request; null for what does not look like one, or is longer than 128 characters. */
export function awsRequestId(header: string | undefined): string | null {
  return header !== undefined && requestId.test(header) ? header : null;
}

/** Whether a value is a name or a code as Amazon gives them to exceptions and reasons: one word of at most 100 letters. */
export function isCode(value: unknown): value is string {
  return typeof value === 'string' && /^\w{1,100}$/.test(value);
}

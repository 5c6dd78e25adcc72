import type { SegmentAttributeValue } from '@aws-sdk/client-connect';
import type { Time } from '../../world/entities.js';
import { invalidRequest } from '../refusal.js';

const minute = 60_000;
/** Of tasks and emails: "to 90 days" (feature limits page). */
const mostMinutes = 90 * 24 * 60;

/**
 * When a task or an email that begins at `start` expires: after its own `connect:ContactExpiry`, a number of minutes in
 * a segment attribute. @returns undefined when it has none.
 *
 * @throws ConnectException InvalidRequestException for a duration that is none; the error is undocumented.
 */
export function ownExpiry(
  segmentAttributes: Readonly<Record<string, SegmentAttributeValue>> | undefined,
  start: Time,
): Time | undefined {
  const expiry = segmentAttributes?.['connect:ContactExpiry'];
  return expiry && expiryAfter(expiry.ValueMap?.ExpiryDuration?.ValueInteger, start);
}

/** @throws ConnectException InvalidRequestException for a duration that is none; the error is undocumented. */
export function expiryAfter(minutes: number | undefined, start: Time): Time {
  if (minutes === undefined || minutes < 1 || minutes > mostMinutes) throw invalidRequest();
  return start + minutes * minute;
}

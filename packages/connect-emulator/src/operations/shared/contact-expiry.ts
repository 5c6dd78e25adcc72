import type { SegmentAttributeValue } from '@aws-sdk/client-connect';
import type { Time } from '../../world/entities.js';
import { invalidRequest } from '../refusal.js';

const minute = 60_000;
/** Maximum for tasks and emails: "to 90 days" (feature limits page). */
const maxMinutes = 90 * 24 * 60;

/**
 * Returns the expiry that a contact sets with `connect:ContactExpiry`, a number of minutes in a segment attribute, or
 * undefined if the contact sets none.
 *
 * @param start the time at which the contact begins.
 * @throws ConnectException InvalidRequestException for an invalid duration. The error is undocumented.
 */
export function ownExpiry(
  segmentAttributes: Readonly<Record<string, SegmentAttributeValue>> | undefined,
  start: Time,
): Time | undefined {
  const expiry = segmentAttributes?.['connect:ContactExpiry'];
  return expiry && expiryAfter(expiry.ValueMap?.ExpiryDuration?.ValueInteger, start);
}

/**
 * Returns the time a number of minutes after `start`.
 * @throws ConnectException InvalidRequestException for an invalid duration. The error is undocumented.
 */
export function expiryAfter(minutes: number | undefined, start: Time): Time {
  if (minutes === undefined || minutes < 1 || minutes > maxMinutes) throw invalidRequest();
  return start + minutes * minute;
}

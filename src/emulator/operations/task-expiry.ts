import type { StartTaskContactCommandInput } from '@aws-sdk/client-connect';
import type { Assumptions } from '../world/assumptions.js';
import type { Time } from '../world/entities.js';
import { invalidRequest } from './refusal.js';

const minute = 60_000;
/** "To 90 days" (feature limits page). */
const mostMinutes = 90 * 24 * 60;

/**
 * When a task that begins at `start` expires: after its own `connect:ContactExpiry`, a number of minutes in a
 * segment attribute, or after the usual time.
 *
 * @throws ConnectException InvalidRequestException for a duration that is none; the error is undocumented.
 */
export function taskExpiry(input: StartTaskContactCommandInput, start: Time, assumptions: Assumptions): Time {
  const expiry = input.SegmentAttributes?.['connect:ContactExpiry'];
  if (!expiry) return start + assumptions.taskLifetimeMs;
  const minutes = expiry.ValueMap?.ExpiryDuration?.ValueInteger;
  if (minutes === undefined || minutes < 1 || minutes > mostMinutes) throw invalidRequest();
  return start + minutes * minute;
}

/** The longest wait, in milliseconds, that a client is told of: one hour. Nothing is known of what comes after. */
export const longestRetryMs = 3_600_000;

/**
 * A wait as it leaves the gateway: whole milliseconds, from 0 to `longestRetryMs`, rounded up, since a try that comes too
 * early is in vain. Null where nothing is known, and for what is no number.
 */
export function retryMs(ms: number | null | undefined): number | null {
  if (ms === null || ms === undefined || Number.isNaN(ms)) return null;
  return Math.min(longestRetryMs, Math.max(0, Math.ceil(ms)));
}

/** A wait as a `Retry-After` header of the gateway's own says it: whole seconds, at least 1, at most an hour. */
export function retrySeconds(ms: number): number {
  return Math.max(1, Math.ceil((retryMs(ms) ?? 0) / 1_000));
}

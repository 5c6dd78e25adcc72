/** Maximum retry delay in a response, in milliseconds: one hour. */
export const longestRetryMs = 3_600_000;

/**
 * Formats a retry delay for a response: whole milliseconds from 0 to `longestRetryMs`, rounded up so that no retry
 * comes too early. Returns null for an unknown delay and for NaN.
 */
export function retryMs(ms: number | null | undefined): number | null {
  if (ms === null || ms === undefined || Number.isNaN(ms)) return null;
  return Math.min(longestRetryMs, Math.max(0, Math.ceil(ms)));
}

/** Formats a retry delay for a `Retry-After` header: whole seconds, from 1 to 3,600. */
export function retrySeconds(ms: number): number {
  return Math.max(1, Math.ceil((retryMs(ms) ?? 0) / 1_000));
}

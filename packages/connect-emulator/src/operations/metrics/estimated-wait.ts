/**
 * How long the contact at a position (from 1) of a queue may have to wait. How Connect estimates it is not documented;
 * this supposes that each place of an agent takes the next contact after the same time, and that there is always one.
 */
export function estimatedWaitMs(position: number, places: number, handleMs: number): number {
  return Math.ceil(position / Math.max(1, places)) * handleMs;
}

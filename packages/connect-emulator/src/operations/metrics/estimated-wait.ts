/**
 * Estimates the wait of the contact at a queue position, in milliseconds. Positions count from 1. Connect's method is
 * undocumented. Assumption: every slot of an agent takes the next contact after the same handle time, and there is at
 * least one slot.
 */
export function estimatedWaitMs(position: number, slots: number, handleMs: number): number {
  return Math.ceil(position / Math.max(1, slots)) * handleMs;
}

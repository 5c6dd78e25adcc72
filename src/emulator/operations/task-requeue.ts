import type { Contact, Flow } from '../world/entities.js';

/**
 * The queue to which a flow takes a task that was dequeued: "be sure to add a Transfer to queue block to the flow to
 * queue the task after resuming. Otherwise, the task will stay in a de-queued state" (pause and resume page). Flows
 * whose purpose is a transfer take it back to where it was going.
 */
export function queueOf({ destinationQueueId }: Contact, { type, queueId }: Flow): string | undefined {
  const isTransfer = type === 'QUEUE_TRANSFER' || type === 'AGENT_TRANSFER';
  return queueId ?? (isTransfer ? destinationQueueId : undefined);
}

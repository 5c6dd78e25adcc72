import type { FlowRun } from '../../world/contacts/contact-changes.js';
import type { Contact, Flow } from '../../world/entities.js';
import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';
import { resourceOf } from '../resolve.js';
import { checkFlow } from './destination.js';

/**
 * Finds the flow that the input of PauseContact or ResumeContact names. Undefined if the input names none.
 *
 * @throws ConnectException ResourceNotFoundException, or as the assumptions say.
 */
export function namedFlow(world: World, { directory }: InstanceState, flowId: string | undefined): Flow | undefined {
  if (flowId === undefined) return undefined;
  const flow = resourceOf(world, directory.flows, flowId);
  checkFlow(world, flow);
  return flow;
}

/**
 * Returns the flow run of a task that leaves its queue or resumes. The task is queued again only by a flow that
 * transfers it to a queue: "be sure to add a Transfer to queue block to the flow to queue the task after resuming.
 * Otherwise, the task will stay in a de-queued state" (pause and resume page). A transfer flow without a queue keeps
 * the task's destination.
 */
export function runOf({ destinationQueueId }: Contact, { id, type, queueId }: Flow): FlowRun {
  const isTransfer = type === 'QUEUE_TRANSFER' || type === 'AGENT_TRANSFER';
  return { flowId: id, destinationQueueId: queueId ?? (isTransfer ? destinationQueueId : undefined) };
}

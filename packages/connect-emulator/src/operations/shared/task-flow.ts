import type { FlowRun } from '../../world/contacts/interventions.js';
import type { Contact, Flow } from '../../world/entities.js';
import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';
import { resourceOf } from '../resolve.js';
import { checkFlow } from './destination.js';

/**
 * The flow that is named for a task when it is paused or resumed. @returns undefined when none is.
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
 * Where a flow takes a task that is out of its queue: "be sure to add a Transfer to queue block to the flow to queue the
 * task after resuming. Otherwise, the task will stay in a de-queued state" (pause and resume page). Flows whose purpose
 * is a transfer take it to where it was going.
 */
export function runOf({ destinationQueueId }: Contact, { id, type, queueId }: Flow): FlowRun {
  const isTransfer = type === 'QUEUE_TRANSFER' || type === 'AGENT_TRANSFER';
  return { flowId: id, destinationQueueId: queueId ?? (isTransfer ? destinationQueueId : undefined) };
}

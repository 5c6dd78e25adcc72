import type { Flow, Queue } from '../../world/entities.js';
import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';
import { invalidRequest, refusal } from '../refusal.js';
import { isRunnable } from '../resolve.js';

/** The flow types that lead a contact to a destination: inbound flow, transfer to agent, transfer to queue. */
const transferFlowTypes: ReadonlySet<string> = new Set(['CONTACT_FLOW', 'AGENT_TRANSFER', 'QUEUE_TRANSFER']);

/**
 * Checks whether a contact can be sent through the flow.
 *
 * @throws ConnectException as the assumptions say.
 */
export function checkFlow(world: World, flow: Flow): void {
  if (!transferFlowTypes.has(flow.type)) throw refusal(world.assumptions.errorOfUnsupportedFlowType);
  if (!isRunnable(flow)) throw refusal(world.assumptions.errorOfUnpublishedFlow);
}

/**
 * Checks whether a contact can be sent through the flow to the queue, which is a standard queue or an agent queue.
 *
 * @throws ConnectException as the assumptions say.
 */
export function checkDestination(world: World, state: InstanceState, queue: Queue, flow: Flow): void {
  const { assumptions } = world;
  const wrongType = queue.type === 'AGENT' ? 'QUEUE_TRANSFER' : 'AGENT_TRANSFER';
  if (assumptions.flowDestinationMismatch === 'refuse' && flow.type === wrongType) throw invalidRequest();
  if (assumptions.disabledDestination === 'refuse' && queue.status === 'DISABLED') throw invalidRequest();
  if (assumptions.fullDestination === 'accept') return;
  const capacity = queue.type === 'AGENT' ? assumptions.agentQueueCapacity : queue.maxContacts;
  if (capacity === undefined || state.lifecycle.occupancyOf(queue.id) < capacity) return;
  throw refusal(assumptions.errorOfFullDestination);
}

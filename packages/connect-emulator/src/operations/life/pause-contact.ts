import type { PauseContactCommandInput } from '@aws-sdk/client-connect';
import type { FlowRun } from '../../world/contacts/contact-changes.js';
import { stateOf } from '../../world/contacts/contact-state.js';
import type { Contact } from '../../world/entities.js';
import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';
import { refusal } from '../refusal.js';
import { instanceStateOf, liveContactOf } from '../resolve.js';
import { namedFlow, runOf } from '../shared/task-flow.js';

/**
 * Pauses a task that is neither scheduled nor ended. A queued task leaves its queue. A task with an agent stays with
 * the agent and releases the agent's slot. The number of paused tasks per agent is limited. A flow in the input
 * replaces the flow of a task without an agent.
 */
export function pauseContact(input: PauseContactCommandInput, world: World): object {
  const { assumptions, now } = world;
  const state = instanceStateOf(world, input.InstanceId);
  const task = liveContactOf(world, state, input.ContactId, ['TASK']);
  const flow = namedFlow(world, state, input.ContactFlowId);
  const contactState = stateOf(task, now);
  if (contactState === 'paused' || contactState === 'scheduled') throw refusal(assumptions.errorOfWrongPauseState);
  if (task.pauseCount >= assumptions.pausesPerContact || isAtPauseLimit(task, state, world)) {
    throw refusal(assumptions.errorOfPauseLimit);
  }
  state.changes.pause(task, flow ? runOf(task, flow) : currentFlowRun(task, state), now);
  world.changed();
  return {};
}

/**
 * Returns the flow run that a queued task gets when the pause removes it from its queue. Undefined for a task that is
 * still in its flow.
 */
function currentFlowRun(task: Contact, { directory }: InstanceState): FlowRun | undefined {
  if (task.queueId === undefined) return undefined;
  const flow = directory.flows.get(task.flowId ?? '');
  return flow ? runOf(task, flow) : { flowId: task.flowId, destinationQueueId: undefined };
}

function isAtPauseLimit(
  { agentId }: Contact,
  { contacts, directory, lifecycle }: InstanceState,
  world: World,
): boolean {
  const user = agentId === undefined ? undefined : directory.users.get(agentId);
  if (!user) return false;
  let paused = 0;
  for (const contact of contacts.live()) {
    if (contact.agentId === user.id && stateOf(contact, world.now) === 'paused') paused += 1;
  }
  const { pausedTasksPerConcurrentTask } = world.assumptions;
  return paused >= lifecycle.router.concurrencyOf(user, 'TASK') * pausedTasksPerConcurrentTask;
}

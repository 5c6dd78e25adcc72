import type { PauseContactCommandInput } from '@aws-sdk/client-connect';
import { stateOf } from '../../world/contacts/contact-state.js';
import type { FlowRun } from '../../world/contacts/interventions.js';
import type { Contact } from '../../world/entities.js';
import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';
import { refusal } from '../refusal.js';
import { instanceOf, liveContactOf } from '../resolve.js';
import { namedFlow, runOf } from '../shared/task-flow.js';

/**
 * Pauses a task that is neither scheduled for later nor over. A queued one is dequeued; an agent who has it keeps it
 * and gets room for another, up to a number of paused ones. A flow, if given, is the task's from now on.
 */
export function pauseContact(input: PauseContactCommandInput, world: World): object {
  const { assumptions, now } = world;
  const instance = instanceOf(world, input.InstanceId);
  const task = liveContactOf(world, instance, input.ContactId, ['TASK']);
  const flow = namedFlow(world, instance, input.ContactFlowId);
  const state = stateOf(task, now);
  if (state === 'paused' || state === 'scheduled') throw refusal(assumptions.errorOfWrongPauseState);
  if (task.pauseCount >= assumptions.pausesPerContact || hasPausedEnough(task, instance, world)) {
    throw refusal(assumptions.errorOfPauseLimit);
  }
  instance.interventions.pause(task, flow ? runOf(task, flow) : ownRun(task, instance), now);
  world.changed();
  return {};
}

/** A task that is still in its flow goes on with it; one that was queued depends on what its flow does then. */
function ownRun(task: Contact, { directory }: InstanceState): FlowRun | undefined {
  if (task.queueId === undefined) return undefined;
  const flow = directory.flows.get(task.flowId ?? '');
  return flow ? runOf(task, flow) : { flowId: task.flowId, destinationQueueId: undefined };
}

function hasPausedEnough(
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

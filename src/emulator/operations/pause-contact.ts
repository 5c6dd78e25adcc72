import type { PauseContactCommandInput } from '@aws-sdk/client-connect';
import { stateOf } from '../world/contact-state.js';
import type { Contact } from '../world/entities.js';
import type { InstanceState } from '../world/instance-state.js';
import type { World } from '../world/world.js';
import { checkFlow } from './destination.js';
import { refusal } from './refusal.js';
import { instanceOf, liveContactOf, resourceOf } from './resolve.js';
import { queueOf } from './task-requeue.js';

/**
 * Pauses a task that is neither scheduled for later nor over. A queued one is dequeued; an agent who has it keeps it
 * and gets room for another, up to a number of paused ones. A flow, if given, is the task's from now on.
 */
export function pauseContact(input: PauseContactCommandInput, world: World): object {
  const { assumptions, now } = world;
  const instance = instanceOf(world, input.InstanceId);
  const task = liveContactOf(world, instance, input.ContactId, ['TASK']);
  const { flows } = instance.directory;
  const flow = input.ContactFlowId === undefined ? undefined : resourceOf(world, flows, input.ContactFlowId);
  if (flow) checkFlow(world, flow);
  const state = stateOf(task, now);
  if (state === 'paused' || state === 'scheduled') throw refusal(assumptions.errorOfWrongPauseState);
  if (task.pauseCount >= assumptions.pausesPerContact || hasPausedEnough(task, instance, world)) {
    throw refusal(assumptions.errorOfPauseLimit);
  }
  const next = flow ?? flows.get(task.flowId ?? '');
  instance.interventions.pause(task, next?.id ?? task.flowId, next && queueOf(task, next), now);
  world.changed();
  return {};
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

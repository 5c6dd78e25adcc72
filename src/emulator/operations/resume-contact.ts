import type { ResumeContactCommandInput } from '@aws-sdk/client-connect';
import { isPaused } from '../world/contact-state.js';
import type { World } from '../world/world.js';
import { checkFlow } from './destination.js';
import { refusal } from './refusal.js';
import { instanceOf, liveContactOf, resourceOf } from './resolve.js';
import { queueOf } from './task-requeue.js';

/**
 * Resumes a paused task, at any time: with its agent, whatever else the agent has, or in its flow, or in the one that
 * is given. Only a flow that transfers it to a queue brings an unassigned task back into one.
 */
export function resumeContact(input: ResumeContactCommandInput, world: World): object {
  const instance = instanceOf(world, input.InstanceId);
  const task = liveContactOf(world, instance, input.ContactId, ['TASK']);
  const { flows } = instance.directory;
  const flow = input.ContactFlowId === undefined ? undefined : resourceOf(world, flows, input.ContactFlowId);
  if (flow) checkFlow(world, flow);
  if (!isPaused(task)) throw refusal(world.assumptions.errorOfWrongPauseState);
  instance.interventions.resume(task, flow && { flowId: flow.id, destinationQueueId: queueOf(task, flow) }, world.now);
  world.changed();
  return {};
}

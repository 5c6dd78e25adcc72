import type { ResumeContactCommandInput } from '@aws-sdk/client-connect';
import { isPaused } from '../../world/contacts/contact-state.js';
import type { World } from '../../world/world.js';
import { refusal } from '../refusal.js';
import { instanceOf, liveContactOf } from '../resolve.js';
import { namedFlow, runOf } from '../shared/task-flow.js';

/**
 * Resumes a paused task, at any time: with its agent, whatever else the agent has, or in its flow, or in the one that
 * is given. Only a flow that transfers it to a queue brings an unassigned task back into one.
 */
export function resumeContact(input: ResumeContactCommandInput, world: World): object {
  const instance = instanceOf(world, input.InstanceId);
  const task = liveContactOf(world, instance, input.ContactId, ['TASK']);
  const flow = namedFlow(world, instance, input.ContactFlowId);
  if (!isPaused(task)) throw refusal(world.assumptions.errorOfWrongPauseState);
  instance.interventions.resume(task, flow && runOf(task, flow), world.now);
  world.changed();
  return {};
}

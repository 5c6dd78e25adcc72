import type { ResumeContactCommandInput } from '@aws-sdk/client-connect';
import { isPaused } from '../../world/contacts/contact-state.js';
import type { World } from '../../world/world.js';
import { refusal } from '../refusal.js';
import { instanceStateOf, liveContactOf } from '../resolve.js';
import { namedFlow, runOf } from '../shared/task-flow.js';

/**
 * Resumes a paused task. A task with an agent returns to that agent, even above the concurrency limit. A task without
 * an agent returns to its flow, or enters the flow in the input. The task is queued again only if that flow transfers
 * it to a queue.
 */
export function resumeContact(input: ResumeContactCommandInput, world: World): object {
  const state = instanceStateOf(world, input.InstanceId);
  const task = liveContactOf(world, state, input.ContactId, ['TASK']);
  const flow = namedFlow(world, state, input.ContactFlowId);
  if (!isPaused(task)) throw refusal(world.assumptions.errorOfWrongPauseState);
  state.changes.resume(task, flow && runOf(task, flow), world.now);
  world.changed();
  return {};
}

import type { UpdateContactScheduleCommandInput } from '@aws-sdk/client-connect';
import { stateOf } from '../../world/contacts/contact-state.js';
import type { World } from '../../world/world.js';
import { refusal } from '../refusal.js';
import { instanceStateOf, liveContactOf } from '../resolve.js';
import { scheduledTime } from '../shared/scheduled-time.js';

/** Changes the scheduled time of a task that has not started. The number of changes is limited. */
export function updateContactSchedule(input: UpdateContactScheduleCommandInput, world: World): object {
  const { assumptions, now } = world;
  const state = instanceStateOf(world, input.InstanceId);
  const task = liveContactOf(world, state, input.ContactId, ['TASK']);
  if (stateOf(task, now) !== 'scheduled') throw refusal(assumptions.errorOfWrongContactState);
  const time = scheduledTime(input.ScheduledTime ?? new Date(now), world);
  if ((task.rescheduleCount ?? 0) >= assumptions.reschedulesPerContact)
    throw refusal(assumptions.errorOfRescheduleLimit);
  state.changes.reschedule(task, time, now);
  world.changed();
  return {};
}

import type { Time } from '../../world/entities.js';
import type { World } from '../../world/world.js';
import { refusal } from '../refusal.js';

const day = 86_400_000;

/**
 * The time for which a task is scheduled. One that has just passed is taken as well, since clocks differ; then the task
 * begins at once.
 *
 * @throws ConnectException as the assumptions say for a time in the past or too far ahead.
 */
export function scheduledTime(time: Date, { assumptions, now }: World): Time {
  const ahead = time.getTime() - now;
  if (ahead < -assumptions.scheduleInPastToleranceMs || ahead > assumptions.maxScheduleAheadDays * day) {
    throw refusal(assumptions.errorOfWrongSchedule);
  }
  return time.getTime();
}

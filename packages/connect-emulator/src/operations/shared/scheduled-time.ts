import type { Time } from '../../world/entities.js';
import type { World } from '../../world/world.js';
import { refusal } from '../refusal.js';

const day = 86_400_000;

/**
 * Returns the scheduled time of a task. A time slightly in the past is accepted because clocks differ. The task then
 * starts at once.
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

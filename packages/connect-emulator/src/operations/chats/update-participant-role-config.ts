import { isDeepStrictEqual } from 'node:util';
import type { UpdateParticipantRoleConfigCommandInput } from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { instanceStateOf, liveContactOf } from '../resolve.js';

/**
 * Sets or unsets the timers of a chat. Each role has two timers, which last "for the duration of the chat".
 */
export function updateParticipantRoleConfig(input: UpdateParticipantRoleConfigCommandInput, world: World): object {
  const state = instanceStateOf(world, input.InstanceId);
  const { initialContactId } = liveContactOf(world, state, input.ContactId, ['CHAT']);
  const before = state.chatSessions.of(initialContactId).timers;
  const timers = new Map(before);
  for (const timer of input.ChannelConfiguration?.Chat?.ParticipantTimerConfigList ?? []) {
    const key = `${timer.ParticipantRole} ${timer.TimerType}`;
    if (timer.TimerValue?.ParticipantTimerAction === 'Unset') timers.delete(key);
    else timers.set(key, timer);
  }
  if (isDeepStrictEqual(timers, before)) return {};
  state.chatSessions.change(initialContactId, { timers });
  world.changed();
  return {};
}

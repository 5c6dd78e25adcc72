import type { Channel } from '@aws-sdk/client-connect';
import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';
import { refusal } from '../refusal.js';

/**
 * Checks whether an instance may have one more live contact of a channel. The documented errors are
 * LimitExceededException for chats and ServiceQuotaExceededException for tasks. Calls and emails get the error that
 * their operations model.
 *
 * @throws ConnectException when the quota is used up.
 */
export function checkQuota({ assumptions }: World, { contacts }: InstanceState, channel: Channel): void {
  const most: Readonly<Record<Channel, number>> = {
    VOICE: assumptions.callsPerInstance,
    CHAT: assumptions.chatsPerInstance,
    TASK: assumptions.openTasksPerInstance,
    EMAIL: assumptions.emailsPerInstance,
  };
  if (contacts.liveOf(channel) < most[channel]) return;
  const isLimit = channel === 'VOICE' || channel === 'CHAT';
  throw refusal(isLimit ? 'LimitExceededException' : 'ServiceQuotaExceededException');
}

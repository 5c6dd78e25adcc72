import type { Channel } from '@aws-sdk/client-connect';
import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';
import { refusal } from '../refusal.js';

/**
 * Whether an instance may have one more live contact of a channel. Too many chats are documented as
 * LimitExceededException and too many tasks as ServiceQuotaExceededException; calls and emails get what their operations
 * model.
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

import type { StopContactStreamingCommandInput } from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { notFound } from '../refusal.js';
import { instanceStateOf, liveContactOf } from '../resolve.js';

/** Stops one streaming of a chat. A new streaming can be started. */
export function stopContactStreaming(input: StopContactStreamingCommandInput, world: World): object {
  const state = instanceStateOf(world, input.InstanceId);
  const { initialContactId } = liveContactOf(world, state, input.ContactId, ['CHAT']);
  const streamings = new Map(state.chatSessions.of(initialContactId).streamings);
  if (!streamings.delete(input.StreamingId ?? '')) throw notFound();
  state.chatSessions.change(initialContactId, { streamings });
  world.changed();
  return {};
}

import type { StopContactMediaProcessingCommandInput } from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { invalidRequest, refusal } from '../refusal.js';
import { instanceStateOf, liveContactOf } from '../resolve.js';

/** Removes the Lambda function that processes the messages of a chat. */
export function stopContactMediaProcessing(input: StopContactMediaProcessingCommandInput, world: World): object {
  const { InstanceId, ContactId } = input;
  if (InstanceId === undefined || ContactId === undefined) throw invalidRequest();
  const state = instanceStateOf(world, InstanceId);
  const { initialContactId } = liveContactOf(world, state, ContactId, ['CHAT']);
  if (!state.chatSessions.of(initialContactId).processing) throw refusal(world.assumptions.errorOfWrongMediaState);
  state.chatSessions.change(initialContactId, { processing: undefined });
  world.changed();
  return {};
}

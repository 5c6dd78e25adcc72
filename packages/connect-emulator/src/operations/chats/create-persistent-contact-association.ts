import type {
  CreatePersistentContactAssociationCommandInput,
  CreatePersistentContactAssociationCommandOutput,
} from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { refusal } from '../refusal.js';
import { instanceStateOf, liveContactOf } from '../resolve.js';
import { continueFrom, pastChat } from './continuation.js';

/** Makes a live chat continue an ended chat. */
export function createPersistentContactAssociation(
  input: CreatePersistentContactAssociationCommandInput,
  world: World,
): Omit<CreatePersistentContactAssociationCommandOutput, '$metadata'> {
  const state = instanceStateOf(world, input.InstanceId);
  const chat = liveContactOf(world, state, input.InitialContactId, ['CHAT']);
  const past = pastChat(input, world, state);
  if (state.chatSessions.of(chat.initialContactId).continuedFrom !== undefined) {
    throw refusal(world.assumptions.errorOfSecondContinuation);
  }
  continueFrom(chat, past, world, state);
  world.changed();
  return { ContinuedFromContactId: past.id };
}

import type { AssociateContactWithUserCommandInput } from '@aws-sdk/client-connect';
import { stateOf } from '../../world/contacts/contact-state.js';
import type { World } from '../../world/world.js';
import { refusal } from '../refusal.js';
import { instanceStateOf, liveContactOf, resourceByIdOrArn } from '../resolve.js';

/** Offers a queued chat, email or task to a user "regardless of their current state" (API reference). */
export function associateContactWithUser(input: AssociateContactWithUserCommandInput, world: World): object {
  const state = instanceStateOf(world, input.InstanceId);
  const contact = liveContactOf(world, state, input.ContactId, ['CHAT', 'EMAIL', 'TASK']);
  const user = resourceByIdOrArn(state.directory.users, input.UserId);
  if (stateOf(contact, world.now) !== 'queued') throw refusal(world.assumptions.errorOfWrongContactState);
  if (contact.offeredTo === user.id) return {};
  state.changes.assign(contact, user, world.now);
  world.changed();
  return {};
}

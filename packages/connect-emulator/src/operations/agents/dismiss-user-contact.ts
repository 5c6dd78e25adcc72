import type { DismissUserContactCommandInput } from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { refusal } from '../refusal.js';
import { contactOf, instanceStateOf, resourceOf } from '../resolve.js';

/**
 * Clears an uncleared contact of a user and releases the user's slot. The contact must be "in a MISSED, ERROR, ENDED,
 * or REJECTED state" (API reference).
 */
export function dismissUserContact(input: DismissUserContactCommandInput, world: World): object {
  const state = instanceStateOf(world, input.InstanceId);
  const user = resourceOf(world, state.directory.users, input.UserId);
  const contact = contactOf(state, input.ContactId);
  if (!state.lifecycle.unclearedContacts.of(user.id).has(contact.id)) {
    throw refusal(world.assumptions.errorOfUndismissableContact);
  }
  state.lifecycle.clear(user, contact, world.now);
  world.changed();
  return {};
}

import type { DismissUserContactCommandInput } from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { refusal } from '../refusal.js';
import { contactOf, instanceOf, resourceOf } from '../resolve.js';

/**
 * Clears a contact from a user's desk, where it can be only when it is "in a MISSED, ERROR, ENDED, or REJECTED state"
 * (API reference), and gives the user the place back.
 */
export function dismissUserContact(input: DismissUserContactCommandInput, world: World): object {
  const instance = instanceOf(world, input.InstanceId);
  const user = resourceOf(world, instance.directory.users, input.UserId);
  const contact = contactOf(instance, input.ContactId);
  if (!instance.lifecycle.desks.of(user.id).has(contact.id)) {
    throw refusal(world.assumptions.errorOfUndismissableContact);
  }
  instance.lifecycle.clear(user, contact, world.now);
  world.changed();
  return {};
}

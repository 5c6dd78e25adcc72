import type { UntagContactCommandInput } from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { contactOf, instanceStateOf } from '../resolve.js';
import { changeContact } from '../shared/change-contact.js';

/** Removes tags from a contact. Keys that the contact does not have are ignored. */
export function untagContact(input: UntagContactCommandInput, world: World): object {
  const state = instanceStateOf(world, input.InstanceId);
  const contact = contactOf(state, input.ContactId);
  const removed = new Set(input.TagKeys);
  const tags = Object.fromEntries(Object.entries(contact.tags).filter(([key]) => !removed.has(key)));
  changeContact(world, state, contact, { tags });
  return {};
}

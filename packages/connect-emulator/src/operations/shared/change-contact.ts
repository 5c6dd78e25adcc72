import { isDeepStrictEqual } from 'node:util';
import type { ContactChange } from '../../world/contacts/contact-store.js';
import type { Contact } from '../../world/entities.js';
import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';

/** Whether a contact would be another one after these changes. */
export function isChange(contact: Contact, changes: ContactChange): boolean {
  return Object.entries(changes).some(([name, value]) => !isDeepStrictEqual(contact[name as keyof Contact], value));
}

/** Changes what a contact is said to be, not where it is; what is so already is no change of the world. */
export function changeContact(world: World, instance: InstanceState, contact: Contact, changes: ContactChange): void {
  if (!isChange(contact, changes)) return;
  instance.contacts.change(contact, { ...changes, updatedAt: world.now });
  world.changed();
}

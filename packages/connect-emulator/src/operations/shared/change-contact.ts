import { isDeepStrictEqual } from 'node:util';
import type { ContactChange } from '../../world/contacts/contact-store.js';
import type { Contact } from '../../world/entities.js';
import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';

/** Whether the changes differ from the contact's current values. */
export function isChange(contact: Contact, changes: ContactChange): boolean {
  return Object.entries(changes).some(([name, value]) => !isDeepStrictEqual(contact[name as keyof Contact], value));
}

/** Changes the details of a contact, not its state. Without a difference the world is not changed. */
export function changeContact(world: World, state: InstanceState, contact: Contact, changes: ContactChange): void {
  if (!isChange(contact, changes)) return;
  state.contacts.change(contact, { ...changes, updatedAt: world.now });
  world.changed();
}

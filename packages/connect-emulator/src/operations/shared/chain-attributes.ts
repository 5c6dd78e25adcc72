import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';
import { notFound } from '../refusal.js';
import { contactOf } from '../resolve.js';

/**
 * Returns the initial contact id, under which a chain's attributes are stored.
 *
 * @throws ConnectException ResourceNotFoundException for an unknown contact, and for a later contact of the chain
 * unless the assumptions accept it.
 */
export function chainKey(world: World, state: InstanceState, contactId: string | undefined): string {
  const contact = contactOf(state, contactId);
  if (contact.initialContactId === contact.id) return contact.id;
  if (world.assumptions.attributesOfLaterContact === 'refuse') throw notFound();
  return contact.initialContactId;
}

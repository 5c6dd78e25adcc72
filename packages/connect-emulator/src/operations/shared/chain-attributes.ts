import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';
import { notFound } from '../refusal.js';
import { contactOf } from '../resolve.js';

/**
 * The initial contact id under which attributes are kept. Both operations on attributes are keyed by the id of the
 * first contact of a chain.
 *
 * @throws ConnectException ResourceNotFoundException for an unknown contact, and for a later one unless the world is lenient.
 */
export function chainKey(world: World, instance: InstanceState, contactId: string | undefined): string {
  const contact = contactOf(instance, contactId);
  if (contact.initialContactId === contact.id) return contact.id;
  if (world.assumptions.attributesOfLaterContact === 'refuse') throw notFound();
  return contact.initialContactId;
}

import type { Channel } from '@aws-sdk/client-connect';
import type { Collection } from '../world/directory.js';
import type { Contact, Flow } from '../world/entities.js';
import type { InstanceState } from '../world/instance-state.js';
import type { World } from '../world/world.js';
import { notFound, refusal } from './refusal.js';

/**
 * Finds the state of an instance by the id or ARN of the instance.
 *
 * @throws ConnectException ResourceNotFoundException when it does not exist.
 */
export function instanceStateOf(world: World, idOrArn: string | undefined): InstanceState {
  const found = world.instance(idOrArn ?? '');
  if (!found) throw notFound();
  return found;
}

/**
 * Finds a contact by id.
 * @throws ConnectException ResourceNotFoundException when the instance has no such contact.
 */
export function contactOf(state: InstanceState, id: string | undefined): Contact {
  const found = state.contacts.get(id ?? '');
  if (!found) throw notFound();
  return found;
}

/**
 * Finds a live contact of one of the given channels.
 *
 * @throws ConnectException ResourceNotFoundException for an unknown contact, else the error that the assumptions name.
 */
export function liveContactOf(
  world: World,
  state: InstanceState,
  id: string | undefined,
  channels: readonly Channel[],
): Contact {
  const contact = contactOf(state, id);
  if (!channels.includes(contact.channel)) throw refusal(world.assumptions.errorOfUnsupportedChannel);
  if (contact.endedAt !== undefined) throw refusal(world.assumptions.errorOfWrongContactState);
  return contact;
}

/**
 * Finds a resource of the directory by id, and also by ARN if the assumptions allow that.
 *
 * @throws ConnectException ResourceNotFoundException when it does not exist.
 */
export function resourceOf<T extends { readonly id: string; readonly arn: string }>(
  world: World,
  collection: Collection<T>,
  id: string | undefined,
): T {
  if (world.assumptions.arnWhereOnlyAnIdIsDocumented === 'accept') return resourceByIdOrArn(collection, id);
  const found = collection.get(id ?? '');
  if (!found) throw notFound();
  return found;
}

/**
 * Finds a resource of the directory where the API accepts "the ID or the ARN".
 *
 * @throws ConnectException ResourceNotFoundException when it does not exist.
 */
export function resourceByIdOrArn<T extends { readonly id: string; readonly arn: string }>(
  collection: Collection<T>,
  idOrArn: string | undefined,
): T {
  const found = collection.getByIdOrArn(idOrArn ?? '');
  if (!found) throw notFound();
  return found;
}

/** Whether a flow can be run: it is published and active. */
export function isRunnable(flow: Flow): boolean {
  return flow.status === 'PUBLISHED' && flow.state === 'ACTIVE';
}

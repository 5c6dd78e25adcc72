import type { Channel } from '@aws-sdk/client-connect';
import type { Collection } from '../world/directory.js';
import type { Contact, Flow } from '../world/entities.js';
import type { InstanceState } from '../world/instance-state.js';
import type { World } from '../world/world.js';
import { notFound, refusal } from './refusal.js';

/**
 * The instance that an input names, by id or by ARN.
 *
 * @throws ConnectException ResourceNotFoundException when there is none.
 */
export function instanceOf(world: World, idOrArn: string | undefined): InstanceState {
  const found = world.instance(idOrArn ?? '');
  if (!found) throw notFound();
  return found;
}

/** @throws ConnectException ResourceNotFoundException when the instance has no such contact. */
export function contactOf(instance: InstanceState, id: string | undefined): Contact {
  const found = instance.contacts.get(id ?? '');
  if (!found) throw notFound();
  return found;
}

/**
 * A contact that has not ended, over one of the channels that the operation takes.
 *
 * @throws ConnectException ResourceNotFoundException when there is none, else as the assumptions say.
 */
export function liveContactOf(
  world: World,
  instance: InstanceState,
  id: string | undefined,
  channels: readonly Channel[],
): Contact {
  const contact = contactOf(instance, id);
  if (!channels.includes(contact.channel)) throw refusal(world.assumptions.errorOfUnsupportedChannel);
  if (contact.endedAt !== undefined) throw refusal(world.assumptions.errorOfWrongContactState);
  return contact;
}

/**
 * A thing of the directory, by id; by ARN too where the world is set to be lenient.
 *
 * @throws ConnectException ResourceNotFoundException when there is none.
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
 * A thing of the directory where the API takes "the ID or the ARN".
 *
 * @throws ConnectException ResourceNotFoundException when there is none.
 */
export function resourceByIdOrArn<T extends { readonly id: string; readonly arn: string }>(
  collection: Collection<T>,
  idOrArn: string | undefined,
): T {
  const found = collection.getByIdOrArn(idOrArn ?? '');
  if (!found) throw notFound();
  return found;
}

/** Whether contacts can be sent through the flow at all. */
export function isRunnable(flow: Flow): boolean {
  return flow.status === 'PUBLISHED' && flow.state === 'ACTIVE';
}

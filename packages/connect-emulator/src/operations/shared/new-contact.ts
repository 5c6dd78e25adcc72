import { randomUUID } from 'node:crypto';
import { linksAfter, linksOfFirst } from '../../world/contacts/chains.js';
import { describeSubtype, lifetimeOf } from '../../world/contacts/contact-defaults.js';
import type { Contact } from '../../world/entities.js';
import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';

/** What an operation says of a contact that it makes; all else is as usual. */
export type ContactPlan = Pick<Contact, 'channel' | 'initiationMethod'> &
  Partial<Omit<Contact, 'id' | 'arn' | 'initialContactId' | 'contactAssociationId' | 'initiatedAt'>>;

/** A contact to which a new one is tied: the one before it in its chain, or one that it relates to. */
export interface Ties {
  readonly previous?: Contact | undefined;
  readonly related?: Contact | undefined;
}

/** A contact that is not in the world yet. */
export function newContact(
  world: World,
  instance: InstanceState,
  plan: ContactPlan,
  { previous, related }: Ties = {},
): Contact {
  const id = randomUUID();
  const { now, assumptions } = world;
  return {
    id,
    arn: instance.contactArn(id),
    ...(previous ? linksAfter(previous) : linksOfFirst(id, related)),
    initiatedAt: now,
    references: {},
    tags: {},
    queuePriority: 5,
    expiresAt: (plan.scheduledAt ?? now) + lifetimeOf(plan.channel, assumptions),
    updatedAt: now,
    pauseCount: 0,
    pausedMs: 0,
    ...plan,
    segmentAttributes: { ...describeSubtype(plan.channel), ...plan.segmentAttributes },
  };
}

/** Sets a new contact on its way, with the attributes that its chain has from now on. */
export function beginContact(
  world: World,
  instance: InstanceState,
  contact: Contact,
  attributes: Readonly<Record<string, string>> = {},
): void {
  // One reading of the clock: another could be a millisecond later.
  instance.lifecycle.begin(contact, contact.initiatedAt);
  keepAttributes(instance, contact, attributes);
  world.changed();
}

export function keepAttributes(
  instance: InstanceState,
  { initialContactId }: Contact,
  attributes: Readonly<Record<string, string>>,
): void {
  if (Object.keys(attributes).length > 0) instance.contacts.setAttributes(initialContactId, attributes);
}

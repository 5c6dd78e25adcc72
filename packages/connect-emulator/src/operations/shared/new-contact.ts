import { randomUUID } from 'node:crypto';
import { linksAfter, linksOfFirst } from '../../world/contacts/chains.js';
import { defaultSubtypeAttribute, lifetimeOf } from '../../world/contacts/contact-defaults.js';
import type { Contact } from '../../world/entities.js';
import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';

/** The members of a new contact that the operation sets. Others have defaults. */
export type ContactPlan = Pick<Contact, 'channel' | 'initiationMethod'> &
  Partial<Omit<Contact, 'id' | 'arn' | 'initialContactId' | 'contactAssociationId' | 'initiatedAt'>>;

/** The contacts that a new contact is linked to: the previous contact of its chain, or a related contact. */
export interface ContactLinks {
  readonly previous?: Contact | undefined;
  readonly related?: Contact | undefined;
}

/** Creates a contact without adding it to the world. */
export function newContact(
  world: World,
  state: InstanceState,
  plan: ContactPlan,
  { previous, related }: ContactLinks = {},
): Contact {
  const id = randomUUID();
  const { now, assumptions } = world;
  return {
    id,
    arn: state.contactArn(id),
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
    segmentAttributes: { ...defaultSubtypeAttribute(plan.channel), ...plan.segmentAttributes },
  };
}

/** Adds a new contact to the world, starts its lifecycle and sets the attributes of its chain. */
export function beginContact(
  world: World,
  state: InstanceState,
  contact: Contact,
  attributes: Readonly<Record<string, string>> = {},
): void {
  state.lifecycle.begin(contact, contact.initiatedAt);
  setChainAttributes(state, contact, attributes);
  world.changed();
}

export function setChainAttributes(
  state: InstanceState,
  { initialContactId }: Contact,
  attributes: Readonly<Record<string, string>>,
): void {
  if (Object.keys(attributes).length > 0) state.contacts.setAttributes(initialContactId, attributes);
}

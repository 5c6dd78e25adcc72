import type { SegmentAttributeValue, UpdateContactCommandInput } from '@aws-sdk/client-connect';
import { subtypeOf } from '../../world/contacts/contact-defaults.js';
import type { ContactChange } from '../../world/contacts/contact-store.js';
import type { Contact, Time } from '../../world/entities.js';
import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';
import { checkReferenceBytes, checkReferences, checkSegmentAttributes } from '../limits.js';
import { invalidRequest, refusal } from '../refusal.js';
import { contactOf, instanceStateOf, resourceByIdOrArn, resourceOf } from '../resolve.js';
import { changeContact } from '../shared/change-contact.js';
import { ownExpiry } from '../shared/contact-expiry.js';

/**
 * Updates the details of a contact, live or ended. References and segment attributes that the input does not name stay.
 * Queue, user and endpoints can be updated only for calls of an external system.
 */
export function updateContact(input: UpdateContactCommandInput, world: World): object {
  const { InstanceId, ContactId, ...fields } = input;
  const state = instanceStateOf(world, InstanceId);
  const contact = contactOf(state, ContactId);
  // "At least one field to be updated must be present" (API reference).
  if (Object.values(fields).every((field) => field === undefined)) throw invalidRequest();
  checkReferences(fields.References ?? {});
  const references = { ...contact.references, ...fields.References };
  checkReferenceBytes(references);
  const expiresAt = checkedExpiry(fields.SegmentAttributes, contact, state, world);
  const changes: ContactChange = {
    name: fields.Name ?? contact.name,
    description: fields.Description ?? contact.description,
    references,
    segmentAttributes: { ...contact.segmentAttributes, ...fields.SegmentAttributes },
    ...externalChanges(fields, contact, state, world),
  };
  if (expiresAt !== undefined && state.lifecycle.expireAt(contact, Math.max(expiresAt, world.now))) {
    state.contacts.change(contact, { updatedAt: world.now });
    world.changed();
  }
  changeContact(world, state, contact, changes);
  return {};
}

/**
 * Checks segment attributes and returns the new expiry, if any. "Contact Expiry, and user-defined attributes (String -
 * String) that are defined in predefined attributes, can be updated" (API reference).
 */
function checkedExpiry(
  attributes: Readonly<Record<string, SegmentAttributeValue>> = {},
  contact: Contact,
  { directory }: InstanceState,
  { assumptions }: World,
) {
  checkSegmentAttributes(attributes);
  const isDefined = (name: string) =>
    assumptions.undefinedSegmentAttributes === 'accept' || directory.predefinedAttributes.get(name) !== undefined;
  for (const [name, { ValueString }] of Object.entries(attributes)) {
    if (name === 'connect:ContactExpiry') continue;
    if (name.startsWith('connect:') || ValueString === undefined || !isDefined(name)) throw invalidRequest();
  }
  const expiresAt = ownExpiry(attributes, contact.scheduledAt ?? contact.initiatedAt);
  if (expiresAt !== undefined && !isAllowedExpiry(contact, expiresAt)) throw invalidRequest();
  if (expiresAt !== undefined && contact.endedAt !== undefined) throw refusal(assumptions.errorOfExpiryOfEndedContact);
  return expiresAt;
}

/**
 * Whether the contact may get this expiry. Calls do not expire. A chat lasts 60 to 10,080 minutes. The error for other
 * values is undocumented.
 */
function isAllowedExpiry({ channel, initiatedAt }: Contact, expiresAt: Time): boolean {
  const minutes = (expiresAt - initiatedAt) / 60_000;
  return channel !== 'VOICE' && (channel !== 'CHAT' || (minutes >= 60 && minutes <= 10_080));
}

/**
 * Returns the changes of queue, user and the two endpoints. Each of the four "can only be updated for external audio
 * contacts" (API reference).
 */
function externalChanges(
  {
    QueueInfo,
    UserInfo,
    CustomerEndpoint,
    SystemEndpoint,
  }: Omit<UpdateContactCommandInput, 'InstanceId' | 'ContactId'>,
  contact: Contact,
  { directory }: InstanceState,
  world: World,
): ContactChange {
  if (!QueueInfo && !UserInfo && !CustomerEndpoint && !SystemEndpoint) return {};
  if (subtypeOf(contact) !== 'connect:ExternalAudio') throw invalidRequest();
  // The external call may have been answered, or may have ended, before this update.
  const connectedBy = contact.endedAt ?? world.now;
  const queuedBy = contact.connectedToAgentAt ?? connectedBy;
  const queue = QueueInfo && resourceOf(world, directory.queues, QueueInfo.Id);
  const user = UserInfo && resourceByIdOrArn(directory.users, UserInfo.UserId);
  return {
    ...(queue && { queueId: queue.id, enqueuedAt: contact.enqueuedAt ?? queuedBy }),
    ...(user && { agentId: user.id, connectedToAgentAt: contact.connectedToAgentAt ?? connectedBy }),
    ...(CustomerEndpoint && { customerEndpoint: CustomerEndpoint }),
    ...(SystemEndpoint && { systemEndpoint: SystemEndpoint }),
  };
}

import type {
  Channel,
  ContactInitiationMethod,
  CreateContactCommandInput,
  CreateContactCommandOutput,
} from '@aws-sdk/client-connect';
import { subtypeAttribute } from '../../world/contacts/contact-defaults.js';
import type { Contact, User } from '../../world/entities.js';
import type { World } from '../../world/world.js';
import { defaultReferenceTypes } from '../limits.js';
import { invalidRequest } from '../refusal.js';
import { contactOf, resourceByIdOrArn } from '../resolve.js';
import { expiryAfter, ownExpiry } from '../shared/contact-expiry.js';
import { beginContact, newContact } from '../shared/new-contact.js';
import { checkQuota } from './contact-quota.js';
import { startParts } from './start-parts.js';

/**
 * The contacts that can be created, by channel: accepted initiation methods, and the subtype of the contact (API
 * reference).
 */
const kinds: Readonly<Partial<Record<Channel, { methods: readonly ContactInitiationMethod[]; subtype: string }>>> = {
  VOICE: { methods: ['TRANSFER'], subtype: 'connect:ExternalAudio' },
  EMAIL: { methods: ['OUTBOUND', 'AGENT_REPLY', 'FLOW'], subtype: 'connect:Email' },
  TASK: { methods: ['API'], subtype: 'connect:ExternalTask' },
};

/**
 * Creates a contact that no flow handles: a call of an external system, a draft of an email, or a task. The input can
 * assign the contact to a user or complete it at once.
 */
export function createContact(
  input: CreateContactCommandInput,
  world: World,
): Omit<CreateContactCommandOutput, '$metadata'> {
  const { Channel: channel, InitiationMethod: initiationMethod, InitiateAs, UserInfo, PreviousContactId } = input;
  const kind = channel && kinds[channel];
  if (!kind || initiationMethod === undefined || !kind.methods.includes(initiationMethod)) throw invalidRequest();
  const isAgentsEmail = channel === 'EMAIL' && initiationMethod !== 'FLOW';
  if ((isAgentsEmail || InitiateAs === 'CONNECTED_TO_USER') && UserInfo?.UserId === undefined) throw invalidRequest();
  if (InitiateAs === 'COMPLETED' && channel !== 'TASK') throw invalidRequest();
  if (PreviousContactId !== undefined && channel !== 'VOICE') throw invalidRequest();

  const { state, related, attributes, plan } = startParts(input, world, {
    referenceTypes: [...defaultReferenceTypes, 'ATTACHMENT'],
    copiesAttributes: false,
  });
  const previous = PreviousContactId === undefined ? undefined : contactOf(state, PreviousContactId);
  const user = UserInfo?.UserId === undefined ? undefined : resourceByIdOrArn(state.directory.users, UserInfo.UserId);
  const minutes = input.ExpiryDurationInMinutes;
  const expiresAt =
    minutes === undefined ? ownExpiry(input.SegmentAttributes, world.now) : expiryAfter(minutes, world.now);
  if (channel !== 'VOICE' && InitiateAs !== 'COMPLETED') checkQuota(world, state, channel);

  const contact = newContact(
    world,
    state,
    {
      ...plan,
      channel,
      initiationMethod,
      name: input.Name,
      description: input.Description,
      segmentAttributes: { ...plan.segmentAttributes, ...subtypeAttribute(kind.subtype) },
      ...(expiresAt !== undefined && { expiresAt }),
      ...initialState(InitiateAs, user, world),
    },
    { previous, related },
  );
  beginContact(world, state, contact, attributes);
  return { ContactId: contact.id, ContactArn: contact.arn };
}

/** Returns the state of the new contact. The disconnect reason of a completed contact is an assumption. */
function initialState(
  as: CreateContactCommandInput['InitiateAs'],
  user: User | undefined,
  { now }: World,
): Partial<Contact> {
  if (as === undefined) return {};
  const withUser = user && { agentId: user.id, connectedToAgentAt: now };
  const reached = { connectedToSystemAt: now, ...withUser };
  return as === 'COMPLETED'
    ? { ...reached, endedAt: now, disconnectReason: user ? 'AGENT_COMPLETED' : 'API' }
    : reached;
}

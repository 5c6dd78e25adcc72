import type { MonitorContactCommandInput, MonitorContactCommandOutput } from '@aws-sdk/client-connect';
import { stateOf } from '../../world/contacts/contact-state.js';
import type { World } from '../../world/world.js';
import { invalidRequest, refusal } from '../refusal.js';
import { instanceStateOf, liveContactOf, resourceByIdOrArn } from '../resolve.js';
import { beginContact, newContact } from '../shared/new-contact.js';

/**
 * Lets a user listen to a call or chat that is with an agent. The listener gets a separate contact, which ends together
 * with the monitored contact. Assumption: the listener's contact is the next contact in the chain.
 */
export function monitorContact(
  input: MonitorContactCommandInput,
  world: World,
): Omit<MonitorContactCommandOutput, '$metadata'> {
  const { assumptions, now } = world;
  const state = instanceStateOf(world, input.InstanceId);
  const contact = liveContactOf(world, state, input.ContactId, ['VOICE', 'CHAT']);
  const user = resourceByIdOrArn(state.directory.users, input.UserId);
  if (stateOf(contact, now) !== 'with-agent') throw refusal(assumptions.errorOfWrongContactState);
  // "AllowedMonitorCapabilities is required if barge is enabled" (API reference).
  const { AllowedMonitorCapabilities: capabilities } = input;
  const feature = contact.channel === 'VOICE' ? 'ENHANCED_CONTACT_MONITORING' : 'ENHANCED_CHAT_MONITORING';
  const canBarge = state.directory.attributes[feature] === true;
  if (canBarge ? !capabilities?.length : capabilities?.includes('BARGE')) throw invalidRequest();
  if (state.contacts.listenersTo(contact).length >= assumptions.listenersPerContact) {
    throw refusal(assumptions.errorOfTooManyListeners);
  }

  const { channel, segmentAttributes, customerEndpoint, expiresAt } = contact;
  const listening = newContact(
    world,
    state,
    {
      channel,
      initiationMethod: 'MONITOR',
      segmentAttributes,
      customerEndpoint,
      expiresAt,
      connectedToSystemAt: now,
      agentId: user.id,
      connectedToAgentAt: now,
    },
    { previous: contact },
  );
  beginContact(world, state, listening);
  return { ContactId: listening.id, ContactArn: listening.arn };
}

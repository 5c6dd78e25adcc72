import type { RoutingCriteriaInput, UpdateContactRoutingDataCommandInput } from '@aws-sdk/client-connect';
import { stateOf } from '../../world/contacts/contact-state.js';
import type { ContactChange } from '../../world/contacts/contact-store.js';
import type { Contact, RoutingCriteria } from '../../world/entities.js';
import type { World } from '../../world/world.js';
import { refusal } from '../refusal.js';
import { contactOf, instanceStateOf } from '../resolve.js';
import { isChange } from '../shared/change-contact.js';

/**
 * Changes the routing of a contact: its queue priority, its queue time adjustment or its routing criteria. One call can
 * set priority or time adjustment, "but not both" (API reference). Assumption: a new time adjustment replaces the
 * earlier one.
 */
export function updateContactRoutingData(input: UpdateContactRoutingDataCommandInput, world: World): object {
  const { assumptions, now } = world;
  const state = instanceStateOf(world, input.InstanceId);
  const contact = contactOf(state, input.ContactId);
  const { QueuePriority, QueueTimeAdjustmentSeconds, RoutingCriteria } = input;
  const isNothing = QueuePriority === undefined && QueueTimeAdjustmentSeconds === undefined && !RoutingCriteria;
  if (isNothing || (QueuePriority !== undefined && QueueTimeAdjustmentSeconds !== undefined)) {
    throw refusal(assumptions.errorOfWrongRoutingData);
  }
  const contactState = stateOf(contact, now);
  if (contactState === 'ended' || contact.agentId !== undefined) throw refusal(assumptions.errorOfWrongRoutingState);
  const changes: ContactChange = {
    queuePriority: QueuePriority ?? contact.queuePriority,
    queueTimeAdjustmentSeconds: QueueTimeAdjustmentSeconds ?? contact.queueTimeAdjustmentSeconds,
    routingCriteria: RoutingCriteria ? newCriteria(RoutingCriteria, contact, world) : contact.routingCriteria,
  };
  if (!isChange(contact, changes)) return {};
  state.changes.reroute(contact, { ...changes, updatedAt: now }, now);
  world.changed();
  return {};
}

function newCriteria({ Steps = [] }: RoutingCriteriaInput, contact: Contact, { assumptions }: World): RoutingCriteria {
  if (Steps.length === 0) throw refusal(assumptions.errorOfWrongRoutingData);
  const steps = Steps.map(({ Expression: expression, Expiry }) => {
    const durationSeconds = Expiry?.DurationInSeconds;
    const isWrong = !expression || (durationSeconds !== undefined && durationSeconds <= 0);
    if (isWrong) throw refusal(assumptions.errorOfWrongRoutingData);
    return { expression, ...(durationSeconds !== undefined && { durationSeconds }) };
  });
  return { steps, index: (contact.routingCriteria?.index ?? -1) + 1 };
}

import type { TransferContactCommandInput, TransferContactCommandOutput } from '@aws-sdk/client-connect';
import { lifetimeOf, reasonOfTransfer } from '../../world/contacts/contact-defaults.js';
import { stateOf } from '../../world/contacts/contact-state.js';
import type { Contact, Flow, Queue } from '../../world/entities.js';
import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';
import { invalidRequest, refusal } from '../refusal.js';
import { contactOf, instanceStateOf, resourceByIdOrArn, resourceOf } from '../resolve.js';
import { ownExpiry } from '../shared/contact-expiry.js';
import { checkDestination, checkFlow } from '../shared/destination.js';
import { beginContact, newContact } from '../shared/new-contact.js';

/**
 * Ends a task or an email and creates the next contact of the chain, which runs the flow and then waits in the
 * destination queue or agent queue. The rules come from the API reference: tasks and emails only, active contacts only,
 * three flow types, one destination, at most 11 transfers. The errors are assumptions.
 */
export function transferContact(
  input: TransferContactCommandInput,
  world: World,
): Omit<TransferContactCommandOutput, '$metadata'> {
  if (input.QueueId !== undefined && input.UserId !== undefined) throw invalidRequest();
  const state = instanceStateOf(world, input.InstanceId);
  const contact = contactOf(state, input.ContactId);
  const flow = resourceOf(world, state.directory.flows, input.ContactFlowId);
  const destination = destinationOf(input, world, state, flow);

  checkContact(contact, world, state);
  checkFlow(world, flow);
  if (destination) checkDestination(world, state, destination, flow);

  const next = nextContact(contact, flow, destination, world, state);
  state.lifecycle.end(contact, reasonOfTransfer(contact.channel, world.assumptions), world.now);
  beginContact(world, state, next);
  return { ContactId: next.id, ContactArn: next.arn };
}

/**
 * Returns the queue that the input names, the queue of the agent that the input names, or else the queue that the flow
 * sets.
 */
function destinationOf(
  { QueueId, UserId }: TransferContactCommandInput,
  world: World,
  { directory }: InstanceState,
  flow: Flow,
): Queue | undefined {
  if (QueueId !== undefined) return resourceOf(world, directory.allQueues, QueueId);
  if (UserId !== undefined) return directory.agentQueues.get(resourceByIdOrArn(directory.users, UserId).id);
  return flow.queueId === undefined ? undefined : directory.queues.get(flow.queueId);
}

function checkContact(contact: Contact, world: World, state: InstanceState): void {
  const { assumptions } = world;
  if (contact.channel !== 'TASK' && contact.channel !== 'EMAIL') throw refusal(assumptions.errorOfUnsupportedChannel);
  const contactState = stateOf(contact, world.now);
  if (contactState === 'ended' || (contactState === 'scheduled' && assumptions.transferOfScheduledTask === 'refuse')) {
    throw refusal(assumptions.errorOfTransferOfInactiveContact);
  }
  const contactsInChain = state.contacts.chain(contact.initialContactId).length;
  if (contactsInChain > assumptions.transferLimit) throw refusal(assumptions.transferLimitError);
}

function nextContact(
  contact: Contact,
  flow: Flow,
  destination: Queue | undefined,
  world: World,
  state: InstanceState,
): Contact {
  const { now, assumptions } = world;
  const { channel, name, description, customerId, customerEndpoint, systemEndpoint } = contact;
  const { references, segmentAttributes, tags, taskTemplateId, queuePriority, additionalEmailRecipients } = contact;
  const plan = {
    channel,
    initiationMethod: assumptions.initiationMethodOfTransfer,
    relatedContactId: assumptions.inheritRelatedContact ? contact.relatedContactId : undefined,
    name,
    description,
    customerId,
    customerEndpoint,
    systemEndpoint,
    additionalEmailRecipients,
    references,
    segmentAttributes,
    tags,
    taskTemplateId,
    queuePriority,
    expiresAt: assumptions.transferRenewsExpiry
      ? (ownExpiry(segmentAttributes, now) ?? now + lifetimeOf(channel, assumptions))
      : contact.expiresAt,
    flowId: flow.id,
    destinationQueueId: destination?.id,
  };
  return newContact(world, state, plan, { previous: contact });
}

import type { StartTaskContactCommandInput, StartTaskContactCommandOutput } from '@aws-sdk/client-connect';
import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';
import { checkAttributes, checkReferenceBytes, checkReferences, checkSegmentAttributes } from '../limits.js';
import { invalidRequest, refusal } from '../refusal.js';
import { contactOf, instanceStateOf, resourceByIdOrArn } from '../resolve.js';
import { ownExpiry } from '../shared/contact-expiry.js';
import { checkDestination, checkFlow } from '../shared/destination.js';
import { beginContact, newContact } from '../shared/new-contact.js';
import { scheduledTime } from '../shared/scheduled-time.js';
import { attachmentReferences } from './attachments.js';
import { checkQuota } from './contact-quota.js';
import { taskRoute } from './task-route.js';

/** "There can be a maximum of 12 linked task contacts in a chain" (API reference). */
const contactsPerChain = 12;

/**
 * Creates a task and runs a flow with it, at once or at its scheduled time. The flow comes from exactly one of
 * ContactFlowId, QuickConnectId and TaskTemplateId. With a previous contact the task joins that contact's chain. With a
 * related contact the task gets a copy of that contact's attributes.
 */
export function startTaskContact(
  input: StartTaskContactCommandInput,
  world: World,
): Omit<StartTaskContactCommandOutput, '$metadata'> {
  const state = instanceStateOf(world, input.InstanceId);
  const route = taskRoute(input, world, state);
  const { previous, related } = linkedContacts(input, world, state);
  const scheduledAt = input.ScheduledTime && scheduledTime(input.ScheduledTime, world);
  const { SegmentAttributes: segmentAttributes = {} } = input;

  checkFlow(world, route.flow);
  if (route.destination && scheduledAt === undefined) checkDestination(world, state, route.destination, route.flow);
  checkReferences(input.References ?? {});
  const references = {
    ...route.defaultReferences,
    ...input.References,
    ...attachmentReferences(state, input.Attachments),
  };
  checkReferenceBytes(references);
  checkSegmentAttributes(segmentAttributes);
  const createdBy = segmentAttributes['connect:CreatedByUser'];
  if (createdBy) resourceByIdOrArn(state.directory.users, createdBy.ValueString);
  const inherited = state.contacts.attributes((previous ?? related)?.initialContactId ?? '');
  const attributes = { ...inherited, ...input.Attributes };
  checkAttributes(attributes);
  const expiresAt = ownExpiry(segmentAttributes, scheduledAt ?? world.now);
  checkQuota(world, state, 'TASK');

  const task = newContact(
    world,
    state,
    {
      channel: 'TASK',
      initiationMethod: 'API',
      relatedContactId: related?.id,
      name: input.Name,
      description: input.Description ?? route.defaultDescription,
      references,
      segmentAttributes,
      taskTemplateId: route.templateId,
      ...(expiresAt !== undefined && { expiresAt }),
      scheduledAt,
      flowId: route.flow.id,
      destinationQueueId: route.destination?.id,
    },
    { previous, related },
  );
  beginContact(world, state, task, attributes);
  return { ContactId: task.id };
}

function linkedContacts(input: StartTaskContactCommandInput, world: World, state: InstanceState) {
  const { PreviousContactId, RelatedContactId } = input;
  const isBoth = PreviousContactId !== undefined && RelatedContactId !== undefined;
  if (isBoth && world.assumptions.previousAndRelatedTogether === 'refuse') throw invalidRequest();
  const previous = PreviousContactId === undefined ? undefined : contactOf(state, PreviousContactId);
  const related = RelatedContactId === undefined ? undefined : contactOf(state, RelatedContactId);
  if (previous && state.contacts.chain(previous.initialContactId).length >= contactsPerChain) {
    throw refusal('ServiceQuotaExceededException');
  }
  return { previous, related };
}

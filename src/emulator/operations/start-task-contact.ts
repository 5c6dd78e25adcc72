import { randomUUID } from 'node:crypto';
import type { Reference, StartTaskContactCommandInput, StartTaskContactCommandOutput } from '@aws-sdk/client-connect';
import { linksAfter, linksOfFirst } from '../world/chains.js';
import { describeSubtype } from '../world/contact-defaults.js';
import type { Contact } from '../world/entities.js';
import type { InstanceState } from '../world/instance-state.js';
import type { World } from '../world/world.js';
import { checkDestination, checkFlow } from './destination.js';
import { checkAttributes, checkReferences } from './limits.js';
import { invalidRequest, refusal } from './refusal.js';
import { contactOf, instanceOf } from './resolve.js';
import { taskExpiry } from './task-expiry.js';
import { taskRoute } from './task-route.js';

const day = 86_400_000;

/** "There can be a maximum of 12 linked task contacts in a chain" (API reference). */
const contactsPerChain = 12;

/**
 * Creates a task and runs a flow with it, now or at its scheduled time. Exactly one of a flow, a quick connect or a
 * task template says which flow; a previous contact makes it part of that chain, a related one passes on a copy of
 * its attributes.
 */
export function startTaskContact(
  input: StartTaskContactCommandInput,
  world: World,
): Omit<StartTaskContactCommandOutput, '$metadata'> {
  const instance = instanceOf(world, input.InstanceId);
  const { assumptions, now } = world;
  const route = taskRoute(input, world, instance);
  const { previous, related } = linkedContacts(input, world, instance);
  const scheduledAt = scheduledTime(input, world);

  checkFlow(world, route.flow);
  if (route.destination && scheduledAt === undefined) checkDestination(world, instance, route.destination, route.flow);
  const references = { ...route.defaultReferences, ...input.References };
  checkReferences(references);
  const inherited = instance.contacts.attributes((previous ?? related)?.initialContactId ?? '');
  const attributes = { ...inherited, ...input.Attributes };
  checkAttributes(attributes);
  if (instance.contacts.liveOf('TASK') >= assumptions.openTasksPerInstance)
    throw refusal('ServiceQuotaExceededException');

  const id = randomUUID();
  const task: Contact = {
    id,
    arn: instance.contactArn(id),
    ...(previous ? linksAfter(previous) : linksOfFirst(id, related)),
    relatedContactId: related?.id,
    channel: 'TASK',
    initiationMethod: 'API',
    initiatedAt: now,
    name: input.Name,
    description: input.Description ?? route.defaultDescription,
    references: { ...references, ...attachments(input) },
    segmentAttributes: { ...describeSubtype('TASK'), ...input.SegmentAttributes },
    tags: {},
    taskTemplateId: route.templateId,
    queuePriority: 5,
    expiresAt: taskExpiry(input, scheduledAt ?? now, assumptions),
    updatedAt: now,
    scheduledAt,
    flowId: route.flow.id,
    destinationQueueId: route.destination?.id,
    pauseCount: 0,
    pausedMs: 0,
  };
  instance.lifecycle.begin(task, now);
  if (Object.keys(attributes).length > 0) instance.contacts.setAttributes(task.initialContactId, attributes);
  world.changed();
  return { ContactId: id };
}

function linkedContacts(input: StartTaskContactCommandInput, world: World, instance: InstanceState) {
  const { PreviousContactId, RelatedContactId } = input;
  const isBoth = PreviousContactId !== undefined && RelatedContactId !== undefined;
  if (isBoth && world.assumptions.previousAndRelatedTogether === 'refuse') throw invalidRequest();
  const previous = PreviousContactId === undefined ? undefined : contactOf(instance, PreviousContactId);
  const related = RelatedContactId === undefined ? undefined : contactOf(instance, RelatedContactId);
  if (previous && instance.contacts.chain(previous.initialContactId).length >= contactsPerChain) {
    throw refusal('ServiceQuotaExceededException');
  }
  return { previous, related };
}

/** A time that has just passed counts as now, since clocks differ; then the task begins at once. */
function scheduledTime(
  { ScheduledTime }: StartTaskContactCommandInput,
  { assumptions, now }: World,
): number | undefined {
  if (!ScheduledTime) return undefined;
  const ahead = ScheduledTime.getTime() - now;
  if (ahead < -assumptions.scheduleInPastToleranceMs || ahead > assumptions.maxScheduleAheadDays * day) {
    throw refusal(assumptions.errorOfWrongSchedule);
  }
  return ScheduledTime.getTime();
}

/** Attachments show as references whose value is the file's id; the emulator fetches nothing and approves at once. */
function attachments({ Attachments = [] }: StartTaskContactCommandInput): Record<string, Reference> {
  return Object.fromEntries(
    Attachments.map(({ FileName }) => [
      FileName ?? '',
      { Type: 'ATTACHMENT', Value: randomUUID(), Status: 'APPROVED' } satisfies Reference,
    ]),
  );
}

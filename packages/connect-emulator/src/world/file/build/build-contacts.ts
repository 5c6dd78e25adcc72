import { linksAfter, linksOfFirst } from '../../contacts/chains.js';
import { defaultInitiationMethods, defaultSubtypeAttribute, lifetimeOf } from '../../contacts/contact-defaults.js';
import type { Contact, RoutingCriteria, Time } from '../../entities.js';
import type { ContactEntry } from '../schema/schema.js';
import { parseTime } from '../schema/time-expressions.js';
import { type ContactContext, earlierContacts } from './earlier-contacts.js';
import { uuidOf } from './random.js';

const secondsInFlow = 8;
const secondsInQueue = 25;

/** Builds contacts from entries. Their timestamps match the state of the entry. */
export function buildContacts(entries: readonly ContactEntry[], context: ContactContext) {
  const byId = new Map<string, Contact>();
  const attributes = new Map<string, Readonly<Record<string, string>>>();
  const built: (readonly [ContactEntry, Contact])[] = [];
  for (const [index, entry] of entries.entries()) {
    const id = entry.id ?? uuidOf(`${context.instance.id}/contact/${index}`);
    const earlier = entry.transfers === undefined ? [] : earlierContacts(id, entry, entry.transfers, context);
    for (const contact of earlier) byId.set(contact.id, contact);
    const previous = earlier.at(-1) ?? byId.get(entry.previous ?? '');
    const contact = buildContact(id, entry, previous, byId.get(entry.related ?? ''), context);
    byId.set(id, contact);
    built.push([entry, contact]);
    if (entry.attributes) {
      attributes.set(contact.initialContactId, { ...attributes.get(contact.initialContactId), ...entry.attributes });
    }
  }
  return { contacts: [...byId.values()], attributes, built };
}

function buildContact(
  id: string,
  entry: ContactEntry,
  previous: Contact | undefined,
  related: Contact | undefined,
  context: ContactContext,
): Contact {
  const { now, instance, assumptions } = context;
  const time = (text: string | undefined) => (text === undefined ? undefined : parseTime(text, now));
  const initiatedAt = time(entry.initiated) ?? now;
  const ownMethod = entry.transfers === undefined ? entry.method : undefined;
  const method =
    ownMethod ?? (previous ? assumptions.initiationMethodOfTransfer : defaultInitiationMethods[entry.channel]);
  const times = timesOf(entry, initiatedAt, time, now);
  return {
    id,
    arn: `${instance.arn}/contact/${id}`,
    ...(previous ? linksAfter(previous) : linksOfFirst(id, related)),
    channel: entry.channel,
    initiationMethod: method,
    initiatedAt,
    name: entry.name,
    description: entry.description,
    customerId: entry.customerId,
    customerEndpoint: endpoint(entry.customer),
    systemEndpoint: endpoint(entry.system),
    references: Object.fromEntries(
      Object.entries(entry.references).map(([name, { type, value, status, arn }]) => [
        name,
        { Type: type, Value: value, Status: status, Arn: arn },
      ]),
    ),
    segmentAttributes: {
      ...defaultSubtypeAttribute(entry.channel),
      ...Object.fromEntries(
        Object.entries(entry.segmentAttributes).map(([name, ValueString]) => [name, { ValueString }]),
      ),
    },
    tags: entry.tags,
    routingCriteria: routingCriteria(entry, times.enqueuedAt),
    additionalEmailRecipients: recipients(entry),
    taskTemplateId: entry.template,
    queuePriority: entry.priority,
    flowId: entry.flow,
    expiresAt: time(entry.expires) ?? (times.scheduledAt ?? initiatedAt) + lifetimeOf(entry.channel, assumptions),
    ...times,
    agentId: entry.agent,
    queueId: times.enqueuedAt === undefined ? undefined : entry.queue,
    destinationQueueId: entry.queue,
    pauseCount: entry.paused === undefined ? 0 : 1,
    pausedMs: times.pausedAt === undefined ? 0 : Math.max(0, (times.resumedAt ?? times.pausedAt) - times.pausedAt),
    disconnectReason: entry.reason,
  };
}

/**
 * Returns the timestamps of an entry. Timestamps that its state needs and the entry does not set get plausible values.
 */
function timesOf(
  entry: ContactEntry,
  initiatedAt: Time,
  time: (text: string | undefined) => Time | undefined,
  now: Time,
) {
  const scheduledAt = time(entry.scheduled);
  const endedAt = time(entry.ended);
  const latest = endedAt ?? now;
  const startedAt = Math.max(initiatedAt, scheduledAt ?? initiatedAt);
  const isWaiting = entry.state === 'scheduled' || entry.state === 'in-flow';
  // A paused task without an agent is not in its queue.
  const isDequeued = entry.state === 'paused' && entry.agent === undefined;
  const wasQueued = !isWaiting && !isDequeued && entry.queue !== undefined;
  const wasConnected = !isWaiting && entry.state !== 'queued' && entry.agent !== undefined;
  const enqueuedAt = wasQueued
    ? (time(entry.enqueued) ?? Math.min(startedAt + secondsInFlow * 1000, latest))
    : undefined;
  const connectedToAgentAt = wasConnected
    ? (time(entry.connected) ?? Math.min((enqueuedAt ?? startedAt) + secondsInQueue * 1000, latest))
    : undefined;
  const pausedAt = time(entry.paused);
  const resumedAt = time(entry.resumed);
  return {
    scheduledAt,
    connectedToSystemAt: entry.state === 'scheduled' ? undefined : startedAt,
    enqueuedAt,
    connectedToAgentAt,
    pausedAt,
    resumedAt,
    endedAt,
    updatedAt:
      endedAt ?? Math.max(initiatedAt, enqueuedAt ?? 0, connectedToAgentAt ?? 0, pausedAt ?? 0, resumedAt ?? 0),
  };
}

function endpoint(entry: ContactEntry['customer']) {
  return entry && { Type: entry.type, Address: entry.address, DisplayName: entry.name };
}

function routingCriteria({ routing }: ContactEntry, activatedAt: Time | undefined): RoutingCriteria | undefined {
  if (routing.length === 0) return undefined;
  const steps = routing.map(({ agents, attribute, seconds }) => ({
    durationSeconds: seconds,
    expression: {
      AttributeCondition: agents
        ? { MatchCriteria: { AgentsCriteria: { AgentIds: agents } } }
        : {
            Name: attribute?.name,
            Value: attribute?.value,
            ProficiencyLevel: attribute?.level,
            ComparisonOperator: 'NumberGreaterOrEqualTo',
          },
    },
  }));
  return { steps, index: 0, activatedAt };
}

function recipients({ recipients: entry }: ContactEntry): Contact['additionalEmailRecipients'] {
  const list = (addresses: readonly string[]) => addresses.map((Address) => ({ Address }));
  return entry && { ToList: list(entry.to), CcList: list(entry.cc) };
}

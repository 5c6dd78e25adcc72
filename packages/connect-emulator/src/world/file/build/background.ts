import type { DirectoryContents } from '../../directory.js';
import type { Time, User } from '../../entities.js';
import type { BackgroundEntry, ContactEntry, InstanceEntry } from '../schema/schema.js';
import type { Random } from './random.js';

/**
 * Expands the `background` section, which describes groups of contacts, into one entry per contact. Live contacts with
 * agents are distributed evenly over the agents.
 */
export function expandBackground(
  entry: InstanceEntry,
  directory: DirectoryContents,
  random: Random,
  now: Time,
): ContactEntry[] {
  return entry.background.flatMap((group) => {
    const queues = group.queues ?? directory.queues.filter(({ status }) => status === 'ENABLED').map(({ id }) => id);
    const agents = group.agents ?? directory.users.map(({ id }: User) => id);
    return Array.from({ length: group.count }, (_, index) => expandOne(group, index, queues, agents, random, now));
  });
}

const minute = 60_000;
/** Shortest and longest duration of a contact, in minutes. */
const durations = { VOICE: [2, 18], CHAT: [4, 35], TASK: [5, 90], EMAIL: [10, 240] } as const;

function expandOne(
  group: BackgroundEntry,
  index: number,
  queues: readonly string[],
  agents: readonly string[],
  random: Random,
  now: Time,
): ContactEntry {
  const iso = (time: Time) => new Date(time).toISOString();
  const [shortest, longest] = durations[group.channel];
  const initiated = now - random.between(0.02, 1) * group.over;
  const duration = Math.min(random.between(shortest, longest) * minute, (now - initiated) * 0.95);
  const isEnded = group.state === 'ended';
  const reason = isEnded ? random.weighted(group.reasons ?? defaultDisconnectReasons[group.channel]) : undefined;
  const reachedAgent = isEnded ? reason === undefined || !reasonsBeforeAnAgent.has(reason) : hasAgent.has(group.state);
  const base = {
    channel: group.channel,
    state: group.state,
    initiated: iso(initiated),
    method: random.weighted(group.methods ?? {}) as ContactEntry['method'],
    name: group.names[index % group.names.length],
    queue: group.state === 'in-flow' ? undefined : random.pick(queues),
    agent: reachedAgent ? (isEnded ? random.pick(agents) : agents[index % agents.length]) : undefined,
    scheduled: group.state === 'scheduled' ? iso(now + random.between(0.02, 1) * group.over) : undefined,
    paused: group.state === 'paused' ? iso(now - (now - initiated) / 3) : undefined,
    ended: isEnded ? iso(initiated + duration) : undefined,
    reason,
    transfers: isEnded && random.next() < group.transferred ? 1 : undefined,
    priority: 5,
    references: {},
    segmentAttributes: {},
    routing: [],
    tags: {},
  } satisfies ContactEntry;
  return { ...base, ...endpoints(group.channel, random) };
}

const hasAgent: ReadonlySet<string> = new Set(['with-agent', 'paused']);
const reasonsBeforeAnAgent: ReadonlySet<string> = new Set([
  'CONTACT_FLOW_DISCONNECT',
  'EXPIRED',
  'CUSTOMER_CONNECTION_NOT_ESTABLISHED',
  'TELECOM_PROBLEM',
  'DISCARDED',
]);

const defaultDisconnectReasons = {
  VOICE: { CUSTOMER_DISCONNECT: 6, AGENT_DISCONNECT: 4, CONTACT_FLOW_DISCONNECT: 1, TELECOM_PROBLEM: 0.3 },
  CHAT: { CUSTOMER_DISCONNECT: 5, AGENT_DISCONNECT: 4, IDLE_DISCONNECT: 1, CUSTOMER_CONNECTION_NOT_ESTABLISHED: 0.5 },
  TASK: { AGENT_COMPLETED: 8, CONTACT_FLOW_DISCONNECT: 1, API: 1, EXPIRED: 0.5 },
  EMAIL: { AGENT_DISCONNECT: 7, DISCARDED: 1, API: 0.5 },
} as const;

/** Returns endpoints with phone numbers and email addresses that are reserved for fiction and for examples. */
function endpoints(channel: ContactEntry['channel'], random: Random): Partial<ContactEntry> {
  const number = Math.floor(random.next() * 100);
  const digits = String(number).padStart(2, '0');
  if (channel === 'VOICE') {
    return {
      customer: { type: 'TELEPHONE_NUMBER', address: `+120655501${digits}` },
      system: { type: 'TELEPHONE_NUMBER', address: '+12065550100' },
    };
  }
  if (channel === 'EMAIL') {
    return {
      customer: { type: 'EMAIL_ADDRESS', address: `customer.${digits}@example.com` },
      system: { type: 'EMAIL_ADDRESS', address: 'care@example.com' },
    };
  }
  return {};
}

import type { Assumptions } from '../../src/world/assumptions/assumptions.js';
import type { World } from '../../src/world/world.js';
import { type Served, serve } from './served.js';
import { smallWorld } from './support.js';

const allChannels = ['VOICE', 'CHAT', 'TASK', 'EMAIL'];
const profile = (id: string, queue: string) => ({
  id,
  name: id,
  concurrency: { VOICE: 1, CHAT: 2, TASK: 2, EMAIL: 2 },
  queues: [{ queue, channels: allChannels }],
});
const user = (id: string, more: object = {}) => ({
  id,
  username: id,
  firstName: id,
  lastName: 'Agent',
  routingProfile: 'work',
  status: 'available',
  afterContactWorkSeconds: 30,
  ...more,
});

/**
 * The small world with more resources. `ann` is available and serves the queue `tasks` over every channel. `bob` is on
 * a break. `off` is offline and the only agent who serves `lonely`. There are phone numbers, email addresses, statuses
 * and attributes.
 */
const lifeSections = {
  routingProfiles: [profile('work', 'tasks'), profile('none', 'lonely')],
  users: [user('ann'), user('bob', { status: 'Break' }), user('off', { routingProfile: 'none', status: 'offline' })],
  agentStatuses: [
    { id: 'available', name: 'Available' },
    { id: 'offline', name: 'Offline' },
    { id: 'lunch', name: 'Lunch' },
    { id: 'retired', name: 'Retired', state: 'DISABLED' },
  ],
  phoneNumbers: [{ id: 'number', number: '+12065550100' }],
  emailAddresses: [{ id: 'address', address: 'care@example.com', displayName: 'Care' }],
  predefinedAttributes: [{ name: 'plan', values: ['gold'] }],
};

export interface ServedOptions {
  readonly assumptions?: Partial<Assumptions>;
  readonly timing?: { flowMs: number; acceptMs: number; ringMs?: number; afterContactWork?: boolean };
  readonly sections?: object;
}

export function worldOf(contacts: object[], { sections, ...options }: ServedOptions = {}): World {
  return smallWorld({ ...lifeSections, ...sections, contacts }, options);
}

/** Serves a world with these contacts. */
export function serveContacts(contacts: object[] = [], options: ServedOptions = {}): Promise<Served> {
  return serve(worldOf(contacts, options));
}

/** A queued contact in the queue `lonely`, which no available agent serves. */
export function waiting(id: string, channel: string, more: object = {}) {
  return { id, channel, state: 'queued', initiated: '-10m', queue: 'lonely', ...more };
}

/** A live contact that is with the agent `ann`. */
export function withAnn(id: string, channel: string, more: object = {}) {
  return { id, channel, state: 'with-agent', initiated: '-10m', queue: 'tasks', agent: 'ann', ...more };
}

/** An ended contact. */
export function over(id: string, channel: string, more: object = {}) {
  return { id, channel, state: 'ended', initiated: '-2h', ended: '-1h', queue: 'tasks', agent: 'ann', ...more };
}

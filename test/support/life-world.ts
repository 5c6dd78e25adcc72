import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How many contacts of each kind there are; a test takes one that no other test has. */
const ofEachKind = 40;

const allChannels = ['VOICE', 'CHAT', 'TASK', 'EMAIL'];
const withAgent = { state: 'with-agent', queue: 'tasks', agent: 'ann' };
const waiting = { state: 'queued', queue: 'lonely' };
const webCall = { 'connect:Subtype': 'connect:WebRTC' };

/** Kinds of contact in the world of tests on the life of contacts. */
const kinds = {
  waitingTask: { channel: 'TASK', ...waiting },
  waitingChat: { channel: 'CHAT', ...waiting },
  waitingCall: { channel: 'VOICE', ...waiting },
  task: { channel: 'TASK', ...withAgent },
  call: { channel: 'VOICE', ...withAgent },
  chat: { channel: 'CHAT', ...withAgent },
  webCall: { channel: 'VOICE', ...withAgent, segmentAttributes: webCall },
  waitingWebCall: { channel: 'VOICE', ...waiting, segmentAttributes: webCall },
  pausedTask: { channel: 'TASK', state: 'paused', paused: '-5m', queue: 'tasks', agent: 'ann' },
  missedTask: { channel: 'TASK', ...waiting },
  scheduledTask: { channel: 'TASK', state: 'scheduled', scheduled: '+1h' },
  signIn: { channel: 'CHAT', state: 'in-flow' },
  endedChat: { channel: 'CHAT', state: 'ended', ended: '-1m', queue: 'tasks', agent: 'ann' },
} as const;
export type Kind = keyof typeof kinds | 'user';

const taken = new Map<Kind, number>();

/** The id of a contact of this kind, or of a user, that nobody has touched; of a sign-in it is also the state. */
export function fresh(kind: Kind): string {
  const number = taken.get(kind) ?? 0;
  if (number >= ofEachKind) throw new Error(`There are but ${ofEachKind} contacts of the kind ${kind}.`);
  taken.set(kind, number + 1);
  return `${kind}-${number}`;
}

const user = (id: string, more: object = {}) => ({
  ...{ id, username: id, firstName: id, lastName: 'Agent', status: 'Break', routingProfile: 'all' },
  ...more,
});
const flow = (id: string, more: object = {}) => ({ id, name: id, type: 'CONTACT_FLOW', ...more });

const numbers = Array.from({ length: ofEachKind }, (_, number) => number);

/**
 * `ann` has contacts of every channel and takes no more, `bob` has none, `tia` does tasks only, two at once, and has
 * paused as many as she may. Nobody serves `lonely`. In the instance `plain` nobody can barge in.
 */
const instance = {
  id: 'life',
  alias: 'life',
  queues: ['tasks', 'lonely', 'pauses'].map((id) => ({ id, name: id })),
  routingProfiles: [
    {
      ...{ id: 'all', name: 'All', concurrency: { VOICE: 1, CHAT: 10, TASK: 10, EMAIL: 10 } },
      queues: [{ queue: 'tasks', channels: allChannels }],
    },
    { id: 'tasks', name: 'Tasks', concurrency: { TASK: 2 }, queues: [{ queue: 'pauses', channels: ['TASK'] }] },
  ],
  users: [
    user('ann'),
    user('bob'),
    user('tia', { routingProfile: 'tasks' }),
    ...numbers.map((number) => user(`user-${number}`)),
  ],
  agentStatuses: [
    { id: 'available', name: 'Available' },
    { id: 'lunch', name: 'Lunch' },
    { id: 'retired', name: 'Retired', state: 'DISABLED' },
  ],
  flows: [
    flow('to-lonely', { queue: 'lonely' }),
    flow('to-queue', { type: 'QUEUE_TRANSFER' }),
    flow('to-agent', { type: 'AGENT_TRANSFER' }),
    flow('draft', { type: 'QUEUE_TRANSFER', status: 'SAVED' }),
  ],
  quickConnects: [
    { id: 'bob', name: 'Bob', type: 'USER', user: 'bob', flow: 'to-agent' },
    { id: 'lonely', name: 'Lonely', type: 'QUEUE', queue: 'lonely', flow: 'to-queue' },
    { id: 'draft', name: 'Draft', type: 'QUEUE', queue: 'lonely', flow: 'draft' },
    { id: 'phone', name: 'Phone', type: 'PHONE_NUMBER', phoneNumber: '+12065550187' },
    { id: 'flow', name: 'Flow', type: 'FLOW', flow: 'to-lonely' },
  ],
  contacts: [
    ...Object.entries(kinds).flatMap(([kind, contact]) =>
      numbers.map((number) => {
        const id = `${kind}-${number}`;
        return { id, initiated: '-10m', ...contact, ...(kind === 'signIn' && { authentication: id }) };
      }),
    ),
    ...['active', 'paused', 'paused too'].map((id) => ({
      ...{ id: `tia-${id}`, channel: 'TASK', initiated: '-10m', queue: 'pauses', agent: 'tia' },
      ...(id === 'active' ? { state: 'with-agent' } : { state: 'paused', paused: '-5m' }),
    })),
  ],
  unclearedContacts: numbers.map((number) => ({
    agent: 'bob',
    contact: `missedTask-${number}`,
    state: 'MISSED',
    since: '-1m',
  })),
};
const plain = {
  id: 'plain',
  alias: 'plain',
  queues: [{ id: 'q', name: 'q' }],
  routingProfiles: [{ id: 'p', name: 'p', concurrency: { CHAT: 1 }, queues: [{ queue: 'q', channels: ['CHAT'] }] }],
  users: [user('eve', { routingProfile: 'p' })],
  features: { ENHANCED_CONTACT_MONITORING: false, ENHANCED_CHAT_MONITORING: false },
  contacts: [{ id: 'chat', channel: 'CHAT', state: 'with-agent', initiated: '-10m', queue: 'q', agent: 'eve' }],
};

/** The path of a world file in which no time passes in flows and for accepting. */
export function lifeWorld(): string {
  const path = join(mkdtempSync(join(tmpdir(), 'life-')), 'world.json');
  const timing = { flowMs: 0, acceptMs: 0 };
  writeFileSync(
    path,
    JSON.stringify({ region: 'us-east-1', account: '111122223333', timing, instances: [instance, plain] }),
  );
  return path;
}

import * as sdk from '@aws-sdk/client-connect';
import { afterEach, expect } from '@jest/globals';
import { type Emulator, serveWorld } from '../../../src/emulator/emulator.js';
import type { LedgerEntry } from '../../../src/emulator/ledger.js';
import type { Assumptions } from '../../../src/emulator/world/assumptions.js';
import type { World } from '../../../src/emulator/world/world.js';
import { testClient } from '../support/wire.js';
import { instanceId, smallWorld } from './support.js';

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
 * The small world, grown up: `ann` is available and serves the queue `tasks` over every channel, `bob` is on a break,
 * `off` is offline and the only one who serves `lonely`. There are numbers, addresses, statuses and attributes.
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

// biome-ignore lint/suspicious/noExplicitAny: tests read whatever member of the answer they are about
type Answer = any;

/** A world behind HTTP, spoken to with the real SDK. */
export interface Served {
  readonly world: World;
  readonly emulator: Emulator;
  /** Calls an operation for the small world's instance unless the input names another. */
  call(operation: string, input?: object): Promise<Answer>;
  /** The name of the exception with which the call is refused. A refusal must leave the world as it was. */
  refused(operation: string, input?: object): Promise<string | undefined>;
  /** A contact as DescribeContact shows it. */
  contact(contactId: string): Promise<sdk.Contact>;
  /** The last call's entry in the ledger. */
  last(): LedgerEntry | undefined;
  advance(ms: number): void;
}

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

type AnyCommand = Parameters<sdk.ConnectClient['send']>[0];

export interface ServedOptions {
  readonly assumptions?: Partial<Assumptions>;
  readonly timing?: { flowMs: number; acceptMs: number; ringMs?: number; afterContactWork?: boolean };
  readonly sections?: object;
}

export function worldOf(contacts: object[], { sections, ...options }: ServedOptions = {}): World {
  return smallWorld({ ...lifeSections, ...sections, contacts }, options);
}

/** Serves a world with these contacts until the end of the test. */
export async function serve(contacts: object[] = [], options: ServedOptions = {}): Promise<Served> {
  const world = worldOf(contacts, options);
  const emulator = await serveWorld(world);
  const client = testClient(emulator.url);
  open.push(async () => {
    client.destroy();
    await emulator.close();
  });

  async function call(operation: string, input: object = {}): Promise<Answer> {
    const Command = (sdk as unknown as Record<string, new (input: object) => AnyCommand>)[`${operation}Command`];
    if (!Command) throw new Error(`The SDK has no ${operation}Command.`);
    return client.send(new Command({ InstanceId: instanceId, ...input }));
  }
  return {
    world,
    emulator,
    call,
    async refused(operation, input) {
      const before = snapshot(world);
      const name = await call(operation, input).then(
        () => undefined,
        (error: Error) => error.name,
      );
      if (name !== undefined) {
        expect(snapshot(world)).toBe(before);
        expect(emulator.ledger.entries().at(-1)).toMatchObject({ error: name, changed: false });
      }
      return name;
    },
    contact: async (ContactId) => (await call('DescribeContact', { ContactId })).Contact,
    last: () => emulator.ledger.entries().at(-1),
    advance: (ms) => world.clock.advance(ms),
  };
}

/** All that operations can change, as text. */
function snapshot(world: World): string {
  world.settle();
  const [instance] = world.instances;
  return JSON.stringify([
    [...(instance?.contacts.all() ?? [])].map((contact) => [contact, instance?.recordings.of(contact.id)]),
    instance?.directory.users.sorted,
    world.revision,
  ]);
}

/** A live contact in the queue that nobody serves. */
export function waiting(id: string, channel: string, more: object = {}) {
  return { id, channel, state: 'queued', initiated: '-10m', queue: 'lonely', ...more };
}

/** A live contact that is with Ann. */
export function withAnn(id: string, channel: string, more: object = {}) {
  return { id, channel, state: 'with-agent', initiated: '-10m', queue: 'tasks', agent: 'ann', ...more };
}

/** A contact that is over. */
export function over(id: string, channel: string, more: object = {}) {
  return { id, channel, state: 'ended', initiated: '-2h', ended: '-1h', queue: 'tasks', agent: 'ann', ...more };
}

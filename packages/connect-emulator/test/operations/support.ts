import type { Contact as ConnectContact } from '@aws-sdk/client-connect';
import { behaviours } from '../../src/operations/index.js';
import type { Assumptions } from '../../src/world/assumptions/assumptions.js';
import { World } from '../../src/world/world.js';

export const instanceId = 'test-instance';
export const instanceArn = `arn:aws:connect:us-east-1:111122223333:instance/${instanceId}`;

const flow = (id: string, type: string, more: object = {}) => ({ id, name: `Flow ${id}`, type, ...more });

/**
 * A small world. The queue `tasks` is served by the available agent `ann` (two tasks, one email), and the queue
 * `lonely` only by the offline agent `off`. `small` has a capacity of one contact, and `closed` is disabled. Flows and
 * acceptance take no time unless the timing says otherwise.
 */
export function smallWorld(
  instance: Record<string, unknown> = {},
  { timing = { flowMs: 0, acceptMs: 0 }, assumptions = {} as Partial<Assumptions> } = {},
): World {
  return World.parse(
    JSON.stringify({
      region: 'us-east-1',
      account: '111122223333',
      timing,
      instances: [
        {
          id: instanceId,
          alias: 'test',
          queues: [
            { id: 'tasks', name: 'Tasks' },
            { id: 'lonely', name: 'Lonely' },
            { id: 'small', name: 'Small', maxContacts: 1 },
            { id: 'closed', name: 'Closed', status: 'DISABLED' },
          ],
          routingProfiles: [
            {
              id: 'work',
              name: 'Work',
              concurrency: { TASK: 2, EMAIL: 1 },
              queues: [
                { queue: 'tasks', channels: ['TASK', 'EMAIL'] },
                { queue: 'closed', channels: ['TASK'] },
              ],
            },
            {
              id: 'none',
              name: 'Nothing',
              concurrency: { TASK: 2 },
              queues: [
                { queue: 'lonely', channels: ['TASK'] },
                { queue: 'small', channels: ['TASK'] },
              ],
            },
          ],
          users: [
            {
              id: 'ann',
              username: 'ann',
              firstName: 'Ann',
              lastName: 'Able',
              routingProfile: 'work',
              status: 'available',
            },
            {
              id: 'off',
              username: 'off',
              firstName: 'Oda',
              lastName: 'Off',
              routingProfile: 'none',
              status: 'offline',
            },
          ],
          flows: [
            flow('inbound', 'CONTACT_FLOW'),
            flow('to-tasks', 'CONTACT_FLOW', { queue: 'tasks' }),
            flow('to-queue', 'QUEUE_TRANSFER'),
            flow('to-agent', 'AGENT_TRANSFER'),
            flow('whisper', 'AGENT_WHISPER'),
            flow('saved', 'QUEUE_TRANSFER', { status: 'SAVED' }),
            flow('archived', 'QUEUE_TRANSFER', { state: 'ARCHIVED' }),
          ],
          ...instance,
        },
      ],
    }),
    assumptions,
  );
}

/** A queued task in the queue `lonely`, which no available agent serves. */
export const waitingTask = {
  id: 'task',
  channel: 'TASK',
  state: 'queued',
  name: 'A task',
  initiated: '-10m',
  queue: 'lonely',
};

/** Runs a behaviour as the protocol layer does, for the small world's instance unless the input names another. */
// biome-ignore lint/suspicious/noExplicitAny: tests read whatever member of the answer they are about
export function call(world: World, operation: string, input: object = {}): any {
  const behaviour = behaviours[operation];
  if (!behaviour) throw new Error(`There is no behaviour ${operation}.`);
  return behaviour({ InstanceId: instanceId, ...input }, world);
}

export function describeContact(world: World, contactId: string): ConnectContact {
  return call(world, 'DescribeContact', { ContactId: contactId }).Contact;
}

/** Returns the exception name of a call, or undefined for a success. */
export function refusalOf(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return error.name;
  }
}

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { behaviours } from '../../src/operations/index.js';
import { occupiesSlot, stateOf } from '../../src/world/contacts/contact-state.js';
import type { InstanceState } from '../../src/world/instance-state.js';
import type { World } from '../../src/world/world.js';
import { waiting, withAnn, worldOf } from '../operations/life.js';
import { instanceId } from '../operations/support.js';

const channels = ['VOICE', 'CHAT', 'TASK', 'EMAIL'] as const;
const queues = ['tasks', 'lonely', 'small', 'ann', 'bob', 'off'];
const users = ['ann', 'bob', 'off'];

/** A random operation on a contact or an agent. Most are refused. */
const operations: Readonly<Record<string, (user: string) => object>> = {
  PauseContact: () => ({}),
  ResumeContact: () => ({ ContactFlowId: 'to-tasks' }),
  StopContact: () => ({}),
  TransferContact: () => ({ ContactFlowId: 'to-queue', QueueId: 'lonely' }),
  AssociateContactWithUser: (UserId) => ({ UserId }),
  DismissUserContact: (UserId) => ({ UserId }),
  MonitorContact: (UserId) => ({ UserId, AllowedMonitorCapabilities: ['SILENT_MONITOR'] }),
  UpdateContactSchedule: () => ({ ScheduledTime: new Date(Date.now() + 90_000) }),
  UpdateContactRoutingData: () => ({ QueuePriority: 2 }),
  PutUserStatus: (UserId) => ({ UserId, AgentStatusId: 'available' }),
  StartTaskContact: () => ({ Name: 'x', ContactFlowId: 'to-tasks' }),
  StartOutboundVoiceContact: () => ({
    ContactFlowId: 'to-tasks',
    DestinationPhoneNumber: '+12065550123',
    QueueId: 'tasks',
  }),
  CreateContact: (UserId) => ({
    Channel: 'TASK',
    InitiationMethod: 'API',
    UserInfo: { UserId },
    InitiateAs: 'CONNECTED_TO_USER',
  }),
};

interface Step {
  readonly operation: string;
  /** Index of the contact among the existing contacts. */
  readonly contact: number;
  readonly user: string;
  /** Milliseconds that pass before the operation. */
  readonly passes: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  operation: fc.constantFrom(...Object.keys(operations)),
  contact: fc.nat(30),
  user: fc.constantFrom(...users),
  passes: fc.constantFrom(0, 0, 500, 5_000, 60_000),
});

function run(world: World, { operation, contact, user, passes }: Step): void {
  const ids = [...(world.instances[0]?.contacts.all() ?? [])].map(({ id }) => id);
  const input = { InstanceId: instanceId, ContactId: ids[contact % ids.length], ...operations[operation]?.(user) };
  world.clock.advance(passes);
  try {
    behaviours[operation]?.(input, world);
  } catch (error) {
    if ((error as Error).constructor.name !== 'ConnectException') throw error;
  }
}

/** Counters of the world, and the same counts computed from the contacts. */
function counts({ contacts, lifecycle }: InstanceState, now: number) {
  const live = [...contacts.live()];
  const loads = users.flatMap((user) =>
    channels.map((channel) => {
      const own = live.filter((contact) => contact.channel === channel);
      const offered = own.filter(({ offeredTo }) => offeredTo === user).length;
      const held = own.filter((contact) => contact.agentId === user && occupiesSlot(contact)).length;
      const uncleared = [...lifecycle.unclearedContacts.of(user).keys()].filter(
        (id) => contacts.get(id)?.channel === channel,
      ).length;
      return [`${user} ${channel}`, lifecycle.router.loadOf(user, channel), offered + held + uncleared] as const;
    }),
  );
  const queueCounts = queues.map((queue) => {
    const queued = live.filter((each) => each.queueId === queue && each.agentId === undefined && !each.offeredTo);
    const inFlow = live.filter(
      (each) => each.destinationQueueId === queue && stateOf(each, now) === 'in-flow' && each.nextStepAt !== undefined,
    );
    return [queue, lifecycle.occupancyOf(queue), queued.length + inFlow.length] as const;
  });
  return [...loads, ...queueCounts];
}

describe('After any operations on contacts and agents', () => {
  test.each([[false], [true]])(
    'slots and queues are counted correctly, with after-contact work: %p',
    (afterContactWork) => {
      const timing = { flowMs: 1_000, acceptMs: 2_000, ringMs: 3_000, afterContactWork };
      fc.assert(
        fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) => {
          const contacts = [
            withAnn('a', 'TASK'),
            withAnn('b', 'VOICE'),
            waiting('c', 'TASK', { queue: 'tasks', flow: 'to-tasks' }),
            waiting('d', 'CHAT'),
            waiting('e', 'TASK', { state: 'scheduled', scheduled: '+1m', queue: 'tasks' }),
          ];
          const world = worldOf(contacts, {
            timing,
            assumptions: { callsPerInstance: 100, pausedTasksPerConcurrentTask: 9 },
          });
          const [state] = world.instances as [InstanceState];
          for (const each of steps) {
            run(world, each);
            world.settle();
            for (const [what, counted, actual] of counts(state, world.now))
              expect([what, counted]).toEqual([what, actual]);
          }
        }),
        { numRuns: 150 },
      );
    },
  );
});

import { describe, expect, test } from '@jest/globals';
import type { World } from '../../src/world/world.js';
import { call, describeContact, smallWorld } from '../operations/support.js';

const agent = (id: string, more: object = {}) => ({
  id,
  username: id,
  firstName: id,
  lastName: 'Agent',
  routingProfile: 'both',
  status: 'available',
  ...more,
});

const task = (id: string, more: object = {}) => ({
  id,
  channel: 'TASK',
  state: 'queued',
  name: id,
  initiated: '-10m',
  queue: 'first',
  ...more,
});

/** A world with two queues. `first` is the more urgent one for all agents. */
function world(users: object[], contacts: object[]): World {
  return smallWorld({
    queues: [
      { id: 'first', name: 'First' },
      { id: 'second', name: 'Second' },
    ],
    routingProfiles: [
      {
        id: 'both',
        name: 'Both',
        concurrency: { TASK: 1, EMAIL: 1, CHAT: 1, VOICE: 1 },
        queues: [
          { queue: 'second', channels: ['TASK', 'EMAIL'], priority: 2 },
          { queue: 'first', channels: ['TASK'], priority: 1 },
        ],
      },
    ],
    users,
    flows: [{ id: 'to-first', name: 'To first', type: 'CONTACT_FLOW', queue: 'first' }],
    contacts,
  });
}

function agentOf(state: World, id: string): string | undefined {
  return describeContact(state, id).AgentInfo?.Id;
}

describe('Routing', () => {
  test('offers a queued contact to a free agent at once', () => {
    expect(agentOf(world([agent('ann')], [task('a')]), 'a')).toBe('ann');
  });

  test.each([['offline'], ['Break']])('offers nothing to an agent whose status is %s', (status) => {
    expect(agentOf(world([agent('ann', { status })], [task('a')]), 'a')).toBeUndefined();
  });

  test('respects the concurrency of each channel separately', () => {
    const state = world([agent('ann')], [task('a'), task('b'), task('mail', { channel: 'EMAIL', queue: 'second' })]);
    expect([agentOf(state, 'a'), agentOf(state, 'b'), agentOf(state, 'mail')]).toEqual(['ann', undefined, 'ann']);
  });

  test('offers no contacts of a channel that the profile does not serve for the queue', () => {
    const state = world([agent('ann')], [task('mail', { channel: 'EMAIL' }), task('call', { channel: 'VOICE' })]);
    expect([agentOf(state, 'mail'), agentOf(state, 'call')]).toEqual([undefined, undefined]);
  });

  test('serves the most urgent contact first, then the one that has waited longest', () => {
    const waiting = [
      task('late', { enqueued: '-1m' }),
      task('early', { enqueued: '-5m' }),
      task('urgent', { enqueued: '-10s', priority: 1 }),
    ];
    const state = world([agent('ann')], waiting);
    const order = ['urgent', 'early', 'late'];
    for (const id of order) {
      expect(agentOf(state, id)).toBe('ann');
      call(state, 'StopContact', { ContactId: id });
    }
  });

  test('serves the agent queue first, then the most urgent queue of the profile', () => {
    const state = world(
      [agent('ann')],
      [task('second', { queue: 'second', priority: 1 }), task('first'), task('own', { queue: 'ann', priority: 9 })],
    );
    for (const id of ['own', 'first', 'second']) {
      expect(agentOf(state, id)).toBe('ann');
      call(state, 'StopContact', { ContactId: id });
    }
  });

  test('selects the agent whose last contact is the longest ago', () => {
    const state = world([agent('ann'), agent('bob')], []);
    const start = () => call(state, 'StartTaskContact', { Name: 'x', ContactFlowId: 'to-first' }).ContactId as string;
    const turns: (string | undefined)[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      const id = start();
      turns.push(agentOf(state, id));
      call(state, 'StopContact', { ContactId: id });
      state.clock.advance(1000);
    }
    expect(turns).toEqual(['ann', 'bob', 'ann', 'bob']);
  });

  test('uses the times of the last contacts in a world file', () => {
    const had = (id: string, channel: string, who: string, connected: string) =>
      task(id, { channel, state: 'with-agent', agent: who, initiated: '-1h', enqueued: '-1h', connected });
    const state = world(
      [agent('ann'), agent('bob')],
      [had('a', 'CHAT', 'ann', '-1m'), had('b', 'VOICE', 'ann', '-20m'), had('c', 'EMAIL', 'bob', '-10m')],
    );
    const { ContactId } = call(state, 'StartTaskContact', { Name: 'x', ContactFlowId: 'to-first' });
    expect(agentOf(state, ContactId)).toBe('bob');
  });

  test('does not offer a contact that ended in the queue', () => {
    const state = world([agent('ann')], [task('busy', { state: 'with-agent', agent: 'ann' }), task('a'), task('b')]);
    call(state, 'StopContact', { ContactId: 'a' });
    call(state, 'StopContact', { ContactId: 'busy' });
    expect([agentOf(state, 'a'), agentOf(state, 'b')]).toEqual([undefined, 'ann']);
  });

  test('releases no slot when a paused task ends, since it occupied none', () => {
    const paused = task('paused', { state: 'paused', agent: 'ann', paused: '-1m' });
    const state = world([agent('ann')], [paused, task('busy', { state: 'with-agent', agent: 'ann' }), task('a')]);
    call(state, 'StopContact', { ContactId: 'paused' });
    expect(agentOf(state, 'a')).toBeUndefined();
  });

  test('does not count a paused task as an occupied slot', () => {
    const paused = task('paused', { state: 'paused', agent: 'ann', paused: '-1m' });
    expect(agentOf(world([agent('ann')], [paused, task('a')]), 'a')).toBe('ann');
  });

  test('counts the contacts of an agent in the world file', () => {
    const busy = task('busy', { state: 'with-agent', agent: 'ann' });
    expect(agentOf(world([agent('ann')], [busy, task('a')]), 'a')).toBeUndefined();
  });

  test.each([
    ['a level that an agent has', { level: 3 }, 'ann'],
    ['a level that no agent has', { level: 4 }, undefined],
    ['another value', { value: 'German' }, undefined],
  ])('requires a proficiency: %s', (_what, more, expected) => {
    const proficiencies = [{ name: 'Language', value: 'French', level: 3 }];
    const attribute = { name: 'Language', value: 'French', level: 1, ...more };
    const state = world(
      [agent('bob'), agent('ann', { proficiencies })],
      [task('a', { routing: [{ attribute, seconds: 3600 }] })],
    );
    expect(agentOf(state, 'a')).toBe(expected);
  });

  test('selects any agent when all steps have expired', () => {
    const attribute = { name: 'Language', value: 'French', level: 1 };
    const waiting = task('a', { enqueued: '-1m', routing: [{ attribute, seconds: 3600 }] });
    const state = world([agent('ann')], [waiting]);
    expect(agentOf(state, 'a')).toBeUndefined();
    state.clock.advance(3_600_000);
    expect(agentOf(state, 'a')).toBe('ann');
  });
});

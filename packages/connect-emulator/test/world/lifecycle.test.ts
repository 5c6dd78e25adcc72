import { describe, expect, test } from '@jest/globals';
import { stateOf } from '../../src/world/contacts/contact-state.js';
import type { World } from '../../src/world/world.js';
import { call, describeContact, smallWorld, waitingTask } from '../operations/support.js';

const seconds = 1000;
const day = 86_400 * seconds;

function state(world: World, id: string): string {
  world.settle();
  const contact = world.instances[0]?.contacts.get(id);
  return contact ? stateOf(contact, world.now) : 'missing';
}

describe('The lifecycle of a contact', () => {
  test('leads through the flow to the queue and to the agent as time passes', () => {
    const world = smallWorld({}, { timing: { flowMs: 10 * seconds, acceptMs: 20 * seconds } });
    const { ContactId } = call(world, 'StartTaskContact', { Name: 'x', ContactFlowId: 'to-tasks' });
    expect(state(world, ContactId)).toBe('in-flow');
    world.clock.advance(11 * seconds);
    expect(state(world, ContactId)).toBe('queued');
    world.clock.advance(20 * seconds);
    expect(state(world, ContactId)).toBe('with-agent');
  });

  test('has the same timestamps whether the clock jumps or runs', () => {
    const world = smallWorld({}, { timing: { flowMs: 10 * seconds, acceptMs: 20 * seconds } });
    const { ContactId } = call(world, 'StartTaskContact', { Name: 'x', ContactFlowId: 'to-tasks' });
    world.clock.advance(3600 * seconds);
    const contact = describeContact(world, ContactId);
    const begun = contact.InitiationTimestamp?.getTime() ?? 0;
    expect(contact.QueueInfo?.EnqueueTimestamp?.getTime()).toBe(begun + 10 * seconds);
    expect(contact.AgentInfo?.ConnectedToAgentTimestamp?.getTime()).toBe(begun + 30 * seconds);
  });

  test.each([
    ['TASK', 7 * day],
    ['EMAIL', 14 * day],
    ['CHAT', 25 * 3600 * seconds],
  ])('ends by expiry for a contact of channel %s', (channel, lifetime) => {
    const world = smallWorld({ contacts: [{ ...waitingTask, channel, initiated: 'now' }] });
    world.clock.advance(lifetime - 60 * seconds);
    expect(state(world, 'task')).toBe('queued');
    world.clock.advance(120 * seconds);
    expect(state(world, 'task')).toBe('ended');
    const contact = describeContact(world, 'task');
    expect(contact.DisconnectReason).toBe('EXPIRED');
    expect(contact.DisconnectTimestamp?.getTime()).toBe((contact.InitiationTimestamp?.getTime() ?? 0) + lifetime);
  });

  test('is not changed by an outdated event', () => {
    const world = smallWorld({}, { timing: { flowMs: 10 * seconds, acceptMs: 20 * seconds } });
    const { ContactId } = call(world, 'StartTaskContact', { Name: 'x', ContactFlowId: 'to-tasks' });
    world.clock.advance(15 * seconds);
    call(world, 'StopContact', { ContactId });
    world.clock.advance(60 * seconds);
    const contact = describeContact(world, ContactId);
    expect(contact.DisconnectReason).toBe('API');
    expect(contact.AgentInfo).toBeUndefined();
  });

  test('does not count as a change by an operation', () => {
    const world = smallWorld({ contacts: [{ ...waitingTask, initiated: 'now' }] });
    world.clock.advance(8 * day);
    describeContact(world, 'task');
    expect(world.revision).toBe(0);
  });

  test('restarts with a reset, which also resets the clock', () => {
    const world = smallWorld({ contacts: [waitingTask] });
    call(world, 'StopContact', { ContactId: 'task' });
    call(world, 'StartTaskContact', { Name: 'x', ContactFlowId: 'to-tasks' });
    world.clock.advance(day);
    world.reset();
    expect(state(world, 'task')).toBe('queued');
    expect(world.instances[0]?.contacts.size).toBe(1);
    expect(world.revision).toBe(0);
    expect(Math.abs(world.now - Date.now())).toBeLessThan(5 * seconds);
  });
});

describe('The clock', () => {
  test('advances but never runs backwards', () => {
    const world = smallWorld();
    const before = world.now;
    world.clock.advance(day);
    expect(world.now - before).toBeGreaterThanOrEqual(day);
    expect(() => world.clock.advance(-1)).toThrow(RangeError);
    expect(() => world.clock.advance(Number.NaN)).toThrow(RangeError);
  });
});

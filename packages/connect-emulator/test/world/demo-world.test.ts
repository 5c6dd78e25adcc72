import { describe, expect, test } from '@jest/globals';
import { behaviours } from '../../src/operations/index.js';
import { stateOf } from '../../src/world/contacts/contact-state.js';
import type { Contact } from '../../src/world/entities.js';
import type { InstanceState } from '../../src/world/instance-state.js';
import { World } from '../../src/world/world.js';
import { refusalOf } from '../operations/support.js';

const world = World.load();
const [main, second] = world.instances as [InstanceState, InstanceState];
const contacts: readonly Contact[] = [...main.contacts.all()];
const contactId = (number: number) => `cccccccc-0000-4000-8000-${String(number).padStart(12, '0')}`;
const queueId = (number: number) => `aaaaaaaa-0000-4000-8000-${String(number).padStart(12, '0')}`;
const userId = (number: number) => `bbbbbbbb-0000-4000-8000-${String(number).padStart(12, '0')}`;
const flowId = (number: number) => `ffffffff-0000-4000-8000-${String(number).padStart(12, '0')}`;

function transfer(fresh: World, contact: number, destination: object, flow = 3): string | undefined {
  const input = {
    InstanceId: main.instance.id,
    ContactId: contactId(contact),
    ContactFlowId: flowId(flow),
    ...destination,
  };
  return refusalOf(() => behaviours.TransferContact?.(input, fresh));
}

describe('The demo world', () => {
  test('has two named instances in one account and Region', () => {
    expect(world.instances.map(({ instance }) => instance.alias)).toEqual(['northwind-care', 'northwind-lab']);
    expect(world.instanceArns()).toEqual([
      'arn:aws:connect:us-east-1:111122223333:instance/10000000-0000-4000-8000-000000000001',
      'arn:aws:connect:us-east-1:111122223333:instance/10000000-0000-4000-8000-000000000002',
    ]);
    expect(second.contacts.size).toBe(3);
  });

  test('has about two hundred contacts, eight queues and fourteen agents', () => {
    expect(contacts.length).toBeGreaterThan(190);
    expect(contacts.length).toBeLessThan(230);
    expect(main.directory.queues.sorted).toHaveLength(8);
    expect(main.directory.users.sorted).toHaveLength(14);
  });

  test('has contacts of every channel in every possible state', () => {
    const seen = new Set(contacts.map((contact) => `${contact.channel} ${stateOf(contact, world.now)}`));
    for (const channel of ['VOICE', 'CHAT', 'TASK', 'EMAIL']) {
      for (const state of ['in-flow', 'queued', 'with-agent', 'ended']) expect(seen).toContain(`${channel} ${state}`);
    }
    expect(seen).toContain('TASK scheduled');
    expect(seen).toContain('TASK paused');
  });

  test('gives every ended contact a documented reason of its channel', () => {
    const documented: Record<string, string> = {
      VOICE: 'CUSTOMER_DISCONNECT AGENT_DISCONNECT CONTACT_FLOW_DISCONNECT TELECOM_PROBLEM OTHER',
      CHAT: 'CUSTOMER_DISCONNECT AGENT_DISCONNECT IDLE_DISCONNECT CUSTOMER_CONNECTION_NOT_ESTABLISHED EXPIRED API',
      TASK: 'AGENT_COMPLETED AGENT_DISCONNECT EXPIRED CONTACT_FLOW_DISCONNECT API OTHER',
      EMAIL: 'TRANSFERRED AGENT_DISCONNECT EXPIRED DISCARDED CONTACT_FLOW_DISCONNECT API OTHER',
    };
    for (const { channel, endedAt, disconnectReason } of contacts) {
      if (endedAt !== undefined) expect(documented[channel]?.split(' ')).toContain(disconnectReason);
    }
  });

  test('has all times in order and no past event in the future', () => {
    for (const { initiatedAt, enqueuedAt, connectedToAgentAt, endedAt } of contacts) {
      const times = [initiatedAt, enqueuedAt, connectedToAgentAt, endedAt, world.now].filter(
        (time) => time !== undefined,
      );
      expect([...times].sort((a, b) => a - b)).toEqual(times);
    }
  });

  test('gives no agent more contacts than the profile\u2019s concurrency', () => {
    const { router } = main.lifecycle;
    for (const user of main.directory.users.sorted) {
      for (const channel of ['VOICE', 'CHAT', 'TASK', 'EMAIL'] as const) {
        expect(router.loadOf(user.id, channel)).toBeLessThanOrEqual(router.concurrencyOf(user, channel));
      }
    }
  });

  test('has flows of every type, a saved one and an archived one', () => {
    const flows = main.directory.flows.sorted;
    expect(new Set(flows.map(({ type }) => type)).size).toBe(10);
    expect(flows.filter(({ status }) => status === 'SAVED')).toHaveLength(1);
    expect(flows.filter(({ state }) => state === 'ARCHIVED')).toHaveLength(1);
  });

  test('has quick connects of every type and an inactive template', () => {
    const types = new Set(main.directory.quickConnects.sorted.map(({ type }) => type));
    expect(types).toEqual(new Set(['USER', 'QUEUE', 'PHONE_NUMBER', 'FLOW']));
    expect(main.directory.taskTemplates.sorted.map(({ status }) => status)).toEqual(['ACTIVE', 'INACTIVE']);
  });

  test('has a live chain of twelve contacts, which refuses a transfer, and one of eleven, which accepts one', () => {
    const chain = (number: number) => main.contacts.chain(main.contacts.get(contactId(number))?.initialContactId ?? '');
    expect(chain(7)).toHaveLength(12);
    expect(chain(8)).toHaveLength(11);
    const fresh = World.load();
    expect(transfer(fresh, 7, { QueueId: queueId(2) })).toBe('ServiceQuotaExceededException');
    expect(transfer(fresh, 8, { QueueId: queueId(2) })).toBeUndefined();
  });

  test('has contacts for each kind of outcome of a transfer', () => {
    const fresh = World.load();
    expect(transfer(fresh, 7, { QueueId: queueId(7) })).toBe('ServiceQuotaExceededException');
    expect(transfer(fresh, 1, { QueueId: queueId(7) })).toBe('ServiceQuotaExceededException');
    expect(transfer(fresh, 1, { UserId: userId(7) }, 4)).toBe('ServiceQuotaExceededException');
    expect(transfer(fresh, 1, { QueueId: queueId(2) }, 12)).toBe('InvalidRequestException');
    expect(transfer(fresh, 1, { QueueId: queueId(2) }, 13)).toBe('InvalidRequestException');
    for (const ended of [6, 12, 13, 16, 4]) {
      expect(transfer(fresh, ended, { QueueId: queueId(2) })).toBe('InvalidRequestException');
    }
    expect(transfer(fresh, 1, { QueueId: queueId(1) })).toBeUndefined();
    expect(transfer(fresh, 2, { UserId: userId(2) }, 4)).toBeUndefined();
    expect(transfer(fresh, 3, { QueueId: queueId(1) })).toBeUndefined();
    expect(transfer(fresh, 9, { QueueId: queueId(5) })).toBeUndefined();
  });

  test('uses only phone numbers and addresses that are reserved for fiction', () => {
    const endpoints = contacts.flatMap(({ customerEndpoint, systemEndpoint }) => [customerEndpoint, systemEndpoint]);
    for (const endpoint of endpoints) {
      if (endpoint) expect(endpoint.Address).toMatch(/^\+1\d{3}55501\d\d$|@example\.com$/);
    }
  });

  test('has an active evaluation form, a submitted evaluation, and a draft for each example that changes one', () => {
    const forms = main.directory.evaluationForms.sorted.map(({ activeVersion }) => activeVersion);
    expect(forms).toEqual([2, undefined]);
    const evaluations = contacts.flatMap(({ id }) => main.evaluations.of(id));
    expect(evaluations.map(({ submittedAt }) => submittedAt !== undefined).sort()).toEqual([false, false, false, true]);
  });

  test('has a live and an ended chat with analysis, and contacts with files', () => {
    const analysed = contacts.filter(({ id }) => main.transcripts.has(id));
    expect(analysed.map((contact) => stateOf(contact, world.now)).sort()).toEqual(['ended', 'with-agent']);
    const withFiles = contacts.filter(({ arn }) => main.files.of(arn).length > 0);
    expect(new Set(withFiles.map(({ channel }) => channel))).toEqual(new Set(['EMAIL', 'TASK']));
  });

  test('gives agents hierarchy groups, proficiencies and different statuses', () => {
    const users = main.directory.users.sorted;
    expect(users.filter(({ hierarchyGroupId }) => hierarchyGroupId !== undefined).length).toBeGreaterThan(3);
    expect(users.some(({ proficiencies }) => proficiencies.length > 0)).toBe(true);
    expect(new Set(users.map(({ agentStatus }) => agentStatus)).size).toBeGreaterThan(2);
  });
});

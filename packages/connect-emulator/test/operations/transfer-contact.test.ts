import { describe, expect, test } from '@jest/globals';
import type { Assumptions } from '../../src/world/assumptions/assumptions.js';
import { call, describeContact, instanceArn, refusalOf, smallWorld, waitingTask } from './support.js';

const transfer = { ContactId: 'task', ContactFlowId: 'to-queue', QueueId: 'lonely' };

function world(contacts: object[] = [waitingTask], assumptions: Partial<Assumptions> = {}, instance: object = {}) {
  return smallWorld({ contacts, ...instance }, { assumptions });
}

/** Returns the exception name of a transfer. A refused transfer must leave the world unchanged. */
function refused(state: ReturnType<typeof world>, input: object): string | undefined {
  const before = JSON.stringify([...(state.instances[0]?.contacts.all() ?? [])]);
  const name = refusalOf(() => call(state, 'TransferContact', { ...transfer, ...input }));
  if (name !== undefined) {
    expect(JSON.stringify([...(state.instances[0]?.contacts.all() ?? [])])).toBe(before);
    expect(state.revision).toBe(0);
  }
  return name;
}

describe('TransferContact', () => {
  test('ends the contact and creates the next one of the chain', () => {
    const state = world([{ ...waitingTask, description: 'What to do', tags: { topic: 'x' }, attributes: { a: '1' } }]);
    const { ContactId, ContactArn } = call(state, 'TransferContact', transfer);

    expect(ContactId).not.toBe('task');
    expect(ContactArn).toBe(`${instanceArn}/contact/${ContactId}`);
    expect(state.revision).toBe(1);
    expect(describeContact(state, 'task')).toMatchObject({
      DisconnectTimestamp: expect.any(Date),
      DisconnectReason: 'API',
    });
    const next = describeContact(state, ContactId);
    expect(next).toMatchObject({
      InitialContactId: 'task',
      PreviousContactId: 'task',
      ContactAssociationId: 'task',
      InitiationMethod: 'TRANSFER',
      Channel: 'TASK',
      Name: 'A task',
      Description: 'What to do',
      Attributes: { a: '1' },
      Tags: { topic: 'x' },
      QueueInfo: { Id: 'lonely' },
    });
    expect(next.DisconnectTimestamp).toBeUndefined();
    expect(next.RelatedContactId).toBeUndefined();
  });

  test.each([
    ['the lifetime that the contact sets', true, 30],
    ['the remaining time of the contact, if assumed', false, 20],
  ])('gives the next contact %s', (_what, transferRenewsExpiry, minutes) => {
    const state = world([waitingTask], { transferRenewsExpiry });
    const SegmentAttributes = {
      'connect:ContactExpiry': { ValueMap: { ExpiryDuration: { ValueInteger: 30 } } },
    };
    call(state, 'UpdateContact', { ContactId: 'task', SegmentAttributes });
    const { ContactId } = call(state, 'TransferContact', transfer);
    state.clock.advance((minutes - 1) * 60_000);
    expect(describeContact(state, ContactId).DisconnectReason).toBeUndefined();
    state.clock.advance(2 * 60_000);
    expect(describeContact(state, ContactId).DisconnectReason).toBe('EXPIRED');
  });

  test('keeps the first contact of the chain over several transfers', () => {
    const state = world();
    const second = call(state, 'TransferContact', transfer).ContactId;
    const third = call(state, 'TransferContact', { ...transfer, ContactId: second }).ContactId;
    expect(describeContact(state, third)).toMatchObject({ InitialContactId: 'task', PreviousContactId: second });
  });

  test('sets the disconnect reason TRANSFERRED for an email', () => {
    const state = world([{ ...waitingTask, channel: 'EMAIL' }]);
    call(state, 'TransferContact', transfer);
    expect(describeContact(state, 'task').DisconnectReason).toBe('TRANSFERRED');
  });

  test('transfers the contact to an agent who serves the queue', () => {
    const state = world();
    const { ContactId } = call(state, 'TransferContact', { ...transfer, QueueId: 'tasks' });
    expect(describeContact(state, ContactId)).toMatchObject({ QueueInfo: { Id: 'tasks' }, AgentInfo: { Id: 'ann' } });
  });

  test.each([['ann'], [`${instanceArn}/agent/ann`]])('transfers the contact to the agent named %s', (UserId) => {
    const state = world();
    const input = { ContactId: 'task', ContactFlowId: 'to-agent', UserId };
    const { ContactId } = call(state, 'TransferContact', input);
    expect(describeContact(state, ContactId)).toMatchObject({ QueueInfo: { Id: 'ann' }, AgentInfo: { Id: 'ann' } });
  });

  test('leaves the contact in the agent queue of an offline agent', () => {
    const state = world();
    const { ContactId } = call(state, 'TransferContact', {
      ContactId: 'task',
      ContactFlowId: 'to-agent',
      UserId: 'off',
    });
    const contact = describeContact(state, ContactId);
    expect(contact.QueueInfo?.Id).toBe('off');
    expect(contact.AgentInfo).toBeUndefined();
  });

  test('uses the destination of the flow when the input names none', () => {
    const state = world([waitingTask, { ...waitingTask, id: 'other' }]);
    const led = call(state, 'TransferContact', { ContactId: 'task', ContactFlowId: 'to-tasks' }).ContactId;
    expect(describeContact(state, led).QueueInfo?.Id).toBe('tasks');
    const kept = call(state, 'TransferContact', { ContactId: 'other', ContactFlowId: 'inbound' }).ContactId;
    expect(describeContact(state, kept).QueueInfo).toBeUndefined();
  });

  test('accepts a paused task, and counts its last pause', () => {
    const state = world([{ ...waitingTask, state: 'paused', agent: 'ann', queue: 'tasks', paused: '-2m' }]);
    const { ContactId } = call(state, 'TransferContact', transfer);
    expect(describeContact(state, ContactId).LastPausedTimestamp).toBeUndefined();
    expect(describeContact(state, 'task').TotalPauseDurationInSeconds).toBe(120);
  });

  test('releases the agent\u2019s slot, and the agent gets the next queued contact', () => {
    const busy = (id: string) => ({ ...waitingTask, id, state: 'with-agent', queue: 'tasks', agent: 'ann' });
    const state = world([busy('task'), busy('second'), { ...waitingTask, id: 'next', queue: 'tasks' }]);
    expect(describeContact(state, 'next').AgentInfo).toBeUndefined();
    call(state, 'TransferContact', transfer);
    expect(describeContact(state, 'next').AgentInfo?.Id).toBe('ann');
  });

  test('refuses two destinations', () => {
    expect(refused(world(), { UserId: 'ann' })).toBe('InvalidRequestException');
  });

  test.each([
    ['instance', { InstanceId: 'nowhere' }],
    ['contact', { ContactId: 'nobody' }],
    ['flow', { ContactFlowId: 'nothing' }],
    ['queue', { QueueId: 'nowhere' }],
    ['user', { QueueId: undefined, UserId: 'nobody' }],
    ['user of another instance', { QueueId: undefined, UserId: `${instanceArn}-2/agent/ann` }],
  ])('does not find an unknown %s', (_what, input) => {
    expect(refused(world(), input)).toBe('ResourceNotFoundException');
  });

  test('does not find a queue or a flow by ARN, unless the assumptions accept ARNs', () => {
    const byArn = { QueueId: `${instanceArn}/queue/lonely`, ContactFlowId: `${instanceArn}/contact-flow/to-queue` };
    expect(refused(world(), byArn)).toBe('ResourceNotFoundException');
    expect(refused(world([waitingTask], { arnWhereOnlyAnIdIsDocumented: 'accept' }), byArn)).toBeUndefined();
  });

  test('finds the instance by ARN', () => {
    expect(refused(world(), { InstanceId: instanceArn })).toBeUndefined();
  });

  test.each([['VOICE'], ['CHAT']])('refuses the channel %s', (channel) => {
    expect(refused(world([{ ...waitingTask, channel }]), {})).toBe('InvalidRequestException');
  });

  test('refuses a contact that has ended', () => {
    const ended = { ...waitingTask, state: 'ended', ended: '-1m' };
    expect(refused(world([ended]), {})).toBe('InvalidRequestException');
  });

  test('refuses a task that is scheduled for later, unless assumed otherwise', () => {
    const scheduled = { ...waitingTask, state: 'scheduled', scheduled: '+1h' };
    expect(refused(world([scheduled]), {})).toBe('InvalidRequestException');
    expect(refused(world([scheduled], { transferOfScheduledTask: 'accept' }), {})).toBeUndefined();
  });

  test.each([['whisper'], ['saved'], ['archived']])('refuses the flow %s', (ContactFlowId) => {
    expect(refused(world(), { ContactFlowId })).toBe('InvalidRequestException');
  });

  test('accepts a flow whose type does not match the destination, unless assumed otherwise', () => {
    expect(refused(world(), { ContactFlowId: 'to-agent' })).toBeUndefined();
    const strict = world([waitingTask], { flowDestinationMismatch: 'refuse' });
    expect(refused(strict, { ContactFlowId: 'to-agent' })).toBe('InvalidRequestException');
  });

  test('allows at most eleven transfers', () => {
    const state = world();
    let ContactId = 'task';
    for (let transfers = 0; transfers < 11; transfers += 1) {
      ContactId = call(state, 'TransferContact', { ...transfer, ContactId }).ContactId;
    }
    expect(refusalOf(() => call(state, 'TransferContact', { ...transfer, ContactId }))).toBe(
      'ServiceQuotaExceededException',
    );
    expect(describeContact(state, ContactId).DisconnectTimestamp).toBeUndefined();
  });

  test('counts the number of transfers in a world file', () => {
    expect(refused(world([{ ...waitingTask, transfers: 11 }]), {})).toBe('ServiceQuotaExceededException');
    expect(refused(world([{ ...waitingTask, transfers: 10 }]), {})).toBeUndefined();
  });

  test('refuses a full queue, unless assumed otherwise', () => {
    const contacts = [waitingTask, { ...waitingTask, id: 'first', queue: 'small' }];
    expect(refused(world(contacts), { QueueId: 'small' })).toBe('ServiceQuotaExceededException');
    expect(refused(world(contacts, { fullDestination: 'accept' }), { QueueId: 'small' })).toBeUndefined();
  });

  test('counts a contact that is still in the flow against the capacity of its queue', () => {
    const contacts = [waitingTask, { ...waitingTask, id: 'other' }];
    const state = smallWorld({ contacts }, { timing: { flowMs: 5000, acceptMs: 0 } });
    call(state, 'TransferContact', { ...transfer, QueueId: 'small' });
    const second = () => call(state, 'TransferContact', { ...transfer, ContactId: 'other', QueueId: 'small' });
    expect(refusalOf(second)).toBe('ServiceQuotaExceededException');
  });

  test('releases the capacity of a contact that ends in the flow or in the queue', () => {
    const contacts = [waitingTask, { ...waitingTask, id: 'other' }, { ...waitingTask, id: 'third' }];
    const state = smallWorld({ contacts }, { timing: { flowMs: 5000, acceptMs: 0 } });
    const move = (ContactId: string) => call(state, 'TransferContact', { ...transfer, ContactId, QueueId: 'small' });
    const inFlow = move('task').ContactId;
    call(state, 'StopContact', { ContactId: inFlow });
    const inQueue = move('other').ContactId;
    state.clock.advance(6000);
    expect(describeContact(state, inQueue).QueueInfo?.Id).toBe('small');
    call(state, 'StopContact', { ContactId: inQueue });
    expect(refusalOf(() => move('third'))).toBeUndefined();
  });

  test('refuses an agent whose agent queue is full', () => {
    const own = Array.from({ length: 10 }, (_, index) => ({ ...waitingTask, id: `own-${index}`, queue: 'off' }));
    const toAgent = { QueueId: undefined, UserId: 'off' };
    expect(refused(world([waitingTask, ...own]), toAgent)).toBe('ServiceQuotaExceededException');
    expect(refused(world([waitingTask, ...own.slice(1)]), toAgent)).toBeUndefined();
  });

  test('accepts a disabled queue, where the contact waits, unless assumed otherwise', () => {
    const state = world();
    const { ContactId } = call(state, 'TransferContact', { ...transfer, QueueId: 'closed' });
    expect(describeContact(state, ContactId).AgentInfo).toBeUndefined();
    const strict = world([waitingTask], { disabledDestination: 'refuse' });
    expect(refused(strict, { QueueId: 'closed' })).toBe('InvalidRequestException');
  });

  test('refuses with the assumed error', () => {
    const assumptions: Partial<Assumptions> = {
      transferLimit: 0,
      transferLimitError: 'InvalidRequestException',
      disconnectReasonOfTransferredTask: 'OTHER',
    };
    expect(refused(world([waitingTask], assumptions), {})).toBe('InvalidRequestException');
    const lenient = world([waitingTask], { ...assumptions, transferLimit: 3 });
    call(lenient, 'TransferContact', transfer);
    expect(describeContact(lenient, 'task').DisconnectReason).toBe('OTHER');
  });
});

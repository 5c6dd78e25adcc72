import { describe, expect, test } from '@jest/globals';
import type { Assumptions } from '../../src/world/assumptions/assumptions.js';
import { call, describeContact, refusalOf, smallWorld, waitingTask } from './support.js';

const task = { Name: 'A new task', ContactFlowId: 'to-tasks' };

const directory = {
  quickConnects: [
    { id: 'qc-user', name: 'Ann', type: 'USER', user: 'ann', flow: 'to-agent' },
    { id: 'qc-queue', name: 'Lonely', type: 'QUEUE', queue: 'lonely', flow: 'to-queue' },
    { id: 'qc-phone', name: 'Phone', type: 'PHONE_NUMBER', phoneNumber: '+12065550101' },
  ],
  taskTemplates: [
    {
      id: 'template',
      name: 'Template',
      flow: 'to-tasks',
      fields: [
        { name: 'Title', type: 'NAME', required: true },
        { name: 'Details', type: 'DESCRIPTION', default: 'As always' },
        { name: 'Reason', type: 'TEXT', required: true },
        { name: 'Language', type: 'TEXT', default: 'English' },
      ],
    },
    { id: 'inactive', name: 'Inactive', flow: 'to-tasks', status: 'INACTIVE' },
    { id: 'flowless', name: 'Flowless' },
  ],
};

function world(contacts: object[] = [], assumptions: Partial<Assumptions> = {}) {
  return smallWorld({ ...directory, contacts }, { assumptions });
}

function refused(state: ReturnType<typeof world>, input: object): string | undefined {
  return refusalOf(() => call(state, 'StartTaskContact', { ...task, ...input }));
}

describe('StartTaskContact', () => {
  test('creates a task that runs the flow and reaches an agent', () => {
    const state = world();
    const { ContactId } = call(state, 'StartTaskContact', {
      ...task,
      Description: 'Details',
      Attributes: { order: '7' },
      References: { Shop: { Type: 'URL', Value: 'https://example.com' } },
    });
    expect(state.revision).toBe(1);
    const contact = describeContact(state, ContactId);
    expect(contact).toMatchObject({
      Channel: 'TASK',
      InitiationMethod: 'API',
      InitialContactId: ContactId,
      ContactAssociationId: ContactId,
      Name: 'A new task',
      Description: 'Details',
      Attributes: { order: '7' },
      AgentInfo: { Id: 'ann' },
    });
    expect(contact.PreviousContactId).toBeUndefined();
    expect(call(state, 'ListContactReferences', { ContactId, ReferenceTypes: ['URL'] }).ReferenceSummaryList).toEqual([
      { Url: { Name: 'Shop', Value: 'https://example.com' } },
    ]);
  });

  test.each([
    ['none of flow, quick connect and template', { ContactFlowId: undefined }],
    ['a flow and a quick connect', { QuickConnectId: 'qc-user' }],
    ['a flow and a template', { TaskTemplateId: 'template' }],
    ['a quick connect to a phone number', { ContactFlowId: undefined, QuickConnectId: 'qc-phone' }],
    ['an inactive template', { ContactFlowId: undefined, TaskTemplateId: 'inactive' }],
    ['a template without a flow', { ContactFlowId: undefined, TaskTemplateId: 'flowless' }],
    ['a template without its required field', { ContactFlowId: undefined, TaskTemplateId: 'template' }],
    ['a flow that is not published', { ContactFlowId: 'saved' }],
    ['a flow of another type', { ContactFlowId: 'whisper' }],
    ['an attribute with a space in its key', { Attributes: { 'order number': '7' } }],
    ['attributes of more than 32,768 bytes', { Attributes: { a: 'ü'.repeat(16_384) } }],
    ['an attachment as a reference', { References: { File: { Type: 'ATTACHMENT', Value: 'x' } } }],
    ['references of more than 4,096 bytes', { References: { a: { Type: 'STRING', Value: 'ü'.repeat(2_048) } } }],
    ['an expiry of more than 90 days', { SegmentAttributes: { 'connect:ContactExpiry': expiry(90 * 24 * 60 + 1) } }],
  ])('refuses %s', (_what, input) => {
    const state = world();
    expect(refused(state, input)).toBe('InvalidRequestException');
    expect(state.instances[0]?.contacts.size).toBe(0);
  });

  test.each([
    ['flow', { ContactFlowId: 'nothing' }],
    ['quick connect', { ContactFlowId: undefined, QuickConnectId: 'nothing' }],
    ['template', { ContactFlowId: undefined, TaskTemplateId: 'nothing' }],
    ['previous contact', { PreviousContactId: 'nothing' }],
    ['related contact', { RelatedContactId: 'nothing' }],
  ])('does not find an unknown %s', (_what, input) => {
    expect(refused(world(), input)).toBe('ResourceNotFoundException');
  });

  test('uses the destination of a quick connect', () => {
    const state = world();
    const viaUser = call(state, 'StartTaskContact', { Name: 'x', QuickConnectId: 'qc-user' }).ContactId;
    expect(describeContact(state, viaUser)).toMatchObject({ QueueInfo: { Id: 'ann' }, AgentInfo: { Id: 'ann' } });
    const viaQueue = call(state, 'StartTaskContact', { Name: 'x', QuickConnectId: 'qc-queue' }).ContactId;
    expect(describeContact(state, viaQueue).QueueInfo?.Id).toBe('lonely');
  });

  test('uses flow and defaults of a template, and accepts its fields as references or attributes', () => {
    const state = world();
    const { ContactId } = call(state, 'StartTaskContact', {
      Name: 'x',
      TaskTemplateId: 'template',
      References: { Reason: { Type: 'STRING', Value: 'Because' } },
    });
    expect(describeContact(state, ContactId)).toMatchObject({
      Description: 'As always',
      TaskTemplateInfo: { Name: 'Template' },
    });
    const { ReferenceSummaryList } = call(state, 'ListContactReferences', { ContactId, ReferenceTypes: ['STRING'] });
    expect(ReferenceSummaryList).toContainEqual({ String: { Name: 'Language', Value: 'English' } });
    const byAttribute = { ContactFlowId: undefined, TaskTemplateId: 'template', Attributes: { Reason: 'Because' } };
    expect(refused(state, byAttribute)).toBeUndefined();
  });

  test('accepts a flow with a template that has none', () => {
    expect(refused(world(), { TaskTemplateId: 'flowless' })).toBeUndefined();
  });

  test('joins the chain of a previous contact and shares its attributes', () => {
    const state = world([{ ...waitingTask, attributes: { a: '1' } }]);
    const { ContactId } = call(state, 'StartTaskContact', {
      ...task,
      PreviousContactId: 'task',
      Attributes: { b: '2' },
    });
    expect(describeContact(state, ContactId)).toMatchObject({ PreviousContactId: 'task', InitialContactId: 'task' });
    expect(describeContact(state, 'task')).toMatchObject({ Attributes: { a: '1', b: '2' } });
    expect(describeContact(state, 'task').DisconnectTimestamp).toBeUndefined();
  });

  test('copies the attributes of a related contact once, and joins its tree', () => {
    const state = world([{ ...waitingTask, attributes: { a: '1' } }]);
    const { ContactId } = call(state, 'StartTaskContact', {
      ...task,
      RelatedContactId: 'task',
      Attributes: { b: '2' },
    });
    expect(describeContact(state, ContactId)).toMatchObject({
      RelatedContactId: 'task',
      InitialContactId: ContactId,
      ContactAssociationId: 'task',
      Attributes: { a: '1', b: '2' },
    });
    expect(describeContact(state, 'task').Attributes).toEqual({ a: '1' });
  });

  test('refuses a previous and a related contact together, unless assumed otherwise', () => {
    const both = { PreviousContactId: 'task', RelatedContactId: 'task' };
    expect(refused(world([waitingTask]), both)).toBe('InvalidRequestException');
    const lenient = world([waitingTask], { previousAndRelatedTogether: 'accept' });
    expect(refused(lenient, both)).toBeUndefined();
  });

  test('allows at most twelve contacts in a chain', () => {
    const state = world([waitingTask]);
    for (let linked = 0; linked < 11; linked += 1)
      expect(refused(state, { PreviousContactId: 'task' })).toBeUndefined();
    expect(refused(state, { PreviousContactId: 'task' })).toBe('ServiceQuotaExceededException');
  });

  test('refuses more open tasks than the quota', () => {
    const state = world([waitingTask], { openTasksPerInstance: 2 });
    expect(refused(state, {})).toBeUndefined();
    expect(refused(state, {})).toBe('ServiceQuotaExceededException');
    call(state, 'StopContact', { ContactId: 'task' });
    expect(refused(state, {})).toBeUndefined();
  });

  test('starts a scheduled task when the clock reaches its time', () => {
    const state = world();
    const ScheduledTime = new Date(state.now + 3_600_000);
    const { ContactId } = call(state, 'StartTaskContact', { ...task, ScheduledTime });
    expect(describeContact(state, ContactId).ScheduledTimestamp).toEqual(ScheduledTime);
    expect(describeContact(state, ContactId).ConnectedToSystemTimestamp).toBeUndefined();
    state.clock.advance(3_600_001);
    expect(describeContact(state, ContactId)).toMatchObject({
      ConnectedToSystemTimestamp: ScheduledTime,
      AgentInfo: { Id: 'ann' },
    });
  });

  test('refuses a time in the past or too far ahead, and accepts one that has just passed', () => {
    const state = world();
    const inDays = (days: number) => ({ ScheduledTime: new Date(state.now + days * 86_400_000) });
    expect(refused(state, inDays(-1))).toBe('InvalidRequestException');
    expect(refused(state, inDays(91))).toBe('InvalidRequestException');
    expect(refused(state, inDays(89))).toBeUndefined();
    expect(refused(state, { ScheduledTime: new Date(state.now - 1000) })).toBeUndefined();
  });

  test('sets the expiry of a task from its duration', () => {
    const state = world();
    const SegmentAttributes = { 'connect:ContactExpiry': expiry(10) };
    const { ContactId } = call(state, 'StartTaskContact', { ...task, SegmentAttributes });
    state.clock.advance(9 * 60_000);
    expect(describeContact(state, ContactId).DisconnectTimestamp).toBeUndefined();
    state.clock.advance(2 * 60_000);
    expect(describeContact(state, ContactId).DisconnectReason).toBe('EXPIRED');
  });

  test('sets the same expiry duration for the contact after a transfer', () => {
    const state = world();
    const SegmentAttributes = { 'connect:ContactExpiry': expiry(10) };
    const { ContactId } = call(state, 'StartTaskContact', { ...task, SegmentAttributes });
    state.clock.advance(5 * 60_000);
    const next = call(state, 'TransferContact', { ContactId, ContactFlowId: 'to-queue', QueueId: 'lonely' });
    state.clock.advance(9 * 60_000);
    expect(describeContact(state, next.ContactId).DisconnectTimestamp).toBeUndefined();
    state.clock.advance(2 * 60_000);
    expect(describeContact(state, next.ContactId).DisconnectReason).toBe('EXPIRED');
  });

  test('shows attachments as references', () => {
    const state = world();
    const Attachments = [{ FileName: 'plan.pdf', S3Url: 'https://example.com/plan.pdf' }];
    const { ContactId } = call(state, 'StartTaskContact', { ...task, Attachments });
    const { ReferenceSummaryList } = call(state, 'ListContactReferences', {
      ContactId,
      ReferenceTypes: ['ATTACHMENT'],
    });
    expect(ReferenceSummaryList).toMatchObject([{ Attachment: { Name: 'plan.pdf', Status: 'APPROVED' } }]);
  });
});

function expiry(minutes: number) {
  return { ValueMap: { ExpiryDuration: { ValueInteger: minutes } } };
}

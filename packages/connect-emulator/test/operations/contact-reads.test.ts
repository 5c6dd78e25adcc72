import { describe, expect, test } from '@jest/globals';
import { call, describeContact, refusalOf, smallWorld, waitingTask } from './support.js';

describe('DescribeContact', () => {
  test('shows the whole record', () => {
    const contact = {
      ...waitingTask,
      state: 'with-agent',
      agent: 'off',
      priority: 2,
      customerId: 'customer',
      customer: { type: 'EMAIL_ADDRESS', address: 'a@example.com', name: 'A' },
      system: { type: 'EMAIL_ADDRESS', address: 'b@example.com' },
      tags: { topic: 'x' },
      attributes: { a: '1' },
    };
    expect(describeContact(smallWorld({ contacts: [contact] }), 'task')).toMatchObject({
      Id: 'task',
      Channel: 'TASK',
      InitiationTimestamp: expect.any(Date),
      QueueInfo: { Id: 'lonely', EnqueueTimestamp: expect.any(Date) },
      AgentInfo: { Id: 'off', ConnectedToAgentTimestamp: expect.any(Date) },
      QueuePriority: 2,
      CustomerId: 'customer',
      CustomerEndpoint: { Type: 'EMAIL_ADDRESS', Address: 'a@example.com', DisplayName: 'A' },
      SystemEndpoint: { Address: 'b@example.com' },
      Tags: { topic: 'x', 'aws:connect:instanceId': 'test-instance', 'aws:connect:systemEndpoint': 'b@example.com' },
      SegmentAttributes: { 'connect:Subtype': { ValueString: 'connect:Task' } },
      Attributes: { a: '1' },
    });
  });

  test('does not populate the system endpoint of a callback', () => {
    const system = { type: 'TELEPHONE_NUMBER', address: '+12065550100' };
    const contact = { ...waitingTask, channel: 'VOICE', method: 'CALLBACK', system };
    expect(describeContact(smallWorld({ contacts: [contact] }), 'task').SystemEndpoint).toBeUndefined();
  });

  test('does not find an unknown contact', () => {
    expect(refusalOf(() => describeContact(smallWorld(), 'task'))).toBe('ResourceNotFoundException');
  });
});

describe('ListAssociatedContacts', () => {
  test('lists the tree of transfers and relations from any of its contacts', () => {
    const state = smallWorld({
      contacts: [waitingTask, { ...waitingTask, id: 'related', related: 'task' }, { ...waitingTask, id: 'stranger' }],
    });
    const next = call(state, 'TransferContact', { ContactId: 'related', ContactFlowId: 'to-queue', QueueId: 'lonely' });
    for (const ContactId of ['task', 'related', next.ContactId]) {
      const { ContactSummaryList } = call(state, 'ListAssociatedContacts', { ContactId });
      expect(ContactSummaryList.map((each: { ContactId: string }) => each.ContactId)).toEqual([
        'task',
        'related',
        next.ContactId,
      ]);
    }
  });

  test('returns an unlinked contact as the only one of its tree', () => {
    const state = smallWorld({ contacts: [waitingTask] });
    expect(call(state, 'ListAssociatedContacts', { ContactId: 'task' }).ContactSummaryList).toMatchObject([
      { ContactId: 'task', InitialContactId: 'task', Channel: 'TASK' },
    ]);
  });

  test('pages through a long chain', () => {
    const state = smallWorld({ contacts: [{ ...waitingTask, transfers: 11 }] });
    const first = call(state, 'ListAssociatedContacts', { ContactId: 'task', MaxResults: 10 });
    const second = call(state, 'ListAssociatedContacts', { ContactId: 'task', NextToken: first.NextToken });
    expect(first.ContactSummaryList).toHaveLength(10);
    expect(second.ContactSummaryList).toHaveLength(2);
    expect(second.ContactSummaryList[1].ContactId).toBe('task');
  });
});

describe('ListContactReferences', () => {
  test('shows the references of the wanted types, each as its own member', () => {
    const references = {
      Shop: { type: 'URL', value: 'https://example.com' },
      File: { type: 'ATTACHMENT', value: 'file', status: 'APPROVED', arn: 'arn:aws:connect:::file/file' },
      Count: { type: 'NUMBER', value: '3' },
      Mail: { type: 'EMAIL_MESSAGE', arn: 'arn:aws:connect:::file/mail' },
    };
    const state = smallWorld({ contacts: [{ ...waitingTask, references }] });
    const list = (...ReferenceTypes: string[]) =>
      call(state, 'ListContactReferences', { ContactId: 'task', ReferenceTypes }).ReferenceSummaryList;
    expect(list('URL', 'NUMBER')).toEqual([
      { Url: { Name: 'Shop', Value: 'https://example.com' } },
      { Number: { Name: 'Count', Value: '3' } },
    ]);
    expect(list('ATTACHMENT')).toEqual([
      { Attachment: { Name: 'File', Value: 'file', Status: 'APPROVED', Arn: 'arn:aws:connect:::file/file' } },
    ]);
    expect(list('EMAIL_MESSAGE')).toEqual([{ EmailMessage: { Name: 'Mail', Arn: 'arn:aws:connect:::file/mail' } }]);
    expect(list('DATE')).toEqual([]);
  });
});

describe('The attributes of contacts', () => {
  const get = (state: ReturnType<typeof smallWorld>, InitialContactId: string) =>
    call(state, 'GetContactAttributes', { InitialContactId }).Attributes;
  const update = (state: ReturnType<typeof smallWorld>, InitialContactId: string, Attributes: object) =>
    call(state, 'UpdateContactAttributes', { InitialContactId, Attributes });

  test('are merged, and removed by an empty value', () => {
    const state = smallWorld({ contacts: [{ ...waitingTask, attributes: { a: '1', b: '2' } }] });
    update(state, 'task', { b: '3', c: '4', a: '' });
    expect(get(state, 'task')).toEqual({ b: '3', c: '4' });
    expect(state.revision).toBe(1);
  });

  test('belong to the chain and can be changed after its first contact has ended', () => {
    const state = smallWorld({ contacts: [waitingTask] });
    const { ContactId } = call(state, 'TransferContact', { ContactId: 'task', ContactFlowId: 'inbound' });
    update(state, 'task', { a: '1' });
    expect(describeContact(state, ContactId).Attributes).toEqual({ a: '1' });
  });

  test('are not found by the id of a later contact of the chain, unless assumed otherwise', () => {
    const contacts = [{ ...waitingTask, transfers: 1, attributes: { a: '1' } }];
    const strict = smallWorld({ contacts });
    expect(refusalOf(() => get(strict, 'task'))).toBe('ResourceNotFoundException');
    expect(refusalOf(() => update(strict, 'task', { a: '2' }))).toBe('ResourceNotFoundException');
    const lenient = smallWorld({ contacts }, { assumptions: { attributesOfLaterContact: 'accept' } });
    expect(get(lenient, 'task')).toEqual({ a: '1' });
  });

  test('are limited to 32,768 bytes in total and to plain keys', () => {
    const state = smallWorld({ contacts: [waitingTask] });
    update(state, 'task', { a: 'x'.repeat(16_383) });
    expect(refusalOf(() => update(state, 'task', { b: 'ü'.repeat(8_192) }))).toBe('InvalidRequestException');
    expect(refusalOf(() => update(state, 'task', { b: 'x'.repeat(16_383) }))).toBeUndefined();
    expect(refusalOf(() => update(state, 'task', { 'a.b': '1' }))).toBe('InvalidRequestException');
    expect(Object.keys(get(state, 'task'))).toEqual(['a', 'b']);
  });
});

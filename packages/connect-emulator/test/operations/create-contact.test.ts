import { describe, expect, test } from '@jest/globals';
import { serveContacts, waiting, withAnn, worldOf } from './life.js';
import { call, describeContact } from './support.js';

const bob = { UserInfo: { UserId: 'bob' } };
const task = { Channel: 'TASK', InitiationMethod: 'API' };
const call_ = { Channel: 'VOICE', InitiationMethod: 'TRANSFER' };
const email = { Channel: 'EMAIL', InitiationMethod: 'OUTBOUND', ...bob };

describe('CreateContact', () => {
  test.each([
    ['a call of an external system', call_, 'connect:ExternalAudio'],
    ['an email to a customer', email, 'connect:Email'],
    ['a reply', { ...email, InitiationMethod: 'AGENT_REPLY' }, 'connect:Email'],
    ['an email of a flow', { Channel: 'EMAIL', InitiationMethod: 'FLOW' }, 'connect:Email'],
    ['a task of an external system', task, 'connect:ExternalTask'],
  ])('creates %s without a flow', async (_what, input, subtype) => {
    const { send, contact, last } = await serveContacts();
    const { ContactId, ContactArn } = await send('CreateContact', {
      ...input,
      Name: 'Named',
      Description: 'Described',
    });
    expect(last()).toMatchObject({ changed: true });
    expect(ContactArn).toMatch(new RegExp(`contact/${ContactId}$`));
    const made = await contact(ContactId);
    expect(made).toMatchObject({
      Channel: input.Channel,
      InitiationMethod: input.InitiationMethod,
      Name: 'Named',
      Description: 'Described',
      SegmentAttributes: { 'connect:Subtype': { ValueString: subtype } },
    });
    expect(made.QueueInfo).toBeUndefined();
    expect(made.AgentInfo).toBeUndefined();
    expect(made.DisconnectTimestamp).toBeUndefined();
  });

  test.each([
    ['task', task],
    ['email', email],
  ])('connects a %s to its user at once', async (_what, input) => {
    const { send, contact, world } = await serveContacts();
    const { ContactId } = await send('CreateContact', { ...input, ...bob, InitiateAs: 'CONNECTED_TO_USER' });
    expect(await contact(ContactId)).toMatchObject({
      AgentInfo: { Id: 'bob' },
      ConnectedToSystemTimestamp: expect.any(Date),
    });
    expect(world.instances[0]?.lifecycle.router.loadOf('bob', input.Channel as 'TASK')).toBe(1);
  });

  test('creates a completed task, which does not count against the quota', async () => {
    const { send, contact, world } = await serveContacts([], { assumptions: { openTasksPerInstance: 0 } });
    const { ContactId } = await send('CreateContact', { ...task, ...bob, InitiateAs: 'COMPLETED' });
    expect(await contact(ContactId)).toMatchObject({
      AgentInfo: { Id: 'bob' },
      DisconnectTimestamp: expect.any(Date),
      DisconnectReason: 'AGENT_COMPLETED',
    });
    expect(world.instances[0]?.contacts.liveOf('TASK')).toBe(0);
  });

  test('creates a completed task that does not end before its start', () => {
    const world = worldOf([]);
    let reading = Date.now();
    world.clock.now = () => new Date(reading++);
    const { ContactId } = call(world, 'CreateContact', { ...task, ...bob, InitiateAs: 'COMPLETED' });
    const { InitiationTimestamp, DisconnectTimestamp } = describeContact(world, ContactId);
    expect(DisconnectTimestamp).toEqual(InitiationTimestamp);
  });

  test('continues a call of an external system, without a slot of its user', async () => {
    const { send, contact, world } = await serveContacts();
    const first = await send('CreateContact', { ...call_, ...bob, InitiateAs: 'CONNECTED_TO_USER' });
    const second = await send('CreateContact', { ...call_, PreviousContactId: first.ContactId });
    expect(await contact(second.ContactId)).toMatchObject({
      PreviousContactId: first.ContactId,
      InitialContactId: first.ContactId,
    });
    expect(world.instances[0]?.lifecycle.router.loadOf('bob', 'VOICE')).toBe(0);
  });

  test('sets the expiry of a contact in minutes', async () => {
    const { send, contact, refusal, advance } = await serveContacts();
    const { ContactId } = await send('CreateContact', { ...task, ExpiryDurationInMinutes: 10 });
    advance(9 * 60_000);
    expect((await contact(ContactId)).DisconnectReason).toBeUndefined();
    advance(60_000);
    expect((await contact(ContactId)).DisconnectReason).toBe('EXPIRED');
    expect(await refusal('CreateContact', { ...task, ExpiryDurationInMinutes: 0 })).toBe('InvalidRequestException');
  });

  test.each([
    ['a chat', { Channel: 'CHAT', InitiationMethod: 'API' }, 'InvalidRequestException'],
    ['an inbound call', { ...call_, InitiationMethod: 'INBOUND' }, 'InvalidRequestException'],
    ['an inbound email', { ...email, InitiationMethod: 'INBOUND' }, 'InvalidRequestException'],
    ['a transferred task', { ...task, InitiationMethod: 'TRANSFER' }, 'InvalidRequestException'],
    ['an email without its user', { ...email, UserInfo: undefined }, 'InvalidRequestException'],
    [
      'a reply without its user',
      { ...email, InitiationMethod: 'AGENT_REPLY', UserInfo: undefined },
      'InvalidRequestException',
    ],
    ['a completed email', { ...email, InitiateAs: 'COMPLETED' }, 'InvalidRequestException'],
    ['a completed call', { ...call_, InitiateAs: 'COMPLETED' }, 'InvalidRequestException'],
    ['a connected task without its user', { ...task, InitiateAs: 'CONNECTED_TO_USER' }, 'InvalidRequestException'],
    ['a task with a previous contact', { ...task, PreviousContactId: 'it' }, 'InvalidRequestException'],
    ['an unknown user', { ...task, UserInfo: { UserId: 'nobody' } }, 'ResourceNotFoundException'],
    [
      'a call with an unknown previous contact',
      { ...call_, PreviousContactId: 'nothing' },
      'ResourceNotFoundException',
    ],
  ])('refuses %s', async (_what, input, error) => {
    const { refusal } = await serveContacts([waiting('it', 'TASK')]);
    expect(await refusal('CreateContact', input)).toBe(error);
  });
});

describe('StartTaskContact', () => {
  const newTask = { Name: 'x', ContactFlowId: 'to-tasks' };
  const createdBy = (ValueString: string) => ({ SegmentAttributes: { 'connect:CreatedByUser': { ValueString } } });

  test('stores the creator of the task, who must be a user', async () => {
    const { send, contact, refusal, world } = await serveContacts();
    const arn = world.instances[0]?.directory.users.get('bob')?.arn ?? '';
    const { ContactId } = await send('StartTaskContact', { ...newTask, ...createdBy(arn) });
    expect((await contact(ContactId)).SegmentAttributes).toMatchObject(createdBy(arn).SegmentAttributes);
    expect(await refusal('StartTaskContact', { ...newTask, ...createdBy('nobody') })).toBe('ResourceNotFoundException');
  });

  test('accepts five attachments, whose names count as references', async () => {
    const { refusal } = await serveContacts();
    const files = (count: number, name = 'file') => ({
      Attachments: Array.from({ length: count }, (_, index) => ({
        FileName: `${name}${index}`,
        S3Url: 'https://x.example.com',
      })),
    });
    expect(await refusal('StartTaskContact', { ...newTask, ...files(5) })).toBeUndefined();
    expect(await refusal('StartTaskContact', { ...newTask, ...files(6) })).toBe('InvalidParameterException');
    const References = { a: { Type: 'STRING', Value: 'x'.repeat(4_000) } };
    expect(await refusal('StartTaskContact', { ...newTask, ...files(5), References })).toBe('InvalidRequestException');
  });

  test('shares the attributes of a chain, and copies those of a related contact', async () => {
    const { send } = await serveContacts([withAnn('it', 'TASK', { attributes: { a: '1' } })]);
    await send('StartTaskContact', { ...newTask, PreviousContactId: 'it', Attributes: { b: '2' } });
    const related = await send('StartTaskContact', { ...newTask, RelatedContactId: 'it', Attributes: { c: '3' } });
    const attributes = async (InitialContactId: string) =>
      (await send('GetContactAttributes', { InitialContactId })).Attributes;
    expect(await attributes('it')).toEqual({ a: '1', b: '2' });
    expect(await attributes(related.ContactId)).toEqual({ a: '1', b: '2', c: '3' });
  });
});

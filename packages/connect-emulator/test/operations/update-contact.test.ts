import { describe, expect, test } from '@jest/globals';
import { over, serveContacts, waiting, withAnn } from './life.js';

const url = (Value: string) => ({ Type: 'URL', Value });
const expiry = (ValueInteger: number) => ({
  'connect:ContactExpiry': { ValueMap: { ExpiryDuration: { ValueInteger } } },
});

describe('UpdateContact', () => {
  test('changes the members in the input and keeps the others', async () => {
    const references = {
      Shop: { type: 'URL', value: 'https://example.com/old' },
      Count: { type: 'NUMBER', value: '3' },
    };
    const { send, contact, last } = await serveContacts([
      waiting('it', 'TASK', { name: 'Old', description: 'Kept', references }),
    ]);
    await send('UpdateContact', {
      ContactId: 'it',
      Name: 'New',
      References: { Shop: url('https://example.com/new') },
      SegmentAttributes: { plan: { ValueString: 'gold' } },
    });
    expect(last()).toMatchObject({ changed: true });
    expect(await contact('it')).toMatchObject({
      Name: 'New',
      Description: 'Kept',
      SegmentAttributes: { 'connect:Subtype': { ValueString: 'connect:Task' }, plan: { ValueString: 'gold' } },
    });
    const list = await send('ListContactReferences', { ContactId: 'it', ReferenceTypes: ['URL', 'NUMBER'] });
    expect(list.ReferenceSummaryList).toEqual([
      { Url: { Name: 'Shop', Value: 'https://example.com/new' } },
      { Number: { Name: 'Count', Value: '3' } },
    ]);
  });

  test.each([['VOICE'], ['CHAT'], ['TASK'], ['EMAIL']])('accepts an ended contact of channel %s', async (channel) => {
    const { send, contact } = await serveContacts([over('it', channel)]);
    await send('UpdateContact', { ContactId: 'it', Description: 'Reviewed' });
    expect((await contact('it')).Description).toBe('Reviewed');
  });

  test('changes nothing when everything is so already', async () => {
    const { send, last } = await serveContacts([waiting('it', 'TASK', { name: 'Same' })]);
    await send('UpdateContact', { ContactId: 'it', Name: 'Same' });
    expect(last()).toMatchObject({ status: 200, changed: false });
  });

  test('reports whether the expiry changed, even if the attribute is the same', async () => {
    const { send, last, world } = await serveContacts([waiting('it', 'TASK')]);
    const same = { ContactId: 'it', SegmentAttributes: expiry(60) };
    await send('UpdateContact', same);
    expect(last()).toMatchObject({ changed: true });
    await send('UpdateContact', same);
    expect(last()).toMatchObject({ changed: false });
    const [state] = world.instances;
    const contact = state?.contacts.get('it');
    if (state && contact) state.lifecycle.expireAt(contact, contact.expiresAt + 60_000);
    await send('UpdateContact', same);
    expect(last()).toMatchObject({ changed: true });
  });

  test('moves the expiry, counted from the beginning of the contact', async () => {
    const { send, contact, advance } = await serveContacts([waiting('it', 'TASK')]);
    await send('UpdateContact', { ContactId: 'it', SegmentAttributes: expiry(20) });
    advance(9 * 60_000);
    expect((await contact('it')).DisconnectReason).toBeUndefined();
    await send('UpdateContact', { ContactId: 'it', SegmentAttributes: expiry(30) });
    advance(5 * 60_000);
    expect((await contact('it')).DisconnectReason).toBeUndefined();
    advance(10 * 60_000);
    expect((await contact('it')).DisconnectReason).toBe('EXPIRED');
  });

  test('sets queue, user and endpoints of a call of an external system', async () => {
    const external = { segmentAttributes: { 'connect:Subtype': 'connect:ExternalAudio' }, method: 'TRANSFER' };
    const { send, contact } = await serveContacts([
      waiting('it', 'VOICE', { ...external, state: 'in-flow', queue: undefined }),
    ]);
    const endpoint = (Address: string) => ({ Type: 'TELEPHONE_NUMBER', Address });
    await send('UpdateContact', {
      ContactId: 'it',
      QueueInfo: { Id: 'lonely' },
      UserInfo: { UserId: 'bob' },
      CustomerEndpoint: endpoint('+12065550111'),
      SystemEndpoint: endpoint('+12065550112'),
    });
    expect(await contact('it')).toMatchObject({
      QueueInfo: { Id: 'lonely' },
      AgentInfo: { Id: 'bob' },
      CustomerEndpoint: endpoint('+12065550111'),
      SystemEndpoint: endpoint('+12065550112'),
    });
  });

  test('sets no time after the end of an ended call of an external system', async () => {
    const external = { segmentAttributes: { 'connect:Subtype': 'connect:ExternalAudio' }, method: 'TRANSFER' };
    const { send, contact } = await serveContacts([
      over('it', 'VOICE', { ...external, queue: undefined, agent: undefined }),
    ]);
    await send('UpdateContact', { ContactId: 'it', UserInfo: { UserId: 'bob' } });
    await send('UpdateContact', { ContactId: 'it', QueueInfo: { Id: 'lonely' } });
    const { AgentInfo, QueueInfo, DisconnectTimestamp } = await contact('it');
    expect(AgentInfo?.ConnectedToAgentTimestamp).toEqual(DisconnectTimestamp);
    expect(QueueInfo?.EnqueueTimestamp).toEqual(DisconnectTimestamp);
  });

  test.each([
    ['no field at all', {}, 'InvalidRequestException'],
    ['a queue of an ordinary contact', { QueueInfo: { Id: 'lonely' } }, 'InvalidRequestException'],
    ['a user of an ordinary contact', { UserInfo: { UserId: 'bob' } }, 'InvalidRequestException'],
    ['an endpoint of an ordinary contact', { CustomerEndpoint: { Address: 'x' } }, 'InvalidRequestException'],
    ['its system endpoint', { SystemEndpoint: { Address: 'x' } }, 'InvalidRequestException'],
    [
      'a reference of type ATTACHMENT',
      { References: { a: { Type: 'ATTACHMENT', Value: '1' } } },
      'InvalidRequestException',
    ],
    ['an invalid date', { References: { a: { Type: 'DATE', Value: 'soon' } } }, 'InvalidRequestException'],
    ['more than 4,096 bytes of references', { References: { b: url('ü'.repeat(2_048)) } }, 'InvalidRequestException'],
    ['a subtype', { SegmentAttributes: { 'connect:Subtype': { ValueString: 'x' } } }, 'InvalidRequestException'],
    [
      'an invalid key of a segment attribute',
      { SegmentAttributes: { 'a b': { ValueString: 'x' } } },
      'InvalidRequestException',
    ],
    [
      'an attribute that is not defined',
      { SegmentAttributes: { colour: { ValueString: 'x' } } },
      'InvalidRequestException',
    ],
    [
      'an attribute that is not a string',
      { SegmentAttributes: { plan: { ValueInteger: 1 } } },
      'InvalidRequestException',
    ],
    ['an expiry of zero minutes', { SegmentAttributes: expiry(0) }, 'InvalidRequestException'],
    ['an unknown contact', { ContactId: 'nothing', Name: 'x' }, 'ResourceNotFoundException'],
    ['a name of 1,025 characters', { Name: 'x'.repeat(1_025) }, 'InvalidParameterException'],
  ])('refuses %s', async (_what, input, error) => {
    const { refusal } = await serveContacts([waiting('it', 'TASK')]);
    expect(await refusal('UpdateContact', { ContactId: 'it', ...input })).toBe(error);
  });

  test('counts the existing references', async () => {
    const references = { a: { type: 'URL', value: 'x'.repeat(4_000) } };
    const { refusal } = await serveContacts([waiting('it', 'TASK', { references })]);
    const input = { ContactId: 'it', References: { b: url('x'.repeat(100)) } };
    expect(await refusal('UpdateContact', input)).toBe('InvalidRequestException');
    expect(await refusal('UpdateContact', { ...input, References: { a: url('x'.repeat(4_000)) } })).toBeUndefined();
  });

  test.each([
    ['a call', 'VOICE', 60, 'InvalidRequestException'],
    ['a chat, below an hour', 'CHAT', 59, 'InvalidRequestException'],
    ['a chat', 'CHAT', 60, undefined],
    ['a chat, a week', 'CHAT', 10_080, undefined],
    ['a chat, above a week', 'CHAT', 10_081, 'InvalidRequestException'],
    ['an email, above a week', 'EMAIL', 10_081, undefined],
  ])('checks the maximum expiry of %s', async (_what, channel, minutes, error) => {
    const { refusal } = await serveContacts([waiting('it', channel)]);
    const input = { ContactId: 'it', SegmentAttributes: expiry(minutes) };
    expect(await refusal('UpdateContact', input)).toBe(error);
  });

  test('refuses a new expiry of a contact that has ended', async () => {
    const { refusal } = await serveContacts([over('it', 'TASK')]);
    expect(await refusal('UpdateContact', { ContactId: 'it', SegmentAttributes: expiry(60) })).toBe(
      'ConflictException',
    );
  });
});

describe('TagContact and UntagContact', () => {
  test('add, replace and remove tags, which searches find', async () => {
    const { send, contact, last } = await serveContacts([waiting('it', 'TASK', { tags: { team: 'red' } })]);
    await send('TagContact', { ContactId: 'it', Tags: { team: 'blue', topic: 'refund' } });
    expect((await contact('it')).Tags).toMatchObject({ team: 'blue', topic: 'refund' });
    const found = await send('SearchContacts', {
      TimeRange: { Type: 'INITIATION_TIMESTAMP', StartTime: new Date(0), EndTime: new Date(Date.now() + 60_000) },
      SearchCriteria: { ContactTags: { TagCondition: { TagKey: 'topic', TagValue: 'refund' } } },
    });
    expect(found.TotalCount).toBe(1);
    await send('UntagContact', { ContactId: 'it', TagKeys: ['team', 'nothing'] });
    expect(last()).toMatchObject({ changed: true });
    expect((await contact('it')).Tags).not.toHaveProperty('team');
  });

  test('change nothing when all values are unchanged', async () => {
    const { send, last } = await serveContacts([waiting('it', 'TASK', { tags: { team: 'red' } })]);
    await send('TagContact', { ContactId: 'it', Tags: { team: 'red' } });
    expect(last()).toMatchObject({ changed: false, status: 200 });
    await send('UntagContact', { ContactId: 'it', TagKeys: ['nothing'] });
    expect(last()).toMatchObject({ changed: false, status: 200 });
  });

  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`t${index}`, 'x']));
  test.each([
    ['TagContact', 'seven tags at once', { Tags: many(7) }, 'InvalidParameterException'],
    ['TagContact', 'a tag of AWS', { Tags: { 'aws:x': 'y' } }, 'InvalidParameterException'],
    ['TagContact', 'no tag', { Tags: {} }, 'InvalidParameterException'],
    ['TagContact', 'a seventh tag', { Tags: many(6) }, 'InvalidRequestException'],
    ['TagContact', 'an unknown contact', { ContactId: 'nothing', Tags: many(1) }, 'ResourceNotFoundException'],
    ['UntagContact', 'seven keys', { TagKeys: Object.keys(many(7)) }, 'InvalidParameterException'],
    ['UntagContact', 'an unknown contact', { ContactId: 'nothing', TagKeys: ['x'] }, 'ResourceNotFoundException'],
  ])('%s refuses %s', async (operation, _what, input, error) => {
    const { refusal } = await serveContacts([waiting('it', 'TASK', { tags: { team: 'red' } })]);
    expect(await refusal(operation, { ContactId: 'it', ...input })).toBe(error);
  });
});

describe('UpdateContactAttributes', () => {
  test('changes nothing when everything is so already', async () => {
    const { send, last } = await serveContacts([withAnn('it', 'TASK', { attributes: { a: '1' } })]);
    await send('UpdateContactAttributes', { InitialContactId: 'it', Attributes: { a: '1', b: '' } });
    expect(last()).toMatchObject({ status: 200, changed: false });
    await send('UpdateContactAttributes', { InitialContactId: 'it', Attributes: { a: '2' } });
    expect(last()).toMatchObject({ changed: true });
    expect((await send('GetContactAttributes', { InitialContactId: 'it' })).Attributes).toEqual({ a: '2' });
  });

  test('accepts ended contacts, and refuses more than 32,768 bytes, invalid keys and unknown contacts', async () => {
    const { refusal } = await serveContacts([over('it', 'VOICE')]);
    const update = (Attributes: object, InitialContactId = 'it') =>
      refusal('UpdateContactAttributes', { InitialContactId, Attributes });
    expect(await update({ a: 'x'.repeat(32_767) })).toBeUndefined();
    expect(await update({ b: 'ü' })).toBe('InvalidRequestException');
    expect(await update({ 'a b': 'x' })).toBe('InvalidRequestException');
    expect(await update({ a: 'x' }, 'nothing')).toBe('ResourceNotFoundException');
  });
});

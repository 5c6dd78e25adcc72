import { describe, expect, test } from '@jest/globals';
import { over, serveContacts, waiting, withAnn } from './life.js';
import { starts } from './starts.js';

const chat = starts.StartChatContact;
const minute = 60_000;
const interactive = 'application/vnd.amazonaws.connect.message.interactive';
const json = (length: number) => ({ ContentType: 'application/json', Content: 'x'.repeat(length) });
const text = (length: number) => ({ ContentType: 'text/plain', Content: 'x'.repeat(length) });
const guide = { 'connect:Subtype': { ValueString: 'connect:Guide' } };

/** A chat that was transferred and then continued with a survey, as in the example of the API reference. */
const pastSession = [
  over('c1', 'CHAT', { initiated: '-3h', ended: '-2h30m' }),
  over('c2', 'CHAT', { initiated: '-2h30m', ended: '-2h', previous: 'c1' }),
  over('c3', 'CHAT', { initiated: '-2h', ended: '-1h50m', previous: 'c2', method: 'DISCONNECT' }),
];

describe('StartChatContact', () => {
  test('starts a chat for a customer', async () => {
    const { send, contact } = await serveContacts();
    const answer = await send('StartChatContact', { ...chat, CustomerId: 'customer', InitialMessage: text(1_024) });
    expect(answer).toMatchObject({ ParticipantId: expect.any(String), ParticipantToken: expect.any(String) });
    expect(answer.ContinuedFromContactId).toBeUndefined();
    expect(await contact(answer.ContactId)).toMatchObject({
      Channel: 'CHAT',
      InitiationMethod: 'API',
      CustomerId: 'customer',
      SegmentAttributes: { 'connect:Subtype': { ValueString: 'connect:Chat' } },
    });
  });

  test.each([
    ['25 hours', {}, 25 * 60],
    ['the time that is given', { ChatDurationInMinutes: 60 }, 60],
  ])('ends after %s', async (_what, more, minutes) => {
    const { send, contact, advance } = await serveContacts();
    const { ContactId } = await send('StartChatContact', { ...chat, ...more });
    advance((minutes - 1) * minute);
    expect((await contact(ContactId)).DisconnectReason).toBeUndefined();
    advance(minute);
    expect((await contact(ContactId)).DisconnectReason).toBe('EXPIRED');
  });

  test('ends after five minutes when the customer does not join, if the assumptions say so', async () => {
    const { send, contact, advance } = await serveContacts([], { assumptions: { customersJoinChats: false } });
    const { ContactId } = await send('StartChatContact', chat);
    advance(4 * minute);
    expect((await contact(ContactId)).DisconnectReason).toBeUndefined();
    advance(minute);
    expect((await contact(ContactId)).DisconnectReason).toBe('CUSTOMER_CONNECTION_NOT_ESTABLISHED');
  });

  test.each([
    ['ENTIRE_PAST_SESSION', 'c1', 'c3'],
    ['FROM_SEGMENT', 'c2', 'c2'],
  ])('continues a past chat with %s', async (RehydrationType, SourceContactId, expected) => {
    const { send, contact } = await serveContacts(pastSession);
    const PersistentChat = { RehydrationType, SourceContactId };
    const answer = await send('StartChatContact', { ...chat, PersistentChat });
    expect(answer.ContinuedFromContactId).toBe(expected);
    expect((await contact(answer.ContactId)).RelatedContactId).toBe(expected);
  });

  const past = (RehydrationType: string, SourceContactId: string) => ({
    PersistentChat: { RehydrationType, SourceContactId },
  });
  test.each([
    ['fewer than 60 minutes', { ChatDurationInMinutes: 59 }, 'InvalidParameterException'],
    ['more than 10,080 minutes', { ChatDurationInMinutes: 10_081 }, 'InvalidParameterException'],
    [
      'content types without text/plain',
      { SupportedMessagingContentTypes: ['text/markdown'] },
      'InvalidRequestException',
    ],
    [
      'an unknown content type',
      { SupportedMessagingContentTypes: ['text/plain', 'text/html'] },
      'InvalidRequestException',
    ],
    ['a text of 1,025 characters', { InitialMessage: text(1_025) }, 'InvalidRequestException'],
    ['JSON of 12,001 characters', { InitialMessage: json(12_001) }, 'InvalidRequestException'],
    [
      'a message of another type',
      { InitialMessage: { ContentType: 'text/html', Content: 'x' } },
      'InvalidRequestException',
    ],
    [
      'a message whose type is an inherited property of JavaScript objects',
      { InitialMessage: { ContentType: 'constructor', Content: 'x' } },
      'InvalidRequestException',
    ],
    ['a guide without the interactive types', { SegmentAttributes: guide }, 'InvalidRequestException'],
    [
      'two participant roles in DisconnectOnCustomerExit',
      { DisconnectOnCustomerExit: ['AGENT', 'AGENT'] },
      'InvalidParameterException',
    ],
    ['a customer id of 129 characters', { CustomerId: 'x'.repeat(129) }, 'InvalidParameterException'],
    [
      'a related contact and a past chat',
      { RelatedContactId: 'c1', ...past('FROM_SEGMENT', 'c1') },
      'InvalidRequestException',
    ],
    ['a past chat without a type', { PersistentChat: { SourceContactId: 'c1' } }, 'InvalidRequestException'],
    ['an entire session named by a later contact', past('ENTIRE_PAST_SESSION', 'c2'), 'InvalidRequestException'],
    ['a past chat that is live', past('FROM_SEGMENT', 'live'), 'InvalidRequestException'],
    ['a past call', past('FROM_SEGMENT', 'call'), 'InvalidRequestException'],
    ['an unknown past chat', past('FROM_SEGMENT', 'nothing'), 'ResourceNotFoundException'],
  ])('refuses %s', async (_what, input, error) => {
    const { refusal } = await serveContacts([...pastSession, waiting('live', 'CHAT'), over('call', 'VOICE')]);
    expect(await refusal('StartChatContact', { ...chat, ...input })).toBe(error);
  });

  test.each([
    ['JSON of 12,000 characters', { InitialMessage: json(12_000) }],
    ['text/plain among others', { SupportedMessagingContentTypes: ['text/markdown', 'text/plain'] }],
    [
      'a guide with the interactive types',
      {
        SegmentAttributes: guide,
        SupportedMessagingContentTypes: ['text/plain', interactive, `${interactive}.response`],
      },
    ],
  ])('takes %s', async (_what, input) => {
    const { refusal } = await serveContacts();
    expect(await refusal('StartChatContact', { ...chat, ...input })).toBeUndefined();
  });
});

describe('CreatePersistentContactAssociation', () => {
  const association = {
    InitialContactId: 'it',
    RehydrationType: 'ENTIRE_PAST_SESSION',
    SourceContactId: 'c1',
  };

  test('makes a live chat continue a past chat once', async () => {
    const { send, contact, last, refusal } = await serveContacts([...pastSession, withAnn('it', 'CHAT')]);
    expect((await send('CreatePersistentContactAssociation', association)).ContinuedFromContactId).toBe('c3');
    expect(last()).toMatchObject({ changed: true });
    expect((await contact('it')).RelatedContactId).toBe('c3');
    expect(await refusal('CreatePersistentContactAssociation', association)).toBe('InvalidRequestException');
  });

  test('is refused for a chat that already continues a past chat', async () => {
    const { send, refusal } = await serveContacts(pastSession);
    const PersistentChat = { RehydrationType: 'FROM_SEGMENT', SourceContactId: 'c2' };
    const { ContactId } = await send('StartChatContact', { ...chat, PersistentChat });
    const input = { ...association, InitialContactId: ContactId };
    expect(await refusal('CreatePersistentContactAssociation', input)).toBe('InvalidRequestException');
  });

  test.each([
    ['a task', withAnn('it', 'TASK'), {}, 'InvalidRequestException'],
    ['a chat that has ended', over('it', 'CHAT'), {}, 'InvalidRequestException'],
    ['an unknown chat', withAnn('other', 'CHAT'), {}, 'ResourceNotFoundException'],
    ['an unknown past chat', withAnn('it', 'CHAT'), { SourceContactId: 'nothing' }, 'ResourceNotFoundException'],
    ['a later contact of a past session', withAnn('it', 'CHAT'), { SourceContactId: 'c3' }, 'InvalidRequestException'],
    ['another type', withAnn('it', 'CHAT'), { RehydrationType: 'SOME' }, 'InvalidParameterException'],
  ])('refuses %s', async (_what, contact, input, error) => {
    const { refusal } = await serveContacts([...pastSession, contact]);
    expect(await refusal('CreatePersistentContactAssociation', { ...association, ...input })).toBe(error);
  });
});

describe('StartOutboundChatContact', () => {
  const outbound = starts.StartOutboundChatContact;
  const subtype = (ValueString: string) => ({ SegmentAttributes: { 'connect:Subtype': { ValueString } } });

  test.each([['connect:SMS'], ['connect:WhatsApp']])('starts a chat with a customer by %s', async (kind) => {
    const { send, contact } = await serveContacts();
    const { ContactId } = await send('StartOutboundChatContact', { ...outbound, ...subtype(kind) });
    expect(await contact(ContactId)).toMatchObject({
      Channel: 'CHAT',
      InitiationMethod: 'API',
      CustomerEndpoint: { Type: 'TELEPHONE_NUMBER', Address: '+12065550123' },
      SystemEndpoint: { Type: 'CONNECT_PHONENUMBER_ARN' },
      ...subtype(kind),
    });
  });

  const source = (Type: string, Address: string) => ({ SourceEndpoint: { Type, Address } });
  const destination = (Type: string, Address: string) => ({ DestinationEndpoint: { Type, Address } });
  const arn = 'arn:aws:connect:us-east-1:111122223333:phone-number';
  test.each([
    ['a source of another type', source('TELEPHONE_NUMBER', '+12065550100')],
    ['a number that does not belong to the instance', source('CONNECT_PHONENUMBER_ARN', `${arn}/other`)],
    ['a number by its id', source('CONNECT_PHONENUMBER_ARN', 'number')],
    ['a destination of another type', destination('EMAIL_ADDRESS', 'somebody@example.com')],
    ['a destination that is not a number', destination('TELEPHONE_NUMBER', '2065550123')],
    ['another subtype', subtype('connect:Chat')],
    ['no subtype', { SegmentAttributes: {} }],
    ['fewer than 60 minutes', { ChatDurationInMinutes: 59 }],
    ['more than 10,080 minutes', { ChatDurationInMinutes: 10_081 }],
    ['content types without text/plain', { SupportedMessagingContentTypes: ['application/json'] }],
    ['a message that is too long', { InitialSystemMessage: text(1_025) }],
  ])('refuses %s', async (_what, input) => {
    const { refusal } = await serveContacts();
    expect(await refusal('StartOutboundChatContact', { ...outbound, ...input })).toBe('InvalidRequestException');
  });
});

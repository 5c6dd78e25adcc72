import { describe, expect, test } from '@jest/globals';
import { structure } from 'connect-model';
import { serveContacts, waiting, withAnn } from './life.js';
import { starts } from './starts.js';

const table = Object.entries(starts);
const takes = (operation: string, member: string) =>
  structure(`${operation}Request`).members.some(({ name }) => name === member);
const taking = (member: string) => table.filter(([operation]) => takes(operation, member));

describe('Every operation that creates a contact', () => {
  test.each(taking('ContactFlowId'))(
    '%s creates one that runs the flow and reaches an agent',
    async (operation, input) => {
      const { send, contact, last, advance } = await serveContacts();
      const { ContactId } = await send(operation, { ...input, Attributes: { order: '7' } });
      expect(last()).toMatchObject({ status: 200, changed: true });
      advance(5_000);
      expect(await contact(ContactId)).toMatchObject({
        Id: ContactId,
        InitialContactId: ContactId,
        QueueInfo: { Id: 'tasks' },
        AgentInfo: { Id: 'ann' },
        Attributes: { order: '7' },
      });
      expect((await send('GetContactAttributes', { InitialContactId: ContactId })).Attributes).toEqual({ order: '7' });
    },
  );

  const wrong = [
    ['an attribute with a space in its key', { Attributes: { 'order number': '7' } }],
    ['attributes of more than 32,768 bytes', { Attributes: { a: 'ü'.repeat(16_384) } }],
  ] as const;
  test.each(
    table.flatMap(([operation, input]) =>
      wrong.map(([what, more]) => [operation, what, { ...input, ...more }] as const),
    ),
  )('%s refuses %s', async (operation, _what, input) => {
    const { refusal } = await serveContacts();
    expect(await refusal(operation, input)).toBe('InvalidRequestException');
  });

  const flows = [
    ['nothing', 'ResourceNotFoundException'],
    ['whisper', 'InvalidRequestException'],
    ['saved', 'InvalidRequestException'],
    ['archived', 'InvalidRequestException'],
  ] as const;
  test.each(
    taking('ContactFlowId').flatMap(([operation, input]) =>
      flows.map(([id, error]) => [operation, id, error, input] as const),
    ),
  )('%s refuses the flow %s with %s', async (operation, ContactFlowId, error, input) => {
    const { refusal } = await serveContacts();
    expect(await refusal(operation, { ...input, ContactFlowId })).toBe(error);
  });

  test.each(taking('RelatedContactId'))('%s relates to another contact, which must exist', async (operation, input) => {
    const { send, contact, refusal } = await serveContacts([withAnn('other', 'TASK', { attributes: { a: '1' } })]);
    expect(await refusal(operation, { ...input, RelatedContactId: 'nothing' })).toBe('ResourceNotFoundException');
    const { ContactId } = await send(operation, { ...input, RelatedContactId: 'other' });
    const copies = ['StartTaskContact', 'StartEmailContact', 'StartOutboundVoiceContact'].includes(operation);
    expect(await contact(ContactId)).toMatchObject({
      RelatedContactId: 'other',
      ContactAssociationId: 'other',
      InitialContactId: ContactId,
      Attributes: copies ? { a: '1' } : {},
    });
  });

  test.each(taking('References'))('%s limits references to 4,096 bytes', async (operation, input) => {
    const { send, refusal } = await serveContacts();
    const { ContactId } = await send(operation, { ...input, References: { Shop: { Type: 'URL', Value: 'x' } } });
    const { ReferenceSummaryList } = await send('ListContactReferences', { ContactId, ReferenceTypes: ['URL'] });
    expect(ReferenceSummaryList).toEqual([{ Url: { Name: 'Shop', Value: 'x' } }]);
    const long = { References: { a: { Type: 'STRING', Value: 'ü'.repeat(2_048) } } };
    expect(await refusal(operation, { ...input, ...long })).toBe('InvalidRequestException');
  });

  test.each(
    taking('References').flatMap(([operation, input]) =>
      ['EMAIL', 'ATTACHMENT', 'EMAIL_MESSAGE'].map((Type) => [operation, Type, input] as const),
    ),
  )('%s accepts references of type %s as documented', async (operation, Type, input) => {
    const { refusal } = await serveContacts();
    const isTaken = {
      EMAIL: operation !== 'StartEmailContact',
      ATTACHMENT: operation === 'CreateContact',
      EMAIL_MESSAGE: false,
    }[Type];
    const error = await refusal(operation, { ...input, References: { a: { Type, Value: 'x' } } });
    expect(error).toBe(isTaken ? undefined : 'InvalidRequestException');
  });

  test.each(taking('SegmentAttributes'))(
    '%s refuses an invalid key of a segment attribute',
    async (operation, input) => {
      const { refusal } = await serveContacts();
      const before = input.SegmentAttributes as object | undefined;
      const SegmentAttributes = { ...before, 'a b': { ValueString: 'x' } };
      expect(await refusal(operation, { ...input, SegmentAttributes })).toBe('InvalidRequestException');
    },
  );

  const expiring = ['StartTaskContact', 'StartEmailContact', 'CreateContact'].map((operation) => [operation] as const);
  test.each(expiring)('%s sets the expiry of a contact, 90 days at most', async (operation) => {
    const { send, contact, refusal, advance } = await serveContacts();
    const expiry = (ValueInteger: number) => ({
      ...starts[operation],
      SegmentAttributes: { 'connect:ContactExpiry': { ValueMap: { ExpiryDuration: { ValueInteger } } } },
    });
    expect(await refusal(operation, expiry(0))).toBe('InvalidRequestException');
    expect(await refusal(operation, expiry(90 * 24 * 60 + 1))).toBe('InvalidRequestException');
    const { ContactId } = await send(operation, expiry(10));
    advance(9 * 60_000);
    expect((await contact(ContactId)).DisconnectReason).toBeUndefined();
    advance(60_000);
    expect((await contact(ContactId)).DisconnectReason).toBe('EXPIRED');
  });

  test.each([
    ['StartTaskContact', 'TASK', { openTasksPerInstance: 1 }, 'ServiceQuotaExceededException'],
    ['StartEmailContact', 'EMAIL', { emailsPerInstance: 1 }, 'ServiceQuotaExceededException'],
    ['StartChatContact', 'CHAT', { chatsPerInstance: 1 }, 'LimitExceededException'],
    ['StartOutboundChatContact', 'CHAT', { chatsPerInstance: 1 }, 'LimitExceededException'],
    ['StartOutboundVoiceContact', 'VOICE', { callsPerInstance: 1 }, 'LimitExceededException'],
    ['StartWebRTCContact', 'VOICE', { callsPerInstance: 1 }, 'LimitExceededException'],
    ['CreateContact', 'TASK', { openTasksPerInstance: 1 }, 'ServiceQuotaExceededException'],
  ])('%s refuses more contacts of channel %s than the quota', async (operation, channel, assumptions, error) => {
    const { send, refusal } = await serveContacts([waiting('it', channel)], { assumptions });
    expect(await refusal(operation, starts[operation])).toBe(error);
    await send('StopContact', { ContactId: 'it' });
    expect(await refusal(operation, starts[operation])).toBeUndefined();
  });
});

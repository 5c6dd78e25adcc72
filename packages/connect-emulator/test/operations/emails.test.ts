import { describe, expect, test } from '@jest/globals';
import { over, serveContacts, waiting } from './life.js';
import { starts } from './starts.js';

const email = starts.StartEmailContact;
const address = (EmailAddress: string) => ({ EmailAddress });
const people = (count: number) => Array.from({ length: count }, (_, index) => address(`person.${index}@example.com`));
const raw = (more: object = {}) => ({
  MessageSourceType: 'RAW',
  RawMessage: { Subject: 'An answer', Body: 'Because.', ContentType: 'text/html', ...more },
});

describe('StartEmailContact', () => {
  test('creates an email of a customer with its message, attachments and recipients', async () => {
    const { send, contact } = await serveContacts();
    const { ContactId } = await send('StartEmailContact', {
      ...email,
      Description: 'From the form',
      Attachments: [{ FileName: 'bill.pdf', S3Url: 'https://files.example.com/bill.pdf' }],
      AdditionalRecipients: { ToAddresses: people(1), CcAddresses: people(2) },
    });
    expect(await contact(ContactId)).toMatchObject({
      Channel: 'EMAIL',
      InitiationMethod: 'INBOUND',
      Name: 'A question',
      Description: 'From the form',
      CustomerEndpoint: { Type: 'EMAIL_ADDRESS', Address: 'somebody@example.com' },
      SystemEndpoint: { Type: 'EMAIL_ADDRESS', Address: 'care@example.com', DisplayName: 'Care' },
      AdditionalEmailRecipients: {
        ToList: [{ Address: 'person.0@example.com' }],
        CcList: [{ Address: 'person.0@example.com' }, { Address: 'person.1@example.com' }],
      },
    });
    const list = await send('ListContactReferences', { ContactId, ReferenceTypes: ['EMAIL_MESSAGE', 'ATTACHMENT'] });
    expect(list.ReferenceSummaryList).toMatchObject([
      { Attachment: { Name: 'bill.pdf', Status: 'APPROVED' } },
      { EmailMessage: { Arn: expect.stringContaining(':instance/test-instance/file/') } },
    ]);
  });

  test('accepts a name, and requires no flow unless assumed otherwise', async () => {
    const { send, contact } = await serveContacts();
    const { ContactId } = await send('StartEmailContact', { ...email, Name: 'Named', ContactFlowId: undefined });
    const made = await contact(ContactId);
    expect(made.Name).toBe('Named');
    expect(made.QueueInfo).toBeUndefined();
    const strict = await serveContacts([], { assumptions: { emailWithoutFlow: 'refuse' } });
    expect(await strict.refusal('StartEmailContact', { ...email, ContactFlowId: undefined })).toBe(
      'InvalidRequestException',
    );
  });

  const attachments = Array.from({ length: 11 }, (_, index) => ({
    FileName: `${index}`,
    S3Url: 'https://x.example.com',
  }));
  test.each([
    ['an address that does not belong to the instance', { DestinationEmailAddress: 'other@example.com' }],
    ['an invalid address', { DestinationEmailAddress: 'care' }],
    ['no message', { EmailMessage: { MessageSourceType: 'RAW' } }],
    ['a message of another type', { EmailMessage: raw({ ContentType: 'image/png' }) }],
    ['eleven attachments', { Attachments: attachments }],
    ['fifty further recipients', { AdditionalRecipients: { ToAddresses: people(25), CcAddresses: people(25) } }],
  ])('refuses %s', async (_what, input) => {
    const { refusal } = await serveContacts();
    expect(await refusal('StartEmailContact', { ...email, ...input })).toBe('InvalidRequestException');
  });

  test('accepts 49 further recipients', async () => {
    const { refusal } = await serveContacts();
    const AdditionalRecipients = { ToAddresses: people(24), CcAddresses: people(25) };
    expect(await refusal('StartEmailContact', { ...email, AdditionalRecipients })).toBeUndefined();
  });
});

describe('StartOutboundEmailContact', () => {
  const draft = { Channel: 'EMAIL', UserInfo: { UserId: 'bob' }, InitiateAs: 'CONNECTED_TO_USER' };
  const sending = { DestinationEmailAddress: address('somebody@example.com'), EmailMessage: raw() };
  const template = {
    MessageSourceType: 'TEMPLATE',
    TemplatedMessageConfig: { KnowledgeBaseId: 'base', MessageTemplateId: 'template', TemplateAttributes: {} },
  };

  test.each([['OUTBOUND'], ['AGENT_REPLY']])('sends a draft that was created as %s', async (InitiationMethod) => {
    const { send, contact, last, refusal } = await serveContacts();
    const { ContactId } = await send('CreateContact', { ...draft, InitiationMethod });
    const input = { ...sending, ContactId, AdditionalRecipients: { CcEmailAddresses: people(2) } };
    expect((await send('StartOutboundEmailContact', input)).ContactId).toBe(ContactId);
    expect(last()).toMatchObject({ changed: true });
    expect(await contact(ContactId)).toMatchObject({
      InitiationMethod,
      AgentInfo: { Id: 'bob' },
      CustomerEndpoint: { Address: 'somebody@example.com' },
      SystemEndpoint: { Address: 'care@example.com' },
      AdditionalEmailRecipients: { CcList: [{ Address: 'person.0@example.com' }, { Address: 'person.1@example.com' }] },
      DisconnectReason: 'AGENT_DISCONNECT',
    });
    const { ReferenceSummaryList } = await send('ListContactReferences', {
      ContactId,
      ReferenceTypes: ['EMAIL_MESSAGE'],
    });
    expect(ReferenceSummaryList).toHaveLength(1);
    expect(await refusal('StartOutboundEmailContact', input)).toBe('InvalidRequestException');
  });

  test.each([
    ['a template', { EmailMessage: template }, undefined],
    ['an address of the instance', { FromEmailAddress: address('CARE@example.com') }, undefined],
    [
      'an address that does not belong to the instance, as sender',
      { FromEmailAddress: address('other@example.com') },
      'InvalidRequestException',
    ],
    ['a template without its name', { EmailMessage: { MessageSourceType: 'TEMPLATE' } }, 'InvalidRequestException'],
    ['no message', { EmailMessage: { MessageSourceType: 'RAW' } }, 'InvalidRequestException'],
    ['fifty recipients in copy', { AdditionalRecipients: { CcEmailAddresses: people(50) } }, 'InvalidRequestException'],
    ['an inbound email', { ContactId: 'inbound' }, 'InvalidRequestException'],
    ['an ended email', { ContactId: 'over' }, 'InvalidRequestException'],
    ['a task', { ContactId: 'task' }, 'InvalidRequestException'],
    ['an unknown contact', { ContactId: 'nothing' }, 'ResourceNotFoundException'],
  ])('accepts or refuses %s', async (_what, input, error) => {
    const contacts = [
      waiting('inbound', 'EMAIL'),
      waiting('task', 'TASK'),
      over('over', 'EMAIL', { method: 'OUTBOUND' }),
    ];
    const { send, refusal } = await serveContacts(contacts);
    const { ContactId } = await send('CreateContact', { ...draft, InitiationMethod: 'OUTBOUND' });
    expect(await refusal('StartOutboundEmailContact', { ...sending, ContactId, ...input })).toBe(error);
  });

  test('requires an address of the instance', async () => {
    const { send, refusal } = await serveContacts([], { sections: { emailAddresses: [] } });
    const { ContactId } = await send('CreateContact', { ...draft, InitiationMethod: 'OUTBOUND' });
    expect(await refusal('StartOutboundEmailContact', { ...sending, ContactId })).toBe('InvalidRequestException');
  });
});

import { expect } from '@jest/globals';
import { contacts, flows, newTask, queues, users } from '../support/demo.js';
import type { TestGateway } from '../support/gateway.js';
import { describeMutations, type RefusalCase } from '../support/mutation-cases.js';
import { operationOf } from '../support/operation-of.js';

const contactFlowId = flows.inbound;
const participantDetails = { displayName: 'Somebody' };
const sourcePhoneNumberArn = 'arn:aws:connect:us-east-1:111122223333:phone-number/adadadad-0000-4000-8000-000000000002';
const destinationPhoneNumber = '+12065550123';
const raw = { subject: 'A question', body: 'Why?', contentType: 'TEXT_PLAIN' };
const email = {
  contactFlowId,
  fromEmailAddress: { emailAddress: 'somebody@example.com', displayName: 'Somebody' },
  destinationEmailAddress: 'care@example.com',
  emailMessage: { ...raw, headers: [{ name: 'MESSAGE_ID', value: '<1@example.com>' }] },
};
const call = { contactFlowId, destinationPhoneNumber, caller: { sourcePhoneNumber: '+12065550100' } };
const text = { contactFlowId, messaging: 'SMS', sourcePhoneNumberArn, destinationPhoneNumber };
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ emailAddress: `person${index}@example.com` }));

const anyId = expect.stringMatching(/^[0-9a-f-]{36}$/);
const token = expect.stringMatching(/^[\w-]{100,}$/);

/** What a call for a new contact names, and does not exist. */
function missing(input: object, resource: string, path: string, part: object = {}): RefusalCase {
  return {
    title: `names ${path} that does not exist`,
    input: () => ({ ...input, ...part }),
    answer: { __typename: 'ConnectResourceNotFoundError', resource, resourceId: 'nothing' },
  };
}

/** What breaks a documented constraint, told with its field before any call. */
function invalid(title: string, input: object, path: readonly string[]): RefusalCase {
  return {
    title: `is refused for ${title}`,
    input: () => ({ ...input }),
    answer: { __typename: 'ConnectInvalidInputError', violations: [expect.objectContaining({ path })] as never },
  };
}

async function start(gateway: TestGateway, mutation: string, input: object): Promise<string> {
  const type = operationOf(mutation);
  const { data } = await gateway.graphql(
    `mutation ($input: ${type}Input!) { result: ${mutation}(input: $input) { ... on ${type}Success { contactId } } }`,
    { input },
  );
  return data.result.contactId;
}
const newChat = (gateway: TestGateway) =>
  start(gateway, 'startChatContact', { contactFlowId, participantDetails, instanceId: null });
const newDraft = (gateway: TestGateway) =>
  start(gateway, 'createContact', { type: 'EMAIL_OUTBOUND', userId: users.ines });

describeMutations(
  [
    {
      mutation: 'startTaskContact',
      input: () => ({
        name: 'Call back',
        source: { contactFlowId },
        segmentAttributes: [{ name: 'plan', value: { string: 'basic' } }],
        attachments: [{ fileName: 'invoice.pdf', s3Url: 'https://files.example.com/invoice.pdf' }],
      }),
      selection: 'contactId contact { references(types: [ATTACHMENT]) { name type } }',
      success: () => ({ contactId: anyId, contact: { references: [{ name: 'invoice.pdf', type: 'ATTACHMENT' }] } }),
      refusals: [
        {
          title: 'names the chain that is full',
          input: () => ({
            name: 'One more',
            source: { contactFlowId },
            previousContactId: contacts.transferredElevenTimes,
          }),
          answer: { __typename: 'ConnectLimitReachedError', limit: 'CHAIN_CONTACTS', maximum: 12, current: 12 },
        },
        invalid(
          'more than five attachments',
          {
            name: 'x',
            source: { contactFlowId },
            attachments: Array.from({ length: 6 }, () => ({ fileName: 'a', s3Url: 'b' })),
          },
          ['attachments'],
        ),
      ],
    },
    {
      mutation: 'startChatContact',
      input: () => ({
        contactFlowId,
        participantDetails,
        customerId: 'customer-1',
        responseMode: 'COMPLETE',
        durationMinutes: 60,
        initialMessage: { contentType: 'TEXT_MARKDOWN', content: '**Hello**' },
        supportedMessagingContentTypes: ['TEXT_PLAIN', 'TEXT_MARKDOWN'],
        disconnectOnCustomerExit: ['AGENT'],
        past: { persistentChat: { rehydrationType: 'FROM_SEGMENT', sourceContactId: contacts.endedChat } },
      }),
      selection: 'contactId participantId participantToken continuedFromContactId contact { channel }',
      success: () => ({
        contactId: anyId,
        participantId: anyId,
        participantToken: token,
        continuedFromContactId: contacts.endedChat,
        contact: { channel: 'CHAT' },
      }),
      asksAgain: true,
      refusals: [
        missing({ participantDetails }, 'CONTACT_FLOW', 'a flow', { contactFlowId: 'nothing' }),
        missing({ contactFlowId, participantDetails }, 'CONTACT', 'a related contact', {
          past: { relatedContactId: 'nothing' },
        }),
        missing({ contactFlowId, participantDetails }, 'CONTACT', 'a past chat', {
          past: { persistentChat: { rehydrationType: 'ENTIRE_PAST_SESSION', sourceContactId: 'nothing' } },
        }),
        invalid('a duration that is too short', { contactFlowId, participantDetails, durationMinutes: 59 }, [
          'durationMinutes',
        ]),
        invalid(
          'content types without plain text',
          { contactFlowId, participantDetails, supportedMessagingContentTypes: ['TEXT_MARKDOWN'] },
          ['supportedMessagingContentTypes'],
        ),
        invalid(
          'a first message that is too long for its type',
          {
            contactFlowId,
            participantDetails,
            initialMessage: { contentType: 'TEXT_PLAIN', content: 'x'.repeat(1_025) },
          },
          ['initialMessage', 'content'],
        ),
      ],
    },
    {
      mutation: 'startEmailContact',
      input: () => ({ ...email, additionalRecipients: { toAddresses: many(1), ccAddresses: many(2) } }),
      selection: 'contactId contact { channel name customerEndpoint { address } }',
      success: () => ({
        contactId: anyId,
        contact: { channel: 'EMAIL', name: 'A question', customerEndpoint: { address: 'somebody@example.com' } },
      }),
      refusals: [
        missing(email, 'CONTACT', 'a related contact', { relatedContactId: 'nothing' }),
        missing(email, 'CONTACT_FLOW', 'a flow', { contactFlowId: 'nothing' }),
        invalid('an address that is none', { ...email, fromEmailAddress: { emailAddress: 'somebody' } }, [
          'fromEmailAddress',
          'emailAddress',
        ]),
        invalid('a subject that is too long', { ...email, emailMessage: { ...raw, subject: 'x'.repeat(999) } }, [
          'emailMessage',
          'subject',
        ]),
        invalid(
          'a header that is empty',
          { ...email, emailMessage: { ...raw, headers: [{ name: 'REFERENCES', value: '' }] } },
          ['emailMessage', 'headers', '0'],
        ),
        invalid(
          'more than 50 recipients',
          { ...email, additionalRecipients: { toAddresses: many(25), ccAddresses: many(25) } },
          ['additionalRecipients'],
        ),
        invalid(
          'a reference of a type that emails do not take',
          { ...email, references: [{ name: 'r', type: 'EMAIL', value: 'a@example.com' }] },
          ['references', '0', 'type'],
        ),
      ],
    },
    {
      mutation: 'startOutboundVoiceContact',
      input: () => ({ ...call, name: 'A call', ringTimeoutSeconds: 20 }),
      selection: 'contactId contact { channel name customerEndpoint { address } }',
      success: () => ({
        contactId: anyId,
        contact: { channel: 'VOICE', name: 'A call', customerEndpoint: { address: destinationPhoneNumber } },
      }),
      refusals: [
        missing({ ...call, caller: { queueId: 'nothing' } }, 'QUEUE', 'a queue'),
        missing(call, 'CONTACT_FLOW', 'a flow', { contactFlowId: 'nothing' }),
        {
          title: 'says of a country that it may not be called',
          input: () => ({ ...call, caller: { queueId: queues.general }, destinationPhoneNumber: '+447700900123' }),
          answer: { __typename: 'ConnectDestinationNotAllowedError' },
        },
        {
          title: 'says of a campaign that it is not permitted',
          input: () => ({
            ...call,
            campaign: {
              campaignId: 'spring',
              detectAnsweringMachine: true,
              awaitAnsweringMachinePrompt: false,
              preview: { timeoutSeconds: 30, allowedUserActions: ['CALL'] },
            },
          }),
          answer: { __typename: 'ConnectOutboundContactNotPermittedError' },
        },
        invalid(
          'a preview of less than no time',
          { ...call, campaign: { preview: { timeoutSeconds: -1, allowedUserActions: ['CALL'] } } },
          ['campaign', 'preview', 'timeoutSeconds'],
        ),
        invalid('a ring that is too long', { ...call, ringTimeoutSeconds: 61 }, ['ringTimeoutSeconds']),
        invalid('a number that is none', { ...call, caller: { sourcePhoneNumber: '12' } }, [
          'caller',
          'sourcePhoneNumber',
        ]),
      ],
    },
    {
      mutation: 'startOutboundChatContact',
      input: () => ({
        ...text,
        participantDetails,
        initialMessage: { raw: { contentType: 'TEXT_PLAIN', content: 'Hello' } },
        segmentAttributes: [{ name: 'plan', value: { string: 'basic' } }],
      }),
      selection: 'contactId contact { channel customerEndpoint { address } }',
      success: () => ({
        contactId: anyId,
        contact: { channel: 'CHAT', customerEndpoint: { address: destinationPhoneNumber } },
      }),
      refusals: [
        missing(text, 'CONTACT', 'a related contact', { relatedContactId: 'nothing' }),
        invalid('a number that is none', { ...text, destinationPhoneNumber: '0206' }, ['destinationPhoneNumber']),
        invalid(
          'a subtype beside its messaging',
          { ...text, segmentAttributes: [{ name: 'connect:Subtype', value: { string: 'connect:WhatsApp' } }] },
          ['segmentAttributes', '0', 'name'],
        ),
        invalid(
          'a template without an id',
          {
            ...text,
            initialMessage: {
              template: { knowledgeBaseId: 'k', messageTemplateId: '', customAttributes: [{ name: 'a', value: 'b' }] },
            },
          },
          ['initialMessage', 'template', 'messageTemplateId'],
        ),
      ],
    },
    {
      mutation: 'startOutboundEmailContact',
      input: async (gateway) => ({
        contactId: await newDraft(gateway),
        fromEmailAddress: { emailAddress: 'care@example.com' },
        destinationEmailAddress: { emailAddress: 'somebody@example.com' },
        ccEmailAddresses: many(2),
        emailMessage: { raw },
      }),
      selection: 'contactId contact { state }',
      success: ({ contactId }) => ({ contactId, contact: { state: 'ENDED' } }),
      refusals: [
        {
          title: 'is not for emails that came in',
          input: () => ({
            contactId: contacts.email,
            destinationEmailAddress: { emailAddress: 'somebody@example.com' },
            emailMessage: { raw },
          }),
          answer: { __typename: 'ConnectContactNotSuitableError', reason: 'INITIATION_METHOD_NOT_SUPPORTED' },
        },
        {
          title: 'is not for tasks',
          input: async (gateway) => ({
            contactId: await newTask(gateway),
            destinationEmailAddress: { emailAddress: 'somebody@example.com' },
            emailMessage: { raw },
          }),
          answer: { __typename: 'ConnectContactNotSuitableError', reason: 'CHANNEL_NOT_SUPPORTED', channel: 'TASK' },
        },
        invalid(
          'more than 50 recipients',
          {
            contactId: contacts.email,
            destinationEmailAddress: { emailAddress: 'somebody@example.com' },
            ccEmailAddresses: many(50),
            emailMessage: { raw },
          },
          ['ccEmailAddresses'],
        ),
        invalid(
          'a body that is empty',
          {
            contactId: contacts.email,
            destinationEmailAddress: { emailAddress: 'somebody@example.com' },
            emailMessage: { raw: { ...raw, body: '' } },
          },
          ['emailMessage', 'raw', 'body'],
        ),
      ],
    },
    {
      mutation: 'startWebRTCContact',
      input: () => ({
        contactFlowId,
        participantDetails,
        description: 'From the app',
        allowedCapabilities: { customer: { video: 'SEND' }, agent: { video: 'SEND', screenShare: 'SEND' } },
      }),
      selection: `contactId participantId participantToken contact { channel initiationMethod } connectionData {
      attendee { attendeeId joinToken }
      meeting { meetingId mediaRegion echoReductionAvailable mediaPlacement {
        audioHostUrl audioFallbackUrl signalingUrl turnControlUrl eventIngestionUrl } } }`,
      success: () => ({
        contactId: anyId,
        participantId: anyId,
        participantToken: token,
        contact: { channel: 'VOICE', initiationMethod: 'WEBRTC_API' },
        connectionData: {
          attendee: { attendeeId: anyId, joinToken: expect.stringMatching(/.{60,}/) },
          meeting: {
            meetingId: anyId,
            mediaRegion: 'us-east-1',
            echoReductionAvailable: false,
            mediaPlacement: { signalingUrl: expect.stringMatching(/^wss:/), turnControlUrl: expect.any(String) },
          },
        },
      }),
      asksAgain: true,
      refusals: [
        missing({ participantDetails }, 'CONTACT_FLOW', 'a flow', { contactFlowId: 'nothing' }),
        invalid('a participant without a name', { contactFlowId, participantDetails: { displayName: '' } }, [
          'participantDetails',
          'displayName',
        ]),
      ],
    },
    {
      mutation: 'createContact',
      input: () => ({
        type: 'EXTERNAL_TASK',
        initiateAs: 'CONNECTED_TO_USER',
        userId: users.ines,
        name: 'From another system',
        expiryDurationMinutes: 90,
      }),
      selection: 'contactId contactArn contact { channel name state user { id } }',
      success: () => ({
        contactId: anyId,
        contactArn: expect.stringContaining('/contact/'),
        contact: { channel: 'TASK', name: 'From another system', state: 'CONNECTED_TO_USER', user: { id: users.ines } },
      }),
      refusals: [
        missing({ type: 'EMAIL_OUTBOUND', userId: 'nothing' }, 'USER', 'a user'),
        missing({ type: 'EXTERNAL_AUDIO', previousContactId: 'nothing' }, 'CONTACT', 'a contact before it'),
        invalid("an agent's email without its agent", { type: 'EMAIL_AGENT_REPLY' }, ['userId']),
        invalid('a call that is over', { type: 'EXTERNAL_AUDIO', initiateAs: 'COMPLETED' }, ['initiateAs']),
        invalid('a task with a contact before it', { type: 'EXTERNAL_TASK', previousContactId: contacts.ended }, [
          'previousContactId',
        ]),
      ],
    },
    {
      mutation: 'createParticipant',
      invisible: 'Connect returns no list of participants.',
      input: async (gateway) => ({
        contactId: await newChat(gateway),
        participantDetails: { participantRole: 'CUSTOM_BOT', displayName: 'Helper' },
      }),
      selection: 'contactId participantId participantCredentials { participantToken expiresAt }',
      success: ({ contactId }) => ({
        contactId,
        participantId: anyId,
        participantCredentials: { participantToken: token, expiresAt: expect.stringMatching(/Z$/) },
      }),
      asksAgain: true,
      refusals: [
        {
          title: 'is not for tasks',
          input: async (gateway) => ({
            contactId: await newTask(gateway),
            participantDetails: { participantRole: 'CUSTOM_BOT' },
          }),
          answer: { __typename: 'ConnectContactNotSuitableError', reason: 'CHANNEL_NOT_SUPPORTED', channel: 'TASK' },
        },
        {
          title: 'is not for calls over the phone',
          input: () => ({ contactId: contacts.voice, participantDetails: { participantRole: 'CUSTOMER' } }),
          answer: { __typename: 'ConnectContactNotSuitableError', reason: 'INITIATION_METHOD_NOT_SUPPORTED' },
        },
        {
          title: 'names a contact that does not exist',
          input: () => ({ contactId: 'nothing', participantDetails: { participantRole: 'CUSTOMER' } }),
          answer: { __typename: 'ConnectResourceNotFoundError', resource: 'CONTACT', resourceId: 'nothing' },
        },
      ],
    },
    {
      mutation: 'createPersistentContactAssociation',
      input: async (gateway) => ({
        initialContactId: await newChat(gateway),
        rehydrationType: 'FROM_SEGMENT',
        sourceContactId: contacts.endedChat,
      }),
      selection: 'continuedFromContactId contact { channel } continuedFrom { state }',
      success: () => ({
        continuedFromContactId: contacts.endedChat,
        contact: { channel: 'CHAT' },
        continuedFrom: { state: 'ENDED' },
      }),
      lost: 'unknown',
      refusals: [
        {
          title: 'is not for tasks',
          input: async (gateway) => ({
            initialContactId: await newTask(gateway),
            rehydrationType: 'FROM_SEGMENT',
            sourceContactId: contacts.endedChat,
          }),
          answer: { __typename: 'ConnectContactNotSuitableError', reason: 'CHANNEL_NOT_SUPPORTED', channel: 'TASK' },
        },
        {
          title: 'names a past chat that does not exist',
          input: async (gateway) => ({
            initialContactId: await newChat(gateway),
            rehydrationType: 'FROM_SEGMENT',
            sourceContactId: 'nothing',
          }),
          answer: { __typename: 'ConnectResourceNotFoundError', resource: 'CONTACT', resourceId: 'nothing' },
        },
      ],
    },
  ],
  { emulator: { assumptions: { callsPerInstance: 1_000 } } },
);

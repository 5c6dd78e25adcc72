import { describe, expect, test } from '@jest/globals';
import { serviceModel } from 'connect-model';
import { over, serveContacts, waiting, withAnn } from './life.js';
import { starts } from './starts.js';

const web = { 'connect:Subtype': 'connect:WebRTC' };

/**
 * A valid input for every other contact operation with a token, and a different input that the same token must not be
 * used with.
 */
const inputs: Readonly<Record<string, readonly [object, object]>> = {
  ...Object.fromEntries(Object.entries(starts).map(([name, input]) => [name, [input, { RelatedContactId: 'chat' }]])),
  TransferContact: [{ ContactId: 'task', ContactFlowId: 'to-queue', QueueId: 'lonely' }, { QueueId: 'small' }],
  StartOutboundEmailContact: [
    {
      ContactId: 'draft',
      DestinationEmailAddress: { EmailAddress: 'somebody@example.com' },
      EmailMessage: { MessageSourceType: 'RAW', RawMessage: { Subject: 'x', Body: 'x', ContentType: 'text/plain' } },
    },
    { FromEmailAddress: { EmailAddress: 'care@example.com' } },
  ],
  MonitorContact: [
    { ContactId: 'chat', UserId: 'bob', AllowedMonitorCapabilities: ['SILENT_MONITOR'] },
    { UserId: 'off' },
  ],
  CreateParticipant: [
    { ContactId: 'chat', ParticipantDetails: { ParticipantRole: 'CUSTOM_BOT' } },
    { ContactId: 'call' },
  ],
  CreatePersistentContactAssociation: [
    { InitialContactId: 'chat', RehydrationType: 'FROM_SEGMENT', SourceContactId: 'past' },
    { RehydrationType: 'ENTIRE_PAST_SESSION' },
  ],
  StartContactStreaming: [
    { ContactId: 'chat', ChatStreamingConfiguration: { StreamingEndpointArn: 'arn:aws:sns:us-east-1:111122223333:x' } },
    { ChatStreamingConfiguration: { StreamingEndpointArn: 'arn:aws:sns:us-east-1:111122223333:y' } },
  ],
  StartScreenSharing: [{ ContactId: 'call' }, { ContactId: 'chat' }],
};

const contacts = [
  waiting('task', 'TASK'),
  withAnn('chat', 'CHAT'),
  over('past', 'CHAT'),
  withAnn('call', 'VOICE', { method: 'WEBRTC_API', segmentAttributes: web }),
  waiting('draft', 'EMAIL', { method: 'OUTBOUND' }),
];

describe('A client token', () => {
  test('is tested here for every contact operation that accepts one', () => {
    const takers = Object.entries(serviceModel.operations)
      .filter(([name, { input }]) => hasToken(input) && !elsewhere.has(name))
      .map(([name]) => name);
    expect(Object.keys(inputs).sort()).toEqual(takers.sort());
  });

  test.each(Object.entries(inputs))(
    'makes %s run once, however often it is sent',
    async (operation, [input, other]) => {
      const { send, last, refusal, world } = await serveContacts(contacts);
      const first = await send(operation, { ...input, ClientToken: 'token' });
      expect(last()).toMatchObject({ changed: true, replayed: false, token: 'token' });
      const { revision } = world;
      const second = await send(operation, { ...input, ClientToken: 'token' });
      expect(second).toEqual(first);
      expect(last()).toMatchObject({ changed: false, replayed: true, token: 'token' });
      expect(world.revision).toBe(revision);
      expect(await refusal(operation, { ...input, ...other, ClientToken: 'token' })).toBe('IdempotencyException');
    },
  );
});

/** Operations on files and evaluations, and operations for campaigns only. */
const elsewhere = new Set([
  'BatchPutContact',
  'SendOutboundEmail',
  'StartContactEvaluation',
  'StartAttachedFileUpload',
]);

function hasToken(inputShape: string): boolean {
  const input = serviceModel.shapes[inputShape];
  return input?.type === 'structure' && input.members.some(({ name }) => name === 'ClientToken');
}

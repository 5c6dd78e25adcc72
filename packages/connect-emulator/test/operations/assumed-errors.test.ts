import { describe, expect, test } from '@jest/globals';
import { type LifeAssumptions, lifeAssumptions } from '../../src/world/assumptions/assumptions-life.js';
import { over, serveContacts, waiting, withAnn } from './life.js';
import { starts } from './starts.js';

const contacts = [
  waiting('task', 'TASK', { tags: { a: '1', b: '2', c: '3', d: '4', e: '5', f: '6' } }),
  waiting('later', 'TASK', { state: 'scheduled', scheduled: '+1h' }),
  withAnn('busy', 'TASK'),
  withAnn('chat', 'CHAT', { authentication: 'given' }),
  withAnn('call', 'VOICE'),
  over('past', 'CHAT', { authentication: 'used' }),
  over('done', 'TASK'),
];
const limits = { pausesPerContact: 0, reschedulesPerContact: 0, listenersPerContact: 0 };
const past = (SourceContactId: string) => ({
  InitialContactId: 'chat',
  RehydrationType: 'FROM_SEGMENT',
  SourceContactId,
});
const expiry = { 'connect:ContactExpiry': { ValueMap: { ExpiryDuration: { ValueInteger: 60 } } } };
const people = Array.from({ length: 50 }, (_, index) => ({ EmailAddress: `person.${index}@example.com` }));
const recording = { ContactId: 'call', InitialContactId: 'call' };

/** One call for each assumed error, with the calls that come before it. */
const refusals: Readonly<Partial<Record<keyof LifeAssumptions, readonly [string, object, first?: object]>>> = {
  errorOfWrongContactState: ['AssociateContactWithUser', { ContactId: 'done', UserId: 'bob' }],
  errorOfWrongPauseState: ['ResumeContact', { ContactId: 'task' }],
  errorOfPauseLimit: ['PauseContact', { ContactId: 'task' }],
  errorOfRescheduleLimit: [
    'UpdateContactSchedule',
    { ContactId: 'later', ScheduledTime: new Date(Date.now() + 9_000_000) },
  ],
  errorOfWrongRoutingState: ['UpdateContactRoutingData', { ContactId: 'busy', QueuePriority: 1 }],
  errorOfWrongRoutingData: ['UpdateContactRoutingData', { ContactId: 'task' }],
  errorOfExpiryOfEndedContact: ['UpdateContact', { ContactId: 'done', SegmentAttributes: expiry }],
  errorOfTooManyContactTags: ['TagContact', { ContactId: 'task', Tags: { seventh: 'x' } }],
  errorOfSecondContinuation: ['CreatePersistentContactAssociation', past('past'), past('past')],
  errorOfWrongSourceContact: ['CreatePersistentContactAssociation', past('chat')],
  errorOfForeignEndpoint: [
    'StartOutboundVoiceContact',
    { ...starts.StartOutboundVoiceContact, SourcePhoneNumber: '+12065550177' },
  ],
  errorOfCampaignCall: ['StartOutboundVoiceContact', { ...starts.StartOutboundVoiceContact, TrafficType: 'CAMPAIGN' }],
  errorOfTooManyRecipients: [
    'StartEmailContact',
    { ...starts.StartEmailContact, AdditionalRecipients: { CcAddresses: people } },
  ],
  errorOfTooManyListeners: [
    'MonitorContact',
    { ContactId: 'call', UserId: 'bob', AllowedMonitorCapabilities: ['SILENT_MONITOR'] },
  ],
  errorOfWrongRecordingState: ['StopContactRecording', recording],
  errorOfWrongMediaState: ['StopContactMediaProcessing', { ContactId: 'chat' }],
  errorOfUnknownAuthentication: ['UpdateParticipantAuthentication', { State: 'other', Code: 'x' }],
  errorOfFinishedAuthentication: ['UpdateParticipantAuthentication', { State: 'used', Code: 'x' }],
  errorOfUndismissableContact: ['DismissUserContact', { UserId: 'ann', ContactId: 'call' }],
};

describe('An assumption', () => {
  test('about an error is tested here for every setting', () => {
    const errors = Object.keys(lifeAssumptions).filter((name) => name.startsWith('errorOf'));
    expect(Object.keys(refusals).sort()).toEqual(errors.sort());
  });

  test.each(Object.entries(refusals))('decides the error: %s', async (name, [operation, input, first]) => {
    const answerWith = async (assumed: Partial<LifeAssumptions>) => {
      const { send, refusal } = await serveContacts(contacts, { assumptions: { ...limits, ...assumed } });
      if (first) await send(operation, first);
      return refusal(operation, input);
    };
    expect(await answerWith({})).toBe(lifeAssumptions[name as keyof LifeAssumptions]);
    expect(await answerWith({ [name]: 'AccessDeniedException' })).toBe('AccessDeniedException');
  });

  test('decides whether a chat is related to the past chat that it continues', async () => {
    const { send, contact } = await serveContacts(contacts, { assumptions: { continuedChatIsRelated: false } });
    await send('CreatePersistentContactAssociation', past('past'));
    expect((await contact('chat')).RelatedContactId).toBeUndefined();
  });

  test('decides the initiation method of an outbound message', async () => {
    const { send, contact } = await serveContacts([], { assumptions: { initiationMethodOfOutboundChat: 'OUTBOUND' } });
    const { ContactId } = await send('StartOutboundChatContact', starts.StartOutboundChatContact);
    expect((await contact(ContactId)).InitiationMethod).toBe('OUTBOUND');
  });

  test('decides whether segment attributes must be defined', async () => {
    const { refusal } = await serveContacts(contacts, { assumptions: { undefinedSegmentAttributes: 'accept' } });
    const SegmentAttributes = { colour: { ValueString: 'red' } };
    expect(await refusal('UpdateContact', { ContactId: 'task', SegmentAttributes })).toBeUndefined();
    const subtype = { 'connect:Subtype': { ValueString: 'connect:Guide' } };
    const input = { ContactId: 'task', SegmentAttributes: subtype };
    expect(await refusal('UpdateContact', input)).toBe('InvalidRequestException');
  });

  test('decides how many tasks an agent may have paused, and how many streamings a chat has', async () => {
    const paused = withAnn('paused', 'TASK', { state: 'paused', paused: '-1m' });
    const { refusal } = await serveContacts([...contacts, paused], {
      assumptions: { pausedTasksPerConcurrentTask: 0.5, streamingsPerContact: 0 },
    });
    expect(await refusal('PauseContact', { ContactId: 'busy' })).toBe('LimitExceededException');
    const StreamingEndpointArn = 'arn:aws:sns:us-east-1:111122223333:x';
    const streaming = { ContactId: 'chat', ChatStreamingConfiguration: { StreamingEndpointArn } };
    expect(await refusal('StartContactStreaming', streaming)).toBe('LimitExceededException');
  });
});

import { describe, expect, test } from '@jest/globals';
import { serveContacts } from './life.js';
import { starts } from './starts.js';

const outbound = starts.StartOutboundVoiceContact;
const ringing = { timing: { flowMs: 0, acceptMs: 0, ringMs: 20_000 } };

describe('StartOutboundVoiceContact', () => {
  test('calls a customer, and runs the flow when the call is answered', async () => {
    const { send, contact, advance } = await serveContacts([], ringing);
    const { ContactId } = await send('StartOutboundVoiceContact', {
      ...outbound,
      Name: 'Callback',
      Description: 'As agreed',
    });
    const dialled = await contact(ContactId);
    expect(dialled).toMatchObject({
      Channel: 'VOICE',
      InitiationMethod: 'API',
      Name: 'Callback',
      Description: 'As agreed',
      CustomerEndpoint: { Type: 'TELEPHONE_NUMBER', Address: '+12065550123' },
      SystemEndpoint: { Type: 'TELEPHONE_NUMBER', Address: '+12065550100' },
    });
    expect(dialled.ConnectedToSystemTimestamp).toBeUndefined();
    advance(20_000);
    expect(await contact(ContactId)).toMatchObject({
      ConnectedToSystemTimestamp: expect.any(Date),
      AgentInfo: { Id: 'ann' },
    });
  });

  test.each([
    [15, 'TELECOM_UNANSWERED'],
    [20, undefined],
    [undefined, undefined],
  ])('ends the call after the ring timeout: %p', async (RingTimeoutInSeconds, reason) => {
    const { send, contact, advance } = await serveContacts([], ringing);
    const { ContactId } = await send('StartOutboundVoiceContact', { ...outbound, RingTimeoutInSeconds });
    advance(30_000);
    expect((await contact(ContactId)).DisconnectReason).toBe(reason);
  });

  test('accepts a queue instead of a number, and transfers the call to it', async () => {
    const { send, contact } = await serveContacts([], { timing: { flowMs: 0, acceptMs: 0, ringMs: 0 } });
    const { ContactId } = await send('StartOutboundVoiceContact', {
      ...outbound,
      SourcePhoneNumber: undefined,
      QueueId: 'lonely',
    });
    expect((await contact(ContactId)).QueueInfo?.Id).toBe('lonely');
  });

  test('can be stopped while the phone rings', async () => {
    const { send, contact, advance } = await serveContacts([], ringing);
    const { ContactId } = await send('StartOutboundVoiceContact', outbound);
    await send('StopContact', { ContactId });
    advance(30_000);
    expect(await contact(ContactId)).toMatchObject({ DisconnectReason: 'OTHER' });
    expect((await contact(ContactId)).ConnectedToSystemTimestamp).toBeUndefined();
  });

  const detection = { AnswerMachineDetectionConfig: { EnableAnswerMachineDetection: true } };
  test.each([
    ['neither number nor queue', { SourcePhoneNumber: undefined }, 'InvalidRequestException'],
    ['a number that does not belong to the instance', { SourcePhoneNumber: '+12065550199' }, 'InvalidRequestException'],
    ['an unknown queue', { QueueId: 'nothing' }, 'ResourceNotFoundException'],
    ['an invalid number', { DestinationPhoneNumber: '2065550123' }, 'InvalidParameterException'],
    ['a tel: link', { DestinationPhoneNumber: 'tel:+12065550123' }, 'InvalidParameterException'],
    ['a source that only contains a number', { SourcePhoneNumber: 'x +12065550100' }, 'InvalidParameterException'],
    ['a UK mobile number', { DestinationPhoneNumber: '+447700900123' }, 'DestinationNotAllowedException'],
    ['a campaign', { TrafficType: 'CAMPAIGN' }, 'OutboundContactNotPermittedException'],
    ['a preview', { OutboundStrategy: { Type: 'AGENT_FIRST' } }, 'OutboundContactNotPermittedException'],
    ['answering machine detection outside campaigns', detection, 'InvalidRequestException'],
    ['14 seconds of ringing', { RingTimeoutInSeconds: 14 }, 'InvalidParameterException'],
    ['61 seconds of ringing', { RingTimeoutInSeconds: 61 }, 'InvalidParameterException'],
  ])('refuses %s', async (_what, input, error) => {
    const { refusal } = await serveContacts();
    expect(await refusal('StartOutboundVoiceContact', { ...outbound, ...input })).toBe(error);
  });

  test('accepts number and queue together, campaigns and UK mobile numbers as the assumptions say', async () => {
    const both = { ...outbound, QueueId: 'tasks' };
    const usual = await serveContacts([], { timing: { flowMs: 0, acceptMs: 0, ringMs: 0 } });
    const { ContactId: callId } = await usual.send('StartOutboundVoiceContact', both);
    expect(await usual.contact(callId)).toMatchObject({
      SystemEndpoint: { Address: '+12065550100' },
      QueueInfo: { Id: 'tasks' },
    });
    const { refusal, send, contact } = await serveContacts([], {
      assumptions: { numberAndQueueTogether: 'refuse', campaignCalls: 'accept', ukMobileNumbers: 'accept' },
    });
    expect(await refusal('StartOutboundVoiceContact', both)).toBe('InvalidRequestException');
    const campaign = { ...outbound, ...detection, TrafficType: 'CAMPAIGN', CampaignId: 'spring' };
    const { ContactId } = await send('StartOutboundVoiceContact', {
      ...campaign,
      DestinationPhoneNumber: '+447700900123',
    });
    expect(await contact(ContactId)).toMatchObject({ Campaign: { CampaignId: 'spring' } });
  });

  test('makes a second call with the same token after seven days', async () => {
    const { send, advance } = await serveContacts();
    const start = async () =>
      (await send('StartOutboundVoiceContact', { ...outbound, ClientToken: 'token' })).ContactId;
    const first = await start();
    advance(6 * 86_400_000);
    expect(await start()).toBe(first);
    advance(86_400_000);
    expect(await start()).not.toBe(first);
  });
});

describe('StartWebRTCContact', () => {
  test('starts a web call with the capabilities of each participant', async () => {
    const { send, contact } = await serveContacts();
    const answer = await send('StartWebRTCContact', {
      ...starts.StartWebRTCContact,
      Description: 'From the shop',
      AllowedCapabilities: { Customer: { Video: 'SEND' }, Agent: { Video: 'SEND', ScreenShare: 'SEND' } },
    });
    expect(answer).toMatchObject({
      ParticipantId: expect.any(String),
      ParticipantToken: expect.any(String),
      ConnectionData: {
        Attendee: { AttendeeId: expect.any(String), JoinToken: expect.any(String) },
        Meeting: { MediaRegion: 'us-east-1', MeetingId: expect.any(String) },
      },
    });
    expect(await contact(answer.ContactId)).toMatchObject({
      Channel: 'VOICE',
      InitiationMethod: 'WEBRTC_API',
      Description: 'From the shop',
      SegmentAttributes: { 'connect:Subtype': { ValueString: 'connect:WebRTC' } },
      Customer: { Capabilities: { Video: 'SEND' } },
      AgentInfo: { Capabilities: { Video: 'SEND', ScreenShare: 'SEND' } },
    });
    await send('StartScreenSharing', { ContactId: answer.ContactId });
  });
});

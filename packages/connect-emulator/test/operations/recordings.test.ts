import { describe, expect, test } from '@jest/globals';
import { over, serveContacts, waiting, withAnn } from './life.js';
import type { Served } from './served.js';

const ids = { ContactId: 'it', InitialContactId: 'it' };
const conversation = { ...ids, VoiceRecordingConfiguration: { VoiceRecordingTrack: 'ALL' } };
const recordings = async ({ contact }: Served) => (await contact('it')).Recordings;

describe('StartContactRecording', () => {
  test.each([
    ['ALL', 'ALL'],
    ['FROM_AGENT', 'AGENT'],
    ['TO_AGENT', 'CUSTOMER'],
  ])('records the track %s of a call', async (VoiceRecordingTrack, ParticipantType) => {
    const served = await serveContacts([withAnn('it', 'VOICE')]);
    await served.send('StartContactRecording', { ...ids, VoiceRecordingConfiguration: { VoiceRecordingTrack } });
    expect(served.last()).toMatchObject({ changed: true });
    expect(await recordings(served)).toEqual([
      {
        StorageType: 'S3',
        Location: expect.stringMatching(/CallRecordings\/\d{4}\/\d\d\/\d\d\/it_\d{8}T\d\d:\d\d_UTC\.wav$/),
        MediaStreamType: 'AUDIO',
        ParticipantType,
        StartTimestamp: expect.any(Date),
      },
    ]);
  });

  test('starts when the agent joins, if the call came earlier', async () => {
    const served = await serveContacts([waiting('it', 'VOICE')]);
    await served.send('StartContactRecording', conversation);
    expect(await recordings(served)).toBeUndefined();
    served.advance(60_000);
    await served.send('PutUserStatus', { UserId: 'off', AgentStatusId: 'available' });
    const { AgentInfo, Recordings } = await served.contact('it');
    expect(Recordings?.[0]?.StartTimestamp).toEqual(AgentInfo?.ConnectedToAgentTimestamp);
  });

  test('records the time before the agent joins, and stops then', async () => {
    const served = await serveContacts([waiting('it', 'VOICE')]);
    await served.send('StartContactRecording', { ...ids, VoiceRecordingConfiguration: { IvrRecordingTrack: 'ALL' } });
    expect(await recordings(served)).toMatchObject([{ StartTimestamp: expect.any(Date) }]);
    await served.send('PutUserStatus', { UserId: 'off', AgentStatusId: 'available' });
    const { AgentInfo, Recordings } = await served.contact('it');
    expect(Recordings?.[0]?.StopTimestamp).toEqual(AgentInfo?.ConnectedToAgentTimestamp);
  });

  test('ends with the call', async () => {
    const served = await serveContacts([withAnn('it', 'VOICE')]);
    await served.send('StartContactRecording', conversation);
    await served.send('StopContact', { ContactId: 'it' });
    const { DisconnectTimestamp, Recordings } = await served.contact('it');
    expect(Recordings).toMatchObject([{ StopTimestamp: DisconnectTimestamp, Status: 'AVAILABLE' }]);
  });

  const tracks = (VoiceRecordingConfiguration: object) => ({ ...ids, VoiceRecordingConfiguration });
  test.each([
    ['no track', withAnn('it', 'VOICE'), tracks({}), 'InvalidRequestException'],
    [
      'both tracks',
      withAnn('it', 'VOICE'),
      tracks({ VoiceRecordingTrack: 'ALL', IvrRecordingTrack: 'ALL' }),
      'InvalidRequestException',
    ],
    [
      'the time before the agent after the agent has joined',
      withAnn('it', 'VOICE'),
      tracks({ IvrRecordingTrack: 'ALL' }),
      'InvalidRequestException',
    ],
    ['a chat', withAnn('it', 'CHAT'), conversation, 'InvalidRequestException'],
    ['a task', withAnn('it', 'TASK'), conversation, 'InvalidRequestException'],
    ['a call that has ended', over('it', 'VOICE'), conversation, 'InvalidRequestException'],
    [
      'a call that is already recorded',
      withAnn('it', 'VOICE', { recorded: ['AGENT'] }),
      conversation,
      'InvalidRequestException',
    ],
    [
      'another first contact',
      withAnn('it', 'VOICE'),
      { ...conversation, InitialContactId: 'x' },
      'ResourceNotFoundException',
    ],
    ['an unknown contact', withAnn('other', 'VOICE'), conversation, 'ResourceNotFoundException'],
  ])('refuses %s', async (_what, contact, input, error) => {
    const { refusal } = await serveContacts([contact]);
    expect(await refusal('StartContactRecording', input)).toBe(error);
  });
});

describe('Stop-, Suspend- and ResumeContactRecording', () => {
  const recorded = withAnn('it', 'VOICE', { recorded: ['AGENT', 'SCREEN'] });

  test('stop all recordings, which cannot be started again', async () => {
    const served = await serveContacts([recorded]);
    await served.send('StopContactRecording', ids);
    expect(await recordings(served)).toMatchObject([
      { MediaStreamType: 'AUDIO', StopTimestamp: expect.any(Date), Status: 'AVAILABLE' },
      { MediaStreamType: 'VIDEO', StopTimestamp: expect.any(Date), Status: 'AVAILABLE' },
    ]);
    expect(await served.refusal('StartContactRecording', conversation)).toBe('InvalidRequestException');
    expect(await served.refusal('StopContactRecording', ids)).toBe('InvalidRequestException');
    expect(await served.refusal('SuspendContactRecording', ids)).toBe('InvalidRequestException');
  });

  test('change only the recording type in the input', async () => {
    const served = await serveContacts([recorded]);
    const screen = { ...ids, ContactRecordingType: 'SCREEN' };
    await served.send('SuspendContactRecording', screen);
    expect(served.last()).toMatchObject({ changed: true });
    expect(await served.refusal('SuspendContactRecording', screen)).toBe('InvalidRequestException');
    await served.send('SuspendContactRecording', ids);
    await served.send('ResumeContactRecording', screen);
    expect(await served.refusal('ResumeContactRecording', screen)).toBe('InvalidRequestException');
    await served.send('ResumeContactRecording', ids);
    await served.send('StopContactRecording', screen);
    const [voice, video] = (await recordings(served)) ?? [];
    expect(voice?.StopTimestamp).toBeUndefined();
    expect(video?.StopTimestamp).toBeInstanceOf(Date);
  });

  test.each([['StopContactRecording'], ['SuspendContactRecording'], ['ResumeContactRecording']])(
    '%s refuses a call without a recording',
    async (operation) => {
      const { refusal } = await serveContacts([
        withAnn('it', 'VOICE'),
        waiting('early', 'VOICE', { recorded: ['AGENT'] }),
        over('over', 'VOICE', { recorded: ['AGENT'] }),
        waiting('chat', 'CHAT'),
      ]);
      const at = (ContactId: string) => refusal(operation, { ContactId, InitialContactId: ContactId });
      for (const id of ['it', 'early', 'over', 'chat']) expect(await at(id)).toBe('InvalidRequestException');
      expect(await at('nothing')).toBe('ResourceNotFoundException');
    },
  );

  test('resume only a suspended recording', async () => {
    const { refusal } = await serveContacts([recorded]);
    expect(await refusal('ResumeContactRecording', ids)).toBe('InvalidRequestException');
  });
});

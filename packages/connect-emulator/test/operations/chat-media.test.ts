import { describe, expect, test } from '@jest/globals';
import { over, serveContacts, waiting, withAnn } from './life.js';
import type { Served } from './served.js';

const topic = 'arn:aws:sns:us-east-1:111122223333:chat';
const lambda = 'arn:aws:lambda:us-east-1:111122223333:function:redact';
const streaming = { ContactId: 'it', ChatStreamingConfiguration: { StreamingEndpointArn: topic } };
const processing = { ContactId: 'it', ProcessorArn: lambda, FailureMode: 'DELIVER_UNPROCESSED_MESSAGE' };
const session = ({ world }: Served) => world.instances[0]?.chatSessions.of('it');

/** Each operation on chats with a valid input for the live chat `it`. */
const operations: Readonly<Record<string, object>> = {
  StartContactStreaming: streaming,
  StartContactMediaProcessing: processing,
  UpdateParticipantRoleConfig: {
    ContactId: 'it',
    ChannelConfiguration: {
      Chat: {
        ParticipantTimerConfigList: [
          { ParticipantRole: 'AGENT', TimerType: 'IDLE', TimerValue: { ParticipantTimerDurationInMinutes: 5 } },
        ],
      },
    },
  },
};

describe.each(Object.entries(operations))('%s', (operation, input) => {
  test.each([
    ['a call', withAnn('it', 'VOICE'), 'InvalidRequestException'],
    ['a task', withAnn('it', 'TASK'), 'InvalidRequestException'],
    ['a chat that has ended', over('it', 'CHAT'), 'InvalidRequestException'],
    ['an unknown contact', withAnn('other', 'CHAT'), 'ResourceNotFoundException'],
  ])('refuses %s', async (_what, contact, error) => {
    const { refusal } = await serveContacts([contact]);
    expect(await refusal(operation, input)).toBe(error);
  });

  test('accepts a live chat, queued or with an agent', async () => {
    for (const contact of [withAnn('it', 'CHAT'), waiting('it', 'CHAT')]) {
      const { send, last } = await serveContacts([contact]);
      await send(operation, input);
      expect(last()).toMatchObject({ status: 200, changed: true });
    }
  });
});

describe('The streaming of a chat', () => {
  test('is started, stopped and started again', async () => {
    const served = await serveContacts([withAnn('it', 'CHAT')]);
    const { StreamingId } = await served.send('StartContactStreaming', streaming);
    expect(session(served)?.streamings.get(StreamingId)).toEqual({ endpointArn: topic });
    expect(await served.refusal('StartContactStreaming', streaming)).toBe('LimitExceededException');
    await served.send('StopContactStreaming', { ContactId: 'it', StreamingId });
    expect(served.last()).toMatchObject({ changed: true });
    expect(await served.refusal('StopContactStreaming', { ContactId: 'it', StreamingId })).toBe(
      'ResourceNotFoundException',
    );
    expect((await served.send('StartContactStreaming', streaming)).StreamingId).not.toBe(StreamingId);
  });

  test('requires an SNS topic', async () => {
    const { refusal } = await serveContacts([withAnn('it', 'CHAT')]);
    const ChatStreamingConfiguration = { StreamingEndpointArn: lambda };
    expect(await refusal('StartContactStreaming', { ...streaming, ChatStreamingConfiguration })).toBe(
      'InvalidParameterException',
    );
  });
});

describe('The processing of a chat', () => {
  test('is started, replaced and stopped', async () => {
    const served = await serveContacts([withAnn('it', 'CHAT')]);
    await served.send('StartContactMediaProcessing', processing);
    await served.send('StartContactMediaProcessing', processing);
    expect(served.last()).toMatchObject({ status: 200, changed: false });
    await served.send('StartContactMediaProcessing', { ...processing, FailureMode: undefined });
    expect(session(served)?.processing).toEqual({ processorArn: lambda, failureMode: undefined });
    await served.send('StopContactMediaProcessing', { ContactId: 'it' });
    expect(session(served)?.processing).toBeUndefined();
    expect(await served.refusal('StopContactMediaProcessing', { ContactId: 'it' })).toBe('InvalidRequestException');
  });

  test.each([
    ['StartContactMediaProcessing', { ContactId: undefined }, 'InvalidRequestException'],
    ['StartContactMediaProcessing', { InstanceId: undefined }, 'InvalidRequestException'],
    ['StartContactMediaProcessing', { ProcessorArn: undefined }, 'InvalidRequestException'],
    ['StartContactMediaProcessing', { ProcessorArn: topic }, 'InvalidParameterException'],
    ['StopContactMediaProcessing', { ContactId: undefined }, 'InvalidRequestException'],
    ['StopContactMediaProcessing', { InstanceId: undefined }, 'InvalidRequestException'],
    ['StopContactMediaProcessing', { ContactId: 'nothing' }, 'ResourceNotFoundException'],
  ])('%s refuses %j', async (operation, input, error) => {
    const { refusal } = await serveContacts([withAnn('it', 'CHAT')]);
    expect(await refusal(operation, { ...processing, ...input })).toBe(error);
  });
});

describe('The timers of a chat', () => {
  const timers = (...ParticipantTimerConfigList: object[]) => ({
    ContactId: 'it',
    ChannelConfiguration: { Chat: { ParticipantTimerConfigList } },
  });
  const timer = (ParticipantRole: string, TimerType: string, TimerValue: object) => ({
    ParticipantRole,
    TimerType,
    TimerValue,
  });
  const minutes = (ParticipantTimerDurationInMinutes: number) => ({ ParticipantTimerDurationInMinutes });

  test('are set and unset', async () => {
    const served = await serveContacts([withAnn('it', 'CHAT')]);
    const idle = timer('CUSTOMER', 'IDLE', minutes(5));
    const leave = timer('AGENT', 'DISCONNECT_NONCUSTOMER', minutes(60));
    await served.send('UpdateParticipantRoleConfig', timers(idle, leave));
    await served.send('UpdateParticipantRoleConfig', timers(idle));
    expect(served.last()).toMatchObject({ status: 200, changed: false });
    await served.send(
      'UpdateParticipantRoleConfig',
      timers(timer('CUSTOMER', 'IDLE', { ParticipantTimerAction: 'Unset' })),
    );
    expect([...(session(served)?.timers.values() ?? [])]).toEqual([leave]);
  });

  test.each([
    ['one minute', timer('AGENT', 'IDLE', minutes(1))],
    ['481 minutes', timer('AGENT', 'IDLE', minutes(481))],
    ['a supervisor', timer('SUPERVISOR', 'IDLE', minutes(5))],
    ['another kind', timer('AGENT', 'NAP', minutes(5))],
  ])('refuse %s', async (_what, config) => {
    const { refusal } = await serveContacts([withAnn('it', 'CHAT')]);
    expect(await refusal('UpdateParticipantRoleConfig', timers(config))).toBe('InvalidParameterException');
  });
});

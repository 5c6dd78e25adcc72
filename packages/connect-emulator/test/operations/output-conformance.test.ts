import { describe, expect, test } from '@jest/globals';
import { operationModel, shape } from 'connect-model';
import { behaviours } from '../../src/operations/index.js';
import { World } from '../../src/world/world.js';
import { readInputs } from './read-inputs.js';

const InstanceId = '10000000-0000-4000-8000-000000000001';
const task = 'cccccccc-0000-4000-8000-000000000035';
const queue = 'aaaaaaaa-0000-4000-8000-000000000002';
const flow = 'ffffffff-0000-4000-8000-000000000003';
const inbound = 'ffffffff-0000-4000-8000-000000000001';
const user = 'bbbbbbbb-0000-4000-8000-000000000012';
const contact = (number: number) => `cccccccc-0000-4000-8000-${String(number).padStart(12, '0')}`;
const customer = { ParticipantDetails: { DisplayName: 'Rosa' } };
const recorded = { ContactId: contact(49), InitialContactId: contact(49) };
const everything = {
  Type: 'INITIATION_TIMESTAMP',
  StartTime: new Date('2020-01-01'),
  EndTime: new Date('2100-01-01'),
};

/** One input for each behaviour, for which the demo world returns as many members as possible. */
const inputs: Readonly<Record<string, object>> = {
  ...readInputs,
  DescribeContact: { ContactId: task },
  AssociateContactWithUser: { ContactId: contact(54), UserId: user },
  CreateContact: { Channel: 'TASK', InitiationMethod: 'API', Name: 'x' },
  CreateParticipant: { ContactId: contact(16), ParticipantDetails: { ParticipantRole: 'CUSTOM_BOT' } },
  CreatePersistentContactAssociation: {
    InitialContactId: contact(16),
    RehydrationType: 'ENTIRE_PAST_SESSION',
    SourceContactId: contact(201),
  },
  DismissUserContact: { UserId: 'bbbbbbbb-0000-4000-8000-000000000010', ContactId: contact(14) },
  MonitorContact: { ContactId: contact(13), UserId: user, AllowedMonitorCapabilities: ['SILENT_MONITOR'] },
  PauseContact: { ContactId: contact(2) },
  PutUserStatus: { UserId: user, AgentStatusId: 'acacacac-0000-4000-8000-000000000001' },
  ResumeContact: { ContactId: contact(207) },
  ResumeContactRecording: recorded,
  StartChatContact: { ContactFlowId: inbound, ...customer },
  StartContactMediaProcessing: {
    ContactId: contact(16),
    ProcessorArn: 'arn:aws:lambda:us-east-1:111122223333:function:redact',
  },
  StartContactRecording: {
    ContactId: contact(13),
    InitialContactId: contact(13),
    VoiceRecordingConfiguration: { VoiceRecordingTrack: 'ALL' },
  },
  StartContactStreaming: {
    ContactId: contact(16),
    ChatStreamingConfiguration: { StreamingEndpointArn: 'arn:aws:sns:us-east-1:111122223333:chat' },
  },
  StartEmailContact: {
    ContactFlowId: inbound,
    FromEmailAddress: { EmailAddress: 'rosa.demo@example.com' },
    DestinationEmailAddress: 'care@example.com',
    EmailMessage: {
      MessageSourceType: 'RAW',
      RawMessage: { Subject: 'x', Body: 'x', ContentType: 'text/plain' },
    },
  },
  StartOutboundChatContact: {
    ContactFlowId: inbound,
    SourceEndpoint: {
      Type: 'CONNECT_PHONENUMBER_ARN',
      Address: 'arn:aws:connect:us-east-1:111122223333:phone-number/adadadad-0000-4000-8000-000000000002',
    },
    DestinationEndpoint: { Type: 'TELEPHONE_NUMBER', Address: '+12065550123' },
    SegmentAttributes: { 'connect:Subtype': { ValueString: 'connect:SMS' } },
  },
  StartOutboundEmailContact: {
    ContactId: contact(206),
    DestinationEmailAddress: { EmailAddress: 'rosa.demo@example.com' },
    EmailMessage: {
      MessageSourceType: 'RAW',
      RawMessage: { Subject: 'x', Body: 'x', ContentType: 'text/plain' },
    },
  },
  StartOutboundVoiceContact: {
    ContactFlowId: inbound,
    DestinationPhoneNumber: '+12065550123',
    SourcePhoneNumber: '+12065550100',
  },
  StartScreenSharing: { ContactId: contact(204) },
  StartWebRTCContact: { ContactFlowId: inbound, ...customer },
  StopContactMediaProcessing: { ContactId: contact(16) },
  StopContactRecording: recorded,
  StopContactStreaming: { ContactId: contact(16) },
  SuspendContactRecording: recorded,
  TagContact: { ContactId: task, Tags: { topic: 'x' } },
  UntagContact: { ContactId: contact(1), TagKeys: ['topic'] },
  UpdateContact: { ContactId: task, Name: 'x' },
  UpdateContactRoutingData: { ContactId: contact(53), QueuePriority: 1 },
  UpdateContactSchedule: { ContactId: contact(4), ScheduledTime: new Date(Date.now() + 3_600_000) },
  UpdateParticipantAuthentication: { State: 'demo-sign-in', Code: 'x' },
  UpdateParticipantRoleConfig: {
    ContactId: contact(16),
    ChannelConfiguration: { Chat: { ParticipantTimerConfigList: [] } },
  },
  GetContactAttributes: { InitialContactId: task },
  ListAssociatedContacts: { ContactId: 'cccccccc-0000-4000-8000-000000000007', MaxResults: 5 },
  ListContactReferences: {
    ContactId: task,
    ReferenceTypes: ['URL', 'ATTACHMENT', 'NUMBER', 'STRING', 'DATE', 'EMAIL'],
  },
  SearchContacts: { TimeRange: everything, MaxResults: 100 },
  StartTaskContact: { Name: 'x', ContactFlowId: 'ffffffff-0000-4000-8000-000000000001' },
  StopContact: { ContactId: task },
  TransferContact: { ContactId: task, ContactFlowId: flow, QueueId: queue },
  UpdateContactAttributes: { InitialContactId: task, Attributes: { a: '1' } },
};

/** Calls that must come before an operation. Their outputs are added to its input. */
const before: Readonly<Record<string, string>> = {
  ResumeContactRecording: 'SuspendContactRecording',
  StopContactMediaProcessing: 'StartContactMediaProcessing',
  StopContactStreaming: 'StartContactStreaming',
};

describe('Every behaviour', () => {
  test('has an input here', () => {
    expect(Object.keys(inputs).sort()).toEqual(Object.keys(behaviours).sort());
  });

  test.each(Object.entries(inputs))('returns an output that matches the service model: %s', (operation, input) => {
    const world = World.load();
    const run = (name: string, more: object) => behaviours[name]?.({ InstanceId, ...more }, world);
    const earlier = before[operation];
    const output = run(operation, { ...(earlier !== undefined && run(earlier, inputs[earlier] ?? {})), ...input });
    const model = operationModel(operation);
    const problems: string[] = [];
    if (model.output === null) expect(output).toEqual({});
    else check(output, model.output, operation, problems);
    expect(problems).toEqual([]);
  });
});

/** Collects unknown members, missing required members and values of the wrong type. */
function check(value: unknown, shapeName: string, path: string, problems: string[]): void {
  const model = shape(shapeName);
  const expectKind = (isRight: boolean) => {
    if (!isRight) problems.push(`${path} is not a ${model.type}`);
    return isRight;
  };
  if (model.type === 'structure') {
    if (!expectKind(typeof value === 'object' && value !== null)) return;
    const members = Object.entries(value as object).filter(([, member]) => member !== undefined);
    for (const [name, member] of members) {
      const known = model.members.find((each) => each.name === name);
      if (known) check(member, known.shape, `${path}.${name}`, problems);
      else problems.push(`${path}.${name} is not in the model`);
    }
    for (const { name, required } of model.members) {
      if (required && !members.some(([given]) => given === name)) problems.push(`${path}.${name} is missing`);
    }
    if (model.union && members.length !== 1) problems.push(`${path} is a union with ${members.length} members`);
  } else if (model.type === 'list') {
    if (!expectKind(Array.isArray(value))) return;
    for (const [index, item] of (value as unknown[]).entries())
      check(item, model.element, `${path}[${index}]`, problems);
  } else if (model.type === 'map') {
    if (!expectKind(typeof value === 'object' && value !== null)) return;
    for (const [key, item] of Object.entries(value as object)) check(item, model.value, `${path}.${key}`, problems);
  } else if (model.type === 'string') {
    if (!expectKind(typeof value === 'string')) return;
    if (model.enum && !model.enum.includes(value as string)) problems.push(`${path} is not one of the model's values`);
    const length = (value as string).length;
    if (length < (model.min ?? 0) || length > (model.max ?? length)) problems.push(`${path} has ${length} characters`);
  } else if (model.type === 'timestamp') {
    expectKind(value instanceof Date && !Number.isNaN(value.getTime()));
  } else {
    expectKind(typeof value === (model.type === 'boolean' ? 'boolean' : 'number'));
  }
}

import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Assumptions } from '../../src/world/assumptions/assumptions.js';
import { type Served, serve } from './served.js';
import { instanceArn, smallWorld, waitingTask } from './support.js';

const groupArn = (id: string) => `${instanceArn}/agent-group/${id}`;
const item = (at: string, by: string, text: string) => ({ at, by, text });
const chat = { channel: 'CHAT', state: 'with-agent', initiated: '-10m', queue: 'tasks', agent: 'ann' };

const contacts = [
  { ...waitingTask, id: 'task', description: 'd'.repeat(1500) },
  { ...waitingTask, id: 'held', state: 'with-agent', queue: 'tasks', agent: 'ann' },
  {
    ...waitingTask,
    id: 'routed',
    enqueued: '-5m',
    routing: [
      { agents: ['ann', 'off'], seconds: 60 },
      { attribute: { name: 'Language', value: 'French', level: 3 }, seconds: 600 },
      { agents: ['off'] },
    ],
  },
  { ...waitingTask, id: 'preferred', routing: [{ agents: ['ann'], seconds: 3600 }] },
  {
    ...chat,
    id: 'chat',
    connected: '-9m',
    transcript: {
      items: [
        item('-570s', 'SYSTEM', 'Welcome'),
        item('-550s', 'CUSTOMER', 'A refund, please'),
        item('-530s', 'AGENT', 'Gladly'),
        item('-500s', 'CUSTOMER', 'Thanks'),
        item('-490s', 'AGENT', 'Anything else?'),
        item('+60s', 'CUSTOMER', 'No'),
      ],
    },
  },
  { ...chat, id: 'other', transcript: { items: [item('-9m', 'CUSTOMER', 'My parcel'), item('-8m', 'AGENT', 'Wait')] } },
  {
    ...waitingTask,
    id: 'mail',
    channel: 'EMAIL',
    recipients: { to: ['a@example.com'], cc: ['b@example.com'] },
  },
  {
    ...waitingTask,
    id: 'marked',
    name: undefined,
    channel: 'VOICE',
    attributes: { Loyalty: 'Gold', secret: 'x' },
    segmentAttributes: { shop: 'north' },
  },
];
const user = (id: string, more: object) => ({ id, username: id, firstName: id, lastName: 'X', ...more });
const instance = {
  hierarchy: {
    levels: ['Country', 'Town'],
    groups: [
      { id: 'north', name: 'North' },
      { id: 'port', name: 'Port', parent: 'north' },
      { id: 'south', name: 'South' },
    ],
  },
  users: [
    user('ann', { routingProfile: 'work', hierarchyGroup: 'port' }),
    user('off', { routingProfile: 'none', hierarchyGroup: 'south' }),
  ],
  contacts,
};

const start = (assumptions: Partial<Assumptions> = {}, more: object = {}) =>
  serve(smallWorld({ ...instance, ...more }, { assumptions }));

let served: Served;
beforeAll(async () => {
  served = await start();
});

describe('DescribeContact', () => {
  const describeContact = async (ContactId: string) => (await served.send('DescribeContact', { ContactId })).Contact;

  test('returns the hierarchy groups of the agent from the top level', async () => {
    const { AgentInfo } = await describeContact('held');
    expect(AgentInfo.HierarchyGroups).toEqual({
      Level1: { Arn: groupArn('north') },
      Level2: { Arn: groupArn('port') },
    });
  });

  test('returns the name of a task, and its description up to the length limit', async () => {
    const { ContactDetails } = await describeContact('task');
    expect(ContactDetails).toEqual({ Name: 'A task', Description: 'd'.repeat(1024) });
    expect((await describeContact('chat')).ContactDetails).toBeUndefined();
  });

  test('returns the status of each routing step', async () => {
    const { RoutingCriteria } = await describeContact('routed');
    expect(RoutingCriteria.Steps).toEqual([
      {
        Expression: { AttributeCondition: expect.objectContaining({ MatchCriteria: expect.any(Object) }) },
        Expiry: { DurationInSeconds: 60, ExpiryTimestamp: expect.any(Date) },
        Status: 'EXPIRED',
      },
      {
        Expression: { AttributeCondition: expect.objectContaining({ Name: 'Language', Value: 'French' }) },
        Expiry: { DurationInSeconds: 600, ExpiryTimestamp: expect.any(Date) },
        Status: 'ACTIVE',
      },
      { Expression: expect.any(Object), Status: 'INACTIVE' },
    ]);
    const [first, second] = RoutingCriteria.Steps;
    expect(second.Expiry.ExpiryTimestamp - first.Expiry.ExpiryTimestamp).toBe(600_000);
    expect(first.Expiry.ExpiryTimestamp - RoutingCriteria.ActivationTimestamp).toBe(60_000);
  });

  test('returns metrics of the messages of a chat so far', async () => {
    const { ChatMetrics } = await describeContact('chat');
    expect(ChatMetrics).toMatchObject({
      ChatContactMetrics: {
        MultiParty: false,
        TotalMessages: 5,
        TotalBotMessages: 1,
        TotalBotMessageLengthInChars: 7,
        ConversationTurnCount: 4,
        AgentFirstResponseTimeInMillis: 10_000,
      },
      AgentMetrics: {
        ParticipantType: 'AGENT',
        MessagesSent: 2,
        NumResponses: 2,
        MessageLengthInChars: 20,
        TotalResponseTimeInMillis: 30_000,
        MaxResponseTimeInMillis: 20_000,
        LastMessageTimestamp: expect.any(Date),
      },
      CustomerMetrics: { ParticipantType: 'CUSTOMER', MessagesSent: 2, MaxResponseTimeInMillis: 30_000 },
    });
    expect((await describeContact('held')).ChatMetrics).toBeUndefined();
  });

  test('returns the other recipients of an email', async () => {
    expect((await describeContact('mail')).AdditionalEmailRecipients).toEqual({
      ToList: [{ Address: 'a@example.com' }],
      CcList: [{ Address: 'b@example.com' }],
    });
  });
});

describe('SearchContacts', () => {
  const everything = {
    Type: 'INITIATION_TIMESTAMP',
    StartTime: new Date(Date.now() - 86_400_000),
    EndTime: new Date(Date.now() + 86_400_000),
  };
  const search = async (SearchCriteria: object, from = served) => {
    const { Contacts } = await from.send('SearchContacts', { TimeRange: everything, SearchCriteria });
    return Contacts.map(({ Id }: { Id: string }) => Id).sort();
  };
  const said = (...Criteria: object[]) => ({ ContactAnalysis: { Transcript: { Criteria, MatchType: 'MATCH_ALL' } } });
  const by = (ParticipantRole: string, MatchType: string, ...SearchText: string[]) => ({
    ParticipantRole,
    MatchType,
    SearchText,
  });
  const steps = (MatchType: string, ...AgentIds: string[]) => ({
    RoutingCriteria: { Steps: [{ AgentCriteria: { AgentIds, MatchType } }] },
  });
  const attribute = (Key: string, ...Values: string[]) => ({
    SearchableContactAttributes: { Criteria: [{ Key, Values }] },
  });
  const segment = (Key: string, ...Values: string[]) => ({
    SearchableSegmentAttributes: { Criteria: [{ Key, Values }] },
  });

  test.each<[string, object, string[]]>([
    ['a group of the top level', { AgentHierarchyGroups: { L1Ids: ['north'] } }, ['chat', 'held', 'other']],
    ['a group by ARN', { AgentHierarchyGroups: { L2Ids: [groupArn('port')] } }, ['chat', 'held', 'other']],
    ['a group at the wrong level', { AgentHierarchyGroups: { L1Ids: ['port'] } }, []],
    ['a group whose agents have no contacts', { AgentHierarchyGroups: { L1Ids: ['south'] } }, []],
    ['any word', said(by('CUSTOMER', 'MATCH_ANY', 'REFUND', 'thanks')), ['chat']],
    ['all words, in any messages', said(by('CUSTOMER', 'MATCH_ALL', 'refund', 'thanks')), ['chat']],
    ['a word of another participant', said(by('AGENT', 'MATCH_ANY', 'refund')), []],
    ['a word of a later message', said(by('CUSTOMER', 'MATCH_ANY', 'no')), []],
    ['a whole message', said(by('AGENT', 'MATCH_EXACT', 'gladly')), ['chat']],
    ['no whole message', said(by('AGENT', 'MATCH_EXACT', 'glad')), []],
    [
      'words of two participants',
      said(by('AGENT', 'MATCH_ANY', 'wait'), by('CUSTOMER', 'MATCH_ANY', 'parcel')),
      ['other'],
    ],
    [
      'words that two participants did not both write',
      said(by('AGENT', 'MATCH_ANY', 'wait'), by('CUSTOMER', 'MATCH_ANY', 'x')),
      [],
    ],
    ['any preferred agent', steps('MATCH_ANY', 'ann'), ['preferred', 'routed']],
    ['all preferred agents of a step', steps('MATCH_ALL', 'ann', 'off'), ['routed']],
    ['a step without an agent', steps('MATCH_NONE', 'off'), ['preferred']],
    ['steps without criteria', { RoutingCriteria: { Steps: [{ AgentCriteria: {} }] } }, contacts.map(({ id }) => id)],
    ['a string in a segment attribute', segment('shop', 'NORTH'), ['marked']],
    ['an attribute', attribute('Loyalty', 'silver', 'gold'), ['marked']],
    ['an attribute with a name in another case', attribute('loyalty', 'gold'), []],
  ])('searches by %s', async (_what, criteria, expected) => {
    expect(await search(criteria)).toEqual([...expected].sort());
  });

  test('searches by a number in a segment attribute', async () => {
    const own = await start();
    const SegmentAttributes = { priority: { ValueInteger: 7 } };
    const call = { Channel: 'VOICE', InitiationMethod: 'TRANSFER', SegmentAttributes };
    const { ContactId } = await own.send('CreateContact', call);
    expect(await search(segment('priority', '7', '8'), own)).toEqual([ContactId]);
    expect(await search(segment('priority', '8'), own)).toEqual([]);
  });

  test('searches only by searchable attributes', async () => {
    const own = await start({}, { searchableAttributes: ['Loyalty'] });
    expect(await search(attribute('Loyalty', 'gold'), own)).toEqual(['marked']);
    expect(await search(attribute('secret', 'x'), own)).toEqual([]);
  });

  test('hides waiting calls, if the assumptions say so', async () => {
    expect(await search({ Channels: ['VOICE'] })).toEqual(['marked']);
    expect(await search({ Channels: ['VOICE'] }, await start({ waitingCallsInSearch: 'hide' }))).toEqual([]);
  });

  test('returns the routing steps of the contacts', async () => {
    const { Contacts } = await served.send('SearchContacts', {
      TimeRange: everything,
      SearchCriteria: steps('MATCH_ALL', 'ann', 'off'),
    });
    expect(Contacts[0].RoutingCriteria.Steps.map(({ Status }: { Status: string }) => Status)).toEqual([
      'EXPIRED',
      'ACTIVE',
      'INACTIVE',
    ]);
  });
});

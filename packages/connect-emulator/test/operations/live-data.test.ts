import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Assumptions } from '../../src/world/assumptions/assumptions.js';
import { allPages, type Served, serve } from './served.js';
import { smallWorld } from './support.js';

const uuid = (number: number) => `20000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const id = uuid(0);
const arn = `arn:aws:connect:us-east-1:111122223333:instance/${id}`;
const first = uuid(1);
const second = uuid(2);
const chat = uuid(3);
const held = uuid(4);
const paused = uuid(5);
const own = uuid(6);
const later = uuid(7);

const waiting = { channel: 'TASK', state: 'queued', initiated: '-10m', queue: 'lonely' };
const contacts = [
  { ...waiting, id: first, enqueued: '-9m' },
  { ...waiting, id: second, enqueued: '-8m', priority: 1 },
  { ...waiting, id: chat, channel: 'CHAT', enqueued: '-7m', routing: [{ agents: ['off'], seconds: 3600 }] },
  { ...waiting, id: held, state: 'with-agent', queue: 'tasks', agent: 'ann' },
  { ...waiting, id: paused, state: 'paused', queue: 'tasks', agent: 'ann', paused: '-1m' },
  { ...waiting, id: own, queue: 'off' },
  { ...waiting, id: later, state: 'scheduled', scheduled: '+1h' },
];
const user = (name: string, more: object) => ({ id: name, username: name, firstName: name, lastName: 'X', ...more });
const instance = {
  id,
  hierarchy: {
    levels: ['Country', 'Town'],
    groups: [
      { id: 'north', name: 'North' },
      { id: 'port', name: 'Port', parent: 'north' },
    ],
  },
  users: [
    user('ann', { routingProfile: 'work', status: 'available', hierarchyGroup: 'port' }),
    user('eve', { routingProfile: 'none', status: 'Break', hierarchyGroup: 'north' }),
    user('off', { routingProfile: 'none', status: 'offline' }),
  ],
  contacts,
};

function world(assumptions: Partial<Assumptions> = {}, more: object = {}) {
  return smallWorld({ ...instance, ...more }, { assumptions });
}

let served: Served;
beforeAll(async () => {
  served = await serve(world());
});

describe('GetContactMetrics', () => {
  const metrics = (ContactId: string, ...names: string[]) =>
    served.send('GetContactMetrics', { ContactId, Metrics: names.map((Name) => ({ Name })) });

  test('returns the position in the queue, the most urgent contact first', async () => {
    const place = async (ContactId: string) =>
      (await metrics(ContactId, 'POSITION_IN_QUEUE')).MetricResults[0].Value.Number;
    expect(await Promise.all([second, first, chat, own].map(place))).toEqual([1, 2, 3, 1]);
  });

  test('estimates the wait, which grows with the position', async () => {
    const answer = await metrics(first, 'ESTIMATED_WAIT_TIME', 'POSITION_IN_QUEUE');
    expect(answer).toEqual({
      Id: first,
      Arn: `${arn}/contact/${first}`,
      MetricResults: [
        { Name: 'ESTIMATED_WAIT_TIME', Value: { Number: 600 } },
        { Name: 'POSITION_IN_QUEUE', Value: { Number: 2 } },
      ],
    });
  });

  test('accepts the ARN of an instance, and a contact id after such an ARN', async () => {
    const input = { InstanceId: arn, ContactId: `${arn.slice(0, -id.length)}${first}` };
    const answer = await served.send('GetContactMetrics', { ...input, Metrics: [{ Name: 'POSITION_IN_QUEUE' }] });
    expect(answer.Id).toBe(first);
  });

  test.each([
    ['with an agent', held],
    ['scheduled for later', later],
    ['paused', paused],
  ])('is refused for a contact that is %s', async (_what, ContactId) => {
    const refused = await served.refused('GetContactMetrics', { ContactId, Metrics: [{ Name: 'POSITION_IN_QUEUE' }] });
    expect(refused.name).toBe('InvalidRequestException');
  });

  test.each([
    [{ ContactId: uuid(99) }, 'ResourceNotFoundException'],
    [{ ContactId: first, InstanceId: uuid(98) }, 'ResourceNotFoundException'],
    [{ ContactId: 'not-a-uuid' }, 'InvalidParameterException'],
    [{ ContactId: first, Metrics: [] }, 'InvalidParameterException'],
  ])('is refused for %o', async (input, name) => {
    const refused = await served.refused('GetContactMetrics', { Metrics: [{ Name: 'POSITION_IN_QUEUE' }], ...input });
    expect(refused.name).toBe(name);
  });
});

describe('GetCurrentUserData', () => {
  const data = async (Filters: object, to = served) => (await to.send('GetCurrentUserData', { Filters })).UserDataList;
  const idsOf = (list: { User: { Id: string } }[]) => list.map(({ User }) => User.Id).join(' ');

  test('returns an agent with status, slots and contacts', async () => {
    const [ann] = await data({ Agents: ['ann'] });
    expect(ann).toEqual({
      User: { Id: 'ann', Arn: `${arn}/agent/ann` },
      RoutingProfile: { Id: 'work', Arn: `${arn}/routing-profile/work` },
      HierarchyPath: {
        LevelOne: { Id: 'north', Arn: `${arn}/agent-group/north` },
        LevelTwo: { Id: 'port', Arn: `${arn}/agent-group/port` },
      },
      Status: {
        StatusStartTimestamp: expect.any(Date),
        StatusArn: expect.stringContaining(`${arn}/agent-state/`),
        StatusName: 'Available',
      },
      MaxSlotsByChannel: { VOICE: 0, CHAT: 0, TASK: 2, EMAIL: 1 },
      ActiveSlotsByChannel: { VOICE: 0, CHAT: 0, TASK: 1, EMAIL: 0 },
      AvailableSlotsByChannel: { VOICE: 0, CHAT: 0, TASK: 1, EMAIL: 1 },
      Contacts: [
        {
          ContactId: held,
          Channel: 'TASK',
          InitiationMethod: 'API',
          AgentContactState: 'CONNECTED',
          StateStartTimestamp: expect.any(Date),
          ConnectedToAgentTimestamp: expect.any(Date),
          Queue: { Id: 'tasks', Arn: `${arn}/queue/tasks` },
        },
        expect.objectContaining({ ContactId: paused, AgentContactState: 'CONNECTED' }),
      ],
    });
  });

  test.each<[string, object, string]>([
    ['agents', { Agents: ['ann', `${arn}/agent/eve`] }, 'ann eve'],
    ['queues', { Queues: ['tasks'] }, 'ann'],
    ['queues that several agents serve', { Queues: ['tasks', `${arn}/queue/lonely`] }, 'ann eve'],
    ['routing profiles', { RoutingProfiles: [`${arn}/routing-profile/none`] }, 'eve'],
    ['a hierarchy group with those below it', { UserHierarchyGroups: ['north'] }, 'ann eve'],
    ['a lower hierarchy group', { UserHierarchyGroups: [`${arn}/agent-group/port`] }, 'ann'],
    ['the state of a contact', { Queues: ['tasks', 'lonely'], ContactFilter: { ContactStates: ['CONNECTED'] } }, 'ann'],
    ['a state that no contact has', { Queues: ['tasks'], ContactFilter: { ContactStates: ['MISSED'] } }, ''],
    ['empty lists together with a non-empty list', { Agents: ['ann'], ContactFilter: { ContactStates: [] } }, 'ann'],
  ])('filters by %s', async (_what, filters, expected) => {
    expect(idsOf(await data(filters))).toBe(expected);
  });

  test('returns offline users only if the assumptions say so', async () => {
    expect(idsOf(await data({ Agents: ['off'] }))).toBe('');
    const open = await serve(world({ offlineUsersInUserData: 'show', stateOfPausedTask: 'CONNECTED_ONHOLD' }));
    expect(idsOf(await data({ Agents: ['off'] }, open))).toBe('off');
    const [ann] = await data({ Agents: ['ann'], ContactFilter: { ContactStates: ['CONNECTED_ONHOLD'] } }, open);
    expect(ann.Contacts.map(({ ContactId }: { ContactId: string }) => ContactId)).toEqual([paused]);
  });

  test('returns an offered contact and a missed contact', async () => {
    const unclearedContacts = [{ agent: 'ann', contact: own, state: 'MISSED' }];
    const slow = await serve(
      smallWorld({ ...instance, unclearedContacts }, { timing: { flowMs: 0, acceptMs: 60_000 } }),
    );
    const { ContactId } = await slow.send('StartTaskContact', { Name: 'Offered', ContactFlowId: 'to-tasks' });
    const [ann] = await data({ Agents: ['ann'], ContactFilter: { ContactStates: ['CONNECTING', 'MISSED'] } }, slow);
    expect(ann.Contacts).toMatchObject([{ AgentContactState: 'MISSED', ContactId: own }]);
    await slow.send('StopContact', { ContactId: held });
    const [again] = await data({ Agents: ['ann'], ContactFilter: { ContactStates: ['CONNECTING'] } }, slow);
    expect(again.Contacts).toMatchObject([{ ContactId, AgentContactState: 'CONNECTING' }]);
  });

  test('pages', async () => {
    const input = { Filters: { Queues: ['tasks', 'lonely'] } };
    const { items, pages } = await allPages(served, 'GetCurrentUserData', input, 'UserDataList');
    expect(idsOf(items as { User: { Id: string } }[])).toBe('ann eve');
    expect(pages).toBe(2);
    expect((await served.send('GetCurrentUserData', input)).ApproximateTotalCount).toBe(2);
  });

  test.each<[string, object, string]>([
    ['no filter', {}, 'InvalidRequestException'],
    ['states alone', { ContactFilter: { ContactStates: ['CONNECTED'] } }, 'InvalidRequestException'],
    ['two filters', { Agents: ['ann'], Queues: ['tasks'] }, 'InvalidRequestException'],
    ['an unknown agent', { Agents: ['x'] }, 'ResourceNotFoundException'],
    ['an unknown queue', { Queues: ['x'] }, 'ResourceNotFoundException'],
    ['an unknown profile', { RoutingProfiles: ['x'] }, 'ResourceNotFoundException'],
    ['an unknown group', { UserHierarchyGroups: ['x'] }, 'ResourceNotFoundException'],
    ['two groups', { UserHierarchyGroups: ['north', 'port'] }, 'InvalidParameterException'],
    ['too many agents', { Agents: Array.from({ length: 101 }, () => 'ann') }, 'InvalidParameterException'],
  ])('refuses %s', async (_what, Filters, name) => {
    expect((await served.refused('GetCurrentUserData', { Filters })).name).toBe(name);
  });
});

describe('GetCurrentMetricData', () => {
  const metric = (Name: string) => ({ Name, Unit: 'COUNT' });
  const input = (names: string[], Filters: object, Groupings?: string[], more: object = {}) => ({
    Filters,
    Groupings,
    CurrentMetrics: names.map(metric),
    ...more,
  });
  interface Row {
    readonly Dimensions?: Record<string, string | { readonly Id: string }>;
    readonly Collections: readonly { readonly Value: number }[];
  }
  /** Each row as its dimensions and its values. */
  const rows = async (...args: Parameters<typeof input>) => {
    const { MetricResults } = await served.send('GetCurrentMetricData', input(...args));
    return MetricResults.map(({ Dimensions = {}, Collections }: Row) =>
      [
        ...Object.values(Dimensions).map((value) => (typeof value === 'string' ? value : value.Id)),
        ...Collections.map(({ Value }) => Value),
      ].join(' '),
    ).sort();
  };
  const step = JSON.stringify({
    AttributeCondition: { MatchCriteria: { AgentsCriteria: { AgentIds: ['off'] } } },
  });

  test('groups by routing profile, filtered by queue or by profile', async () => {
    const queues = { Queues: ['tasks', 'lonely'] };
    expect(await rows(['AGENTS_ONLINE'], queues, ['ROUTING_PROFILE'])).toEqual(['none 1', 'work 1']);
    const profiles = { RoutingProfiles: [`${arn}/routing-profile/none`, 'work'] };
    expect(await rows(['AGENTS_ONLINE', 'CONTACTS_IN_QUEUE'], profiles, ['ROUTING_PROFILE'])).toEqual([
      'none 1 3',
      'work 1 0',
    ]);
    expect(await rows(['CONTACTS_IN_QUEUE'], profiles)).toEqual(['3']);
    expect(await rows(['CONTACTS_IN_QUEUE'], profiles, ['ROUTING_PROFILE', 'CHANNEL'], {})).toContain('CHAT none 1');
  });

  test('counts the agents of each status in each queue', async () => {
    const lonely = { Queues: ['lonely'] };
    const counted: string[] = await rows(['AGENTS_ONLINE'], lonely, ['QUEUE', 'AGENT_STATUS']);
    expect(counted.map((row) => row.replace(/[\da-f-]{36}/, 'status'))).toEqual([
      'lonely status 0',
      'lonely status 0',
      'lonely status 1',
    ]);
    const { AgentStatusSummaryList } = await served.send('ListAgentStatuses');
    const breaks = AgentStatusSummaryList.find(({ Name }: { Name: string }) => Name === 'Break');
    const only = { Queues: ['lonely'], AgentStatuses: [breaks.Arn] };
    expect(await rows(['AGENTS_ONLINE'], only, ['QUEUE', 'AGENT_STATUS'])).toEqual([`lonely ${breaks.Id} 1`]);
    expect(await rows(['AGENTS_ONLINE'], { ...only, Queues: ['tasks'] })).toEqual(['0']);
  });

  test('groups by subtype', async () => {
    const lonely = { Queues: ['lonely'] };
    expect(await rows(['CONTACTS_IN_QUEUE'], lonely, ['QUEUE', 'SUBTYPE'])).toEqual([
      'lonely connect:Chat 1',
      'lonely connect:Task 2',
    ]);
    expect(await rows(['CONTACTS_IN_QUEUE'], { ...lonely, Subtypes: ['connect:Chat'] })).toEqual(['1']);
    expect(await rows(['CONTACTS_IN_QUEUE'], lonely, ['QUEUE', 'VALIDATION_TEST_TYPE'])).toEqual([]);
  });

  test('groups by routing step, whatever the format of its JSON', async () => {
    const spaced = step.replaceAll(':', ' : ');
    const filters = { Queues: ['lonely'], RoutingStepExpressions: [spaced, step.replace('off', 'eve')] };
    expect(await rows(['CONTACTS_IN_QUEUE'], filters, ['ROUTING_STEP_EXPRESSION'])).toEqual(
      [`${spaced} 1`, `${step.replace('off', 'eve')} 0`].sort(),
    );
    const wait = { ...filters, Channels: ['CHAT'] };
    expect(await rows(['ESTIMATED_WAIT_TIME'], wait, ['ROUTING_STEP_EXPRESSION'])).toHaveLength(2);
  });

  test('estimates the wait of each queue and channel', async () => {
    const filters = { Queues: ['lonely', 'small'], Channels: ['TASK'] };
    expect(await rows(['ESTIMATED_WAIT_TIME'], filters, ['QUEUE', 'CHANNEL'])).toEqual([
      'lonely TASK 900',
      'small TASK 300',
    ]);
  });

  test('counts agents in after-contact work, and agents with a missed contact', async () => {
    const unclearedContacts = [{ agent: 'eve', contact: own, state: 'MISSED' }];
    const other = await serve(
      smallWorld(
        { ...instance, unclearedContacts },
        { timing: { flowMs: 0, acceptMs: 0, afterContactWork: true } as never },
      ),
    );
    await other.send('StopContact', { ContactId: held });
    const { MetricResults } = await other.send(
      'GetCurrentMetricData',
      input(['AGENTS_AFTER_CONTACT_WORK', 'AGENTS_ERROR'], { Queues: ['tasks', 'lonely'] }),
    );
    expect(MetricResults[0].Collections.map(({ Value }: { Value: number }) => Value)).toEqual([1, 1]);
  });

  test('accepts the ARNs of Amazon\u2019s metrics', async () => {
    const MetricId = 'arn:aws:connect:us-east-1:aws:metric/CONTACTS_IN_QUEUE';
    const answer = await served.send('GetCurrentMetricData', {
      Filters: { Queues: ['lonely'] },
      CurrentMetrics: [{ MetricId }],
    });
    expect(answer.MetricResults[0].Collections).toEqual([{ Metric: { MetricId, Unit: 'COUNT' }, Value: 3 }]);
    const unknown = { Filters: { Queues: ['lonely'] }, CurrentMetrics: [{ MetricId: uuid(1) }] };
    expect((await served.refused('GetCurrentMetricData', unknown)).name).toBe('ResourceNotFoundException');
  });

  test('accepts a metric by name, by ARN or by both', async () => {
    const MetricId = 'arn:aws:connect:us-east-1:aws:metric/CONTACTS_IN_QUEUE';
    const answerTo = (metric: object) =>
      served.send('GetCurrentMetricData', { Filters: { Queues: ['lonely'] }, CurrentMetrics: [metric] });
    const both = { Name: 'CONTACTS_IN_QUEUE', MetricId };
    expect((await answerTo(both)).MetricResults[0].Collections).toEqual([
      { Metric: { ...both, Unit: 'COUNT' }, Value: 3 },
    ]);
    for (const wrong of [{ Unit: 'COUNT' }, { Name: 'AGENTS_ONLINE', MetricId }, { ...both, MetricId: uuid(1) }]) {
      const input = { Filters: { Queues: ['lonely'] }, CurrentMetrics: [wrong] };
      expect((await served.refused('GetCurrentMetricData', input)).name).toBe('InvalidRequestException');
    }
  });

  test('sorts by the agents online by default', async () => {
    const { MetricResults } = await served.send(
      'GetCurrentMetricData',
      input(['CONTACTS_IN_QUEUE'], { Queues: ['small', 'closed', 'tasks', 'off'] }, ['QUEUE']),
    );
    const order = MetricResults.map(({ Dimensions }: { Dimensions: { Queue: { Id: string } } }) => Dimensions.Queue.Id);
    expect(order.indexOf('off')).toBe(3);
  });

  test.each<[string, object]>([
    ['queues and profiles together', input(['AGENTS_ONLINE'], { Queues: ['tasks'], RoutingProfiles: ['work'] })],
    ['neither', input(['AGENTS_ONLINE'], { Channels: ['TASK'] })],
    ['the same grouping twice', input(['AGENTS_ONLINE'], { Queues: ['tasks'] }, ['QUEUE', 'QUEUE'])],
    ['statuses without queues', input(['AGENTS_ONLINE'], { RoutingProfiles: ['work'], AgentStatuses: ['x'] })],
    ['subtypes without queues', input(['AGENTS_ONLINE'], { RoutingProfiles: ['work'], Subtypes: ['x'] })],
    ['grouping by status first', input(['AGENTS_ONLINE'], { Queues: ['tasks'] }, ['AGENT_STATUS', 'QUEUE'])],
    ['other metrics by status', input(['AGENTS_AVAILABLE'], { Queues: ['tasks'] }, ['QUEUE', 'AGENT_STATUS'])],
    ['grouping by subtype alone', input(['AGENTS_ONLINE'], { Queues: ['tasks'] }, ['SUBTYPE'])],
    [
      'metrics of contacts by profile without a filter for the profile',
      input(['CONTACTS_IN_QUEUE'], { Queues: ['tasks'] }, ['ROUTING_PROFILE']),
    ],
    ['steps without their grouping', input(['AGENTS_ONLINE'], { Queues: ['tasks'], RoutingStepExpressions: [step] })],
    [
      'the grouping by steps without steps',
      input(['AGENTS_ONLINE'], { Queues: ['tasks'] }, ['ROUTING_STEP_EXPRESSION']),
    ],
    [
      'steps of two queues',
      input(['AGENTS_ONLINE'], { Queues: ['tasks', 'lonely'], RoutingStepExpressions: [step] }, [
        'ROUTING_STEP_EXPRESSION',
      ]),
    ],
    ['the estimated wait of a queue alone', input(['ESTIMATED_WAIT_TIME'], { Queues: ['tasks'] }, ['QUEUE'])],
    [
      'sorting by slots',
      input(['SLOTS_ACTIVE'], { Queues: ['tasks'] }, [], { SortCriteria: [{ SortByMetric: 'SLOTS_ACTIVE' }] }),
    ],
    ['a metric without a name', { Filters: { Queues: ['tasks'] }, CurrentMetrics: [{ Unit: 'COUNT' }] }],
  ])('refuses %s', async (_what, wrong) => {
    const refused = await served.refused('GetCurrentMetricData', wrong);
    expect(refused.name).toBe('InvalidRequestException');
    expect(served.ledger.entries().at(-1)).toMatchObject({ changed: false });
  });

  test('refuses an expression that is not JSON', async () => {
    const filters = { Queues: ['tasks'], RoutingStepExpressions: ['{'] };
    const refused = await served.refused(
      'GetCurrentMetricData',
      input(['AGENTS_ONLINE'], filters, ['ROUTING_STEP_EXPRESSION']),
    );
    expect(refused.name).toBe('InvalidParameterException');
  });
});

import { beforeAll, describe, expect, test } from '@jest/globals';
import { allPages, type Served, serve } from './served.js';
import { instanceArn, smallWorld } from './support.js';

const minute = 60_000;
const hour = 60 * minute;

/** A contact whose times are minutes before the start of the searched hour. */
const ended = (id: string, more: object) => ({
  id,
  channel: 'TASK',
  state: 'ended',
  initiated: '-90m',
  enqueued: '-89m',
  connected: '-85m',
  ended: '-65m',
  queue: 'tasks',
  agent: 'ann',
  reason: 'AGENT_COMPLETED',
  ...more,
});
const contacts = [
  ended('handled', {}),
  ended('quick', { connected: '-88m', method: 'INBOUND', reason: 'AGENT_DISCONNECT' }),
  ended('abandoned', { connected: undefined, agent: undefined, reason: 'API', ended: '-69m' }),
  ended('chat', {
    channel: 'CHAT',
    queue: 'lonely',
    agent: 'off',
    transcript: { items: [{ at: '-80m', by: 'AGENT', text: 'Hi' }] },
  }),
  ended('unqueued', {
    channel: 'VOICE',
    enqueued: undefined,
    connected: undefined,
    queue: undefined,
    agent: undefined,
  }),
  ended('away', { connected: undefined, agent: undefined, reason: 'API' }),
  { id: 'next', channel: 'TASK', state: 'queued', initiated: '-65m', queue: 'lonely', previous: 'away' },
  ended('yesterday', { initiated: '-30h', enqueued: '-30h', connected: '-29h', ended: '-28h' }),
];

let served: Served;
let now: number;
beforeAll(async () => {
  served = await serve(
    smallWorld({
      hierarchy: { levels: ['Town'], groups: [{ id: 'port', name: 'Port' }] },
      users: [
        { id: 'ann', username: 'ann', firstName: 'A', lastName: 'A', routingProfile: 'work', hierarchyGroup: 'port' },
        { id: 'off', username: 'off', firstName: 'O', lastName: 'O', routingProfile: 'none' },
      ],
      contacts,
    }),
  );
  now = served.world.now;
});

const aligned = (time: number) => new Date(Math.floor(time / (5 * minute)) * 5 * minute);

describe('GetMetricData', () => {
  const input = (metrics: object[], more: object = {}) => ({
    StartTime: aligned(now - 3 * hour),
    EndTime: aligned(now - 10 * minute),
    Filters: { Queues: ['tasks'] },
    HistoricalMetrics: metrics,
    ...more,
  });
  const value = async (metric: object, more: object = {}) =>
    (await served.send('GetMetricData', input([metric], more))).MetricResults[0].Collections[0].Value;

  test.each<[string, number | undefined]>([
    ['CONTACTS_QUEUED', 4],
    ['CONTACTS_HANDLED', 2],
    ['CONTACTS_HANDLED_INCOMING', 1],
    ['CONTACTS_HANDLED_OUTBOUND', 0],
    ['API_CONTACTS_HANDLED', 1],
    ['CALLBACK_CONTACTS_HANDLED', 0],
    ['CONTACTS_ABANDONED', 1],
    ['CONTACTS_AGENT_HUNG_UP_FIRST', 1],
    ['CONTACTS_TRANSFERRED_OUT', 1],
    ['CONTACTS_TRANSFERRED_OUT_FROM_QUEUE', 1],
    ['CONTACTS_TRANSFERRED_IN', 0],
    ['CONTACTS_TRANSFERRED_IN_FROM_QUEUE', 0],
    ['CONTACTS_CONSULTED', 0],
    ['CONTACTS_MISSED', 0],
    ['CONTACTS_HOLD_ABANDONS', 0],
    ['ABANDON_TIME', 20 * 60],
    ['QUEUE_ANSWER_TIME', 2.5 * 60],
    ['QUEUED_TIME', 24 * 60],
    ['INTERACTION_TIME', 21.5 * 60],
    ['INTERACTION_AND_HOLD_TIME', 21.5 * 60],
    ['HANDLE_TIME', 21.5 * 60],
    ['AFTER_CONTACT_WORK_TIME', undefined],
    ['HOLD_TIME', undefined],
    ['OCCUPANCY', undefined],
  ])('tells %s', async (Name, expected) => {
    const found = await value({ Name });
    if (expected === undefined) expect(found).toBeUndefined();
    else expect(found).toBeCloseTo(expected, 3);
  });

  test('returns the share of contacts that were answered within a time', async () => {
    const level = (ThresholdValue: number) =>
      value({
        Name: 'SERVICE_LEVEL',
        Unit: 'PERCENT',
        Statistic: 'AVG',
        Threshold: { Comparison: 'LT', ThresholdValue },
      });
    expect(await level(120)).toBe(25);
    expect(await level(300)).toBe(50);
  });

  test('groups by queue and channel', async () => {
    const both = {
      Filters: { Queues: ['tasks', `${instanceArn}/queue/lonely`], Channels: ['TASK', 'CHAT'] },
      Groupings: ['QUEUE', 'CHANNEL'],
    };
    const { MetricResults } = await served.send('GetMetricData', input([{ Name: 'CONTACTS_HANDLED' }], both));
    type Row = { Dimensions: { Queue: { Id: string }; Channel: string }; Collections: { Value: number }[] };
    expect(
      MetricResults.map(
        ({ Dimensions, Collections }: Row) => `${Dimensions.Queue.Id} ${Dimensions.Channel} ${Collections[0]?.Value}`,
      ),
    ).toEqual(['tasks TASK 2', 'tasks CHAT 0', 'lonely TASK 0', 'lonely CHAT 1']);
    const { pages } = await allPages(
      served,
      'GetMetricData',
      input([{ Name: 'CONTACTS_HANDLED' }], both),
      'MetricResults',
    );
    expect(pages).toBe(4);
  });

  test('counts contacts that ended in the time range, also with a channel filter only', async () => {
    expect(await value({ Name: 'CONTACTS_QUEUED' }, { StartTime: aligned(now - 30 * minute) })).toBe(0);
    expect(await value({ Name: 'CONTACTS_HANDLED' }, { Filters: { Channels: ['CHAT'] } })).toBe(1);
  });

  const handled = { Name: 'CONTACTS_HANDLED' };
  test.each<[string, () => object]>([
    [
      'times that are not multiples of five minutes',
      () => input([handled], { StartTime: new Date(aligned(now - hour).getTime() + minute) }),
    ],
    ['a time of over 24 hours ago', () => input([handled], { StartTime: aligned(now - 25 * hour) })],
    ['an end before the start', () => input([handled], { EndTime: aligned(now - 4 * hour) })],
    ['no filter', () => input([handled], { Filters: {} })],
    ['routing profiles', () => input([handled], { Filters: { Queues: ['tasks'], RoutingProfiles: ['work'] } })],
    ['another grouping', () => input([handled], { Groupings: ['ROUTING_PROFILE'] })],
    [
      'grouping by queue without queues',
      () => input([handled], { Filters: { Channels: ['TASK'] }, Groupings: ['QUEUE'] }),
    ],
    ['the unit of another metric', () => input([{ Name: 'CONTACTS_HANDLED', Unit: 'SECONDS' }])],
    ['the statistic of another metric', () => input([{ Name: 'HANDLE_TIME', Statistic: 'SUM' }])],
    ['a service level without a threshold', () => input([{ Name: 'SERVICE_LEVEL' }])],
    [
      'a threshold of zero',
      () => input([{ Name: 'SERVICE_LEVEL', Threshold: { Comparison: 'LT', ThresholdValue: 0 } }]),
    ],
    [
      'too many service levels',
      () =>
        input(
          Array.from({ length: 21 }, (_, index) => ({
            Name: 'SERVICE_LEVEL',
            Threshold: { Comparison: 'LT', ThresholdValue: index + 1 },
          })),
        ),
    ],
  ])('refuses %s', async (_what, wrong) => {
    expect((await served.refused('GetMetricData', wrong())).name).toBe('InvalidRequestException');
  });

  test('does not find an unknown queue', async () => {
    const refused = await served.refused('GetMetricData', input([handled], { Filters: { Queues: ['x'] } }));
    expect(refused.name).toBe('ResourceNotFoundException');
  });
});

describe('GetMetricDataV2', () => {
  const filter = (FilterKey: string, ...FilterValues: string[]) => ({ FilterKey, FilterValues });
  const tasks = filter('QUEUE', 'tasks');
  const input = (metrics: object[], more: object = {}) => ({
    ResourceArn: instanceArn,
    StartTime: new Date(now - 3 * hour),
    EndTime: new Date(now),
    Filters: [tasks],
    Metrics: metrics,
    ...more,
  });
  const value = async (metric: object, more: object = {}) =>
    (await served.send('GetMetricDataV2', input([metric], more))).MetricResults[0]?.Collections[0].Value;

  test.each<[string, number | undefined]>([
    ['CONTACTS_QUEUED', 4],
    ['CONTACTS_CREATED', 4],
    ['CONTACTS_HANDLED', 2],
    ['CONTACTS_ABANDONED', 1],
    ['CONTACTS_TRANSFERRED_OUT', 1],
    ['CONTACTS_TRANSFERRED_OUT_BY_AGENT', 0],
    ['CONTACTS_TRANSFERRED_OUT_FROM_QUEUE', 1],
    ['SUM_CONTACTS_DISCONNECTED', 4],
    ['ABANDONMENT_RATE', 25],
    ['AGENT_ANSWER_RATE', 50],
    ['AVG_ABANDON_TIME', 20 * 60],
    ['AVG_QUEUE_ANSWER_TIME', 2.5 * 60],
    ['AVG_INTERACTION_TIME', 21.5 * 60],
    ['AVG_INTERACTION_AND_HOLD_TIME', 21.5 * 60],
    ['AVG_HANDLE_TIME', 21.5 * 60],
    ['SUM_HANDLE_TIME', 43 * 60],
    ['SUM_INTERACTION_TIME', 43 * 60],
    ['SUM_INTERACTION_AND_HOLD_TIME', 43 * 60],
    ['MAX_QUEUED_TIME', 24 * 60],
    ['AVG_CONTACT_DURATION', 24 * 60],
    ['AVG_RESOLUTION_TIME', 24 * 60],
    ['SUM_AFTER_CONTACT_WORK_TIME', 0],
    ['AVG_AFTER_CONTACT_WORK_TIME', undefined],
    ['AVG_AGENT_PAUSE_TIME', undefined],
  ])('tells %s', async (Name, expected) => {
    const found = await value({ Name });
    if (expected === undefined) expect(found).toBeUndefined();
    else expect(found).toBeCloseTo(expected, 3);
    const MetricId = `arn:aws:connect:us-east-1:aws:metric/${Name}`;
    expect(await value({ MetricId })).toEqual(found);
    expect(await value({ Name, MetricId })).toEqual(found);
  });

  test.each<[string, string, number, number]>([
    ['SERVICE_LEVEL', 'LT', 120, 25],
    ['SERVICE_LEVEL', 'LTE', 240, 50],
    ['SUM_CONTACTS_ANSWERED_IN_X', 'LT', 240, 1],
    ['SUM_CONTACTS_ABANDONED_IN_X', 'LT', 1201, 1],
    ['CONTACTS_REMOVED_FROM_QUEUE_IN_X', 'GT', 60, 3],
  ])('tells %s %s %d', async (Name, Comparison, ThresholdValue, expected) => {
    expect(await value({ Name, Threshold: [{ Comparison, ThresholdValue }] })).toBe(expected);
  });

  test.each<[string, object[], number | undefined]>([
    ['queue by ARN', [filter('QUEUE', `${instanceArn}/queue/lonely`)], 1],
    ['agent', [filter('AGENT', 'ann')], 2],
    ['routing profile', [filter('ROUTING_PROFILE', 'none')], 1],
    ['hierarchy group', [filter('AGENT_HIERARCHY_LEVEL_ONE', 'port')], 2],
    ['queue and channel', [filter('QUEUE', 'tasks', 'lonely'), filter('CHANNEL', 'CHAT')], 1],
    ['initiation method', [tasks, filter('INITIATION_METHOD', 'INBOUND')], 1],
    ['disconnect reason', [tasks, filter('DISCONNECT_REASON', 'API')], 0],
    [
      'subtype',
      [filter('AGENT', 'ann', 'off'), filter('contact/segmentAttributes/connect:Subtype', 'connect:Chat')],
      1,
    ],
    ['analysis', [filter('AGENT', 'ann', 'off'), filter('FEATURE', 'contact_lens_conversational_analytics')], 1],
    ['an unsupported dimension', [filter('CAMPAIGN', 'x')], undefined],
  ])('filters by %s', async (_what, Filters, expected) => {
    expect(await value({ Name: 'CONTACTS_HANDLED' }, { Filters })).toBe(expected);
  });

  test('applies the filters of a single metric', async () => {
    const metric = (Negate?: boolean) => ({
      Name: 'CONTACTS_HANDLED',
      MetricFilters: [{ MetricFilterKey: 'INITIATION_METHOD', MetricFilterValues: ['INBOUND'], Negate }],
    });
    expect(await value(metric())).toBe(1);
    expect(await value(metric(true))).toBe(1);
    expect(await value({ ...metric(), Name: 'CONTACTS_QUEUED' })).toBe(1);
    expect(await value({ ...metric(true), Name: 'CONTACTS_QUEUED' })).toBe(3);
  });

  test('groups, without contacts that have no value, and pages', async () => {
    const more = { Filters: [filter('QUEUE', 'tasks', 'lonely')], Groupings: ['AGENT', 'CHANNEL'] };
    const { MetricResults } = await served.send('GetMetricDataV2', input([{ Name: 'CONTACTS_HANDLED' }], more));
    expect(MetricResults.map(({ Dimensions }: { Dimensions: object }) => Dimensions)).toEqual([
      { AGENT: 'ann', CHANNEL: 'TASK' },
      { AGENT: 'off', CHANNEL: 'CHAT' },
    ]);
    const { pages } = await allPages(
      served,
      'GetMetricDataV2',
      input([{ Name: 'CONTACTS_HANDLED' }], more),
      'MetricResults',
    );
    expect(pages).toBe(2);
  });

  test('splits the time range into intervals and omits empty ones', async () => {
    const day = { StartTime: new Date(now - 40 * hour), Interval: { IntervalPeriod: 'HOUR' } };
    const { MetricResults } = await served.send('GetMetricDataV2', input([{ Name: 'CONTACTS_HANDLED' }], day));
    type Row = {
      MetricInterval: { Interval: string; StartTime: Date; EndTime: Date };
      Collections: { Value: number }[];
    };
    expect(MetricResults.map(({ Collections }: Row) => Collections[0]?.Value)).toEqual([1, 2]);
    const { Interval, StartTime, EndTime } = MetricResults[1].MetricInterval;
    expect([Interval, EndTime - StartTime]).toEqual(['HOUR', hour]);
    const whole = await served.send(
      'GetMetricDataV2',
      input([{ Name: 'CONTACTS_HANDLED' }], { StartTime: day.StartTime }),
    );
    expect(whole.MetricResults).toMatchObject([{ MetricInterval: { Interval: 'TOTAL' }, Collections: [{ Value: 3 }] }]);
  });

  test('returns no results when no contact ended', async () => {
    expect(await value({ Name: 'CONTACTS_HANDLED' }, { StartTime: new Date(now - 10 * minute) })).toBeUndefined();
  });

  const handled = { Name: 'CONTACTS_HANDLED' };
  test.each<[string, () => object]>([
    ['an end in the future', () => input([handled], { EndTime: new Date(served.world.now + hour) })],
    ['an end before the start', () => input([handled], { StartTime: new Date(now), EndTime: new Date(now - 1) })],
    [
      'over three months ago',
      () => input([handled], { StartTime: new Date(now - 93 * 24 * hour), EndTime: new Date(now - 80 * 24 * hour) }),
    ],
    ['over 35 days', () => input([handled], { StartTime: new Date(now - 36 * 24 * hour) })],
    [
      'over three days by the hour',
      () => input([handled], { StartTime: new Date(now - 73 * hour), Interval: { IntervalPeriod: 'HOUR' } }),
    ],
    ['no required filter', () => input([handled], { Filters: [filter('CHANNEL', 'TASK')] })],
    ['a duplicate filter', () => input([handled], { Filters: [tasks, tasks] })],
    [
      'over a hundred values',
      () =>
        input([handled], {
          Filters: [
            filter('QUEUE', ...Array.from({ length: 60 }, () => 'q')),
            filter('AGENT', ...Array.from({ length: 41 }, () => 'a')),
          ],
        }),
    ],
    ['an unsupported grouping', () => input([handled], { Groupings: ['BOT_ID'] })],
    ['an unsupported metric', () => input([{ Name: 'AVG_TALK_TIME' }])],
    ['a metric by neither name nor id', () => input([{}])],
    ['a metric by the name of one and the id of another', () => input([{ Name: 'CONTACTS_HANDLED', MetricId: 'x' }])],
    [
      'a threshold of a metric without one',
      () => input([{ ...handled, Threshold: [{ Comparison: 'LT', ThresholdValue: 1 }] }]),
    ],
    ['a missing threshold', () => input([{ Name: 'SERVICE_LEVEL' }])],
    [
      'an unsupported comparison',
      () => input([{ Name: 'SERVICE_LEVEL', Threshold: [{ Comparison: 'EQ', ThresholdValue: 1 }] }]),
    ],
  ])('refuses %s', async (_what, wrong) => {
    expect((await served.refused('GetMetricDataV2', wrong())).name).toBe('InvalidRequestException');
  });

  test('does not find another instance', async () => {
    const refused = await served.refused('GetMetricDataV2', input([handled], { ResourceArn: `${instanceArn}x` }));
    expect(refused.name).toBe('ResourceNotFoundException');
  });
});

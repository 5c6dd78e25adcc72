import { describe, expect, test } from '@jest/globals';
import type { Assumptions } from '../../src/world/assumptions/assumptions.js';
import { call, refusalOf, smallWorld, waitingTask } from './support.js';

const hour = 3_600_000;
const ended = (id: string, initiated: string, more: object = {}) => ({
  id,
  channel: 'TASK',
  state: 'ended',
  initiated,
  ended: 'now',
  name: `Task ${id}`,
  ...more,
});

const contacts = [
  ended('a', '-5h', { channel: 'VOICE', name: undefined, method: 'OUTBOUND', agent: 'ann', queue: 'tasks' }),
  ended('b', '-4h', { channel: 'CHAT', agent: 'off', attributes: { topic: 'Refund' }, tags: { team: 'red' } }),
  ended('c', '-3h', { name: 'Check the refund', tags: { team: 'blue' } }),
  ended('d', '-2h', { name: 'Check the address', segmentAttributes: { source: 'web' } }),
  { id: 'e', channel: 'TASK', state: 'scheduled', initiated: '-1h', scheduled: '+1h', name: 'Later' },
];

function world(assumptions: Partial<Assumptions> = {}) {
  return smallWorld({ contacts }, { assumptions });
}

function search(state: ReturnType<typeof world>, input: { TimeRange?: object; [member: string]: unknown } = {}) {
  const TimeRange = {
    Type: 'INITIATION_TIMESTAMP',
    StartTime: new Date(state.now - 24 * hour),
    EndTime: new Date(state.now + 24 * hour),
    ...input.TimeRange,
  };
  return call(state, 'SearchContacts', { ...input, TimeRange });
}

function ids({ Contacts }: { Contacts: { Id: string }[] }): string {
  return Contacts.map(({ Id }) => Id).join('');
}

/** A criterion with both a condition and a time range in hours from now. */
const missingAndWithin = (from: number, to: number) => ({
  MatchType: 'MATCH_ALL',
  Criteria: [
    {
      TimestampCondition: { Type: 'DISCONNECT_TIMESTAMP', ConditionType: 'NOT_EXISTS' },
      TimeRange: {
        Type: 'INITIATION_TIMESTAMP',
        StartTime: new Date(Date.now() + from * hour),
        EndTime: new Date(Date.now() + to * hour),
      },
    },
  ],
});

describe('SearchContacts', () => {
  test('shows the newest first and counts all', () => {
    const found = search(world());
    expect(ids(found)).toBe('edcba');
    expect(found.TotalCount).toBe(5);
    expect(found.NextToken).toBeUndefined();
  });

  test('returns only the members of a search result', () => {
    const [row] = search(world(), { SearchCriteria: { Channels: ['VOICE'] } }).Contacts;
    expect(row).toMatchObject({
      Id: 'a',
      InitiationMethod: 'OUTBOUND',
      QueueInfo: { Id: 'tasks' },
      AgentInfo: { Id: 'ann' },
      DisconnectTimestamp: expect.any(Date),
    });
    for (const member of ['Attributes', 'DisconnectReason', 'RelatedContactId', 'ContactAssociationId']) {
      expect(row).not.toHaveProperty(member);
    }
  });

  test('searches by the timestamp that the range names', () => {
    const state = world();
    const around = (hours: number) => ({
      StartTime: new Date(state.now + (hours - 0.5) * hour),
      EndTime: new Date(state.now + (hours + 0.5) * hour),
    });
    expect(ids(search(state, { TimeRange: around(-3) }))).toBe('c');
    expect(ids(search(state, { TimeRange: { ...around(1), Type: 'SCHEDULED_TIMESTAMP' } }))).toBe('e');
    expect(ids(search(state, { TimeRange: { ...around(0), Type: 'DISCONNECT_TIMESTAMP' } }))).toBe('dcba');
    expect(ids(search(state, { TimeRange: { ...around(-5), Type: 'ENQUEUE_TIMESTAMP' } }))).toBe('a');
    expect(ids(search(state, { TimeRange: { ...around(-4), Type: 'CONNECTED_TO_AGENT_TIMESTAMP' } }))).toBe('b');
  });

  test('finds a contact by its new timestamps as soon as they change', () => {
    const state = smallWorld({ contacts: [waitingTask] });
    const live = { TimeRange: { Type: 'DISCONNECT_TIMESTAMP' } };
    expect(ids(search(state, live))).toBe('');
    call(state, 'StopContact', { ContactId: 'task' });
    expect(ids(search(state, live))).toBe('task');
    expect(ids(search(state))).toBe('task');
  });

  test.each([
    ['agent', { AgentIds: ['ann'] }, 'a'],
    ['agent by ARN', { AgentIds: ['arn:aws:connect:us-east-1:111122223333:instance/x/agent/ann'] }, 'a'],
    ['queue', { QueueIds: ['tasks', 'lonely'] }, 'a'],
    ['channel', { Channels: ['VOICE', 'CHAT'] }, 'ba'],
    ['initiation method', { InitiationMethods: ['OUTBOUND'] }, 'a'],
    ['any part of the name', { Name: { SearchText: ['REFUND', 'address'], MatchType: 'MATCH_ANY' } }, 'dc'],
    ['all parts of the name', { Name: { SearchText: ['check', 'address'], MatchType: 'MATCH_ALL' } }, 'd'],
    ['the whole name', { Name: { SearchText: ['check the refund'], MatchType: 'MATCH_EXACT' } }, 'c'],
    ['no part of the name', { Name: { SearchText: ['check'], MatchType: 'MATCH_NONE' } }, 'eba'],
    ['tag', { ContactTags: { TagCondition: { TagKey: 'team', TagValue: 'red' } } }, 'b'],
    ['tag key', { ContactTags: { TagCondition: { TagKey: 'team' } } }, 'cb'],
    [
      'alternative tags',
      {
        ContactTags: { OrConditions: [[{ TagKey: 'team', TagValue: 'red' }], [{ TagKey: 'team', TagValue: 'blue' }]] },
      },
      'cb',
    ],
    ['attribute', { SearchableContactAttributes: { Criteria: [{ Key: 'topic', Values: ['refund'] }] } }, 'b'],
    ['segment attribute', { SearchableSegmentAttributes: { Criteria: [{ Key: 'source', Values: ['web'] }] } }, 'd'],
    ['Region', { ActiveRegions: ['eu-west-1'] }, ''],
    ['hierarchy group', { AgentHierarchyGroups: { L1Ids: ['group'] } }, ''],
    ['empty lists', { AgentIds: [], QueueIds: [], Channels: [] }, 'edcba'],
    [
      'an absent time',
      {
        AdditionalTimeRange: {
          MatchType: 'MATCH_ALL',
          Criteria: [{ TimestampCondition: { Type: 'DISCONNECT_TIMESTAMP', ConditionType: 'NOT_EXISTS' } }],
        },
      },
      'e',
    ],
    ['an absent time and a matching time', { AdditionalTimeRange: missingAndWithin(-1.5, 0) }, 'e'],
    ['an absent time and another time', { AdditionalTimeRange: missingAndWithin(-24, -2.5) }, ''],
    [
      'a transcript when there is none',
      {
        ContactAnalysis: {
          Transcript: { Criteria: [{ ParticipantRole: 'AGENT', SearchText: ['x'], MatchType: 'MATCH_ANY' }] },
        },
      },
      '',
    ],
  ])('searches by %s', (_what, SearchCriteria, expected) => {
    const found = search(world(), { SearchCriteria });
    expect(ids(found)).toBe(expected);
    expect(found.TotalCount).toBe(expected.length);
  });

  test.each([
    ['INITIATION_TIMESTAMP', 'ASCENDING', 'abcde'],
    ['CHANNEL', 'ASCENDING', 'bcdea'],
    ['CHANNEL', 'DESCENDING', 'aedcb'],
    ['INITIATION_METHOD', 'DESCENDING', 'aedcb'],
    ['SCHEDULED_TIMESTAMP', 'ASCENDING', 'eabcd'],
    ['SCHEDULED_TIMESTAMP', 'DESCENDING', 'edcba'],
    ['CONNECTED_TO_AGENT_TIMESTAMP', 'ASCENDING', 'abcde'],
    ['CONNECTED_TO_AGENT_TIMESTAMP', 'DESCENDING', 'baedc'],
  ])('sorts by %s %s, in one page or in many', (FieldName, Order, expected) => {
    const state = world();
    const Sort = { FieldName, Order };
    expect(ids(search(state, { Sort }))).toBe(expected);
    expect(pages(state, { Sort, MaxResults: 2 })).toBe(expected);
  });

  test('pages through all contacts with the same count on each page', () => {
    const state = world();
    const first = search(state, { MaxResults: 2 });
    expect(ids(first)).toBe('ed');
    expect(first.TotalCount).toBe(5);
    expect(first.NextToken.length).toBeGreaterThanOrEqual(600);
    expect(pages(state, { MaxResults: 2 })).toBe('edcba');
    expect(pages(state, { MaxResults: 1, SearchCriteria: { Channels: ['TASK'] } })).toBe('edc');
    expect(pages(state, { MaxResults: 5 })).toBe('edcba');
  });

  test('neither repeats nor hides a contact when contacts are added between two pages', () => {
    const state = world();
    const input = range(state);
    const first = call(state, 'SearchContacts', { ...input, MaxResults: 2 });
    call(state, 'StartTaskContact', { Name: 'new', ContactFlowId: 'inbound' });
    const second = call(state, 'SearchContacts', { ...input, MaxResults: 3, NextToken: first.NextToken });
    expect(ids(first) + ids(second)).toBe('edcba');
  });

  test('refuses a range that ends before it begins, and one above the assumed limit', () => {
    const state = world({ maxSearchRangeDays: 1 });
    const backwards = { TimeRange: { StartTime: new Date(state.now), EndTime: new Date(state.now - 1) } };
    expect(refusalOf(() => search(state, backwards))).toBe('InvalidRequestException');
    expect(refusalOf(() => search(state))).toBe('InvalidRequestException');
  });

  test('hides a new contact during the assumed search lag', () => {
    const state = smallWorld({}, { assumptions: { searchLagMs: 5000 } });
    call(state, 'StartTaskContact', { Name: 'new', ContactFlowId: 'inbound' });
    expect(search(state).Contacts).toHaveLength(0);
    state.clock.advance(5001);
    expect(search(state).Contacts).toHaveLength(1);
  });
});

function range(state: ReturnType<typeof world>) {
  return {
    TimeRange: {
      Type: 'INITIATION_TIMESTAMP',
      StartTime: new Date(state.now - 24 * hour),
      EndTime: new Date(state.now + 24 * hour),
    },
  };
}

/** The ids of all pages. */
function pages(state: ReturnType<typeof world>, input: object): string {
  const query = { ...range(state), ...input };
  let found = '';
  let NextToken: string | undefined;
  do {
    const page = call(state, 'SearchContacts', { ...query, NextToken });
    expect(page.Contacts.length).toBeGreaterThan(0);
    found += ids(page);
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return found;
}

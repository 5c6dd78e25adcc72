import { beforeAll, describe, expect, test } from '@jest/globals';
import { kinds } from './directory-world.js';
import { allPages, type Served, serve } from './served.js';
import { instanceArn, smallWorld } from './support.js';

let served: Served;
beforeAll(async () => {
  served = await serve(smallWorld(kinds));
});

describe('Operations of single kinds of resource', () => {
  test('a search of routing profiles returns their queues, which DescribeRoutingProfile does not', async () => {
    const SearchCriteria = { StringCondition: { FieldName: 'name', Value: 'Work', ComparisonType: 'EXACT' } };
    const [profile] = (await served.send('SearchRoutingProfiles', { SearchCriteria })).RoutingProfiles;
    expect(profile).toMatchObject({
      AssociatedQueueIds: ['tasks', 'closed'],
      AssociatedManualAssignmentQueueIds: ['lonely'],
      MediaConcurrencies: [
        { Channel: 'TASK', Concurrency: 2 },
        { Channel: 'EMAIL', Concurrency: 1 },
      ],
    });
    for (const member of ['LastModifiedTime', 'LastModifiedRegion', 'AgentAvailabilityTimer']) {
      expect(profile).not.toHaveProperty(member);
    }
    expect(profile.MediaConcurrencies[0]).not.toHaveProperty('CrossChannelBehavior');
  });

  test('a routing profile lists its queues and its manual assignment queues by channel', async () => {
    const { RoutingProfileQueueConfigSummaryList: queues } = await served.send('ListRoutingProfileQueues', {
      RoutingProfileId: 'work',
    });
    expect(queues).toEqual([
      expect.objectContaining({ QueueId: 'tasks', QueueName: 'Tasks', Channel: 'TASK', Priority: 3, Delay: 0 }),
      expect.objectContaining({ QueueId: 'tasks', Channel: 'EMAIL' }),
      {
        QueueId: 'closed',
        QueueArn: `${instanceArn}/queue/closed`,
        QueueName: 'Closed',
        Channel: 'TASK',
        Priority: 1,
        Delay: 0,
      },
    ]);
    const paged = await allPages(
      served,
      'ListRoutingProfileQueues',
      { RoutingProfileId: 'work' },
      'RoutingProfileQueueConfigSummaryList',
    );
    expect(paged.items).toEqual(queues);
    const byHand = await served.send('ListRoutingProfileManualAssignmentQueues', { RoutingProfileId: 'work' });
    expect(byHand.RoutingProfileManualAssignmentQueueConfigSummaryList).toEqual([
      { QueueId: 'lonely', QueueArn: `${instanceArn}/queue/lonely`, QueueName: 'Lonely', Channel: 'TASK' },
    ]);
    for (const operation of ['ListRoutingProfileQueues', 'ListRoutingProfileManualAssignmentQueues']) {
      expect((await served.refused(operation, { RoutingProfileId: 'x' })).name).toBe('ResourceNotFoundException');
    }
  });

  test('a queue lists its quick connects', async () => {
    const { items, pages } = await allPages(
      served,
      'ListQueueQuickConnects',
      { QueueId: 'tasks' },
      'QuickConnectSummaryList',
    );
    expect(items).toEqual([expect.objectContaining({ Id: 'one' }), expect.objectContaining({ Id: 'two' })]);
    expect(pages).toBe(2);
    expect((await served.send('ListQueueQuickConnects', { QueueId: 'small' })).QuickConnectSummaryList).toEqual([]);
    expect((await served.refused('ListQueueQuickConnects', { QueueId: 'x' })).name).toBe('ResourceNotFoundException');
  });

  test('a user lists proficiencies, by which users are found', async () => {
    const { items } = await allPages(served, 'ListUserProficiencies', { UserId: 'ann' }, 'UserProficiencyList');
    expect(items).toEqual([
      { AttributeName: 'Language', AttributeValue: 'German', Level: 4 },
      { AttributeName: 'Language', AttributeValue: 'English', Level: 2 },
    ]);
    const text = (FieldName: string, Value: string) => ({
      StringCondition: { FieldName, Value, ComparisonType: 'EXACT' },
    });
    const level = (MinValue: number, FieldName = 'limit') => ({
      NumberCondition: { FieldName, MinValue, ComparisonType: 'GREATER_OR_EQUAL' },
    });
    const search = async (...Conditions: object[]) => {
      const SearchCriteria = { ListCondition: { TargetListType: 'PROFICIENCIES', Conditions } };
      return (await served.send('SearchUsers', { SearchCriteria })).Users.map(({ Id }: { Id: string }) => Id);
    };
    expect(await search(text('name', 'Language'))).toEqual(['ann']);
    expect(await search(text('value', 'German'), level(4))).toEqual(['ann']);
    expect(await search(text('value', 'English'), level(4))).toEqual([]);
    const wrong = { ListCondition: { TargetListType: 'PROFICIENCIES', Conditions: [level(1, 'height')] } };
    expect((await served.refused('SearchUsers', { SearchCriteria: wrong })).name).toBe('InvalidRequestException');
  });

  test('users are found by their group, with or without the groups below it', async () => {
    const search = async (Value: string, HierarchyGroupMatchType: string) => {
      const SearchCriteria = { HierarchyGroupCondition: { Value, HierarchyGroupMatchType } };
      return (await served.send('SearchUsers', { SearchCriteria })).Users.map(({ Id }: { Id: string }) => Id);
    };
    expect(await search('north', 'EXACT')).toEqual(['off']);
    expect(await search('north', 'WITH_CHILD_GROUPS')).toEqual(['ann', 'off']);
    expect(await search('port', 'WITH_CHILD_GROUPS')).toEqual(['ann']);
  });

  test('the hierarchy has the named levels', async () => {
    expect((await served.send('DescribeUserHierarchyStructure')).HierarchyStructure).toEqual({
      LevelOne: expect.objectContaining({ Id: '1', Name: 'Country', Arn: `${instanceArn}/agent-group-level/1` }),
      LevelTwo: expect.objectContaining({ Name: 'Town' }),
    });
  });

  test('views are described by version, saved ones by $SAVED only', async () => {
    expect((await served.send('DescribeView', { ViewId: 'draft:$SAVED' })).View.Status).toBe('SAVED');
    expect((await served.send('DescribeView', { ViewId: 'form:3' })).View.Id).toBe('form');
    expect((await served.send('DescribeView', { ViewId: `${instanceArn}/view/form` })).View.Id).toBe('form');
    for (const ViewId of ['draft', 'form:2', 'draft:$LATEST']) {
      expect((await served.refused('DescribeView', { ViewId })).name).toBe('ResourceNotFoundException');
    }
  });

  test('features of an instance are described one by one, and listed', async () => {
    const attribute = async (AttributeType: string) =>
      (await served.send('DescribeInstanceAttribute', { AttributeType })).Attribute;
    expect(await attribute('CONTACT_LENS')).toEqual({ AttributeType: 'CONTACT_LENS', Value: 'false' });
    expect(await attribute('INBOUND_CALLS')).toEqual({ AttributeType: 'INBOUND_CALLS', Value: 'true' });
    const { items, pages } = await allPages(served, 'ListInstanceAttributes', {}, 'Attributes', 7);
    expect(items).toHaveLength(13);
    expect(pages).toBe(2);
  });

  test('storage configurations are found by resource type', async () => {
    const config = {
      AssociationId: 'chats',
      StorageType: 'S3',
      S3Config: { BucketName: 'bucket', BucketPrefix: 'chats' },
    };
    const ResourceType = 'CHAT_TRANSCRIPTS';
    expect((await served.send('ListInstanceStorageConfigs', { ResourceType })).StorageConfigs).toEqual([config]);
    expect(
      (await served.send('DescribeInstanceStorageConfig', { ResourceType, AssociationId: 'chats' })).StorageConfig,
    ).toEqual(config);
    const other = { ResourceType: 'CALL_RECORDINGS', AssociationId: 'chats' };
    expect((await served.refused('DescribeInstanceStorageConfig', other)).name).toBe('ResourceNotFoundException');
  });
});

describe('GetEffectiveHoursOfOperations', () => {
  const effective = (FromDate: string, ToDate: string) => ({ HoursOfOperationId: 'shop', FromDate, ToDate });

  test('returns the weekly times, and the overrides that replace them', async () => {
    const answer = await served.send('GetEffectiveHoursOfOperations', effective('2026-12-21', '2026-12-26'));
    const hours = (from: number, to: number, minutes = 0) => ({
      Start: { Hours: from, Minutes: 0 },
      End: { Hours: to, Minutes: minutes },
    });
    expect(answer.TimeZone).toBe('Europe/Berlin');
    expect(answer.EffectiveHoursOfOperationList).toEqual([
      { Date: '2026-12-21', OperationalHours: [hours(8, 18, 30)] },
      { Date: '2026-12-22', OperationalHours: [hours(10, 12), hours(13, 14)] },
      { Date: '2026-12-23', OperationalHours: [] },
      { Date: '2026-12-24', OperationalHours: [] },
      { Date: '2026-12-25', OperationalHours: [] },
      { Date: '2026-12-26', OperationalHours: [] },
    ]);
    expect(answer.EffectiveOverrideHoursList).toEqual([
      {
        Date: '2026-12-22',
        OverrideHours: [
          { OverrideName: 'Party', OperationalStatus: 'OPEN', ...hours(10, 12) },
          { OverrideName: 'Party', OperationalStatus: 'OPEN', ...hours(13, 14) },
        ],
      },
      { Date: '2026-12-26', OverrideHours: [{ OverrideName: 'Holidays', OperationalStatus: 'CLOSED' }] },
    ]);
  });

  test.each([
    ['backwards', '2026-12-22', '2026-12-21'],
    ['of over a year', '2026-01-01', '2027-01-02'],
    ['with an invalid day', '2026-02-30', '2026-03-01'],
  ])('refuses a range %s', async (_what, from, to) => {
    const refused = await served.refused('GetEffectiveHoursOfOperations', effective(from, to));
    expect(refused.name).toBe('InvalidParameterException');
  });
});

describe('UpdateQueueStatus', () => {
  test('disables a queue, which then offers no contacts, and enables it again', async () => {
    const own = await serve(smallWorld());
    const start = async () =>
      (await own.send('StartTaskContact', { Name: 'A task', ContactFlowId: 'to-tasks' })).ContactId;
    const agentOf = async (ContactId: string) =>
      (await own.send('DescribeContact', { ContactId })).Contact.AgentInfo?.Id;
    await own.send('UpdateQueueStatus', { QueueId: 'tasks', Status: 'DISABLED' });
    expect((await own.send('DescribeQueue', { QueueId: 'tasks' })).Queue.Status).toBe('DISABLED');
    const waiting = await start();
    expect(await agentOf(waiting)).toBeUndefined();
    await own.send('UpdateQueueStatus', { QueueId: 'tasks', Status: 'ENABLED' });
    await own.send('UpdateQueueStatus', { QueueId: 'tasks', Status: 'ENABLED' });
    expect(await agentOf(waiting)).toBe('ann');
    expect(await agentOf(await start())).toBe('ann');
    expect(own.ledger.entries('UpdateQueueStatus')).toMatchObject([
      { changed: true },
      { changed: true },
      { changed: false },
    ]);
  });

  test('finds standard queues only', async () => {
    for (const QueueId of ['ann', 'nothing']) {
      const refused = await served.refused('UpdateQueueStatus', { QueueId, Status: 'DISABLED' });
      expect(refused.name).toBe('ResourceNotFoundException');
    }
  });
});

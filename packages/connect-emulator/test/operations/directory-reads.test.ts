import { describe, expect, test } from '@jest/globals';
import { call, instanceArn, refusalOf, smallWorld } from './support.js';

const world = smallWorld({
  quickConnects: [
    { id: 'phone', name: 'Phone', type: 'PHONE_NUMBER', phoneNumber: '+12065550101' },
    { id: 'user', name: 'Ann', type: 'USER', user: 'ann', flow: 'to-agent' },
  ],
  taskTemplates: [
    {
      id: 'active',
      name: 'Active',
      flow: 'to-tasks',
      fields: [{ name: 'Reason', type: 'SINGLE_SELECT', options: ['A', 'B'], required: true, default: 'A' }],
    },
    { id: 'inactive', name: 'Inactive', status: 'INACTIVE' },
  ],
});

const idsOf = (items: Record<string, unknown>[], member = 'Id') => items.map((item) => item[member]);

describe('Queues', () => {
  test('are described, including agent queues, which have no name', () => {
    expect(call(world, 'DescribeQueue', { QueueId: 'small' }).Queue).toMatchObject({
      QueueId: 'small',
      QueueArn: `${instanceArn}/queue/small`,
      Name: 'Small',
      MaxContacts: 1,
      Status: 'ENABLED',
    });
    const own = call(world, 'DescribeQueue', { QueueId: 'ann' }).Queue;
    expect(own.QueueArn).toBe(`${instanceArn}/queue/agent/ann`);
    expect(own.Name).toBeUndefined();
  });

  test('are listed by type', () => {
    const list = (QueueTypes?: string[]) => call(world, 'ListQueues', { QueueTypes }).QueueSummaryList;
    expect(idsOf(list(['STANDARD']))).toEqual(['closed', 'lonely', 'small', 'tasks']);
    expect(list(['AGENT'])).toMatchObject([
      { Id: 'ann', Arn: `${instanceArn}/queue/agent/ann`, QueueType: 'AGENT' },
      { Id: 'off' },
    ]);
    expect(list()).toHaveLength(6);
    expect(list([])).toHaveLength(6);
  });

  test('are searched without agent queues', () => {
    const { Queues, ApproximateTotalCount } = call(world, 'SearchQueues', {});
    expect(idsOf(Queues, 'QueueId')).toEqual(['closed', 'lonely', 'small', 'tasks']);
    expect(ApproximateTotalCount).toBe(4);
    const byId = { StringCondition: { FieldName: 'resourceID', Value: 'ann', ComparisonType: 'EXACT' } };
    expect(call(world, 'SearchQueues', { SearchCriteria: byId }).Queues).toEqual([]);
  });
});

describe('Users', () => {
  test('are described with an email and a time limit in seconds', () => {
    expect(call(world, 'DescribeUser', { UserId: 'ann' }).User).toMatchObject({
      Id: 'ann',
      Arn: `${instanceArn}/agent/ann`,
      Username: 'ann',
      IdentityInfo: { FirstName: 'Ann', LastName: 'Able' },
      PhoneConfig: { AfterContactWorkTimeLimit: 60 },
      RoutingProfileId: 'work',
    });
  });

  test('are searched with a time limit in milliseconds', () => {
    const [user] = call(world, 'SearchUsers', {}).Users;
    expect(user.PhoneConfig.AfterContactWorkTimeLimit).toBe(60_000);
    expect(user.IdentityInfo).toEqual({ FirstName: 'Ann', LastName: 'Able' });
  });

  test('are listed', () => {
    expect(idsOf(call(world, 'ListUsers').UserSummaryList)).toEqual(['ann', 'off']);
  });

  test.each([
    ['username', 'an', 'STARTS_WITH'],
    ['FirstName', 'nn', 'CONTAINS'],
    ['lastname', 'able', 'EXACT'],
    ['resourceId', 'ann', 'EXACT'],
    ['resourceID', 'ann', 'EXACT'],
    ['RoutingProfileId', 'work', 'EXACT'],
  ])('are found by %s', (FieldName, Value, ComparisonType) => {
    const SearchCriteria = { StringCondition: { FieldName, Value, ComparisonType } };
    expect(idsOf(call(world, 'SearchUsers', { SearchCriteria }).Users)).toEqual(['ann']);
  });
});

describe('Search criteria', () => {
  const named = (Value: string) => ({ StringCondition: { FieldName: 'name', Value, ComparisonType: 'EXACT' } });
  const search = (SearchCriteria: object, state = world) =>
    idsOf(call(state, 'SearchQueues', { SearchCriteria }).Queues, 'QueueId');

  test('combine by AND and by OR, at any depth', () => {
    expect(search({ OrConditions: [named('Tasks'), named('Small')] })).toEqual(['small', 'tasks']);
    expect(search({ AndConditions: [named('Tasks'), named('Small')] })).toEqual([]);
    expect(
      search({
        OrConditions: [{ AndConditions: [named('Tasks'), { QueueTypeCondition: 'STANDARD' }] }, named('Lonely')],
      }),
    ).toEqual(['lonely', 'tasks']);
  });

  test('set no condition when they are empty', () => {
    expect(search({ OrConditions: [], AndConditions: [] })).toHaveLength(4);
  });

  test('are refused for an unknown field, or a text of invalid length', () => {
    const contains = (Value: string) => ({ StringCondition: { FieldName: 'name', Value, ComparisonType: 'CONTAINS' } });
    expect(refusalOf(() => search({ StringCondition: { ...named('x').StringCondition, FieldName: 'toString' } }))).toBe(
      'InvalidRequestException',
    );
    expect(refusalOf(() => search(contains('x')))).toBe('InvalidRequestException');
    expect(refusalOf(() => search(contains('x'.repeat(26))))).toBe('InvalidRequestException');
    expect(search(contains('ONE'))).toEqual(['lonely']);
  });

  test('have at most a hundred conditions', () => {
    const conditions = (count: number) => ({ OrConditions: Array.from({ length: count }, () => named('Tasks')) });
    expect(search(conditions(100))).toEqual(['tasks']);
    expect(refusalOf(() => search(conditions(101)))).toBe('InvalidRequestException');
  });

  test('are combined with tag filters', () => {
    const tagged = smallWorld({
      queues: [
        { id: 'a', name: 'A', tags: { team: 'red' } },
        { id: 'b', name: 'B', tags: { team: 'blue', night: 'yes' } },
        { id: 'c', name: 'C' },
      ],
      routingProfiles: [{ id: 'work', name: 'Work', concurrency: {}, queues: [] }],
      users: [],
      flows: [],
    });
    const filter = (TagFilter: object) =>
      idsOf(call(tagged, 'SearchQueues', { SearchFilter: { TagFilter } }).Queues, 'QueueId');
    const condition = (TagKey: string, TagValue?: string) => ({ TagKey, TagValue });
    expect(filter({ TagCondition: condition('team', 'red') })).toEqual(['a']);
    expect(filter({ AndConditions: [condition('team'), condition('night', 'yes')] })).toEqual(['b']);
    expect(filter({ OrConditions: [[condition('team', 'red')], [condition('night')]] })).toEqual(['a', 'b']);
    expect(filter({})).toEqual(['a', 'b', 'c']);
  });
});

describe('Flows', () => {
  test('are described by the published version, the saved version, or a version number', () => {
    const describeFlow = (ContactFlowId: string) => call(world, 'DescribeContactFlow', { ContactFlowId }).ContactFlow;
    expect(describeFlow('to-queue')).toMatchObject({ Type: 'QUEUE_TRANSFER', Status: 'PUBLISHED', State: 'ACTIVE' });
    expect(describeFlow('to-queue:1').Id).toBe('to-queue');
    expect(refusalOf(() => describeFlow('to-queue:2'))).toBe('ResourceNotFoundException');
    expect(refusalOf(() => describeFlow('saved'))).toBe('ContactFlowNotPublishedException');
    expect(describeFlow('saved:$SAVED')).toMatchObject({ Id: 'saved', Status: 'SAVED' });
    expect(describeFlow('archived').State).toBe('ARCHIVED');
  });

  test('are listed by type and searched by state and status', () => {
    const ContactFlowTypes = ['AGENT_TRANSFER', 'AGENT_WHISPER'];
    expect(idsOf(call(world, 'ListContactFlows', { ContactFlowTypes }).ContactFlowSummaryList)).toEqual([
      'to-agent',
      'whisper',
    ]);
    const search = (SearchCriteria: object) =>
      idsOf(call(world, 'SearchContactFlows', { SearchCriteria }).ContactFlows);
    expect(search({ StateCondition: 'ARCHIVED' })).toEqual(['archived']);
    expect(search({ StatusCondition: 'SAVED' })).toEqual(['saved']);
    expect(search({ TypeCondition: 'CONTACT_FLOW' })).toEqual(['inbound', 'to-tasks']);
  });
});

describe('Instances, quick connects and task templates', () => {
  test('are described and listed', () => {
    for (const InstanceId of ['test-instance', instanceArn]) {
      expect(call(world, 'DescribeInstance', { InstanceId }).Instance).toMatchObject({
        Id: 'test-instance',
        Arn: instanceArn,
        InstanceAlias: 'test',
        InstanceStatus: 'ACTIVE',
      });
    }
    expect(idsOf(call(world, 'ListInstances').InstanceSummaryList)).toEqual(['test-instance']);
    expect(call(world, 'DescribeQuickConnect', { QuickConnectId: 'user' }).QuickConnect.QuickConnectConfig).toEqual({
      QuickConnectType: 'USER',
      UserConfig: { UserId: 'ann', ContactFlowId: 'to-agent' },
    });
    const QuickConnectTypes = ['PHONE_NUMBER'];
    expect(idsOf(call(world, 'ListQuickConnects', { QuickConnectTypes }).QuickConnectSummaryList)).toEqual(['phone']);
    expect(call(world, 'GetTaskTemplate', { TaskTemplateId: 'active' })).toMatchObject({
      Id: 'active',
      ContactFlowId: 'to-tasks',
      Constraints: { RequiredFields: [{ Id: { Name: 'Reason' } }] },
      Defaults: { DefaultFieldValues: [{ Id: { Name: 'Reason' }, DefaultValue: 'A' }] },
      Fields: [{ Id: { Name: 'Reason' }, Type: 'SINGLE_SELECT', SingleSelectOptions: ['A', 'B'] }],
    });
    expect(idsOf(call(world, 'ListTaskTemplates', { Status: 'INACTIVE' }).TaskTemplates)).toEqual(['inactive']);
    expect(idsOf(call(world, 'ListTaskTemplates', { Name: 'Active' }).TaskTemplates)).toEqual(['active']);
  });

  test.each([
    ['DescribeQueue', { QueueId: 'x' }],
    ['DescribeUser', { UserId: 'x' }],
    ['DescribeContactFlow', { ContactFlowId: 'x' }],
    ['DescribeQuickConnect', { QuickConnectId: 'x' }],
    ['GetTaskTemplate', { TaskTemplateId: 'x' }],
    ['DescribeInstance', { InstanceId: 'x' }],
    ['ListUsers', { InstanceId: 'x' }],
  ])('are not found by %s when they do not exist', (operation, input) => {
    expect(refusalOf(() => call(world, operation, input))).toBe('ResourceNotFoundException');
  });
});

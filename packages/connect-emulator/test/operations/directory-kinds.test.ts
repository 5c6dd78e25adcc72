import { beforeAll, describe, expect, test } from '@jest/globals';
import { answers } from './directory-answers.js';
import { kinds } from './directory-world.js';
import { allPages, type Served, serve } from './served.js';
import { instanceArn, smallWorld } from './support.js';

let served: Served;
beforeAll(async () => {
  served = await serve(smallWorld(kinds));
});

describe.each(Object.entries(answers))('The directory\u2019s %s', (_kind, { describe: described, list, search }) => {
  const [operation, member, id, expected] = described;

  test('are described by their ids', async () => {
    expect(await served.send(operation, { [member]: id })).toEqual(expected);
  });

  test('are not found by another id', async () => {
    const { name, $metadata } = await served.refused(operation, { [member]: 'nothing' });
    expect(name).toBe('ResourceNotFoundException');
    expect($metadata.httpStatusCode).toBe(404);
  });

  if (list) {
    const [listing, output, items] = list;
    test('are listed, in one page or in many', async () => {
      const whole = await served.send(listing);
      expect(new Set(whole[output])).toEqual(new Set(items));
      expect(whole.NextToken).toBeUndefined();
      const paged = await allPages(served, listing, {}, output);
      expect(paged.items).toEqual(whole[output]);
      expect(paged.pages).toBe(items.length);
    });
  }

  if (search) {
    const [searching, output, cases] = search;
    test.each(cases)('are found by %s "%s"', async (FieldName, Value, items) => {
      const SearchCriteria = { StringCondition: { FieldName, Value, ComparisonType: 'EXACT' } };
      const found = await served.send(searching, { SearchCriteria });
      expect(found[output]).toEqual(items);
      expect(found.ApproximateTotalCount).toBe(items.length);
    });

    test('are searched in pages, and only by searchable fields', async () => {
      const whole = await served.send(searching);
      const paged = await allPages(served, searching, {}, output);
      expect(paged.items).toEqual(whole[output]);
      expect(paged.pages).toBe(whole.ApproximateTotalCount);
      const unknown = { StringCondition: { FieldName: 'color', Value: 'x', ComparisonType: 'EXACT' } };
      expect((await served.refused(searching, { SearchCriteria: unknown })).name).toBe('InvalidRequestException');
    });
  }
});

test('Describe and List operations do not find an unknown instance', async () => {
  for (const {
    describe: [operation, member, id],
    list,
  } of Object.values(answers)) {
    if (operation === 'DescribePhoneNumber') continue;
    for (const [name, input] of [
      [operation, { [member]: id }],
      [list?.[0] ?? operation, { [member]: id }],
    ] as const) {
      const { name: refusal } = await served.refused(name, { ...input, InstanceId: 'elsewhere' });
      expect(`${name}: ${refusal}`).toBe(`${name}: ResourceNotFoundException`);
    }
  }
});

describe('Filters of lists', () => {
  const idsOf = (items: readonly Record<string, unknown>[], member = 'Id') => items.map((item) => item[member]);

  test.each<[string, object, string, string, string[]]>([
    [
      'ListAgentStatuses',
      { AgentStatusTypes: ['ROUTABLE', 'OFFLINE'] },
      'AgentStatusSummaryList',
      'Name',
      ['Available', 'Offline'],
    ],
    ['ListContactFlowModules', { ContactFlowModuleState: 'ARCHIVED' }, 'ContactFlowModulesSummaryList', 'Id', ['gone']],
    [
      'ListPhoneNumbersV2',
      { PhoneNumberCountryCodes: ['DE'] },
      'ListPhoneNumbersSummaryList',
      'PhoneNumberId',
      ['ring'],
    ],
    [
      'ListPhoneNumbersV2',
      { PhoneNumberTypes: ['TOLL_FREE'] },
      'ListPhoneNumbersSummaryList',
      'PhoneNumberId',
      ['free'],
    ],
    [
      'ListPhoneNumbersV2',
      { PhoneNumberPrefix: '+1' },
      'ListPhoneNumbersSummaryList',
      'PhoneNumberId',
      ['care', 'free'],
    ],
    [
      'ListPhoneNumbersV2',
      { InstanceId: undefined, TargetArn: instanceArn, PhoneNumberPrefix: '+4' },
      'ListPhoneNumbersSummaryList',
      'PhoneNumberId',
      ['ring'],
    ],
    ['ListViews', { Type: 'AWS_MANAGED' }, 'ViewsSummaryList', 'Id', []],
    ['ListQuickConnects', { QuickConnectTypes: ['USER'] }, 'QuickConnectSummaryList', 'Id', ['one']],
  ])('%s with %o', async (operation, input, output, member, expected) => {
    const found: string[] = idsOf((await served.send(operation, input))[output], member) as string[];
    expect(found.sort()).toEqual(expected);
  });

  test.each<[string, object, string, string, string[]]>([
    [
      'SearchHoursOfOperations',
      { TagFilter: { TagCondition: { TagKey: 'team' } } },
      'HoursOfOperations',
      'HoursOfOperationId',
      ['shop'],
    ],
    [
      'SearchRoutingProfiles',
      { TagFilter: { TagCondition: { TagKey: 'team', TagValue: 'red' } } },
      'RoutingProfiles',
      'RoutingProfileId',
      ['work'],
    ],
    [
      'SearchQuickConnects',
      { TagFilter: { TagCondition: { TagKey: 'team', TagValue: 'blue' } } },
      'QuickConnects',
      'QuickConnectId',
      [],
    ],
    [
      'SearchEmailAddresses',
      { TagFilter: { TagCondition: { TagKey: 'team' } } },
      'EmailAddresses',
      'EmailAddressId',
      ['mail'],
    ],
    [
      'SearchAgentStatuses',
      { AttributeFilter: { TagCondition: { TagKey: 'team' } } },
      'AgentStatuses',
      'AgentStatusId',
      ['lunch'],
    ],
    [
      'SearchAgentStatuses',
      { AttributeFilter: { AndCondition: { TagConditions: [{ TagKey: 'team' }, { TagKey: 'night' }] } } },
      'AgentStatuses',
      'AgentStatusId',
      [],
    ],
    [
      'SearchAgentStatuses',
      {
        AttributeFilter: {
          OrConditions: [{ TagConditions: [{ TagKey: 'night' }] }, { TagConditions: [{ TagKey: 'team' }] }],
        },
      },
      'AgentStatuses',
      'AgentStatusId',
      ['lunch'],
    ],
    [
      'SearchUsers',
      { UserAttributeFilter: { HierarchyGroupCondition: { Value: 'port', HierarchyGroupMatchType: 'EXACT' } } },
      'Users',
      'Id',
      ['ann'],
    ],
  ])('%s by %o', async (operation, SearchFilter, output, member, expected) => {
    expect(idsOf((await served.send(operation, { SearchFilter }))[output], member)).toEqual(expected);
  });

  const ofGroup = { HierarchyGroupCondition: { Value: 'port', HierarchyGroupMatchType: 'EXACT' } };
  const ofTag = { TagCondition: { TagKey: 'team' } };
  test.each([
    ['users by tags and by attributes', { TagFilter: ofTag, UserAttributeFilter: ofGroup }, 'AccessDeniedException'],
    ['users by two fields of attributes', { UserAttributeFilter: { ...ofTag, ...ofGroup } }, 'InvalidRequestException'],
  ])('accepts at most one filter: not %s', async (_what, SearchFilter, error) => {
    expect((await served.refused('SearchUsers', { SearchFilter })).name).toBe(error);
  });
});

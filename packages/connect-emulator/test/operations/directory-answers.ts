import { expect } from '@jest/globals';
import { tags } from './directory-world.js';
import { instanceArn } from './support.js';

const modified = { LastModifiedTime: expect.any(Date), LastModifiedRegion: 'us-east-1' };
const named = (ids: Record<string, unknown>) => expect.objectContaining(ids);

export interface Kind {
  /** Operation, member of the input, an existing id, and the expected output. */
  readonly describe: readonly [string, string, string, object];
  /** Operation, member of the output, and the ids of all items. */
  readonly list?: readonly [string, string, readonly unknown[]];
  /** Operation, member of the output, and criteria with the ids that they find. */
  readonly search?: readonly [string, string, readonly (readonly [string, string, readonly unknown[]])[]];
}

/** The expected outputs of the operations on each kind of resource in the test world. */
export const answers: Readonly<Record<string, Kind>> = {
  'hours of operation': {
    describe: [
      'DescribeHoursOfOperation',
      'HoursOfOperationId',
      'shop',
      {
        HoursOfOperation: {
          HoursOfOperationId: 'shop',
          HoursOfOperationArn: `${instanceArn}/operating-hours/shop`,
          Name: 'Shop',
          Description: 'When the shop is open',
          TimeZone: 'Europe/Berlin',
          Config: [
            { Day: 'MONDAY', StartTime: { Hours: 8, Minutes: 0 }, EndTime: { Hours: 18, Minutes: 30 } },
            { Day: 'TUESDAY', StartTime: { Hours: 8, Minutes: 0 }, EndTime: { Hours: 18, Minutes: 30 } },
            { Day: 'SATURDAY', StartTime: { Hours: 9, Minutes: 0 }, EndTime: { Hours: 12, Minutes: 0 } },
          ],
          Tags: tags,
          ...modified,
        },
      },
    ],
    list: [
      'ListHoursOfOperations',
      'HoursOfOperationSummaryList',
      [named({ Name: 'Basic Hours' }), named({ Id: 'shop' })],
    ],
    search: [
      'SearchHoursOfOperations',
      'HoursOfOperations',
      [
        ['timezone', 'Europe/Berlin', [named({ HoursOfOperationId: 'shop' })]],
        ['name', 'shop', [named({ HoursOfOperationId: 'shop' })]],
        ['description', 'nothing', []],
        ['resourceID', 'shop', [named({ HoursOfOperationId: 'shop' })]],
      ],
    ],
  },
  'agent statuses': {
    describe: [
      'DescribeAgentStatus',
      'AgentStatusId',
      'lunch',
      {
        AgentStatus: {
          AgentStatusId: 'lunch',
          AgentStatusARN: `${instanceArn}/agent-state/lunch`,
          Name: 'Lunch',
          Description: 'Back soon',
          Type: 'CUSTOM',
          DisplayOrder: 7,
          State: 'ENABLED',
          Tags: tags,
          ...modified,
        },
      },
    ],
    list: [
      'ListAgentStatuses',
      'AgentStatusSummaryList',
      [
        named({ Id: 'lunch', Type: 'CUSTOM' }),
        named({ Id: 'old' }),
        named({ Name: 'Available', Type: 'ROUTABLE' }),
        named({ Name: 'Offline', Type: 'OFFLINE' }),
      ],
    ],
    search: [
      'SearchAgentStatuses',
      'AgentStatuses',
      [
        ['displayOrder', '7', [named({ Name: 'Lunch' })]],
        ['state', 'DISABLED', [named({ Name: 'Old' })]],
        ['type', 'ROUTABLE', [named({ Name: 'Available' })]],
        ['name', 'Offline', [named({ Type: 'OFFLINE' })]],
      ],
    ],
  },
  'routing profiles': {
    describe: [
      'DescribeRoutingProfile',
      'RoutingProfileId',
      'work',
      {
        RoutingProfile: {
          InstanceId: 'test-instance',
          RoutingProfileId: 'work',
          RoutingProfileArn: `${instanceArn}/routing-profile/work`,
          Name: 'Work',
          Description: 'What is to be done',
          MediaConcurrencies: [
            { Channel: 'TASK', Concurrency: 2, CrossChannelBehavior: { BehaviorType: 'ROUTE_CURRENT_CHANNEL_ONLY' } },
            { Channel: 'EMAIL', Concurrency: 1, CrossChannelBehavior: { BehaviorType: 'ROUTE_CURRENT_CHANNEL_ONLY' } },
          ],
          DefaultOutboundQueueId: 'tasks',
          NumberOfAssociatedQueues: 2,
          NumberOfAssociatedManualAssignmentQueues: 1,
          NumberOfAssociatedUsers: 1,
          AgentAvailabilityTimer: 'TIME_SINCE_LAST_ACTIVITY',
          IsDefault: false,
          Tags: tags,
          ...modified,
        },
      },
    ],
    list: ['ListRoutingProfiles', 'RoutingProfileSummaryList', [named({ Id: 'none' }), named({ Id: 'work' })]],
    search: [
      'SearchRoutingProfiles',
      'RoutingProfiles',
      [
        ['associatedQueueIds', 'closed', [named({ RoutingProfileId: 'work' })]],
        ['associatedQueueIds', 'lonely', [named({ RoutingProfileId: 'none', AssociatedQueueIds: ['lonely'] })]],
        ['description', 'what is to be done', [named({ RoutingProfileId: 'work' })]],
      ],
    ],
  },
  'quick connects': {
    describe: [
      'DescribeQuickConnect',
      'QuickConnectId',
      'two',
      {
        QuickConnect: named({
          QuickConnectId: 'two',
          QuickConnectConfig: { QuickConnectType: 'PHONE_NUMBER', PhoneConfig: { PhoneNumber: '+12065550104' } },
        }),
      },
    ],
    list: ['ListQuickConnects', 'QuickConnectSummaryList', [named({ Id: 'one' }), named({ Id: 'two' })]],
    search: [
      'SearchQuickConnects',
      'QuickConnects',
      [
        ['description', 'calls ann', [named({ QuickConnectId: 'one' })]],
        ['resourceID', 'two', [named({ QuickConnectId: 'two' })]],
      ],
    ],
  },
  'hierarchy groups': {
    describe: [
      'DescribeUserHierarchyGroup',
      'HierarchyGroupId',
      'port',
      {
        HierarchyGroup: {
          Id: 'port',
          Arn: `${instanceArn}/agent-group/port`,
          Name: 'Port',
          LevelId: '2',
          HierarchyPath: { LevelOne: named({ Id: 'north' }), LevelTwo: named({ Id: 'port' }) },
          Tags: tags,
          ...modified,
        },
      },
    ],
    list: ['ListUserHierarchyGroups', 'UserHierarchyGroupSummaryList', [named({ Id: 'north' }), named({ Id: 'port' })]],
  },
  'security profiles': {
    describe: [
      'DescribeSecurityProfile',
      'SecurityProfileId',
      'boss',
      {
        SecurityProfile: {
          Id: 'boss',
          Arn: `${instanceArn}/security-profile/boss`,
          OrganizationResourceId: 'test-instance',
          SecurityProfileName: 'Boss',
          Description: 'Sees all',
          Tags: tags,
          ...modified,
        },
      },
    ],
    list: ['ListSecurityProfiles', 'SecurityProfileSummaryList', [named({ Name: 'Agent' }), named({ Id: 'boss' })]],
  },
  prompts: {
    describe: [
      'DescribePrompt',
      'PromptId',
      'hello',
      { Prompt: named({ PromptId: 'hello', Description: 'Said first' }) },
    ],
    list: ['ListPrompts', 'PromptSummaryList', [named({ Id: 'bye' }), named({ Id: 'hello' })]],
  },
  'flow modules': {
    describe: [
      'DescribeContactFlowModule',
      'ContactFlowModuleId',
      'ask',
      { ContactFlowModule: named({ Id: 'ask', State: 'ACTIVE', Status: 'PUBLISHED', Content: '{}', Tags: tags }) },
    ],
    list: ['ListContactFlowModules', 'ContactFlowModulesSummaryList', [named({ Id: 'ask' }), named({ Id: 'gone' })]],
  },
  'phone numbers': {
    describe: [
      'DescribePhoneNumber',
      'PhoneNumberId',
      'care',
      {
        ClaimedPhoneNumberSummary: {
          PhoneNumberId: 'care',
          PhoneNumberArn: 'arn:aws:connect:us-east-1:111122223333:phone-number/care',
          PhoneNumber: '+12065550101',
          PhoneNumberCountryCode: 'US',
          PhoneNumberType: 'DID',
          PhoneNumberDescription: 'Care',
          TargetArn: instanceArn,
          InstanceId: 'test-instance',
          PhoneNumberStatus: { Status: 'CLAIMED' },
          Tags: tags,
        },
      },
    ],
    list: [
      'ListPhoneNumbersV2',
      'ListPhoneNumbersSummaryList',
      ['care', 'free', 'ring'].map((PhoneNumberId) => named({ PhoneNumberId })),
    ],
  },
  'email addresses': {
    describe: [
      'DescribeEmailAddress',
      'EmailAddressId',
      'mail',
      {
        EmailAddressId: 'mail',
        EmailAddressArn: `${instanceArn}/email-address/mail`,
        EmailAddress: 'care@example.com',
        DisplayName: 'Care',
        Description: 'For all',
        CreateTimestamp: expect.stringMatching(/Z$/),
        ModifiedTimestamp: expect.stringMatching(/Z$/),
        Tags: tags,
      },
    ],
    search: [
      'SearchEmailAddresses',
      'EmailAddresses',
      [
        ['emailAddress', 'sales@example.com', [named({ EmailAddressId: 'sales' })]],
        ['displayName', 'care', [named({ EmailAddressId: 'mail' })]],
      ],
    ],
  },
  'predefined attributes': {
    describe: [
      'DescribePredefinedAttribute',
      'Name',
      'Language',
      {
        PredefinedAttribute: {
          Name: 'Language',
          Values: { StringList: ['English', 'German'] },
          Purposes: ['Proficiency'],
          ...modified,
        },
      },
    ],
    list: [
      'ListPredefinedAttributes',
      'PredefinedAttributeSummaryList',
      [named({ Name: 'Language' }), named({ Name: 'Unit' })],
    ],
    search: ['SearchPredefinedAttributes', 'PredefinedAttributes', [['name', 'unit', [named({ Name: 'Unit' })]]]],
  },
  views: {
    describe: [
      'DescribeView',
      'ViewId',
      'form',
      {
        View: named({
          Id: 'form',
          Type: 'CUSTOMER_MANAGED',
          Version: 3,
          Content: { InputSchema: '{}', Template: '{"a":1}', Actions: ['Send'] },
        }),
      },
    ],
    list: ['ListViews', 'ViewsSummaryList', [named({ Id: 'draft', Status: 'SAVED' }), named({ Id: 'form' })]],
  },
};

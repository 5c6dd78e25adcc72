import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { instanceArn, instanceId } from '../support/demo.js';
import { startTestGateway, type TestGateway, uncached } from '../support/gateway.js';
import { type Sample, sampleOf, startSampleServer } from './model-sample.js';

/** Where a member of Connect's answer stands in ours: a path of fields, and how it is shown where that differs. */
type Shown = string | readonly [path: string, show: (value: never) => unknown];
type Members = Readonly<Record<string, Shown>>;

interface Case {
  readonly operation: string;
  /** The query, with `...` where the fields of `members` are selected. */
  readonly query: string;
  /** By the member's path in Connect's answer, a path of fields below `...`; `on` begins a type of a union. */
  readonly members: Members;
  /** Members that are not shown, each with the reason. */
  readonly leftOut?: Readonly<Record<string, string>>;
  /** Of several cases of one operation, which. */
  readonly variant?: string;
  /** What the sample lacks in this case. */
  readonly without?: readonly string[];
  /** What it must say in this case. */
  readonly values?: Readonly<Record<string, string>>;
}

const prefixed = (prefix: string, members: Members): Members =>
  Object.fromEntries(Object.entries(members).map(([path, shown]) => [`${prefix}.${path}`, shown]));
const but = (members: Members, ...paths: readonly string[]): Members =>
  Object.fromEntries(
    Object.entries(members).filter(([path]) => !paths.some((gone) => path === gone || path.startsWith(`${gone}.`))),
  );

/** Connect's ARN is not read where the instance's and the id make it. */
const made: readonly [string, () => unknown] = [
  'arn',
  () => expect.stringMatching(/^arn:aws:connect:us-east-1:111122223333:instance\/.+/),
];
const named = { Name: 'name', Description: 'description', Tags: 'tags', LastModifiedTime: 'lastModifiedAt' };

const queue: Members = {
  ...named,
  QueueId: 'id',
  QueueArn: 'arn',
  'OutboundCallerConfig.OutboundCallerIdName': 'outboundCallerConfig.callerIdName',
  'OutboundCallerConfig.OutboundCallerIdNumberId': 'outboundCallerConfig.callerIdNumberId',
  'OutboundCallerConfig.OutboundFlowId': 'outboundCallerConfig.outboundFlow.id',
  'OutboundEmailConfig.OutboundEmailAddressId': 'outboundEmailAddressId',
  HoursOfOperationId: 'hoursOfOperation.id',
  MaxContacts: 'maxContacts',
  Status: 'status',
};
const foundUser: Members = {
  Id: 'id',
  Arn: made,
  Username: 'username',
  'IdentityInfo.FirstName': 'firstName',
  'IdentityInfo.LastName': 'lastName',
  'PhoneConfig.PhoneType': 'phoneConfig.phoneType',
  'PhoneConfig.AutoAccept': 'phoneConfig.autoAccept',
  'PhoneConfig.AfterContactWorkTimeLimit': 'phoneConfig.afterContactWorkSeconds',
  'PhoneConfig.PersistentConnection': 'phoneConfig.persistentConnection',
  DirectoryUserId: 'directoryUserId',
  SecurityProfileIds: ['securityProfileIds', (id) => [id]],
  RoutingProfileId: 'routingProfile.id',
  HierarchyGroupId: 'hierarchyGroup.id',
  Tags: 'tags',
};
const describedUser: Members = {
  'IdentityInfo.Email': 'email',
  'IdentityInfo.SecondaryEmail': 'secondaryEmail',
  'IdentityInfo.Mobile': 'mobile',
  'PhoneConfig.DeskPhoneNumber': 'deskPhoneNumber',
  'AutoAcceptConfigs.Channel': 'channelConfigs.channel',
  'AutoAcceptConfigs.AutoAccept': 'channelConfigs.autoAccept',
  'AutoAcceptConfigs.AgentFirstCallbackAutoAccept': 'channelConfigs.callbackAutoAccept',
  'AfterContactWorkConfigs.Channel': 'channelConfigs.channelRaw',
  'AfterContactWorkConfigs.AfterContactWorkConfig.AfterContactWorkTimeLimit': 'channelConfigs.afterContactWorkSeconds',
  'AfterContactWorkConfigs.AgentFirstCallbackAfterContactWorkConfig.AfterContactWorkTimeLimit':
    'channelConfigs.callbackAfterContactWorkSeconds',
  'PhoneNumberConfigs.Channel': 'phoneNumbers.channel',
  'PhoneNumberConfigs.PhoneType': 'phoneNumbers.phoneType',
  'PhoneNumberConfigs.PhoneNumber': 'phoneNumbers.phoneNumber',
  'PersistentConnectionConfigs.Channel': 'channelConfigs.channel',
  'PersistentConnectionConfigs.PersistentConnection': 'channelConfigs.persistentConnection',
  'VoiceEnhancementConfigs.Channel': 'channelConfigs.channel',
  'VoiceEnhancementConfigs.VoiceEnhancementMode': 'channelConfigs.voiceEnhancementMode',
  LastModifiedTime: 'lastModifiedAt',
};
const byDescribe = 'read by DescribeUser: the unit of its times is documented for that alone, and numbers are not kept';
const listedFlow: Members = { Id: 'id', Arn: made, Name: 'name' };
const flow: Members = { ...listedFlow, Type: 'type', State: 'state', Status: 'status' };
const content = 'a program of up to 256 kB for a flow editor, for no front-end of agents';
const profile: Members = {
  RoutingProfileId: 'id',
  RoutingProfileArn: made,
  Name: 'name',
  Description: 'description',
  Tags: 'tags',
  'MediaConcurrencies.Channel': 'mediaConcurrencies.channel',
  'MediaConcurrencies.Concurrency': 'mediaConcurrencies.concurrency',
  DefaultOutboundQueueId: 'defaultOutboundQueue.id',
  NumberOfAssociatedQueues: 'queueCount',
  NumberOfAssociatedManualAssignmentQueues: 'manualAssignmentQueueCount',
  NumberOfAssociatedUsers: 'userCount',
  IsDefault: 'isDefault',
};
const instanceAsked = 'the instance that was asked';
const queuesOfProfile = 'ListRoutingProfileQueues tells them with channel and priority';
const asRead = {
  AgentAvailabilityTimer: 'not populated by the search, as documented; DescribeRoutingProfile tells it',
  'MediaConcurrencies.CrossChannelBehavior.BehaviorType': 'as AgentAvailabilityTimer',
  LastModifiedTime: 'as AgentAvailabilityTimer',
};
const profileQueue: Members = { QueueId: 'queue.id', Channel: 'channel' };
const queueItself = { QueueArn: 'a field of the queue', QueueName: 'a field of the queue' };
const ofProfile = { LastModifiedTime: 'of the profile, which tells it itself' };
const quickConnect: Members = {
  ...named,
  QuickConnectId: 'id',
  QuickConnectARN: made,
  'QuickConnectConfig.QuickConnectType': 'type',
};
const configs: readonly { readonly config: string; readonly members: Members }[] = [
  {
    config: 'UserConfig',
    members: {
      UserId: 'config.onConnectUserQuickConnectConfig.user.id',
      ContactFlowId: 'config.onConnectUserQuickConnectConfig.contactFlow.id',
    },
  },
  {
    config: 'QueueConfig',
    members: {
      QueueId: 'config.onConnectQueueQuickConnectConfig.queue.id',
      ContactFlowId: 'config.onConnectQueueQuickConnectConfig.contactFlow.id',
    },
  },
  { config: 'PhoneConfig', members: { PhoneNumber: 'config.onConnectPhoneNumberQuickConnectConfig.phoneNumber' } },
  { config: 'FlowConfig', members: { ContactFlowId: 'config.onConnectFlowQuickConnectConfig.contactFlow.id' } },
];
const quickConnectSummary: Members = {
  Id: 'id',
  Arn: made,
  Name: 'name',
  QuickConnectType: 'typeRaw',
  LastModifiedTime: 'lastModifiedAt',
};
const hours: Members = {
  ...named,
  HoursOfOperationId: 'id',
  HoursOfOperationArn: made,
  TimeZone: 'timeZone',
  'Config.Day': 'openHours.day',
  'Config.StartTime.Hours': 'openHours.opens.hours',
  'Config.StartTime.Minutes': 'openHours.opens.minutes',
  'Config.EndTime.Hours': 'openHours.closes.hours',
  'Config.EndTime.Minutes': 'openHours.closes.minutes',
  'ParentHoursOfOperations.Id': 'parents.id',
};
const parentItself = { Name: 'a field of the parent', Arn: 'a field of the parent' };
const agentStatus: Members = {
  ...named,
  AgentStatusId: 'id',
  AgentStatusARN: made,
  Type: 'type',
  DisplayOrder: 'displayOrder',
  State: 'state',
};
const template: Members = {
  Id: 'id',
  Arn: made,
  Name: 'name',
  Description: 'description',
  Status: 'status',
  LastModifiedTime: 'lastModifiedAt',
  CreatedTime: 'createdAt',
};
const groupSummary: Members = { Id: 'id', Name: 'name', LastModifiedTime: 'lastModifiedAt' };
const levels = ['LevelOne', 'LevelTwo', 'LevelThree', 'LevelFour', 'LevelFive'];
const groupItself = 'a field of the group';
const listedInstance: Members = {
  Id: 'id',
  Arn: 'arn',
  IdentityManagementType: 'identityManagementType',
  InstanceAlias: 'alias',
  CreatedTime: 'createdAt',
  InstanceStatus: 'status',
  InboundCallsEnabled: 'inboundCallsEnabled',
  OutboundCallsEnabled: 'outboundCallsEnabled',
  InstanceAccessUrl: 'accessUrl',
};
const role = 'names an IAM role, which is nothing for a client';
const replication = 'of replicas of an instance in other Regions, which administrators look after';
const counted = { ApproximateTotalCount: ['totalCount', (count: number) => count] as const };

const underLeftOut = (prefix: string, reasons: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(reasons).map(([path, reason]) => [`${prefix}.${path}`, reason]));

/** A list: its nodes, and how many there are. */
function list(
  operation: string,
  field: string,
  rows: string,
  members: Members,
  leftOut: Readonly<Record<string, string>> = {},
  isCounted = false,
): Case {
  return {
    operation,
    query: `{ connect { ${field} { ... } } }`,
    members: {
      ...Object.fromEntries(
        Object.entries(members).map(([path, shown]) => [
          `${rows}.${path}`,
          typeof shown === 'string' ? `nodes.${shown}` : ([`nodes.${shown[0]}`, shown[1]] as const),
        ]),
      ),
      ...(isCounted ? counted : {}),
    },
    leftOut: Object.fromEntries(
      Object.entries(leftOut).map(([path, reason]) => [
        path.startsWith('^') ? path.slice(1) : `${rows}.${path}`,
        reason,
      ]),
    ),
  };
}

function one(
  operation: string,
  field: string,
  member: string,
  members: Members,
  leftOut: Readonly<Record<string, string>> = {},
): Case {
  const at = (path: string) => (member ? `${member}.${path}` : path);
  return {
    operation,
    query: `{ connect { ${field}(id: "one") { ... } } }`,
    members: Object.fromEntries(Object.entries(members).map(([path, shown]) => [at(path), shown])),
    leftOut: Object.fromEntries(Object.entries(leftOut).map(([path, reason]) => [at(path), reason])),
  };
}

const channelUser = Object.keys(but(describedUser, 'IdentityInfo', 'LastModifiedTime'));
const held: Members = {
  ContactId: 'contact.id',
  Channel: 'channel',
  InitiationMethod: 'initiationMethod',
  AgentContactState: 'state',
  StateStartTimestamp: 'stateStartedAt',
  ConnectedToAgentTimestamp: 'connectedToUserAt',
  'Queue.Id': 'queue.id',
};

const metricData = list(
  'GetCurrentMetricData',
  'currentMetrics(metrics: [AGENTS_ONLINE], filter: { of: { queueIds: ["one"] } })',
  'MetricResults',
  {
    'Dimensions.Queue.Id': 'queue.id',
    'Dimensions.Channel': 'channel',
    'Dimensions.RoutingProfile.Id': 'routingProfile.id',
    'Dimensions.RoutingStepExpression': 'routingStepExpression',
    'Dimensions.AgentStatus.Id': 'agentStatus.id',
    'Dimensions.Subtype': 'subtype',
    'Dimensions.ValidationTestType': 'validationTestType',
    'Collections.Metric.Name': 'metrics.name',
    'Collections.Metric.Unit': 'metrics.unit',
    'Collections.Value': 'metrics.value',
  },
  {
    'Dimensions.Queue.Arn': 'a field of the queue',
    'Dimensions.RoutingProfile.Arn': 'a field of the routing profile',
    'Dimensions.AgentStatus.Arn': 'a field of the status',
    'Collections.Metric.MetricId': 'metrics are asked for by name; another kind has an id',
  },
  true,
);

const cases: readonly Case[] = [
  one('DescribeQueue', 'queue', 'Queue', queue),
  list('SearchQueues', 'queues', 'Queues', queue, {}, true),
  list(
    'ListQueues',
    'queues(filter: { types: [AGENT] })',
    'QueueSummaryList',
    { Id: 'id', Arn: 'arn', Name: 'name' },
    {
      QueueType: 'told by the ARN',
      LastModifiedTime: "an agent's own queue is not changed",
    },
  ),
  list('ListQueueQuickConnects', 'queue(id: "one") { quickConnects', 'QuickConnectSummaryList', quickConnectSummary, {
    '^LastModifiedTime': 'of the queue, which tells it itself',
  }),
  one('DescribeUser', 'user', 'User', { ...foundUser, ...describedUser }),
  list(
    'SearchUsers',
    'users',
    'Users',
    {
      ...foundUser,
      'PhoneConfig.AfterContactWorkTimeLimit': [
        'phoneConfig.afterContactWorkSeconds',
        (milliseconds: number) => Math.round(milliseconds / 1_000),
      ],
    },
    Object.fromEntries(channelUser.map((path) => [path, byDescribe])),
    true,
  ),
  one(
    'DescribeContactFlow',
    'contactFlow',
    'ContactFlow',
    {
      ...flow,
      Description: 'description',
      Tags: 'tags',
      FlowContentSha256: 'contentSha256',
      Version: 'version',
      VersionDescription: 'versionDescription',
      LastModifiedTime: 'lastModifiedAt',
    },
    { Content: content },
  ),
  list('ListContactFlows', 'contactFlows', 'ContactFlowSummaryList', {
    ...listedFlow,
    ContactFlowType: 'type',
    ContactFlowState: 'state',
    ContactFlowStatus: 'status',
  }),
  list(
    'SearchContactFlows',
    'contactFlows(filter: { nameContains: "in" })',
    'ContactFlows',
    flow,
    Object.fromEntries(
      ['Description', 'Tags', 'FlowContentSha256', 'Version', 'VersionDescription', 'LastModifiedTime', 'Content'].map(
        (path) => [path, 'not remembered, so that a flow is the same from a list; DescribeContactFlow tells it'],
      ),
    ),
    true,
  ),
  one(
    'DescribeRoutingProfile',
    'routingProfile',
    'RoutingProfile',
    {
      ...profile,
      AgentAvailabilityTimer: 'agentAvailabilityTimer',
      'MediaConcurrencies.CrossChannelBehavior.BehaviorType': 'mediaConcurrencies.crossChannelBehavior',
      LastModifiedTime: 'lastModifiedAt',
    },
    {
      InstanceId: instanceAsked,
      AssociatedQueueIds: queuesOfProfile,
      AssociatedManualAssignmentQueueIds: queuesOfProfile,
    },
  ),
  list(
    'SearchRoutingProfiles',
    'routingProfiles',
    'RoutingProfiles',
    profile,
    {
      ...asRead,
      InstanceId: instanceAsked,
      AssociatedQueueIds: queuesOfProfile,
      AssociatedManualAssignmentQueueIds: queuesOfProfile,
    },
    true,
  ),
  list(
    'ListRoutingProfileQueues',
    'routingProfile(id: "one") { queues',
    'RoutingProfileQueueConfigSummaryList',
    { ...profileQueue, Priority: 'priority', Delay: 'delaySeconds' },
    { ...queueItself, '^LastModifiedTime': ofProfile.LastModifiedTime },
  ),
  list(
    'ListRoutingProfileManualAssignmentQueues',
    'routingProfile(id: "one") { manualAssignmentQueues',
    'RoutingProfileManualAssignmentQueueConfigSummaryList',
    profileQueue,
    { ...queueItself, '^LastModifiedTime': ofProfile.LastModifiedTime },
  ),
  ...configs.map(({ config, members }) => ({
    ...one('DescribeQuickConnect', 'quickConnect', 'QuickConnect', {
      ...quickConnect,
      ...prefixed(`QuickConnectConfig.${config}`, members),
    }),
    variant: config,
    without: configs
      .filter((other) => other.config !== config)
      .map((other) => `QuickConnect.QuickConnectConfig.${other.config}`),
  })),
  ...configs.map(({ config, members }, index) => ({
    ...list(
      'SearchQuickConnects',
      // A page is shared with who asks for the same.
      `quickConnects(first: ${index + 1})`,
      'QuickConnects',
      { ...quickConnect, ...prefixed(`QuickConnectConfig.${config}`, members) },
      {},
      true,
    ),
    variant: config,
    without: configs
      .filter((other) => other.config !== config)
      .map((other) => `QuickConnects.QuickConnectConfig.${other.config}`),
  })),
  list('ListQuickConnects', 'quickConnects(filter: { types: [USER] })', 'QuickConnectSummaryList', quickConnectSummary),
  one(
    'DescribeHoursOfOperation',
    'hoursOfOperation',
    'HoursOfOperation',
    hours,
    underLeftOut('ParentHoursOfOperations', parentItself),
  ),
  list(
    'SearchHoursOfOperations',
    'hoursOfOperations',
    'HoursOfOperations',
    hours,
    underLeftOut('ParentHoursOfOperations', parentItself),
    true,
  ),
  one('DescribeAgentStatus', 'agentStatus', 'AgentStatus', agentStatus),
  list('SearchAgentStatuses', 'agentStatuses', 'AgentStatuses', agentStatus, {}, true),
  {
    ...one(
      'GetTaskTemplate',
      'taskTemplate',
      '',
      {
        ...template,
        ContactFlowId: 'contactFlow.id',
        SelfAssignFlowId: 'selfAssignFlow.id',
        Tags: 'tags',
        'Fields.Id.Name': 'fields.name',
        'Fields.Description': 'fields.description',
        'Fields.Type': 'fields.type',
        'Fields.SingleSelectOptions': ['fields.singleSelectOptions', (option) => [option]],
        'Constraints.RequiredFields.Id.Name': ['fields.required', () => true],
        'Constraints.ReadOnlyFields.Id.Name': ['fields.readOnly', () => true],
        'Constraints.InvisibleFields.Id.Name': ['fields.invisible', () => true],
        'Defaults.DefaultFieldValues.Id.Name': 'fields.name',
        'Defaults.DefaultFieldValues.DefaultValue': 'fields.defaultValue',
      },
      { InstanceId: instanceAsked },
    ),
    values: Object.fromEntries(
      ['Fields', 'Constraints.RequiredFields', 'Constraints.ReadOnlyFields', 'Constraints.InvisibleFields']
        .concat('Defaults.DefaultFieldValues')
        .map((path) => [`${path}.Id.Name`, 'a field']),
    ),
  },
  list('ListTaskTemplates', 'taskTemplates', 'TaskTemplates', template),
  one(
    'DescribeUserHierarchyGroup',
    'hierarchyGroup',
    'HierarchyGroup',
    {
      Id: 'id',
      Arn: made,
      Name: 'name',
      LevelId: 'levelId',
      Tags: 'tags',
      LastModifiedTime: 'lastModifiedAt',
      ...Object.assign(
        {},
        ...levels.map((level, index) =>
          prefixed(
            `HierarchyPath.${level}`,
            Object.fromEntries(Object.entries(groupSummary).map(([path, field]) => [path, `path.${index}.${field}`])),
          ),
        ),
      ),
    },
    Object.fromEntries(levels.map((level) => [`HierarchyPath.${level}.Arn`, groupItself])),
  ),
  list('ListUserHierarchyGroups', 'hierarchyGroups', 'UserHierarchyGroupSummaryList', { ...groupSummary, Arn: made }),
  {
    operation: 'DescribeInstance',
    query: '{ connect { ... } }',
    members: prefixed('Instance', {
      ...but(listedInstance, 'Id', 'Arn'),
      'StatusReason.Message': 'statusReason',
      Tags: 'tags',
      Id: ['id', () => instanceId],
      Arn: made,
    }),
    leftOut: {
      'Instance.ServiceRole': role,
      ...underLeftOut('ReplicationConfiguration', {
        'ReplicationStatusSummaryList.Region': replication,
        'ReplicationStatusSummaryList.ReplicationStatus': replication,
        'ReplicationStatusSummaryList.ReplicationStatusReason': replication,
        SourceRegion: replication,
        GlobalSignInEndpoint: replication,
      }),
    },
  },
  {
    ...list('ListInstances', 'x', 'InstanceSummaryList', listedInstance, { ServiceRole: role }),
    query: '{ connectInstances { ... } }',
    // Others are kept from the caller.
    values: { 'InstanceSummaryList.Id': instanceId },
  },
  {
    ...list(
      'GetCurrentUserData',
      'currentUsers(filter: { agents: { userIds: ["one"] } })',
      'UserDataList',
      {
        'User.Id': 'user.id',
        'RoutingProfile.Id': 'routingProfile.id',
        ...Object.fromEntries(levels.map((level, index) => [`HierarchyPath.${level}.Id`, `hierarchyPath.${index}.id`])),
        'Status.StatusStartTimestamp': 'statusStartedAt',
        'Status.StatusArn': ['status.id', () => 'away'],
        'Status.StatusName': 'statusName',
        NextStatus: 'nextStatusName',
        AvailableSlotsByChannel: 'slots.available',
        MaxSlotsByChannel: 'slots.max',
        ActiveSlotsByChannel: 'slots.active',
        ...Object.fromEntries(
          Object.entries(held).map(([path, field]) => [`Contacts.${path}`, `contacts.${String(field)}`]),
        ),
      },
      {
        'User.Arn': 'a field of the user',
        'RoutingProfile.Arn': 'a field of the routing profile',
        'Contacts.Queue.Arn': 'a field of the queue',
        ...Object.fromEntries(levels.map((level) => [`HierarchyPath.${level}.Arn`, groupItself])),
      },
      true,
    ),
    values: { 'UserDataList.Status.StatusArn': `${instanceArn}/agent-state/away` },
  },
  {
    ...metricData,
    members: { ...metricData.members, DataSnapshotTime: 'nodes.countedAt' },
  },
];

/** Left out wherever it stands. */
const everywhere = { LastModifiedRegion: `${replication}` };
const isEverywhere = (path: string) => Object.hasOwn(everywhere, path.slice(path.lastIndexOf('.') + 1));

let sample: Sample;
let server: Awaited<ReturnType<typeof startSampleServer>>;
let gateway: TestGateway;
beforeAll(async () => {
  server = await startSampleServer((operation) => (operation === asked ? sample : sampleOf(operation)));
  gateway = await startTestGateway({ ...uncached, endpoint: server.url, instances: [instanceArn] });
});
afterAll(async () => {
  await gateway.close();
  await server.close();
});
let asked = '';

const pathOf = (shown: Shown) => (typeof shown === 'string' ? shown : shown[0]).split('.');

interface Selection {
  [field: string]: Selection;
}

/** The fields of several paths as one selection. */
function selectionOf(paths: readonly (readonly string[])[]): string {
  const tree: Selection = {};
  for (const path of paths) {
    let at = tree;
    for (const field of path) {
      if (/^\d+$/.test(field)) continue;
      at[field] ??= {};
      at = at[field];
    }
    if (path.at(-1) === 'tags') at.key = at.value = {};
  }
  const print = (selection: Selection): string =>
    Object.entries(selection)
      .map(([field, inner]) => {
        const name = field.startsWith('on') ? `... on ${field.slice(2)}` : field;
        return Object.keys(inner).length > 0 ? `${name} { ${print(inner)} }` : name;
      })
      .join(' ');
  return print(tree);
}

/** What stands at a path; of a list the first item unless the path says which. */
function valueAt(root: unknown, path: readonly string[]): unknown {
  let at = root;
  for (const [index, field] of path.entries()) {
    if (field.startsWith('on')) continue;
    at = (at as Record<string, unknown> | null)?.[field];
    const goesOn = index < path.length - 1;
    if (goesOn && Array.isArray(at) && !/^\d+$/.test(path[index + 1] ?? '')) at = at[0];
  }
  return at;
}

const closed = (query: string) => query + ' }'.repeat(query.split('{').length - query.split('}').length);

describe('every member of an answer of Connect is shown, or left out for a reason', () => {
  const operations = [...new Set(cases.map(({ operation }) => operation))];

  test.each(operations)('%s', (operation) => {
    const ofOperation = cases.filter((one) => one.operation === operation);
    const known = new Set(ofOperation.flatMap(({ members, leftOut }) => Object.keys({ ...members, ...leftOut })));
    const all = sampleOf(operation).leaves.map(({ path }) => path);
    expect([...known].sort()).toEqual([...new Set(all.filter((path) => !isEverywhere(path)))].sort());
    const both = ofOperation.flatMap(({ members, leftOut = {} }) =>
      Object.keys(leftOut).filter((path) => path in members),
    );
    expect(both).toEqual([]);
  });
});

describe('what Connect says arrives where it is shown', () => {
  const titled = cases.map((one) => ({ ...one, title: [one.operation, one.variant].filter(Boolean).join(' with ') }));

  test.each(titled)('$title', async ({ operation, query, members, without, values }) => {
    asked = operation;
    sample = sampleOf(operation, without, values);
    const paths = Object.values(members).map(pathOf);
    const { data, errors } = await gateway.graphql(closed(query.replace('...', selectionOf(paths))));
    expect(errors).toEqual([]);
    let node = data as Record<string, unknown>;
    while (!((paths[0]?.[0] ?? '') in node)) node = Object.values(node)[0] as typeof node;
    const shown: Record<string, unknown> = {};
    const expected: Record<string, unknown> = {};
    for (const { path, value } of sample.leaves) {
      const place = members[path];
      if (!place) continue;
      shown[path] = valueAt(node, pathOf(place));
      expected[path] = typeof place === 'string' ? value : place[1](value as never);
    }
    expect(shown).toEqual(expected);
    expect(Object.keys(shown).sort()).toEqual(Object.keys(members).sort());
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import {
  agentStatuses,
  careHours,
  flows,
  hierarchyGroups,
  instanceArn,
  instanceId,
  queues,
  quickConnects,
  routingProfiles,
  taskTemplates,
  users,
} from '../support/demo.js';
import { startTestGateway, type TestGateway, uncached } from '../support/gateway.js';

interface Kind {
  readonly type: string;
  readonly field: string;
  readonly id: string;
  /** In ARNs. */
  readonly path: string;
  readonly fields: string;
  readonly values: object;
  /** What reads one. */
  readonly describe: string;
}

const kinds: readonly Kind[] = [
  {
    ...{ type: 'ConnectQueue', field: 'queue', id: queues.general, path: 'queue', describe: 'DescribeQueue' },
    fields:
      'name description status tags(keys: ["team"]) { key value } hoursOfOperation { id name } outboundCallerConfig { callerIdName }',
    values: {
      ...{ name: 'General enquiries', description: 'First contact for everything else', status: 'ENABLED' },
      tags: [{ key: 'team', value: 'care' }],
      hoursOfOperation: { id: careHours, name: 'Care' },
      outboundCallerConfig: null,
    },
  },
  {
    ...{ type: 'ConnectUser', field: 'user', id: users.ines, path: 'agent', describe: 'DescribeUser' },
    fields:
      'username email routingProfile { name } hierarchyGroup { name } phoneConfig { phoneType } securityProfileIds',
    values: {
      ...{ username: 'ines.okafor', email: 'ines.okafor@example.com' },
      routingProfile: { name: 'Customer care' },
      hierarchyGroup: { name: 'Care team' },
      phoneConfig: { phoneType: 'SOFT_PHONE' },
      securityProfileIds: [expect.any(String)],
    },
  },
  {
    ...{ type: 'ConnectContactFlow', field: 'contactFlow', id: flows.draft, path: 'contact-flow' },
    describe: 'DescribeContactFlow',
    fields: 'name status version lastModifiedAt',
    values: {
      ...{ name: 'Transfer to queue (draft)', status: 'SAVED', version: expect.any(Number) },
      lastModifiedAt: expect.any(String),
    },
  },
  {
    ...{ type: 'ConnectRoutingProfile', field: 'routingProfile', id: routingProfiles.technical },
    ...{ path: 'routing-profile', describe: 'DescribeRoutingProfile' },
    fields:
      'name mediaConcurrencies { channel concurrency crossChannelBehavior } queueCount queues { nodes { queue { name } channel priority delaySeconds } }',
    values: {
      name: 'Technical',
      mediaConcurrencies: [
        { channel: 'VOICE', concurrency: 1, crossChannelBehavior: 'ROUTE_CURRENT_CHANNEL_ONLY' },
        { channel: 'CHAT', concurrency: 2, crossChannelBehavior: 'ROUTE_CURRENT_CHANNEL_ONLY' },
        { channel: 'TASK', concurrency: 2, crossChannelBehavior: 'ROUTE_CURRENT_CHANNEL_ONLY' },
      ],
      queueCount: 2,
      queues: {
        nodes: [
          { queue: { name: 'Complaints' }, channel: 'VOICE', priority: 1, delaySeconds: 0 },
          { queue: { name: 'Complaints' }, channel: 'CHAT', priority: 1, delaySeconds: 0 },
          { queue: { name: 'Technical support' }, channel: 'VOICE', priority: 2, delaySeconds: 0 },
          { queue: { name: 'Technical support' }, channel: 'CHAT', priority: 2, delaySeconds: 0 },
          { queue: { name: 'Technical support' }, channel: 'TASK', priority: 2, delaySeconds: 0 },
        ],
      },
    },
  },
  {
    ...{ type: 'ConnectQuickConnect', field: 'quickConnect', id: quickConnects.callInes },
    ...{ path: 'transfer-destination', describe: 'DescribeQuickConnect' },
    fields:
      'name description type config { __typename ... on ConnectUserQuickConnectConfig { user { username } contactFlow { id } } }',
    values: {
      ...{ name: 'Ines Okafor', description: null, type: 'USER' },
      config: {
        ...{ __typename: 'ConnectUserQuickConnectConfig', user: { username: 'ines.okafor' } },
        contactFlow: { id: flows.toAgent },
      },
    },
  },
  {
    ...{ type: 'ConnectHoursOfOperation', field: 'hoursOfOperation', id: careHours },
    ...{ path: 'operating-hours', describe: 'DescribeHoursOfOperation' },
    fields: 'name timeZone openHours { day opens { hours minutes } closes { hours } } parents { id }',
    values: {
      ...{ name: 'Care', timeZone: 'Europe/Berlin', parents: [] },
      openHours: expect.arrayContaining([
        { day: 'SATURDAY', opens: { hours: 9, minutes: 0 }, closes: { hours: 14 } },
        { day: 'MONDAY', opens: { hours: 8, minutes: 0 }, closes: { hours: 20 } },
      ]),
    },
  },
  {
    ...{ type: 'ConnectAgentStatus', field: 'agentStatus', id: agentStatuses.break },
    ...{ path: 'agent-state', describe: 'DescribeAgentStatus' },
    fields: 'name description type displayOrder state',
    values: { name: 'Break', description: 'Back in a moment', type: 'CUSTOM', displayOrder: 3, state: 'ENABLED' },
  },
  {
    ...{ type: 'ConnectTaskTemplate', field: 'taskTemplate', id: taskTemplates.callBack },
    ...{ path: 'task-template', describe: 'GetTaskTemplate' },
    fields: 'name status contactFlow { id } fields { name type singleSelectOptions required readOnly defaultValue }',
    values: {
      ...{ name: 'Call a customer back', status: 'ACTIVE', contactFlow: { id: flows.inbound } },
      fields: [
        { name: 'Title', type: 'NAME', singleSelectOptions: null, required: true, readOnly: false, defaultValue: null },
        expect.objectContaining({ name: 'Details', required: false, defaultValue: 'The customer expects our call.' }),
        expect.objectContaining({ name: 'When', type: 'SCHEDULED_TIME' }),
        expect.objectContaining({ name: 'Reason', singleSelectOptions: ['Billing', 'Delivery', 'Other'] }),
        expect.objectContaining({ name: 'Language', defaultValue: 'English' }),
      ],
    },
  },
  {
    ...{ type: 'ConnectHierarchyGroup', field: 'hierarchyGroup', id: hierarchyGroups.careTeam },
    ...{ path: 'agent-group', describe: 'DescribeUserHierarchyGroup' },
    fields: 'name path { name } tags { value }',
    values: {
      ...{ name: 'Care team', tags: [{ value: 'care' }] },
      path: [{ name: 'North' }, { name: 'Harbour site' }, { name: 'Care team' }],
    },
  },
];

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway(uncached);
});
afterAll(() => gateway.close());
afterEach(() => {
  gateway.emulator.faults.clear();
  gateway.emulator.ledger.clear();
});

const statuses = (operation: string) => gateway.emulator.ledger.entries(operation).map(({ status }) => status);

describe.each(kinds)('$type', ({ type, field, id, path, fields, values, describe: operation }) => {
  const arn = `${instanceArn}/${path}/${id}`;
  const read = (idOrArn: string, selection = fields) =>
    gateway.graphql(`query ($id: ID!) { connect { one: ${field}(id: $id) { id arn instanceId ${selection} } } }`, {
      id: idOrArn,
    });
  const whole = { id, arn, instanceId, ...values };

  test('is read in full by its id or its ARN', async () => {
    const byId = await read(id);
    expect(byId).toMatchObject({ errors: [], data: { connect: { one: whole } } });
    expect(await read(arn)).toMatchObject({ errors: [], data: byId.data });
  });

  test('is described but once for all of its fields', async () => {
    await read(id);
    expect(statuses(operation).filter((status) => status === 200)).toHaveLength(1);
  });

  test('is null where there is none, and where another instance has it', async () => {
    const [, second = ''] = gateway.emulator.world.instanceArns();
    expect(await read('none')).toMatchObject({ errors: [], data: { connect: { one: null } } });
    expect(await read(`${second}/${path}/${id}`)).toMatchObject({ errors: [], data: { connect: { one: null } } });
  });

  test('is refused by the ARN of something else', async () => {
    const { errors } = await read(`${instanceArn}/contact/x`);
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(gateway.emulator.ledger.entries()).toEqual([]);
  });

  test('is an error with a code where Connect refuses', async () => {
    gateway.emulator.faults.add({ operation, fault: 'error', error: 'AccessDeniedException', times: 100 });
    const { data, errors } = await read(id);
    expect(data).toEqual({ connect: { one: null } });
    expect(errors[0]?.extensions).toMatchObject({ code: 'CONNECT_ACCESS_DENIED', retryable: false });
  });

  test('is read again after a throttle and after an answer that was lost', async () => {
    gateway.emulator.faults.add({ operation, fault: 'throttle' });
    gateway.emulator.faults.add({ operation, fault: 'resetAfterCommit' });
    expect(await read(id)).toMatchObject({ errors: [], data: { connect: { one: whole } } });
    expect(statuses(operation).length).toBeGreaterThanOrEqual(3);
  });

  test('is an entity, by ARN, by instance and id, or by id', async () => {
    const representations = [{ arn }, { instanceId, id }, { id }].map((key) => ({ __typename: type, ...key }));
    const { data, errors } = await gateway.graphql(
      `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${type} { id arn instanceId ${fields} } } }`,
      { representations },
    );
    expect(errors).toEqual([]);
    expect(data._entities).toMatchObject([whole, whole, whole]);
  });
});

describe('a quick connect', () => {
  test.each([
    [quickConnects.toBilling, { __typename: 'ConnectQueueQuickConnectConfig', queue: { name: 'Billing' } }],
    [quickConnects.parcelService, { __typename: 'ConnectPhoneNumberQuickConnectConfig', phoneNumber: '+12065550187' }],
    [quickConnects.survey, { __typename: 'ConnectFlowQuickConnectConfig', contactFlow: { name: expect.any(String) } }],
  ])('%s leads where its type says', async (id, config) => {
    const { data } = await gateway.graphql(
      `{ connect { quickConnect(id: "${id}") { config { __typename
        ... on ConnectQueueQuickConnectConfig { queue { name } }
        ... on ConnectPhoneNumberQuickConnectConfig { phoneNumber }
        ... on ConnectFlowQuickConnectConfig { contactFlow { name } } } } } }`,
    );
    expect(data.connect.quickConnect.config).toEqual(config);
  });
});

describe('what belongs to a thing', () => {
  test('an agent’s own queue has no hours, tags and callers, however it was reached', async () => {
    const nothing = { hoursOfOperation: null, tags: null, outboundCallerConfig: null, lastModifiedAt: null };
    const fields = 'hoursOfOperation { id } tags { key } outboundCallerConfig { callerIdName } lastModifiedAt';
    const { data } = await gateway.graphql(
      `{ connect { queue(id: "${users.ines}") { ${fields} } queues(first: 1, filter: { types: [AGENT] }) { nodes { ${fields} } } } }`,
    );
    expect(data.connect).toEqual({ queue: nothing, queues: { nodes: [nothing] } });
  });

  test('a queue’s quick connects come page by page, and there are none of a queue that is gone', async () => {
    const page = async (after: string | null) => {
      const { data } = await gateway.graphql(
        `query ($after: String) { connect { queue(id: "${queues.general}") { quickConnects(first: 1, after: $after) { nodes { name } pageInfo { hasNextPage endCursor } } } } }`,
        { after },
      );
      return data.connect.queue.quickConnects;
    };
    const first = await page(null);
    const second = await page(first.pageInfo.endCursor);
    expect([first.nodes, first.pageInfo.hasNextPage]).toEqual([[{ name: 'Ines Okafor' }], true]);
    expect([second.nodes, second.pageInfo.hasNextPage]).toEqual([[{ name: 'Billing' }], false]);
    gateway.emulator.faults.add({
      ...{ operation: 'ListQueueQuickConnects', fault: 'error', error: 'ResourceNotFoundException', times: 9 },
    });
    const { data, errors } = await gateway.graphql(
      `{ connect { queue(id: "${queues.full}") { quickConnects { nodes { id } } } } }`,
    );
    expect({ data, errors }).toEqual({ data: { connect: { queue: { quickConnects: null } } }, errors: [] });
  });

  test('a routing profile’s queues come page by page, by hand or not', async () => {
    const page = async (after: string | null): Promise<QueuePage> => {
      const { data } = await gateway.graphql(
        `query ($after: String) { connect { routingProfile(id: "${routingProfiles.care}") { queues(first: 5, after: $after) { nodes { queue { name } channel } pageInfo { hasNextPage endCursor } } } } }`,
        { after },
      );
      return data.connect.routingProfile.queues;
    };
    const names: string[] = [];
    let after: string | null = null;
    do {
      const { nodes, pageInfo } = await page(after);
      names.push(...nodes.map(({ queue, channel }) => `${queue.name} ${channel}`));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after);
    expect(names).toHaveLength(12);
    expect(new Set(names).size).toBe(12);
    const { data } = await gateway.graphql(
      `{ connect { routingProfile(id: "${routingProfiles.care}") { manualAssignmentQueues { nodes { queue { name } channel priority delaySeconds } } } } }`,
    );
    expect(data.connect.routingProfile.manualAssignmentQueues.nodes).toEqual([
      { queue: { name: 'Complaints' }, channel: 'TASK', priority: null, delaySeconds: null },
      { queue: { name: 'Complaints' }, channel: 'EMAIL', priority: null, delaySeconds: null },
    ]);
  });
});

describe('users', () => {
  test('have the same time for after-contact work by a search as by a Describe', async () => {
    const seconds = async (query: string) => JSON.stringify((await gateway.graphql(query)).data);
    const one = await seconds(`{ connect { user(id: "${users.ines}") { phoneConfig { afterContactWorkSeconds } } } }`);
    const found = await seconds(
      `{ connect { users(filter: { usernameContains: "ines" }) { nodes { phoneConfig { afterContactWorkSeconds } } } } }`,
    );
    expect(statuses('SearchUsers')).toEqual([200]);
    const number = /"afterContactWorkSeconds":(\d+)/;
    expect(number.exec(found)?.[1]).toBe(number.exec(one)?.[1]);
  });
});

interface QueuePage {
  readonly nodes: readonly { readonly queue: { readonly name: string }; readonly channel: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

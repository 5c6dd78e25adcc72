import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { WholeContactDocument } from '../generated/graphql.js';
import { contacts, flows, instanceArn, instanceId, newTask, queues, users } from '../support/demo.js';
import { startTestGateway, type TestGateway, uncached } from '../support/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway(uncached);
});
afterAll(() => gateway.close());
afterEach(() => {
  gateway.emulator.faults.clear();
  gateway.emulator.ledger.clear();
});

const calls = () => gateway.emulator.ledger.entries().map(({ operation }) => operation);

async function read(query: string, variables = {}) {
  const { data, errors } = await gateway.graphql(query, variables);
  expect(errors).toEqual([]);
  return data.connect;
}

describe('an instance', () => {
  test('is the default one, another by id or ARN, or none', async () => {
    const [, second = ''] = gateway.emulator.world.instanceArns();
    const { data } = await gateway.graphql(
      `query ($second: ID!) { default: connect { id arn } second: connect(instanceId: $second) { arn } none: connect(instanceId: "x") { id } }`,
      { second },
    );
    expect(data).toEqual({ default: { id: instanceId, arn: instanceArn }, second: { arn: second }, none: null });
    expect(calls()).toEqual([]);
  });
});

describe('a contact', () => {
  test('shows all that Connect knows of it in one DescribeContact, its chain and its references', async () => {
    const { data, errors } = await gateway.graphql(WholeContactDocument, { id: contacts.transferredElevenTimes });
    expect(errors).toEqual([]);
    expect(data?.connect?.contact).toMatchObject({
      arn: `${instanceArn}/contact/${contacts.transferredElevenTimes}`,
      state: 'CONNECTED_TO_USER',
      transferCount: 11,
      transferability: { allowed: false, reason: 'TRANSFER_LIMIT_REACHED' },
      chain: { totalCount: 12 },
      disconnectedAt: null,
    });
    expect(calls().sort()).toEqual([
      'DescribeContact',
      'DescribeQueue',
      'DescribeUser',
      'ListAssociatedContacts',
      'ListContactReferences',
    ]);
  });

  test('that does not exist, or is of another instance, is null', async () => {
    const [, second = ''] = gateway.emulator.world.instanceArns();
    const connect = await read(
      `query ($other: ID!) { connect { contact(id: "nobody") { id } other: contact(id: $other) { id } queue(id: "x") { id } user(id: "x") { id } contactFlow(id: "x") { id } } }`,
      { other: `${second}/contact/${contacts.ended}` },
    );
    expect(connect).toEqual({ contact: null, other: null, queue: null, user: null, contactFlow: null });
  });

  test('asked for by the ARN of something else is a bad input', async () => {
    const { errors } = await gateway.graphql(`{ connect { contact(id: "${instanceArn}/queue/q") { id } } }`);
    expect(errors[0]).toMatchObject({
      message: '`id`: must be the id (1 to 256 characters) or the ARN of a contact.',
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });

  test.each([
    [contacts.ended, 'ENDED'],
    [contacts.scheduled, 'SCHEDULED'],
    [contacts.paused, 'PAUSED'],
    [contacts.transferredTenTimes, 'CONNECTED_TO_USER'],
  ])('%s has the state %s by its times', async (id, state) => {
    expect(await read(`{ connect { contact(id: "${id}") { state } } }`)).toEqual({ contact: { state } });
  });

  test('shows attributes, references and tags by name only where asked so', async () => {
    const connect = await read(
      `{ connect { contact(id: "${contacts.transferredElevenTimes}") {
        one: attributes(names: ["meter"]) { name value } none: attributes(names: ["x"]) { name }
        tags(keys: ["topic"]) { key } references(types: [URL]) { name } empty: references(types: []) { name } } } }`,
    );
    expect(connect.contact).toEqual({
      one: [{ name: 'meter', value: 'M-2207' }],
      none: [],
      tags: [{ key: 'topic' }],
      references: [],
      empty: [],
    });
  });
});

describe('a list of contacts', () => {
  const page = `query ($first: Int!, $after: String, $filter: ConnectContactFilter) { connect {
    contacts(first: $first, after: $after, filter: $filter) { totalCount asOf edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage endCursor } } } }`;

  test('makes one call for what its rows hold, and state needs more only of live tasks that are not scheduled', async () => {
    const connect = await read(
      `{ connect { contacts(first: 100) { nodes { id arn state channel name initiatedAt scheduledAt disconnectedAt
        queue { id } user { id } previousContact { id } tags { key } } } } }`,
    );
    const described = gateway.emulator.ledger.entries('DescribeContact').length;
    const { nodes } = connect.contacts;
    const live = nodes.filter(
      (node: { channel: string; state: string }) =>
        node.channel === 'TASK' && node.state !== 'ENDED' && node.state !== 'SCHEDULED',
    );
    expect(new Set(nodes.map(({ state }: { state: string }) => state)).size).toBeGreaterThan(3);
    expect(described).toBe(live.length);
    expect(calls().filter((operation) => operation !== 'DescribeContact')).toEqual(['SearchContacts']);
  });

  test('reads the names of queues and users in one search each', async () => {
    const connect = await read(
      `{ connect { contacts(first: 50, filter: { channels: [VOICE, CHAT] }) { nodes { queue { name } user { username } } } } }`,
    );
    expect(connect.contacts.nodes).toHaveLength(50);
    expect(calls().sort()).toEqual(['SearchContacts', 'SearchQueues', 'SearchUsers']);
  });

  test('comes page by page to its end, without a gap or a double, whatever the sizes', async () => {
    const ids: string[] = [];
    let after: string | null = null;
    let total = 0;
    for (const first of [10, 7, 100, 3, 100, 100]) {
      const { contacts: list }: { contacts: ContactPage } = await read(page, { first, after });
      expect(list.pageInfo.hasPreviousPage).toBe(after !== null);
      ids.push(...list.edges.map(({ node }) => node.id));
      after = list.pageInfo.endCursor;
      total = list.totalCount;
      if (!list.pageInfo.hasNextPage) break;
    }
    expect(ids).toHaveLength(total);
    expect(new Set(ids).size).toBe(total);
  });

  test('goes on after any edge, not only the last of a page', async () => {
    const { contacts: all } = await read(page, { first: 30 });
    const middle = all.edges[11].cursor;
    const { contacts: rest } = await read(page, { first: 10, after: middle });
    expect(rest.edges.map(({ node }: Edge) => node.id)).toEqual(
      all.edges.slice(12, 22).map(({ node }: Edge) => node.id),
    );
    expect(middle.length).toBeLessThan(50);
  });

  test('keeps the window of its first page', async () => {
    const { contacts: first } = await read(page, { first: 5 });
    await newTask(gateway);
    await read(page, { first: 5, after: first.pageInfo.endCursor });
    const windows = gateway.emulator.ledger.entries('SearchContacts').map(({ input }) => input?.TimeRange);
    const { contacts: next } = await read(page, { first: 5, after: first.pageInfo.endCursor });
    expect(next.edges).toHaveLength(5);
    expect(windows).toHaveLength(1);
  });

  test('refuses a cursor of another filter, and one that is made up', async () => {
    const { contacts: first } = await read(page, { first: 5 });
    for (const [after, filter] of [
      [first.pageInfo.endCursor, { channels: ['TASK'] }],
      ['made-up', null],
    ]) {
      const { errors } = await gateway.graphql(page, { first: 5, after, filter });
      expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
  });

  test('says when Connect itself no longer takes its token', async () => {
    const { contacts: first } = await read(page, { first: 5 });
    gateway.emulator.world.clock.advance(30 * 24 * 3_600_000);
    const { errors } = await gateway.graphql(page, { first: 5, after: first.pageInfo.endCursor });
    expect(errors[0]?.extensions.code).toBe('CURSOR_EXPIRED');
    gateway.emulator.reset();
    // The gateway learns Connect's clock from its answers.
    await read('{ connect { alias } }');
  });

  test.each([
    [{ first: 0 }, '`first`: must be between 1 and 100, not 0.'],
    [{ first: 101 }, '`first`: must be between 1 and 100, not 101.'],
    [
      { first: 1, filter: { timeRange: { from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z' } } },
      '`filter.timeRange.to`: must be after `from`.',
    ],
    [
      { first: 1, filter: { queueIds: Array.from({ length: 101 }, String) } },
      '`filter.queueIds`: must have at most 100 ids, not 101.',
    ],
    [
      { first: 1, filter: { userIds: Array.from({ length: 101 }, String) } },
      '`filter.userIds`: must have at most 100 ids, not 101.',
    ],
  ])('refuses %o and names the limit', async (variables, message) => {
    const { errors } = await gateway.graphql(page, variables);
    expect(errors[0]).toMatchObject({ message, extensions: { code: 'BAD_USER_INPUT' } });
    expect(calls()).toEqual([]);
  });

  test('asks Connect once for what a filter repeats', async () => {
    const filter = { channels: Array(5_000).fill('TASK'), initiationMethods: Array(5_000).fill('API') };
    await read(page, { first: 1, filter });
    const [search] = gateway.emulator.ledger.entries();
    expect(search?.input).toMatchObject({ SearchCriteria: { Channels: ['TASK'], InitiationMethods: ['API'] } });
  });

  test.each([
    ['queues', 500],
    ['users', 500],
    ['contactFlows', 1_000],
  ])('takes a page of %s that is not too long', async (list, most) => {
    for (const first of [0, most + 1]) {
      const { errors } = await gateway.graphql(`{ connect { ${list}(first: ${first}) { nodes { id } } } }`);
      const message = `\`first\`: must be between 1 and ${most}, not ${first}.`;
      expect(errors[0]).toMatchObject({ message, extensions: { code: 'BAD_USER_INPUT' } });
    }
    expect(calls()).toEqual([]);
    await read(`{ connect { ${list}(first: ${most}) { nodes { id } } } }`);
  });

  test('filters and sorts as asked', async () => {
    const connect = await read(
      `query ($queue: ID!) { connect { contacts(first: 100, sort: { by: INITIATED_AT, order: ASCENDING },
        filter: { channels: [TASK, EMAIL], queueIds: [$queue] }) { nodes { channel initiatedAt queue { id } } } } }`,
      { queue: `${instanceArn}/queue/${queues.general}` },
    );
    const { nodes } = connect.contacts;
    expect(nodes.length).toBeGreaterThan(0);
    for (const node of nodes) {
      expect(['TASK', 'EMAIL']).toContain(node.channel);
      expect(node.queue.id).toBe(queues.general);
    }
    const times = nodes.map(({ initiatedAt }: { initiatedAt: string }) => initiatedAt);
    expect(times).toEqual([...times].sort());
  });
});

describe('the directory', () => {
  test('lists standard queues, finds them by name, and agents’ own when asked', async () => {
    const connect = await read(
      `{ connect { all: queues { nodes { type name } } some: queues(filter: { nameContains: "bill" }) { nodes { name } }
        own: queues(filter: { types: [AGENT] }, first: 3) { nodes { type name user { username } } pageInfo { hasNextPage } } } }`,
    );
    expect(new Set(connect.all.nodes.map(({ type }: { type: string }) => type))).toEqual(new Set(['STANDARD']));
    expect(connect.some.nodes).toEqual([{ name: 'Billing' }]);
    expect(connect.own.nodes).toHaveLength(3);
    expect(connect.own.nodes[0]).toEqual({ type: 'AGENT', name: null, user: { username: expect.any(String) } });
    expect(connect.own.pageInfo.hasNextPage).toBe(true);
  });

  test('refuses a name for queues that have none', async () => {
    const { errors } = await gateway.graphql(
      `{ connect { queues(filter: { types: [AGENT], nameContains: "xx" }) { nodes { id } } } }`,
    );
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  test('lists users and finds them by username', async () => {
    const connect = await read(
      `{ connect { users(filter: { usernameContains: "ines" }) { nodes { id username firstName arn } } } }`,
    );
    expect(connect.users.nodes).toEqual([
      { id: users.ines, username: 'ines.okafor', firstName: 'Ines', arn: `${instanceArn}/agent/${users.ines}` },
    ]);
  });

  test('lists flows by type, and shows one that is only saved', async () => {
    const connect = await read(
      `{ connect { contactFlows(types: [AGENT_TRANSFER]) { nodes { id type typeRaw } }
        contactFlow(id: "${flows.draft}") { name status state type } } }`,
    );
    expect(connect.contactFlows.nodes).toEqual([
      { id: flows.toAgent, type: 'AGENT_TRANSFER', typeRaw: 'AGENT_TRANSFER' },
    ]);
    expect(connect.contactFlow).toEqual({
      name: 'Transfer to queue (draft)',
      status: 'SAVED',
      state: 'ACTIVE',
      type: 'QUEUE_TRANSFER',
    });
  });
});

interface Edge {
  cursor: string;
  node: { id: string };
}
interface ContactPage {
  totalCount: number;
  edges: Edge[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string };
}

import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { agentStatuses, hierarchyGroups, instanceArn, queues, routingProfiles, users } from '../../support/demo.js';
import { startTestGateway, type TestGateway, uncached } from '../../support/gateway.js';

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

async function read(agents: string, fields = 'user { id }', more = '', page = '') {
  const { data, errors } = await gateway.graphql(
    `{ connect { currentUsers(filter: { agents: { ${agents} } ${more} } ${page}) { totalCount nodes { ${fields} } pageInfo { hasNextPage endCursor } } } }`,
  );
  return { list: data?.connect?.currentUsers, errors };
}
const ids = ({ list }: Awaited<ReturnType<typeof read>>): string[] =>
  list.nodes.map(({ user }: { user: { id: string } }) => user.id);

describe('what agents are at', () => {
  test('shows their status, their places, and the contacts that they hold', async () => {
    const { list, errors } = await read(
      `routingProfileIds: ["${routingProfiles.care}"]`,
      `user { username } routingProfile { name } hierarchyPath { name } status { name type } statusName statusStartedAt
       slots { channel max active available }
       contacts { contact { id channel } channel channelRaw initiationMethod state stateRaw stateStartedAt connectedToUserAt queue { name } }`,
    );
    expect(errors).toEqual([]);
    const holding = list.nodes.filter(({ contacts }: { contacts: object[] }) => contacts.length > 0);
    expect(holding.length).toBeGreaterThan(0);
    expect(list.totalCount).toBe(list.nodes.length);
    for (const agent of list.nodes) {
      expect(agent).toMatchObject({ routingProfile: { name: 'Customer care' }, statusStartedAt: expect.any(String) });
      expect(agent.status.name).toBe(agent.statusName);
      expect(agent.slots).toContainEqual(expect.objectContaining({ channel: 'TASK', max: 3 }));
      for (const held of agent.contacts) {
        expect(held.channelRaw).toBe(held.channel);
        expect(held.contact.channel).toBe(held.channel);
        expect(held.stateRaw).toBe(held.state);
      }
      const taken = agent.slots.reduce((sum: number, { active }: { active: number }) => sum + active, 0);
      expect(taken).toBeLessThanOrEqual(agent.contacts.length);
    }
  });

  test.each([
    [`queueIds: ["${instanceArn}/queue/${queues.general}"]`],
    [`routingProfileIds: ["${routingProfiles.care}", "${routingProfiles.technical}"]`],
    [`userIds: ["${users.ines}"]`],
    [`hierarchyGroupId: "${hierarchyGroups.harbour}"`],
  ])('by %s are some of them', async (agents) => {
    const some = await read(agents);
    expect(some.errors).toEqual([]);
    expect(ids(some)).toContain(users.ines);
    const { data } = await gateway.graphql('{ connect { users(first: 500) { nodes { id } } } }');
    expect(ids(some).length).toBeLessThan(data.connect.users.nodes.length);
  });

  test('by states are those who hold such a contact, and such contacts only', async () => {
    const agents = `routingProfileIds: ["${routingProfiles.care}", "${routingProfiles.technical}"]`;
    const fields = 'user { id } contacts { state }';
    const all = await read(agents, fields);
    const some = await read(agents, fields, `, contactStates: [${'CONNECTED '.repeat(12)}]`);
    expect(some.list.nodes.length).toBeGreaterThan(0);
    expect(some.list.nodes.length).toBeLessThan(all.list.nodes.length);
    const states = some.list.nodes.flatMap(({ contacts }: { contacts: { state: string }[] }) => contacts);
    expect(new Set(states.map(({ state }: { state: string }) => state))).toEqual(new Set(['CONNECTED']));
  });

  test('comes page by page to its end', async () => {
    const agents = `routingProfileIds: ["${routingProfiles.care}"]`;
    const all = ids(await read(agents));
    const found: string[] = [];
    let page = ', first: 2';
    for (;;) {
      const answer = await read(agents, 'user { id }', '', page);
      found.push(...ids(answer));
      if (!answer.list.pageInfo.hasNextPage) break;
      page = `, first: 2, after: "${answer.list.pageInfo.endCursor}"`;
    }
    expect(all.length).toBeGreaterThan(2);
    expect(found).toEqual(all);
  });

  test.each([
    ['userIds: []'],
    [`userIds: ["${instanceArn}/queue/x"]`],
    [`userIds: [${Array.from({ length: 101 }, (_, index) => `"u${index}"`)}]`],
    [`userIds: ["${users.ines}"], queueIds: ["${queues.general}"]`],
    [`userIds: ["${users.ines}"]`, ', contactStates: []'],
  ])('by %s%s is refused before anything is called', async (agents, more = '') => {
    const { errors } = await read(agents, 'user { id }', more);
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(calls()).toEqual([]);
  });

  test.each([
    ['ResourceNotFoundException', 'CONNECT_RESOURCE_NOT_FOUND'],
    ['AccessDeniedException', 'CONNECT_ACCESS_DENIED'],
    ['InvalidRequestException', 'CONNECT_INVALID_REQUEST'],
  ])('is an error with a code after %s', async (error, code) => {
    gateway.emulator.faults.add({ operation: 'GetCurrentUserData', fault: 'error', error, times: 9 });
    const { list, errors } = await read(`userIds: ["${users.ines}"]`);
    expect(list).toBeNull();
    expect(errors[0]?.extensions).toMatchObject({ code, retryable: false });
  });

  test('is read again after a throttle and after an answer that was lost', async () => {
    gateway.emulator.faults.add({ operation: 'GetCurrentUserData', fault: 'throttle' });
    gateway.emulator.faults.add({ operation: 'GetCurrentUserData', fault: 'resetAfterCommit' });
    const answer = await read(`userIds: ["${users.ines}"]`);
    expect(ids(answer)).toEqual([users.ines]);
    expect(calls()).toEqual(['GetCurrentUserData', 'GetCurrentUserData', 'GetCurrentUserData']);
  });
});

test('a list that is kept is let go of when a mutation changes somebody on it', async () => {
  const kept = await startTestGateway({ searchMaxAgeMs: 60_000 });
  const ask = (text: string) => kept.graphql(text);
  const list = `{ connect { currentUsers(filter: { agents: { userIds: ["${users.ines}"] } }) { nodes { statusName nextStatusName } } } }`;
  const calls = () =>
    kept.emulator.ledger.entries().filter(({ operation }) => operation === 'GetCurrentUserData').length;
  const before = await ask(list);
  expect((await ask(list)).data).toEqual(before.data);
  expect(calls()).toBe(1);
  const { data } = await ask(
    `mutation { putUserStatus(input: { userId: "${users.ines}", agentStatusId: "${agentStatuses.break}" }) { __typename } }`,
  );
  expect(data.putUserStatus.__typename).toBe('PutUserStatusSuccess');
  const [now] = (await ask(list)).data.connect.currentUsers.nodes;
  expect([now.statusName, now.nextStatusName]).toContain('Break');
  expect(calls()).toBe(2);
  await kept.close();
});

describe('what a user is at', () => {
  test('is read in one call for a page of users', async () => {
    const { data, errors } = await gateway.graphql(
      '{ connect { users(first: 100) { nodes { id current { user { id } statusName } } } } }',
    );
    expect(errors).toEqual([]);
    const { nodes } = data.connect.users;
    const known = nodes.filter(({ current }: { current: object | null }) => current);
    expect(known.length).toBeGreaterThan(5);
    for (const { id, current } of known) expect(current.user.id).toBe(id);
    expect(calls()).toEqual(['SearchUsers', 'GetCurrentUserData']);
  });

  test('is shown beside one who is gone', async () => {
    const { data, errors } = await gateway.graphql(
      `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on ConnectUser { id current { statusName } } } }`,
      { representations: [users.ines, 'nobody'].map((id) => ({ __typename: 'ConnectUser', id })) },
    );
    expect({ data, errors }).toEqual({
      data: { _entities: [{ id: users.ines, current: { statusName: expect.any(String) } }, null] },
      errors: [],
    });
  });

  test('does not fail for those who are named together with one whom Connect does not know', async () => {
    const first = { operation: 'GetCurrentUserData', fault: 'error', error: 'ResourceNotFoundException' } as const;
    gateway.emulator.faults.add({ ...first, times: 1 });
    const { data, errors } = await gateway.graphql(
      '{ connect { users(first: 4) { nodes { current { statusName } } } } }',
    );
    expect(errors).toEqual([]);
    expect(data.connect.users.nodes).toHaveLength(4);
    expect(
      data.connect.users.nodes.filter(({ current }: { current: object | null }) => current).length,
    ).toBeGreaterThan(0);
    expect(calls().filter((operation) => operation === 'GetCurrentUserData')).toHaveLength(3);
  });
});

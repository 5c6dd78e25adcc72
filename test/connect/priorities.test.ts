import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import { agentStatuses, flows, newTask } from '../support/demo.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { askAndLeave, until } from '../support/leaving-client.js';

let gateway: TestGateway | undefined;
afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});

const lanes = [0, 1, 2, 3, 4, 5];
const busy = { 'x-forwarded-for': '203.0.113.1' };
const reader = { 'x-forwarded-for': '203.0.113.2' };

interface Scene {
  readonly started: TestGateway;
  /** A contact of each lane's own. */
  readonly tasks: readonly string[];
  /** Contacts of nobody's. */
  readonly others: readonly string[];
  readonly users: readonly string[];
}

/** A gateway that keeps to a quota of one operation alone, and tells its callers by their address. */
async function start(operation: string, rate = 16): Promise<Scene> {
  const many = { rate: 1_000, burst: 1_000 };
  const names = [
    'StartTaskContact',
    'StartChatContact',
    'TagContact',
    'StopContact',
    'PutUserStatus',
    'DescribeContact',
  ];
  const overrides = { ...Object.fromEntries(names.map((name) => [name, many])), [operation]: { rate, burst: 2 } };
  const started = await startTestGateway({
    ...{ quotas: { overrides, share: 1 }, requestTimeoutMs: 5_000 },
    settings: { trustedProxies: ['127.0.0.1'] },
  });
  gateway = started;
  const idsOf = async (list: string): Promise<string[]> => {
    const { data } = await started.graphql(`{ connect { ${list}(first: 20) { nodes { id } } } }`);
    return data.connect[list].nodes.map(({ id }: { id: string }) => id);
  };
  const [others, users] = [await idsOf('contacts'), await idsOf('users')];
  const tasks = [];
  for (const _lane of lanes) tasks.push(await newTask(started));
  return { started, tasks, others, users };
}

const mutation = (field: string, input: object, selection: string) =>
  `mutation { ${field}(input: ${JSON.stringify(input).replace(/"(\w+)":/g, '$1:')}) { ${selection} } }`;

const tagged = (contactId: string | undefined, clientToken: string) =>
  mutation(
    'tagContact',
    { contactId, clientToken, tags: [{ key: 'a', value: 'b' }] },
    '__typename ... on TagContactSuccess { contact { evaluations { id } } }',
  );
const chat = (clientToken: string) =>
  mutation(
    'startChatContact',
    { contactFlowId: flows.inbound, clientToken, participantDetails: { displayName: 'Customer' } },
    '__typename ... on StartChatContactSuccess { participantToken contact { evaluations { id } } }',
  );
const status = (userId: string | undefined, clientToken: string) =>
  mutation(
    'putUserStatus',
    { userId, agentStatusId: agentStatuses.break, clientToken },
    '__typename ... on PutUserStatusSuccess { user { current { status { name } } } }',
  );
const evaluations = (id: string | undefined) => `{ connect { contact(id: "${id}") { evaluations { id } } } }`;
const described = (id: string | undefined) => `{ connect { contact(id: "${id}") { channel } } }`;
const current = (id: string | undefined) => `{ connect { user(id: "${id}") { current { status { name } } } } }`;

interface Case {
  readonly operation: string;
  /** What the busy caller sends in each of its lanes, one after the other. */
  readonly send: (scene: Scene, lane: number, round: number) => string;
  /** What the other reads, one after the other. */
  readonly read: (scene: Scene, index: number) => string;
}

const ofEvaluations = {
  operation: 'ListContactEvaluations',
  read: ({ others }: Scene, index: number) => evaluations(others[index]),
};

describe('eight reads of a caller are all answered, with quotas kept, beside one that has six requests in flight', () => {
  test.each<[string, Case]>([
    ['that are plain reads', { ...ofEvaluations, send: ({ tasks }, lane) => evaluations(tasks[lane]) }],
    [
      'that repeat a mutation and select a read',
      { ...ofEvaluations, send: ({ tasks }, lane) => tagged(tasks[lane], `token ${lane}`) },
    ],
    [
      'that make a mutation and select a read',
      { ...ofEvaluations, send: ({ tasks }, lane, round) => tagged(tasks[lane], `token ${lane} ${round}`) },
    ],
    ['that repeat a mutation with credentials', { ...ofEvaluations, send: (_scene, lane) => chat(`token ${lane}`) }],
    [
      'that repeat a change of status, and select what the user is at',
      {
        operation: 'GetCurrentUserData',
        send: ({ users }, lane) => status(users[lane], `token ${lane}`),
        read: ({ users }, index) => current(users[6 + index]),
      },
    ],
    [
      'that are mutations which Connect refuses, so that the reason is looked for',
      {
        operation: 'DescribeContact',
        send: (_scene, lane, round) => tagged(`nobody-${lane}-${round}`, `token ${lane} ${round}`),
        read: ({ others }, index) => described(others[index]),
      },
    ],
  ])('%s', async (_what, { operation, send, read }) => {
    const scene = await start(operation);
    const { started } = scene;
    let goesOn = true;
    const ofBusy: unknown[] = [];
    const sending = lanes.map(async (lane) => {
      for (let round = 0; goesOn; round++) {
        const { data } = await started.graphql(send(scene, lane, round), {}, busy);
        ofBusy.push(data);
      }
    });
    // Each lane has had an answer, so that what follows are repeats where its token is the same.
    await until(() => ofBusy.length >= 12);
    const codes = [];
    for (let index = 0; index < 8; index++) {
      const { errors } = await started.graphql(read(scene, index), {}, reader);
      codes.push(...errors.map(({ extensions }) => extensions.code));
    }
    goesOn = false;
    await Promise.all(sending);
    expect(codes).toEqual([]);
    expect(started.emulator.ledger.entries(operation).length).toBeGreaterThanOrEqual(16);
  });
});

test('repeats of mutations that are abandoned do not delay the reads of another caller', async () => {
  const { started, users } = await start('GetCurrentUserData', 2);
  const [read, ...abandoned] = users;
  expect(abandoned.length).toBeGreaterThan(12);
  const repeats = abandoned.map((id) => status(id, `token ${id}`));
  for (const repeat of repeats) await started.graphql(repeat.replace(/user \{.*/, 'clientToken } } }'), {}, busy);
  expect(started.emulator.ledger.entries('PutUserStatus')).toHaveLength(abandoned.length);
  const codes: unknown[] = [];
  for (let round = 0; round < 3; round++) {
    const clients = repeats.map((repeat) => askAndLeave(started, repeat, busy));
    await until(() => started.emulator.ledger.entries('GetCurrentUserData').length > 2 * round);
    for (const { leave } of clients) leave();
    const { errors } = await started.graphql(current(read), {}, reader);
    codes.push(...errors.map(({ extensions }) => extensions.code));
  }
  expect(codes).toEqual([]);
  // Four more would have their turn in this time; one may have had it just before its client left.
  const made = () => started.emulator.ledger.entries('GetCurrentUserData').length;
  const madeThen = made();
  await sleep(2_000);
  expect(made() - madeThen).toBeLessThanOrEqual(1);
});

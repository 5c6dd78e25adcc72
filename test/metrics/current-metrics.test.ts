import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { agentStatuses, instanceArn, queues, routingProfiles } from '../support/demo.js';
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

const both = `of: { queueIds: ["${queues.general}", "${queues.full}"] }`;
const calls = () => gateway.emulator.ledger.entries().map(({ operation }) => operation);

async function read(args: string, fields = 'metrics { name unit value }') {
  const { data, errors } = await gateway.graphql(
    `{ connect { currentMetrics(${args}) { totalCount nodes { ${fields} } pageInfo { hasNextPage endCursor } } } }`,
  );
  return { list: data?.connect?.currentMetrics, errors };
}

describe('live metrics', () => {
  test('are one row of typed numbers with their units', async () => {
    const { list, errors } = await read(
      `metrics: [CONTACTS_IN_QUEUE, AGENTS_ONLINE], filter: { of: { queueIds: ["${instanceArn}/queue/${queues.full}"] } }`,
      'queue { id } channel countedAt metrics { name nameRaw unit unitRaw value }',
    );
    expect(errors).toEqual([]);
    const units = { unit: 'COUNT', unitRaw: 'COUNT' };
    expect(list.nodes).toEqual([
      {
        ...{ queue: null, channel: null, countedAt: expect.any(String) },
        metrics: [
          { name: 'CONTACTS_IN_QUEUE', nameRaw: 'CONTACTS_IN_QUEUE', ...units, value: 3 },
          { name: 'AGENTS_ONLINE', nameRaw: 'AGENTS_ONLINE', ...units, value: expect.any(Number) },
        ],
      },
    ]);
  });

  test('are told apart by queue and channel, and each row leads to its queue', async () => {
    const { list } = await read(
      `metrics: [CONTACTS_IN_QUEUE], groupings: [QUEUE, CHANNEL], filter: { ${both}, channels: [TASK, CHAT] }`,
      'queue { name } channel channelRaw metrics { value }',
    );
    const rows = list.nodes.map(({ queue, channel }: Row) => `${queue?.name} ${channel}`);
    expect(rows.sort()).toEqual([
      ...['Field visits CHAT', 'Field visits TASK', 'General enquiries CHAT', 'General enquiries TASK'],
    ]);
    expect(list.totalCount).toBe(4);
  });

  test('are told apart by routing profile, and by status of agents', async () => {
    const profiles = `of: { routingProfileIds: ["${routingProfiles.care}", "${routingProfiles.technical}"] }`;
    const byProfile = await read(
      `metrics: [AGENTS_ONLINE], groupings: [ROUTING_PROFILE], filter: { ${profiles} }`,
      'routingProfile { name }',
    );
    const names = byProfile.list.nodes.map(({ routingProfile }: Row) => routingProfile?.name);
    expect(names.sort()).toEqual(['Customer care', 'Technical']);
    const byStatus = await read(
      `metrics: [AGENTS_ONLINE], groupings: [QUEUE, AGENT_STATUS], filter: { ${both}, agentStatusIds: ["${agentStatuses.break}"] }`,
      'queue { id } agentStatus { id name }',
    );
    expect(byStatus.list.nodes).toHaveLength(2);
    for (const { agentStatus } of byStatus.list.nodes) {
      expect(agentStatus).toEqual({ id: agentStatuses.break, name: 'Break' });
    }
  });

  test('are sorted as asked', async () => {
    const order = async (direction: string) => {
      const { list } = await read(
        `metrics: [CONTACTS_IN_QUEUE], groupings: [QUEUE], sort: { by: CONTACTS_IN_QUEUE, order: ${direction} }, filter: { of: { queueIds: [${Object.values(queues).map((id) => `"${id}"`)}] } }`,
      );
      return list.nodes.map(({ metrics }: Row) => metrics[0]?.value);
    };
    const ascending = await order('ASCENDING');
    expect(ascending).toEqual([...ascending].sort((one, other) => one - other));
    expect(await order('DESCENDING')).toEqual([...ascending].reverse());
  });

  test('say how old the oldest contact is in seconds, whether they are grouped or not', async () => {
    const age = async (groupings: string) => {
      const { list } = await read(
        `metrics: [OLDEST_CONTACT_AGE], ${groupings} filter: { of: { queueIds: ["${queues.full}"] } }`,
      );
      return list.nodes[0].metrics[0];
    };
    const alone = await age('');
    const grouped = await age('groupings: [QUEUE],');
    expect(alone).toMatchObject({ unit: 'SECONDS' });
    expect(Math.abs(alone.value - grouped.value)).toBeLessThan(60);
    expect(grouped.value).toBeGreaterThan(100);
  });

  test('come page by page', async () => {
    const args = `metrics: [CONTACTS_IN_QUEUE], groupings: [QUEUE, CHANNEL], filter: { ${both} }`;
    const first = await read(`${args}, first: 5`);
    const second = await read(`${args}, first: 5, after: "${first.list.pageInfo.endCursor}"`);
    expect([first.list.nodes.length, second.list.nodes.length]).toEqual([5, 3]);
    expect([first.list.pageInfo.hasNextPage, second.list.pageInfo.hasNextPage]).toEqual([true, false]);
  });

  test.each([
    ['no metric', `metrics: [], filter: { ${both} }`],
    ['three groupings', `metrics: [AGENTS_ONLINE], groupings: [QUEUE, CHANNEL, SUBTYPE], filter: { ${both} }`],
    ['no queue', 'metrics: [AGENTS_ONLINE], filter: { of: { queueIds: [] } }'],
    ['eleven subtypes', `metrics: [AGENTS_ONLINE], filter: { ${both}, subtypes: [${Array(11).fill('"x"')}] }`],
    ['a long subtype', `metrics: [AGENTS_ONLINE], filter: { ${both}, subtypes: ["${'x'.repeat(5_000)}"] }`],
    ['no channel', `metrics: [AGENTS_ONLINE], filter: { ${both}, channels: [] }`],
    [
      'queues and routing profiles',
      `metrics: [AGENTS_ONLINE], filter: { of: { queueIds: ["x"], routingProfileIds: ["x"] } }`,
    ],
  ])('of %s are refused before anything is called', async (_what, args) => {
    const { errors } = await read(args);
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(calls()).toEqual([]);
  });

  test('may name a channel more than once, and are told by argument and limit what Connect would refuse', async () => {
    const channels = await read(`metrics: [AGENTS_ONLINE], filter: { ${both}, channels: [${'VOICE '.repeat(12)}] }`);
    expect(channels.errors).toEqual([]);
    const subtype = await read(`metrics: [AGENTS_ONLINE], filter: { ${both}, subtypes: ["${'x'.repeat(101)}"] }`);
    expect(subtype.errors[0]?.message).toBe('`filter.subtypes.0`: must have at most 100 characters, not 101.');
  });

  test('that do not go together are refused by Connect, and so are queues that there are not', async () => {
    const apart = await read(`metrics: [ESTIMATED_WAIT_TIME], filter: { ${both} }`);
    expect(apart.errors[0]?.extensions.code).toMatch(/^CONNECT_INVALID_/);
    const missing = await read('metrics: [AGENTS_ONLINE], filter: { of: { queueIds: ["none"] } }');
    expect(missing.errors[0]?.extensions.code).toBe('CONNECT_RESOURCE_NOT_FOUND');
    expect([apart.list, missing.list]).toEqual([null, null]);
  });

  test('are read again after a throttle and after an answer that was lost', async () => {
    gateway.emulator.faults.add({ operation: 'GetCurrentMetricData', fault: 'throttle' });
    gateway.emulator.faults.add({ operation: 'GetCurrentMetricData', fault: 'resetAfterCommit' });
    const { list, errors } = await read(`metrics: [AGENTS_ONLINE], filter: { ${both} }`);
    expect({ errors, rows: list.nodes.length }).toEqual({ errors: [], rows: 1 });
    expect(calls()).toHaveLength(3);
  });

  test('that access is denied to are an error with a code', async () => {
    gateway.emulator.faults.add({ operation: 'GetCurrentMetricData', fault: 'error', error: 'AccessDeniedException' });
    const { list, errors } = await read(`metrics: [AGENTS_ONLINE], filter: { ${both} }`);
    expect(list).toBeNull();
    expect(errors[0]?.extensions).toMatchObject({ code: 'CONNECT_ACCESS_DENIED', retryable: false });
  });
});

interface Row {
  readonly queue?: { readonly name: string };
  readonly routingProfile?: { readonly name: string };
  readonly channel?: string;
  readonly metrics: readonly { readonly value: number }[];
}

import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSchema, getNullableType, isInputObjectType, isListType, isObjectType } from 'graphql';
import { hierarchyGroups, instanceArn, queues, routingProfiles } from '../support/demo.js';
import { startTestGateway, type TestGateway, uncached } from '../support/gateway.js';
import { publishedSchema } from '../support/schema-files.js';

interface List {
  readonly field: string;
  /** What reads it without a filter. */
  readonly operation: string;
  /** How a row is called. */
  readonly name?: string;
  /** Filters as arguments, each with the names that it finds; they are some of all. */
  readonly finds: readonly (readonly [args: string, names: readonly string[]])[];
  /** What another operation lists, when a filter asks for it. */
  readonly alsoBy?: readonly string[];
  readonly refuses?: readonly string[];
}

const lists: readonly List[] = [
  {
    field: 'queues',
    operation: 'SearchQueues',
    finds: [
      ['filter: { nameContains: "BILL" }', ['Billing']],
      ['filter: { descriptionContains: "parcel" }', ['Orders and returns']],
      ['filter: { tags: [{ key: "team", value: "technical" }] }', ['Technical support', 'Complaints']],
      ['filter: { tags: [{ key: "team" }], nameContains: "field" }', ['Field visits']],
    ],
    refuses: [
      'filter: { nameContains: "x" }',
      'filter: { types: [] }',
      'filter: { tags: [] }',
      'filter: { types: [AGENT], tags: [{ key: "team" }] }',
      'first: 501',
    ],
  },
  {
    field: 'users',
    operation: 'SearchUsers',
    name: 'username',
    finds: [
      ['filter: { usernameContains: "INES" }', ['ines.okafor']],
      ['filter: { firstNameContains: "ines", lastNameContains: "oka" }', ['ines.okafor']],
      [`filter: { usernameContains: "ines", hierarchyGroupId: "${hierarchyGroups.harbour}" }`, ['ines.okafor']],
      [
        `filter: { usernameContains: "ines", routingProfileIds: ["${instanceArn}/routing-profile/${routingProfiles.care}"] }`,
        ['ines.okafor'],
      ],
      [`filter: { usernameContains: "ines", routingProfileIds: ["${routingProfiles.technical}"] }`, []],
      [`filter: { usernameContains: "ines", securityProfileIds: ["${instanceArn}/security-profile/none"] }`, []],
      ['filter: { usernameContains: "ines", tags: [{ key: "no such tag" }] }', []],
    ],
    refuses: [
      'filter: { routingProfileIds: [] }',
      'filter: { securityProfileIds: [] }',
      'filter: { hierarchyGroupId: "" }',
      `filter: { routingProfileIds: ["${instanceArn}/queue/x"] }`,
    ],
  },
  {
    field: 'contactFlows',
    operation: 'ListContactFlows',
    alsoBy: ['SearchContactFlows'],
    finds: [
      ['types: [AGENT_TRANSFER]', ['Transfer to agent']],
      ['filter: { nameContains: "draft" }', ['Transfer to queue (draft)']],
      ['filter: { published: false }', ['Transfer to queue (draft)']],
      [`types: [${'QUEUE_TRANSFER '.repeat(50)}], filter: null`, ['Transfer to queue', 'Transfer to queue (draft)']],
      ['types: [QUEUE_TRANSFER], filter: { published: true }', ['Transfer to queue']],
      ['types: [AGENT_TRANSFER, QUEUE_TRANSFER], filter: { nameContains: "transfer to", archived: true }', []],
    ],
    refuses: [
      'types: []',
      'types: [], filter: { archived: false }',
      'first: 101, filter: { archived: false }',
      'first: 1001',
    ],
  },
  {
    field: 'routingProfiles',
    operation: 'SearchRoutingProfiles',
    finds: [
      ['filter: { nameContains: "care" }', ['Customer care']],
      [`filter: { queueIds: ["${queues.full}"] }`, ['Field service']],
      [`filter: { queueIds: ["${queues.full}", "${queues.general}"] }`, ['Customer care', 'Field service']],
      ['filter: { descriptionContains: "everything", tags: [{ key: "team", value: "care" }] }', ['Customer care']],
    ],
    refuses: ['filter: { queueIds: [] }'],
  },
  {
    field: 'quickConnects',
    operation: 'SearchQuickConnects',
    alsoBy: ['ListQuickConnects'],
    finds: [
      ['filter: { nameContains: "ines" }', ['Ines Okafor']],
      ['filter: { descriptionContains: "often" }', ['Field visits']],
      ['filter: { types: [QUEUE, QUEUE, QUEUE, QUEUE, QUEUE] }', ['Billing', 'Field visits']],
      ['filter: { types: [PHONE_NUMBER, FLOW] }', ['Parcel service', 'Survey']],
    ],
    refuses: ['filter: { types: [] }', 'filter: { types: [USER], nameContains: "ines" }'],
  },
  {
    field: 'hoursOfOperations',
    operation: 'SearchHoursOfOperations',
    finds: [
      ['filter: { nameContains: "basic" }', ['Basic Hours']],
      ['filter: { timeZoneContains: "berlin" }', ['Care']],
      ['filter: { tags: [{ key: "team", value: "care" }] }', ['Care']],
    ],
    refuses: ['filter: { tags: [] }'],
  },
  {
    field: 'agentStatuses',
    operation: 'SearchAgentStatuses',
    finds: [
      ['filter: { types: [ROUTABLE, OFFLINE] }', ['Available', 'Offline']],
      ['filter: { enabled: false }', ['Stocktaking']],
      ['filter: { tags: [{ key: "paid", value: "yes" }] }', ['Training']],
      ['filter: { descriptionContains: "back", types: [CUSTOM] }', ['Break', 'Lunch']],
    ],
    refuses: ['filter: { types: [] }'],
  },
  {
    field: 'taskTemplates',
    operation: 'ListTaskTemplates',
    finds: [
      ['filter: { active: true }', ['Call a customer back']],
      ['filter: { active: false }', ['Inspect a return']],
      ['filter: { name: "Inspect a return" }', ['Inspect a return']],
      ['filter: { name: "Inspect" }', []],
    ],
    refuses: ['first: 101'],
  },
  { field: 'hierarchyGroups', operation: 'ListUserHierarchyGroups', finds: [], refuses: ['first: 0'] },
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

test('a list is kept no longer than the directory is: with an age of 0 it is read each time', async () => {
  const ask = () => gateway.graphql('{ connect { queues(first: 100) { nodes { id } } } }');
  for (let times = 0; times < 3; times++) await ask();
  expect(gateway.emulator.ledger.entries().map(({ operation }) => operation)).toEqual(Array(3).fill('SearchQueues'));
});

describe.each(lists)('$field', ({ field, operation, name = 'name', finds, alsoBy = [], refuses = [] }) => {
  async function read(args: string) {
    const { data, errors } = await gateway.graphql(
      `{ connect { list: ${field}(${args}) { nodes { id ${name} } pageInfo { hasNextPage hasPreviousPage endCursor } } } }`,
    );
    const list = data?.connect?.list as Page | null;
    return { list, errors, names: list?.nodes.map((node) => node[name]) };
  }

  test('comes page by page to its end, without a gap or a double', async () => {
    const { list: all } = await read('first: 100');
    expect(all?.pageInfo).toMatchObject({ hasPreviousPage: false });
    const ids: string[] = [];
    let after = '';
    for (let pages = 0; pages < 60; pages++) {
      const { list } = await read(`first: 2${after && `, after: "${after}"`}`);
      expect(list?.nodes.length).toBeLessThanOrEqual(2);
      ids.push(...(list?.nodes.map(({ id }) => id) ?? []));
      after = list?.pageInfo.endCursor ?? '';
      if (!list?.pageInfo.hasNextPage || ids.length >= (all?.nodes.length ?? 0)) break;
    }
    expect(ids.length).toBeGreaterThanOrEqual(2);
    expect(ids).toEqual(all?.nodes.map(({ id }) => id).slice(0, ids.length));
    expect(ids).toHaveLength(all?.nodes.length ?? 0);
  });

  if (finds.length > 0) {
    test.each(finds)('by %s is what it names', async (args, names) => {
      const found = await read(args);
      expect(found.errors).toEqual([]);
      expect([...(found.names ?? [])].sort()).toEqual([...names].sort());
      const { list: all } = await read('first: 100');
      expect(all?.nodes.length).toBeGreaterThan(names.length);
      const made = new Set(gateway.emulator.ledger.entries().map((entry) => entry.operation));
      expect([...made].filter((one) => ![operation, ...alsoBy].includes(one ?? ''))).toEqual([]);
    });
  }

  if (refuses.length > 0) {
    test.each(refuses)('by %s is refused before anything is called', async (args) => {
      const { errors } = await read(args);
      expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
      expect(gateway.emulator.ledger.entries()).toEqual([]);
    });
  }

  test('is an error with a code where Connect refuses, and null beside its siblings', async () => {
    gateway.emulator.faults.add({ operation, fault: 'error', error: 'AccessDeniedException', times: 100 });
    // Pages are shared for a while: this one nobody has read.
    const { data, errors } = await gateway.graphql(`{ connect { list: ${field}(first: 37) { nodes { id } } id } }`);
    expect(data.connect).toEqual({ list: null, id: expect.any(String) });
    expect(errors[0]?.extensions).toMatchObject({ code: 'CONNECT_ACCESS_DENIED', retryable: false });
  });

  test('is read again after a throttle and after an answer that was lost', async () => {
    gateway.emulator.faults.add({ operation, fault: 'throttle' });
    gateway.emulator.faults.add({ operation, fault: 'resetAfterCommit' });
    const { errors } = await read('first: 38');
    expect(errors).toEqual([]);
    expect(gateway.emulator.ledger.entries(operation)).toHaveLength(3);
  });
});

/** What a list needs beside the filter that is tried. */
const needed: Readonly<Record<string, { readonly argument?: string; readonly member?: string }>> = {
  currentMetrics: { argument: 'metrics: [AGENTS_ONLINE]', member: 'of: { queueIds: ["x"] }' },
  currentUsers: { member: 'agents: { queueIds: ["x"] }' },
};

/** Every list that a filter of the instance may hold, so that a new one cannot be forgotten. */
const listsOfFilters = (() => {
  const instance = buildSchema(publishedSchema('api')).getType('ConnectInstance');
  const fields = isObjectType(instance) ? Object.values(instance.getFields()) : [];
  return fields.flatMap(({ name, args }) => {
    const filter = getNullableType(args.find((argument) => argument.name === 'filter')?.type);
    if (!isInputObjectType(filter)) return [];
    const members = Object.values(filter.getFields()).filter(({ type }) => isListType(getNullableType(type)));
    return members.map((member) => [name, member.name] as const);
  });
})();

test('filters have lists', () => expect(listsOfFilters.length).toBeGreaterThan(15));

test.each(listsOfFilters)('of %s an empty `%s` is refused, which Connect would take for all', async (field, list) => {
  const { argument = '', member = '' } = needed[field] ?? {};
  const { errors } = await gateway.graphql(
    `{ connect { ${field}(${argument} filter: { ${member} ${list}: [] }) { nodes { __typename } } } }`,
  );
  expect(errors).toMatchObject([
    { message: expect.stringContaining(`filter.${list}`), extensions: { code: 'BAD_USER_INPUT' } },
  ]);
  expect(gateway.emulator.ledger.entries()).toEqual([]);
});

interface Page {
  readonly nodes: readonly { readonly id: string; readonly [name: string]: string }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly endCursor: string | null;
  };
}

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { contacts, evaluated, instanceId, queues, routingProfiles, users } from '../support/demo.js';
import { inJson, startTampered, type TamperedGateway } from '../support/tampering.js';

let gateway: TamperedGateway;
beforeAll(async () => {
  gateway = await startTampered();
});
afterAll(() => gateway.close());

const twice = { message: 'Connect gave the same page token twice.', code: 'CONNECT_UNEXPECTED' };

/** Gives these page tokens in place of Connect's own, the last for ever, and the same two rows with each. */
function giveTokens(operation: string, ...tokens: readonly unknown[]): void {
  let calls = 0;
  gateway.called();
  gateway.tamper((called, answer) => {
    if (called !== operation || answer.status !== 200) return;
    const token = tokens[Math.min(calls++, tokens.length - 1)];
    inJson(answer, (json: object) => {
      const few = Object.entries(json).map(([name, value]) => [name, Array.isArray(value) ? value.slice(0, 2) : value]);
      return { ...Object.fromEntries(few), NextToken: token };
    });
  });
}

async function ask(query: string) {
  const { data, errors, status } = await gateway.graphql(query);
  const told = errors.map(({ message, path, extensions }) => ({ message, path, code: extensions.code }));
  return { status, data: data?.connect ?? data, errors: told };
}

const here = `connect(instanceId: "${instanceId}")`;
const lists: readonly (readonly [operation: string, selection: string, path: readonly string[]])[] = [
  ['SearchContacts', 'contacts(first: 100) { nodes { id } }', ['contacts']],
  ['SearchQueues', 'queues(first: 500) { nodes { id } }', ['queues']],
  ['ListQueues', 'queues(filter: { types: [AGENT] }, first: 500) { nodes { id } }', ['queues']],
  ['SearchUsers', 'users(first: 500) { nodes { id } }', ['users']],
  [
    'GetCurrentUserData',
    `currentUsers(filter: { agents: { queueIds: ["${queues.general}"] } }) { nodes { statusName } }`,
    ['currentUsers'],
  ],
  [
    'GetCurrentMetricData',
    `currentMetrics(metrics: [CONTACTS_IN_QUEUE], filter: { of: { queueIds: ["${queues.general}"] } }) { nodes { channel } }`,
    ['currentMetrics'],
  ],
  ['ListContactFlows', 'contactFlows(first: 1000) { nodes { id } }', ['contactFlows']],
  ['SearchContactFlows', 'contactFlows(filter: { archived: false }) { nodes { id } }', ['contactFlows']],
  ['SearchRoutingProfiles', 'routingProfiles(first: 500) { nodes { id } }', ['routingProfiles']],
  [
    'ListRoutingProfileQueues',
    `routingProfile(id: "${routingProfiles.care}") { queues { nodes { priority } } }`,
    ['routingProfile', 'queues'],
  ],
  [
    'ListRoutingProfileManualAssignmentQueues',
    `routingProfile(id: "${routingProfiles.care}") { manualAssignmentQueues { nodes { priority } } }`,
    ['routingProfile', 'manualAssignmentQueues'],
  ],
  ['SearchQuickConnects', 'quickConnects { nodes { id } }', ['quickConnects']],
  ['ListQuickConnects', 'quickConnects(filter: { types: [USER] }) { nodes { id } }', ['quickConnects']],
  [
    'ListQueueQuickConnects',
    `queue(id: "${queues.general}") { quickConnects { nodes { id } } }`,
    ['queue', 'quickConnects'],
  ],
  ['SearchHoursOfOperations', 'hoursOfOperations { nodes { id } }', ['hoursOfOperations']],
  ['SearchAgentStatuses', 'agentStatuses { nodes { id } }', ['agentStatuses']],
  ['ListTaskTemplates', 'taskTemplates { nodes { id } }', ['taskTemplates']],
  ['ListUserHierarchyGroups', 'hierarchyGroups(first: 1000) { nodes { id } }', ['hierarchyGroups']],
  ['ListEvaluationForms', 'evaluationForms(first: 100) { nodes { id } }', ['evaluationForms']],
  ['SearchContactEvaluations', 'evaluations(first: 100) { nodes { id } }', ['evaluations']],
  [
    'ListAssociatedContacts',
    `contact(id: "${contacts.transferredTenTimes}") { associatedContacts(first: 100) { nodes { id } } }`,
    ['contact', 'associatedContacts'],
  ],
  [
    'ListAssociatedContacts',
    `contact(id: "${contacts.transferredTenTimes}") { chain { nodes { id } } }`,
    ['contact', 'chain'],
  ],
  [
    'ListAssociatedContacts',
    `contact(id: "${contacts.transferredTenTimes}") { transferCount }`,
    ['contact', 'transferCount'],
  ],
  ['ListContactReferences', `contact(id: "${contacts.paused}") { references { name } }`, ['contact', 'references']],
  ['ListContactEvaluations', `contact(id: "${evaluated.contact}") { evaluations { id } }`, ['contact', 'evaluations']],
  [
    'ListRealtimeContactAnalysisSegmentsV2',
    `contact(id: "${contacts.endedChat}") { realtimeAnalysis { nodes { __typename } } }`,
    ['contact', 'realtimeAnalysis'],
  ],
];

describe('a page token that repeats ends a list with an error, and no row is told twice', () => {
  test.each(lists)('%s: %s', async (operation, selection, path) => {
    giveTokens(operation, 'again');
    const { data, errors, status } = await ask(`{ ${here} { ${selection} } }`);
    expect(status).toBe(200);
    expect(errors).toEqual([{ ...twice, path: ['connect', ...path] }]);
    let at = data;
    for (const name of path) at = at[name];
    expect(at).toBeNull();
    expect(gateway.called().filter((called) => called === operation)).toHaveLength(2);
  });
});

test('ListInstances: a page token that repeats ends the list of instances with an error', async () => {
  giveTokens('ListInstances', 'again');
  const { data, errors } = await ask('{ connectInstances(first: 100) { nodes { id } } }');
  expect(errors).toEqual([{ ...twice, path: ['connectInstances'] }]);
  expect(data.connectInstances).toBeNull();
  expect(gateway.called()).toEqual(['ListInstances', 'ListInstances']);
});

describe('a circle of several pages', () => {
  test('is found within one request', async () => {
    giveTokens('SearchContacts', 'a', 'b', 'c', 'b');
    const { errors } = await ask(`{ ${here} { contacts(first: 100) { nodes { id } } } }`);
    expect(errors).toEqual([{ ...twice, path: ['connect', 'contacts'] }]);
    expect(gateway.called()).toHaveLength(4);
  });

  test('is found though each page is asked for by a request of its own', async () => {
    giveTokens('SearchContacts', 'a', 'b', 'a');
    const page = async (after: string | null) => {
      const argument = after === null ? '' : `, after: "${after}"`;
      const { data, errors } = await ask(
        `{ ${here} { contacts(first: 2${argument}) { nodes { id } pageInfo { endCursor hasNextPage } } } }`,
      );
      return { errors, list: data.contacts };
    };
    const first = await page(null);
    const second = await page(first.list.pageInfo.endCursor);
    expect([...first.errors, ...second.errors]).toEqual([]);
    expect(second.list.pageInfo.hasNextPage).toBe(true);
    const third = await page(second.list.pageInfo.endCursor);
    expect(third).toEqual({ list: null, errors: [{ ...twice, path: ['connect', 'contacts'] }] });
    expect(gateway.called()).toHaveLength(3);
  });
});

describe('what is no page token ends a list with an error, and does not look like its end', () => {
  test.each([
    ['a number', 5],
    ['a structure', { token: 'a' }],
    ['a text of over 100,000 characters', 'x'.repeat(100_001)],
  ])('%s', async (_, token) => {
    giveTokens('SearchQueues', token);
    const { data, errors } = await ask(`{ ${here} { queues(first: 1) { nodes { id } pageInfo { hasNextPage } } } }`);
    expect(data.queues).toBeNull();
    expect(errors).toMatchObject([{ code: 'CONNECT_UNEXPECTED', path: ['connect', 'queues'] }]);
  });
});

describe('ever other page tokens', () => {
  const ever = Array.from({ length: 50 }, (_, index) => `t${index}`);

  test('leave a page of a list short and say that there is more', async () => {
    giveTokens('SearchQueues', ...ever);
    const { data, errors } = await ask(
      `{ ${here} { queues(first: 500) { nodes { id } pageInfo { hasNextPage endCursor } } } }`,
    );
    expect(errors).toEqual([]);
    expect(data.queues.nodes).toHaveLength(10);
    expect(data.queues.pageInfo).toEqual({ hasNextPage: true, endCursor: expect.any(String) });
    expect(gateway.called()).toHaveLength(5);
  });

  test.each([
    ['ListAssociatedContacts', `contact(id: "${contacts.transferredTenTimes}") { transferCount }`, 10],
    ['ListContactReferences', `contact(id: "${contacts.paused}") { references { name } }`, 5],
    ['ListContactEvaluations', `contact(id: "${evaluated.contact}") { evaluations { id } }`, 5],
    ['GetCurrentUserData', `user(id: "${users.ines}") { current { statusName } }`, 5],
  ])('of %s end what has no pages here with an error that says so', async (operation, selection, pages) => {
    giveTokens(operation, ...ever);
    const { errors } = await ask(`{ ${here} { ${selection} } }`);
    const message = `The list has more than ${pages} pages, the most that the gateway reads.`;
    expect(errors).toMatchObject([{ code: 'CONNECT_UNEXPECTED', message }]);
    expect(gateway.called().filter((called) => called === operation)).toHaveLength(pages);
  });
});

test('pages that Connect documents not to have are read all the same', async () => {
  giveTokens('ListContactEvaluations', 'a', null);
  const { data, errors } = await ask(`{ ${here} { contact(id: "${evaluated.contact}") { evaluations { id } } } }`);
  expect(errors).toEqual([]);
  expect(data.contact.evaluations).toEqual([{ id: evaluated.evaluation }, { id: evaluated.evaluation }]);
});

test('a directory whose list goes in a circle is looked up thing by thing', async () => {
  giveTokens('ListContactFlows', 'again');
  const flow = 'contactFlow { id name }';
  const { data, errors } = await ask(
    `{ ${here} { quickConnects { nodes { config {
      ... on ConnectUserQuickConnectConfig { ${flow} } ... on ConnectQueueQuickConnectConfig { ${flow} } } } } } }`,
  );
  expect(errors).toEqual([]);
  const names = data.quickConnects.nodes.flatMap(({ config }: { config: { contactFlow?: { name: string } } | null }) =>
    config?.contactFlow ? [config.contactFlow.name] : [],
  );
  expect(names.length).toBeGreaterThan(1);
  expect(names).toEqual(names.map(() => expect.any(String)));
  const calls = gateway.called();
  expect(calls.filter((called) => called === 'ListContactFlows')).toHaveLength(2);
  expect(calls).toContain('DescribeContactFlow');
});

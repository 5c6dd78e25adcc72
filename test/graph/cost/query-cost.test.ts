import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  buildASTSchema,
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  parse,
} from 'graphql';
import {
  agentStatuses,
  careHours,
  contacts,
  evaluated,
  filed,
  flows,
  hierarchyGroups,
  instanceArn,
  instanceId,
  queues,
  quickConnects,
  routingProfiles,
  taskTemplates,
  users,
} from '../../support/demo.js';
import { startTestGateway, type TestGateway, uncached } from '../../support/gateway.js';
import { routerCost } from '../../support/router-cost.js';
import { publishedSchema } from '../../support/schema-files.js';

type Calls = Readonly<Record<string, number>>;
interface Cost {
  readonly calls: Calls;
  readonly estimate: { readonly certain: Calls; readonly atMost: Calls };
}

/** Remembers nothing and keeps no quota, so that each query makes all of its calls. */
let gateway: TestGateway;
/** Serves two instances, so that a bare id may be in either. */
let both: TestGateway;
/** Keeps quotas, so that it refuses what could not finish. */
let strict: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ ...uncached, instances: [instanceId] });
  both = await startTestGateway(uncached);
  strict = await startTestGateway({
    ...uncached,
    quotas: { overrides: { SearchContacts: { rate: 5, burst: 5 } }, share: 1 },
    requestTimeoutMs: 2_000,
  });
});
afterAll(() => Promise.all([gateway.close(), both.close(), strict.close()]));
beforeEach(() => {
  for (const one of [gateway, both, strict]) one.emulator.ledger.clear();
});

async function ask(query: string, variables = {}, of = gateway) {
  const answer = await of.graphql(query, variables, { 'x-connect-cost': '1' });
  return { ...answer, ...(answer.extensions.connect as Cost) };
}

const contact = (id: string) => `contact(id: "${id}")`;
const { ended, paused, email } = contacts;

describe('what a query costs is counted', () => {
  test.each<[what: string, query: string, certain: Calls, atMost?: Calls]>([
    [
      'for each list by its own arguments and its own selection',
      `{ connect { all: contacts(first: 100) { nodes { id } } few: contacts(first: 3) { nodes { customerEndpoint { type } } } } }`,
      { SearchContacts: 2, DescribeContact: 3 },
    ],
    [
      'for two lists that may hold the same contacts, by the longer of them for certain and by both at most',
      `{ connect { a: contacts(first: 40) { nodes { description } } b: contacts(first: 60) { nodes { description } } } }`,
      { SearchContacts: 2, DescribeContact: 60 },
      { SearchContacts: 2, DescribeContact: 100 },
    ],
    [
      'once for edges and nodes of one list',
      `{ connect { contacts(first: 50) { nodes { description } edges { node { description } } } } }`,
      { SearchContacts: 1, DescribeContact: 50 },
    ],
    [
      'once for a list that is asked for twice',
      `{ connect { a: contacts(first: 50) { nodes { description } } b: contacts(first: 50, filter: null) { nodes { description } } } }`,
      { SearchContacts: 1, DescribeContact: 50 },
    ],
    [
      'once for a contact that is asked for twice, by id or ARN',
      `{ connect { a: ${contact(ended)} { id } b: ${contact(ended)} { chain { totalCount } } c: ${contact(`${instanceArn}/contact/${ended}`)} { chain { totalCount } } } }`,
      { DescribeContact: 1, ListAssociatedContacts: 1 },
    ],
    [
      'for each contact that is asked for',
      `{ connect { a: ${contact(ended)} { id } b: ${contact(paused)} { id } c: ${contact(email)} { id } } }`,
      { DescribeContact: 3 },
    ],
    [
      'once for certain where an instance has two names',
      `{ a: connect { ${contact(ended)} { id } } b: connect(instanceId: "${instanceId}") { ${contact(ended)} { id } } }`,
      { DescribeContact: 1 },
      { DescribeContact: 2 },
    ],
    [
      'for each mutation, though two look the same, and what follows a success at most',
      `mutation { a: stopContact(input: { contactId: "x" }) { ... on StopContactSuccess { contact { state } } } b: stopContact(input: { contactId: "x" }) { __typename } }`,
      { StopContact: 2 },
      { StopContact: 2, DescribeContact: 1 },
    ],
    [
      'at most for the first contact of a chain, which a mutation may have to look for',
      `mutation { updateContactAttributes(input: { contactId: "${ended}", attributes: [] }) { __typename } }`,
      { UpdateContactAttributes: 1 },
      { UpdateContactAttributes: 1, DescribeContact: 1 },
    ],
    [
      'at most for what the directory looks up: a search, a list of what that does not know, and a Describe each',
      `{ connect { contacts(first: 100) { nodes { queue { name } user { username } } } } }`,
      { SearchContacts: 1 },
      {
        ...{ SearchContacts: 1, SearchQueues: 1, ListQueues: 12, DescribeQueue: 100 },
        ...{ SearchUsers: 1, DescribeUser: 100 },
      },
    ],
    [
      'not for what the rows of a list hold',
      `{ connect { queues { nodes { name status } } users { nodes { username } } contactFlows { nodes { name } } own: queues(filter: { types: [AGENT] }) { nodes { type user { id } } } } }`,
      {},
      { SearchQueues: 1, ListQueues: 1, SearchUsers: 1, ListContactFlows: 1 },
    ],
    [
      'once for a chain whose contacts share their attributes',
      `{ connect { ${contact(contacts.transferredElevenTimes)} { chain { nodes { attributes { name } } } } } }`,
      { DescribeContact: 1, ListAssociatedContacts: 1 },
      { DescribeContact: 1, ListAssociatedContacts: 1, GetContactAttributes: 1 },
    ],
    [
      'for as many chains at least as a page of contacts must have',
      `{ connect { contacts(first: 100) { nodes { attributes { name } } } } }`,
      { SearchContacts: 1, GetContactAttributes: 9 },
      { SearchContacts: 1, GetContactAttributes: 100 },
    ],
    [
      'twice at most for a page that begins inside one of Connect, which is read again',
      `{ connect { contacts(first: 100, after: "x") { nodes { id } } } }`,
      { SearchContacts: 1 },
      { SearchContacts: 2 },
    ],
  ])('%s', async (_what, query, certain, atMost = certain) => {
    expect((await ask(query)).estimate).toEqual({ certain, atMost });
  });

  test('once for references to the same thing', async () => {
    const representations = [ended, ended, paused].flatMap((id) => [
      { __typename: 'ConnectContact', id },
      { __typename: 'ConnectContact', arn: `${instanceArn}/contact/${id}` },
    ]);
    const query =
      'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on ConnectContact { channel } } }';
    const { estimate, calls } = await ask(query, { representations });
    expect(estimate).toEqual({ certain: { DescribeContact: 2 }, atMost: { DescribeContact: 2 } });
    expect(calls).toEqual({ DescribeContact: 2 });
  });

  test.each([
    [0, 'BAD_USER_INPUT'],
    [-5, 'BAD_USER_INPUT'],
    [101, 'BAD_USER_INPUT'],
    [100_000, 'QUERY_TOO_EXPENSIVE'],
    [2_147_483_647, 'QUERY_TOO_EXPENSIVE'],
  ])('as nothing for an impossible `first` of %d, which is refused by %s', async (first, code) => {
    const query = `query ($first: Int!) { connect { contacts(first: $first) { nodes { chain(first: $first) { nodes { description } } } } } }`;
    const { errors, estimate } = await ask(query, { first }, strict);
    expect(errors.map(({ extensions }) => extensions.code)).toEqual([code]);
    expect(estimate).toEqual({ certain: {}, atMost: {} });
    expect(strict.emulator.ledger.entries()).toEqual([]);
  });

  test('as nothing for an impossible `first` of a chain, of which nothing is read', async () => {
    const { errors, calls } = await ask(`{ connect { ${contact(ended)} { chain(first: 101) { totalCount } } } }`);
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
    expect(calls).toEqual({ DescribeContact: 1 });
  });

  test('anew for other variables of the same document', async () => {
    const query = `query ($a: ID!, $b: ID!, $first: Int!) { connect { a: contact(id: $a) { id } b: contact(id: $b) { id } contacts(first: $first) { nodes { description } } } }`;
    const first = await ask(query, { a: ended, b: ended, first: 0 });
    const second = await ask(query, { a: ended, b: paused, first: 10 });
    const third = await ask(query, { a: ended, b: ended, first: 0 });
    expect([first, second, third].map(({ estimate }) => estimate.certain)).toEqual([
      { DescribeContact: 1 },
      { DescribeContact: 10, SearchContacts: 1 },
      { DescribeContact: 1 },
    ]);
  });
});

describe('a query that can finish is not refused', () => {
  const aliases = (count: number, selection: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => `f${index}: ${selection(index)}`).join(' ');

  test.each([
    ['one contact under 200 names', `{ connect { ${aliases(200, () => `${contact(ended)} { channel }`)} } }`],
    ['one list under 20 names', `{ connect { ${aliases(20, () => 'contacts(first: 5) { nodes { id } }')} } }`],
    [
      'edges and nodes of a list, with a read of each',
      `{ connect { contacts(first: 20) { nodes { description } edges { node { description } } } } }`,
    ],
    [
      'a long list of little and a short one of much',
      `{ connect { a: contacts(first: 100) { nodes { id } } b: contacts(first: 4) { nodes { chain { totalCount } } } } }`,
    ],
  ])('%s', async (_what, query) => {
    const { status, errors } = await strict.graphql(query);
    expect({ status, errors }).toEqual({ status: 200, errors: [] });
  });

  test.each([
    ['200 contacts', `{ connect { ${aliases(200, (index) => `${contact(`c-${index}`)} { channel }`)} } }`],
    [
      'a chain for each of 100 contacts, in the second of two lists',
      `{ connect { a: contacts(first: 1) { nodes { id } } b: contacts(first: 100) { edges { node { chain { totalCount } } } } } }`,
    ],
  ])('but %s are', async (_what, query) => {
    const { status, errors } = await strict.graphql(query);
    expect({ status, code: errors[0]?.extensions.code }).toEqual({ status: 400, code: 'QUERY_TOO_EXPENSIVE' });
    expect(strict.emulator.ledger.entries()).toEqual([]);
  });
});

// Every field of every entity, wherever one can be reached: what it costs stands beside it, and must be true.
const costDirectives = `
  directive @cost(weight: Int!) on FIELD_DEFINITION | OBJECT
  directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = true) on FIELD_DEFINITION
`;
const schema = buildASTSchema(parse(publishedSchema('subgraph') + costDirectives), { assumeValidSDL: true });

const leaves = (type: GraphQLNamedType) => [
  '__typename',
  ...(isObjectType(type) ? Object.values(type.getFields()) : [])
    .filter((field) => isLeafType(getNamedType(field.type)))
    .map(({ name }) => name),
];

/** A selection for each field of an entity; of what a field leads to, all that is not nested further. */
function selectionsOf(typeName: string): string[] {
  return Object.values((schema.getType(typeName) as GraphQLObjectType).getFields()).flatMap(({ name, type, args }) => {
    const inner = getNamedType(type);
    // What is named by an id, or by a filter, has a place of its own below.
    if (args.some((argument) => argument.name === 'id' || isRequiredArgument(argument))) return [];
    if (isLeafType(inner)) return [name];
    if (!isObjectType(inner)) return [`${name} { __typename }`];
    const { nodes } = inner.getFields();
    if (!nodes) return [`${name} { ${leaves(inner).join(' ')} }`];
    const each = leaves(getNamedType(nodes.type)).join(' ');
    return [`${name} { nodes { ${each} } edges { node { ${each} } } }`];
  });
}

const reference = (typeName: string, references: readonly object[]) => (field: string) => ({
  query: `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${typeName} { ${field} } } }`,
  variables: { representations: references.map((key) => ({ __typename: typeName, ...key })) },
});
const within = (before: string) => (field: string) => ({
  query: before.replace('...', field) + '}'.repeat(before.split('{').length - before.split('}').length),
  variables: {},
});

/** Kinds of the directory that are reached alike. */
const things = [
  { typeName: 'ConnectRoutingProfile', one: 'routingProfile', list: 'routingProfiles', id: routingProfiles.care },
  { typeName: 'ConnectQuickConnect', one: 'quickConnect', list: 'quickConnects', id: quickConnects.toBilling },
  { typeName: 'ConnectHoursOfOperation', one: 'hoursOfOperation', list: 'hoursOfOperations', id: careHours },
  { typeName: 'ConnectAgentStatus', one: 'agentStatus', list: 'agentStatuses', id: agentStatuses.break },
  { typeName: 'ConnectTaskTemplate', one: 'taskTemplate', list: 'taskTemplates', id: taskTemplates.callBack },
  { typeName: 'ConnectHierarchyGroup', one: 'hierarchyGroup', list: 'hierarchyGroups', id: hierarchyGroups.careTeam },
];

const places: readonly [where: string, typeName: string, ask: ReturnType<typeof within>][] = [
  ['a row of a list', 'ConnectContact', within('{ connect { contacts(first: 8) { nodes { ...')],
  [
    'two lists',
    'ConnectContact',
    within('{ connect { a: contacts(first: 9) { nodes { ... } } contacts(first: 3) { edges { node { id'),
  ],
  ['its id', 'ConnectContact', within(`{ connect { ${contact(contacts.transferredTenTimes)} { ...`)],
  [
    'a chain',
    'ConnectContact',
    within(`{ connect { ${contact(contacts.transferredElevenTimes)} { chain { nodes { ...`),
  ],
  ['the one before', 'ConnectContact', within('{ connect { contacts(first: 20) { nodes { previousContact { ...')],
  ['references', 'ConnectContact', reference('ConnectContact', [{ id: ended }, { instanceId, id: paused }])],
  ['rows of contacts', 'ConnectQueue', within('{ connect { contacts(first: 20) { nodes { queue { ...')],
  ['those before', 'ConnectQueue', within('{ connect { contacts(first: 20) { nodes { previousContact { queue { ...')],
  ['its id', 'ConnectQueue', within(`{ connect { queue(id: "${queues.general}") { ...`)],
  ['a list', 'ConnectQueue', within('{ connect { queues(first: 5) { nodes { ...')],
  [
    "a list of agents' own",
    'ConnectQueue',
    within('{ connect { queues(first: 5, filter: { types: [AGENT] }) { nodes { ...'),
  ],
  ['references', 'ConnectQueue', reference('ConnectQueue', [{ id: queues.full }, { id: users.ines }, { id: 'none' }])],
  ['rows of contacts', 'ConnectUser', within('{ connect { contacts(first: 20) { nodes { user { ...')],
  ['two ids', 'ConnectUser', within(`{ connect { user(id: "${users.ines}") { ... } other: user(id: "none") { id`)],
  ['a list', 'ConnectUser', within('{ connect { users(first: 5) { nodes { ...')],
  ['references', 'ConnectUser', reference('ConnectUser', [{ id: users.ines }, { id: 'none' }])],
  ['its id', 'ConnectContactFlow', within(`{ connect { contactFlow(id: "${flows.draft}") { ...`)],
  ['a list', 'ConnectContactFlow', within('{ connect { contactFlows(first: 5) { nodes { ...')],
  [
    'references',
    'ConnectContactFlow',
    reference('ConnectContactFlow', [{ id: flows.draft }, { id: 'none' }, { id: flows.inbound }]),
  ],
  ...things.flatMap(({ typeName, one, list, id }): (typeof places)[number][] => [
    ['its id', typeName, within(`{ connect { ${one}(id: "${id}") { ...`)],
    ['a list', typeName, within(`{ connect { ${list}(first: 3) { nodes { ...`)],
    ['references', typeName, reference(typeName, [{ id }, { id: 'none' }])],
  ]),
  ['rows of users', 'ConnectRoutingProfile', within('{ connect { users(first: 9) { nodes { routingProfile { ...')],
  ['rows of users', 'ConnectHierarchyGroup', within('{ connect { users(first: 9) { nodes { hierarchyGroup { ...')],
  [
    'a list by type',
    'ConnectQuickConnect',
    within('{ connect { quickConnects(first: 3, filter: { types: [USER, QUEUE] }) { nodes { ...'),
  ],
  [
    "a queue's own",
    'ConnectQuickConnect',
    within('{ connect { queues { nodes { quickConnects(first: 2) { nodes { ...'),
  ],
  ['rows of queues', 'ConnectHoursOfOperation', within('{ connect { queues { nodes { hoursOfOperation { ...')],
  [
    'a search',
    'ConnectContactFlow',
    within('{ connect { contactFlows(first: 5, filter: { nameContains: "in" }) { nodes { ...'),
  ],
  [
    'what agents are at',
    'ConnectCurrentUser',
    within(`{ connect { currentUsers(first: 5, filter: { agents: { queueIds: ["${queues.general}"] } }) { nodes { ...`),
  ],
  [
    'who holds them',
    'ConnectContact',
    within(
      `{ connect { currentUsers(first: 5, filter: { agents: { queueIds: ["${queues.general}"] } }) { nodes { contacts { contact { ...`,
    ),
  ],
  [
    'live metrics',
    'ConnectCurrentMetricRow',
    within(
      `{ connect { currentMetrics(metrics: [CONTACTS_IN_QUEUE], groupings: [QUEUE], filter: { of: { queueIds: ["${queues.general}", "${queues.full}"] } }) { nodes { ...`,
    ),
  ],
  ['a list', 'ConnectInstance', within('{ connectInstances { nodes { ...')],
  ['rows of a search', 'ConnectEvaluation', within('{ connect { evaluations(first: 2) { nodes { ...')],
  ['its contact', 'ConnectEvaluation', within(`{ connect { ${contact(evaluated.contact)} { evaluations { ...`)],
  ['its id', 'ConnectEvaluation', within(`{ connect { evaluation(id: "${evaluated.evaluation}") { ...`)],
  [
    'an evaluation',
    'ConnectEvaluationForm',
    within(`{ connect { evaluation(id: "${evaluated.evaluation}") { form { ...`),
  ],
  [
    'the evaluations of a contact',
    'ConnectEvaluationForm',
    within(`{ connect { ${contact(evaluated.contact)} { evaluations { form { ...`),
  ],
  ['its id', 'ConnectEvaluationForm', within(`{ connect { evaluationForm(id: "${evaluated.form}") { ...`)],
  ['a list', 'ConnectEvaluationFormSummary', within('{ connect { evaluationForms(first: 5) { nodes { ...')],
  [
    'a contact',
    'ConnectAttachedFile',
    within(`{ connect { ${contact(filed.contact)} { attachedFile(id: "${filed.file}") { ...`),
  ],
  [
    'two lists of a contact',
    'ConnectAttachedFile',
    within(
      `{ connect { ${contact(filed.contact)} { a: attachedFiles(ids: ["none"]) { id } attachedFiles(ids: ["${filed.file}", "none"]) { ...`,
    ),
  ],
  ['no place but itself', 'ConnectInstance', within('{ connect { ...')],
  ['references', 'ConnectInstance', reference('ConnectInstance', [{ id: instanceId }, { arn: instanceArn }])],
];

/** Calls that a router counts: what the instance is, is asked once and remembered. */
function made(calls: Calls): number {
  return Object.entries(calls).reduce(
    (sum, [operation, number]) => sum + (operation === 'DescribeInstance' ? 0 : number),
    0,
  );
}

describe.each([
  ['one instance', () => gateway, (fields: string[]) => fields],
  // Another instance changes what it costs to reach an object, and not what its fields cost: two queries have them all.
  [
    'two instances',
    () => both,
    (fields: string[]) => [fields.slice(0, 15), fields.slice(15)].map((half) => half.join(' ')),
  ],
])('at a gateway of %s a query costs what was counted', (_instances, of, selections) => {
  test.each(places)('for each field of what is reached by %s: %s', async (_where, typeName, asking) => {
    const fields = selectionsOf(typeName);
    expect(fields.length).toBeGreaterThan(3);
    const wrong: object[] = [];
    for (const field of selections(fields).filter(Boolean)) {
      const { query, variables } = asking(field);
      const { calls, estimate, errors, status } = await ask(query, variables, of());
      if (status !== 200) wrong.push({ field, errors });
      const { certain, atMost } = estimate;
      const over = Object.keys(calls).filter((operation) => (calls[operation] ?? 0) > (atMost[operation] ?? 0));
      const under = Object.keys(certain).filter((operation) => (calls[operation] ?? 0) < (certain[operation] ?? 0));
      if (over.length > 0 || under.length > 0) wrong.push({ field, calls, certain, atMost });
      // What is published holds for one instance and the defaults of arguments, and says nothing of references.
      if ('representations' in variables || query.includes('types: [AGENT]') || of() !== gateway) continue;
      const published = routerCost(schema, query);
      if (published < made(calls)) wrong.push({ field, calls, published });
    }
    expect(wrong).toEqual([]);
  });
});

describe('the figures that are published for routers', () => {
  test.each<[what: string, query: string, cost: number]>([
    ['a contact by its id', '{ connect { contact(id: "x") { id name state } } }', 1],
    ['a page of users, whose rows tell all', '{ connect { users(first: 50) { nodes { id username } } } }', 1],
    ['a page of contacts, which may each be read whole', '{ connect { contacts(first: 50) { nodes { id } } } }', 51],
    ['as many as are asked for when nobody says', '{ connect { contacts { edges { node { id } } } } }', 26],
    [
      'what is behind each of them',
      '{ connect { contacts(first: 10) { nodes { id queue { name } metrics { positionInQueue } } } } }',
      31,
    ],
    ['a list of known length', '{ connect { contact(id: "x") { nextContacts { contact { id } } } } }', 25],
    ['a list of which a call tells all', '{ connect { contact(id: "x") { references { name } } } }', 2],
    ['nothing for errors and pages', '{ connect { queues { pageInfo { endCursor } } } }', 1],
    [
      'a mutation with what follows it',
      'mutation { stopContact(input: { contactId: "x" }) { ... on StopContactSuccess { contact { state } } ... on ConnectInvalidInputError { violations { message } } } }',
      2,
    ],
    [
      'a mutation that reads first',
      'mutation { updateContactAttributes(input: { contactId: "x", attributes: [] }) { __typename } }',
      2,
    ],
  ])('are the calls for %s', (_what, query, cost) => {
    expect(routerCost(schema, query)).toBe(cost);
  });
});

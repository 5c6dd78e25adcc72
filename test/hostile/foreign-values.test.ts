import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  buildSchema,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import * as demo from '../support/demo.js';
import { testLog } from '../support/log.js';
import { publishedSchema } from '../support/schema-files.js';
import { inJson, startTampered, type TamperedGateway } from '../support/tampering.js';

const schema = buildSchema(publishedSchema('api'));
/** Lists of their own, and other contacts: they are asked for by themselves. */
const apart = new Set([
  ...['chain', 'associatedContacts', 'initialContact', 'previousContact', 'relatedContact'],
  ...['quickConnects', 'queues', 'manualAssignmentQueues'],
]);

/** All fields of a type that need no argument, and so many levels of what they lead to. */
function all(name: string, depth: number): string {
  const type = schema.getType(name);
  if (isUnionType(type)) {
    const members = type.getTypes().map((member) => `... on ${member.name} ${all(member.name, depth)}`);
    return `{ __typename ${members.join(' ')} }`;
  }
  if (!isObjectType(type) && !isInterfaceType(type)) throw new Error(`${name} has no fields.`);
  const fields = Object.values(type.getFields()).flatMap((field) => {
    if (field.args.some((arg) => isNonNullType(arg.type) && arg.defaultValue === undefined)) return [];
    const leadsTo = getNamedType(field.type);
    if (isLeafType(leadsTo)) return [field.name];
    return depth > 0 && !apart.has(field.name) ? [`${field.name} ${all(leadsTo.name, depth - 1)}`] : [];
  });
  return `{ __typename ${fields.join(' ')} }`;
}

const { contacts, evaluated, filed, flows, instanceId, queues, users } = demo;
const selections = {
  'a task': `contact(id: "${contacts.paused}") ${all('ConnectContact', 2)}`,
  'a chat': `contact(id: "${contacts.endedChat}") ${all('ConnectContact', 2)}`,
  'a call': `contact(id: "${contacts.voice}") ${all('ConnectContact', 2)}`,
  'a chain': `contact(id: "${contacts.transferredTenTimes}") { transferCount initialContact { id name }
    chain { nodes { id arn channel initiatedAt state } totalCount } associatedContacts { nodes { id arn channel } } }`,
  contacts: `contacts(first: 20) { totalCount pageInfo { hasNextPage endCursor startCursor } edges { cursor }
    nodes ${all('ConnectContact', 0)} }`,
  'an evaluation': `contact(id: "${evaluated.contact}") { evaluations ${all('ConnectEvaluation', 1)} }
    evaluation(id: "${evaluated.evaluation}") ${all('ConnectEvaluation', 3)}`,
  evaluations: `evaluations { totalCount nodes ${all('ConnectEvaluation', 1)} }
    evaluationForms { nodes ${all('ConnectEvaluationFormSummary', 1)} }
    evaluationForm(id: "${evaluated.form}") ${all('ConnectEvaluationForm', 3)}`,
  queues: `queue(id: "${queues.general}") ${all('ConnectQueue', 2)} queues { totalCount nodes ${all('ConnectQueue', 0)} }
    ofAgents: queues(filter: { types: [AGENT] }) { nodes { id arn name type user { id } } }`,
  users: `user(id: "${users.ines}") ${all('ConnectUser', 2)} users { totalCount nodes ${all('ConnectUser', 1)} }`,
  'what agents are at': `currentUsers(filter: { agents: { queueIds: ["${queues.general}"] } }) {
    totalCount nodes ${all('ConnectCurrentUser', 1)} }`,
  metrics: `currentMetrics(metrics: [CONTACTS_IN_QUEUE, OLDEST_CONTACT_AGE], groupings: [QUEUE],
    filter: { of: { queueIds: ["${queues.general}"] } }) { totalCount nodes ${all('ConnectCurrentMetricRow', 1)} }`,
  flows: `contactFlow(id: "${flows.inbound}") ${all('ConnectContactFlow', 1)}
    contactFlows { nodes ${all('ConnectContactFlow', 0)} }
    found: contactFlows(filter: { archived: false }) { nodes ${all('ConnectContactFlow', 0)} }`,
  'the directory': `agentStatus(id: "${demo.agentStatuses.break}") ${all('ConnectAgentStatus', 1)}
    hierarchyGroup(id: "${demo.hierarchyGroups.careTeam}") ${all('ConnectHierarchyGroup', 1)}
    hoursOfOperation(id: "${demo.careHours}") ${all('ConnectHoursOfOperation', 3)}
    taskTemplate(id: "${demo.taskTemplates.callBack}") ${all('ConnectTaskTemplate', 3)}
    quickConnect(id: "${demo.quickConnects.callInes}") ${all('ConnectQuickConnect', 2)}
    routingProfile(id: "${demo.routingProfiles.care}") ${all('ConnectRoutingProfile', 2)}`,
  'its lists': `agentStatuses { nodes ${all('ConnectAgentStatus', 0)} }
    hierarchyGroups { nodes ${all('ConnectHierarchyGroup', 0)} }
    hoursOfOperations { nodes ${all('ConnectHoursOfOperation', 2)} }
    taskTemplates { nodes ${all('ConnectTaskTemplate', 0)} }
    quickConnects { nodes ${all('ConnectQuickConnect', 1)} } byType: quickConnects(filter: { types: [USER] }) { nodes { id name } }
    routingProfiles { nodes ${all('ConnectRoutingProfile', 1)} }
    routingProfile(id: "${demo.routingProfiles.care}") {
      queues { nodes ${all('ConnectRoutingProfileQueue', 0)} } manualAssignmentQueues { nodes { channel queue { id } } } }`,
  files: `contact(id: "${filed.contact}") { attachedFiles(ids: ["${filed.file}"]) ${all('ConnectAttachedFile', 1)} }`,
};

type Json = Readonly<Record<string, unknown>>;
type Change = (value: unknown, key: string) => unknown;

const isTime = (value: unknown) => typeof value === 'number' && value > 1e9;
const isMap = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Changes each value below the members of an answer, but for page tokens: what it changes is not looked into. */
function each(change: Change, answer: Json): Json {
  const visit: Change = (value, key) => {
    const changed = change(value, key);
    if (changed !== value) return changed;
    if (Array.isArray(value)) return value.map((item) => visit(item, key));
    return isMap(value) ? eachOf(value) : value;
  };
  const eachOf = (map: Json) => Object.fromEntries(Object.entries(map).map(([key, value]) => [key, visit(value, key)]));
  return { ...eachOf(answer), ...('NextToken' in answer && { NextToken: answer.NextToken }) };
}
/** Other texts, numbers, moments and booleans; those that are not given stay. */
const scalars =
  (instead: { text?: unknown; number?: unknown; moment?: unknown; boolean?: unknown }): Change =>
  (value) => {
    if (isTime(value)) return 'moment' in instead ? instead.moment : value;
    if (typeof value === 'string') return 'text' in instead ? instead.text : value;
    if (typeof value === 'number') return 'number' in instead ? instead.number : value;
    return typeof value === 'boolean' && 'boolean' in instead ? instead.boolean : value;
  };
/** Null, numbers, texts and empty things among the items of each list. */
const among: Change = (value) =>
  Array.isArray(value) && !value.includes(null)
    ? [null, 5, 'x', {}, [], ...value.map((item) => (isMap(item) ? each(among, item) : item)), null]
    : value;

const changes: Readonly<Record<string, Change>> = {
  'scalars of other types': scalars({ text: 5, number: 'many', boolean: 'yes' }),
  'structures for scalars': scalars({ text: { a: 1 }, number: { a: 1 }, boolean: {} }),
  'empty texts, and what is no number': scalars({ text: '', number: 'NaN' }),
  'names of what every object has, numbers below 0, moments that are none': scalars({
    ...{ text: 'constructor', number: -1, moment: 1e300 },
  }),
  'control characters, fractions, moments in the year 65000': scalars({
    ...{ text: 'a\u0000\n\u202e\ud800', number: 1.5, moment: 2e12 },
  }),
  'texts of 5,000 characters, and numbers beyond all counting': scalars({ text: 'x'.repeat(5_000), number: 1e300 }),
  'empty structures': (value) => (isMap(value) ? {} : value),
  'lists for structures': (value) => (isMap(value) ? [1] : value),
  'odd items in lists': among,
};

describe('of what Connect documents nothing is taken for foreign', () => {
  const { log, lines } = testLog();
  let gateway: TamperedGateway;
  beforeAll(async () => {
    gateway = await startTampered({ log });
  });
  afterAll(() => gateway.close());

  test.each(Object.entries(selections))('%s', async (_name, selection) => {
    const before = lines('connect call').length;
    await gateway.graphql(`{ connect(instanceId: "${instanceId}") { ${selection} } }`);
    const calls = lines('connect call').slice(before);
    expect(calls.length).toBeGreaterThan(0);
    expect(calls.filter(({ malformed }) => malformed !== undefined)).toEqual([]);
  });
});

describe.each(Object.entries(changes))('with %s Connect makes no internal error of', (_, change) => {
  let gateway: TamperedGateway;
  beforeAll(async () => {
    gateway = await startTampered();
    gateway.tamper((_operation, answer) => {
      if (answer.status === 200) inJson(answer, (json: Json) => each(change, json));
    });
  });
  afterAll(() => gateway.close());

  test.each(Object.entries(selections))('%s', async (_name, selection) => {
    const { status, data, errors } = await gateway.graphql(`{ connect(instanceId: "${instanceId}") { ${selection} } }`);
    expect(status).toBe(200);
    expect(data.connect).not.toBeNull();
    const codes = new Set(errors.map(({ extensions }) => String(extensions.code).replace(/^CONNECT_.*/, 'CONNECT_')));
    expect([...codes].filter((code) => code !== 'CONNECT_')).toEqual([]);
  });
});

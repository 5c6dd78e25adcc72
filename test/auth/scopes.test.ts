import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  buildASTSchema,
  buildSchema,
  type ConstDirectiveNode,
  type DirectiveNode,
  type GraphQLSchema,
  getNamedType,
  graphql,
  isAbstractType,
  isInputObjectType,
  isObjectType,
  parse,
  valueFromASTUntyped,
} from 'graphql';
import { guardSchema, unnamedTypes } from '../../src/auth/guards.js';
import { type ScopeTable, scopeTable } from '../../src/auth/scopes.js';
import { anonymous, type Caller } from '../../src/ids/caller.js';
import { type Scope, scopes } from '../../src/ids/scope.js';
import { gatewayGraph } from '../../src/schema.js';
import { contacts, flows, instanceArn, queues, users } from '../support/demo.js';
import { errorOf } from '../support/differences.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { bearer, startTestIssuer, type TestIssuer } from '../support/issuer.js';
import { publishedSchema } from '../support/schema-files.js';

let issuer: TestIssuer;
let gateway: TestGateway;
let schema: GraphQLSchema;
beforeAll(async () => {
  issuer = await startTestIssuer();
  gateway = await startTestGateway({ settings: { auth: issuer.settings } });
  ({ schema } = await gatewayGraph());
});
afterAll(async () => {
  await gateway.close();
  await issuer.close();
});
beforeEach(() => {
  gateway.emulator.ledger.clear();
});

async function ask(granted: readonly Scope[], query: string, variables?: Readonly<Record<string, unknown>>) {
  const token = await issuer.token({ scope: granted.join(' ') });
  const { data, errors, status } = await gateway.graphql(query, variables, bearer(token));
  const refusals = errors.map(({ path, extensions }) => {
    return [path?.join('.'), extensions.code, ...((extensions.requiredScopes ?? []) as string[])];
  });
  const calls = gateway.emulator.ledger.entries().map(({ operation }) => operation);
  return { data, refusals, calls, status, errors };
}
const forbidden = (path: string, ...needed: Scope[]) => [path, 'FORBIDDEN', ...needed];
const contact = (fields: string, id: string = contacts.transferredElevenTimes) =>
  `{ connect { contact(id: "${id}") { ${fields} } } }`;

describe('the table of scopes', () => {
  test('names every mutation and every type that a query can reach', () => {
    expect(unnamedTypes(schema)).toEqual([]);
    const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {}).map((name) => `Mutation.${name}`);
    expect(mutations.length).toBeGreaterThan(2);
    expect(mutations.filter((name) => !scopeTable()[name]?.length)).toEqual([]);
  });

  test('names nothing that there is not', () => {
    const unknown = Object.keys(scopeTable()).filter((name) => {
      const [typeName = '', fieldName] = name.split('.');
      const type = schema.getType(typeName);
      const hasFields = isObjectType(type) || isInputObjectType(type);
      return !hasFields || (fieldName !== undefined && !(fieldName in type.getFields()));
    });
    expect(unknown).toEqual([]);
  });

  test('calls personal what it wants contacts:pii or directory:pii for, and the schema says so', () => {
    const personal = Object.keys(scopeTable()).filter((name) =>
      scopeTable()[name]?.some((scope) => scope.endsWith(':pii')),
    );
    const silent = personal.filter((name) => {
      const [typeName = '', fieldName] = name.split('.');
      const type = schema.getType(typeName);
      const element = fieldName && type && 'getFields' in type ? type.getFields()[fieldName] : type;
      return !element?.description?.includes('Personal data');
    });
    expect(personal.length).toBeGreaterThan(30);
    expect(silent).toEqual([]);
  });

  test('wants contacts:pii or directory:pii for everything that is described as personal', () => {
    const personal = Object.values(schema.getTypeMap()).flatMap((type) => {
      if (!isObjectType(type)) return [];
      const fields = Object.values(type.getFields()).filter(({ description }) =>
        description?.includes('Personal data'),
      );
      return fields.map((field) => {
        const needed = [scopeTable()[`${type.name}.${field.name}`], scopeTable()[getNamedType(field.type).name]];
        return [field.name, needed.flat().find((scope) => scope?.endsWith(':pii'))];
      });
    });
    const ofContacts = [
      ...['name', 'description', 'attributes', 'references', 'customerEndpoint', 'systemEndpoint', 'customerId'],
      ...['customerParticipant', 'details', 'additionalEmailRecipients', 'segmentAttributes', 'realtimeAnalysis'],
      ...['fileName', 'download', 'answers', 'notes', 'comment'],
    ];
    const ofUsers = ['email', 'secondaryEmail', 'mobile', 'deskPhoneNumber', 'phoneNumbers'];
    expect(Object.fromEntries(personal)).toEqual({
      ...Object.fromEntries(ofContacts.map((name) => [name, 'contacts:pii'])),
      ...Object.fromEntries(ofUsers.map((name) => [name, 'directory:pii'])),
    });
  });

  test('is what is enforced and what is published, field by field', () => {
    const published = buildASTSchema(parse(publishedSchema('subgraph')), { assumeValidSDL: true });
    const guarded: string[] = [];
    for (const type of Object.values(published.getTypeMap())) {
      if (!isObjectType(type) || type.name.startsWith('__')) continue;
      for (const field of Object.values(type.getFields())) {
        const below = getNamedType(field.type);
        const members = isAbstractType(below) ? published.getPossibleTypes(below) : [below];
        const needed = members.flatMap((member) => (isObjectType(member) ? scopesIn(member.astNode?.directives) : []));
        const expected = [...new Set([...scopesIn(field.astNode?.directives), ...needed])];
        const name = `${type.name}.${field.name}`;
        expect([name, needsOf(type.name, field.name)]).toEqual([name, expected]);
        if (expected.length > 0) guarded.push(name);
      }
    }
    expect(guarded.length).toBeGreaterThan(40);
    expect(guarded).toContain('ConnectContactConnection.nodes');
    expect(guarded).not.toContain('ConnectContact.channel');
  });

  function scopesIn(directives: readonly (DirectiveNode | ConstDirectiveNode)[] = []): string[] {
    const [needed] = directives.filter(({ name }) => name.value === 'requiresScopes');
    const [argument] = needed?.arguments ?? [];
    return argument ? (valueFromASTUntyped(argument.value) as string[][]).flat() : [];
  }

  /** What a caller without any scope is told that it lacks. */
  function needsOf(typeName: string, fieldName: string): readonly Scope[] {
    const type = schema.getType(typeName);
    const resolve = isObjectType(type) ? type.getFields()[fieldName]?.resolve : undefined;
    try {
      void Promise.resolve(
        resolve?.({}, {}, { caller: { id: 'x', scopes: new Set(), instances: null } }, {} as never),
      ).catch(() => {});
      return [];
    } catch (error) {
      return (error as { extensions?: { requiredScopes?: Scope[] } }).extensions?.requiredScopes ?? [];
    }
  }
});

describe('what the table does not name', () => {
  const table: ScopeTable = { Known: ['contacts:read'], Free: [] };
  const sdl = `
    type Query { known: Known free: Free unknown: Unknown list: [Unknown!] some: Some word: String }
    type Mutation { forgotten: Result }
    type Known { id: ID unknown: Unknown }
    type Free { id: ID }
    type Unknown { id: ID }
    union Some = Known | Free
    union Result = Done
    type Done { id: ID }
  `;
  const run = async (caller: Caller, source: string) => {
    const made = buildSchema(sdl);
    guardSchema(made, table);
    const thing = { __typename: 'Known', id: '1', unknown: { id: '2' } };
    const rootValue = {
      known: thing,
      free: thing,
      unknown: thing,
      list: [thing],
      some: thing,
      word: 'x',
      forgotten: { __typename: 'Done', id: '1' },
    };
    const { data, errors = [] } = await graphql({ schema: made, source, rootValue, contextValue: { caller } });
    return {
      data: JSON.parse(JSON.stringify(data)),
      refused: errors.map(({ path, extensions }) => [path?.join('.'), extensions.code]),
    };
  };
  const all: Caller = { id: 'x', scopes: new Set(scopes), instances: null };
  const none: Caller = { id: 'x', scopes: new Set(), instances: null };

  test('is refused to everybody, whatever their scopes: a mutation, and a type wherever it stands', async () => {
    expect(await run(all, 'mutation { forgotten { ... on Done { id } } }')).toEqual({
      data: { forgotten: null },
      refused: [['forgotten', 'FORBIDDEN']],
    });
    expect(await run(all, '{ known { id unknown { id } } free { id } unknown { id } list { id } word }')).toEqual({
      data: { known: { id: '1', unknown: null }, free: { id: '1' }, unknown: null, list: null, word: null },
      refused: ['known.unknown', 'unknown', 'list', 'word'].map((path) => [path, 'FORBIDDEN']),
    });
    const made = buildSchema(sdl);
    expect(unnamedTypes(made, table)).toEqual(['Unknown']);
  });

  test('is open where nobody is authenticated', async () => {
    const { refused } = await run(anonymous('127.0.0.1'), '{ unknown { id } word }');
    expect(refused).toEqual([]);
  });

  test('of a union needs what any of its members needs', async () => {
    expect((await run(none, '{ some { ... on Free { id } } }')).refused).toEqual([['some', 'FORBIDDEN']]);
    expect((await run(all, '{ some { ... on Known { id } } }')).data).toEqual({ some: { id: '1' } });
  });
});

describe('a caller', () => {
  const everything = `id channel tags { key } name description attributes { name } references { name }
    customerEndpoint { address } systemEndpoint { address } queue { name } user { username }`;

  test('with contacts:read alone has of a contact what is not personal, without its queue and its user', async () => {
    const { data, refusals, status } = await ask(['contacts:read'], contact(everything));
    expect(data.connect.contact).toEqual({
      id: contacts.transferredElevenTimes,
      channel: 'TASK',
      tags: expect.any(Array),
      ...{ name: null, description: null, attributes: null, references: null },
      ...{ customerEndpoint: null, systemEndpoint: null, queue: null, user: null },
    });
    const personal = ['name', 'description', 'attributes', 'references', 'customerEndpoint', 'systemEndpoint'];
    expect(refusals.sort()).toEqual(
      [
        ...personal.map((name) => forbidden(`connect.contact.${name}`, 'contacts:pii')),
        ...['queue', 'user'].map((name) => forbidden(`connect.contact.${name}`, 'directory:read')),
      ].sort(),
    );
    expect(status).toBe(200);
  });

  test('with contacts:pii beside it has personal data too', async () => {
    const { data, refusals } = await ask(['contacts:read', 'contacts:pii'], contact(everything));
    expect(data.connect.contact).toMatchObject({ name: expect.any(String), queue: null });
    expect(data.connect.contact.attributes.length).toBeGreaterThan(0);
    expect(refusals.map(([path]) => path)).toEqual(['connect.contact.queue', 'connect.contact.user']);
  });

  test('with contacts:pii alone has no contact', async () => {
    const { data, refusals, calls } = await ask(['contacts:pii'], contact('name'));
    expect(data).toEqual({ connect: { contact: null } });
    expect({ refusals, calls }).toEqual({ refusals: [forbidden('connect.contact', 'contacts:read')], calls: [] });
  });

  test('with directory:read alone has queues, users and flows, and no contact', async () => {
    const query = `{ connect { alias queue(id: "${queues.general}") { name } users(first: 1) { nodes { username } }
      contactFlows(first: 1) { edges { node { name } } } contacts { nodes { id } } } }`;
    const { data, refusals, calls } = await ask(['directory:read'], query);
    expect(data.connect).toMatchObject({
      alias: 'northwind-care',
      queue: { name: 'General enquiries' },
      contacts: null,
    });
    expect(refusals).toEqual([forbidden('connect.contacts', 'contacts:read')]);
    expect(calls).not.toContain('SearchContacts');
  });

  test('without any scope has the instance and nothing in it, and nothing is called for it', async () => {
    const query = `{ connect { id arn contact(id: "x") { id } contacts { nodes { id } } queue(id: "x") { id } queues { nodes { id } }
      user(id: "x") { id } users { nodes { id } } contactFlow(id: "x") { id } contactFlows { nodes { id } } } }`;
    const { data, refusals, calls } = await ask([], query);
    expect(data.connect).toMatchObject({ arn: instanceArn, contact: null, queues: null, contactFlow: null });
    expect(refusals).toHaveLength(8);
    expect(calls).toEqual([]);
  });

  test('is told which scope is missing, and nothing of what lies behind it', async () => {
    const { errors } = await ask(['contacts:read'], contact('name'));
    expect(errors).toEqual([
      {
        message: 'This needs the scope contacts:pii.',
        path: ['connect', 'contact', 'name'],
        ...errorOf,
        extensions: { code: 'FORBIDDEN', requiredScopes: ['contacts:pii'], ...errorOf.extensions },
      },
    ]);
  });

  test.each<[string, string]>([
    ['another name', contact('x: name')],
    ['a fragment', `${contact('...more')} fragment more on ConnectContact { name }`],
    ['a fragment in its place', contact('... on ConnectContact { ... { name } }')],
    ['a list', '{ connect { contacts(first: 100) { nodes { name } } } }'],
    ['edges', '{ connect { contacts(first: 100) { edges { node { attributes { value } } } } } }'],
    ['a chain', contact('chain { nodes { customerEndpoint { address } } }')],
    ['the contact before', contact('previousContact { references { value } }')],
    ['a contact of a contact of a list', contact('chain { edges { node { initialContact { description } } } }')],
    [
      'a reference',
      `{ _entities(representations: [{ __typename: "ConnectContact", id: "${contacts.voice}" }]) { ... on ConnectContact { name } } }`,
    ],
    [
      'a reference that brings it along',
      `{ _entities(representations: [{ __typename: "ConnectContact", id: "${contacts.voice}", name: "x" }]) { ... on ConnectContact { name } } }`,
    ],
  ])('does not come to personal data by %s', async (_way, query) => {
    const { data, refusals } = await ask(['contacts:read', 'contacts:write', 'directory:read'], query);
    expect(refusals.length).toBeGreaterThan(0);
    expect(new Set(refusals.map(([, ...what]) => what.join()))).toEqual(new Set(['FORBIDDEN,contacts:pii']));
    const leaves: unknown[] = [];
    JSON.stringify(data, (_key, value) => {
      if (typeof value === 'string') leaves.push(value);
      return value;
    });
    expect(leaves).toEqual([]);
  });

  test('does not come to personal data of a contact that it makes or ends', async () => {
    const query = `mutation ($input: StartTaskContactInput!) { startTaskContact(input: $input) {
      ... on StartTaskContactSuccess { contactId contact { id name attributes { value } } } } }`;
    const input = { name: 'A name', source: { contactFlowId: flows.inbound }, attributes: [{ name: 'a', value: 'b' }] };
    const { data, refusals } = await ask(['contacts:read', 'contacts:write'], query, { input });
    expect(data.startTaskContact.contact).toEqual({
      id: data.startTaskContact.contactId,
      name: null,
      attributes: null,
    });
    expect(refusals).toHaveLength(2);
  });
});

describe('a mutation', () => {
  const mutation = `mutation ($id: ID!, $transfer: TransferContactInput!, $task: StartTaskContactInput!) {
    transferContact(input: $transfer) { __typename }
    startTaskContact(input: $task) { __typename }
    stopContact(input: { contactId: $id }) { __typename }
    again: stopContact(input: { contactId: $id }) { __typename }
  }`;
  const variables = (id: string) => ({
    id,
    transfer: { contactId: id, contactFlowId: flows.toQueue, destination: { queueId: queues.general } },
    task: { name: 'A task', source: { contactFlowId: flows.inbound } },
  });

  test('is refused without contacts:write, and makes no call', async () => {
    const granted = scopes.filter((scope) => scope !== 'contacts:write');
    const { data, refusals, calls } = await ask(granted, mutation, variables(contacts.voice));
    expect(data).toEqual({ transferContact: null, startTaskContact: null, stopContact: null, again: null });
    expect(refusals).toEqual(Object.keys(data).map((path) => forbidden(path, 'contacts:write')));
    expect(calls).toEqual([]);
  });

  test.each<[string, Scope]>([
    ['monitorContact(input: { contactId: "a", userId: "b" })', 'contacts:listen'],
    ['putUserStatus(input: { userId: "a", agentStatusId: "b" })', 'agents:write'],
    ['updateQueueStatus(input: { queueId: "a", status: ENABLED })', 'directory:write'],
    ['tagResource(input: { resourceArn: "a", tags: [] })', 'directory:write'],
    ['untagResource(input: { resourceArn: "a", tagKeys: [] })', 'directory:write'],
  ])('%s needs a scope of its own', async (field, scope) => {
    const others = scopes.filter((other) => other !== scope);
    const answer = await ask(others, `mutation { it: ${field} { __typename } }`);
    expect(answer).toMatchObject({ data: { it: null }, refusals: [forbidden('it', scope)], calls: [] });
    expect((await ask([scope], `mutation { it: ${field} { __typename } }`)).refusals).toEqual([]);
  });

  test('with directory:write alone changes tags, and does not show them', async () => {
    const resourceArn =
      'arn:aws:connect:us-east-1:111122223333:instance/10000000-0000-4000-8000-000000000001/queue/aaaaaaaa-0000-4000-8000-000000000001';
    const query = `mutation ($arn: ID!) { untagResource(input: { resourceArn: $arn, tagKeys: ["none"] }) {
      ... on UntagResourceSuccess { resourceArn tags { key } } } }`;
    const { data, refusals, calls } = await ask(['directory:write'], query, { arn: resourceArn });
    expect(data.untagResource).toEqual({ resourceArn, tags: null });
    expect(refusals).toEqual([forbidden('untagResource.tags', 'directory:read')]);
    expect(calls).toEqual(['UntagResource']);
  });

  test('with contacts:write alone happens, and its contact is refused', async () => {
    const query = `mutation ($input: StartTaskContactInput!) { startTaskContact(input: $input) {
      ... on StartTaskContactSuccess { contactId contact { id } } } }`;
    const { data, refusals, calls } = await ask(['contacts:write'], query, { input: variables('').task });
    expect(data.startTaskContact).toEqual({ contactId: expect.any(String), contact: null });
    expect(refusals).toEqual([forbidden('startTaskContact.contact', 'contacts:read')]);
    expect(calls).toEqual(['StartTaskContact']);
  });
});

describe('references to entities', () => {
  const representations = [
    { __typename: 'ConnectContact', id: contacts.voice },
    { __typename: 'ConnectUser', id: users.ines },
    { __typename: 'ConnectQueue', arn: `${instanceArn}/queue/${queues.general}` },
    { __typename: 'ConnectContactFlow', id: flows.inbound },
    { __typename: 'ConnectInstance', arn: instanceArn },
  ];
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on ConnectContact { id channel } ... on ConnectUser { id username } ... on ConnectQueue { id arn }
    ... on ConnectContactFlow { id status } ... on ConnectInstance { id } } }`;

  test.each<[Scope[], number[], Scope]>([
    [['contacts:read'], [1, 2, 3], 'directory:read'],
    [['directory:read'], [0], 'contacts:read'],
    [['contacts:read', 'directory:read'], [], 'contacts:read'],
  ])('need the scope of what they lead to: %j', async (granted, refusedAt, missing) => {
    const { data, refusals } = await ask(granted, query, { representations });
    expect(refusals).toEqual(refusedAt.map((index) => forbidden(`_entities.${index}`, missing)));
    const found: unknown[] = data._entities;
    expect(found.flatMap((entity, index) => (entity === null ? [index] : []))).toEqual(refusedAt);
  });

  test('need it for their keys alone as well, and make no call without it', async () => {
    const keys = `query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename ... on ConnectContact { id } } }`;
    const { data, refusals, calls } = await ask([], keys, { representations: representations.slice(0, 4) });
    expect(data._entities).toEqual([null, null, null, null]);
    expect(refusals).toHaveLength(4);
    expect(calls).toEqual([]);
  });

  test('to what there is no such type of are malformed, whatever the scopes', async () => {
    const { refusals } = await ask([], query, { representations: [{ __typename: 'ConnectAttribute', id: 'x' }] });
    expect(refusals).toEqual([['_entities.0', 'BAD_USER_INPUT']]);
  });
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { GraphQLResolveInfo } from 'graphql';
import { federationResolvers } from '../../../src/graph/build/federation.js';
import type { GatewayContext } from '../../../src/graph/context.js';
import { contacts, flows, instanceArn, instanceId, queues, users } from '../../support/demo.js';
import { startTestGateway, type TestGateway, uncached } from '../../support/gateway.js';

const labId = '10000000-0000-4000-8000-000000000002';
const labArn = instanceArn.replace(instanceId, labId);
const lab = {
  contact: 'cccccccc-0000-4000-8000-000000000101',
  queue: 'aaaaaaaa-0000-4000-8000-000000000101',
  user: 'bbbbbbbb-0000-4000-8000-000000000101',
} as const;
const missing = '00000000-0000-4000-8000-000000000000';

type Representation = Readonly<Record<string, unknown>>;

const contact = (key: Representation) => ({ __typename: 'ConnectContact', ...key });
const queue = (key: Representation) => ({ __typename: 'ConnectQueue', ...key });
const user = (key: Representation) => ({ __typename: 'ConnectUser', ...key });
const flow = (key: Representation) => ({ __typename: 'ConnectContactFlow', ...key });
const instance = (key: Representation) => ({ __typename: 'ConnectInstance', ...key });

const wholeSelection = `
  __typename
  ... on ConnectContact { id arn instanceId channel }
  ... on ConnectQueue { id arn instanceId queueName: name }
  ... on ConnectUser { id arn instanceId username }
  ... on ConnectContactFlow { id arn instanceId flowName: name }
  ... on ConnectInstance { id arn alias }`;
const keySelection = `
  __typename
  ... on ConnectContact { id arn instanceId }
  ... on ConnectQueue { id arn instanceId }
  ... on ConnectUser { id arn instanceId }
  ... on ConnectContactFlow { id arn instanceId }
  ... on ConnectInstance { id arn }`;

async function entities(gateway: TestGateway, representations: readonly unknown[], selection = wholeSelection) {
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ${selection} } }`;
  const { data, errors } = await gateway.graphql(query, { representations });
  const calls = gateway.emulator.ledger.entries().map(({ operation }) => operation);
  return { entities: data?._entities, errors: errors.map(({ path, extensions }) => [path, extensions.code]), calls };
}

/** What each kind of entity is called, a reference by each of its keys, and what the whole selection then holds. */
const kinds = [
  {
    typeName: 'ConnectContact',
    id: contacts.voice,
    arn: `${instanceArn}/contact/${contacts.voice}`,
    facts: { channel: 'VOICE' },
  },
  {
    typeName: 'ConnectQueue',
    id: queues.general,
    arn: `${instanceArn}/queue/${queues.general}`,
    facts: { queueName: 'General enquiries' },
  },
  {
    typeName: 'ConnectQueue',
    id: users.ines,
    arn: `${instanceArn}/queue/agent/${users.ines}`,
    facts: { queueName: null },
  },
  {
    typeName: 'ConnectUser',
    id: users.ines,
    arn: `${instanceArn}/agent/${users.ines}`,
    facts: { username: 'ines.okafor' },
  },
  {
    typeName: 'ConnectContactFlow',
    id: flows.inbound,
    arn: `${instanceArn}/contact-flow/${flows.inbound}`,
    facts: { flowName: 'Inbound work' },
  },
] as const;
const byEachKey = kinds.flatMap(({ typeName, id, arn, facts }) => {
  const whole = { __typename: typeName, id, arn, instanceId, ...facts };
  return [
    { key: 'arn', arn, reference: { __typename: typeName, arn }, whole },
    { key: 'instanceId and id', arn, reference: { __typename: typeName, instanceId, id }, whole },
    { key: 'id', arn, reference: { __typename: typeName, id }, whole },
  ];
});

describe('references to entities, by a gateway of one instance', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({ ...uncached, instances: [instanceArn] });
  });
  afterAll(() => gateway.close());
  beforeEach(() => {
    gateway.emulator.ledger.clear();
  });
  afterEach(() => {
    gateway.emulator.faults.clear();
  });

  test.each(byEachKey)('are resolved by $key: $arn', async ({ reference, whole }) => {
    expect(await entities(gateway, [reference])).toMatchObject({ entities: [whole], errors: [] });
  });

  test.each([{ id: instanceId }, { arn: instanceArn }])('are resolved to an instance: %j', async (key) => {
    const whole = { __typename: 'ConnectInstance', id: instanceId, arn: instanceArn, alias: 'northwind-care' };
    expect(await entities(gateway, [instance(key)])).toMatchObject({ entities: [whole], errors: [] });
  });

  test('make no call when nothing but keys is selected', async () => {
    const references = byEachKey.map(({ reference }) => reference);
    // An id alone does not tell a standard queue from an agent's own, so their ARNs have to be read.
    const free = references.filter((reference) => reference.__typename !== 'ConnectQueue' || 'arn' in reference);
    expect(free).toHaveLength(11);
    const expected = byEachKey.filter(({ reference }) => free.includes(reference)).map(({ whole }) => whole);
    const result = await entities(gateway, [...free, instance({ id: instanceId })], keySelection);
    expect(result.entities).toEqual([
      ...expected.map(({ __typename, id, arn }) => ({ __typename, id, arn, instanceId })),
      { __typename: 'ConnectInstance', id: instanceId, arn: instanceArn },
    ]);
    expect(result).toMatchObject({ errors: [], calls: [] });
  });

  test('make no call when keys are selected in fragments, and one call when more is', async () => {
    const query = (fields: string) => `
      query ($representations: [_Any!]!) {
        _entities(representations: $representations) { ...keys ... { __typename } ... on ConnectUser { username } }
      }
      fragment keys on _Entity { ... on ConnectContact { ...more } }
      fragment more on ConnectContact { ${fields} }`;
    const representations = [contact({ id: contacts.voice })];
    await gateway.graphql(query('id instanceId'), { representations });
    expect(gateway.emulator.ledger.entries()).toEqual([]);
    await gateway.graphql(query('id channel state name'), { representations });
    expect(gateway.emulator.ledger.entries().map(({ operation }) => operation)).toEqual(['DescribeContact']);
  });

  test('are not taken at their word for what they say beside their keys', async () => {
    const { entities: found } = await entities(gateway, [user({ id: missing, username: 'nobody' })]);
    expect(found).toEqual([null]);
  });

  test('to things that do not exist are null, and their siblings arrive', async () => {
    const { entities: found, errors } = await entities(gateway, [
      contact({ id: missing }),
      contact({ id: contacts.voice }),
      queue({ id: missing }),
      queue({ id: queues.general }),
      user({ arn: `${instanceArn}/agent/${missing}` }),
      user({ arn: `${instanceArn}/agent/${users.ines}` }),
      flow({ instanceId, id: missing }),
      flow({ instanceId, id: flows.inbound }),
    ]);
    expect(found.map((entity: Representation | null) => entity?.id ?? null)).toEqual([
      null,
      contacts.voice,
      null,
      queues.general,
      null,
      users.ines,
      null,
      flows.inbound,
    ]);
    expect(errors).toEqual([]);
  });

  test('to a queue that does not exist are null when only its keys are selected, since its ARN has to be read', async () => {
    const references = [queue({ id: missing }), queue({ instanceId, id: missing }), queue({ id: queues.general })];
    const { entities: found, errors } = await entities(gateway, references, keySelection);
    expect(found).toEqual([null, null, expect.objectContaining({ arn: `${instanceArn}/queue/${queues.general}` })]);
    expect(errors).toEqual([]);
  });

  test('are a thousand at most, as the longest page has', async () => {
    const references = Array.from({ length: 1_001 }, () => contact({ id: contacts.voice }));
    expect(await entities(gateway, references.slice(1), keySelection)).toMatchObject({ errors: [], calls: [] });
    const refused = await entities(gateway, references, keySelection);
    expect(refused).toEqual({ entities: undefined, errors: [[['_entities'], 'BAD_USER_INPUT']], calls: [] });
  });

  test.each([
    ['a malformed ARN', contact({ arn: 'arn:aws:connect:nonsense' })],
    ['an id in place of an ARN', contact({ arn: contacts.voice })],
    ['an id in place of the ARN of an instance', instance({ arn: instanceId })],
    ['the ARN of another kind', contact({ arn: `${instanceArn}/queue/${queues.general}` })],
    ['the ARN of another kind for an instance', instance({ arn: `${instanceArn}/contact/${contacts.voice}` })],
    ['the ARN of an instance for a contact', contact({ arn: instanceArn })],
    ['the ARN of an instance that is not served', contact({ arn: `${labArn}/contact/${lab.contact}` })],
    ['the id of an instance that is not served', contact({ instanceId: labId, id: lab.contact })],
    ['an instance that is not served', instance({ id: labId })],
    ['an instance that is not served, by its ARN', instance({ arn: labArn })],
  ])('with %s are null, without a call and without harm to siblings', async (_what, reference) => {
    for (const selection of [keySelection, wholeSelection]) {
      const references = [reference, user({ id: users.ines }), reference];
      const { entities: found, errors } = await entities(gateway, references, selection);
      expect(found).toEqual([null, expect.objectContaining({ id: users.ines }), null]);
      expect(errors).toEqual([]);
    }
    const operations = gateway.emulator.ledger.entries().map(({ operation }) => operation);
    expect(operations).toEqual(['DescribeUser']);
  });

  test.each([
    ['an unknown type', { __typename: 'ConnectPhone', id: missing }],
    ['the type of something that is no entity', { __typename: 'ConnectTag', key: 'topic' }],
    ['a name that every object has', { __typename: 'constructor', id: missing }],
    ['no type', { id: contacts.voice }],
    ['a type that is no text', { __typename: 7, id: contacts.voice }],
    ['no key', contact({})],
    ['an empty key', contact({ id: '' })],
    ['half of a key', contact({ instanceId })],
    ['a key that is no text', contact({ id: { nested: true } })],
    ['a key that is null', contact({ arn: null, id: contacts.voice })],
    ['no object at all', 'ConnectContact'],
  ])('with %s are null with an error of their own, and their siblings arrive', async (_what, reference) => {
    const references = [contact({ id: contacts.voice }), reference, user({ id: users.ines })];
    const { entities: found, errors } = await entities(gateway, references);
    expect(found).toEqual([
      expect.objectContaining({ channel: 'VOICE' }),
      null,
      expect.objectContaining({ username: 'ines.okafor' }),
    ]);
    expect(errors).toEqual([[['_entities', 1], 'BAD_USER_INPUT']]);
  });

  test('to several queues are read in one SearchQueues', async () => {
    const ids = [1, 2, 3, 4].map((number) => `aaaaaaaa-0000-4000-8000-00000000000${number}`);
    const references = ids.map((id, index) => queue(index % 2 ? { id } : { arn: `${instanceArn}/queue/${id}` }));
    const { entities: found, errors, calls } = await entities(gateway, [...references, ...references]);
    expect(found.map(({ id }: Representation) => id)).toEqual([...ids, ...ids]);
    expect({ errors, calls }).toEqual({ errors: [], calls: ['SearchQueues'] });
  });

  test('to several users are read in one SearchUsers', async () => {
    const ids = [1, 2, 3, 4].map((number) => `bbbbbbbb-0000-4000-8000-00000000000${number}`);
    const {
      entities: found,
      errors,
      calls,
    } = await entities(
      gateway,
      ids.map((id) => user({ id })),
    );
    expect(found.map(({ id }: Representation) => id)).toEqual(ids);
    expect({ errors, calls }).toEqual({ errors: [], calls: ['SearchUsers'] });
  });

  test('to the same contact are read once', async () => {
    const references = [contact({ id: contacts.voice }), contact({ arn: `${instanceArn}/contact/${contacts.voice}` })];
    const { entities: found, calls } = await entities(gateway, references);
    expect(found[0]).toEqual(found[1]);
    expect(calls).toEqual(['DescribeContact']);
  });

  test.each([
    ['AccessDeniedException', 'CONNECT_ACCESS_DENIED'],
    ['InvalidRequestException', 'CONNECT_INVALID_REQUEST'],
  ])('that Connect refuses with %s are null with an error of their own', async (exception, code) => {
    gateway.emulator.faults.add({ operation: 'DescribeContact', fault: 'error', error: exception });
    const references = [contact({ id: contacts.voice }), contact({ id: contacts.chat }), user({ id: users.ines })];
    const { entities: found, errors } = await entities(gateway, references);
    const failed = found.findIndex((entity: unknown) => entity === null);
    expect([0, 1]).toContain(failed);
    expect(found[1 - failed]).toMatchObject({ __typename: 'ConnectContact' });
    expect(found[2]).toMatchObject({ username: 'ines.okafor' });
    expect(errors).toEqual([[['_entities', failed], code]]);
  });
});

describe('references to entities, by a gateway of two instances', () => {
  let gateway: TestGateway;
  beforeEach(async () => {
    gateway = await startTestGateway({ ...uncached, instances: [instanceArn, labArn] });
  });
  afterEach(() => gateway.close());

  test('by id alone are looked for in both, and never claimed for the wrong one', async () => {
    const references = [contact({ id: lab.contact }), user({ id: lab.user }), queue({ id: lab.queue })];
    for (const selection of [keySelection, wholeSelection]) {
      const { entities: found, errors } = await entities(gateway, references, selection);
      expect(found).toMatchObject([
        { id: lab.contact, instanceId: labId, arn: `${labArn}/contact/${lab.contact}` },
        { id: lab.user, instanceId: labId, arn: `${labArn}/agent/${lab.user}` },
        { id: lab.queue, instanceId: labId, arn: `${labArn}/queue/${lab.queue}` },
      ]);
      expect(errors).toEqual([]);
    }
  });

  test('by id alone make no call when only the id is selected', async () => {
    const selection = '... on ConnectContact { id }';
    const { entities: found, calls } = await entities(gateway, [contact({ id: lab.contact })], selection);
    expect({ found, calls }).toEqual({ found: [{ id: lab.contact }], calls: [] });
  });

  test('by id alone are looked for only where the gateway handed that id out', async () => {
    await gateway.graphql(`{ connect(instanceId: "${labId}") { contact(id: "${lab.contact}") { id } } }`);
    gateway.emulator.ledger.clear();
    const { entities: found, calls } = await entities(gateway, [contact({ id: lab.contact })]);
    expect(found).toMatchObject([{ instanceId: labId }]);
    expect(calls).toEqual(['DescribeContact']);
    expect(gateway.emulator.ledger.entries().map((entry) => entry.instanceId)).toEqual([labId]);
  });

  test.each([
    ['id alone', contact({ id: lab.contact })],
    ['a claim to be in the other instance', contact({ instanceId, id: lab.contact })],
  ])('by %s that were not looked for teach the gateway nothing', async (_key, reference) => {
    await entities(gateway, [reference], '... on ConnectContact { id }');
    const { entities: found } = await entities(gateway, [contact({ id: lab.contact })]);
    expect(found).toMatchObject([{ instanceId: labId, channel: 'TASK' }]);
  });

  test('by id alone that are in none of them are null', async () => {
    const { entities: found, errors } = await entities(gateway, [contact({ id: missing })], keySelection);
    expect({ found, errors }).toEqual({ found: [null], errors: [] });
  });
});

describe('an ARN that a client claims', () => {
  let gateway: TestGateway;
  // Each begins with an instance of which only the id is known.
  beforeEach(async () => {
    gateway = await startTestGateway({ ...uncached, instances: [instanceId] });
  });
  afterEach(() => gateway.close());
  const foreign = `arn:aws-cn:connect:us-east-1:999999999999:instance/${instanceId}`;

  test.each([
    ['of a standard queue as that of an agent', queue({ arn: `${instanceArn}/queue/agent/${queues.general}` })],
    ['of the queue of an agent as a standard one', queue({ arn: `${instanceArn}/queue/${users.ines}` })],
    ['of a queue in another account', queue({ arn: `${foreign}/queue/${queues.general}` })],
    ['of a contact in another account', contact({ arn: `${foreign}/contact/${contacts.voice}` })],
    ['of a user in another account', user({ arn: `${foreign}/agent/${users.ines}` })],
    ['of a flow in another account', flow({ arn: `${foreign}/contact-flow/${flows.inbound}` })],
  ])('is not believed: %s', async (_what, reference) => {
    const selection = '... on ConnectQueue { arn type status user { id } } '.concat(wholeSelection);
    expect(await entities(gateway, [reference], selection)).toMatchObject({ entities: [null], errors: [] });
  });

  test.each(kinds)('is believed where it is true: $arn', async ({ typeName, id, arn, facts }) => {
    const found = await entities(gateway, [{ __typename: typeName, arn }]);
    expect(found).toMatchObject({ entities: [{ id, arn, instanceId, ...facts }], errors: [] });
  });

  test('stops no contact in another account, and one in this', async () => {
    const stop = `mutation ($input: StopContactInput!) { stopContact(input: $input) { __typename } }`;
    const ask = async (input: object) => (await gateway.graphql(stop, { input })).data.stopContact.__typename;
    const inputs = [
      { contactId: `${foreign}/contact/${contacts.voice}` },
      { contactId: contacts.voice, instanceId: foreign },
    ];
    for (const input of inputs) expect(await ask(input)).toBe('ConnectResourceNotFoundError');
    expect(gateway.emulator.ledger.entries().map(({ operation }) => operation)).toEqual(['DescribeInstance']);
    expect(await ask({ contactId: `${instanceArn}/contact/${contacts.voice}`, instanceId: instanceArn })).toBe(
      'StopContactSuccess',
    );
  });

  test('stops no contact while it is not known whether it is true', async () => {
    gateway.emulator.faults.add({ operation: 'DescribeInstance', fault: 'error', error: 'AccessDeniedException' });
    const stop = `mutation ($id: ID!) { stopContact(input: { contactId: $id }) { __typename } }`;
    const { data } = await gateway.graphql(stop, { id: `${instanceArn}/contact/${contacts.voice}` });
    expect(data.stopContact.__typename).toBe('ConnectAccessDeniedError');
    expect(gateway.emulator.ledger.entries().map(({ operation }) => operation)).toEqual(['DescribeInstance']);
  });
});

test('of a reference only the members that name something are read, however many it has', async () => {
  const found: unknown[] = [];
  const { Query } = federationResolvers(
    { ConnectContact: async (reference) => found.push(reference) as never },
    () => '',
  );
  const reference = new Proxy(contact({ id: 'c', other: 'x' }), {
    ownKeys: () => {
      throw new Error('all members were read');
    },
  });
  const context = { caller: { scopes: null } } as unknown as GatewayContext;
  const info = { fieldNodes: [], fragments: {} } as unknown as GraphQLResolveInfo;
  await Promise.all(Query._entities(null, { representations: [reference, reference] }, context, info));
  expect(found).toEqual([{ id: 'c' }, { id: 'c' }]);
});

test('an instance of a reference has the form of an id', async () => {
  const gateway = await startTestGateway(uncached);
  const references = ['x'.repeat(501), '..', ' \u0000'].map((instanceId) => contact({ id: 'c', instanceId }));
  const { entities: found, errors, calls } = await entities(gateway, references);
  await gateway.close();
  expect(found).toEqual([null, null, null]);
  expect(errors.map(([, code]) => code)).toEqual(['BAD_USER_INPUT', 'BAD_USER_INPUT', 'BAD_USER_INPUT']);
  expect(calls).toEqual([]);
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { contacts, evaluated, filed, flows, instanceArn, instanceId, queues } from '../support/demo.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { bearer, startTestIssuer, type TestIssuer } from '../support/issuer.js';
import { operationOf } from '../support/operation-of.js';

const labId = '10000000-0000-4000-8000-000000000002';
const labArn = instanceArn.replace(instanceId, labId);
const lab = {
  contact: 'cccccccc-0000-4000-8000-000000000101',
  queue: 'aaaaaaaa-0000-4000-8000-000000000101',
  user: 'bbbbbbbb-0000-4000-8000-000000000101',
  flow: 'ffffffff-0000-4000-8000-000000000101',
} as const;
const missing = '00000000-0000-4000-8000-000000000000';
/** An instance that the gateway knows nothing of. */
const nowhereId = '10000000-0000-4000-8000-00000000000f';
const nowhereArn = instanceArn.replace(instanceId, nowhereId);

let issuer: TestIssuer;
let gateway: TestGateway;
beforeAll(async () => {
  issuer = await startTestIssuer({ instancesClaim: 'connect_instances' });
  gateway = await startTestGateway({
    ...{ instances: [instanceArn, labArn], settings: { auth: issuer.settings } },
    // The tests compare the calls of equal reads.
    directory: { freshMs: 0, staleMs: 0 },
  });
});
afterAll(async () => {
  await gateway.close();
  await issuer.close();
});
beforeEach(() => {
  gateway.emulator.ledger.clear();
});

async function ask(
  instances: unknown,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
  sub = 'agent-1',
) {
  const token = await issuer.token({ sub, connect_instances: instances });
  gateway.emulator.ledger.clear();
  const { data, errors } = await gateway.graphql(query, variables, bearer(token));
  const calls = gateway.emulator.ledger.entries().map((entry) => `${entry.operation} in ${entry.instanceId}`);
  return {
    data,
    errors: errors.map(({ message, path, extensions }) => ({ message, path, code: extensions.code })),
    calls,
  };
}

/** What an answer says, with the id that was asked for and what is new in every answer left out. */
function anonymousOf(answer: object, ...ids: string[]): unknown {
  let text = JSON.stringify(answer).replaceAll(/"(requestId|awsRequestId|clientToken)":"[^"]+"/g, '"$1":"some"');
  for (const id of ids) text = text.replaceAll(id, 'the id');
  return JSON.parse(text);
}

describe('the instances of a caller', () => {
  test('are all that the cost of a query tells of, whoever has asked the same before', async () => {
    const document = `{ _entities(representations: [{ __typename: "ConnectContact", id: "${'c'.repeat(8)}" }]) {
      ... on ConnectContact { channel } } }`;
    const atMost = async (instances: readonly string[]) => {
      const token = await issuer.token({ sub: 'counts', connect_instances: instances });
      const headers = { authorization: `Bearer ${token}`, 'x-connect-cost': '1' };
      const { extensions } = await gateway.graphql(document, {}, headers);
      return (extensions.connect as { estimate: { atMost: object } }).estimate.atMost;
    };
    expect(await atMost([instanceId, labArn])).toEqual({ DescribeContact: 2 });
    expect(await atMost([instanceId])).toEqual({ DescribeContact: 1 });
    expect(await atMost([instanceId, labArn])).toEqual({ DescribeContact: 2 });
  });

  const query = `query ($other: ID) { connect { id } other: connect(instanceId: $other) { id alias } }`;

  test.each<[string, unknown, string | null, string[]]>([
    ['an id', [labId], labId, [labId]],
    ['an ARN', [labArn], labId, [labId]],
    ['a text', labId, labId, [labId]],
    ['a text of two', `${labId} ${instanceArn}`, instanceId, [instanceId, labId]],
    ['both, in any order', [labArn, instanceId], instanceId, [instanceId, labId]],
    ['one that is not served', [nowhereId], null, []],
    ['one in another Region', [labArn.replace('us-east-1', 'eu-west-2')], null, []],
    ['one of another account', [labArn.replace('111122223333', '444455556666')], null, []],
    ['part of an id', [labId.slice(0, -1)], null, []],
    ['a star', ['*'], null, []],
    ['the ARN of something in it', [`${labArn}/contact/${lab.contact}`], null, []],
    ['no list', { [labId]: true }, null, []],
    ['nothing', [], null, []],
    ['no claim', undefined, null, []],
  ])('are those that the claim names: %s', async (_what, claim, byDefault, served) => {
    for (const id of [instanceId, labId]) {
      const { data, errors } = await ask(claim, query, { other: id });
      expect(data.connect?.id ?? null).toBe(byDefault);
      expect(data.other?.id ?? null).toBe(served.includes(id) ? id : null);
      expect(errors).toEqual([]);
    }
  });

  test('that it may not use look like those that there are not, and nothing is called', async () => {
    const answers = await Promise.all(
      [labId, labArn, nowhereId, nowhereArn].map((other) => ask([instanceId], query, { other })),
    );
    for (const answer of answers) {
      expect(answer).toEqual({ data: { connect: { id: instanceId }, other: null }, errors: [], calls: [] });
    }
  });

  test('are all where no claim is set for them', async () => {
    const open = await startTestGateway({
      instances: [instanceArn, labArn],
      settings: { auth: { ...issuer.settings, instancesClaim: null } },
    });
    const token = await issuer.token({ connect_instances: [instanceId] });
    const { data } = await open.graphql(query, { other: labId }, bearer(token)).finally(() => open.close());
    expect(data.other).toMatchObject({ id: labId });
  });
});

/** The ways to name something of an instance that the caller may not use: what is there, what is not, and of no instance. */
const hidden = (kind: string, id: string) => [
  `${labArn}/${kind}/${id}`,
  `${labArn}/${kind}/${missing}`,
  `${nowhereArn}/${kind}/${id}`,
  `${instanceArn.replace('us-east-1', 'eu-west-2')}/${kind}/${contacts.voice}`,
];

describe('a thing of an instance that the caller may not use', () => {
  test.each([
    ['contact', 'contact', lab.contact, 'DescribeContact'],
    ['queue', 'queue', lab.queue, 'DescribeQueue'],
    ['user', 'agent', lab.user, 'DescribeUser'],
    ['contactFlow', 'contact-flow', flows.inbound, 'DescribeContactFlow'],
  ])('is null, and costs what costs a %s that does not exist', async (field, kind, id, operation) => {
    const query = `query ($id: ID!) { connect { ${field}(id: $id) { id } } }`;
    const names = [
      missing,
      `${instanceArn}/${kind}/${missing}`,
      ...hidden(kind, id),
      ...(field === 'contactFlow' ? [] : [id]),
    ];
    for (const name of names) {
      const expected = { data: { connect: { [field]: null } }, errors: [], calls: [`${operation} in ${instanceId}`] };
      expect([name, await ask([instanceId], query, { id: name })]).toEqual([name, expected]);
    }
  });

  test('is not the thing of the same id in an instance of the caller', async () => {
    const query = `query ($id: ID!) { connect { contact(id: $id) { id } } }`;
    const { data } = await ask([instanceId], query, { id: `${labArn}/contact/${contacts.voice}` });
    expect(data).toEqual({ connect: { contact: null } });
  });

  test('is none where a list is narrowed down by it', async () => {
    const query = `query ($queue: ID!) { connect { contacts(filter: { queueIds: [$queue] }) { nodes { id } totalCount } } }`;
    const [expected, ...others] = await Promise.all(
      [missing, ...hidden('queue', lab.queue)].map((queue) => ask([instanceId], query, { queue })),
    );
    expect(expected?.calls.length).toBeGreaterThan(0);
    for (const other of others) {
      expect(other.data).toEqual(expected?.data);
      expect(other.errors).toEqual(expected?.errors);
    }
  });

  test.each([
    ['ConnectContact', 'contact', lab.contact, '... on ConnectContact { id channel }', 'DescribeContact'],
    ['ConnectQueue', 'queue', lab.queue, '... on ConnectQueue { id status }', 'DescribeQueue'],
    ['ConnectUser', 'agent', lab.user, '... on ConnectUser { id username }', 'DescribeUser'],
  ])(
    'is null by a reference to a %s, which costs what one costs to nothing',
    async (type, kind, id, selection, operation) => {
      const query = `query ($references: [_Any!]!) { _entities(representations: $references) { ${selection} } }`;
      const keys = [
        { arn: `${instanceArn}/${kind}/${missing}` },
        ...hidden(kind, id).map((arn) => ({ arn })),
        { instanceId, id: missing },
        { instanceId, id },
        { instanceId: labId, id },
        { instanceId: labArn, id },
        { instanceId: labId, id: missing },
        { instanceId: nowhereId, id },
        { id: missing },
        { id },
      ];
      for (const key of keys) {
        const answer = await ask([instanceId], query, { references: [{ __typename: type, ...key }] });
        const expected = { data: { _entities: [null] }, errors: [], calls: [`${operation} in ${instanceId}`] };
        expect([key, answer]).toEqual([key, expected]);
      }
    },
  );

  test.each([{ id: labId }, { arn: labArn }, { id: nowhereId }, { arn: nowhereArn }])(
    'is null by a reference to the instance itself: %j',
    async (key) => {
      const query = `query ($references: [_Any!]!) { _entities(representations: $references) { ... on ConnectInstance { id alias } } }`;
      const answer = await ask([instanceId], query, { references: [{ __typename: 'ConnectInstance', ...key }] });
      expect(answer).toEqual({ data: { _entities: [null] }, errors: [], calls: [] });
    },
  );

  test('is never named by a reference of which only the keys are wanted', async () => {
    const query = `query ($references: [_Any!]!) { _entities(representations: $references) { ... on ConnectContact { id arn instanceId } } }`;
    const references = [
      ...hidden('contact', lab.contact).map((arn) => ({ arn })),
      { instanceId: labId, id: lab.contact },
    ];
    const answer = await ask([instanceId], query, {
      references: references.map((key) => ({ __typename: 'ConnectContact', ...key })),
    });
    expect(answer).toEqual({ data: { _entities: references.map(() => null) }, errors: [], calls: [] });
  });

  test('stays unknown to one caller when it was shown to another', async () => {
    const show = `{ connect(instanceId: "${labId}") { contact(id: "${lab.contact}") { id instanceId queue { id } } } }`;
    const shown = await ask([instanceId, labId], show, {}, 'supervisor');
    expect(shown.data.connect.contact).toMatchObject({ id: lab.contact, instanceId: labId });
    const query = `query ($references: [_Any!]!) { _entities(representations: $references) { ... on ConnectContact { id instanceId arn } } }`;
    const references = [{ __typename: 'ConnectContact', id: lab.contact }];
    const unknown = [{ __typename: 'ConnectContact', id: missing }];
    const [seen, never] = [
      await ask([instanceId], query, { references }),
      await ask([instanceId], query, { references: unknown }),
    ];
    expect(anonymousOf(seen, lab.contact)).toEqual(anonymousOf(never, missing));
    expect(JSON.stringify(seen)).not.toContain(labId);
    expect(
      (await ask([instanceId], query.replace('instanceId arn', 'channel'), { references })).data._entities,
    ).toEqual([null]);
    expect((await ask([labId], query, { references })).data._entities).toMatchObject([{ instanceId: labId }]);
  });

  const everyError = `__typename ... on ConnectError { message retryable requestId awsRequestId }
    ... on ConnectResourceNotFoundError { resource resourceId }`;
  /** A live contact of the caller's own, so that what was found out about it a moment ago is not shared. */
  async function ownTask(): Promise<string> {
    const query = `mutation ($input: StartTaskContactInput!) { startTaskContact(input: $input) { ... on StartTaskContactSuccess { contactId } } }`;
    const { data } = await ask([instanceId], query, { input: { name: 'A', source: { contactFlowId: flows.inbound } } });
    return data.startTaskContact.contactId;
  }
  const transfer = (contactId: string, contactFlowId: string, queueId: string) => {
    return { contactId, contactFlowId, destination: { queueId } };
  };
  test.each([
    ['stopContact', 'a contact', 'contact', lab.contact, (id: string) => ({ contactId: id })],
    [
      'transferContact',
      'a contact',
      'contact',
      lab.contact,
      (id: string) => transfer(id, flows.toQueue, queues.general),
    ],
    ['transferContact', 'a queue', 'queue', lab.queue, (id: string, own: string) => transfer(own, flows.toQueue, id)],
    [
      'transferContact',
      'a flow',
      'contact-flow',
      lab.flow,
      (id: string, own: string) => transfer(own, id, queues.general),
    ],
    [
      'startTaskContact',
      'a flow',
      'contact-flow',
      lab.flow,
      (id: string) => ({ name: 'A task', source: { contactFlowId: id } }),
    ],
    [
      'startTaskContact',
      'a related contact',
      'contact',
      lab.contact,
      (id: string) => ({ name: 'A task', source: { contactFlowId: flows.inbound }, relatedContactId: id }),
    ],
  ])('is to %s as %s that does not exist', async (field, _what, kind, id, inputOf) => {
    const type = `${operationOf(field)}Input`;
    const query = `mutation ($input: ${type}!) { ${field}(input: $input) { ${everyError} } }`;
    const attempt = async (arn: string) => {
      const own = await ownTask();
      const answer = await ask([instanceId], query, { input: inputOf(arn, own) });
      return { ...answer, ...(anonymousOf(answer, arn.split('/').at(-1) ?? '', own) as object) } as typeof answer;
    };
    const expected = await attempt(`${instanceArn}/${kind}/${missing}`);
    expect(expected.data[field].__typename).toMatch(/NotFoundError$/);
    expect(expected.calls.length).toBeGreaterThan(0);
    for (const arn of hidden(kind, id)) expect([arn, await attempt(arn)]).toEqual([arn, expected]);
  });

  const routing = { routingSteps: [{ expression: { condition: { userIds: ['ID'] } } }] };
  test.each<[string, object]>([
    ['updateContactRoutingData', { contactId: contacts.voice, ...routing }],
    ['submitContactEvaluation', { evaluationId: evaluated.evaluation, evaluatorId: 'ID' }],
    ['updateContactEvaluation', { evaluationId: evaluated.evaluation, evaluatorId: 'ID' }],
    [
      'startAttachedFileUpload',
      {
        ...{ attachedTo: { contactId: filed.contact }, fileName: 'a.txt', sizeInBytes: 1 },
        createdByUserId: 'ID',
      },
    ],
  ])('is never written down as a user whom %s mentions', async (field, input) => {
    const type = `${operationOf(field)}Input`;
    const query = `mutation ($input: ${type}!) { ${field}(input: $input) { ${everyError} } }`;
    for (const arn of hidden('agent', lab.user)) {
      const { data, errors, calls } = await ask([instanceId], query, {
        input: JSON.parse(JSON.stringify(input).replace('"ID"', JSON.stringify(arn))),
      });
      expect(errors).toEqual([]);
      expect(data[field]).toMatchObject({
        ...{ __typename: 'ConnectResourceNotFoundError', resource: 'USER', retryable: false },
        ...{ resourceId: arn.split('/').at(-1), message: `There is no user ${arn.split('/').at(-1)}.` },
      });
      expect(calls).toEqual([`DescribeUser in ${instanceId}`]);
    }
  });

  test('and the instance, named in a mutation, are as those that there are not', async () => {
    const query = `mutation ($input: StopContactInput!) { stopContact(input: $input) { ${everyError} } }`;
    const answers = [];
    for (const other of [nowhereId, labId]) {
      const answer = await ask([instanceId], query, { input: { contactId: lab.contact, instanceId: other } });
      expect(answer.data.stopContact).toMatchObject({
        __typename: 'ConnectResourceNotFoundError',
        resource: 'INSTANCE',
      });
      expect(answer.calls).toEqual([]);
      answers.push(anonymousOf(answer, other));
    }
    expect(answers[1]).toEqual(answers[0]);
    const { data } = await ask([labId], `{ connect { contact(id: "${lab.contact}") { state } } }`);
    expect(data.connect.contact.state).not.toBe('ENDED');
  });
});

describe('a caller without any instance', () => {
  test('has no instance, and no mutation finds one', async () => {
    const query = `mutation ($id: ID!) { stopContact(input: { contactId: $id }) { __typename ... on ConnectResourceNotFoundError { message resource resourceId } } }`;
    for (const id of [contacts.voice, `${instanceArn}/contact/${contacts.voice}`]) {
      expect(await ask([], query, { id })).toEqual({
        data: {
          stopContact: {
            __typename: 'ConnectResourceNotFoundError',
            message: 'There is no instance that this caller may use.',
            resource: 'INSTANCE',
            resourceId: null,
          },
        },
        errors: [],
        calls: [],
      });
    }
  });

  test.each([{ id: contacts.voice }, { arn: `${instanceArn}/contact/${contacts.voice}` }])(
    'is led nowhere by a reference: %j',
    async (key) => {
      const query = `query ($references: [_Any!]!) { _entities(representations: $references) { ... on ConnectContact { id channel } } }`;
      const answer = await ask([], query, { references: [{ __typename: 'ConnectContact', ...key }] });
      expect(answer).toEqual({ data: { _entities: [null] }, errors: [], calls: [] });
    },
  );
});

describe('what requests share', () => {
  let shared: TestGateway;
  beforeAll(async () => {
    shared = await startTestGateway({
      instances: [instanceArn, labArn],
      searchMaxAgeMs: 60_000,
      directory: { freshMs: 60_000, staleMs: 0 },
      settings: { auth: issuer.settings },
    });
  });
  afterAll(() => shared.close());

  test('is shared among those who may have it, and decided for each', async () => {
    const askShared = async (scope: string, instances: string[]) => {
      const token = await issuer.token({ sub: scope + instances.join(), scope, connect_instances: instances });
      const list = `{ connect(instanceId: "${instanceId}") { contacts { nodes { id name } } queue(id: "${queues.general}") { name } } }`;
      return (await shared.graphql(list, {}, bearer(token))).data.connect;
    };
    const namesIn = ({ contacts: { nodes } }: { contacts: { nodes: { name: string | null }[] } }) =>
      nodes.flatMap(({ name }) => name ?? []);
    const first = await askShared('contacts:read contacts:pii directory:read', [instanceId]);
    expect(namesIn(first).length).toBeGreaterThan(0);
    shared.emulator.ledger.clear();

    const withoutNames = await askShared('contacts:read directory:read', [labId, instanceId]);
    expect(withoutNames.queue).toEqual(first.queue);
    expect(withoutNames.contacts.nodes).toEqual(
      first.contacts.nodes.map(({ id }: { id: string }) => ({ id, name: null })),
    );
    expect(shared.emulator.ledger.entries()).toEqual([]);
    expect(await askShared('contacts:read contacts:pii directory:read', [labId])).toBeNull();
  });
});

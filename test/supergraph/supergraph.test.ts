import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { crmSdl, startCrm } from '../../examples/supergraph/crm.mjs';
import { startCollector } from '../support/collector.js';
import { contacts, flows, newTask, queues, users } from '../support/demo.js';
import { askGraphQL, startTestGateway, type TestGateway, type TestGatewayOptions } from '../support/gateway.js';
import { bearer, startTestIssuer, type TestIssuer } from '../support/issuer.js';
import { type TestLog, testLog } from '../support/log.js';
import { type RouterName, startRouter } from '../support/routers.js';

/** How many contacts one person of the CRM has called with. */
const calls = 100;

/** The gateway and the CRM behind a router. */
async function startSupergraph(name: RouterName, options: TestGatewayOptions & { readonly token?: string }) {
  const log = testLog();
  const headers = options.token ? bearer(options.token) : {};
  const gateway = await startTestGateway({ ...options, log: log.log });
  const { data } = await gateway.graphql(`{ connect { contacts(first: ${calls}) { nodes { arn } } } }`, {}, headers);
  const crm = await startCrm({ calls: data.connect.contacts.nodes.map(({ arn }: { arn: string }) => arn) });
  const others = [{ name: 'crm', url: crm.url, sdl: crmSdl }];
  const router = await startRouter(name, `${gateway.url}/graphql`, { others });
  return {
    gateway,
    ask: (query: string, variables: object = {}, sent: Record<string, string> = headers) =>
      askGraphQL(router.url, query, variables, sent),
    requests: () => requestsIn(log),
    close: async () => {
      for (const { close } of [router, crm, gateway]) await close();
    },
  };
}
const requestsIn = (log: TestLog) => log.lines('request').filter(({ path }) => path === '/graphql');

describe.each(['apollo', 'hive'] as const)('the supergraph behind %s', (name) => {
  let issuer: TestIssuer;
  let token: string;
  let collector: Awaited<ReturnType<typeof startCollector>>;
  let gateway: TestGateway;
  let supergraph: Awaited<ReturnType<typeof startSupergraph>>;
  let ask: typeof supergraph.ask;
  beforeAll(async () => {
    issuer = await startTestIssuer();
    token = await issuer.token();
    collector = await startCollector();
    const settings = { auth: issuer.settings, tracesUrl: collector.url };
    supergraph = await startSupergraph(name, { settings, token });
    ({ gateway, ask } = supergraph);
  });
  afterAll(async () => {
    for (const { close } of [supergraph, collector, issuer]) await close();
  });
  beforeEach(() => {
    gateway.emulator.faults.clear();
    gateway.emulator.ledger.clear();
  });

  const transfer = `mutation ($input: TransferContactInput!) { transferContact(input: $input) { __typename
    ... on TransferContactSuccess { contactId contact { state customer { company } } }
    ... on ConnectContactNotTransferableError { reason }
    ... on ConnectError { message retryable } } }`;

  test('answers a query that crosses both, from either side', async () => {
    const fromCrm = await ask(
      `{ contact(id: "p1") { company calls { id arn state } } user(id: "e1") { email connectUser { username } } }`,
    );
    expect(fromCrm.errors).toEqual([]);
    expect(fromCrm.data.contact.calls).toHaveLength(2);
    expect(fromCrm.data.contact.calls[1]).toMatchObject({ id: contacts.ended, state: 'ENDED' });
    expect(fromCrm.data.user).toEqual({ email: 'ines@example.com', connectUser: { username: 'ines.okafor' } });

    const fromConnect = await ask(
      `query ($contact: ID!, $user: ID!) { connect { contact(id: $contact) { channel customer { company tags { label } } }
         user(id: $user) { username calendar { title } employee { email } } } }`,
      { contact: contacts.ended, user: users.ines },
    );
    expect(fromConnect.errors).toEqual([]);
    expect(fromConnect.data.connect).toEqual({
      contact: { channel: 'TASK', customer: { company: 'Hillside Bakery', tags: [{ label: 'regular' }] } },
      user: {
        username: 'ines.okafor',
        calendar: [{ title: 'Team meeting' }, { title: 'Training' }],
        employee: { email: 'ines@example.com' },
      },
    });
  });

  test('transfers a contact, and tells why one cannot be', async () => {
    const destination = { queueId: queues.general };
    const input = { contactFlowId: flows.toQueue, destination };
    const done = await ask(transfer, { input: { ...input, contactId: await newTask(gateway, bearer(token)) } });
    expect(done.data.transferContact).toMatchObject({
      __typename: 'TransferContactSuccess',
      contact: { state: expect.any(String), customer: null },
    });
    const refused = await ask(transfer, { input: { ...input, contactId: contacts.ended } });
    expect(refused.data.transferContact).toMatchObject({
      __typename: 'ConnectContactNotTransferableError',
      reason: 'CONTACT_NOT_ACTIVE',
      retryable: false,
    });
  });

  test.each([
    ['both', { queueId: queues.general, userId: users.ines }],
    ['none', {}],
  ])('refuses a destination of %s with its code, and calls nothing', async (_, destination) => {
    const input = { contactId: contacts.paused, contactFlowId: flows.toQueue, destination };
    const { data, errors } = await ask(transfer, { input });
    expect(data?.transferContact ?? null).toBeNull();
    expect(errors).toMatchObject([
      { message: expect.stringMatching(/[Ee]xactly one/), extensions: { code: 'BAD_USER_INPUT' } },
    ]);
    expect(gateway.emulator.ledger.entries()).toEqual([]);
  });

  test('asks for the contacts of the other subgraph in one request, and Connect for none by their keys', async () => {
    const before = supergraph.requests().length;
    const keys = await ask('{ contact(id: "p3") { calls { id arn instanceId } } }');
    expect(keys.errors).toEqual([]);
    expect(keys.data.contact.calls).toHaveLength(calls);
    expect(supergraph.requests().length - before).toBe(1);
    expect(gateway.emulator.ledger.entries()).toEqual([]);

    const known = await ask('{ contacts(first: 2) { edges { node { calls { channel } } } } }');
    expect(known.errors).toEqual([]);
    expect(supergraph.requests().length - before).toBe(2);
    expect(gateway.emulator.ledger.entries('DescribeContact')).toHaveLength(4);
  });

  describe('hands on who asks,', () => {
    const query = `{ connect { contact(id: "${contacts.ended}") { state } } }`;

    test.each([
      ['no token', {}, 'An access token is needed: Authorization: Bearer <token>.'],
      ['a token that is none', bearer('none'), 'The access token is not valid or has expired.'],
    ])('with %s, and the refusal back, in an answer of status 200', async (_what, headers, message) => {
      const { status, data, errors } = await ask(query, {}, headers);
      expect({ status, data }).toEqual({ status: 200, data: { connect: null } });
      expect(errors).toMatchObject([{ message, extensions: { code: 'UNAUTHENTICATED' } }]);
      expect(JSON.stringify(errors)).not.toContain(gateway.url);
    });

    test('and what they may', async () => {
      const reader = await issuer.token({ scope: 'contacts:read' });
      expect((await ask(query, {}, bearer(reader))).data.connect.contact).toEqual({ state: 'ENDED' });
      const directory = await issuer.token({ scope: 'directory:read' });
      const { status, data, errors } = await ask(query, {}, bearer(directory));
      expect({ status, data }).toEqual({ status: 200, data: { connect: { contact: null } } });
      expect(errors).toMatchObject([
        { path: ['connect', 'contact'], extensions: { code: 'FORBIDDEN', requiredScopes: ['contacts:read'] } },
      ]);
    });

    test('and gives nobody the answer of another who asks the same at the same time', async () => {
      gateway.emulator.faults.add({ operation: 'DescribeContact', fault: 'latency', ms: 300, times: 2 });
      const directory = bearer(await issuer.token({ scope: 'directory:read' }));
      const [one, other] = await Promise.all([ask(query), ask(query, {}, directory)]);
      expect(one.data.connect.contact).toEqual({ state: 'ENDED' });
      expect(other.data.connect.contact).toBeNull();
    });
  });

  test('hands on the ids by which a request can be traced', async () => {
    const traceId = 'a'.repeat(32);
    const headers = { 'x-request-id': 'request-of-a-client', traceparent: `00-${traceId}-${'b'.repeat(16)}-01` };
    await ask('{ connect { alias } }', {}, { ...bearer(token), ...headers });
    expect(supergraph.requests().at(-1)).toMatchObject({ requestId: 'request-of-a-client', traceId });
  });
});

test('what the CRM knows by its keys costs one call each beyond them, in one request, at the pace of the quota', async () => {
  const keepingQuotas = { quotas: { overrides: {}, share: 1 }, emulator: { quotas: true }, requestTimeoutMs: 40_000 };
  // Both wait at the same time.
  await Promise.all(
    (['apollo', 'hive'] as const).map(async (name) => {
      const { gateway, ask, requests, close } = await startSupergraph(name, keepingQuotas);
      gateway.emulator.ledger.clear();
      const before = requests().length;
      const { data, errors } = await ask('{ contact(id: "p3") { calls { arn customerEndpoint { type } } } }');
      expect(errors).toEqual([]);
      expect(data.contact.calls).toHaveLength(calls);
      expect(requests().length - before).toBe(1);
      // Of the quota's 15 at once and 10 a second; Connect would refuse what comes sooner.
      const made = gateway.emulator.ledger.entries();
      expect(made.map(({ operation, status }) => [operation, status])).toEqual(
        Array.from({ length: calls }, () => ['DescribeContact', 200]),
      );
      await close();
    }),
  );
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApolloGateway } from '../../examples/supergraph/apollo.mjs';
import { compose } from '../../examples/supergraph/compose.mjs';
import { crmSdl, startCrm } from '../../examples/supergraph/crm.mjs';
import { startHiveGateway } from '../../examples/supergraph/hive.mjs';
import { contacts, flows, newTask, queues, users } from '../support/demo.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { bearer, startTestIssuer, type TestIssuer } from '../support/issuer.js';
import { type TestLog, testLog } from '../support/log.js';
import { publishedSchema } from '../support/schema-files.js';

const routers = [
  { name: '@apollo/gateway', start: startApolloGateway, file: 'subgraph-without-scopes', knowsOneOf: false },
  { name: 'Hive Gateway', start: startHiveGateway, file: 'subgraph', knowsOneOf: true },
] as const;

/** How many contacts one person of the CRM has called with. */
const calls = 100;

interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: a document that is only text says nothing of its data
  readonly data?: any;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Record<string, unknown> }[];
}

describe.each(routers)('the supergraph behind $name', ({ start, file, knowsOneOf }) => {
  let gateway: TestGateway;
  let crm: Awaited<ReturnType<typeof startCrm>>;
  let router: Awaited<ReturnType<typeof start>>;
  let log: TestLog;
  let issuer: TestIssuer;
  let token: string;
  const closers: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    log = testLog();
    issuer = await startTestIssuer();
    token = await issuer.token();
    gateway = await startTestGateway({ log: log.log, settings: { auth: issuer.settings } });
    crm = await startCrm({ calls });
    const supergraph = compose([
      { name: 'connect', url: `${gateway.url}/graphql`, sdl: publishedSchema(file) },
      { name: 'crm', url: crm.url, sdl: crmSdl },
    ]);
    router = await start({ supergraph });
    closers.push(router.close, crm.close, gateway.close, issuer.close);
  });
  afterAll(async () => {
    for (const close of closers) await close();
  });

  async function ask(query: string, variables: object = {}, headers: Record<string, string> = bearer(token)) {
    const response = await fetch(router.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer;
  }
  const requests = () => log.lines('request').filter(({ path }) => path === '/graphql');
  const transfer = `mutation ($input: TransferContactInput!) { transferContact(input: $input) { __typename
    ... on TransferContactSuccess { contactId contact { state customer { company } } }
    ... on ConnectContactNotTransferableError { reason }
    ... on ConnectError { message retryable } } }`;

  test('answers a query that crosses both, from either side', async () => {
    const fromCrm = await ask(
      `{ contact(id: "p1") { company calls { id arn state } } user(id: "e1") { email connectUser { username } } }`,
    );
    expect(fromCrm.errors).toBeUndefined();
    expect(fromCrm.data.contact.calls).toHaveLength(2);
    expect(fromCrm.data.contact.calls[1]).toMatchObject({ id: contacts.ended, state: 'ENDED' });
    expect(fromCrm.data.user).toEqual({ email: 'ines@example.com', connectUser: { username: 'ines.okafor' } });

    const fromConnect = await ask(
      `query ($contact: ID!, $user: ID!) { connect { contact(id: $contact) { channel customer { company tags { label } } }
         user(id: $user) { username calendar { title } employee { email } } } }`,
      { contact: contacts.ended, user: users.ines },
    );
    expect(fromConnect.errors).toBeUndefined();
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
  ])('refuses a destination of %s, and calls nothing', async (_, destination) => {
    gateway.emulator.ledger.clear();
    const input = { contactId: contacts.paused, contactFlowId: flows.toQueue, destination };
    const { data, errors = [] } = await ask(transfer, { input });
    expect(data?.transferContact ?? null).toBeNull();
    expect(errors[0]?.message).toMatch(/[Ee]xactly one/);
    // A router that knows `@oneOf` refuses it itself, in its own form; else the subgraph's word arrives with its code.
    if (!knowsOneOf) expect(errors[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    expect(gateway.emulator.ledger.entries()).toEqual([]);
  });

  test('asks for the contacts of the other subgraph in one request, and Connect for none by their keys', async () => {
    gateway.emulator.ledger.clear();
    const before = requests().length;
    const keys = await ask('{ contact(id: "p3") { calls { id arn instanceId } } }');
    expect(keys.errors).toBeUndefined();
    expect(keys.data.contact.calls).toHaveLength(calls);
    expect(requests().length - before).toBe(1);
    expect(gateway.emulator.ledger.entries('DescribeContact')).toEqual([]);

    const known = await ask('{ contacts(first: 2) { edges { node { calls { channel } } } } }');
    expect(known.errors).toBeUndefined();
    expect(requests().length - before).toBe(2);
    expect(gateway.emulator.ledger.entries('DescribeContact')).toHaveLength(4);
  });

  test('hands on who asks, and what they may', async () => {
    const query = `{ connect { contact(id: "${contacts.ended}") { state } } }`;
    const nobody = await ask(query, {}, {});
    expect(nobody.data?.connect?.contact ?? null).toBeNull();
    expect(nobody.errors).not.toHaveLength(0);

    const reader = await issuer.token({ scope: 'contacts:read' });
    expect((await ask(query, {}, bearer(reader))).data.connect.contact).toEqual({ state: 'ENDED' });
    const directory = await issuer.token({ scope: 'directory:read' });
    const refused = await ask(query, {}, bearer(directory));
    expect(refused.data?.connect?.contact ?? null).toBeNull();
    expect(refused.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  test('hands on the ids by which a request can be traced', async () => {
    const headers = { 'x-request-id': 'request-of-a-client', traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` };
    await ask('{ connect { alias } }', {}, { ...bearer(token), ...headers });
    expect(requests().at(-1)).toMatchObject({ requestId: 'request-of-a-client' });
  });
});

import { afterEach, describe, expect, test } from '@jest/globals';
import { arrivalsAt } from '../support/arrivals.js';
import { contacts, flows, instanceArn, newTask, queues } from '../support/demo.js';
import { startTestGateway, type TestGateway, type TestGatewayOptions } from '../support/gateway.js';
import { until } from '../support/leaving-client.js';
import { startTampered } from '../support/tampering.js';

let gateway: TestGateway | undefined;
afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});

/** A gateway that keeps to the quotas of an emulator that has them, and remembers as it does by default. */
async function start(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const started = await startTestGateway({
    quotas: { overrides: {}, share: 1 },
    searchMaxAgeMs: 2_000,
    directory: { freshMs: 300_000, staleMs: 0 },
    ...options,
    emulator: { quotas: true, ...options.emulator },
  });
  gateway = started;
  return started;
}

const calls = ({ emulator }: TestGateway, operation?: string) =>
  emulator.ledger.entries(operation).map((entry) => entry.operation);
const throttled = ({ emulator }: TestGateway) => emulator.ledger.entries().filter(({ status }) => status === 429);

const page = '{ connect { contacts(first: 100) { nodes { id queue { name } user { username } } } } }';

describe('a page of 100 contacts with the names of queues and users', () => {
  test('takes at most four calls when nothing is known yet, and one when all is', async () => {
    const started = await start({ searchMaxAgeMs: 0 });
    const cold = await started.graphql(page);
    expect(cold.errors).toEqual([]);
    const nodes: { queue: { name: string | null } | null; user: { username: string } | null }[] =
      cold.data.connect.contacts.nodes;
    expect(nodes).toHaveLength(100);
    expect(nodes.filter(({ user }) => user && !user.username)).toEqual([]);
    expect(calls(started).length).toBeLessThanOrEqual(4);
    expect(throttled(started)).toEqual([]);

    started.emulator.ledger.clear();
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    const warm = await started.graphql(page);
    expect(warm.data.connect.contacts.nodes).toHaveLength(100);
    expect(calls(started)).toEqual(['SearchContacts']);
  });

  test('takes one call more when many wait in the own queues of agents, which a search does not know', async () => {
    const started = await start({ quotas: { overrides: 'off', share: 1 }, emulator: { quotas: false } });
    for (let index = 1; index <= 12; index++) {
      const contactId = await newTask(started);
      const userId = `bbbbbbbb-0000-4000-8000-0000000000${String(index).padStart(2, '0')}`;
      await started.graphql(
        'mutation ($input: TransferContactInput!) { transferContact(input: $input) { __typename } }',
        {
          input: { contactId, contactFlowId: flows.toAgent, destination: { userId } },
        },
      );
    }
    started.emulator.world.clock.advance(30_000);
    await started.graphql('{ connect { alias } }');
    started.emulator.ledger.clear();
    const { data } = await started.graphql(
      '{ connect { contacts(first: 100) { nodes { queue { id type user { username } } user { username } } } } }',
    );
    const own = data.connect.contacts.nodes.filter(
      ({ queue }: { queue: { type: string } | null }) => queue?.type === 'AGENT',
    );
    expect(own.length).toBeGreaterThan(3);
    expect(own.every(({ queue }: { queue: { user: { username: string } } }) => queue.user.username)).toBe(true);
    expect(calls(started).length).toBeLessThanOrEqual(5);
    expect(calls(started)).toContain('ListQueues');
  });
});

test('users who are gone cost a search and a few Describes, not a Describe each', async () => {
  const started = await start({ instances: [instanceArn] });
  const representations = Array.from({ length: 40 }, (_, index) => ({
    __typename: 'ConnectUser',
    id: `gone-${index}`,
  }));
  const { data, errors } = await started.graphql(
    'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on ConnectUser { username } } }',
    { representations },
  );
  expect(errors).toEqual([]);
  expect(data._entities).toEqual(representations.map(() => null));
  expect(calls(started, 'SearchUsers')).toHaveLength(1);
  expect(calls(started, 'DescribeUser').length).toBeLessThanOrEqual(5);
});

describe('contacts that many want', () => {
  test('are one call each while it is under way, and asked for anew afterwards', async () => {
    // Without quotas, whose waits are not the point.
    const started = await startTampered({ connectTimeoutMs: 15_000 });
    gateway = started;
    const { data } = await started.graphql('{ connect { contacts(first: 20) { nodes { id } } } }');
    const ids: string[] = data.connect.contacts.nodes.map(({ id }: { id: string }) => id);
    for (const round of [1, 2]) {
      started.emulator.ledger.clear();
      let release = () => {};
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      started.tamper(() => released);
      const arrivals = arrivalsAt(started.url);
      const asked = Array.from({ length: 60 }, (_, index) =>
        started.graphql(`{ connect { contact(id: "${ids[index % 20]}") { channel } } }`),
      );
      await until(() => arrivals.count() === 60 && calls(started, 'DescribeContact').length >= 20);
      arrivals.end();
      // What has come later is answered, so that all of these wait for their contact.
      for (let index = 0; index < 3; index++) await started.graphql('{ __typename }');
      release();
      const answers = await Promise.all(asked);
      expect({ round, errors: answers.flatMap(({ errors }) => errors) }).toEqual({ round, errors: [] });
      expect(calls(started, 'DescribeContact')).toHaveLength(20);
    }
  });

  test('are searched for once for all who ask the same within the time that an answer is shared', async () => {
    const started = await start();
    const list = '{ connect { contacts(first: 10) { asOf nodes { id } } } }';
    const answers = await Promise.all(Array.from({ length: 20 }, () => started.graphql(list)));
    expect(new Set(answers.map(({ data }) => data.connect.contacts.asOf)).size).toBe(1);
    expect(calls(started)).toEqual(['SearchContacts']);
  });

  test('are read anew by whoever has just changed one', async () => {
    const started = await start({ emulator: { latencyMs: 100 }, quotas: { overrides: 'off', share: 1 } });
    const contactId = await newTask(started);
    const read = `{ connect { contact(id: "${contactId}") { state } } }`;
    const early = started.graphql(read);
    await started.graphql(`mutation { stopContact(input: { contactId: "${contactId}" }) { __typename } }`);
    const late = await started.graphql(read);
    expect(late.data.connect.contact.state).toBe('ENDED');
    await early;
  });

  test('share the attributes of their chain in one call', async () => {
    const started = await start();
    const { data, errors } = await started.graphql(
      `{ connect { contact(id: "${contacts.transferredElevenTimes}") { chain { nodes { attributes { name } } } } } }`,
    );
    expect(errors).toEqual([]);
    expect(data.connect.contact.chain.nodes).toHaveLength(12);
    expect(calls(started, 'GetContactAttributes')).toHaveLength(1);
    expect(calls(started, 'DescribeContact')).toHaveLength(1);
  });
});

describe('the quota', () => {
  test('is kept to by waiting: a burst of transfers is slowed down and none is throttled', async () => {
    const started = await start();
    const results = await Promise.all(
      Array.from({ length: 8 }, () =>
        started.graphql(
          `mutation { transferContact(input: { contactId: "c", contactFlowId: "f", destination: { queueId: "${queues.general}" } }) { __typename } }`,
        ),
      ),
    );
    expect(new Set(results.map(({ data }) => data.transferContact.__typename))).toEqual(
      new Set(['ConnectResourceNotFoundError']),
    );
    expect(started.emulator.ledger.entries('TransferContact').filter(({ status }) => status === 429)).toEqual([]);
  });

  test('refuses what could not have its turn in time, at once and without a call', async () => {
    // So few a second that most are refused on the slowest machine.
    const overrides = { StopContact: { rate: 1, burst: 2 } };
    const started = await start({ requestTimeoutMs: 1_500, quotas: { overrides, share: 1 } });
    const stop =
      'mutation ($id: ID!) { stopContact(input: { contactId: $id }) { __typename ... on ConnectThrottlingError { retryAfterMs retryable awsRequestId } } }';
    const results = await Promise.all(
      Array.from({ length: 60 }, (_, index) => started.graphql(stop, { id: `nobody-${index}` })),
    );
    const refused = results.filter(({ data }) => data.stopContact.__typename === 'ConnectThrottlingError');
    expect(refused.length).toBeGreaterThan(20);
    expect(refused[0]?.data.stopContact).toMatchObject({ retryable: true, awsRequestId: null });
    expect(refused[0]?.data.stopContact.retryAfterMs).toBeGreaterThan(0);
    expect(calls(started, 'StopContact').length + refused.length).toBe(60);
    expect(throttled(started)).toEqual([]);
  });

  test('refuses a query that could never finish, before any call, and names the numbers', async () => {
    const started = await start();
    const { status, errors } = await started.graphql(
      '{ connect { contacts(first: 100) { nodes { chain { nodes { id } } } } } }',
    );
    expect(status).toBe(400);
    expect(errors[0]).toMatchObject({
      message: expect.stringContaining('100 calls of ListAssociatedContacts'),
      extensions: { code: 'QUERY_TOO_EXPENSIVE', operation: 'ListAssociatedContacts', calls: 100, boundMs: 47_500 },
    });
    expect(calls(started)).toEqual([]);
  });

  test('recovers by itself beside others who have emptied the bucket, with few throttles', async () => {
    const started = await start();
    // Others on the account: straight to Connect, past the gateway.
    const drain = Array.from({ length: 25 }, () =>
      fetch(`${started.emulator.url}/contacts/i/c`, {
        headers: {
          authorization:
            'AWS4-HMAC-SHA256 Credential=other/20260101/us-east-1/connect/aws4_request, SignedHeaders=host, Signature=00',
        },
      }),
    );
    await Promise.all(drain);
    started.emulator.ledger.clear();
    const { errors } = await started.graphql(
      `{ connect { contacts(first: 15) { nodes { customerEndpoint { type } } } } }`,
    );
    expect(errors).toEqual([]);
    expect(throttled(started).length).toBeLessThan(5);
  });
});

describe('an operation that has broken down', () => {
  test('answers at once, is tried now and then, and comes back by itself', async () => {
    const started = await start({ requestTimeoutMs: 2_000, connectTimeoutMs: 500 });
    const { faults, ledger } = started.emulator;
    faults.add({ operation: 'DescribeContact', fault: 'http500', times: 10_000 });
    const read = `{ connect { contact(id: "${contacts.ended}") { id } } }`;
    for (let index = 0; index < 15; index++) await started.graphql(read);
    const made = ledger.entries('DescribeContact').length;
    const answers = await Promise.all(Array.from({ length: 50 }, () => started.graphql(read)));
    // One at once, and one after each pause, however long this took.
    expect(ledger.entries('DescribeContact').length - made).toBeLessThan(10);
    expect(answers[0]?.errors[0]).toMatchObject({
      message: expect.stringMatching(
        /so the call was not made\. The last failure: The answer did not come from Connect\./,
      ),
      extensions: { code: 'CONNECT_UNAVAILABLE', retryable: true },
    });
    faults.clear();
    for (;;) {
      const { data } = await started.graphql(read);
      if (data.connect.contact) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });

  test('spoils no part of the first page after it has come back', async () => {
    const started = await start({ quotas: { overrides: 'off', share: 1 }, emulator: { quotas: false } });
    const { faults } = started.emulator;
    // A call that works takes long, so that others wait long for the one that finds out whether it works again.
    faults.add({ operation: 'DescribeContact', fault: 'latency', ms: 1_000 });
    await started.graphql(`{ connect { contact(id: "${contacts.ended}") { channel } } }`);
    const described = '{ connect { contacts(first: 40) { nodes { customerEndpoint { type } } } } }';
    faults.add({ operation: 'DescribeContact', fault: 'http500', times: 10_000 });
    const parts = async () => {
      const { errors } = await started.graphql(described);
      return errors.length === 0 ? 'all' : errors.length === 40 ? 'none' : 'some';
    };
    expect(await parts()).toBe('none');
    faults.clear();
    // The breaker's first cool-down takes 500 ms. A page that began before its end would have only some of its parts.
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(await parts()).toBe('all');
  });
});

test('a developer who asks is shown what a query can cost and what it did', async () => {
  const started = await start();
  const ask = (headers: Record<string, string>) =>
    fetch(`${started.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: page }),
    }).then((response) => response.json() as Promise<{ extensions?: object }>);
  expect((await ask({})).extensions).toBeUndefined();
  expect((await ask({ 'x-connect-cost': '1' })).extensions).toMatchObject({
    connect: {
      calls: {},
      sharedReads: 1,
      estimate: { certain: { SearchContacts: 1 }, atMost: { SearchContacts: 1, SearchQueues: 1, SearchUsers: 1 } },
    },
  });
});

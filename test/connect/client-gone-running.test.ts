import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { agentStatuses, contacts, evaluated, flows, newTask, users } from '../support/demo.js';
import { startTestGateway, type TestGateway, type TestGatewayOptions } from '../support/gateway.js';
import { askAndLeave, until } from '../support/leaving-client.js';
import { type TestLog, testLog } from '../support/log.js';

let gateway: TestGateway | undefined;
let logged: TestLog;
afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});

/** A gateway without quotas, in which no time runs out: what ends a call that hangs is that its client has gone. */
async function start(options: TestGatewayOptions = {}): Promise<TestGateway> {
  logged = testLog();
  const times = { requestTimeoutMs: 60_000, connectTimeoutMs: 60_000 };
  gateway = await startTestGateway({ ...times, log: logged.log, ...options });
  return gateway;
}

/** The calls of an operation, and what the emulator has seen of them. */
function callsOf({ emulator }: TestGateway, operation: string) {
  const entries = () => emulator.ledger.entries(operation);
  return {
    count: () => entries().length,
    /** Those whose connection was destroyed before they were answered. */
    aborted: () => entries().filter(({ status, durationMs }) => status === null && durationMs !== null).length,
    hang: (times = 1) => emulator.faults.add({ operation, fault: 'hang', times }),
    /** How the gateway says that each attempt ended, since the last that hung. */
    outcomes: () =>
      logged
        .lines('connect call')
        .filter((line) => line.operation === operation)
        .map(({ outcome }) => outcome),
  };
}

/** How many requests had no client any more when they ended. */
const gone = () => logged.lines('request').filter(({ outcome }) => outcome === 'client_gone').length;

const read = (id: string) => `{ connect { contact(id: "${id}") { channel } } }`;
const mutation = (field: string, input: object, selection: string) =>
  `mutation { ${field}(input: ${JSON.stringify(input).replace(/"(\w+)":/g, '$1:')}) { ${selection} } }`;

describe('a read under way whose client leaves', () => {
  test('is aborted, and no other attempt is made, also without quotas and where attempts are short', async () => {
    // Far shorter than the request, and longer than a busy machine takes to leave.
    const started = await start({ connectTimeoutMs: 10_000 });
    const { hang, count, aborted, outcomes } = callsOf(started, 'DescribeContact');
    hang(10);
    const { leave } = askAndLeave(started, read('somebody'));
    await until(() => count() === 1);
    leave();
    await until(() => aborted() === 1);
    await until(() => gone() === 1);
    started.emulator.faults.clear();
    await started.graphql(read(contacts.voice));
    expect(outcomes()).toEqual(['cancelled', 'ok']);
    expect(count()).toBe(2);
  });

  test('is told of in the log with the reason, and counts neither as failed nor for the breaker', async () => {
    const started = await start({ settings: { admin: { host: '127.0.0.1', port: 0 } } });
    const { hang, count, aborted, outcomes } = callsOf(started, 'DescribeContact');
    const leavers = 30;
    hang(leavers);
    const clients = Array.from({ length: leavers }, (_, index) => askAndLeave(started, read(`somebody-${index}`)));
    await until(() => count() === leavers);
    for (const { leave } of clients) leave();
    await until(() => aborted() === leavers);
    await until(() => outcomes().length === leavers);
    expect(logged.lines('connect call')[0]).toMatchObject({
      ...{ outcome: 'cancelled', cause: 'client-gone', attempt: 1, status: null },
    });
    const { data } = await started.graphql(read(contacts.voice));
    expect(data.connect.contact).toEqual({ channel: 'VOICE' });
    const metrics = await (await fetch(`${started.adminUrl}/metrics`)).text();
    const samples = metrics
      .split('\n')
      .filter((line) => /^contact_gateway_connect_(calls|throttles|breaker)/.test(line));
    expect(samples).toEqual([
      `contact_gateway_connect_calls_total{operation="DescribeContact",outcome="cancelled"} ${leavers}`,
      'contact_gateway_connect_calls_total{operation="DescribeContact",outcome="ok"} 1',
      'contact_gateway_connect_breaker_open{operation="DescribeContact"} 0',
    ]);
  });

  test('is not read on: the next page of a list is not asked for', async () => {
    const waiting: ServerResponse[] = [];
    let pages = 0;
    let aborted = 0;
    // The emulator's pages are never short.
    const connect = createServer((request, response) => {
      request.resume();
      response.on('close', () => {
        if (!response.writableFinished) aborted++;
      });
      if (++pages === 2) return void waiting.push(response);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ InstanceSummaryList: [], NextToken: `page ${pages}` }));
    });
    connect.listen(0, '127.0.0.1');
    await once(connect, 'listening');
    const started = await start({ endpoint: `http://127.0.0.1:${(connect.address() as AddressInfo).port}` });
    const { leave } = askAndLeave(started, '{ connectInstances(first: 100) { nodes { id } } }');
    await until(() => waiting.length === 1);
    leave();
    await until(() => aborted === 1);
    await until(() => gone() === 1);
    await started.graphql('{ connect { id } }');
    expect(pages).toBe(2);
    connect.closeAllConnections();
    await new Promise((resolve) => connect.close(resolve));
  });

  test('is aborted with all that a page has under way, and nothing is read of what is nested in it', async () => {
    const started = await start();
    const described = callsOf(started, 'DescribeContact');
    const evaluations = callsOf(started, 'ListContactEvaluations');
    described.hang(20);
    const { leave } = askAndLeave(
      started,
      '{ connect { contacts(first: 20) { nodes { customerEndpoint { type } evaluations { form { title } } } } } }',
    );
    await until(() => described.count() === 20);
    await until(() => evaluations.outcomes().length === 20);
    const before = started.emulator.ledger.entries().length;
    leave();
    await until(() => described.aborted() === 20);
    await until(() => described.outcomes().length === 20);
    expect(started.emulator.ledger.entries()).toHaveLength(before);
  });

  test('is aborted where the directory reads in a batch, and nobody is asked for one by one', async () => {
    const started = await start({ directory: { freshMs: 300_000, staleMs: 0 } });
    const { hang, aborted, outcomes, count } = callsOf(started, 'SearchUsers');
    hang();
    const { leave } = askAndLeave(started, '{ connect { contacts(first: 100) { nodes { user { username } } } } }');
    await until(() => count() === 1);
    leave();
    await until(() => aborted() === 1);
    await until(() => outcomes().length === 1);
    expect(count()).toBe(1);
    expect(callsOf(started, 'DescribeUser').count()).toBe(0);
  });
});

describe('a read under way that two clients share', () => {
  test.each<[string, string, string, TestGatewayOptions]>([
    ['a contact', 'DescribeContact', read(contacts.voice), {}],
    ['a page of a list', 'SearchContacts', '{ connect { contacts(first: 5) { nodes { id } } } }', {}],
    [
      'a batch of the directory',
      'SearchUsers',
      '{ connect { contacts(first: 100) { nodes { user { username } } } } }',
      { directory: { freshMs: 300_000, staleMs: 0 } },
    ],
    ['a thing of the directory', 'DescribeUser', `{ connect { user(id: "${users.ines}") { username } } }`, {}],
    ['an instance', 'DescribeInstance', '{ connect { alias } }', {}],
  ])('is aborted when both have left, and not before: %s', async (_what, operation, query, options) => {
    const started = await start({ ...options, settings: { trustedProxies: ['127.0.0.1'] } });
    const { hang, count, aborted, outcomes } = callsOf(started, operation);
    hang(2);
    const one = askAndLeave(started, query, { 'x-forwarded-for': '203.0.113.1' });
    await until(() => count() === 1);
    const other = askAndLeave(started, query, { 'x-forwarded-for': '203.0.113.2' });
    const third = askAndLeave(started, query, { 'x-forwarded-for': '203.0.113.2' });
    // All three have come: what has come after them is answered.
    await started.graphql('{ __typename }');
    await started.graphql('{ __typename }');
    one.leave();
    await until(() => gone() === 1);
    third.leave();
    await until(() => gone() === 2);
    expect({ count: count(), aborted: aborted() }).toEqual({ count: 1, aborted: 0 });
    other.leave();
    await until(() => aborted() === 1);
    await until(() => outcomes().length === 1);
    expect({ count: count(), outcomes: outcomes() }).toEqual({ count: 1, outcomes: ['cancelled'] });
  });

  test('is answered to the one who stays', async () => {
    const started = await start();
    const { count, outcomes } = callsOf(started, 'DescribeContact');
    started.emulator.faults.add({ operation: 'DescribeContact', fault: 'latency', ms: 1_000 });
    const { leave } = askAndLeave(started, read(contacts.voice));
    await until(() => count() === 1);
    const answer = started.graphql(read(contacts.voice));
    await started.graphql('{ __typename }');
    leave();
    expect(await answer).toMatchObject({ data: { connect: { contact: { channel: 'VOICE' } } }, errors: [] });
    expect({ count: count(), outcomes: outcomes() }).toEqual({ count: 1, outcomes: ['ok'] });
  });
});

describe('a mutation whose client leaves', () => {
  test('goes on with its call', async () => {
    const started = await start();
    const contactId = await newTask(started);
    const { count, outcomes } = callsOf(started, 'StopContact');
    started.emulator.faults.add({ operation: 'StopContact', fault: 'latency', ms: 300 });
    const { leave } = askAndLeave(started, mutation('stopContact', { contactId }, '__typename'));
    await until(() => count() === 1);
    leave();
    await until(() => outcomes().length === 1);
    expect(outcomes()).toEqual(['ok']);
    expect(started.emulator.ledger.entries('StopContact')[0]).toMatchObject({ status: 200, changed: true });
  });

  test('goes on with what it has to know first, and then makes its call', async () => {
    const started = await start();
    const contactId = await newTask(started);
    const described = callsOf(started, 'DescribeContact');
    const updated = callsOf(started, 'UpdateContactAttributes');
    started.emulator.faults.add({ operation: 'DescribeContact', fault: 'latency', ms: 300 });
    const input = { contactId, attributes: [{ name: 'a', value: 'b' }] };
    const { leave } = askAndLeave(started, mutation('updateContactAttributes', input, '__typename'));
    await until(() => described.count() === 1);
    leave();
    await until(() => updated.outcomes().length === 1);
    expect([described.outcomes(), updated.outcomes()]).toEqual([['ok'], ['ok']]);
  });

  test.each([
    ['looks why Connect refused it', 'error', { error: 'InvalidRequestException' }],
    ['looks whether its call was applied', 'resetAfterCommit', {}],
  ] as const)('%s', async (_what, fault, also) => {
    const started = await start();
    const contactId = await newTask(started);
    const stopped = callsOf(started, 'StopContact');
    const described = callsOf(started, 'DescribeContact');
    started.emulator.faults.add({ operation: 'StopContact', fault: 'latency', ms: 300 });
    started.emulator.faults.add({ operation: 'StopContact', fault, ...also });
    const { leave } = askAndLeave(started, mutation('stopContact', { contactId }, '__typename'));
    await until(() => stopped.count() === 1);
    leave();
    await until(() => described.outcomes().length === 1);
    expect(described.outcomes()).toEqual(['ok']);
  });
});

describe('below the result of a mutation whose client leaves', () => {
  const tag = (contactId: string) => ({ contactId, clientToken: 'token', tags: [{ key: 'a', value: 'b' }] });
  const chat = {
    ...{ contactFlowId: flows.inbound, clientToken: 'token', participantDetails: { displayName: 'Customer' } },
  };
  const status = { userId: users.ines, agentStatusId: agentStatuses.break, clientToken: 'token' };

  test.each<[what: string, query: string, operation: string]>([
    [
      'evaluations',
      mutation('tagContact', tag(evaluated.contact), '... on TagContactSuccess { contact { evaluations { id } } }'),
      'ListContactEvaluations',
    ],
    [
      'what a user is at',
      mutation('putUserStatus', status, '... on PutUserStatusSuccess { user { current { status { name } } } }'),
      'GetCurrentUserData',
    ],
    [
      'the contact that was made',
      mutation('startChatContact', chat, '... on StartChatContactSuccess { contact { state } }'),
      'DescribeContact',
    ],
  ])('a read is aborted, of the first request as of its repeat: %s', async (_what, query, operation) => {
    const started = await start();
    const { hang, count, aborted, outcomes } = callsOf(started, operation);
    for (const times of [1, 2]) {
      hang();
      const { leave } = askAndLeave(started, query);
      await until(() => count() === times);
      leave();
      await until(() => aborted() === times);
      await until(() => outcomes().length === times);
    }
    expect(outcomes()).toEqual(['cancelled', 'cancelled']);
    expect(count()).toBe(2);
  });

  test('a repeated request for credentials is aborted, and they may be asked for again', async () => {
    const started = await start();
    const query = mutation(
      'startChatContact',
      chat,
      '... on StartChatContactSuccess { contactId participantToken clientToken }',
    );
    const { hang, count, aborted, outcomes } = callsOf(started, 'StartChatContact');
    const first = await started.graphql(query);
    expect(first.data.startChatContact.participantToken).toEqual(expect.any(String));
    hang();
    const { leave } = askAndLeave(started, query);
    await until(() => count() === 2);
    leave();
    await until(() => aborted() === 1);
    await until(() => outcomes().length === 2);
    expect((await started.graphql(query)).data).toEqual(first.data);
    expect(outcomes()).toEqual(['ok', 'cancelled', 'ok']);
  });
});

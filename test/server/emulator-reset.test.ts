import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { flows, newTask, queues } from '../support/demo.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';

const live = 'cccccccc-0000-4000-8000-000000000001';
const transferDocument = `mutation ($input: TransferContactInput!) {
  transferContact(input: $input) {
    __typename
    ... on TransferContactSuccess { contactId contact { state } transferredFrom { state } }
    ... on ConnectError { message retryable }
  }
}`;
const inputOf = (contactId: string) => ({
  contactId,
  contactFlowId: flows.toQueue,
  destination: { queueId: queues.general },
  clientToken: `transfer-of-${contactId}`,
});

/** What the control page of an emulator does, over HTTP as anyone would. */
const control = async (emulatorUrl: string, path: string, body?: object) => {
  const response = await fetch(`${emulatorUrl}/_emulator${path}`, { method: 'POST', body: JSON.stringify(body) });
  expect(response.ok).toBe(true);
};

describe('a reset of the emulator beside the gateway', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    // Far longer than the tests take: nothing that is remembered expires by itself.
    gateway = await startTestGateway({
      searchMaxAgeMs: 600_000,
      directory: { freshMs: 600_000, staleMs: 0 },
      requestTimeoutMs: 3_000,
      connectTimeoutMs: 1_000,
    });
  });
  beforeEach(() => control(gateway.emulator.url, '/reset'));
  afterAll(() => gateway.close());

  const transfer = async (contactId: string) => {
    const { data } = await gateway.graphql(transferDocument, { input: inputOf(contactId) });
    return data.transferContact;
  };
  const calls = (operation?: string) => gateway.emulator.ledger.entries(operation).length;

  test('forgets a success: the same token and input transfer the contact of the new world', async () => {
    expect(await transfer(live)).toMatchObject({ __typename: 'TransferContactSuccess' });
    await control(gateway.emulator.url, '/reset');
    expect(await transfer(live)).toMatchObject({
      __typename: 'TransferContactSuccess',
      contact: { state: expect.any(String) },
      transferredFrom: { state: 'ENDED' },
    });
    expect(calls('TransferContact')).toBe(1);
  });

  test('forgets a refusal', async () => {
    const { data } = await gateway.graphql(transferDocument, { input: { ...inputOf(live), clientToken: 'first' } });
    expect(data.transferContact.__typename).toBe('TransferContactSuccess');
    expect(await transfer(live)).toMatchObject({ __typename: 'ConnectContactNotTransferableError' });
    await control(gateway.emulator.url, '/reset');
    expect(await transfer(live)).toMatchObject({ __typename: 'TransferContactSuccess' });
  });

  test('forgets a call whose outcome is unknown', async () => {
    const stop = () =>
      gateway.graphql(
        'mutation ($input: StopContactInput!) { stopContact(input: $input) { __typename ... on ConnectError { message } } }',
        { input: { contactId: live, clientToken: 'stop-it' } },
      );
    gateway.emulator.faults.add({ operation: 'StopContact', fault: 'resetBefore' });
    gateway.emulator.faults.add({
      operation: 'DescribeContact',
      fault: 'error',
      error: 'AccessDeniedException',
      times: 20,
    });
    expect((await stop()).data.stopContact.__typename).toBe('ConnectOutcomeUnknownError');
    await control(gateway.emulator.url, '/reset');
    expect((await stop()).data.stopContact.__typename).toBe('StopContactSuccess');
    expect(calls('StopContact')).toBe(1);
  });

  test('invalidates searches', async () => {
    const search = async () =>
      (await gateway.graphql('{ connect { contacts(filter: { channels: [TASK] }) { nodes { id name } } } }')).data
        .connect.contacts.nodes as { id: string; name: string | null }[];
    const before = await search();
    const added = await newTask(gateway);
    await control(gateway.emulator.url, '/reset');
    const after = await search();
    expect(after.map(({ id }) => id)).not.toContain(added);
    expect(before.length).toBeGreaterThan(0);
    expect(calls('SearchContacts')).toBe(1);
  });

  test('invalidates the directory', async () => {
    const read = () => gateway.graphql('{ connect { queues(first: 50) { nodes { name description } } } }');
    await read();
    await read();
    expect(calls()).toBeGreaterThan(0);
    await control(gateway.emulator.url, '/reset');
    expect(calls()).toBe(0);
    await read();
    expect(calls()).toBeGreaterThan(0);
  });

  test('lets cursors expire, which the new world does not know', async () => {
    const page = (after?: string) =>
      gateway.graphql(
        'query ($after: String) { connect { contacts(first: 2, after: $after) { pageInfo { endCursor } } } }',
        { after },
      );
    const { endCursor } = (await page()).data.connect.contacts.pageInfo;
    await control(gateway.emulator.url, '/reset');
    const { errors } = await page(endCursor);
    expect(errors[0]?.extensions.code).toBe('CURSOR_EXPIRED');
  });

  test('forgets that an operation had broken down by faults, which are gone', async () => {
    gateway.emulator.faults.add({ operation: 'TransferContact', fault: 'resetBefore', times: 1_000 });
    await Promise.all(Array.from({ length: 30 }, (_, index) => transfer(`contact-${index}`)));
    await control(gateway.emulator.url, '/reset');
    expect(await transfer(live)).toMatchObject({ __typename: 'TransferContactSuccess' });
  });

  test('has nobody wait for a call of the earlier world, nor take its answer', async () => {
    const { emulator, graphql, close } = await startTestGateway({ connectTimeoutMs: 15_000 });
    emulator.faults.add({ operation: 'TransferContact', fault: 'hang' });
    const underWay = graphql(transferDocument, { input: inputOf(live) });
    while (emulator.ledger.entries('TransferContact').length === 0) await new Promise(setImmediate);
    await control(emulator.url, '/reset');
    // The earlier call's token with another input, which would be refused.
    const input = { ...inputOf(live), destination: { queueId: 'aaaaaaaa-0000-4000-8000-000000000005' } };
    const { data } = await graphql(transferDocument, { input });
    expect(data.transferContact).toMatchObject({ __typename: 'TransferContactSuccess' });
    await emulator.close();
    await underWay;
    await close();
  });

  test('an advance of the clock invalidates what was read before', async () => {
    const search = () =>
      gateway.graphql('{ connect { contacts(filter: { channels: [TASK] }) { nodes { id state } } } }');
    await search();
    await search();
    expect(calls('SearchContacts')).toBe(1);
    await control(gateway.emulator.url, '/clock', { advanceMs: 3_600_000 });
    await search();
    expect(calls('SearchContacts')).toBe(2);
  });
});

import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { newTask } from '../support/demo.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { askAndLeave as ask, until } from '../support/leaving-client.js';

let gateway: TestGateway | undefined;
afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});

/** A gateway that may make one call of an operation each second. */
async function start(operation: string): Promise<TestGateway> {
  const overrides = { [operation]: { rate: 1, burst: 2 } };
  const quotas = { overrides, share: 1 };
  gateway = await startTestGateway({ quotas, requestTimeoutMs: 60_000, directory: { freshMs: 300_000, staleMs: 0 } });
  return gateway;
}

const read = (id: string) => `{ connect { contact(id: "${id}") { id } } }`;

test('reads that wait for their turn are withdrawn when their client has gone, and hold up nobody', async () => {
  const started = await start('DescribeContact');
  const { ledger } = started.emulator;
  const described = () => ledger.entries('DescribeContact').map(({ input }) => input?.ContactId);
  const clients = Array.from({ length: 20 }, (_, index) => ask(started, read(`nobody-${index}`)));
  await until(() => described().length > 0);
  await sleep(200);
  for (const { leave } of clients) leave();
  await sleep(200);
  await started.graphql(read('somebody'));
  expect(described().at(-1)).toBe('somebody');
  expect(described().length).toBeLessThan(5);
});

test('what such a client was reading is read for the others who waited with it', async () => {
  const started = await start('SearchUsers');
  const { ledger } = started.emulator;
  const users = '{ connect { contacts(first: 100) { nodes { user { username } } } } }';
  await started.graphql('{ connect { users(first: 1) { nodes { id } } } }');
  const { leave } = ask(started, users);
  await until(() => ledger.entries('SearchContacts').length > 0);
  const answer = started.graphql(users);
  // It shares the page that the other has read, and then waits with it for the names.
  await sleep(200);
  leave();
  const { data, errors } = await answer;
  expect(errors).toEqual([]);
  expect(data.connect.contacts.nodes).toHaveLength(100);
  expect(ledger.entries('SearchUsers')).toHaveLength(2);
});

test('a mutation goes on without its client, and is made once', async () => {
  const started = await start('StopContact');
  const { ledger } = started.emulator;
  const contactIds = [await newTask(started), await newTask(started), await newTask(started)];
  const stopped = () => ledger.entries('StopContact');
  const stop = (id: string | undefined) => `mutation { stopContact(input: { contactId: "${id}" }) { __typename } }`;
  const clients = contactIds.map((id) => ask(started, stop(id)));
  await until(() => stopped().length > 0);
  await sleep(200);
  for (const { leave } of clients) leave();
  await until(() => stopped().filter(({ changed }) => changed).length === contactIds.length);
  expect(stopped().map(({ input }) => input?.ContactId)).toEqual(contactIds);
});

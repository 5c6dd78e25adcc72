import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { ask } from '../../examples/clients/fetch/client.js';
import { transferNewest } from '../../examples/clients/fetch/transfer.js';
import { DeskDocument } from '../../examples/clients/generated/graphql.js';
import { tell, tellAnything } from '../../examples/clients/outcome.js';
import { createClient, transfer } from '../../examples/clients/urql/transfer.js';
import { contacts, flows, newTask, queues } from '../support/demo.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';

let gateway: TestGateway;
let url: string;
beforeAll(async () => {
  gateway = await startTestGateway();
  url = `${gateway.url}/graphql`;
});
afterAll(() => gateway.close());
afterEach(() => {
  gateway.emulator.faults.clear();
  gateway.emulator.ledger.clear();
});
const changes = () => gateway.emulator.ledger.entries('TransferContact').filter(({ changed }) => changed);
const input = (contactId: string) => ({
  contactId,
  contactFlowId: flows.toQueue,
  destination: { queueId: queues.general },
});

describe('with fetch alone', () => {
  test('the newest email is transferred', async () => {
    expect(await transferNewest(url, 'General enquiries')).toBe('Transferred.');
    expect(changes()).toHaveLength(1);
  });

  test('a queue that is not there is told', async () => {
    expect(await transferNewest(url, 'Nobody')).toContain('nothing to transfer');
  });

  test('a request that the gateway refuses throws with its reason', async () => {
    await expect(ask(url, DeskDocument, {} as { first: number })).rejects.toThrow(/\$first/);
  });
});

describe('with urql', () => {
  test('a transfer whose answer is lost is asked for again with its token, and made once', async () => {
    const contactId = await newTask(gateway);
    gateway.emulator.faults.add({ operation: 'TransferContact', fault: 'resetAfterCommit', times: 3 });
    const result = await transfer(createClient(url), input(contactId));
    expect(tell(result)).toBe('Transferred.');
    expect(changes()).toHaveLength(1);
    const tokens = gateway.emulator.ledger.entries('TransferContact').map(({ token }) => token);
    expect(tokens.length).toBeGreaterThan(3);
    expect(new Set(tokens).size).toBe(1);
  });

  test('a refusal is told in words', async () => {
    expect(tell(await transfer(createClient(url), input(contacts.ended)))).toBe(
      'Cannot be transferred: contact not active.',
    );
  });

  test('what a later version may answer is told, too', () => {
    expect(tellAnything({ __typename: 'ConnectNewError', message: 'Not today.' })).toBe('Not today.');
    expect(tellAnything({ __typename: 'TransferContactSuccess' })).toBe('Done.');
  });
});

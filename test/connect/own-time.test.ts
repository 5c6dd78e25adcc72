import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { contacts } from '../support/demo.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';

let gateway: TestGateway | undefined;
afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});

const requestTimeoutMs = 4_000;
const directory = { freshMs: 300_000, staleMs: 900_000 };

test.each([
  ['a contact', 'DescribeContact', `{ connect { contact(id: "${contacts.ended}") { id } } }`],
  ['a page of a list', 'SearchContacts', '{ connect { contacts(first: 10) { nodes { id } } } }'],
  ['names for the directory', 'SearchUsers', '{ connect { contacts(first: 100) { nodes { user { username } } } } }'],
])(
  '%s is read once more for those who waited, when whoever read it ran out of time',
  async (_what, operation, query) => {
    gateway = await startTestGateway({ requestTimeoutMs, searchMaxAgeMs: 2_000, directory });
    const { faults, ledger } = gateway.emulator;
    faults.add({ operation, fault: 'hang' });
    const first = gateway.graphql(query);
    while (ledger.entries(operation).length === 0) await sleep(20);
    await sleep(requestTimeoutMs / 2);
    const later = [gateway.graphql(query), gateway.graphql(query), gateway.graphql(query)];
    expect((await first).errors[0]?.extensions.code).toBe('CONNECT_UNAVAILABLE');
    const answers = await Promise.all(later);
    expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
    expect(ledger.entries(operation)).toHaveLength(2);
  },
);

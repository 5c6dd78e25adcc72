import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { contacts, flows, queues } from '../support/demo.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { operationOf } from '../support/operation-of.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());
afterEach(() => gateway.emulator.ledger.clear());

/** Where the demo world's inbound flow leads by itself. */
const queueOfFlow = 'aaaaaaaa-0000-4000-8000-000000000006';

async function send(mutation: string, input: object) {
  const type = operationOf(mutation);
  const { data, errors } = await gateway.graphql(
    `mutation ($input: ${type}Input!) { result: ${mutation}(input: $input) { __typename
      ... on ${type}Success { contactId contact { systemEndpoint { address } } }
      ... on ConnectInvalidInputError { message violations { path message } } } }`,
    { input },
  );
  expect(errors).toEqual([]);
  return data.result;
}

/** What reached Connect. */
function sent(operation: string) {
  return gateway.emulator.ledger.entries(operation).map(({ input }) => input ?? {});
}

async function queueOf(contactId: string): Promise<string | undefined> {
  gateway.emulator.world.clock.advance(30_000);
  const { data } = await gateway.graphql('query ($id: ID!) { connect { contact(id: $id) { queue { id } } } }', {
    id: contactId,
  });
  return data.connect.contact.queue?.id;
}

describe('an outbound call', () => {
  const sourcePhoneNumber = '+12065550101';
  const queueId = queues.general;
  const call = (caller: object) => ({
    contactFlowId: flows.inbound,
    destinationPhoneNumber: '+12065550123',
    caller,
  });

  test.each([
    [
      'a number and a queue',
      { sourcePhoneNumber, queueId },
      { SourcePhoneNumber: sourcePhoneNumber, QueueId: queueId },
    ],
    ['a number alone', { sourcePhoneNumber }, { SourcePhoneNumber: sourcePhoneNumber }],
    ['a queue alone', { queueId }, { QueueId: queueId }],
    ['a number and no queue', { sourcePhoneNumber, queueId: null }, { SourcePhoneNumber: sourcePhoneNumber }],
    ['a queue and no number', { sourcePhoneNumber: null, queueId }, { QueueId: queueId }],
  ])('with %s is placed, and Connect gets just that', async (_what, caller, expected) => {
    const result = await send('startOutboundVoiceContact', call(caller));
    expect(result.__typename).toBe('StartOutboundVoiceContactSuccess');
    const [input = {}] = sent('StartOutboundVoiceContact');
    const { SourcePhoneNumber, QueueId } = input as { SourcePhoneNumber?: string; QueueId?: string };
    expect({ SourcePhoneNumber, QueueId }).toEqual({ SourcePhoneNumber: undefined, QueueId: undefined, ...expected });
    expect(await queueOf(result.contactId)).toBe(QueueId ?? queueOfFlow);
    if (SourcePhoneNumber) expect(result.contact.systemEndpoint.address).toBe(SourcePhoneNumber);
    // An instance has room for a few calls only.
    expect((await send('stopContact', { contactId: result.contactId })).__typename).toBe('StopContactSuccess');
  });

  test.each([
    ['an empty caller', {}],
    ['two nulls', { sourcePhoneNumber: null, queueId: null }],
    ['a null', { queueId: null }],
  ])('with %s is refused before any call, and both fields are named', async (_what, caller) => {
    expect(await send('startOutboundVoiceContact', call(caller))).toMatchObject({
      __typename: 'ConnectInvalidInputError',
      message: 'Invalid input. caller: must have `sourcePhoneNumber` or `queueId`, or both.',
      violations: [{ path: ['caller'], message: 'must have `sourcePhoneNumber` or `queueId`, or both.' }],
    });
    expect(gateway.emulator.ledger.entries()).toEqual([]);
  });

  test('with two texts that are none has a violation for each', async () => {
    const { violations } = await send('startOutboundVoiceContact', call({ sourcePhoneNumber: '', queueId: '' }));
    const paths = violations.map(({ path }: { path: string[] }) => path.join('.')).sort();
    expect(paths).toEqual(['caller.queueId', 'caller.sourcePhoneNumber']);
  });
});

test.each([
  ['absent', {}],
  ['null', { destination: null }],
  ['empty', { destination: {} }],
])(
  'a transfer whose destination is %s is refused, so that no forgotten field moves a contact',
  async (_what, given) => {
    gateway.emulator.ledger.clear();
    const { status, errors } = await gateway.graphql(
      'mutation ($input: TransferContactInput!) { transferContact(input: $input) { __typename } }',
      { input: { contactId: contacts.paused, contactFlowId: flows.inbound, ...given } },
    );
    expect([status, errors[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
    expect(gateway.emulator.ledger.entries()).toEqual([]);
  },
);

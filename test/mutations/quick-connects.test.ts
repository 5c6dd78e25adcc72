import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { fresh, lifeWorld } from '../support/life-world.js';
import { describeMutations } from '../support/mutation-cases.js';

describeMutations(
  [
    {
      mutation: 'transferContactToQuickConnect',
      operation: 'TransferContact',
      input: () => ({ contactId: fresh('task'), quickConnectId: 'lonely' }),
      selection: 'contactId contactArn contact { queue { id } } transferredFrom { id }',
      success: ({ contactId }) => ({ contact: { queue: { id: 'lonely' } }, transferredFrom: { id: contactId } }),
      refusals: [
        ...['phone', 'flow'].map((quickConnectId) => ({
          title: `refuses a quick connect to a ${quickConnectId} before any transfer`,
          input: () => ({ contactId: fresh('task'), quickConnectId }),
          answer: {
            __typename: 'ConnectQuickConnectNotSuitableError',
            quickConnectType: { phone: 'PHONE_NUMBER', flow: 'FLOW' }[quickConnectId],
          },
          selection: 'quickConnectType',
        })),
        {
          title: 'names a quick connect that does not exist',
          input: () => ({ contactId: fresh('task'), quickConnectId: 'nothing' }),
          answer: { __typename: 'ConnectResourceNotFoundError', resource: 'QUICK_CONNECT', resourceId: 'nothing' },
        },
        {
          title: 'finds why Connect refused, as for any transfer',
          input: () => ({ contactId: fresh('chat'), quickConnectId: 'bob' }),
          answer: { __typename: 'ConnectContactNotTransferableError', reason: 'CHANNEL_NOT_SUPPORTED' },
          selection: 'reason',
        },
        {
          title: "blames the quick connect's flow when that is not published",
          input: () => ({ contactId: fresh('task'), quickConnectId: 'draft' }),
          answer: { __typename: 'ConnectContactNotTransferableError', reason: 'FLOW_NOT_PUBLISHED' },
          selection: 'reason',
        },
        {
          title: 'names the field of a quick connect that cannot be one',
          input: () => ({ contactId: fresh('task'), quickConnectId: '' }),
          answer: {
            __typename: 'ConnectInvalidInputError',
            violations: [{ path: ['quickConnectId'], message: 'must not be empty.' }],
          },
        },
      ],
    },
  ],
  { emulator: { worldFile: lifeWorld() } },
);

describe('a transfer to a quick connect that leads elsewhere meanwhile', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({ emulator: { worldFile: lifeWorld() } });
  });
  afterAll(() => gateway.close());
  afterEach(() => {
    gateway.emulator.faults.clear();
    leadTo('lonely');
  });

  function leadTo(queueId: string): void {
    const quickConnects = gateway.emulator.world.instances[0]?.directory.quickConnects;
    const quickConnect = quickConnects?.get('lonely');
    if (quickConnect) quickConnects?.change(quickConnect, { queueId });
  }

  async function transfer(input: object) {
    const { data } = await gateway.graphql(
      `mutation ($input: TransferContactToQuickConnectInput!) {
        result: transferContactToQuickConnect(input: $input) { __typename
          ... on TransferContactToQuickConnectSuccess { contactId contact { queue { id } } }
          ... on ConnectError { retryable } } }`,
      { input },
    );
    return data.result;
  }
  const newInput = () => ({ contactId: fresh('task'), quickConnectId: 'lonely', clientToken: randomUUID() });
  const transfersOf = ({ contactId }: { contactId: string }) =>
    gateway.emulator.ledger
      .entries('TransferContact')
      .filter(({ changed, input }) => changed && (input as { ContactId?: string }).ContactId === contactId);

  test('gives the first answer to its token again', async () => {
    const input = newInput();
    const first = await transfer(input);
    leadTo('tasks');
    expect(first).toMatchObject({ contact: { queue: { id: 'lonely' } } });
    expect(await transfer(input)).toEqual(first);
    expect(transfersOf(input)).toHaveLength(1);
  });

  test('is not made again when nobody knows what became of the first, and succeeds once it leads there again', async () => {
    const input = newInput();
    gateway.emulator.faults.add({ operation: 'TransferContact', fault: 'resetAfterCommit', times: 100 });
    expect(await transfer(input)).toMatchObject({ __typename: 'ConnectOutcomeUnknownError', retryable: true });
    gateway.emulator.faults.clear();
    leadTo('tasks');
    expect(await transfer(input)).toMatchObject({ __typename: 'ConnectOutcomeUnknownError', retryable: true });
    leadTo('lonely');
    expect(await transfer(input)).toMatchObject({ contact: { queue: { id: 'lonely' } } });
    expect(transfersOf(input)).toHaveLength(1);
  });

  test('says that nothing was applied when the quick connect cannot be read', async () => {
    const input = newInput();
    gateway.emulator.faults.add({ operation: 'DescribeQuickConnect', fault: 'resetAfterCommit', times: 100 });
    expect(await transfer(input)).toMatchObject({ __typename: 'ConnectUnavailableError', retryable: true });
    gateway.emulator.faults.clear();
    expect(await transfer(input)).toMatchObject({ __typename: 'TransferContactToQuickConnectSuccess' });
    expect(transfersOf(input)).toHaveLength(1);
  });
});

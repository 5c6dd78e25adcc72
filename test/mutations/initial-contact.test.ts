import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { Stock } from '../support/stock.js';

const stock = new Stock();
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ emulator: { worldFile: stock.worldFile } });
});
afterAll(() => gateway.close());
afterEach(() => {
  gateway.emulator.faults.clear();
  gateway.emulator.ledger.clear();
});

const operation = 'UpdateContactAttributes';
/** Sets an attribute of a contact that was transferred, of which the gateway knows nothing yet unless it is given. */
async function update(more: { contactId?: string; clientToken?: string; value?: string } = {}, selection = '') {
  const { contactId = stock.take('task'), clientToken, value = 'gold' } = more;
  const { data, errors } = await gateway.graphql(
    `mutation ($input: UpdateContactAttributesInput!) { result: updateContactAttributes(input: $input) { __typename
      ... on UpdateContactAttributesSuccess { contactId } ... on ConnectError { message retryable awsRequestId }
      ... on ConnectThrottlingError { retryAfterMs } ${selection} } }`,
    { input: { contactId, clientToken, attributes: [{ name: 'plan', value }] } },
  );
  expect(errors).toEqual([]);
  return data.result;
}
const calls = (name: string) => gateway.emulator.ledger.entries(name).length;
const failing = (fault: 'throttle' | 'http500' | 'resetBefore' | 'error', error?: string) =>
  gateway.emulator.faults.add({ operation: 'DescribeContact', fault, times: 1_000, ...(error && { error }) });

describe('the first contact of a chain', () => {
  test('is looked for once, whatever is done with the same contact', async () => {
    const contactId = stock.take('task');
    for (const value of ['silver', 'gold']) expect(await update({ contactId, value })).toMatchObject({ contactId });
    expect([calls('DescribeContact'), calls(operation)]).toEqual([1, 2]);
  });

  test('is not looked for when the answer is remembered', async () => {
    const given = { contactId: stock.take('task'), clientToken: randomUUID() };
    const answer = await update(given);
    failing('http500');
    expect(await update(given)).toEqual(answer);
  });

  test('shows what was set on all that the chain has, at once', async () => {
    const { data } = await gateway.graphql(
      `mutation ($contactId: ID!, $other: [ConnectAttributeInput!]!, $one: [ConnectAttributeInput!]!) {
        one: updateContactAttributes(input: { contactId: $contactId, attributes: $one }) { ...attributes }
        other: updateContactAttributes(input: { contactId: $contactId, attributes: $other }) { ...attributes } }
      fragment attributes on UpdateContactAttributesSuccess {
        contact { attributes { value } chain { nodes { attributes { value } } } } }`,
      {
        contactId: stock.take('task'),
        one: [{ name: 'plan', value: 'silver' }],
        other: [{ name: 'plan', value: 'gold' }],
      },
    );
    const shown = (value: string) => ({
      contact: {
        attributes: [{ value }],
        chain: { nodes: [{ attributes: [{ value }] }, { attributes: [{ value }] }] },
      },
    });
    expect(data).toEqual({ one: shown('silver'), other: shown('gold') });
  });
});

describe('when it cannot be found out', () => {
  test.each([
    ['throttled', 'throttle', undefined, { __typename: 'ConnectThrottlingError', retryable: true }],
    ['an internal failure', 'http500', undefined, { __typename: 'ConnectUnavailableError', retryable: true }],
    ['a broken connection', 'resetBefore', undefined, { __typename: 'ConnectUnavailableError', retryable: true }],
    ['forbidden', 'error', 'AccessDeniedException', { __typename: 'ConnectAccessDeniedError', retryable: false }],
    ['refused', 'error', 'InvalidRequestException', { __typename: 'ConnectInvalidRequestError', retryable: false }],
  ] as const)(
    'the answer to a read that is %s says so, and that nothing was applied',
    async (_what, fault, error, answer) => {
      const given = { contactId: stock.take('task'), clientToken: randomUUID() };
      failing(fault, error);
      const failed = await update(given);
      expect(failed).toMatchObject(answer);
      expect(failed.message).toMatch(/DescribeContact|This request applied nothing\./);
      expect(calls(operation)).toBe(0);

      // Without a call the token is as if it had not been used, also for another input.
      gateway.emulator.faults.clear();
      expect(await update({ ...given, value: 'other' })).toMatchObject({ contactId: given.contactId });
    },
  );

  test('an earlier call of which nobody knows what became stays open', async () => {
    const given = { contactId: stock.take('task'), clientToken: randomUUID() };
    gateway.emulator.faults.add({ operation, fault: 'resetAfterCommit' });
    gateway.emulator.faults.add({ operation: 'GetContactAttributes', fault: 'http500', times: 1_000 });
    expect(await update(given)).toMatchObject({ __typename: 'ConnectOutcomeUnknownError', retryable: true });
    expect(await update(given)).toMatchObject({ __typename: 'ConnectOutcomeUnknownError', retryable: true });
    gateway.emulator.faults.clear();
    expect(await update(given)).toMatchObject({ __typename: 'UpdateContactAttributesSuccess' });
    expect(calls(operation)).toBe(1);
  });
});

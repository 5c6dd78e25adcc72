import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type TransferDestinationInput, TransferDocument } from '../generated/graphql.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { assertError, assertSuccess } from '../support/result.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

const queueId = 'aaaaaaaa-0000-4000-8000-000000000002';
const userId = 'bbbbbbbb-0000-4000-8000-000000000003';
const contactFlowId = 'ffffffff-0000-4000-8000-000000000003';

// The comments that expect an error are the test: type checking fails where there is none.
const accepted: TransferDestinationInput[] = [{ queueId }, { userId }];
const refused: TransferDestinationInput[] = [
  // @ts-expect-error both keys
  { queueId, userId },
  // @ts-expect-error no key
  {},
  // @ts-expect-error a null
  { queueId: null },
  // @ts-expect-error a null beside the other key
  { queueId, userId: null },
  // @ts-expect-error an unknown key
  { queueId, phoneNumber: '+15555550100' },
];

test.each(accepted)('a destination that the generated types accept is accepted: %j', async (destination) => {
  const input = { contactId: 'cccccccc-0000-4000-8000-000000000099', contactFlowId, destination };
  const { data, errors } = await gateway.graphql(TransferDocument, { input });
  expect(errors).toEqual([]);
  assertError(data?.transferContact, 'ConnectResourceNotFoundError');
});

test.each(refused)('a destination that the generated types refuse is refused: %j', async (destination) => {
  const input = { contactId: 'cccccccc-0000-4000-8000-000000000002', contactFlowId, destination };
  const { errors } = await gateway.graphql(TransferDocument, { input });
  expect(errors.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
});

test('assertSuccess and assertError narrow a result to the one member that they name', async () => {
  const input = { contactId: 'cccccccc-0000-4000-8000-000000000002', contactFlowId, destination: { queueId } };
  const { data } = await gateway.graphql(TransferDocument, { input });
  const result = data?.transferContact;
  expect(() => assertError(result, 'ConnectThrottlingError')).toThrow('Not a ConnectThrottlingError');
  // @ts-expect-error before the narrowing it may be an error, which has no such field
  expect(result?.contactArn).toContain('/contact/');
  assertSuccess(result);
  expect(result.contactArn).toContain(result.contactId);

  gateway.emulator.faults.add({ operation: 'TransferContact', fault: 'error', error: 'IdempotencyException' });
  const refusal = (await gateway.graphql(TransferDocument, { input })).data?.transferContact;
  expect(() => assertSuccess(refusal)).toThrow('Not a success');
  assertError(refusal, 'ConnectIdempotencyError');
  expect(refusal.clientToken).toMatch(/^[\w-]{36}$/);
});

test('assertError refuses, in types, a name that the union does not have', () => {
  const result: { __typename: 'ConnectThrottlingError' } | { __typename: 'StopContactSuccess' } = {
    __typename: 'ConnectThrottlingError',
  } as never;
  // @ts-expect-error not a member
  expect(() => assertError(result, 'ConnectTypoError')).toThrow('Not a ConnectTypoError');
  // @ts-expect-error a success is not an error
  expect(() => assertError(result, 'StopContactSuccess')).toThrow('Not a StopContactSuccess');
});

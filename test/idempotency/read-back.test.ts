import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { agentStatuses, flows, newTask, quickConnects, users } from '../support/demo.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { startTampered } from '../support/tampering.js';
import { calls, createTask, type Mutation, newToken, send, stop, transfer } from './support.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());
afterEach(() => {
  gateway.emulator.faults.clear();
  gateway.emulator.ledger.clear();
});
const always = 100;

/** A stop that never reaches Connect, and of which the gateway cannot find out either. */
async function lostStop() {
  const given = { contactId: await newTask(gateway), clientToken: newToken() };
  gateway.emulator.faults.add({ operation: 'StopContact', fault: 'resetBefore' });
  gateway.emulator.faults.add({ operation: 'DescribeContact', fault: 'http500', times: always });
  const answer = await send(gateway, stop, given);
  expect(answer).toMatchObject({ __typename: 'ConnectOutcomeUnknownError', retryable: true });
  gateway.emulator.faults.clear();
  return given;
}

describe('a stop of which nobody knows what became', () => {
  test('is not sent again while the contact lives, and says what to do', async () => {
    const given = await lostStop();
    const answer = await send(gateway, stop, given);
    expect(answer).toMatchObject({ __typename: 'ConnectOutcomeUnknownError', retryable: false });
    expect(answer.message).toMatch(/^The contact has not ended\./);
    expect(answer.howToCheck).toContain('new client token');
    expect(calls(gateway, stop)).toHaveLength(1);
    expect((await send(gateway, stop, { ...given, clientToken: newToken() })).__typename).toBe('StopContactSuccess');
  });

  test('has succeeded when the contact has ended by a stop, and goes on to have', async () => {
    const given = await lostStop();
    await send(gateway, stop, { ...given, clientToken: newToken() });
    gateway.emulator.ledger.clear();
    const answer = await send(gateway, stop, given);
    expect(answer).toMatchObject({ __typename: 'StopContactSuccess', contactId: given.contactId });
    gateway.emulator.faults.add({ operation: '*', fault: 'http500', times: always });
    expect(await send(gateway, stop, given)).toMatchObject({ __typename: 'StopContactSuccess' });
    expect(calls(gateway, stop)).toHaveLength(0);
  });

  test('came too late when the contact was transferred away, though its reason is that of a stop', async () => {
    const given = await lostStop();
    await send(gateway, transfer, { ...(await transfer.input(gateway)), contactId: given.contactId });
    const answer = await send(gateway, stop, given);
    expect(answer).toMatchObject({ __typename: 'ConnectContactNotFoundError', retryable: false });
    expect(answer.message).toContain('by a transfer');
    expect(calls(gateway, stop)).toHaveLength(0);
  });

  test('came too late when the contact ended by something else', async () => {
    const given = await lostStop();
    gateway.emulator.world.clock.advance(30 * 86_400_000);
    const answer = await send(gateway, stop, given);
    expect(answer).toMatchObject({ __typename: 'ConnectContactNotFoundError' });
    expect(answer.message).toContain('by EXPIRED');
  });
});

test.each([
  [
    'transfer, of which Connect keeps the token, may be made when they are granted',
    transfer,
    'TransferContactSuccess',
    2,
  ],
  ['stop, of which it keeps none, is not made with its token again', stop, 'ConnectAccessDeniedError', 1],
])('missing permissions: a %s', async (_what, mutation, then, made) => {
  const given = { ...(await mutation.input(gateway)), clientToken: newToken() };
  gateway.emulator.faults.add({ operation: mutation.operation, fault: 'error', error: 'AccessDeniedException' });
  gateway.emulator.ledger.clear();
  expect(await send(gateway, mutation, given)).toMatchObject({
    ...{ __typename: 'ConnectAccessDeniedError', retryable: false },
  });
  expect((await send(gateway, mutation, given)).__typename).toBe(then);
  expect(calls(gateway, mutation)).toHaveLength(made);
});

describe('a transfer of which one attempt has no answer', () => {
  test.each(['AccessDeniedException', 'ServiceQuotaExceededException'])(
    'is not settled by a later %s, which says nothing of the input',
    async (error) => {
      const given = { ...(await transfer.input(gateway)), clientToken: newToken() };
      gateway.emulator.faults.add({ operation: 'TransferContact', fault: 'resetAfterCommit' });
      gateway.emulator.faults.add({ operation: 'TransferContact', fault: 'error', error });
      expect(await send(gateway, transfer, given)).toMatchObject({ __typename: 'ConnectOutcomeUnknownError' });
      gateway.emulator.faults.add({ operation: 'TransferContact', fault: 'error', error });
      expect(await send(gateway, transfer, given)).toMatchObject({ __typename: 'ConnectOutcomeUnknownError' });
      expect(await send(gateway, transfer, given)).toMatchObject({ __typename: 'TransferContactSuccess' });
      expect(calls(gateway, transfer).filter(({ changed }) => changed)).toHaveLength(1);
    },
  );

  test('is settled by a refusal of the input', async () => {
    const given = { ...(await transfer.input(gateway)), clientToken: newToken() };
    gateway.emulator.faults.add({ operation: 'TransferContact', fault: 'resetBefore' });
    gateway.emulator.faults.add({ operation: 'TransferContact', fault: 'error', error: 'InvalidRequestException' });
    expect(await send(gateway, transfer, given)).toMatchObject({ __typename: 'ConnectInvalidRequestError' });
  });

  test('is not known to be unapplied because the next request with its token is throttled', async () => {
    const given = { ...(await transfer.input(gateway)), clientToken: newToken() };
    gateway.emulator.faults.add({ operation: 'TransferContact', fault: 'resetAfterCommit', times: 3 });
    expect(await send(gateway, transfer, given)).toMatchObject({ __typename: 'ConnectOutcomeUnknownError' });
    gateway.emulator.faults.add({ operation: 'TransferContact', fault: 'throttle', times: always });
    expect(await send(gateway, transfer, given)).toMatchObject({
      __typename: 'ConnectOutcomeUnknownError',
      retryable: true,
    });
    gateway.emulator.faults.clear();
    expect(await send(gateway, transfer, given)).toMatchObject({ __typename: 'TransferContactSuccess' });
  });
});

test('a new time for a task that was taken, and has passed when its token comes again, is found out all the same', async () => {
  const start = `mutation ($input: StartTaskContactInput!) { startTaskContact(input: $input) {
    ... on StartTaskContactSuccess { contactId } } }`;
  const inMinutes = (minutes: number) =>
    new Date(gateway.emulator.world.clock.now().getTime() + minutes * 60_000).toISOString();
  const { data } = await gateway.graphql(start, {
    input: { name: 'Later', source: { contactFlowId: flows.inbound }, scheduledAt: inMinutes(60) },
  });
  const scheduledAt = inMinutes(30);
  const input = { contactId: data.startTaskContact.contactId, scheduledAt, clientToken: newToken() };
  const ask = async () => {
    const document = `mutation ($input: UpdateContactScheduleInput!) { updateContactSchedule(input: $input) {
      __typename ... on ConnectError { retryable } } }`;
    return (await gateway.graphql(document, { input })).data.updateContactSchedule;
  };
  gateway.emulator.faults.add({ operation: 'UpdateContactSchedule', fault: 'resetAfterCommit' });
  gateway.emulator.faults.add({ operation: 'DescribeContact', fault: 'http500', times: always });
  expect(await ask()).toMatchObject({ __typename: 'ConnectOutcomeUnknownError', retryable: true });
  gateway.emulator.faults.clear();
  gateway.emulator.world.clock.advance(45 * 60_000);
  // By an answer the gateway learns what Connect's clock says.
  await newTask(gateway);
  expect(await ask()).toEqual({ __typename: 'UpdateContactScheduleSuccess' });
});

describe('an earlier call whose outcome is not known', () => {
  test.each([
    ['there is no such quick connect any more', 'ResourceNotFoundException'],
    ['the quick connect must not be read any more', 'AccessDeniedException'],
  ])('stays open when the next request with its token is refused before any call: %s', async (_why, error) => {
    const field = 'transferContactToQuickConnect';
    const document = `mutation ($input: TransferContactToQuickConnectInput!) { ${field}(input: $input) {
      __typename ... on ConnectError { message retryable } } }`;
    const given = {
      ...{ contactId: await newTask(gateway), quickConnectId: quickConnects.toBilling },
      clientToken: newToken(),
    };
    const ask = async () => (await gateway.graphql(document, { input: given })).data[field];
    gateway.emulator.faults.add({ operation: 'TransferContact', fault: 'resetAfterCommit', times: 3 });
    expect(await ask()).toMatchObject({ __typename: 'ConnectOutcomeUnknownError' });
    gateway.emulator.faults.clear();
    gateway.emulator.faults.add({ operation: 'DescribeQuickConnect', fault: 'error', error, times: always });
    for (let count = 0; count < 2; count++) {
      expect(await ask()).toMatchObject({ __typename: 'ConnectOutcomeUnknownError', retryable: true });
    }
    gateway.emulator.faults.clear();
    expect(await ask()).toMatchObject({ __typename: 'TransferContactToQuickConnectSuccess' });
    expect(calls(gateway, transfer).filter(({ changed }) => changed)).toHaveLength(1);
  });
});

test('a token that was refused before any call is free, also for another input', async () => {
  const inMinutes = (minutes: number) =>
    new Date(gateway.emulator.world.clock.now().getTime() + minutes * 60_000).toISOString();
  const task = { name: 'Later', source: { contactFlowId: flows.inbound }, scheduledAt: inMinutes(60) };
  const { contactId } = await send(gateway, createTask, task);
  const document = `mutation ($input: UpdateContactScheduleInput!) { updateContactSchedule(input: $input) {
    __typename ... on ConnectError { retryable } } }`;
  const clientToken = newToken();
  const moveTo = async (scheduledAt: string) =>
    (await gateway.graphql(document, { input: { contactId, scheduledAt, clientToken } })).data.updateContactSchedule;
  for (const time of ['2000-01-01T00:00:00Z', '2099-01-01T00:00:00Z']) {
    expect(await moveTo(time)).toEqual({ __typename: 'ConnectInvalidInputError', retryable: false });
  }
  expect(await moveTo(inMinutes(30))).toEqual({ __typename: 'UpdateContactScheduleSuccess' });
  expect(await moveTo('2099-01-01T00:00:00Z')).toMatchObject({ __typename: 'ConnectIdempotencyError' });
});

describe('a status of a user whose call did not reach Connect', () => {
  const putStatus: Mutation = {
    operation: 'PutUserStatus',
    field: 'putUserStatus',
    document: `mutation ($input: PutUserStatusInput!) {
      putUserStatus(input: $input) { __typename ... on ConnectError { message retryable } }
    }`,
    input: async () => ({ userId: users.ines, agentStatusId: agentStatuses.break }),
  };

  test.each<[what: string, data: object[], message: RegExp]>([
    ['another status', [{ Status: { StatusArn: 'arn', StatusName: 'Lunch' } }], /^The user has the status Lunch\./],
    ['another next status', [{ NextStatus: 'Lunch' }], /^The next status of the user is Lunch\./],
    ['no status', [{}], /^Connect does not say which status the user has\./],
    ['no user', [], /^Connect does not say which status the user has\./],
  ])('is told apart from what Connect shows: %s', async (_what, data, message) => {
    const tampered = await startTampered();
    try {
      tampered.emulator.faults.add({ operation: 'PutUserStatus', fault: 'resetBefore' });
      tampered.tamper((operation, answer) => {
        if (operation !== 'GetCurrentUserData') return;
        const UserDataList = data.map((user) => ({ User: { Id: users.ines }, ...user }));
        answer.body = JSON.stringify({ UserDataList });
      });
      const input = { ...(await putStatus.input(tampered)), clientToken: newToken() };
      expect((await send(tampered, putStatus, input)).message).toMatch(/^The connection to Connect broke\./);
      const answer = await send(tampered, putStatus, input);
      expect(answer).toMatchObject({ __typename: 'ConnectOutcomeUnknownError', retryable: false });
      expect(answer.message).toMatch(message);
    } finally {
      await tampered.close();
    }
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type StopContactInput, StopDocument } from '../generated/graphql.js';
import { contacts, newTask } from '../support/demo.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { assertError, assertSuccess } from '../support/result.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());
afterEach(() => {
  gateway.emulator.faults.clear();
});

async function stop(input: StopContactInput) {
  const { data, errors } = await gateway.graphql(StopDocument, { input });
  expect(errors).toEqual([]);
  return data?.stopContact;
}

describe('stopping a contact', () => {
  test('ends it, and shows it as it is then', async () => {
    const contactId = await newTask(gateway);
    const { data } = await gateway.graphql(
      `mutation ($input: StopContactInput!) { stopContact(input: $input) { __typename
        ... on StopContactSuccess { contactId clientToken contact { state disconnectReason } } } }`,
      { input: { contactId, clientToken: 'mine' } },
    );
    expect(data.stopContact).toEqual({
      __typename: 'StopContactSuccess',
      contactId,
      clientToken: 'mine',
      contact: { state: 'ENDED', disconnectReason: 'API' },
    });
  });

  test('works for a chat', async () => {
    assertSuccess(await stop({ contactId: contacts.chat }));
  });

  test('of a call that a transfer made says why it cannot be', async () => {
    const { data } = await gateway.graphql(
      `{ connect { contacts(filter: { channels: [VOICE], initiationMethods: [TRANSFER] }) { nodes { id state } } } }`,
    );
    const live = data.connect.contacts.nodes.find(({ state }: { state: string }) => state !== 'ENDED');
    const result = await stop({ contactId: live.id });
    assertError(result, 'ConnectContactNotStoppableError');
    expect(result).toMatchObject({ channel: 'VOICE', initiationMethod: 'TRANSFER', retryable: false });
  });

  test('that has ended is a contact not found, as Connect has it', async () => {
    assertError(await stop({ contactId: contacts.ended }), 'ConnectContactNotFoundError');
  });

  test.each([
    ['InvalidRequestException', 'ConnectInvalidRequestError'],
    ['ContactNotFoundException', 'ConnectContactNotFoundError'],
    ['InvalidParameterException', 'ConnectInvalidParameterError'],
    ['ResourceNotFoundException', 'ConnectResourceNotFoundError'],
    ['InternalServiceException', 'ConnectInternalServiceError'],
    ['InvalidActiveRegionException', 'ConnectInvalidActiveRegionError'],
    ['AccessDeniedException', 'ConnectAccessDeniedError'],
    ['IdempotencyException', 'ConnectIdempotencyError'],
    ['ConflictException', 'ConnectUnexpectedError'],
  ] as const)('refused by %s is %s', async (error, type) => {
    const contactId = await newTask(gateway);
    gateway.emulator.faults.add({ operation: 'StopContact', fault: 'error', error });
    assertError(await stop({ contactId }), type);
  });

  test('that does not exist names the contact', async () => {
    gateway.emulator.faults.add({ operation: 'StopContact', fault: 'error', error: 'ResourceNotFoundException' });
    const result = await stop({ contactId: 'nobody' });
    assertError(result, 'ConnectResourceNotFoundError');
    expect(result).toMatchObject({ resource: 'CONTACT', resourceId: 'nobody' });
  });

  test('throttled under the name that Connect uses here is throttling', async () => {
    const contactId = await newTask(gateway);
    gateway.emulator.faults.add({ operation: 'StopContact', fault: 'throttle', times: 3 });
    assertError(await stop({ contactId }), 'ConnectThrottlingError');
    expect(gateway.emulator.ledger.entries('StopContact')[0]?.error).toBe('TooManyRequestsException');
  });

  test('with too long a token names the limit, though Connect takes none', async () => {
    const result = await stop({ contactId: 'c', clientToken: 't'.repeat(501) });
    assertError(result, 'ConnectInvalidInputError');
    expect(result.violations[0]?.path).toEqual(['clientToken']);
  });
});

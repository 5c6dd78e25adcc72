import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type TransferContactInput, TransferDocument } from '../../generated/graphql.js';
import { contacts, flows, instanceArn, instanceId, newTask, queues, users } from '../../support/demo.js';
import { refusalIn, type WrongOneOf, wrongOneOf } from '../../support/differences.js';
import { startTestGateway, type TestGateway } from '../../support/gateway.js';
import { assertError, assertSuccess } from '../../support/result.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());
afterEach(() => {
  gateway.emulator.faults.clear();
  gateway.emulator.ledger.clear();
});

const toGeneral = { contactFlowId: flows.toQueue, destination: { queueId: queues.general } };

async function transfer(input: TransferContactInput) {
  const { data, errors } = await gateway.graphql(TransferDocument, { input });
  expect(errors).toEqual([]);
  return data?.transferContact;
}

const calls = (operation?: string) => gateway.emulator.ledger.entries(operation).map((entry) => entry.operation);

describe('a transfer', () => {
  test('to a queue makes a new contact there and ends the old one', async () => {
    const contactId = await newTask(gateway);
    const result = await transfer({ contactId, ...toGeneral });
    assertSuccess(result);
    expect(result.contactId).not.toBe(contactId);
    expect(result.contactArn).toBe(`${instanceArn}/contact/${result.contactId}`);
    gateway.emulator.world.clock.advance(10_000);
    const { data } = await gateway.graphql(
      `query ($from: ID!, $to: ID!) { connect {
        from: contact(id: $from) { state }
        to: contact(id: $to) { initiationMethod transferCount previousContact { id } initialContact { id } queue { id } } } }`,
      { from: contactId, to: result.contactId },
    );
    expect(data.connect).toEqual({
      from: { state: 'ENDED' },
      to: {
        initiationMethod: 'TRANSFER',
        transferCount: 1,
        previousContact: { id: contactId },
        initialContact: { id: contactId },
        queue: { id: queues.general },
      },
    });
  });

  test('to a user goes to the own queue of that user', async () => {
    const contactId = await newTask(gateway);
    const destination = { userId: users.ines };
    const result = await transfer({ contactId, contactFlowId: flows.toAgent, destination });
    assertSuccess(result);
    const [call] = gateway.emulator.ledger.entries('TransferContact');
    expect(call?.input).toMatchObject({ UserId: users.ines });
    expect(call?.input).not.toHaveProperty('QueueId');
  });

  test('of an email works as that of a task, and says so in the old contact', async () => {
    const result = await transfer({ contactId: contacts.email, ...toGeneral });
    assertSuccess(result);
    const { data } = await gateway.graphql(`{ connect { contact(id: "${contacts.email}") { disconnectReason } } }`);
    expect(data.connect.contact.disconnectReason).toBe('TRANSFERRED');
  });

  test('of a paused task is allowed', async () => {
    assertSuccess(await transfer({ contactId: contacts.paused, ...toGeneral }));
  });

  test('takes ARNs for ids, from which it knows the instance', async () => {
    const contactId = await newTask(gateway);
    const result = await transfer({
      contactId: `${instanceArn}/contact/${contactId}`,
      contactFlowId: `${instanceArn}/contact-flow/${flows.toAgent}`,
      destination: { userId: `${instanceArn}/agent/${users.ines}` },
    });
    assertSuccess(result);
    expect(gateway.emulator.ledger.entries('TransferContact')[0]?.input).toMatchObject({
      InstanceId: instanceId,
      ContactId: contactId,
      ContactFlowId: flows.toAgent,
      UserId: users.ines,
    });
  });

  test('makes exactly one call when only the answer of Connect is asked for', async () => {
    const contactId = await newTask(gateway);
    const { data, errors } = await gateway.graphql(
      `mutation ($input: TransferContactInput!) { transferContact(input: $input) { __typename
        ... on TransferContactSuccess { contactId contactArn clientToken contact { id arn } transferredFrom { id arn instanceId } } } }`,
      { input: { contactId, ...toGeneral } },
    );
    expect(errors).toEqual([]);
    expect(data.transferContact.transferredFrom.arn).toBe(`${instanceArn}/contact/${contactId}`);
    expect(calls()).toEqual(['TransferContact']);
  });

  test('makes one more call for each contact of which more than its ids is asked', async () => {
    const contactId = await newTask(gateway);
    await gateway.graphql(
      `mutation ($input: TransferContactInput!) { transferContact(input: $input) { __typename
        ... on TransferContactSuccess { contact { state channel name tags { key } } transferredFrom { state disconnectedAt } } } }`,
      { input: { contactId, ...toGeneral } },
    );
    expect(calls()).toEqual(['TransferContact', 'DescribeContact', 'DescribeContact']);
  });

  test('stays a success when every read that follows it fails', async () => {
    const contactId = await newTask(gateway);
    gateway.emulator.faults.add({ operation: 'DescribeContact', fault: 'throttle', times: 100 });
    const { data, errors } = await gateway.graphql(
      `mutation ($input: TransferContactInput!) { transferContact(input: $input) { __typename
        ... on TransferContactSuccess { contactId clientToken contact { state } transferredFrom { channel } } } }`,
      { input: { contactId, ...toGeneral, clientToken: 'kept' } },
    );
    expect(data.transferContact).toEqual({
      __typename: 'TransferContactSuccess',
      contactId: expect.any(String),
      clientToken: 'kept',
      contact: { state: null },
      transferredFrom: { channel: null },
    });
    expect(errors).toHaveLength(2);
    expect(errors[0]?.extensions).toMatchObject({ code: 'CONNECT_THROTTLING', retryable: true, retryAfterMs: 1_000 });
  });
});

describe('a client token', () => {
  test('makes a repeated transfer one transfer, with the first answer', async () => {
    const input = { contactId: await newTask(gateway), ...toGeneral, clientToken: 'token-once' };
    const [first, second] = [await transfer(input), await transfer(input)];
    assertSuccess(first);
    assertSuccess(second);
    expect(second.contactId).toBe(first.contactId);
    expect(gateway.emulator.ledger.entries('TransferContact').map(({ changed }) => changed)).toEqual([true]);
  });

  test('is refused with another input', async () => {
    const input = { contactId: await newTask(gateway), ...toGeneral, clientToken: 'token-twice' };
    assertSuccess(await transfer(input));
    const other = await transfer({ ...input, contactId: await newTask(gateway) });
    assertError(other, 'ConnectIdempotencyError');
    expect(other).toMatchObject({ clientToken: 'token-twice', retryable: false });
  });

  test('is made by the gateway when absent, and returned', async () => {
    const result = await transfer({ contactId: await newTask(gateway), ...toGeneral });
    assertSuccess(result);
    expect(result.clientToken).toMatch(/^[0-9a-f-]{36}$/);
    expect(gateway.emulator.ledger.entries('TransferContact')[0]?.token).toBe(result.clientToken);
  });
});

describe('a transfer that Connect refuses', () => {
  test.each([
    ['an ended contact', { contactId: contacts.ended }, 'CONTACT_NOT_ACTIVE'],
    ['a scheduled task', { contactId: contacts.scheduled }, 'CONTACT_NOT_ACTIVE'],
    ['a call', { contactId: contacts.voice }, 'CHANNEL_NOT_SUPPORTED'],
    ['a chat', { contactId: contacts.chat }, 'CHANNEL_NOT_SUPPORTED'],
    [
      'a contact that was transferred 11 times',
      { contactId: contacts.transferredElevenTimes },
      'TRANSFER_LIMIT_REACHED',
    ],
    ['a flow of another type', { contactFlowId: flows.customerQueue }, 'FLOW_TYPE_NOT_SUPPORTED'],
    ['a flow that is only saved', { contactFlowId: flows.draft }, 'FLOW_NOT_PUBLISHED'],
    ['an archived flow', { contactFlowId: flows.archived }, 'FLOW_NOT_PUBLISHED'],
    ['a full queue', { destination: { queueId: queues.full } }, 'DESTINATION_QUEUE_FULL'],
  ])('for %s says why', async (_what, part, reason) => {
    const contactId = await newTask(gateway);
    const result = await transfer({ contactId, ...toGeneral, ...part });
    assertError(result, 'ConnectContactNotTransferableError');
    expect(result).toMatchObject({ reason, retryable: false, awsRequestId: expect.any(String) });
    expect(result.connectError).toMatch(/^(InvalidRequest|ServiceQuotaExceeded)Exception$/);
    expect(gateway.emulator.ledger.entries('TransferContact')).toHaveLength(1);
  });

  test('gives the facts that belong to the reason', async () => {
    const ended = await transfer({ contactId: contacts.ended, ...toGeneral });
    expect(ended).toMatchObject({ channel: 'TASK', disconnectedAt: expect.stringMatching(/Z$/) });
    const limit = await transfer({ contactId: contacts.transferredElevenTimes, ...toGeneral });
    expect(limit).toMatchObject({ transferCount: 11 });
    const contactId = await newTask(gateway);
    const flow = await transfer({ contactId, ...toGeneral, contactFlowId: flows.customerQueue });
    expect(flow).toMatchObject({ flowType: 'CUSTOMER_QUEUE' });
  });

  test('at the eleventh transfer is the twelfth one only', async () => {
    const eleventh = await transfer({ contactId: contacts.transferredTenTimes, ...toGeneral });
    assertSuccess(eleventh);
    const twelfth = await transfer({ contactId: eleventh.contactId, ...toGeneral });
    assertError(twelfth, 'ConnectContactNotTransferableError');
    expect(twelfth.reason).toBe('TRANSFER_LIMIT_REACHED');
  });

  test.each([
    ['contact', { contactId: 'nobody' }, 'CONTACT', 'nobody'],
    ['flow', { contactFlowId: 'nothing' }, 'CONTACT_FLOW', 'nothing'],
    ['queue', { destination: { queueId: 'nowhere' } }, 'QUEUE', 'nowhere'],
    ['user', { destination: { userId: 'no-one' } }, 'USER', 'no-one'],
  ])('because there is no such %s says so', async (_what, part, resource, resourceId) => {
    const contactId = await newTask(gateway);
    const result = await transfer({ contactId, ...toGeneral, ...part });
    assertError(result, 'ConnectResourceNotFoundError');
    expect(result).toMatchObject({ resource, resourceId, awsRequestId: expect.any(String) });
  });

  test('is looked into once for all who ask within two seconds', async () => {
    await Promise.all(Array.from({ length: 5 }, () => transfer({ contactId: contacts.chat, ...toGeneral })));
    expect(calls('DescribeContact').length).toBeLessThanOrEqual(1);
  });

  test('is told in the words of Connect when looking fails', async () => {
    gateway.emulator.faults.add({ operation: 'TransferContact', fault: 'error', error: 'InvalidRequestException' });
    gateway.emulator.faults.add({ operation: 'DescribeContact', fault: 'throttle', times: 10 });
    const result = await transfer({ contactId: await newTask(gateway), ...toGeneral });
    assertError(result, 'ConnectInvalidRequestError');
  });

  test('is told in the words of Connect when nothing certain is found', async () => {
    gateway.emulator.faults.add({ operation: 'TransferContact', fault: 'error', error: 'InvalidRequestException' });
    const result = await transfer({ contactId: await newTask(gateway), ...toGeneral });
    assertError(result, 'ConnectInvalidRequestError');
    expect(result.message).toMatch(/^Connect refused TransferContact with \w+Exception: [a-z]/);
  });
});

describe('a destination', () => {
  const both = { queueId: queues.general, userId: users.ines };
  const document = (destination: string, variables = '') =>
    `mutation ${variables} { transferContact(input: { contactId: "c", contactFlowId: "f", destination: ${destination} }) { __typename } }`;
  const whole = 'mutation ($input: TransferContactInput!) { transferContact(input: $input) { __typename } }';
  const nullable = (variable: string) => document('{ queueId: $q }', `(${variable})`);
  const input = (destination: unknown) => ({ input: { contactId: 'c', contactFlowId: 'f', destination } });

  test.each<[string, WrongOneOf, string, object?]>([
    ['both keys, as a literal', 'literal', document(`{ queueId: "q", userId: "u" }`)],
    ['no key, as a literal', 'literal', document('{}')],
    ['a null, as a literal', 'literal', document('{ queueId: null }')],
    ['an unknown key, as a literal', 'unknown literal', document('{ teamId: "t" }')],
    ['both keys, in a variable', 'variable', whole, input(both)],
    ['no key, in a variable', 'variable', whole, input({})],
    ['a null, in a variable', 'variable', whole, input({ userId: null })],
    ['a key and a null, in a variable', 'variable', whole, input({ queueId: 'q', userId: null })],
    ['an unknown key, in a variable', 'unknown variable', whole, input({ teamId: 't' })],
    ['a nullable variable inside that is null', 'nullable variable inside', nullable('$q: ID'), { q: null }],
    ['a nullable variable inside that is absent', 'nullable variable inside', nullable('$q: ID')],
    ['a nullable variable inside with a default', 'nullable variable inside', nullable('$q: ID = "q"'), { q: null }],
    ['a nullable variable inside that has a value', 'nullable variable with a value', nullable('$q: ID'), { q: 'q' }],
    [
      'two variables inside, one of them absent',
      'literal',
      document('{ queueId: $q, userId: $u }', '($q: ID!, $u: ID)'),
      { q: 'q' },
    ],
  ])(
    'with %s is refused before anything is called, and the remedy said',
    async (_what, wrong, query, variables = {}) => {
      const answer = await gateway.graphql(query, variables);
      expect(refusalIn(answer, 'Give exactly one of `queueId` or `userId`')).toEqual(wrongOneOf[wrong]);
      expect(calls()).toEqual(wrongOneOf[wrong] === 'taken' ? ['TransferContact', 'DescribeContact'] : []);
    },
  );

  test('as the whole of a variable, or as a non-null variable inside, is taken', async () => {
    const contactId = await newTask(gateway);
    const { data } = await gateway.graphql(
      `mutation ($contactId: ID!, $flow: ID!, $q: ID!) {
        transferContact(input: { contactId: $contactId, contactFlowId: $flow, destination: { queueId: $q } }) { __typename } }`,
      { contactId, flow: flows.toQueue, q: queues.general },
    );
    expect(data.transferContact.__typename).toBe('TransferContactSuccess');
  });

  test('that is empty is an invalid input, which names the field', async () => {
    const result = await transfer({ contactId: 'c', contactFlowId: 'f', destination: { queueId: '' } });
    assertError(result, 'ConnectInvalidInputError');
    expect(result.violations).toEqual([{ path: ['destination', 'queueId'], message: 'must not be empty.' }]);
    expect(calls()).toEqual([]);
  });
});

describe('an input that breaks a documented constraint', () => {
  test.each([
    [
      'too long a contact id',
      { contactId: 'c'.repeat(257) },
      ['contactId'],
      'must have at most 256 characters, not 257.',
    ],
    [
      'too long a flow id',
      { contactFlowId: 'f'.repeat(501) },
      ['contactFlowId'],
      'must have at most 500 characters, not 501.',
    ],
    ['too long a token', { clientToken: 't'.repeat(501) }, ['clientToken'], 'must have 1 to 500 characters, not 501.'],
    ['an empty token', { clientToken: '' }, ['clientToken'], 'must have 1 to 500 characters, not 0.'],
    [
      'the ARN of something else',
      { contactId: `${instanceArn}/queue/${queues.general}` },
      ['contactId'],
      'must be the id or the ARN of a contact.',
    ],
  ])('for %s names the field and the limit, and calls nothing', async (_what, part, path, message) => {
    const result = await transfer({ contactId: 'c', ...toGeneral, ...part });
    assertError(result, 'ConnectInvalidInputError');
    expect(result.violations).toEqual([{ path, message }]);
    expect(result).toMatchObject({ retryable: false, awsRequestId: null });
    expect(calls()).toEqual([]);
  });

  test('says all that is wrong at once', async () => {
    const result = await transfer({ contactId: '', contactFlowId: '', destination: { userId: 'u'.repeat(300) } });
    assertError(result, 'ConnectInvalidInputError');
    expect(result.violations.map(({ path }) => path.join('.'))).toEqual([
      'contactId',
      'contactFlowId',
      'destination.userId',
    ]);
  });

  test('names an instance that the caller may not use as one that does not exist', async () => {
    const result = await transfer({ contactId: 'c', ...toGeneral, instanceId: 'elsewhere' });
    assertError(result, 'ConnectResourceNotFoundError');
    expect(result).toMatchObject({ resource: 'INSTANCE', resourceId: 'elsewhere', awsRequestId: null });
  });

  test('finds parts that belong to different instances', async () => {
    const [, second = ''] = gateway.emulator.world.instanceArns();
    const destination = { queueId: `${second}/queue/${queues.general}` };
    const result = await transfer({
      contactId: `${instanceArn}/contact/c`,
      contactFlowId: flows.toQueue,
      destination,
    });
    assertError(result, 'ConnectInvalidInputError');
    expect(result.violations[0]?.message).toBe('belongs to another instance than the rest of the input.');
  });
});

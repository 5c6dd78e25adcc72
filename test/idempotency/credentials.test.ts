import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { flows } from '../support/demo.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { testLog } from '../support/log.js';
import { calls, type Mutation, newFile, newToken, send } from './support.js';

const startChat: Mutation = {
  operation: 'StartChatContact',
  field: 'startChatContact',
  document: `mutation ($input: StartChatContactInput!) { startChatContact(input: $input) { __typename
    ... on StartChatContactSuccess { contactId participantId participantToken }
    ... on ConnectError { message retryable } } }`,
  input: async () => ({ contactFlowId: flows.inbound, participantDetails: { displayName: 'Somebody' } }),
};
const newChat = async () => ({ ...(await startChat.input(world)), clientToken: newToken() });

/** Holds the emulator of all gateways here. */
let world: TestGateway;
beforeAll(async () => {
  world = await startTestGateway();
});
afterAll(() => world.close());
afterEach(() => {
  world.emulator.faults.clear();
  world.emulator.ledger.clear();
});

test('credentials are neither in the store nor in the log, and after a restart the same token gets them again', async () => {
  const file = newFile();
  const log = testLog();
  const options = { idempotency: { store: `file:${file}` }, sharing: world, log: log.log };
  const input = await newChat();
  const first = await startTestGateway(options);
  const answer = await send(first, startChat, input).finally(() => first.stop());
  expect(answer.participantToken).toMatch(/^[\w-]{100,}$/);

  const kept = readFileSync(file, 'latin1');
  expect(kept).toContain(answer.contactId);
  expect(kept).toContain(answer.participantId);
  expect(kept).not.toContain(answer.participantToken);
  expect(log.lines('connect call')).not.toEqual([]);
  expect(log.text()).not.toContain(answer.participantToken);

  const second = await startTestGateway(options);
  expect(await send(second, startChat, input).finally(() => second.stop())).toEqual(answer);
  expect(calls(world, startChat).filter(({ changed }) => changed)).toHaveLength(1);
});

test('requests with one token at the same time get the same credentials', async () => {
  const input = await newChat();
  const answers = await Promise.all([1, 2, 3].map(() => send(world, startChat, input)));
  expect(answers).toEqual(Array(3).fill(answers[0]));
  expect(calls(world, startChat).filter(({ changed }) => changed)).toHaveLength(1);
});

test('when they cannot be asked for again, a success stays one, without them, until the same is sent once more', async () => {
  const gateway = await startTestGateway({ sharing: world, requestTimeoutMs: 1_500 });
  try {
    const input = await newChat();
    const answer = await send(gateway, startChat, input);
    world.emulator.faults.add({ operation: startChat.operation, fault: 'throttle', times: 100 });
    const failed = await send(gateway, startChat, input);
    expect(failed).toEqual({ ...answer, participantToken: null });
    world.emulator.faults.clear();
    expect(await send(gateway, startChat, input)).toEqual(answer);
  } finally {
    await gateway.stop();
  }
});

test('a refusal is remembered without another call', async () => {
  const input = { ...(await newChat()), contactFlowId: 'nothing' };
  const refused = await send(world, startChat, input);
  expect(refused).toMatchObject({ __typename: 'ConnectResourceNotFoundError' });
  expect(await send(world, startChat, input)).toEqual(refused);
  expect(calls(world, startChat)).toHaveLength(1);
});

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { flows } from '../support/demo.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

interface Answer {
  readonly status: number;
  readonly error?: string;
  /** Milliseconds by which its clock differs. */
  readonly aheadMs?: number;
}

/** A Connect that answers as it is told, the last answer for ever, and counts what it is asked. */
async function startFake(...answers: readonly Answer[]) {
  let asked = 0;
  const server = createServer((request, response) => {
    request.resume();
    const { status, error, aheadMs = 0 } = answers[Math.min(asked++, answers.length - 1)] ?? { status: 500 };
    response.writeHead(status, {
      'content-type': 'application/json',
      'x-amzn-requestid': 'r',
      date: new Date(Date.now() + aheadMs).toUTCString(),
      ...(error && { 'x-amzn-errortype': error }),
    });
    response.end(error ? '{"message": "no"}' : '{"ContactId": "new", "ContactArn": "arn"}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, asked: () => asked };
}

async function gatewayBefore(endpoint: string): Promise<TestGateway> {
  const gateway = await startTestGateway({ endpoint, requestTimeoutMs: 3_000 });
  closers.push(gateway.close);
  return gateway;
}

const transfer = `mutation { transferContact(input: { contactId: "c", contactFlowId: "f", destination: { queueId: "q" } }) {
  __typename ... on TransferContactSuccess { contactId } ... on ConnectError { message retryable } } }`;
const anHour = 3_600_000;
const ok: Answer = { status: 200 };

describe('Amazon says of a signature that', () => {
  test.each([
    ['its time is wrong', { status: 403, error: 'RequestTimeTooSkewed', aheadMs: anHour }, 'clock'],
    [
      'it is wrong, and its clock differs',
      { status: 403, error: 'InvalidSignatureException', aheadMs: anHour },
      'clock',
    ],
    ['the credentials have expired', { status: 403, error: 'ExpiredTokenException' }, 'credentials'],
    ['nobody knows its key', { status: 403, error: 'UnrecognizedClientException' }, 'credentials'],
  ] as const)('%s: it is signed once more, and then the message says what is wrong', async (_, refusal, what) => {
    const mended = await startFake(refusal, { ...ok, aheadMs: 'aheadMs' in refusal ? refusal.aheadMs : 0 });
    const { data } = await (await gatewayBefore(mended.url)).graphql(transfer);
    expect(data.transferContact).toEqual({ __typename: 'TransferContactSuccess', contactId: 'new' });
    expect(mended.asked()).toBe(2);

    const broken = await startFake(refusal);
    const answer = (await (await gatewayBefore(broken.url)).graphql(transfer)).data.transferContact;
    expect(answer).toMatchObject({ __typename: 'ConnectUnavailableError', retryable: true });
    expect(answer.message).toContain(what);
    expect(answer.message).toContain('This request applied nothing.');
    expect(broken.asked()).toBe(2);
  });
});

test('a way to Connect without TLS that can be trusted is told as that, and nothing was applied', async () => {
  const { port, asked } = await startFake(ok);
  const { data } = await (await gatewayBefore(`https://127.0.0.1:${port}`)).graphql(transfer);
  expect(data.transferContact).toMatchObject({ __typename: 'ConnectUnavailableError' });
  expect(data.transferContact.message).toContain('certificate');
  expect(asked()).toBe(0);
});

describe('a contact that Connect does not show at once', () => {
  const create = `mutation { startTaskContact(input: { name: "A task", source: { contactFlowId: "${flows.inbound}" } }) {
    ... on StartTaskContactSuccess { contactId contact { state } } } }`;

  test('is looked for again by the request that made it', async () => {
    const gateway = await startTestGateway();
    closers.push(gateway.close);
    gateway.emulator.faults.add({ operation: 'DescribeContact', fault: 'error', error: 'ResourceNotFoundException' });
    const { data, errors } = await gateway.graphql(create);
    expect(errors).toEqual([]);
    expect(data.startTaskContact).toMatchObject({
      contactId: expect.any(String),
      contact: { state: expect.any(String) },
    });
    expect(gateway.emulator.ledger.entries('DescribeContact').length).toBeGreaterThan(1);
  });

  test('is not looked for again by others', async () => {
    const gateway = await startTestGateway();
    closers.push(gateway.close);
    const { data } = await gateway.graphql('{ connect { contact(id: "nobody") { state } } }');
    expect(data.connect.contact).toBeNull();
    expect(gateway.emulator.ledger.entries('DescribeContact')).toHaveLength(1);
  });
});

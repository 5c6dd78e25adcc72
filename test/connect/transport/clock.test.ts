import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DescribeContactCommand } from '@aws-sdk/client-connect';
import { afterEach, expect, test } from '@jest/globals';
import { type Attempt, attachAttempt } from '../../../src/connect/transport/attempt.js';
import { type Client, createClient } from '../../../src/connect/transport/sdk-client.js';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** Makes one call of a client to a server whose clock is ahead. @returns The client. */
async function clientOf(aheadMs: number): Promise<Client> {
  const server = createServer((_request, response) => {
    const date = new Date(Date.now() + aheadMs).toUTCString();
    response.writeHead(200, { 'content-type': 'application/json', 'x-amzn-requestid': 'r', date });
    response.end('{"Contact": {"Id": "c"}}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => server.close());
  const client = createClient({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    attemptTimeoutMs: 5_000,
  });
  closers.push(() => client.close());
  const command = new DescribeContactCommand({ InstanceId: 'i', ContactId: 'c' });
  const attempt: Attempt = {
    ...{ emptyAnswerAllowed: false, freshConnection: false, sent: false, onSent: () => {} },
    ...{ awsRequestId: null, status: null, retryAfterMs: null, skewMs: 0 },
  };
  attachAttempt(command.input, attempt);
  await client.sdk.send(command);
  return client;
}
const aheadOf = (client: Client) => client.now().getTime() - Date.now();

test.each([3_600_000, -3_600_000, 5_000])(
  'times are compared with the clock of Connect, %i ms ahead',
  async (aheadMs) => {
    const client = await clientOf(aheadMs);
    expect(Math.abs(aheadOf(client) - aheadMs)).toBeLessThan(1_500);
  },
);

test('a difference that the whole seconds of the header can explain counts as none', async () => {
  expect(Math.abs(aheadOf(await clientOf(900)))).toBeLessThan(100);
});

test('the local clock counts again after a reset, until the next response', async () => {
  const client = await clientOf(3_600_000);
  client.forgetClock();
  expect(Math.abs(aheadOf(client))).toBeLessThan(100);
});

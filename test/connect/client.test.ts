import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { startTestGateway } from '../support/gateway.js';

test('a call says who calls, is tried once by the SDK, and is signed', async () => {
  const heard: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    heard.push(request.headers);
    response.writeHead(200, { 'content-type': 'application/json', 'x-amzn-requestid': 'r' });
    response.end('{"Contact": {"Id": "c", "Channel": "TASK"}}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const gateway = await startTestGateway({ endpoint });
  for (const id of ['c', 'd']) {
    const { data } = await gateway.graphql(`{ connect { contact(id: "${id}") { channel } } }`);
    expect(data).toEqual({ connect: { contact: { channel: 'TASK' } } });
  }
  await gateway.close();
  server.close();
  expect(heard).toHaveLength(2);
  for (const headers of heard) {
    expect(headers['user-agent']).toMatch(/^contact-gateway aws-sdk-js\/[\d.]+ /);
    expect(headers.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=test\/\d{8}\/us-east-1\/connect\/aws4_request/);
    expect(headers).not.toHaveProperty('amz-sdk-request');
  }
});

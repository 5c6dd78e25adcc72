import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import { startTestGateway } from '../../support/gateway.js';

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

test('an endpoint to which no connection comes about breaks down like one that hangs', async () => {
  const sockets: Socket[] = [];
  const server = createTcpServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const gateway = await startTestGateway({ endpoint, connectTimeoutMs: 100 });
  const ask = (id: number) => gateway.graphql(`{ connect { contact(id: "c${id}") { channel } } }`);
  await Promise.all(Array.from({ length: 30 }, (_, id) => ask(id)));
  const { errors } = await ask(30);
  await gateway.close();
  for (const socket of sockets) socket.destroy();
  server.close();
  expect(errors).toEqual([
    expect.objectContaining({
      message:
        'Connect has not answered for a while, so the call was not made. The last failure: No connection to Connect could be made.',
    }),
  ]);
});

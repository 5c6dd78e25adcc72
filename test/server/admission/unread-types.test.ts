import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import fastify from 'fastify';
import { Admission } from '../../../src/server/admission/admission.js';
import { admitRequests } from '../../../src/server/admission/admit-requests.js';
import { IncompleteBodies } from '../../../src/server/admission/incomplete-bodies.js';
import { openRawClient } from '../../support/raw-client.js';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

test.each([
  ['text/plain', 'Content-Type: text/plain\r\n'],
  ['a form', 'Content-Type: multipart/form-data; boundary=x\r\n'],
  ['another JSON', 'Content-Type: application/graphql+json\r\n'],
  ['none', ''],
])('a body of a type that no parser reads is not read while its request waits: %s', async (_what, type) => {
  const app = fastify();
  app.removeAllContentTypeParsers();
  app.decorateRequest('caller').decorateRequest('execution');
  app.addHook('onRequest', (request, _reply, done) => {
    request.caller = { id: 'somebody' } as typeof request.caller;
    done();
  });
  admitRequests(
    app,
    new Admission({ maxInFlightBytes: 1e9, maxWaitMs: 5_000 }),
    new IncompleteBodies(Number.POSITIVE_INFINITY),
  );
  // As long as a busy gateway takes for the requests before.
  app.addContentTypeParser('*', (_request, _body, done) => void sleep(500).then(() => done(null)));
  app.post('/graphql', () => 'answered');
  closers.push(() => app.close());
  const accepted = once(app.server, 'connection');
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const client = await openRawClient(`http://127.0.0.1:${port}`);
  closers.push(() => client.socket.destroy());
  const [server] = await accepted;
  client.socket.write(`POST /graphql HTTP/1.1\r\nHost: localhost\r\n${type}Transfer-Encoding: chunked\r\n\r\n`);
  const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
  for (let n = 0; n < 256; n++) client.socket.write(chunk);
  await client.received(/answered/);
  expect(server.bytesRead).toBeLessThan(1_048_576);
});

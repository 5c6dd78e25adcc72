import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { GatewayResponse } from '../../../src/server/connections/gateway-response.js';
import { UnsentResponses } from '../../../src/server/connections/unsent-responses.js';
import { startTestGateway, type TestGateway, type TestGatewayOptions } from '../../support/gateway.js';
import { startServer, type TestServer } from '../../support/http-servers.js';
import { testLog } from '../../support/log.js';
import { metricsOf } from '../../support/metrics.js';
import {
  closeOf,
  openRawClient,
  type RawClient,
  type ServerSockets,
  watchServerSockets,
} from '../../support/raw-client.js';

let sockets: ServerSockets;
beforeAll(() => {
  sockets = watchServerSockets();
});
afterAll(() => sockets.stop());

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});
async function start(settings: TestGatewayOptions['settings'], options: TestGatewayOptions = {}): Promise<TestGateway> {
  const admin = { host: '127.0.0.1', port: 0 };
  const gateway = await startTestGateway({ ...options, settings: { admin, ...settings } });
  closers.push(gateway.close);
  return gateway;
}
async function serve(...parameters: Parameters<typeof startServer>): Promise<TestServer> {
  const server = await startServer(...parameters);
  closers.push(server.close);
  return server;
}
/** A client that reads nothing, once an answer waits for it. */
async function unread(url: string, text: string): Promise<RawClient> {
  const client = await openRawClient(url, { reads: false });
  closers.push(() => client.socket.destroy());
  client.socket.write(text);
  const server = await sockets.of(client);
  while (server.writableLength === 0 && !server.destroyed) await new Promise(setImmediate);
  return client;
}
const closed = async (client: RawClient) => closeOf(await sockets.of(client));
const head = (line: string, fields = '') => `${line} HTTP/1.1\r\nHost: localhost\r\n${fields}\r\n`;
const post = (body: object) => {
  const text = JSON.stringify(body);
  return `${head('POST /graphql', `Content-Type: application/json\r\nContent-Length: ${text.length}\r\n`)}${text}`;
};
/** Together more than the kernel holds for a connection. */
const many = 60;

describe('an answer that its client does not read', () => {
  test.each([
    ['the schema', head('GET /schema.graphql').repeat(many)],
    ['the schema as the subgraph has it', post({ query: '{ _service { sdl } }' }).repeat(many)],
    ['refusals', head('GET /nothing').repeat(2 ** 15)],
  ])('is given up when nothing of it leaves, and its connection is closed: %s', async (_what, text) => {
    const logged = testLog();
    const gateway = await start({ sendTimeoutMs: 600 }, { log: logged.log });
    await closed(await unread(gateway.url, text));
    const { value } = await metricsOf(gateway);
    expect(value('connections_closed_total', { reason: 'send_idle' })).toBe(1);
    expect(value('requests_total', { outcome: 'client_gone' })).toBe(1);
    expect(value('requests_in_flight')).toBe(0);
    expect(value('unsent_bytes')).toBe(0);
    const [line, ...more] = logged.lines('request').filter(({ outcome }) => outcome === 'client_gone');
    expect(more).toEqual([]);
    expect(line).toMatchObject({ closedFor: 'send_idle' });
    expect(line).not.toHaveProperty('status');
  });

  test('is given up on the port for administrators too', async () => {
    const server = await serve((_request, answer) => answer.end(mebibytes(16)), { sendTimeoutMs: 600 });
    await closed(await unread(server.url, head('GET /')));
    expect(server.closed).toEqual(['send_idle']);
  });

  test('is given up although its client sends more requests meanwhile', async () => {
    const gateway = await start({ sendTimeoutMs: 1_200 });
    const client = await unread(gateway.url, head('GET /schema.graphql').repeat(many));
    const server = await sockets.of(client);
    while (!server.closed) {
      client.socket.write(head('GET /healthz'));
      await Promise.race([closeOf(server), new Promise((resolve) => setTimeout(resolve, 10))]);
    }
    expect((await metricsOf(gateway)).value('connections_closed_total', { reason: 'send_idle' })).toBe(1);
  });

  test('does not keep a client from its answer that reads it late', async () => {
    const gateway = await start({});
    const client = await unread(
      gateway.url,
      head('GET /schema.graphql').repeat(many) + head('GET /nothing', 'Connection: close\r\n'),
    );
    let text = '';
    for await (const chunk of client.socket) text += chunk;
    expect(text.match(/HTTP\/1\.1 200 /g)).toHaveLength(many);
    expect(text).toMatch(/HTTP\/1\.1 404 [\s\S]*NOT_FOUND[^\r]*$/);
    expect((await metricsOf(gateway)).value('connections_closed_total')).toBe(0);
  });
});

describe('answers that nobody reads, all together', () => {
  test('are bounded in bytes: those that have waited longest are given up', async () => {
    const maxUnsentBytes = 1024 * 1024;
    const gateway = await start({ maxUnsentBytes });
    const clients: RawClient[] = [];
    const held: number[] = [];
    while (clients.length < 12) {
      clients.push(await unread(gateway.url, head('GET /schema.graphql').repeat(many)));
      held.push((await metricsOf(gateway)).value('unsent_bytes'));
    }
    expect(Math.max(...held)).toBeLessThanOrEqual(maxUnsentBytes);
    const { value } = await metricsOf(gateway);
    const givenUp = value('connections_closed_total', { reason: 'send_bytes' });
    expect(givenUp).toBeGreaterThan(0);
    await Promise.all(clients.slice(0, givenUp).map(closed));
    const servers = await Promise.all(clients.map((client) => sockets.of(client)));
    expect(servers.map((server) => server.destroyed)).toEqual(servers.map((_, index) => index < givenUp));
    expect((await fetch(`${gateway.url}/healthz`)).status).toBe(200);
  });
});

describe('requests that are sent without waiting for answers', () => {
  test('are handled one after the other', async () => {
    let atOnce = 0;
    let most = 0;
    const order: (string | undefined)[] = [];
    const { url } = await serve((request, answer) => {
      most = Math.max(most, ++atOnce);
      order.push(request.url);
      setImmediate(() => {
        atOnce--;
        answer.end();
      });
    });
    const client = await openRawClient(url);
    closers.push(() => client.socket.destroy());
    const paths = Array.from({ length: 3_000 }, (_, index) => `/${index}`);
    client.socket.write(paths.map((path) => head(`GET ${path}`)).join(''));
    await client.received(/HTTP\/1\.1 200 /, paths.length);
    expect([most, order]).toEqual([1, paths]);
  });

  test('are handled one after the other with bodies too, however they are cut', async () => {
    const bodies: string[] = [];
    const { url } = await serve(async (request, answer) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      bodies.push(body);
      answer.end();
    });
    const client = await openRawClient(url);
    closers.push(() => client.socket.destroy());
    const wanted = Array.from({ length: 300 }, (_, index) => `${index}-${'x'.repeat(index * 7)}`);
    const text = wanted.map((body) => `${head('POST /', `Content-Length: ${body.length}\r\n`)}${body}`).join('');
    for (let at = 0; at < text.length; at += 1_009) {
      client.socket.write(text.slice(at, at + 1_009));
      await new Promise(setImmediate);
    }
    await client.received(/HTTP\/1\.1 200 /, wanted.length);
    expect(bodies).toEqual(wanted);
  });

  test('do not hold up the request of another client', async () => {
    const order: (string | undefined)[] = [];
    const { url } = await serve((request, answer) => {
      order.push(request.url);
      answer.end();
    });
    const [many, one] = [await openRawClient(url), await openRawClient(url)];
    closers.push(
      () => many.socket.destroy(),
      () => one.socket.destroy(),
    );
    many.socket.write(head('GET /many').repeat(1_000));
    one.socket.write(head('GET /one'));
    await Promise.all([many.received(/HTTP\/1\.1 200 /, 1_000), one.received(/HTTP\/1\.1 200 /)]);
    expect(order).toHaveLength(1_001);
    expect(order.indexOf('/one')).toBeLessThan(100);
  });

  test('leave one answer at most that waits for a client that reads nothing', async () => {
    let answered = 0;
    const { url } = await serve((_request, answer) => {
      answered++;
      answer.end(mebibytes(16));
    });
    const client = await unread(url, head('GET /').repeat(2_000));
    const server = await sockets.of(client);
    expect(answered).toBe(1);
    expect(server.writableLength).toBeLessThan(17 * 1024 * 1024);
  });

  test('are not read from the socket while one of them is handled', async () => {
    const begun: IncomingMessage[] = [];
    const { url } = await serve((request) => void begun.push(request));
    const client = await openRawClient(url);
    closers.push(() => client.socket.destroy());
    const server = await sockets.of(client);
    const requests = head('POST /', 'Content-Length: 5\r\n').concat('hello').repeat(1_000);
    // Until the kernel takes nothing more.
    while (client.socket.writableLength < 4 * 1024 * 1024) {
      client.socket.write(requests);
      await new Promise(setImmediate);
    }
    expect(begun).toHaveLength(1);
    begun[0]?.resume();
    await new Promise(setImmediate);
    // Two reads of a socket.
    expect(server.bytesRead).toBeLessThanOrEqual(2 * 65_536);
  });

  test('do not run out of time while it is the gateway that does not read them', async () => {
    const answers: GatewayResponse[] = [];
    const { url, server } = await serve(
      (_request, answer) => {
        answers.push(answer);
        if (answers.length > 1) answer.end();
      },
      { receiveTimeoutMs: 200 },
    );
    const client = await openRawClient(url);
    closers.push(() => client.socket.destroy());
    const timeout = once(server, 'clientError');
    client.socket.write(head('GET /') + head('POST /', 'Content-Length: 5\r\n').concat('hello'));
    const [error] = await timeout;
    expect(error.code).toBe('ERR_HTTP_REQUEST_TIMEOUT');
    answers[0]?.end();
    await client.received(/HTTP\/1\.1 200 /, 2);
    expect(client.text().match(/HTTP\/1\.1 \d+/g)).toHaveLength(2);
  });
});

describe('the time for sending', () => {
  const client = (address: string, bytes: number) => ({
    ...{ address, unsentBytes: bytes, sendProgress: bytes },
    reasons: [] as string[],
    close(reason: string) {
      this.reasons.push(reason);
    },
    takes(count: number) {
      this.sendProgress -= count;
    },
  });
  let now = 0;
  const limits = { sendTimeoutMs: 60_000, maxUnsentBytes: 1_000 };
  const answers = () => new UnsentResponses<ReturnType<typeof client>>(limits, () => now);

  test('begins anew with every byte for what may not stand still, and not for the whole', () => {
    now = 0;
    const unsentResponses = answers();
    const [dripping, silent] = [client('a', 100), client('b', 100)];
    for (const one of [dripping, silent]) unsentResponses.add(one);
    const seen: (readonly [number, string, string])[] = [];
    for (now = 1_000; now <= 60_000; now += 1_000) {
      dripping.takes(1);
      unsentResponses.sweep();
      seen.push([now, silent.reasons.join(), dripping.reasons.join()]);
    }
    expect(seen.find(([, reason]) => reason !== '')).toEqual([10_000, 'send_idle', '']);
    expect(seen.find(([, , reason]) => reason !== '')).toEqual([60_000, 'send_idle', 'send_timeout']);
    expect([unsentResponses.size, unsentResponses.bytes]).toEqual([0, 0]);
  });

  test('is not looked at for an answer that has left', () => {
    now = 0;
    const unsentResponses = answers();
    const [sent, left] = [client('a', 0), client('a', 100)];
    for (const one of [sent, left]) unsentResponses.add(one);
    unsentResponses.delete(left);
    now = 100_000;
    unsentResponses.sweep();
    expect([sent.reasons, left.reasons, unsentResponses.bytes]).toEqual([[], [], 0]);
  });

  test('ends at once for the oldest answer of the client that has the most bytes', () => {
    now = 0;
    const unsentResponses = answers();
    const [small, first, second, third] = [client('a', 300), client('b', 300), client('b', 300), client('b', 300)];
    for (const one of [small, first, second, third]) unsentResponses.add(one);
    expect([small, first, second, third].map(({ reasons }) => reasons)).toEqual([[], ['send_bytes'], [], []]);
    expect(unsentResponses.bytes).toBe(900);
  });

  test('does not end for a single answer that is larger than all may be', () => {
    const unsentResponses = answers();
    const large = client('a', 5_000);
    unsentResponses.add(large);
    expect(large.reasons).toEqual([]);
    const next = client('b', 10);
    unsentResponses.add(next);
    expect([large.reasons, next.reasons]).toEqual([['send_bytes'], []]);
  });
});

const mebibytes = (count: number) => Buffer.alloc(count * 1024 * 1024, 'x');

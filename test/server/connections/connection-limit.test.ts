import { lookup } from 'node:dns/promises';
import { EventEmitter, once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { clientAddresses } from '../../../src/server/connections/client-address.js';
import { ConnectionsByAddress } from '../../../src/server/connections/connections-by-address.js';
import { startTestGateway, type TestGateway, type TestGatewayOptions } from '../../support/gateway.js';
import { metricsOf } from '../../support/metrics.js';
import { openRawClient, type RawClient, type RawClientOptions, watchServerSockets } from '../../support/raw-client.js';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});
async function start(maxConnections: number, options: TestGatewayOptions = {}): Promise<TestGateway> {
  const settings = { maxConnections, admin: { host: '127.0.0.1', port: 0 } };
  const gateway = await startTestGateway({ ...options, settings });
  closers.push(gateway.close);
  return gateway;
}
async function open({ url }: TestGateway, text: string, options?: RawClientOptions): Promise<RawClient> {
  const client = await openRawClient(url, options);
  closers.push(() => client.socket.destroy());
  client.socket.write(text);
  return client;
}
const head = (line: string, fields = '') => `${line} HTTP/1.1\r\nHost: localhost\r\n${fields}\r\n`;
const probe = head('GET /healthz');
const isOpen = ({ socket }: RawClient) => !socket.readableEnded && !socket.destroyed;

/** A connection that is served, and kept alive. */
async function idle(gateway: TestGateway, options?: RawClientOptions): Promise<RawClient> {
  const client = await open(gateway, probe, options);
  await client.received(/"ok"/);
  return client;
}

/** Connections that need no token, each in another state in which it waits for its client. */
const waiting: [what: string, fill: (gateway: TestGateway) => Promise<RawClient>, max: number][] = [
  ['are idle', idle, 50],
  ['have never sent a byte', (gateway) => open(gateway, ''), 50],
  ['have sent half a header', (gateway) => open(gateway, 'POST /graphql HTTP/1.1\r\nHost: loc'), 50],
  [
    'have sent half a body',
    (gateway) => open(gateway, `${head('POST /graphql', 'Content-Type: application/json\r\nContent-Length: 90\r\n')}{`),
    50,
  ],
  [
    'do not read their answers',
    async (gateway) => {
      const sockets = watchServerSockets();
      const client = await open(gateway, head('GET /schema.graphql').repeat(60), { reads: false });
      const server = await sockets.of(client);
      sockets.stop();
      while (server.writableLength === 0 && !server.destroyed) await new Promise(setImmediate);
      return client;
    },
    5,
  ],
];

describe('at MAX_CONNECTIONS', () => {
  test.each(waiting)('a newcomer is served while all others %s', async (_what, fill, max) => {
    const gateway = await start(max);
    const clients: RawClient[] = [];
    while (clients.length < max) clients.push(await fill(gateway));
    const newcomer = await idle(gateway);
    for (const { socket } of clients) socket.resume();
    await clients[0]?.ended;
    expect(clients.map(isOpen)).toEqual([false, ...Array(max - 1).fill(true)]);
    expect(isOpen(newcomer)).toBe(true);
    const { value } = await metricsOf(gateway);
    expect(value('connections_closed_total', { reason: 'limit' })).toBe(1);
    expect(value('connections_dropped_total')).toBe(0);
    expect(value('connections')).toBe(max);
  });

  test('a newcomer is served while all others go on sending after a refusal', async () => {
    const gateway = await start(5);
    for (let count = 0; count < 5; count++) {
      const client = await open(gateway, head('POST /nothing', 'Transfer-Encoding: chunked\r\n'));
      await client.received(/NOT_FOUND/);
    }
    await idle(gateway);
    expect((await metricsOf(gateway)).value('connections_dropped_total')).toBe(0);
  });

  test('every one of many newcomers is served while all others ask now and then', async () => {
    const gateway = await start(20);
    const clients: RawClient[] = [];
    while (clients.length < 20) clients.push(await idle(gateway));
    for (let count = 0; count < 40; count++) {
      await idle(gateway);
      for (const client of clients.filter(isOpen)) client.socket.write(probe);
    }
    expect((await metricsOf(gateway)).value('connections_closed_total', { reason: 'limit' })).toBe(40);
  });

  test('newcomers are served while others open connections without end', async () => {
    const gateway = await start(50);
    for (let round = 0; round < 10; round++) {
      const flood = Array.from({ length: 40 }, () => open(gateway, ''));
      await idle(gateway);
      await Promise.all(flood);
    }
    expect((await metricsOf(gateway)).value('connections_dropped_total')).toBe(0);
  });

  test('the one that has waited longest is closed, and an answer makes it wait anew', async () => {
    const gateway = await start(3);
    const [first, second, third] = [await idle(gateway), await idle(gateway), await idle(gateway)];
    first?.socket.write(probe);
    await first?.received(/"ok"/, 2);
    await idle(gateway);
    await second?.ended;
    expect([first, third].map((client) => client && isOpen(client))).toEqual([true, true]);
  });

  test('an idle connection is closed before one that is in the middle of a request', async () => {
    const gateway = await start(3);
    const receiving = await open(gateway, 'GET /healthz HTTP/1.1\r\n');
    const [first, second] = [await idle(gateway), await idle(gateway)];
    await idle(gateway);
    await first?.ended;
    receiving.socket.write('Host: localhost\r\n\r\n');
    await receiving.received(/"ok"/);
    expect(second && isOpen(second)).toBe(true);
  });

  /** A gateway whose connections are all taken by requests of one address, which wait for Connect. */
  async function working(connections: number, options?: RawClientOptions) {
    const calls = new EventEmitter();
    const pending: ServerResponse[] = [];
    const connect = createServer((request, response) => {
      request.resume();
      pending.push(response);
      calls.emit('call');
    }).listen(0, '127.0.0.1');
    closers.push(() => connect.close());
    await once(connect, 'listening');
    const endpoint = `http://127.0.0.1:${(connect.address() as AddressInfo).port}`;
    const gateway = await start(connections, { endpoint });
    const working: RawClient[] = [];
    while (working.length < connections) {
      const body = `{"query":"{ connect { contact(id: \\"nobody-${working.length}\\") { channel } } }"}`;
      const fields = `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n`;
      const called = once(calls, 'call');
      working.push(await open(gateway, head('POST /graphql', fields) + body, options));
      await called;
    }
    return { gateway, working, pending };
  }

  test('requests in progress of one address keep no other address out', async () => {
    const { gateway, working: flood } = await working(20, { localAddress: '127.0.0.2' });
    const first = await idle(gateway);
    await flood[0]?.ended;
    // An idle connection is closed first, since nothing is lost with it.
    const second = await idle(gateway, { localAddress: '127.0.0.3' });
    await first.ended;
    expect(flood.filter(isOpen)).toHaveLength(19);
    const unsent = [await open(gateway, '', { localAddress: '127.0.0.4' }), await open(gateway, '')];
    await Promise.all([second.ended, flood[1]?.ended]);
    // New connections of the flood close no connection whose request has not arrived yet.
    for (let n = 0; n < 50; n++) await (await open(gateway, '', { localAddress: '127.0.0.2' })).ended;
    for (const client of unsent) {
      client.socket.write(probe);
      await client.received(/"ok"/);
    }
    expect(flood.filter(isOpen)).toHaveLength(18);
  });

  test('none is closed that the gateway works for, and newcomers are dropped when it works for all', async () => {
    const { gateway, working: clients, pending } = await working(3);
    const newcomers = [await open(gateway, probe), await open(gateway, probe)];
    await Promise.all(newcomers.map(({ ended }) => ended));
    expect(newcomers.map(({ text }) => text())).toEqual(['', '']);
    for (const response of pending) {
      response.writeHead(404, { 'content-type': 'application/json', 'x-amzn-errortype': 'ResourceNotFoundException' });
      response.end('{}');
    }
    for (const client of clients) await client.received(/"contact":null/);
    const { value } = await metricsOf(gateway);
    expect(value('connections_dropped_total')).toBe(2);
    expect(value('connections_closed_total')).toBe(0);
    // They wait again.
    await idle(gateway);
  });

  test('a client that opens many closes its own', async () => {
    const gateway = await start(20);
    const others = [
      await idle(gateway, { localAddress: '127.0.0.2' }),
      await idle(gateway, { localAddress: '127.0.0.3' }),
    ];
    const flood: RawClient[] = [];
    while (flood.length < 100) flood.push(await idle(gateway));
    expect(others.map(isOpen)).toEqual([true, true]);
    await Promise.all(flood.slice(0, 82).map(({ ended }) => ended));
    expect(flood.filter(isOpen)).toHaveLength(18);
  });

  test('all addresses of localhost count as one', async () => {
    const gateway = await startTestGateway({ settings: { host: 'localhost', maxConnections: 2 } });
    closers.push(gateway.close);
    const { port } = new URL(gateway.url);
    const addresses = await lookup('localhost', { all: true });
    const urls = addresses.map(({ address, family }) => `http://${family === 6 ? `[${address}]` : address}:${port}`);
    const clients: RawClient[] = [];
    for (const url of [...urls, ...urls, ...urls]) clients.push(await idle({ ...gateway, url }));
    await Promise.all(clients.slice(0, -2).map(({ ended }) => ended));
    expect(clients.slice(-2).map(isOpen)).toEqual([true, true]);
  });
});

describe('the order in which waiting connections are closed', () => {
  const connection = (address: string, isIdle = false) => ({ address, isIdle });

  test('goes by address first, then by time', () => {
    const all = new ConnectionsByAddress();
    const [a1, b1, b2, b3, c1] = ['a', 'b', 'b', 'b', 'c'].map((address) => connection(address));
    for (const one of [a1, b1, b2, b3, c1]) if (one) all.add(one);
    const order = [];
    for (let next = all.next(); next; next = all.next()) {
      order.push(next);
      all.delete(next);
    }
    expect(order).toEqual([b1, b2, a1, c1, b3]);
    expect(order.map((one) => [a1, b1, b2, b3, c1].indexOf(one as never))).toEqual([1, 2, 0, 4, 3]);
  });

  test('begins anew for one that is added again', () => {
    const all = new ConnectionsByAddress();
    const [first, second] = [connection('a'), connection('a')];
    for (const one of [first, second, first]) all.add(one);
    expect(all.next()).toBe(second);
  });

  test('prefers an idle one only among those that have waited nearly as long', () => {
    const all = new ConnectionsByAddress();
    const busy = Array.from({ length: 16 }, () => connection('a'));
    for (const one of busy.slice(0, 15)) all.add(one);
    const near = connection('a', true);
    all.add(near);
    expect(all.next()).toBe(near);
    all.delete(near);
    for (const one of [...busy.slice(15), near]) all.add(one);
    expect(all.next()).toBe(busy[0]);
  });

  test('is empty again once all have gone', () => {
    const all = new ConnectionsByAddress();
    const some = Array.from({ length: 9 }, (_, index) => connection(String(index % 3)));
    for (const one of some) all.add(one);
    for (const one of some) all.delete(one);
    expect(all.next()).toBeNull();
  });
});

describe('the client of a connection', () => {
  const { ofConnection } = clientAddresses(['10.0.0.0/8', '192.0.2.7', '2001:db8:1::/48', '::ffff:172.16.0.0/108']);

  test.each([
    ['198.51.100.1', '198.51.100.1'],
    ['::ffff:198.51.100.1', '198.51.100.1'],
    ['::FFFF:C633:6401', '198.51.100.1'],
    ['2001:db8:2:3:4:5:6:7', '2001:db8:2:3::/64'],
    ['2001:DB8:2:3::1', '2001:db8:2:3::/64'],
    ['2001:db8:2::7', '2001:db8:2::/64'],
    ['fe80::1%eth0', 'fe80::/64'],
    ['::1', '::/64'],
    [undefined, 'unknown'],
  ])('is told by its address or network: %s', (address, name) => {
    expect(ofConnection(address)).toBe(name);
  });

  test.each(['10.1.2.3', '::ffff:10.1.2.3', '192.0.2.7', '2001:db8:1::9', '172.20.0.1', '::ffff:172.20.0.1'])(
    'is another one for each connection of a trusted proxy: %s',
    (address) => {
      expect(ofConnection(address)).not.toBe(ofConnection(address));
    },
  );
});

import { afterEach, describe, expect, test } from '@jest/globals';
import { startTestGateway, type TestGateway, type TestGatewayOptions } from '../../support/gateway.js';
import { openRawClient, type RawClient, type RawClientOptions, watchServerSockets } from '../../support/raw-client.js';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});
async function start(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const gateway = await startTestGateway(options);
  closers.push(gateway.close);
  return gateway;
}
async function open(url: string, text: string, options?: RawClientOptions): Promise<RawClient> {
  const client = await openRawClient(url, options);
  closers.push(() => client.socket.destroy());
  client.socket.write(text);
  return client;
}
const head = (line: string, fields = '') => `${line} HTTP/1.1\r\nHost: localhost\r\n${fields}\r\n`;
const probe = head('GET /healthz');
const json = 'Content-Type: application/json\r\n';
const query = JSON.stringify({ query: '{ connect { alias } }' });
const ask = `${head('POST /graphql', `${json}Content-Length: ${query.length}\r\n`)}${query}`;

/** A connection that has been accepted: the gateway knows of it before it is told to close. */
async function accepted(url: string, text: string, options?: RawClientOptions): Promise<RawClient> {
  const sockets = watchServerSockets();
  const client = await open(url, text, options);
  const server = await sockets.of(client);
  sockets.stop();
  while (server.bytesRead < text.length && !server.destroyed) await new Promise(setImmediate);
  return client;
}

/** Clients that would keep a server of Node's from closing for ever, or for as long as they like. */
const clients: [what: string, connect: (url: string) => Promise<RawClient>][] = [
  ['has never sent a byte', (url) => accepted(url, '')],
  ['has sent an empty line', (url) => accepted(url, '\r\n')],
  ['has sent half a request line', (url) => accepted(url, 'POST /gra')],
  ['has sent half a header', (url) => accepted(url, 'POST /graphql HTTP/1.1\r\nHost: loc')],
  ['has sent half a body', (url) => accepted(url, `${head('POST /graphql', `${json}Content-Length: 90\r\n`)}{`)],
  [
    'has sent half a chunk',
    (url) => accepted(url, `${head('POST /graphql', `${json}Transfer-Encoding: chunked\r\n`)}9\r\n{`),
  ],
  [
    'has sent half a second request behind a first',
    async (url) => {
      const client = await accepted(url, probe);
      await client.received(/"ok"/);
      client.socket.write('GET /hea');
      return client;
    },
  ],
  [
    'goes on sending after a refusal',
    async (url) => {
      const client = await accepted(url, head('POST /nothing', 'Transfer-Encoding: chunked\r\n'));
      await client.received(/NOT_FOUND/);
      return client;
    },
  ],
  ['has asked for a tunnel', (url) => accepted(url, 'CONNECT a.example:443 HTTP/1.1\r\nHost: a.example\r\n\r\n')],
  ['reads no answer', (url) => accepted(url, head('GET /schema.graphql').repeat(60), { reads: false })],
  [
    'is kept alive after an answer',
    async (url) => {
      const client = await accepted(url, probe);
      await client.received(/"ok"/);
      return client;
    },
  ],
];

describe('a gateway that is closed', () => {
  test.each(clients)('ends although a client %s', async (_what, connect) => {
    const gateway = await start({ requestTimeoutMs: 100, connectTimeoutMs: 100 });
    const client = await connect(gateway.url);
    await gateway.stop();
    client.socket.resume();
    await client.ended;
  });

  test('ends although a client of its admin port says nothing', async () => {
    const gateway = await start({ settings: { admin: { host: '127.0.0.1', port: 0 } } });
    const client = await accepted(gateway.adminUrl ?? '', '');
    await gateway.stop();
    await client.ended;
  });

  test('ends the connections that have no request, and waits for those that have one', async () => {
    const gateway = await start();
    const silent = await accepted(gateway.url, '');
    const idle = await accepted(gateway.url, probe);
    await idle.received(/"ok"/);
    const body = `{"query":"{ connect { alias } }"}`;
    const slow = await accepted(gateway.url, head('POST /graphql', `${json}Content-Length: ${body.length}\r\n`));
    const stopped = gateway.stop();
    await Promise.all([silent.ended, idle.ended]);
    slow.socket.write(body);
    await slow.received(/northwind-care/);
    await stopped;
    expect(slow.text()).toMatch(/^HTTP\/1\.1 200 [\s\S]*\r\nconnection: close\r\n/i);
  });

  test('serves a request whose connection was opened at the last moment', async () => {
    const gateway = await start();
    const late = await accepted(gateway.url, '');
    const idle = await accepted(gateway.url, probe);
    await idle.received(/"ok"/);
    const stopped = gateway.stop();
    await idle.ended;
    late.socket.write(ask);
    await late.received(/northwind-care/);
    await stopped;
  });

  test('answers every request that had come when it was told, though silent connections are beside them', async () => {
    const gateway = await start();
    gateway.emulator.faults.add({ operation: 'DescribeInstance', fault: 'hang', ms: 50 });
    for (let count = 0; count < 20; count++) await accepted(gateway.url, '');
    const asking = await Promise.all(Array.from({ length: 10 }, () => accepted(gateway.url, ask)));
    await gateway.stop();
    for (const client of asking) {
      await client.ended;
      expect(client.text()).toMatch(/^HTTP\/1\.1 200 [\s\S]*northwind-care/);
    }
  });
});

describe('a gateway that drains', () => {
  const statusOf = async (url: string) => (await fetch(url)).status;

  test('is not ready, on both ports, and serves requests and new connections until it has drained', async () => {
    const gateway = await start({ settings: { admin: { host: '127.0.0.1', port: 0 } } });
    const kept = await accepted(gateway.url, probe);
    await kept.received(/"ok"/);
    expect(await statusOf(`${gateway.url}/readyz`)).toBe(200);
    let drained = () => {};
    const stopped = gateway.stop(
      new Promise<void>((resolve) => {
        drained = resolve;
      }),
    );

    const ready = await fetch(`${gateway.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'not ready', reason: 'draining' }]);
    expect(await statusOf(`${gateway.adminUrl}/readyz`)).toBe(503);
    expect([await statusOf(`${gateway.url}/healthz`), await statusOf(`${gateway.adminUrl}/healthz`)]).toEqual([
      200, 200,
    ]);
    const late = await accepted(gateway.url, ask);
    await late.received(/northwind-care/);
    kept.socket.write(ask);
    await kept.received(/northwind-care/);
    // Each client is told to open its next connection elsewhere.
    await Promise.all([late.ended, kept.ended]);
    const untold = await accepted(gateway.url, '');

    drained();
    await stopped;
    await untold.ended;
    await expect(fetch(`${gateway.url}/healthz`)).rejects.toThrow();
  });

  test('finishes a mutation that began while it drained', async () => {
    const gateway = await start();
    gateway.emulator.faults.add({ operation: 'StopContact', fault: 'latency', ms: 100 });
    let drained = () => {};
    const stopped = gateway.stop(
      new Promise<void>((resolve) => {
        drained = resolve;
      }),
    );
    const answer = gateway.graphql(
      'mutation { stopContact(input: { contactId: "cccccccc-0000-4000-8000-000000000001" }) { __typename } }',
    );
    while (gateway.emulator.ledger.entries().length === 0) await new Promise(setImmediate);
    drained();
    expect((await answer).data).toEqual({ stopContact: { __typename: 'StopContactSuccess' } });
    await stopped;
    expect(gateway.emulator.ledger.entries()).toMatchObject([{ operation: 'StopContact', changed: true }]);
  });
});

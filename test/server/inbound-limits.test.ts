import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { bearer, startTestIssuer } from '../support/issuer.js';
import { metricsOf } from '../support/metrics.js';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});
async function start(...[options]: Parameters<typeof startTestGateway>): Promise<TestGateway> {
  const gateway = await startTestGateway(options);
  closers.push(gateway.close);
  return gateway;
}
const query = '{ connect { id } }';

describe('the rate of one caller', () => {
  test('beyond its limit is refused with 429 and a time, and others are served', async () => {
    const issuer = await startTestIssuer();
    closers.push(issuer.close);
    const gateway = await start({ settings: { rateLimit: 5, auth: issuer.settings } });
    const [one, other] = [await issuer.token({ sub: 'one' }), await issuer.token({ sub: 'other' })];
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => gateway.graphql(query, {}, { ...bearer(one), 'x-forwarded-for': '192.0.2.1' })),
    );
    const refused = answers.filter(({ status }) => status === 429);
    // A second may have passed between two of them.
    expect(refused.length).toBeGreaterThanOrEqual(10);
    expect(refused[0]?.headers.get('retry-after')).toBe('1');
    expect(refused[0]?.errors[0]).toMatchObject({
      message: 'More than 5 requests in a second. Try again after 1 s.',
      extensions: { code: 'RATE_LIMITED' },
    });
    expect((await gateway.graphql(query, {}, bearer(other))).status).toBe(200);
    expect((await fetch(`${gateway.url}/healthz`)).status).toBe(200);
  });

  test('is free again after its second', async () => {
    const gateway = await start({ settings: { rateLimit: 1 } });
    const answers = await Promise.all(Array.from({ length: 5 }, () => gateway.graphql(query)));
    expect(answers.map(({ status }) => status)).toContain(429);
    for (let tries = 0; (await gateway.graphql(query)).status !== 200; tries++) {
      expect(tries).toBeLessThan(50);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });

  test('goes by address without authentication, whatever header a client sends', async () => {
    const gateway = await start({ settings: { rateLimit: 1 } });
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => gateway.graphql(query, {}, { 'x-forwarded-for': `192.0.2.${n}` })),
    );
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(5);
  });
});

describe('connections', () => {
  test('beyond their number close those that waited longest, and the probes on the port of their own answer', async () => {
    const gateway = await start({ settings: { maxConnections: 5, admin: { host: '127.0.0.1', port: 0 } } });
    const { hostname, port } = new URL(gateway.url);
    const sockets = Array.from({ length: 20 }, () => connect(Number(port), hostname));
    for (const socket of sockets) socket.on('error', () => {});
    const closed = sockets.map((socket) => once(socket, 'close'));
    await Promise.race(closed);
    while (sockets.filter(({ destroyed }) => destroyed).length < 15)
      await Promise.race(sockets.filter(({ destroyed }) => !destroyed).map((socket) => once(socket, 'close')));
    expect(sockets.filter(({ destroyed }) => !destroyed)).toHaveLength(5);
    const { value } = await metricsOf(gateway);
    expect(value('connections_closed_total', { reason: 'limit' })).toBe(15);
    expect(value('connections_dropped_total')).toBe(0);
    expect((await fetch(`${gateway.adminUrl}/healthz`)).status).toBe(200);
    for (const socket of sockets) socket.destroy();
    await Promise.all(closed);
  });

  test.each([
    ['headers that never end', 'POST /graphql HTTP/1.1\r\nhost: localhost\r\nx-slow: '],
    [
      'a body that never comes',
      'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 90\r\n\r\n{',
    ],
  ])('with %s are answered 408, and closed', async (_, text) => {
    const gateway = await start({ settings: { receiveTimeoutMs: 300 } });
    const { hostname, port } = new URL(gateway.url);
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.write(text);
    await once(socket, 'close');
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ errors: [{ message: 'Request Timeout.' }] });
  });

  test.each(['PUT', 'PATCH', 'DELETE', 'TRACE', 'QUERY', 'PROPFIND', 'M-SEARCH'])(
    '%s is a method that is not allowed',
    async (method) => {
      const gateway = await start();
      const { hostname, port } = new URL(gateway.url);
      const socket = connect(Number(port), hostname);
      socket.write(`${method} /graphql HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`);
      let answer = '';
      for await (const chunk of socket) answer += chunk;
      expect(answer).toMatch(/^HTTP\/1\.1 405 /);
      expect(answer).toMatch(/\r\nallow: GET, POST\r\n/);
      expect(answer).toContain('METHOD_NOT_ALLOWED');
    },
  );
});

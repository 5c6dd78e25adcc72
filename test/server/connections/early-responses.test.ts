import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../../support/gateway.js';
import { startTestIssuer, type TestIssuer } from '../../support/issuer.js';
import {
  closeOf,
  openRawClient,
  type RawClient,
  type ServerSockets,
  watchServerSockets,
} from '../../support/raw-client.js';

let issuer: TestIssuer;
let open: TestGateway;
let guarded: TestGateway;
let sockets: ServerSockets;
beforeAll(async () => {
  sockets = watchServerSockets();
  issuer = await startTestIssuer();
  open = await startTestGateway();
  const settings = { auth: issuer.settings, rateLimit: 1, admin: { host: '127.0.0.1', port: 0 } };
  guarded = await startTestGateway({ settings });
});
afterAll(async () => {
  await guarded.close();
  await open.close();
  await issuer.close();
  sockets.stop();
});

const json = 'Content-Type: application/json\r\n';
const chunked = 'Transfer-Encoding: chunked\r\n';
const head = (line: string, fields: string) => `${line} HTTP/1.1\r\nHost: localhost\r\n${fields}\r\n`;
const mebibyte = 1024 * 1024;

/** Sends a body as fast as it is taken, whatever comes back, until the connection is closed. */
async function sendWithoutEnd({ socket }: RawClient): Promise<void> {
  const data = 'x'.repeat(0x10000);
  const chunk = `10000\r\n${data}\r\n`;
  while (!socket.destroyed) {
    if (socket.write(chunk)) await new Promise(setImmediate);
    else await Promise.race([once(socket, 'drain'), once(socket, 'close')]).catch(() => {});
  }
}

/** Sends a request whose body does not end. @returns What came back, and how many bytes the gateway has read. */
async function exchange(url: string, text: string) {
  const client = await openRawClient(url);
  const server = await sockets.of(client);
  client.socket.write(text);
  await Promise.all([sendWithoutEnd(client), client.closed]);
  await closeOf(server);
  const [answerHead = '', ...body] = client.text().split('\r\n\r\n');
  return { head: answerHead, body: body.join('\r\n\r\n'), bytesRead: server.bytesRead };
}

const token = (value: string) => `Authorization: Bearer ${value}\r\n`;
const endless: [what: string, gateway: () => string, text: string, status: number, limit?: number][] = [
  ['a request without a token', () => guarded.url, head('POST /graphql', json + chunked), 401],
  ['a token that is none', () => guarded.url, head('POST /graphql', json + chunked + token('none')), 401],
  ['an address that is not there', () => open.url, head('POST /nothing', json + chunked), 404],
  [
    'an address that is not there, as a form',
    () => open.url,
    head('PATCH /nothing', `Content-Type: text/x\r\n${chunked}`),
    404,
  ],
  ['a method that is not allowed', () => open.url, head('PUT /graphql', json + chunked), 405],
  ['a method without a body', () => open.url, head('TRACE /graphql', json + chunked), 405],
  [
    'the name of another server',
    () => open.url,
    head('POST /graphql', json + chunked).replace('localhost', 'shop.example.com'),
    421,
  ],
  [
    'a content type that is not read',
    () => open.url,
    head('POST /graphql', `Content-Type: text/plain\r\n${chunked}`),
    400,
  ],
  ['no content type', () => open.url, head('POST /graphql', chunked), 400],
  [
    'a declared length that is too large',
    () => open.url,
    head('POST /graphql', `${json}Content-Length: 99999999999\r\n`),
    413,
  ],
  ['a body that is too large', () => open.url, head('POST /graphql', json + chunked), 413, 2 * mebibyte],
  ['two Host lines', () => open.url, head('POST /graphql', `${json}${chunked}Host: localhost\r\n`), 400],
  [
    'an unknown transfer coding',
    () => open.url,
    head('POST /graphql', `${json}Transfer-Encoding: gzip, chunked\r\n`),
    501,
  ],
  ['an unknown expectation', () => open.url, head('POST /graphql', `${json}${chunked}Expect: 200-ok\r\n`), 417],
  ['a probe', () => open.url, head('GET /healthz', chunked), 200],
  ['a probe by HEAD', () => open.url, head('HEAD /healthz', chunked), 200],
  ['the page, which is not built', () => open.url, head('GET /', `${json}Content-Length: 99999999999\r\n`), 503],
  ['the schema', () => open.url, head('GET /schema.graphql', chunked), 200],
  [
    'a query by GET',
    () => open.url,
    head('GET /graphql?query=%7B__typename%7D', `${chunked}Apollo-Require-Preflight: 1\r\n`),
    200,
  ],
  [
    'a preflight',
    () => open.url,
    head('OPTIONS /graphql', `${chunked}Origin: http://localhost:3000\r\nAccess-Control-Request-Method: POST\r\n`),
    204,
  ],
  ['a probe of administrators', () => guarded.adminUrl ?? '', head('GET /healthz', chunked), 200],
  ['the metrics', () => guarded.adminUrl ?? '', head('GET /metrics', `Content-Length: 99999999999\r\n`), 200],
  ['an address that administrators do not have', () => guarded.adminUrl ?? '', head('POST /nothing', chunked), 404],
  ['a method that administrators do not have', () => guarded.adminUrl ?? '', head('POST /metrics', chunked), 405],
];

describe('a body without an end', () => {
  // All at once, since the gateway waits a while for each client to leave.
  let answers: readonly Awaited<ReturnType<typeof exchange>>[];
  beforeAll(async () => {
    answers = await Promise.all(endless.map(([, url, text]) => exchange(url(), text)));
  });

  test.each(endless.map(([what], index) => [what, index] as const))('is not read: %s', (_what, index) => {
    const [, , text = '', status, limit = mebibyte] = endless[index] ?? [];
    const { head: answer = '', body, bytesRead } = answers[index] ?? {};
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toMatch(/\r\nconnection: close(\r\n|$)/i);
    expect(bytesRead).toBeLessThan(limit);
    const length = /content-length: (\d+)/i.exec(answer)?.[1];
    if (length && !text.startsWith('HEAD')) expect(body).toHaveLength(Number(length));
  });

  test('is not read either beyond the rate of its caller', async () => {
    const authorization = token(await issuer.token());
    const text = head('POST /graphql', json + chunked + authorization);
    const several = await Promise.all(Array.from({ length: 6 }, () => exchange(guarded.url, text)));
    const refused = several.filter((answer) => answer.head.startsWith('HTTP/1.1 429 '));
    // A second may have passed between two of them.
    expect(refused.length).toBeGreaterThan(0);
    for (const { bytesRead } of refused) expect(bytesRead).toBeLessThan(mebibyte);
  });
});

describe('a short body behind a refusal', () => {
  test('is thrown away, and the connection serves the next request', async () => {
    const client = await openRawClient(guarded.url);
    for (let count = 1; count <= 3; count++) {
      client.socket.write(`${head('POST /graphql', `${json}Content-Length: 60000\r\n`)}${'x'.repeat(30_000)}`);
      await client.received(/UNAUTHENTICATED/, count);
      client.socket.write('x'.repeat(30_000));
    }
    client.socket.write(head('GET /healthz', ''));
    await client.received(/HTTP\/1\.1 200 /);
    expect(client.text().match(/HTTP\/1\.1 \d+/g)).toEqual([...Array(3).fill('HTTP/1.1 401'), 'HTTP/1.1 200']);
    expect(client.text()).not.toMatch(/connection: close/i);
    client.socket.destroy();
  });

  test('that never comes is not answered a second time', async () => {
    const gateway = await startTestGateway({ settings: { auth: issuer.settings, receiveTimeoutMs: 200 } });
    const client = await openRawClient(gateway.url);
    client.socket.write(head('POST /graphql', `${json}Content-Length: 100\r\n`));
    await once(client.socket, 'end');
    expect(client.text().match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 401']);
    client.socket.destroy();
    await gateway.close();
  });
});

describe('a client that waits for 100 Continue', () => {
  const body = '{"query":"{ __typename }"}';
  const waiting = (line: string, fields: string) =>
    head(line, `${json}Expect: 100-continue\r\nConnection: close\r\n${fields}`);

  test('is told to send a body that will be read', async () => {
    const client = await openRawClient(open.url);
    client.socket.write(waiting('POST /graphql', `Content-Length: ${body.length}\r\n`));
    await client.received(/^HTTP\/1\.1 100 Continue\r\n\r\n$/);
    client.socket.write(body);
    await client.received(/\r\n\r\nHTTP\/1\.1 200 [\s\S]*"Query"/);
    client.socket.destroy();
  });

  test.each<[what: string, gateway: () => string, text: string, status: number]>([
    ['a token', () => guarded.url, waiting('POST /graphql', 'Content-Length: 26\r\n'), 401],
    ['an address', () => open.url, waiting('POST /nothing', 'Content-Length: 26\r\n'), 404],
    ['a method', () => open.url, waiting('PUT /graphql', 'Content-Length: 26\r\n'), 405],
    ['a body of this size', () => open.url, waiting('POST /graphql', 'Content-Length: 1048577\r\n'), 413],
    ['two Host lines', () => open.url, waiting('POST /graphql', 'Host: localhost\r\nContent-Length: 26\r\n'), 400],
  ])('is refused at once where %s would be', async (_what, url, text, status) => {
    const client = await openRawClient(url());
    client.socket.write(text);
    await once(client.socket, 'end');
    expect(client.text()).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    client.socket.destroy();
  });
});

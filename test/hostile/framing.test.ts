import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { expectAlive, expectCleanRefusal, sendRaw } from './support.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    settings: { receiveTimeoutMs: 1_000, admin: { host: '127.0.0.1', port: 0 } },
  });
});
afterAll(() => gateway.close());
afterEach(() => gateway.emulator.ledger.clear());

const host = 'Host: localhost\r\n';
const query = '{"query":"{ connect { alias } }"}';
/** A request without a body; it keeps its connection alive, so that a refusal has to close it. */
const get = (fields: string, line = 'GET /healthz HTTP/1.1') => `${line}\r\n${fields}\r\n`;
const post = (fields: string, body: string, line = 'POST /graphql HTTP/1.1') =>
  `${line}\r\n${host}Content-Type: application/json\r\n${fields}\r\n${body}`;
const chunked = (body: string) => post('Transfer-Encoding: chunked\r\n', body);
const hex = query.length.toString(16);
const inChunks = `${hex}\r\n${query}\r\n0\r\n\r\n`;

/** What RFC 9110 and RFC 9112 say must or should be refused. */
const refused: [what: string, text: string, status: number][] = [
  ['no Host', get(''), 400],
  ['a body of 20,000 chunks', chunked('1\r\n \r\n'.repeat(20_000)), 413],
  ['a body of 20,000 chunks, and its end', chunked(`${'1\r\n \r\n'.repeat(20_000)}0\r\n\r\n`), 413],
  ['two Host lines', get(`${host}Host: shop.example.com\r\n`), 400],
  ['two Host lines that are equal', get(host + host), 400],
  ['a second Host line behind a thousand others', get(`${host}${'a:\r\n'.repeat(1_100)}${host}`), 400],
  ['two Host lines of HTTP/1.0', get(host + host, 'GET /healthz HTTP/1.0'), 400],
  ['an empty Host', get('Host:\r\n'), 400],
  ['a Host with a blank', get('Host: local host\r\n'), 400],
  ['a Host with user information', get('Host: localhost@shop.example.com\r\n'), 400],
  ['a Host with a path', get('Host: localhost/graphql\r\n'), 400],
  ['a Host with a query', get('Host: localhost?a\r\n'), 400],
  ['a Host with a scheme', get('Host: http://localhost\r\n'), 400],
  ['a Host that is a list', get('Host: localhost, shop.example.com\r\n'), 400],
  ['a Host with a port that is no number', get('Host: localhost:4a\r\n'), 400],
  ['a Host with a port that is too large', get('Host: localhost:65536\r\n'), 400],
  ['a Host with two ports', get('Host: localhost:1:2\r\n'), 400],
  ['a Host with half an IPv6 address', get('Host: [::1\r\n'), 400],
  ['a Host with brackets around no address', get('Host: [:]\r\n'), 400],
  [
    'Content-Length before Transfer-Encoding',
    post('Content-Length: 4\r\nTransfer-Encoding: chunked\r\n', inChunks),
    400,
  ],
  [
    'Transfer-Encoding before Content-Length',
    post('Transfer-Encoding: chunked\r\nContent-Length: 4\r\n', inChunks),
    400,
  ],
  ['two lengths that differ', post('Content-Length: 1\r\nContent-Length: 2\r\n', '{}'), 400],
  ['two lengths that are equal', post('Content-Length: 2\r\nContent-Length: 2\r\n', '{}'), 400],
  ...['+2', '2,3', '2, 2', '0x2', '-1', '', '2 2', '2.0', '1e1', '9'.repeat(30), '2;a'].map(
    (length): [string, string, number] => [`the length "${length}"`, post(`Content-Length: ${length}\r\n`, '{}'), 400],
  ),
  ...[
    'gzip',
    'chunked, gzip',
    'chunked, chunked',
    'chunked;q=1',
    '"chunked"',
    'xchunked',
    'identity',
    '',
    ',chunked',
  ].map((coding): [string, string, number] => [
    `the transfer coding ${JSON.stringify(coding)}`,
    post(`Transfer-Encoding: ${coding}\r\n`, inChunks),
    400,
  ]),
  [
    'two lines of Transfer-Encoding',
    post('Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n', inChunks),
    400,
  ],
  ...['gzip, chunked', 'identity, chunked', 'x, gzip, chunked', 'gzip\r\nTransfer-Encoding: chunked'].map(
    (coding): [string, string, number] => [
      `the unknown transfer coding ${JSON.stringify(coding)}`,
      post(`Transfer-Encoding: ${coding}\r\n`, inChunks),
      501,
    ],
  ),
  ['a transfer coding of HTTP/1.0', post('Transfer-Encoding: chunked\r\n', inChunks, 'POST /graphql HTTP/1.0'), 400],
  ['a blank before the colon', get(`${host}X : y\r\n`), 400],
  ['a blank before the colon of Transfer-Encoding', post('Transfer-Encoding : chunked\r\n', inChunks), 400],
  ['a line that is folded by a blank', get(`${host}X: a\r\n b\r\n`), 400],
  ['a line that is folded by a tab', get(`${host}X: a\r\n\tb\r\n`), 400],
  ['a folded line before all others', get(` ${host}`), 400],
  ['a folded Transfer-Encoding', post('Transfer-Encoding:\r\n chunked\r\n', inChunks), 400],
  ['a CR alone in a value', get(`${host}X: a\rb\r\n`), 400],
  ['a CR alone in a name', get(`${host}X\rY: a\r\n`), 400],
  ['NUL in a value', get(`${host}X: a\0b\r\n`), 400],
  ['a control character in a value', get(`${host}X: a\x01b\r\n`), 400],
  ['a field without a name', get(`${host}: y\r\n`), 400],
  ['a field without a colon', get(`${host}Xy\r\n`), 400],
  ['a name that is no token', get(`${host}X(y): z\r\n`), 400],
  ['a method that is no token', get(host, 'G@T /healthz HTTP/1.1'), 400],
  ['a method in small letters', get(host, 'get /healthz HTTP/1.1'), 400],
  ['a method that nobody knows', get(host, 'FROB /healthz HTTP/1.1'), 400],
  ['a blank before the method', get(host, ' GET /healthz HTTP/1.1'), 400],
  ['a target with a blank', get(host, 'GET /health z HTTP/1.1'), 400],
  ['a target with a fragment', get(host, 'GET /healthz#a HTTP/1.1'), 400],
  ['a target with a control character', get(host, 'GET /healthz\x01 HTTP/1.1'), 400],
  ['a target with a letter that is not ASCII', get(host, 'GET /h\u00e9 HTTP/1.1'), 400],
  ['a target that is a relative path', get(host, 'GET healthz HTTP/1.1'), 400],
  ['no target', get(host, 'GET  HTTP/1.1'), 400],
  ['an absolute target of another authority', get(host, 'GET http://shop.example.com/healthz HTTP/1.1'), 400],
  ['an absolute target of another port', get(host, 'GET http://localhost:81/healthz HTTP/1.1'), 400],
  ['an absolute target with user information', get(host, 'GET http://a:b@localhost/healthz HTTP/1.1'), 400],
  ['an absolute target of another scheme', get(host, 'GET ftp://localhost/healthz HTTP/1.1'), 400],
  ['an absolute target with a fragment', get(host, 'GET http://localhost/healthz#a HTTP/1.1'), 400],
  ['an absolute target without an authority', get(host, 'GET http:///healthz HTTP/1.1'), 400],
  ['an absolute target and no Host', get('', 'GET http://localhost/healthz HTTP/1.1'), 400],
  ['an authority outside of CONNECT', get(host, 'GET localhost:80 HTTP/1.1'), 400],
  ['an asterisk outside of OPTIONS', get(host, 'GET * HTTP/1.1'), 400],
  ['CONNECT', get(host, 'CONNECT localhost:80 HTTP/1.1'), 405],
  ...[`+${hex}`, `${hex} `, ` ${hex}`, `0x${hex}`, `-${hex}`, '', 'g', 'f'.repeat(17)].map(
    (size): [string, string, number] => [
      `the chunk size ${JSON.stringify(size)}`,
      chunked(`${size}\r\n${query}\r\n0\r\n\r\n`),
      400,
    ],
  ),
  ['a chunk size that ends in LF', chunked(`${hex}\n${query}\r\n0\r\n\r\n`), 400],
  ['a chunk extension that ends in LF', chunked(`${hex};a\n${query}\r\n0\r\n\r\n`), 400],
  ['a chunk that is longer than its size', chunked(`${hex}\r\n${query}x\r\n0\r\n\r\n`), 400],
  ['a chunk that ends in LF', chunked(`${hex}\r\n${query}\n0\r\n\r\n`), 400],
  ['a last chunk without its end', chunked(`${hex}\r\n${query}\r\n0\r\nX`), 408],
  ['a length among the trailers', chunked(`${hex}\r\n${query}\r\n0\r\nContent-Length: 3\r\n\r\n`), 400],
  ['a transfer coding among the trailers', chunked(`${hex}\r\n${query}\r\n0\r\nTransfer-Encoding: gzip\r\n\r\n`), 400],
  ['HTTP/2.0 in its first line', get(host, 'GET /healthz HTTP/2.0'), 505],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 505],
  ['HTTP/3.0 in its first line', get(host, 'GET /healthz HTTP/3.0'), 505],
  ['HTTP/0.9 in its first line', get(host, 'GET /healthz HTTP/0.9'), 505],
  ['no version at all', 'GET /healthz\r\n\r\n', 505],
  ['another protocol', get(host, 'GET /healthz ICE/1.0'), 400],
  ['an expectation that nobody knows', get(`${host}Expect: 200-ok\r\n`), 417],
];

describe('a request that HTTP does not allow', () => {
  test.each(refused)('with %s is refused in JSON, and ends its connection', async (_what, text, status) => {
    const answers = await sendRaw(gateway, Buffer.from(text, 'latin1'));
    expect(answers).toHaveLength(1);
    const [answer] = answers;
    if (!answer) throw new Error('There was no answer.');
    expectCleanRefusal(answer, status, null);
    expect(answer.headers.get('connection')).toBe('close');
    expect(answer.headers.get('x-request-id')).toEqual(expect.any(String));
    expect(answer.headers.get('x-connect-mode')).toBe('emulator');
    expect(gateway.emulator.ledger.entries()).toEqual([]);
  });

  test.each(refused)('with %s is refused by the port for administrators too', async (_what, text, status) => {
    const answers = await sendRaw({ url: gateway.adminUrl ?? '' }, Buffer.from(text, 'latin1'));
    // Bodies are not read there, so only the header of a request with a broken body is looked at.
    const isBody = text.startsWith('POST') && answers[0]?.status === 404;
    expect(answers.map((answer) => answer.status)).toEqual([isBody ? 404 : status]);
    expect(answers[0]?.headers.get('connection')).toBe('close');
  });

  test('ends its connection: what comes behind it is not read as a request', async () => {
    const hidden = post(`Content-Length: ${query.length}\r\n`, query);
    const answers = await sendRaw(gateway, `${get('')}${hidden}`);
    expect(answers.map(({ status }) => status)).toEqual([400]);
    expect(gateway.emulator.ledger.entries()).toEqual([]);
    await expectAlive(gateway);
  });

  test.each([
    ['no request', 'GARBAGE\r\n\r\n', 400],
    ['a request without a Host', get(''), 400],
    ['another version', get(host, 'GET /healthz HTTP/3.0'), 505],
    ['half a request', 'GET /healthz HTTP/1.1\r\n', 408],
    ['a tunnel', get(host, 'CONNECT localhost:80 HTTP/1.1'), 405],
  ])('does not take the place of the answer before it: behind a valid one there is %s', async (_what, text, status) => {
    gateway.emulator.faults.add({ operation: 'DescribeInstance', fault: 'latency', ms: 50 });
    const body = '{"query":"{ connect { identityManagementType } }"}';
    const answers = await sendRaw(gateway, `${post(`Content-Length: ${body.length}\r\n`, body)}${text}`);
    expect(answers.map((answer) => answer.status)).toEqual([200, status]);
    expect(JSON.parse(answers[0]?.body ?? '').data.connect.identityManagementType).toEqual(expect.any(String));
  });
});

describe('a request that HTTP allows', () => {
  const close = 'Connection: close\r\n';
  const authority = () => new URL(gateway.url).host;
  test.each<[what: string, text: () => string]>([
    [
      'an absolute target of its own authority',
      () => get(`Host: ${authority()}\r\n${close}`, `GET http://${authority()}/healthz HTTP/1.1`),
    ],
    [
      'an absolute target in capitals',
      () => get(`Host: LOCALHOST\r\n${close}`, 'GET HTTP://localhost/healthz HTTP/1.1'),
    ],
    ['an absolute target with the default port', () => get(host + close, 'GET http://localhost:80/healthz HTTP/1.1')],
    ['an IPv6 address and a port as Host', () => get(`Host: [::1]:4000\r\n${close}`)],
    ['an underscore in Host', () => get(`Host: my_gateway.localhost\r\n${close}`)],
    ['a colon without a port in Host', () => get(`Host: localhost:\r\n${close}`)],
    ['HTTP/1.0 and no Host', () => get('', 'GET /healthz HTTP/1.0')],
    ['empty lines before it', () => `\r\n\r\n${get(host + close)}`],
    ['blanks around values', () => get(`Host:   localhost  \r\n${close}`)],
    ['two blanks in its first line', () => get(host + close, 'GET  /healthz HTTP/1.1')],
    ['a query with braces', () => get(host + close, 'GET /healthz?a={b}|c HTTP/1.1')],
    [
      'a chunked body',
      () => post(`Transfer-Encoding: Chunked\r\n${close}`, `${hex};a=b\r\n${query}\r\n0\r\nX: y\r\n\r\n`),
    ],
    [
      'an offer of HTTP/2',
      () =>
        get(
          `${host}Connection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n`,
        ),
    ],
  ])('with %s is answered', async (_what, text) => {
    const answers = await sendRaw(gateway, text());
    expect(answers.map(({ status }) => status)).toEqual([200]);
  });

  test.each([
    ['a request', get(host)],
    ['half a request', get(host).slice(9)],
    ['a request in a body', post('Content-Length: 999\r\n', get(host))],
  ])(
    'with an offer of HTTP/2 is answered, and ends its connection: %s behind it is not read',
    async (_what, behind) => {
      const offer = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n';
      const answers = await sendRaw(gateway, `${get(host + offer)}${behind}`, get(host));
      expect(answers.map(({ status, headers }) => [status, headers.get('connection')])).toEqual([[200, 'close']]);
    },
  );

  test('as OPTIONS for everything is answered', async () => {
    const answers = await sendRaw(gateway, get(host + close, 'OPTIONS * HTTP/1.1'));
    expect(answers.map(({ status }) => status < 500)).toEqual([true]);
  });
});

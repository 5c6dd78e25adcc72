import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { expectAlive, expectCleanRefusal, sendRaw } from './support.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    settings: { receiveTimeoutMs: 1_000, corsOrigins: ['https://desk.example.com'] },
  });
});
afterAll(() => gateway.close());
afterEach(async () => {
  await expectAlive(gateway);
  gateway.emulator.ledger.clear();
});

const good = '{"query":"{ connect { id } }"}';
const json = 'application/json';

function request(method: string, path: string, headers: Record<string, string>, body: string | Uint8Array = '') {
  const all = { host: 'localhost', connection: 'close', 'content-length': String(Buffer.byteLength(body)), ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return [`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`, body] as const;
}
const post = (body: string | Uint8Array, headers: Record<string, string> = {}) =>
  request('POST', '/graphql', { 'content-type': json, ...headers }, body);
const get = (path: string, headers: Record<string, string> = {}) => request('GET', path, headers);

const chunkedHead = `POST /graphql HTTP/1.1\r\nHost: localhost\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`;

const cases: [what: string, parts: readonly (string | Uint8Array)[], status: number, code?: string][] = [
  ['a name that leads here but is another', post(good, { host: 'shop.example.com:4000' }), 421, 'MISDIRECTED_REQUEST'],
  ['that name before a page', get('/', { host: 'localhost.example.com' }), 421, 'MISDIRECTED_REQUEST'],
  [
    'an address that only begins like its own',
    post(good, { host: '127.0.0.1.example.com' }),
    421,
    'MISDIRECTED_REQUEST',
  ],
  ['an empty body', post(''), 400, 'BAD_REQUEST'],
  ['a body of blanks', post(' \n '), 400, 'BAD_REQUEST'],
  ['half a body', post('{'), 400, 'BAD_REQUEST'],
  ['a body with a comma too many', post('{"query":"{a}",}'), 400, 'BAD_REQUEST'],
  ['null', post('null'), 400, 'BAD_REQUEST'],
  ['a number', post('1'), 400, 'BAD_REQUEST'],
  ['a text', post('"{ connect { id } }"'), 400, 'BAD_REQUEST'],
  ['an empty batch', post('[]'), 400, 'BAD_REQUEST'],
  ['a batch', post(`[${good},${good}]`), 400, 'BAD_REQUEST'],
  ['a batch in a batch', post(`[[${good}]]`), 400, 'BAD_REQUEST'],
  ['a query that is a number', post('{"query":1}'), 400, 'BAD_REQUEST'],
  ['a query that is an object', post('{"query":{"a":1}}'), 400, 'BAD_REQUEST'],
  ['a query that is a list', post('{"query":["{a}"]}'), 400, 'BAD_REQUEST'],
  ['a query that is empty', post('{"query":""}'), 400, 'BAD_REQUEST'],
  ['a query that is null', post('{"query":null}'), 400, 'BAD_REQUEST'],
  ['no query', post('{"variables":{}}'), 400, 'BAD_REQUEST'],
  ['variables that are text', post('{"query":"{__typename}","variables":"x"}'), 400, 'BAD_REQUEST'],
  ['variables that are JSON in text', post('{"query":"{__typename}","variables":"{}"}'), 400, 'BAD_REQUEST'],
  ['variables that are a list', post('{"query":"{__typename}","variables":[]}'), 400, 'BAD_REQUEST'],
  ['variables that are a number', post('{"query":"{__typename}","variables":0}'), 400, 'BAD_REQUEST'],
  ['extensions that are a list', post('{"query":"{__typename}","extensions":[]}'), 400, 'BAD_REQUEST'],
  ['an operation name that is a number', post('{"query":"{__typename}","operationName":1}'), 400, 'BAD_REQUEST'],
  ['an operation name that is a list', post('{"query":"{__typename}","operationName":["a"]}'), 400, 'BAD_REQUEST'],
  [
    'an operation that is not there',
    post('{"query":"query A {__typename}","operationName":"B"}'),
    400,
    'OPERATION_RESOLUTION_FAILURE',
  ],
  [
    'two operations and no name',
    post('{"query":"query A {__typename} query B {__typename}"}'),
    400,
    'OPERATION_RESOLUTION_FAILURE',
  ],
  ['text/plain', post(good, { 'content-type': 'text/plain' }), 400, 'BAD_REQUEST'],
  ['a form', post('query=%7Ba%7D', { 'content-type': 'application/x-www-form-urlencoded' }), 400, 'BAD_REQUEST'],
  ['a form in parts', post(good, { 'content-type': 'multipart/form-data; boundary=x' }), 400, 'BAD_REQUEST'],
  ['no content type', request('POST', '/graphql', {}, good), 400, 'BAD_REQUEST'],
  [
    'a content type that only begins like JSON',
    post(good, { 'content-type': 'application/jsonp' }),
    400,
    'BAD_REQUEST',
  ],
  [
    'text/plain that says it is JSON',
    post(good, { 'content-type': 'text/plain; application/json' }),
    400,
    'BAD_REQUEST',
  ],
  ['a GET without a header of its own', get('/graphql?query=%7B__typename%7D'), 400, 'BAD_REQUEST'],
  [
    'a mutation by GET',
    get('/graphql?query=mutation%7BstopContact(input%3A%7BcontactId%3A%22c%22%7D)%7B__typename%7D%7D', {
      'apollo-require-preflight': '1',
    }),
    405,
  ],
  [
    'a GET with a query twice',
    get('/graphql?query=%7Ba%7D&query=%7Bb%7D', { 'apollo-require-preflight': '1' }),
    400,
    'BAD_REQUEST',
  ],
  ['PUT', request('PUT', '/graphql', { 'content-type': json }, good), 405, 'METHOD_NOT_ALLOWED'],
  ['DELETE', request('DELETE', '/graphql', {}), 405, 'METHOD_NOT_ALLOWED'],
  ['PATCH', request('PATCH', '/graphql', { 'content-type': json }, good), 405, 'METHOD_NOT_ALLOWED'],
  ['TRACE', request('TRACE', '/graphql', {}), 405, 'METHOD_NOT_ALLOWED'],
  ['an answer in XML', post(good, { accept: 'application/xml' }), 406, 'NOT_ACCEPTABLE'],
  ['an answer in nothing', post(good, { accept: 'application/json;q=0' }), 406, 'NOT_ACCEPTABLE'],
  [
    'another charset',
    post(good, { 'content-type': 'application/json; charset=iso-8859-1' }),
    415,
    'UNSUPPORTED_MEDIA_TYPE',
  ],
  ['UTF-16', post(good, { 'content-type': 'application/json; charset=utf-16' }), 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['gzip that is none', post(good, { 'content-encoding': 'gzip' }), 400, 'BAD_REQUEST'],
  ['gzip that breaks off', post(gzipSync(good).subarray(0, 12), { 'content-encoding': 'gzip' }), 400, 'BAD_REQUEST'],
  [
    'gzip of a hundred megabytes',
    post(gzipSync('x'.repeat(100_000_000)), { 'content-encoding': 'gzip' }),
    413,
    'PAYLOAD_TOO_LARGE',
  ],
  ['an encoding that nobody knows', post(good, { 'content-encoding': 'compress' }), 415, 'UNSUPPORTED_MEDIA_TYPE'],
  [
    'two encodings',
    post(gzipSync(gzipSync(good)), { 'content-encoding': 'gzip, gzip' }),
    415,
    'UNSUPPORTED_MEDIA_TYPE',
  ],
  ['more than a megabyte', post(`{"query":"${'x'.repeat(1_100_000)}"}`), 413, 'PAYLOAD_TOO_LARGE'],
  ['a length of a terabyte', post('', { 'content-length': '1099511627776' }), 413, 'PAYLOAD_TOO_LARGE'],
  ['bytes that are not UTF-8', post(Buffer.from([0x7b, 0xff, 0xfe, 0x7d])), 400, 'BAD_REQUEST'],
  [
    'half a letter of UTF-8',
    post(Buffer.concat([Buffer.from('{"query":"'), Buffer.from([0xe2, 0x82]), Buffer.from('"}')])),
    400,
    'BAD_REQUEST',
  ],
  ['a body that never comes whole', [post('', { 'content-length': '90' })[0], '{'], 408],
  ['headers that never end', ['POST /graphql HTTP/1.1\r\nhost: localhost\r\nx-slow: a'], 408],
  ['a header of 20 KB', get('/healthz', { 'x-long': 'x'.repeat(20_000) }), 431],
  [
    'three hundred headers of 100 bytes',
    get('/healthz', Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`x-${n}`, 'x'.repeat(100)]))),
    431,
  ],
  ['an address of 20 KB', get(`/${'x'.repeat(20_000)}`), 431],
  ['what begins TLS', [Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03])], 400],
  ['a length that is no number', ['POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-length: ten\r\n\r\n'], 400],
  [
    'two lengths',
    ['POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}'],
    400,
  ],
  [
    'a length and chunks',
    ['POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n'],
    400,
  ],
  ['a header with a null byte', ['GET /healthz HTTP/1.1\r\nhost: localhost\r\nx: a\u0000b\r\n\r\n'], 400],
  ['a way out of the folder', get('/../../etc/passwd'), 404, 'NOT_FOUND'],
  ['a way out of the folder in disguise', get('/page/%2e%2e%2f%2e%2e%2fpackage.json'), 404, 'NOT_FOUND'],
  [
    'two slashes',
    post(good).map((part) => (typeof part === 'string' ? part.replace('/graphql', '//graphql') : part)),
    404,
    'NOT_FOUND',
  ],
  [
    'capitals',
    post(good).map((part) => (typeof part === 'string' ? part.replace('/graphql', '/GRAPHQL') : part)),
    404,
    'NOT_FOUND',
  ],
  ['a slash too many', get('/graphql/'), 404, 'NOT_FOUND'],
  ['an address that cannot be decoded', get('/%zz'), 400],
];

describe('what comes over HTTP', () => {
  test.each([
    ['a line ending', ['GET /healthz HTTP/1.1\r\nHost: localhost\r\n\rX'], 'a line ending that is not CRLF'],
    ['the size of a chunk', [chunkedHead, 'no number\r\n'], 'The chunks of the body are not valid'],
    ['the end of a chunk', [chunkedHead, '2\r\n{}}}\r\n'], 'chunks that are not valid'],
  ])('names what is wrong with %s', async (_what, parts, message) => {
    const [answer] = await sendRaw(gateway, ...parts);
    expect([answer?.status, answer?.body]).toEqual([400, expect.stringContaining(message)]);
  });

  test.each(cases.map(([what, parts, status, code = null]) => [what, parts, status, code] as const))(
    'as %s is refused in JSON, and calls nothing',
    async (_what, parts, status, code) => {
      const answers = await sendRaw(gateway, ...parts);
      expect(answers).toHaveLength(1);
      const [answer] = answers;
      if (!answer) throw new Error('There was no answer.');
      expectCleanRefusal(answer, status, code);
      expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
      expect(answer.headers.get('x-request-id')).toEqual(expect.any(String));
      expect(gateway.emulator.ledger.entries()).toEqual([]);
    },
  );

  test('as a hundred requests at once on one connection is answered in order', async () => {
    const requests = Array.from({ length: 100 }, (_, n) => {
      const [head, body] = post(`{"query":"{ a${n}: __typename }"}`, { connection: n === 99 ? 'close' : 'keep-alive' });
      return `${head}${body}`;
    });
    const answers = await sendRaw(gateway, requests.join(''));
    expect(answers.map(({ status, body }) => [status, body])).toEqual(
      requests.map((_, n) => [200, `{"data":{"a${n}":"Query"}}`]),
    );
  });

  test('hidden behind another request is no request of its own', async () => {
    const hidden = 'POST /graphql HTTP/1.1\r\nhost: localhost\r\n\r\n';
    const [head] = post('', { 'transfer-encoding': 'chunked', 'content-length': String(hidden.length) });
    const answers = await sendRaw(gateway, `${head}0\r\n\r\n${hidden}`);
    expect(answers.map(({ status }) => status)).toEqual([400]);
  });

  test.each(['https://evil.example', 'null', 'http://localhost:3000', 'https://desk.example.com.evil.example'])(
    'from the origin %s may not be read there',
    async (origin) => {
      for (const method of ['POST', 'OPTIONS']) {
        const headers = { origin, 'content-type': json, 'access-control-request-method': 'POST' };
        const [answer] = await sendRaw(gateway, ...request(method, '/graphql', headers, method === 'POST' ? good : ''));
        expect(answer?.headers.has('access-control-allow-origin')).toBe(false);
      }
    },
  );
});

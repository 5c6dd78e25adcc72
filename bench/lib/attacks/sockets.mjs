import { instanceId } from '../world.mjs';
import { attacksOf, limits, listOf, longName, times } from './parts.mjs';

const holdMs = 45_000;
const held = { limitMs: holdMs + 15_000 };

/** The schema text so often that the answer has 28.5 MB. */
const tooLarge = () => ({ query: `{ ${times(100, (n) => `a${n}: _service { sdl }`)} }` });
/** An answer of 7.8 MB, which may be given. */
const large = () => ({
  query: `query($r: [_Any!]!) { _entities(representations: $r) { ... on ConnectContact { ${times(30, (n) => `b${String(n).padStart(2, '0')}: id`)} } } }`,
  variables: {
    r: listOf(limits.references, (n) => ({
      __typename: 'ConnectContact',
      instanceId,
      id: longName(250, `id-${n}-`),
    })),
  },
});

/** Clients that do not read their answers, or hardly. */
export const slowReaders = attacksOf('slow readers', [
  {
    ...held,
    name: '40 answers of 28.5 MB that nobody reads',
    reported: true,
    // Its refusal is short, and goes out; then the connection waits for the next request as any other.
    send: { how: 'unread', connections: 40, everyMs: 150, holdMs, mayStay: true },
    document: tooLarge,
  },
  {
    ...held,
    name: '40 answers of 7.8 MB that nobody reads',
    send: { how: 'unread', connections: 40, everyMs: 150, holdMs },
    gzip: true,
    document: large,
  },
  {
    ...held,
    name: '20 answers of 7.8 MB, read by 1 KB a second',
    send: { how: 'drip', connections: 20, everyMs: 150, bytes: 1_024, holdMs },
    gzip: true,
    document: large,
  },
  {
    ...held,
    name: '20 answers of 7.8 MB that nobody reads, while blanks are sent',
    send: { how: 'unread', connections: 20, everyMs: 150, nudgeMs: 1_000, holdMs },
    gzip: true,
    document: large,
  },
  {
    ...held,
    name: '4 connections with 10 requests for 7.8 MB at once, unread',
    send: { how: 'unread', connections: 4, everyMs: 500, pipelined: 10, holdMs },
    gzip: true,
    document: large,
  },
  {
    name: '20,000 requests at once on one connection, unread',
    reported: true,
    send: { how: 'unread', connections: 1, everyMs: 0, pipelined: 20_000, holdMs },
    ...held,
    request: () => ({ path: '/healthz' }),
  },
  {
    ...held,
    name: '100 connections with 20 requests for the schema file at once, unread',
    send: { how: 'unread', connections: 100, everyMs: 20, pipelined: 20, holdMs },
    request: () => ({ path: '/schema.graphql' }),
  },
]);

const head = (path, headers) =>
  [`POST ${path} HTTP/1.1`, 'host: 127.0.0.1', 'content-type: application/json', ...headers, '', ''].join('\r\n');
const halfHead = 'POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\nx-slow: ';
const halfBody = (bytes) => `${head('/graphql', ['content-length: 1000000'])}${'x'.repeat(bytes)}`;

const slowly = { trickle: { bytes: 'x', everyMs: 1_000 } };
const stalls = [
  { name: 'silent', reported: true, send: { bytes: () => '' } },
  { name: 'with half of their headers', reported: true, send: { bytes: () => halfHead } },
  { name: 'with headers that come byte by byte', send: { bytes: () => halfHead, ...slowly } },
  { name: 'with the first byte of a body', reported: true, send: { bytes: () => halfBody(1) } },
  { name: 'with a body that comes byte by byte', send: { bytes: () => halfBody(1), ...slowly } },
];
/** What fills a gateway that takes 50 connections, for as long as it lasts. */
const full = { setups: ['few-connections'], limitMs: 30_000 };
const filledMs = 6_000;

/** Connections that are held without a request that could be answered. */
export const connectionFilling = attacksOf('connection filling', [
  {
    ...full,
    name: '50 idle connections where 50 are allowed',
    reported: true,
    send: { how: 'idle', connections: 50, holdMs: filledMs },
    request: () => ({ path: '/healthz' }),
  },
  {
    ...full,
    name: '50 idle connections with a request each now and then, where 50 are allowed',
    reported: true,
    send: { how: 'idle', connections: 50, againMs: 2_000, holdMs: filledMs },
    request: () => ({ path: '/healthz' }),
  },
  {
    ...full,
    name: '200 idle connections where 50 are allowed',
    send: { how: 'idle', connections: 200, holdMs: filledMs },
    request: () => ({ path: '/healthz' }),
  },
  ...stalls.map(({ name, send }) => ({
    ...full,
    name: `60 connections ${name}, where 50 are allowed`,
    send: { ...send, how: 'stall', connections: 60, holdMs: filledMs, mayStay: true },
  })),
  ...stalls.map(({ name, reported, send }) => ({
    ...held,
    name: `200 connections ${name}`,
    reported,
    send: { ...send, how: 'stall', connections: 200, holdMs: 40_000 },
  })),
  {
    ...held,
    name: '100 connections with all of a body of 1 MB but its last byte',
    reported: true,
    send: { how: 'stall', connections: 100, bytes: () => halfBody(999_999), holdMs: 40_000 },
  },
]);

const endless = { how: 'endless', mostBytes: 256 * 1_048_576, mostMs: 5_000 };
const chunked = ['transfer-encoding: chunked'];
const long = ['content-length: 999999999999'];
const early = (name, setup, path, more = [], method = 'POST') =>
  [
    ['in chunks', chunked],
    ['of a terabyte', long],
  ].map(([how, framing]) => ({
    name: `a body ${how} behind ${name}`,
    setups: [setup],
    limitMs: 20_000,
    send: { ...endless, head: head(path, [...framing, ...more]).replace('POST', method) },
  }));

/** Requests that are refused before their body is of interest, whose body has no end. */
export const earlyRefusals = attacksOf('early refusals', [
  ...early('no token (401)', 'anonymous', '/graphql').map((attack) => ({ ...attack, reported: true })),
  ...early('a token that is none (401)', 'anonymous', '/graphql', ['authorization: Bearer x']),
  ...early('a path that is not there (404)', 'open', '/nothing'),
  ...early('a method that is not served (405)', 'open', '/graphql', [], 'PUT'),
  ...early('a page that is only read (404 or 405)', 'open', '/healthz'),
  ...early('a foreign name (421)', 'open', '/graphql').map((attack) => ({
    ...attack,
    send: { ...attack.send, head: attack.send.head.replace('127.0.0.1', 'shop.example.com') },
  })),
  ...early('one request too many (429)', 'rate-limited', '/graphql').map((attack) => ({
    ...attack,
    send: { ...attack.send, first: 2 },
  })),
  ...early('more than is read (413)', 'open', '/graphql').map((attack) => ({ ...attack, reported: true })),
  ...early('another type (415)', 'open', '/graphql', ['content-encoding: br']),
  ...early('an answer in XML (406)', 'open', '/graphql', ['accept: application/xml']),
]);

const pipelined = (target, count) => `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`.repeat(count);
const headerOf = (lines) => `GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n${'a:b\r\n'.repeat(lines)}\r\n`;
const oneByteChunks = (count) => `${head('/graphql', chunked)}${'1\r\n \r\n'.repeat(count)}`;

/** Connections that are opened at once and send much at once. */
export const bursts = attacksOf('bursts', [
  {
    name: '40 connections with 1,400 pipelined requests each',
    reported: true,
    send: { how: 'burst', connections: 40, requests: 1_400, bytes: () => pipelined('/healthz', 1_400) },
    limitMs: 60_000,
  },
  {
    name: '100 connections with 700 pipelined requests each for a path that is not there',
    send: { how: 'burst', connections: 100, requests: 700, bytes: () => pipelined('/x', 700) },
    limitMs: 60_000,
  },
  {
    name: '200 connections with 150 pipelined requests each',
    send: { how: 'burst', connections: 200, requests: 150, bytes: () => pipelined('/healthz', 150) },
    limitMs: 60_000,
  },
  {
    name: '100 connections with a header of 3,000 lines each',
    send: { how: 'burst', connections: 100, requests: 1, bytes: () => headerOf(3_000) },
    limitMs: 60_000,
  },
  {
    name: '16 connections with a body of 60,000 chunks of a byte each',
    reported: true,
    send: { how: 'burst', connections: 16, requests: 1, bytes: () => oneByteChunks(60_000) },
    limitMs: 60_000,
  },
]);

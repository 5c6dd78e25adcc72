import { instanceId } from '../world.mjs';
import { attacksOf, limits, listOf, longName, times } from './parts.mjs';

const holdMs = 45_000;
const held = { limitMs: holdMs + 15_000 };

/** The SDL under 100 aliases. The response would have more than 28 MB, which the gateway refuses. */
const tooLarge = () => ({ query: `{ ${times(100, (n) => `a${n}: _service { sdl }`)} }` });
/** A query with a response of 7.8 MB, which is within the limit. */
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

/** Clients that read their responses slowly, or not at all. */
export const slowReaders = attacksOf('slow readers', [
  {
    ...held,
    name: '40 requests for over 28 MB whose refusals the client does not read',
    reported: true,
    // The error response is short and is sent at once. The connection then stays open for the next request, as any other.
    send: { how: 'unread', connections: 40, everyMs: 150, holdMs, mayStay: true },
    document: tooLarge,
  },
  {
    ...held,
    name: '40 responses of 7.8 MB that the client does not read',
    send: { how: 'unread', connections: 40, everyMs: 150, holdMs },
    gzip: true,
    document: large,
  },
  {
    ...held,
    name: '20 responses of 7.8 MB, read at 1 KB a second',
    send: { how: 'drip', connections: 20, everyMs: 150, bytes: 1_024, holdMs },
    gzip: true,
    document: large,
  },
  {
    ...held,
    name: '20 responses of 7.8 MB that the client does not read while it sends empty lines',
    send: { how: 'unread', connections: 20, everyMs: 150, nudgeMs: 1_000, holdMs },
    gzip: true,
    document: large,
  },
  {
    ...held,
    name: '4 connections with 10 pipelined requests for 7.8 MB each, responses not read',
    send: { how: 'unread', connections: 4, everyMs: 500, pipelined: 10, holdMs },
    gzip: true,
    document: large,
  },
  {
    name: '20,000 pipelined requests on one connection, responses not read',
    reported: true,
    send: { how: 'unread', connections: 1, everyMs: 0, pipelined: 20_000, holdMs },
    ...held,
    request: () => ({ path: '/healthz' }),
  },
  {
    ...held,
    name: '100 connections with 20 pipelined requests for the schema file, responses not read',
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
  { name: 'that send nothing', reported: true, send: { bytes: () => '' } },
  { name: 'that send half of their headers', reported: true, send: { bytes: () => halfHead } },
  { name: 'that send headers byte by byte', send: { bytes: () => halfHead, ...slowly } },
  { name: 'that send only the first byte of a body', reported: true, send: { bytes: () => halfBody(1) } },
  { name: 'that send a body byte by byte', send: { bytes: () => halfBody(1), ...slowly } },
];
/** For attacks on a gateway that allows 50 connections. They hold their connections for `filledMs`. */
const full = { setups: ['few-connections'], limitMs: 30_000 };
const filledMs = 6_000;

/** Connections that are kept open while they are idle, or while their request is incomplete. */
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
    name: '50 connections with a request every 2 s, where 50 are allowed',
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
    name: '100 connections that send a body of 1 MB without its last byte',
    reported: true,
    send: { how: 'stall', connections: 100, bytes: () => halfBody(999_999), holdMs: 40_000 },
  },
]);

const endless = { how: 'endless', mostBytes: 256 * 1_048_576, mostMs: 5_000 };
const chunked = ['transfer-encoding: chunked'];
const long = ['content-length: 999999999999'];
const early = (name, setup, path, more = [], method = 'POST') =>
  [
    ['in endless chunks', chunked],
    ['of a terabyte', long],
  ].map(([how, framing]) => ({
    name: `a body ${how}, ${name}`,
    setups: [setup],
    limitMs: 20_000,
    send: { ...endless, head: head(path, [...framing, ...more]).replace('POST', method) },
  }));

/** Requests with an endless body, which the gateway must refuse early. */
export const earlyRefusals = attacksOf('early refusals', [
  ...early('without a token (401)', 'anonymous', '/graphql').map((attack) => ({ ...attack, reported: true })),
  ...early('with an invalid token (401)', 'anonymous', '/graphql', ['authorization: Bearer x']),
  ...early('to an unknown path (404)', 'open', '/nothing'),
  ...early('with an unsupported method (405)', 'open', '/graphql', [], 'PUT'),
  ...early('to a path that serves only GET (404)', 'open', '/healthz'),
  ...early('with a foreign Host header (421)', 'open', '/graphql').map((attack) => ({
    ...attack,
    send: { ...attack.send, head: attack.send.head.replace('127.0.0.1', 'shop.example.com') },
  })),
  ...early('above the rate limit (429)', 'rate-limited', '/graphql').map((attack) => ({
    ...attack,
    send: { ...attack.send, first: 2 },
  })),
  ...early('above the size limit (413)', 'open', '/graphql').map((attack) => ({ ...attack, reported: true })),
  ...early('with an unsupported encoding (413)', 'open', '/graphql', ['content-encoding: br']),
  ...early('with XML as the only accepted type (413)', 'open', '/graphql', ['accept: application/xml']),
]);

const pipelined = (target, count) => `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`.repeat(count);
const headerOf = (lines) => `GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n${'a:b\r\n'.repeat(lines)}\r\n`;
const oneByteChunks = (count) => `${head('/graphql', chunked)}${'1\r\n \r\n'.repeat(count)}`;

/** Connections that are opened at the same time, and that each send much data at once. */
export const bursts = attacksOf('bursts', [
  {
    name: '40 connections with 1,400 pipelined requests each',
    reported: true,
    send: { how: 'burst', connections: 40, requests: 1_400, bytes: () => pipelined('/healthz', 1_400) },
    limitMs: 60_000,
  },
  {
    name: '100 connections with 700 pipelined requests each for an unknown path',
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

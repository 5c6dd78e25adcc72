import { gzipSync } from 'node:zlib';

/** Limits that attacks go up to, or just beyond. */
export const limits = {
  /** Bytes of a document: `DOCUMENT_MAX_BYTES`. */
  documentBytes: 65_536,
  /** Bytes of a body, before and after it is unpacked. */
  bodyBytes: 1_048_576,
  /** Bytes of an answer: `RESPONSE_MAX_BYTES`. */
  answerBytes: 10_485_760,
  /** Characters of a name or alias. */
  nameLength: 256,
  aliases: 200,
  fields: 2_000,
  lines: 5_000,
  references: 1_000,
  mutations: 10,
};

/** Bytes that each body leaves for the comment by which its document differs from all others. */
export const reservedBytes = 16;

/** f(0) to f(count - 1), joined by blanks. */
export const times = (count, text) => Array.from({ length: count }, (_, n) => text(n)).join(' ');

export const listOf = (count, item) => Array.from({ length: count }, (_, n) => item(n));

/** A name of this length that begins with `start`. */
export const longName = (length, start) => start.padEnd(length, 'x');

/** The document with comments before it, so that it has this many bytes, in lines of the given length. */
export function after(bytes, lineLength, document) {
  const missing = bytes - Buffer.byteLength(document) - reservedBytes;
  const line = `#${'x'.repeat(lineLength - 2)}\n`;
  const lines = line.repeat(Math.max(0, Math.floor(missing / lineLength)));
  return `${lines}${document}`;
}

/** The document behind comments: as large, and of about as many lines, as is served. */
export const atLimit = (document) =>
  after(limits.documentBytes, Math.ceil(limits.documentBytes / (limits.lines - 100)), document);

/** Fields of an instance that take an argument. */
const withArgument = [
  ...['contact', 'agentStatus', 'hierarchyGroup', 'hoursOfOperation', 'quickConnect', 'routingProfile', 'taskTemplate'],
  ...['evaluationForm', 'evaluation', 'contactFlow', 'queue', 'user'],
].map((field) => (n) => `${field}(id: "${n}") { id }`);
const lists = [
  ...['contacts', 'agentStatuses', 'hierarchyGroups', 'hoursOfOperations', 'quickConnects', 'routingProfiles'],
  ...['taskTemplates', 'evaluations', 'evaluationForms', 'contactFlows', 'queues', 'users'],
].map((field) => (n) => `${field}(first: ${n + 1}) { __typename }`);

/** So many selections of an instance whose fields differ from those of all others: one error for each pair of them. */
export const conflicts = (selections) =>
  `{ ${times(selections, (n) => `connect { ${[...withArgument, ...lists].map((field) => field(n)).join(' ')} }`)} }`;

const defaults = {
  /** Whether this very request was reported as harmful or tried before; the others are further members of its class. */
  reported: false,
  /** The gateways and tokens that it is tried with; see `setups`. */
  setups: ['open'],
  /** Whether the body is sent by gzip. */
  gzip: false,
  /** Whether the document passes validation, where it has one. */
  valid: true,
  /** How it is sent; see bench/lib/attack-client.mjs. */
  send: { how: 'ask' },
  /** Milliseconds that one sending of it may take. */
  limitMs: 20_000,
};

/**
 * Attacks of one class.
 *
 * @param attacks each with a `name`, and one of
 *   - `document()`, which returns `{ query, variables }`;
 *   - `json(unique)`, the whole body as text, for JSON that `JSON.stringify` would not write;
 *   - `request(unique)`, the whole request.
 */
export const attacksOf = (kind, attacks) =>
  attacks.map((attack) => ({ ...defaults, kind, ...attack, reported: attack.reported ?? false }));

/**
 * The request of an attack: method, path, headers and body.
 *
 * @param unique a short text that makes the document another one each time, as a client's own documents are: nothing
 *   that the gateway remembers of the last one helps.
 */
export function requestOf(attack, unique) {
  if (attack.request) return { method: 'GET', path: '/graphql', headers: {}, body: null, ...attack.request(unique) };
  const text = attack.json ? attack.json(unique) : graphqlBody(attack.document(), unique);
  const headers = { 'content-type': 'application/json', ...(attack.gzip && { 'content-encoding': 'gzip' }) };
  return { method: 'POST', path: '/graphql', headers, body: attack.gzip ? gzipSync(text) : Buffer.from(text) };
}

/** A body of GraphQL over HTTP, whose document ends with a comment of its own. */
export function graphqlBody({ query, variables }, unique) {
  return JSON.stringify({ query: `${query}\n#${unique}`, variables });
}

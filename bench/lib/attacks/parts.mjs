import { gzipSync } from 'node:zlib';

/** Limits of the gateway that attacks reach, or exceed by a little. */
export const limits = {
  /** Bytes of a document: `DOCUMENT_MAX_BYTES`. */
  documentBytes: 65_536,
  /** Bytes of a request body, both compressed and decompressed. */
  bodyBytes: 1_048_576,
  /** Bytes of a response: `RESPONSE_MAX_BYTES`. */
  answerBytes: 10_485_760,
  /** Characters of a name or alias. */
  nameLength: 256,
  aliases: 200,
  fields: 2_000,
  lines: 5_000,
  references: 1_000,
  mutations: 10,
};

/** Bytes that documents leave free for the comment that makes each of them unique. */
export const reservedBytes = 16;

/** text(0) to text(count - 1), joined by spaces. */
export const times = (count, text) => Array.from({ length: count }, (_, n) => text(n)).join(' ');

export const listOf = (count, item) => Array.from({ length: count }, (_, n) => item(n));

/** A name of this length that begins with `start`. */
export const longName = (length, start) => start.padEnd(length, 'x');

/** The document after comment lines of the given length, with about this many bytes in all. */
export function after(bytes, lineLength, document) {
  const missing = bytes - Buffer.byteLength(document) - reservedBytes;
  const line = `#${'x'.repeat(lineLength - 2)}\n`;
  const lines = line.repeat(Math.max(0, Math.floor(missing / lineLength)));
  return `${lines}${document}`;
}

/** The document after comments, with nearly as many bytes and lines as the limits allow. */
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

/** Selections of `connect` that all give the same fields different arguments: each pair of them is a validation error. */
export const conflicts = (selections) =>
  `{ ${times(selections, (n) => `connect { ${[...withArgument, ...lists].map((field) => field(n)).join(' ')} }`)} }`;

const defaults = {
  /** Whether exactly this request was reported as harmful or tried before. The others are variations in the same class. */
  reported: false,
  /** Names of the gateways and callers that it is tried with; see bench/lib/hostile/setups.mjs. */
  setups: ['open'],
  /** Whether the body is compressed with gzip. */
  gzip: false,
  /** Whether its document, if it has one, passes validation. */
  valid: true,
  /** How the attack is sent; see bench/lib/hostile/send.mjs. */
  send: { how: 'ask' },
  /** Maximum time in milliseconds for sending the attack once. */
  limitMs: 20_000,
};

/**
 * Completes the attacks of one class with the defaults.
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
 * @param unique a short text that makes the document different each time, so that no cache of the gateway helps.
 */
export function requestOf(attack, unique) {
  if (attack.request) return { method: 'GET', path: '/graphql', headers: {}, body: null, ...attack.request(unique) };
  const text = attack.json ? attack.json(unique) : graphqlBody(attack.document(), unique);
  const headers = { 'content-type': 'application/json', ...(attack.gzip && { 'content-encoding': 'gzip' }) };
  return { method: 'POST', path: '/graphql', headers, body: attack.gzip ? gzipSync(text) : Buffer.from(text) };
}

/** A GraphQL request body. The document ends with a comment that makes it unique. */
export function graphqlBody({ query, variables }, unique) {
  return JSON.stringify({ query: `${query}\n#${unique}`, variables });
}

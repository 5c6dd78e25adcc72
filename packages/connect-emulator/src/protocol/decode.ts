import { type Member, operationModel, type Shape, shape, structure, wireName } from 'connect-model';
import { ConnectException } from './exception.js';

/** The parts of a request before decoding. */
export interface RawRequest {
  readonly labels: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Buffer;
}

/** The input of an operation by the model's member names. Timestamps are Dates. */
export type Input = Readonly<Record<string, unknown>>;

/**
 * Maximum nesting of an input, since some shapes of the model are recursive (search criteria). Amazon's is
 * undocumented.
 */
const MAX_DEPTH = 64;

/**
 * Decodes the input of an operation from path, query and body. Like Connect, this function ignores members that the
 * model does not have and treats a JSON null as an absent member. Constraints are checked elsewhere: see `violations`.
 * @throws ConnectException SerializationException (400) for invalid JSON or a value of the wrong type.
 */
export function decodeInput(operation: string, request: RawRequest): Input {
  const { input, http } = operationModel(operation);
  const { members } = structure(input);
  const fromBody = members.filter((member) => !member.location);
  const body = http.method === 'GET' || fromBody.length === 0 ? {} : parseBody(request.body);
  const entries: [string, unknown][] = [];
  for (const member of members) {
    const value = member.location ? decodeText(member, request) : decodeMember(member, body, member.name, 0);
    if (value !== undefined) entries.push([member.name, value]);
  }
  return Object.fromEntries(entries);
}

function serializationError(message: string): ConnectException {
  return new ConnectException('SerializationException', message, 400);
}

function parseBody(bytes: Buffer): Readonly<Record<string, unknown>> {
  if (bytes.length === 0) return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw serializationError('The request body is not valid JSON in UTF-8.');
  }
  if (!isObject(parsed)) throw serializationError('The request body is not a JSON object.');
  return parsed;
}

/** Decodes a path label or a query parameter, whose shape may be a number or a list. */
function decodeText(member: Member, { labels, query }: RawRequest): unknown {
  const name = wireName(member);
  if (member.location === 'uri') return decodeScalarText(shape(member.shape), labels[name] ?? '', member.name);
  const values = query.getAll(name);
  const [first] = values;
  if (first === undefined) return undefined;
  const found = shape(member.shape);
  if (found.type !== 'list') return decodeScalarText(found, first, member.name);
  return values.map((value) => decodeScalarText(shape(found.element), value, member.name));
}

function decodeScalarText(type: Shape, text: string, path: string): unknown {
  switch (type.type) {
    case 'string':
      return text;
    case 'boolean':
      if (text === 'true' || text === 'false') return text === 'true';
      break;
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
      if (/^-?\d+(\.\d+)?$/.test(text)) return decodeValue(type, Number(text), path, 0);
      break;
    case 'timestamp':
      return decodeTimestampText(text, path);
  }
  throw serializationError(`The value of ${path} is not of type ${type.type}.`);
}

function decodeMember(member: Member, from: Readonly<Record<string, unknown>>, path: string, depth: number): unknown {
  const name = wireName(member);
  const value = Object.hasOwn(from, name) ? from[name] : undefined;
  return value === undefined || value === null ? undefined : decodeValue(shape(member.shape), value, path, depth);
}

function decodeValue(type: Shape, value: unknown, path: string, depth: number): unknown {
  if (depth > MAX_DEPTH) throw serializationError(`${path} is nested more than ${MAX_DEPTH} levels deep.`);
  switch (type.type) {
    case 'structure':
      if (!isObject(value)) break;
      return Object.fromEntries(
        type.members
          .map((member) => [member.name, decodeMember(member, value, `${path}.${member.name}`, depth + 1)] as const)
          .filter(([, decoded]) => decoded !== undefined),
      );
    case 'list':
      if (!Array.isArray(value)) break;
      return value.map((item, index) => decodeValue(shape(type.element), item, `${path}[${index}]`, depth + 1));
    case 'map':
      if (!isObject(value)) break;
      // fromEntries defines properties, so `__proto__` is an ordinary key.
      return Object.fromEntries(
        Object.entries(value)
          .filter(([, item]) => item !== null)
          .map(([key, item]) => [key, decodeValue(shape(type.value), item, `${path}.${key}`, depth + 1)]),
      );
    case 'timestamp':
      if (type.timestampFormat === 'iso8601' && typeof value === 'string') return decodeTimestampText(value, path);
      if (type.timestampFormat === undefined && typeof value === 'number') return epochSeconds(value, path);
      break;
    case 'string':
      if (typeof value === 'string') return value;
      break;
    case 'boolean':
      if (typeof value === 'boolean') return value;
      break;
    case 'integer':
      if (typeof value === 'number' && (value | 0) === value) return value;
      break;
    case 'long':
      if (Number.isSafeInteger(value)) return value;
      break;
    case 'float':
    case 'double':
      if (typeof value === 'number') return value;
      if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return Number(value);
      break;
  }
  throw serializationError(`The value of ${path} is not of type ${type.type}.`);
}

/** Connect's timestamps have millisecond precision. A finer fraction is rounded. */
function epochSeconds(value: number, path: string): Date {
  return validDate(new Date(Math.round(value * 1000)), path);
}

function decodeTimestampText(text: string, path: string): Date {
  return validDate(new Date(text), path);
}

function validDate(date: Date, path: string): Date {
  if (Number.isNaN(date.getTime())) throw serializationError(`The value of ${path} is not a timestamp.`);
  return date;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

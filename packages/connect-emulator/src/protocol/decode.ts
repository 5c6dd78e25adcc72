import { type Member, operationModel, type Shape, shape, structure, wireName } from 'connect-model';
import { ConnectException } from './exception.js';

/** A request's parts before anything is known about their types. */
export interface RawRequest {
  readonly labels: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Buffer;
}

/** An operation's input under the model's member names; timestamps are Dates. */
export type Input = Readonly<Record<string, unknown>>;

/** The model has shapes that contain themselves (search criteria). Amazon's own limit is not documented. */
const MAX_DEPTH = 64;

/**
 * Reads an operation's input from where the model says each member travels. As Connect does, it ignores what the model
 * does not know and takes a JSON null for an absent member. Constraints are not looked at: see `violations`.
 * @throws ConnectException SerializationException (400) for what is not JSON or has another type than the model says.
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

/** A label or a query member: text that the model may want as a number or as a list. */
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
      // fromEntries defines properties, so a key such as __proto__ stays an ordinary key
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

/** Connect's times have milliseconds; a finer fraction is rounded. */
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

import { operationModel, type Shape, type StringShape, shape, structure } from '#connect-model';
import { isMoment } from '../../lib/moments.js';

/**
 * Maximum length of an id and of an ARN in an output, in characters. The length is limited, because ids are cache keys.
 * A higher maximum in the service model takes precedence.
 */
const maxIdLength = 500;
const maxArnLength = 2_048;

/**
 * Integer shapes that may be negative. All others are counts, sizes, versions, times and positions, although the
 * service model does not state a minimum for each.
 */
const signed = new Set([
  'QueueTimeAdjustmentSeconds',
  'SegmentAttributeValueInteger',
  'EvaluationFormQuestionAnswerScore',
  'Integer',
]);

/** Number of values removed from one output. */
interface Count {
  malformed: number;
}

/**
 * Removes values of the wrong type from a value, in place if possible.
 * @returns The value, a replacement, or undefined if the value itself does not have the shape's type.
 */
type Reader = (value: unknown, count: Count) => unknown;

const readers = new Map<string, Reader>();

/**
 * Removes from an output, at every depth, all values that do not have the type in the service model. The SDK does not
 * check the types of its outputs. Members, list items and map entries of a wrong type are removed. Also removed are:
 * - fractions and unsafe integers in integer shapes, negative numbers in shapes that cannot be negative, and numbers
 *   that are not finite;
 * - timestamps outside the years 1 to 9999;
 * - ids and ARNs that are empty, too long, or contain control characters.
 *
 * Page tokens stay as they are: a removed token would look like the end of the list.
 *
 * @param output Changed in place.
 * @returns Number of removed members, items and entries.
 */
export function checkOutput(operation: string, output: object): number {
  const { output: name } = operationModel(operation);
  const count = { malformed: 0 };
  if (name !== null) readerOf(name)(output, count);
  return count.malformed;
}

function readerOf(name: string): Reader {
  let reader = readers.get(name);
  if (!reader) {
    // Shapes may be recursive, so the reader is registered before its parts are looked up.
    const made: { read?: Reader } = {};
    reader = (value, count) => {
      made.read ??= makeReader(name, shape(name));
      return made.read(value, count);
    };
    readers.set(name, reader);
  }
  return reader;
}

function makeReader(name: string, of: Shape): Reader {
  switch (of.type) {
    case 'structure':
      return structureReader(name);
    case 'list':
      return listReader(readerOf(of.element));
    case 'map':
      return mapReader(readerOf(of.value));
    case 'string':
      return stringReader(name, of);
    case 'boolean':
      return (value) => (typeof value === 'boolean' ? value : undefined);
    case 'timestamp':
      return (value) => (isMoment(value) ? value : undefined);
    default: {
      const whole = of.type === 'integer' || of.type === 'long';
      const notNegative = whole ? !signed.has(name) : of.min !== undefined && of.min >= 0;
      return (value) => {
        if (typeof value !== 'number' || (whole ? !Number.isSafeInteger(value) : !Number.isFinite(value)))
          return undefined;
        return notNegative && value < 0 ? undefined : value;
      };
    }
  }
}

function structureReader(name: string): Reader {
  const members = structure(name)
    .members.filter((member) => !/NextToken\d*$/.test(member.shape))
    .map((member) => [member.name, readerOf(member.shape)] as const);
  return (value, count) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const given = value as Record<string, unknown>;
    for (const [member, read] of members) {
      const present = given[member];
      const kept = read(present, count);
      if (kept === present) continue;
      given[member] = kept;
      if (kept === undefined) count.malformed++;
    }
    return value;
  };
}

function listReader(read: Reader): Reader {
  return (value, count) => {
    if (!Array.isArray(value)) return undefined;
    let kept: unknown[] | null = null;
    for (const [index, item] of value.entries()) {
      const one = read(item, count);
      if (one === undefined) count.malformed++;
      if (kept === null && (one === undefined || one !== item)) kept = value.slice(0, index);
      if (one !== undefined) kept?.push(one);
    }
    return kept ?? value;
  };
}

function mapReader(read: Reader): Reader {
  return (value, count) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const given = value as Record<string, unknown>;
    for (const [key, item] of Object.entries(given)) {
      const kept = read(item, count);
      if (kept === item && kept !== undefined) continue;
      // defineProperty, because an assignment to the key `__proto__` would set the prototype.
      if (kept === undefined) {
        delete given[key];
        count.malformed++;
      } else Object.defineProperty(given, key, { value: kept, writable: true, enumerable: true, configurable: true });
    }
    return value;
  };
}

function stringReader(name: string, { max = 0 }: StringShape): Reader {
  const isArn = /Arn$|ARN$/.test(name);
  if (!isArn && !/Id$|ID$/.test(name)) return (value) => (typeof value === 'string' ? value : undefined);
  const longest = Math.max(max, isArn ? maxArnLength : maxIdLength);
  return (value) => {
    const isId = typeof value === 'string' && value !== '' && value.length <= longest && !/\p{Cc}/u.test(value);
    return isId ? value : undefined;
  };
}

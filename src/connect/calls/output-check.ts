import { operationModel, type Shape, type StringShape, shape, structure } from '#connect-model';
import { isMoment } from '../../lib/moments.js';

/** The longest id and the longest ARN, in characters, that are taken from an answer: ids are keys of what is remembered. */
const maxIdLength = 500;
const maxArnLength = 2_048;

/**
 * Whole numbers of which less than 0 means something. All others are counts, sizes, versions, times and places, though the
 * service model does not say so of each.
 */
const signed = new Set([
  'QueueTimeAdjustmentSeconds',
  'SegmentAttributeValueInteger',
  'EvaluationFormQuestionAnswerScore',
  'Integer',
]);

/** Counts what is taken out of one answer. */
interface Count {
  malformed: number;
}

/**
 * Brings a value into its shape, in place where that is possible.
 * @returns The value, another one in its place, or undefined where it is not of the shape's type.
 */
type Reader = (value: unknown, count: Count) => unknown;

const readers = new Map<string, Reader>();

/**
 * Takes out of an answer whatever does not have the type that the service model documents, at every depth: the SDK hands
 * texts, numbers, lists and structures on as they come, so that without this the types of its outputs would be a promise
 * that nobody keeps. A member of another type is as if it were absent; an item of a list and an entry of a map are left
 * out. So are numbers that are not finite; fractions where whole numbers stand; negative numbers where only 0 and more means
 * something; moments outside the years 1 to 9999; ids that are empty, too long, or hold control characters.
 *
 * Page tokens are not touched: what is wrong with them ends a list, and must not look like its end.
 *
 * @param output Changed in place.
 * @returns How many members, items and entries were taken out.
 */
export function checkAnswer(operation: string, output: object): number {
  const { output: name } = operationModel(operation);
  const count = { malformed: 0 };
  if (name !== null) readerOf(name)(output, count);
  return count.malformed;
}

function readerOf(name: string): Reader {
  let reader = readers.get(name);
  if (!reader) {
    // Shapes may contain themselves: the reader is there before its parts are looked up.
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
      if (present === undefined) continue;
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
      // An own property, even where the key is `__proto__`.
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

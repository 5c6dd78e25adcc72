import {
  characterCount,
  operationModel,
  patternRule,
  type Shape,
  type StringShape,
  shape,
  structure,
} from 'connect-model';
import type { Input } from './decode.js';
import { ConnectException } from './exception.js';

/** Maximum number of violations in a message. */
const MAX_REPORTED = 10;
const MAX_ECHOED_CHARACTERS = 100;

/**
 * Checks a decoded input against the model's constraints at every depth: required members, lengths, ranges, patterns,
 * enums, sizes of lists and maps, and that exactly one member of a union is set.
 * @throws ConnectException InvalidParameterException if the operation models it, else InvalidRequestException. The
 * message lists up to ten violations in Amazon's wording. A violated pattern is described in words.
 */
export function assertValid(operation: string, input: Input): void {
  const found = violations(operation, input);
  if (found.length === 0) return;
  const documented = operationModel(operation).errors;
  const name = documented.includes('InvalidParameterException')
    ? 'InvalidParameterException'
    : 'InvalidRequestException';
  const count = found.length === 1 ? '1 validation error' : `${found.length} validation errors`;
  throw new ConnectException(name, `${count} detected: ${found.slice(0, MAX_REPORTED).join('; ')}`);
}

/** Returns one sentence per violated constraint, which names the member and the constraint. */
export function violations(operation: string, input: Input): string[] {
  const found: string[] = [];
  checkStructure(operationModel(operation).input, input, '', found);
  return found;
}

function checkStructure(name: string, value: Input, path: string, found: string[]): void {
  const { members, union } = structure(name);
  for (const member of members) {
    const memberPath = path ? `${path}.${member.name}` : member.name;
    const present = value[member.name];
    if (present !== undefined) checkValue(member.shape, present, memberPath, found);
    else if (member.required) found.push(failed('null', memberPath, 'Member must not be null'));
  }
  const set = Object.keys(value).length;
  if (union && set !== 1) {
    const names = members.map((member) => member.name).join(', ');
    found.push(`Value at '${path}' failed to satisfy constraint: Exactly one of [${names}] must be set, ${set} are`);
  }
}

function checkValue(name: string, value: unknown, path: string, found: string[]): void {
  const type = shape(name);
  switch (type.type) {
    case 'structure':
      checkStructure(name, value as Input, path, found);
      break;
    case 'list': {
      const items = value as readonly unknown[];
      checkSize(type, 'length', items.length, items, path, found);
      items.forEach((item, index) => {
        checkValue(type.element, item, `${path}[${index}]`, found);
      });
      break;
    }
    case 'map': {
      const entries = Object.entries(value as Input);
      checkSize(type, 'length', entries.length, value, path, found);
      for (const [key, item] of entries) {
        checkValue(type.key, key, `${path}.key`, found);
        checkValue(type.value, item, `${path}.${key}`, found);
      }
      break;
    }
    case 'string':
      checkString(type, name, value as string, path, found);
      break;
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
      checkSize(type, 'value', value as number, value, path, found);
      break;
    case 'boolean':
    case 'timestamp':
      break;
  }
}

function checkString(type: StringShape, name: string, value: string, path: string, found: string[]): void {
  const before = found.length;
  if (type.min !== undefined || type.max !== undefined) {
    checkSize(type, 'length', characterCount(value), value, path, found);
  }
  if (type.enum && !type.enum.includes(value)) {
    found.push(failed(echo(type, value), path, `Member must satisfy enum value set: [${type.enum.join(', ')}]`));
  }
  // Some patterns take quadratic time, so only text of a permitted length is tested.
  if (type.pattern && found.length === before && !patternOf(name, type.pattern).test(value)) {
    found.push(failed(echo(type, value), path, `Member ${patternRule(type.pattern).replace(/\.$/, '')}`));
  }
}

function checkSize(
  type: Shape & { readonly min?: number; readonly max?: number },
  what: 'length' | 'value',
  size: number,
  value: unknown,
  path: string,
  found: string[],
): void {
  const must = `Member must have ${what}`;
  // The negated comparisons also refuse NaN.
  if (type.min !== undefined && !(size >= type.min)) {
    found.push(failed(echo(type, value), path, `${must} greater than or equal to ${type.min}`));
  }
  if (type.max !== undefined && !(size <= type.max)) {
    found.push(failed(echo(type, value), path, `${must} less than or equal to ${type.max}`));
  }
}

function failed(value: string, path: string, constraint: string): string {
  return `Value ${value} at '${path}' failed to satisfy constraint: ${constraint}`;
}

function echo(type: Shape, value: unknown): string {
  if (type.sensitive) return '***Sensitive Data Redacted***';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return `'${text.length > MAX_ECHOED_CHARACTERS ? `${text.slice(0, MAX_ECHOED_CHARACTERS)}...` : text}'`;
}

const patterns = new Map<string, RegExp>();

function patternOf(name: string, source: string): RegExp {
  let compiled = patterns.get(name);
  if (!compiled) {
    compiled = compile(source);
    patterns.set(name, compiled);
  }
  return compiled;
}

/**
 * Compiles a pattern of the model. Amazon's patterns are Java patterns that must match the whole text, with or without
 * anchors. The model escapes the patterns of phone numbers twice, so that they match no phone number until they are
 * unescaped. No other pattern contains an escaped backslash. `\P{C}` and similar classes need the `u` flag, under which
 * some of the other patterns are invalid.
 */
function compile(source: string): RegExp {
  const unescaped = source.replaceAll('\\\\', '\\');
  return new RegExp(`^(?:${unescaped})$`, /\\p\{/i.test(unescaped) ? 'u' : '');
}

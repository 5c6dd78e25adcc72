import { characterCount, operationModel, type Shape, shape, structure } from '#connect-model';
import { ConnectInputViolation } from '../../errors/input-violation.js';
import { type InputPath } from '../calls/input-path.js';
import { brokenRule } from './patterns.js';

/**
 * Checks the input of a call against the constraints of the service model. A call that Connect would refuse then uses
 * no quota, and the error names the field and the limit.
 *
 * @param inputPaths GraphQL input fields of members that do not come from the field of the same name in lower camel
 *   case.
 * @returns All violations; empty for a valid input.
 */
export function checkInput(
  operation: string,
  input: object,
  inputPaths: Readonly<Record<string, InputPath>> = {},
): ConnectInputViolation[] {
  const violations: ConnectInputViolation[] = [];
  for (const member of structure(operationModel(operation).input).members) {
    // runMutation checks the token itself, because the same limit applies to operations without a ClientToken.
    if (member.idempotencyToken) continue;
    const value = (input as Record<string, unknown>)[member.name];
    const from = inputPaths[member.name] ?? [lowerFirst(member.name)];
    const pathOf = typeof from === 'function' ? from : (below: readonly string[]) => [...from, ...below];
    if (value === undefined || value === null) {
      if (member.required) violations.push(violation(pathOf([]), 'must be given.'));
      continue;
    }
    violations.push(
      ...check(shape(member.shape), value, []).map(({ path, message }) => violation(pathOf(path), message)),
    );
  }
  return violations;
}

/** A list or map with more items than this, and more than the service model allows, is only checked for its size. */
const maxCheckedItems = 1_000;

const violation = (path: readonly string[], message: string) => new ConnectInputViolation(path, message);

function check(constraint: Shape, value: unknown, path: readonly string[]): ConnectInputViolation[] {
  const messages: (string | false | null | undefined)[] = [];
  const inside: ConnectInputViolation[] = [];
  switch (constraint.type) {
    case 'string':
      if (typeof value !== 'string') return [violation(path, 'must be a string.')];
      messages.push(
        sizeMessage(characterCount(value), constraint, 'characters'),
        !value.isWellFormed() && 'must be valid Unicode.',
        constraint.enum && !constraint.enum.includes(value) && `must be one of ${constraint.enum.join(', ')}.`,
        // Some patterns take quadratic time, so texts that are far too long are not matched. A character has up to two
        // UTF-16 units.
        constraint.pattern && value.length <= 2 * (constraint.max ?? Infinity) && brokenRule(constraint.pattern, value),
      );
      break;
    case 'integer':
    case 'long':
    case 'double':
    case 'float': {
      if (typeof value !== 'number' || !Number.isFinite(value)) return [violation(path, 'must be a number.')];
      const whole = constraint.type === 'integer' || constraint.type === 'long';
      const { min = -Infinity, max = Infinity } = constraint;
      messages.push(
        whole && !Number.isSafeInteger(value) && 'must be a whole number.',
        value < min && `must be at least ${min}, not ${value}.`,
        value > max && `must be at most ${max}, not ${value}.`,
      );
      break;
    }
    case 'boolean':
      messages.push(typeof value !== 'boolean' && 'must be true or false.');
      break;
    case 'timestamp':
      messages.push(!(value instanceof Date && !Number.isNaN(value.getTime())) && 'must be a valid date and time.');
      break;
    case 'list':
      if (!Array.isArray(value)) return [violation(path, 'must be a list.')];
      messages.push(sizeMessage(value.length, constraint, 'items'));
      if (value.length > Math.max(constraint.max ?? 0, maxCheckedItems)) break;
      inside.push(...value.flatMap((item, index) => check(shape(constraint.element), item, [...path, String(index)])));
      break;
    case 'map': {
      const entries = Object.entries(value as object);
      messages.push(sizeMessage(entries.length, constraint, 'entries'));
      if (entries.length > Math.max(constraint.max ?? 0, maxCheckedItems)) break;
      for (const [key, item] of entries) {
        const at = [...path, key];
        inside.push(...check(shape(constraint.key), key, at), ...check(shape(constraint.value), item, at));
      }
      break;
    }
    case 'structure': {
      const given = value as Record<string, unknown>;
      const present = constraint.members.filter(({ name }) => given[name] !== undefined && given[name] !== null);
      const names = constraint.members.map(({ name }) => lowerFirst(name)).join(', ');
      messages.push(constraint.union && present.length !== 1 && `must have exactly one of ${names}.`);
      for (const member of constraint.members) {
        const at = [...path, lowerFirst(member.name)];
        if (present.includes(member)) inside.push(...check(shape(member.shape), given[member.name], at));
        else if (member.required) inside.push(violation(at, 'must be given.'));
      }
    }
  }
  return [
    ...messages.filter((message) => typeof message === 'string').map((message) => violation(path, message)),
    ...inside,
  ];
}

function sizeMessage(size: number, { min, max }: { min?: number; max?: number }, unit: string): string | null {
  if (min !== undefined && size < min) return `must have at least ${min} ${unit}, not ${size}.`;
  if (max !== undefined && size > max) return `must have at most ${max} ${unit}, not ${size}.`;
  return null;
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

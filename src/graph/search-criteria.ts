import { checkInput } from '../connect/inputs/constraints.js';
import { badUserInput } from './bad-user-input.js';

/**
 * Refuses lists without items anywhere in what a query asks by: Connect takes them for no condition, so that a client whose
 * choice is empty would get everything.
 * @throws GraphQLError BAD_USER_INPUT
 */
export function assertConditions(argument: string, given: unknown): void {
  if (Array.isArray(given) && given.length === 0) {
    throw badUserInput(`\`${argument}\`: must have at least 1 item; leave it out to ask for all.`);
  }
  for (const [name, value] of Object.entries(given ?? {})) {
    if (typeof value === 'object') assertConditions(`${argument}.${name}`, value);
  }
}

/**
 * Holds what a query asks for against the service model, as mutations are, so that Connect need not refuse it.
 * @param argumentOf The argument that a member of the call's input comes from.
 * @throws GraphQLError BAD_USER_INPUT that names the argument and the limit.
 */
export function assertAcceptable(
  operation: string,
  input: object,
  argumentOf: (path: readonly string[]) => readonly string[],
): void {
  const [violation] = checkInput(operation, input);
  if (violation) throw badUserInput(`\`${argumentOf(violation.path).join('.')}\`: ${violation.message}`);
}

/** Values of an enum are few, but a client may repeat them as often as a body can hold. */
export function eachOnce<Value>(values: readonly Value[] | null | undefined): Value[] | undefined {
  return values ? [...new Set(values)] : undefined;
}

import { checkInput } from '../connect/inputs/constraints.js';
import { badUserInput } from './bad-user-input.js';

/**
 * Refuses empty lists anywhere in a filter. Connect ignores an empty list, so a client with an empty selection would
 * get everything.
 * @throws GraphQLError BAD_USER_INPUT
 */
export function assertNoEmptyList(argument: string, given: unknown): void {
  if (Array.isArray(given) && given.length === 0) {
    throw badUserInput(`\`${argument}\`: must have at least 1 item; leave it out to ask for all.`);
  }
  for (const [name, value] of Object.entries(given ?? {})) {
    if (typeof value === 'object') assertNoEmptyList(`${argument}.${name}`, value);
  }
}

/**
 * Checks the input of a query's call against the constraints of the service model.
 * @param argumentOf Returns the GraphQL argument that a member of the call's input comes from.
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

/** Removes repeated values, because a client may repeat the values of an enum many times. */
export function unique<Value>(values: readonly Value[] | null | undefined): Value[] | undefined {
  return values ? [...new Set(values)] : undefined;
}

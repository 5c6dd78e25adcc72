import { type ClassType, createUnionType } from 'type-graphql';
import { type ConnectError } from '../../errors/connect-error.js';
import { commonExceptions, type ExceptionName, errorTypes } from '../../errors/exceptions.js';
import { gatewayErrorTypes } from '../../errors/gateway-errors.js';
import { type MutationError } from '../../errors/mutation-errors.js';

/**
 * Creates the result union of a mutation, named `<Mutation>Result`. Its members are the success, the refusals that the
 * gateway diagnoses, the documented exceptions of the operation, and the errors that every mutation has.
 */
export function resultUnion<
  Success extends object,
  Names extends ExceptionName,
  Refusals extends readonly (new (
    facts: never,
  ) => ConnectError)[],
>(
  operation: { readonly name: string; readonly mutation?: string; readonly exceptions: readonly Names[] },
  description: string,
  success: ClassType<Success>,
  ...refusals: Refusals
): Success | InstanceType<Refusals[number]> | MutationError<Names> {
  const exceptions = new Set<ExceptionName>([...operation.exceptions, ...commonExceptions]);
  const members = [success, ...refusals, ...[...exceptions].map((name) => errorTypes[name]), ...gatewayErrorTypes];
  return createUnionType({
    name: `${operation.mutation ?? operation.name}Result`,
    description,
    types: () => members as unknown as readonly ClassType[],
  }) as Success | InstanceType<Refusals[number]> | MutationError<Names>;
}

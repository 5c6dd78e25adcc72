import { inspect } from 'node:util';

interface Typed {
  readonly __typename: string;
}
type SuccessOf<Result> = Extract<NonNullable<Result>, { readonly __typename: `${string}Success` }>;
type ErrorOf<Result, Name> = Extract<NonNullable<Result>, { readonly __typename: Name }>;
type ErrorName<Result> = Extract<NonNullable<Result>, Typed>['__typename'] & `Connect${string}Error`;

/** Narrows a mutation's result to its success; fails with the whole result when it is anything else. */
export function assertSuccess<Result extends Typed | null | undefined>(
  result: Result,
): asserts result is SuccessOf<Result> {
  if (!result?.__typename.endsWith('Success')) throw new Error(`Not a success: ${inspect(result, { depth: 5 })}`);
}

/** Narrows a mutation's result to one of its errors; fails with the whole result when it is anything else. */
export function assertError<Result extends Typed | null | undefined, Name extends ErrorName<Result>>(
  result: Result,
  name: Name,
): asserts result is ErrorOf<Result, Name> {
  if (result?.__typename !== name) throw new Error(`Not a ${name}: ${inspect(result, { depth: 5 })}`);
}

import { expect } from '@jest/globals';
import type { GraphQLAnswer } from './gateway.js';
import { type RouterName, routerOfRun } from './routers.js';

// Where a client behind a router sees something else than a client of the gateway. A suite asserts what stands here, so
// that a router which changes its ways is noticed, also when they are better.

/** What this run of a suite is to see. */
function seen<Outcome>(by: Record<'direct' | RouterName, Outcome>): Outcome {
  return by[routerOfRun ?? 'direct'];
}

/**
 * The status of an answer that only refuses. To a router a subgraph's refusal is one part of an answer, whatever its
 * status; a client goes by `extensions.code`.
 */
export const statusWithoutToken = seen({ direct: 401, apollo: 200, hive: 200 });

/**
 * What an error has beside its message, path and extensions. A router's document is another than the client's, so that it
 * leaves its places out; it adds whose error it is.
 */
export const errorOf = seen({
  direct: { locations: expect.anything(), extensions: {} },
  apollo: { extensions: { serviceName: 'connect' } },
  hive: { extensions: { serviceName: 'connect' } },
});

/** A refusal of a `@oneOf` input that has not exactly one field. */
export interface Refusal {
  readonly status: number;
  /** Whether all of the answer is null, and not only the field. */
  readonly all: boolean;
  readonly code: string;
  /** Whether the gateway's own word on how to do it arrives. */
  readonly remedy: boolean;
}

const own: Refusal = { status: 400, all: true, code: 'BAD_USER_INPUT', remedy: true };
const fromSubgraph: Refusal = { ...own, status: 200, all: false };
const fromApollo: Refusal = { ...own, remedy: false };
const fromHive: Refusal = { ...own, status: 200, remedy: false };
const invalid = { code: 'GRAPHQL_VALIDATION_FAILED' };

/**
 * How such an input is refused, by what is wrong. The gateway refuses it as a whole. @apollo/gateway does not know
 * `@oneOf`, so the subgraph's word arrives, but an unknown field it refuses itself. Hive Gateway knows it and refuses
 * all by itself, in its own words: documents as it does any that is not valid, and with status 200 whatever it is. It
 * hands arguments on as variables of their whole type, so that a nullable variable with a value, which the specification
 * forbids inside such an input, is as good as the value.
 */
export const wrongOneOf = seen<Record<WrongOneOf, Refusal | 'taken'>>({
  direct: {
    literal: own,
    'unknown literal': own,
    variable: own,
    'unknown variable': own,
    'nullable variable inside': own,
    'nullable variable with a value': own,
  },
  apollo: {
    literal: fromSubgraph,
    'unknown literal': { ...fromApollo, ...invalid },
    variable: fromSubgraph,
    'unknown variable': fromApollo,
    'nullable variable inside': fromSubgraph,
    'nullable variable with a value': fromSubgraph,
  },
  hive: {
    literal: { ...fromHive, ...invalid },
    'unknown literal': { ...fromHive, ...invalid },
    variable: fromHive,
    'unknown variable': fromHive,
    'nullable variable inside': { ...fromHive, all: false },
    'nullable variable with a value': 'taken',
  },
});
export type WrongOneOf =
  | 'literal'
  | 'unknown literal'
  | 'variable'
  | 'unknown variable'
  | 'nullable variable inside'
  | 'nullable variable with a value';

/** @param remedy The gateway's own word. */
export function refusalIn({ status, data, errors }: GraphQLAnswer<unknown>, remedy: string): Refusal | 'taken' {
  if (errors.length === 0) return 'taken';
  const told = errors.find(({ message }) => message.includes(remedy));
  const [error = told] = told ? [told] : errors;
  return { status, all: data === null, code: String(error?.extensions.code), remedy: told !== undefined };
}

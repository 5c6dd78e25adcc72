import type { DateTimeComparisonType, DateTimeCondition, NumberComparisonType } from '@aws-sdk/client-connect';
import { invalidRequest } from '../refusal.js';

interface Bounds<Comparison> {
  readonly MinValue?: number | undefined;
  readonly MaxValue?: number | undefined;
  readonly ComparisonType?: Comparison | undefined;
}

type Test = (value: number | undefined) => boolean;

/**
 * Returns the test of a number condition. A comparison with one bound uses MinValue, or else MaxValue: the member for
 * the bound is undocumented.
 *
 * @throws ConnectException InvalidRequestException when a bound that the comparison needs is missing.
 */
export function numberTest({ MinValue, MaxValue, ComparisonType = 'EQUAL' }: Bounds<NumberComparisonType>): Test {
  const bound = MinValue ?? MaxValue;
  if (bound === undefined || (ComparisonType === 'RANGE' && (MinValue === undefined || MaxValue === undefined))) {
    throw invalidRequest();
  }
  const compare = comparisons[ComparisonType];
  return (value) => value !== undefined && compare(value, bound, MaxValue ?? bound);
}

const comparisons: Readonly<Record<NumberComparisonType, (value: number, bound: number, most: number) => boolean>> = {
  GREATER_OR_EQUAL: (value, bound) => value >= bound,
  GREATER: (value, bound) => value > bound,
  LESSER_OR_EQUAL: (value, bound) => value <= bound,
  LESSER: (value, bound) => value < bound,
  EQUAL: (value, bound) => value === bound,
  NOT_EQUAL: (value, bound) => value !== bound,
  RANGE: (value, bound, most) => value >= bound && value <= most,
};

/** Like numberTest, for a time in milliseconds. Times in a condition are UTC. */
export function timeTest({ MinValue, MaxValue, ComparisonType }: DateTimeCondition): Test {
  const time = (text: string | undefined) =>
    text === undefined ? undefined : Date.parse(text.endsWith('Z') ? text : `${text}Z`);
  return numberTest({
    MinValue: time(MinValue),
    MaxValue: time(MaxValue),
    ComparisonType: ComparisonType && numberComparisons[ComparisonType],
  });
}

const numberComparisons: Readonly<Record<DateTimeComparisonType, NumberComparisonType>> = {
  GREATER_THAN: 'GREATER',
  LESS_THAN: 'LESSER',
  GREATER_THAN_OR_EQUAL_TO: 'GREATER_OR_EQUAL',
  LESS_THAN_OR_EQUAL_TO: 'LESSER_OR_EQUAL',
  EQUAL_TO: 'EQUAL',
  RANGE: 'RANGE',
};

import type { ContactFacts } from './contact-facts.js';

/**
 * Computes a metric from contacts. Undefined stands for null: "divide by zero or insufficient data" (API reference).
 */
export type Statistic = (facts: readonly ContactFacts[]) => number | undefined;

type Test = (facts: ContactFacts) => boolean;
type Measure = (facts: ContactFacts) => number | undefined;

export function countOf(test: Test): Statistic {
  return (facts) => facts.filter(test).length;
}

export function averageOf(measure: Measure): Statistic {
  return (facts) => {
    const values = valuesOf(facts, measure);
    return values.length === 0 ? undefined : sum(values) / values.length;
  };
}

export function sumOf(measure: Measure): Statistic {
  return (facts) => sum(valuesOf(facts, measure));
}

export function maximumOf(measure: Measure): Statistic {
  return (facts) => {
    const values = valuesOf(facts, measure);
    return values.length === 0 ? undefined : values.reduce((most, value) => Math.max(most, value));
  };
}

/** Percentage of the contacts in `among` that also pass `test`. */
export function shareOf(test: Test, among: Test): Statistic {
  return (facts) => {
    const all = facts.filter(among);
    return all.length === 0 ? undefined : (all.filter(test).length / all.length) * 100;
  };
}

function valuesOf(facts: readonly ContactFacts[], measure: Measure): number[] {
  return facts.map(measure).filter((value) => value !== undefined);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

import { appendFileSync } from 'node:fs';
import { afterAll, expect } from '@jest/globals';

// Runs before each test file. Appends to MUTANTS_REACHED which mutants the test file reaches, and how long it takes.

const reached = new Set();
const startedAt = performance.now();
globalThis.mutantReached = (...numbers) => {
  for (const number of numbers) reached.add(number);
};
afterAll(() => {
  const { testPath } = expect.getState();
  const line = { testPath, ms: Math.round(performance.now() - startedAt), reached: [...reached] };
  appendFileSync(process.env.MUTANTS_REACHED, `${JSON.stringify(line)}\n`);
});

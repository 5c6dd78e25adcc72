import { appendFileSync } from 'node:fs';
import { afterAll, expect } from '@jest/globals';

// Runs before each test file, and appends the mutants that the file reaches to a file, with the time that it takes.

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

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { copyOfProject, passes } from './copy.mjs';
import { promises } from './promises.mjs';

// Removes the line of each promise about time and age, one at a time, and checks that a test fails then. All tests must pass
// before, or the result means nothing.

const { values } = parseArgs({ options: { jobs: { type: 'string', default: '1' }, only: { type: 'string' } } });
const wanted = new Set(values.only?.split(',').map(Number) ?? promises.keys());
const waiting = [...promises.entries()].filter(([index]) => wanted.has(index));
let unkept = 0;

/** Compiles what tests run as a program. Type errors do not matter: a removed line can leave an unused import. */
function compile(folder) {
  try {
    execFileSync('npx', ['tsc', '-p', 'tsconfig.json'], { cwd: folder, stdio: 'ignore' });
  } catch {}
}

async function tryPromise(folder, index, { page, sentence, file, line, without, tests }) {
  const path = join(folder, file);
  const source = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    source.replace(line, () => without),
  );
  const runsProgram = tests.includes('test/main.test');
  if (runsProgram) compile(folder);
  const kept = !(await passes(folder, tests));
  writeFileSync(path, source);
  if (runsProgram) compile(folder);
  if (!kept) unkept++;
  process.stdout.write(
    `${index} ${kept ? 'a test fails' : 'NO TEST FAILS'} without the line of ${file}: ${page}: ${sentence}\n`,
  );
}

await Promise.all(
  Array.from({ length: Number(values.jobs) }, async () => {
    const folder = copyOfProject();
    for (let next = waiting.shift(); next; next = waiting.shift()) await tryPromise(folder, ...next);
  }),
);
process.stdout.write(`${wanted.size - unkept} of ${wanted.size} promises have a test that fails without their line.\n`);
process.exitCode = unkept > 0 ? 1 : 0;

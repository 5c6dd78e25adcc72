import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { copyOfProject, passes } from './copy.mjs';
import { promises } from './promises.mjs';

// Removes the line behind each documented promise about time or age, one at a time, and checks that a test then fails.

const { values } = parseArgs({ options: { jobs: { type: 'string', default: '1' }, only: { type: 'string' } } });
const wanted = new Set(values.only?.split(',').map(Number) ?? promises.keys());
const waiting = [...promises.entries()].filter(([index]) => wanted.has(index));
let unkept = 0;

/** Compiles the gateway, which some tests run as a program. Type errors do not matter: an import may now be unused. */
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
  // Without the line of a time limit, a test waits for its own.
  const kept = !(await passes(folder, tests, { args: ['--testTimeout=15000'] }));
  writeFileSync(path, source);
  if (runsProgram) compile(folder);
  if (!kept) unkept++;
  process.stdout.write(
    `${index} ${kept ? 'a test fails' : 'NO TEST FAILS'} without the line of ${file}: ${page}: ${sentence}\n`,
  );
}

const all = [...new Set(waiting.flatMap(([, { tests }]) => tests))];
await Promise.all(
  Array.from({ length: Number(values.jobs) }, async () => {
    const folder = copyOfProject();
    if (!(await passes(folder, all))) throw new Error('The tests fail with all lines in place.');
    for (let next = waiting.shift(); next; next = waiting.shift()) await tryPromise(folder, ...next);
  }),
);
process.stdout.write(`For ${wanted.size - unkept} of ${wanted.size} promises, a test fails without the line.\n`);
process.exitCode = unkept > 0 ? 1 : 0;

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { copyOfProject, outputOf, passes, passInOrder } from './copy.mjs';
import { mutantsOf, randomOf, withReports } from './mutants.mjs';

// Plants small faults (mutants) in src/connect, one at a time, and counts those that a test detects.

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '300' },
    jobs: { type: 'string', default: String(cpus().length) },
    only: { type: 'string' },
  },
});

/** Tests that use src/connect. For each mutant, only the tests that reach it run, those of its own folder first. */
const tests = [
  ...[
    'test/connect',
    'test/mutations',
    'test/directory',
    'test/contacts',
    'test/evaluations',
    'test/files',
    'test/errors',
  ],
  ...[
    'test/idempotency/(read-back|client-token|unrecorded|lost-replies|credentials|store-away)',
    'test/hostile/upstream',
  ],
  ...[
    'test/contract/mutation-inputs',
    'test/server/telemetry/(metrics|audit)',
    'test/graph/types',
    'test/auth/instances',
  ],
];

const files = execFileSync('git', ['ls-files', 'src/connect/**.ts'], { encoding: 'utf8' }).split('\n').filter(Boolean);
const all = files.flatMap((file) => {
  const source = readFileSync(file, 'utf8');
  return mutantsOf(source).map((mutant) => ({
    ...mutant,
    file,
    line: source.slice(0, mutant.start).split('\n').length,
  }));
});
const random = randomOf(Number(values.seed));
const shuffled = all.map((mutant) => ({ mutant, at: random() })).sort((a, b) => a.at - b.at);
const sample = shuffled
  .slice(0, Number(values.count))
  .map(({ mutant }, index) => ({ ...mutant, number: index + 1 }))
  .filter(({ number }) => !values.only || values.only.split(',').includes(String(number)));
process.stdout.write(`${all.length} mutants in ${files.length} files; ${sample.length} by seed ${values.seed}\n`);

/** Whether the mutant compiles. A fault that does not compile cannot be committed. */
function compiles(folder) {
  try {
    execFileSync('npx', ['tsc', '-p', 'tsconfig.json', '--noEmit'], { cwd: folder, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/**
 * Runs all tests once, and records which mutants each test file reaches.
 * @returns The test files with the mutants that they reach, the fastest files first.
 */
async function recordReached() {
  const folder = copyOfProject();
  for (const file of new Set(sample.map((mutant) => mutant.file))) {
    const numbered = sample.filter((mutant) => mutant.file === file);
    writeFileSync(join(folder, file), withReports(readFileSync(file, 'utf8'), numbered));
  }
  const record = join(folder, 'reached.jsonl');
  const isGreen = await passes(folder, tests, {
    args: [`--setupFilesAfterEnv=${join(folder, 'test/mutants/record-reached.mjs')}`],
    env: { MUTANTS_REACHED: record },
  });
  if (!isGreen) throw new Error(`The tests fail without a mutant. See ${outputOf(folder)}.`);
  return readFileSync(record, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .map(({ testPath, ms, reached }) => ({ path: relative(folder, testPath), ms, reached: new Set(reached) }))
    .sort((one, other) => one.ms - other.ms);
}

const outcomes = { killed: 0, survived: 0, 'does not compile': 0 };
const survivors = [];

/** The test files that reach a mutant: first those of its own folder, then the others, the fastest first. */
function testsOf({ number, block, file }, testFiles) {
  const reaching = testFiles.filter(({ reached }) => block === null || reached.has(number)).map(({ path }) => path);
  const own = reaching.filter((path) => path.startsWith(dirname(file).replace('src/', 'test/')));
  return [...own, ...reaching.filter((path) => !own.includes(path))];
}

async function tryMutant(folder, mutant, testFiles) {
  const path = join(folder, mutant.file);
  const source = readFileSync(path, 'utf8');
  writeFileSync(path, source.slice(0, mutant.start) + mutant.replacement + source.slice(mutant.end));
  const paths = testsOf(mutant, testFiles).map((test) => join(folder, test));
  const startedAt = performance.now();
  let outcome = 'killed';
  if (paths.length === 0 || (await passInOrder(folder, paths)))
    outcome = compiles(folder) ? 'survived' : 'does not compile';
  writeFileSync(path, source);
  outcomes[outcome]++;
  if (outcome === 'survived') survivors.push(mutant);
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  process.stdout.write(
    `${mutant.number} ${outcome} ${seconds} s ${paths.length} test files ${mutant.file}:${mutant.line} ${mutant.label}\n`,
  );
}

const testFiles = await recordReached();
const waiting = [...sample];
await Promise.all(
  Array.from({ length: Number(values.jobs) }, async () => {
    const folder = copyOfProject();
    for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) await tryMutant(folder, mutant, testFiles);
  }),
);

const { killed, survived } = outcomes;
process.stdout.write(
  `\nSurvivors:\n${survivors.map((one) => `  ${one.number} ${one.file}:${one.line} ${one.label}\n`).join('')}`,
);
process.stdout.write(`${JSON.stringify(outcomes)}\n`);
process.stdout.write(
  `${killed} of ${killed + survived} killed: ${Math.round((100 * killed) / (killed + survived))} %\n`,
);

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { copyOfProject, passes } from './copy.mjs';
import { mutantsOf, randomOf } from './mutants.mjs';

// Plants small faults in src/connect, one at a time, and counts those that a test notices.

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '300' },
    jobs: { type: 'string', default: String(cpus().length) },
    only: { type: 'string' },
  },
});

/** Tests of each folder of src/connect, which notice most of its faults within seconds. */
const near = {
  calls: ['test/connect/calls'],
  directory: ['test/connect/directory'],
  inputs: ['test/connect/inputs', 'test/contract/mutation-inputs'],
  limits: ['test/connect/limits'],
  mutations: ['test/mutations/agents', 'test/idempotency/read-back', 'test/contacts/transfers/transfer-contact'],
  reads: ['test/connect/reads'],
  session: ['test/connect/session', 'test/contacts/reads'],
  transport: ['test/connect/transport'],
};
/** Tests that use all of src/connect. They run when the tests of the mutant's own folder pass. */
const wider = [
  ...[
    'test/connect/[a-z-]+.test',
    'test/mutations',
    'test/directory',
    'test/contacts',
    'test/evaluations',
    'test/files',
  ],
  ...['test/idempotency/(read-back|client-token|unrecorded|lost-replies)', 'test/hostile/upstream', 'test/errors'],
  ...['test/connect/(reads|calls|transport|session|limits)', 'test/server/telemetry/(metrics|audit)'],
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
process.stdout.write(`${all.length} mutants in ${files.length} files; ${sample.length} of seed ${values.seed}\n`);

/** Whether the mutant is TypeScript at all: one that is not cannot be committed. */
function compiles(folder) {
  try {
    execFileSync('npx', ['tsc', '-p', 'tsconfig.json', '--noEmit'], { cwd: folder, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const outcomes = { killed: 0, survived: 0, 'does not compile': 0 };
const survivors = [];

async function tryMutant(folder, mutant) {
  const path = join(folder, mutant.file);
  const source = readFileSync(path, 'utf8');
  writeFileSync(path, source.slice(0, mutant.start) + mutant.replacement + source.slice(mutant.end));
  let outcome = 'killed';
  if (await passes(folder, near[mutant.file.split('/')[2]] ?? wider)) {
    if (!compiles(folder)) outcome = 'does not compile';
    else if (await passes(folder, wider)) outcome = 'survived';
  }
  writeFileSync(path, source);
  outcomes[outcome]++;
  if (outcome === 'survived') survivors.push(mutant);
  process.stdout.write(`${mutant.number} ${outcome} ${mutant.file}:${mutant.line} ${mutant.label}\n`);
}

const waiting = [...sample];
await Promise.all(
  Array.from({ length: Number(values.jobs) }, async () => {
    const folder = copyOfProject();
    if (!(await passes(folder, wider))) throw new Error('The tests fail without a mutant.');
    for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) await tryMutant(folder, mutant);
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

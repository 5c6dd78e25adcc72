// `npm run bench`: measures the built gateway on this machine without network access. The emulator, or a stub, stands for
// Connect. Prints tables. A run of all cases without `--quick` also writes bench/results.md and its charts.
//
//   npm run bench -- --only pages,overload   only these cases
//   npm run bench -- --quick                 shorter loads and fewer rounds, for a first impression
//   npm run bench -- --only hostile --attack 'reflection|7.8 MB'
//                                            only the attacks whose class or name matches this regular expression; prints
//                                            each result as soon as it is measured
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import * as directoryQuery from './cases/directory-query.mjs';
import * as drained from './cases/drained.mjs';
import * as hostile from './cases/hostile.mjs';
import * as outage from './cases/outage.mjs';
import * as overload from './cases/overload.mjs';
import * as pages from './cases/pages.mjs';
import * as scale from './cases/scale.mjs';
import * as start from './cases/start.mjs';
import * as throughput from './cases/throughput.mjs';
import { closeConnections } from './lib/client.mjs';
import { checksTable, table } from './lib/table.mjs';

const cases = {
  throughput,
  'directory-query': directoryQuery,
  pages,
  overload,
  drained,
  outage,
  hostile,
  start,
  scale,
};

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    profile: { type: 'string' },
    attack: { type: 'string' },
  },
});
const chosen = values.only?.split(',') ?? Object.keys(cases);
const unknown = chosen.filter((name) => !Object.hasOwn(cases, name));
if (unknown.length > 0) {
  process.stderr.write(`Unknown case: ${unknown.join(', ')}. The cases are ${Object.keys(cases).join(', ')}.\n`);
  process.exit(1);
}
/** `--profile <folder>` writes CPU profiles of the gateway to the folder, in the cases that measure CPU time. */
const nodeArgs = values.profile ? ['--cpu-prof', `--cpu-prof-dir=${values.profile}`] : [];

// Silences a warning about later releases of the SDK: the pinned release runs on this version of Node.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const startedAt = performance.now();
const loadBefore = loadavg()[0];
const results = [];
for (const name of chosen) {
  const { title, run } = cases[name];
  const caseStartedAt = performance.now();
  process.stderr.write(`${name} ...`);
  try {
    results.push({ name, title, ...(await run({ quick: values.quick, nodeArgs, attack: values.attack })) });
  } catch (error) {
    // The results of the other cases are still useful.
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`\n${what}\n`);
    results.push({
      name,
      title,
      checks: [{ what: title, bound: 'completes', result: 'failed with an error', holds: false }],
      sections: [],
    });
  }
  process.stderr.write(` ${((performance.now() - caseStartedAt) / 1_000).toFixed(0)} s\n`);
}
await closeConnections();

const text = report(results);
process.stdout.write(text);
if (!values.only && !values.quick) {
  writeFileSync(new URL('./results.md', import.meta.url), text);
  for (const { file, svg } of results.flatMap(({ charts = [] }) => charts)) {
    writeFileSync(new URL(`./${file}`, import.meta.url), svg);
  }
}

function report(results) {
  const checks = results.flatMap((result) => result.checks);
  const ratios = results.flatMap(({ ratios = [] }) => ratios);
  const failed = checks.filter(({ holds }) => !holds).length;
  const [{ model }] = cpus();
  const minutes = ((performance.now() - startedAt) / 60_000).toFixed(1);
  const parts = [
    '# Benchmark results',
    `Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}, in ${minutes} minutes, with Node ${process.version} on ${cpus().length} cores (${model.trim()}). The load average of the machine was ${loadBefore.toFixed(1)} before the start. Gateway, emulator and load generator are separate processes on 127.0.0.1. Ratios and counts also hold on other machines. Times, rates and memory hold only for this machine. A wide range of a ratio shows that the machine was also doing other work.`,
  ];
  if (ratios.length > 0) {
    parts.push(
      '## Ratios',
      table(['', 'bound', 'ratio (lowest to highest round)', 'CPU time per request, ratio'], ratios),
    );
  }
  parts.push(`## Bounds: ${checks.length - failed} of ${checks.length} hold`, checksTable(checks));
  for (const { title, sections, charts = [] } of results) {
    parts.push(`## ${title}`);
    for (const { columns, rows, note } of sections) {
      if (note) parts.push(note);
      parts.push(table(columns, rows));
    }
    for (const { file, alt } of charts) parts.push(`![${alt}](${file})`);
  }
  return `${parts.join('\n\n')}\n`;
}

// The examples that readers run against a gateway: the documents of schema/operations, the transfers of the README and of
// docs/first-transfer.md, and those of examples/clients. Each example uses a different contact.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { readOperations } from '../../dist/server/page-route.js';
import { predecessorOf, problemsOf, variablesOf } from '../support/operation-examples.mjs';
import { blocksOf } from './blocks.mjs';

/** Folder for the bundles of the examples. */
const folder = mkdtempSync(join(tmpdir(), 'contact-gateway-examples-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const root = new URL('../../', import.meta.url).pathname;
const readText = (path) => readFileSync(join(root, path), 'utf8');

/**
 * @returns all examples, by name. `run(gateway, answers)` of an example returns its result, and throws an Error if the
 *   example does not work; `answers` has the results of the examples that ran before. `after` names an example that must
 *   run before.
 */
export async function examples() {
  return new Map([
    ...[...readOperations()].map(([name, operation]) => [
      `schema/operations/${name}.graphql`,
      document(name, operation),
    ]),
    ['README.md', { run: pasteReadme }],
    ['docs/first-transfer.md', { run: await firstTransfer() }],
    ...(await clientExamples()),
  ]);
}

function document(name, operation) {
  const before = predecessorOf(operation);
  const after = before && `schema/operations/${before}.graphql`;
  const run = async ({ ask, now }, answers) => {
    const answer = await ask(operation.query, variablesOf(operation, answers.get(after), await now()));
    const problems = problemsOf(name, operation, answer);
    if (problems.length > 0) throw new Error(problems.join('\n'));
    const [result] = Object.values(answer.data ?? {});
    if (result?.upload) await upload(result.upload);
    return result;
  };
  return { after, run };
}

/** Uploads the file as the comment in schema/operations/upload-file.graphql says. */
async function upload({ url, headers }) {
  const named = Object.fromEntries(headers.map(({ name, value }) => [name, value]));
  const { ok } = await fetch(url, { method: 'PUT', headers: named, body: 'hello' });
  if (!ok) throw new Error('The upload was refused.');
}

/** Runs the command of the README twice, as the README says. */
async function pasteReadme({ url }) {
  const { text } = blocksOf(readText('README.md')).find(({ text }) => text.startsWith('curl '));
  const paste = text.replace('http://127.0.0.1:4000/graphql', url);
  expectText(await output('bash', ['-c', paste]), 'TransferContactSuccess');
  expectText(await output('bash', ['-c', paste]), 'CONTACT_NOT_ACTIVE');
}

/** Runs the code of docs/first-transfer.md twice, as the page says, but without its code generator and its own packages. */
async function firstTransfer() {
  const blocks = blocksOf(readText('docs/first-transfer.md'));
  const fileOf = (name) => blocks.find(({ marker }) => marker === `file ${name}`).text;
  return async ({ url }) => {
    const outfile = join(folder, 'transfer.mjs');
    await build({
      stdin: { contents: fileOf('transfer.ts').replace('http://127.0.0.1:4000/graphql', url), loader: 'ts' },
      plugins: [generated(`export const TransferDocument = ${JSON.stringify(fileOf('transfer.graphql'))};`)],
      ...{ bundle: true, format: 'esm', outfile, logLevel: 'error' },
    });
    expectText(await output(process.execPath, [outfile]), 'It is now contact');
    expectText(await output(process.execPath, [outfile]), 'CONTACT_NOT_ACTIVE');
  };
}

/** An esbuild plugin that stands for the output of the code generator. */
function generated(contents) {
  return {
    name: 'generated',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.\/generated\// }, ({ path }) => ({ path, namespace: 'generated' }));
      onLoad({ filter: /./, namespace: 'generated' }, () => ({ contents }));
    },
  };
}

async function clientExamples() {
  const outfile = join(folder, 'clients.mjs');
  await build({
    entryPoints: [join(root, 'test/docs/clients.ts')],
    ...{ bundle: true, format: 'esm', platform: 'node', outfile, logLevel: 'error' },
  });
  const { clients } = await import(outfile);
  return Object.entries(clients).map(([name, transfer]) => [
    `examples/clients/${name}`,
    { run: async ({ url }) => expectText(await transfer(url), 'Transferred.') },
  ]);
}

/** Runs a command. @returns its output. @throws Error with the output if the command fails. */
async function output(command, args) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${command} ended with exit code ${code}: ${text}`);
  return text;
}

function expectText(text, part) {
  if (!text.includes(part)) throw new Error(`The output does not contain "${part}": ${text}`);
}

// The examples that readers run against a gateway: the documents of schema/operations, the transfers of the README and of
// docs/first-transfer.md, and those of examples/clients. Each has a contact of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { readOperations } from '../../dist/server/page-route.js';
import { predecessorOf, problemsOf, variablesOf } from '../support/operation-examples.mjs';
import { blocksOf } from './blocks.mjs';

/** For what is built of them. */
const folder = mkdtempSync(join(tmpdir(), 'contact-gateway-examples-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const root = new URL('../../', import.meta.url).pathname;
const readText = (path) => readFileSync(join(root, path), 'utf8');

/**
 * @returns all examples, by name. Each has `run(gateway, answers)`, which throws an Error when the example does not do what
 *   it says, and returns its answer; `answers` are those of the examples before. `after` names the one that it needs.
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

/** As the comment of upload-file says to do. */
async function upload({ url, headers }) {
  const named = Object.fromEntries(headers.map(({ name, value }) => [name, value]));
  const { ok } = await fetch(url, { method: 'PUT', headers: named, body: 'hello' });
  if (!ok) throw new Error('The upload was refused.');
}

/** The README says to paste it twice. */
async function pasteReadme({ url }) {
  const { text } = blocksOf(readText('README.md')).find(({ text }) => text.startsWith('curl '));
  const paste = text.replace('http://127.0.0.1:4000/graphql', url);
  expectText(await output('bash', ['-c', paste]), 'TransferContactSuccess');
  expectText(await output('bash', ['-c', paste]), 'CONTACT_NOT_ACTIVE');
}

/** Its code twice, as the document says, without the packages of its own that `npm run test:docs` installs elsewhere. */
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

/** What the code generator would have made. */
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

/** Of a command that ends well. @throws Error with what it printed. */
async function output(command, args) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${text}`);
  return text;
}

function expectText(text, part) {
  if (!text.includes(part)) throw new Error(`It did not say "${part}": ${text}`);
}

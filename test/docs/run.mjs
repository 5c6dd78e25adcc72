// `npm run test:docs`: runs every code block of the documents, or checks its syntax if it cannot run. A comment before a
// block, which Markdown does not show, says how to check a block that a reader would run:
//
//   <!-- check: run -->                       runs it; with "run, it says TEXT", the output must contain TEXT
//   <!-- check: run where boto3 is -->        runs it if Python has this module; otherwise only compiles the Python file
//   <!-- check: serve, until it says TEXT --> starts it, until the next server or the end of the document
//   <!-- check: file NAME -->                 writes it to a file, which a later block must run
//   <!-- check: syntax, since REASON -->      only checks the shell syntax
//   <!-- check: elsewhere, in FILE -->        FILE contains the command, or reads the document
//
// All other blocks are GraphQL, JSON or YAML, or settings (`env`) that the gateway must accept. Then all examples run in
// two random orders on one gateway; SEED=N repeats the orders of an earlier run. Needs the npm registry. Ends with
// `N passed, N failed`. Arguments select the documents whose paths contain one of them; `examples` selects the examples.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { parseEnv } from 'node:util';
import { buildSchema, extendSchema, isExecutableDefinitionNode, parse, validate } from 'graphql';
import { parse as parseYaml } from 'yaml';
import { readConfig } from '../../dist/config.js';
import { blocksOf } from './blocks.mjs';
import { runInRandomOrders } from './orders.mjs';

const root = new URL('../../', import.meta.url).pathname;
const schema = buildSchema(readFileSync(join(root, 'schema/api.graphql'), 'utf8'));
const documents = [
  ...['README.md', 'SECURITY.md', 'CHANGELOG.md'],
  ...['packages/connect-model/README.md', 'packages/connect-emulator/README.md'],
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const settingNames = new Set(readFileSync(join(root, 'docs/settings.md'), 'utf8').match(/(?<=`)[A-Z][A-Z_]+(?=`)/g));
const runWithinMs = 300_000;
const startWithinMs = 300_000;

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return String(port);
}

/** The folder, the ports and the processes of one document. */
class Session {
  #servers = [];
  #settings;
  /** Files that blocks have written, and after which no block has run yet. */
  #unused = new Set();

  static async start(document, text) {
    const session = new Session();
    session.document = document;
    session.#settings = {
      ...{ PORT: await freePort(), EMULATOR_PORT: await freePort(), SUPERGRAPH_PORT: await freePort() },
      REPOSITORY: root,
    };
    // Pages in docs run in a folder with a link to the repository, unless they clone it. The rest run in the repository.
    session.own = document.startsWith('docs/');
    session.folder = session.own ? mkdtempSync(join(tmpdir(), 'contact-gateway-docs-')) : root;
    session.copies = text.includes('git clone');
    if (session.own && !session.copies) symlinkSync(root, join(session.folder, 'contact-gateway'));
    return session;
  }

  /** Replaces the default ports, which may be in use. Omits `npm ci` unless the document runs a clone of the repository. */
  adapted(text) {
    return text
      .replaceAll('127.0.0.1:4000', `127.0.0.1:${this.#settings.PORT}`)
      .replaceAll('127.0.0.1:4010', `127.0.0.1:${this.#settings.EMULATOR_PORT}`)
      .replaceAll('npm ci && npm start', this.copies ? 'npm ci && npm start' : 'npm start');
  }

  write(name, text) {
    mkdirSync(dirname(join(this.folder, name)), { recursive: true });
    writeFileSync(join(this.folder, name), this.adapted(text));
    this.#unused.add(name);
  }

  #start(text) {
    this.#unused.clear();
    const { npm_config_prefix: _, ...inherited } = process.env;
    return spawn('bash', ['-e', '-o', 'pipefail', '-c', this.adapted(text)], {
      cwd: this.folder,
      // In a process group of its own, so that all processes that the shell starts can be ended together.
      detached: true,
      env: { ...inherited, ...this.#settings, LOG_LEVEL: 'warn', AWS_EC2_METADATA_DISABLED: 'true', CI: 'true' },
    });
  }

  /** Runs a block. @returns its output. @throws Error if it fails or takes too long. */
  async run(text) {
    const child = this.#start(text);
    const timer = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), runWithinMs);
    const output = outputOf(child);
    const [code] = await once(child, 'close');
    clearTimeout(timer);
    if (code !== 0) throw new Error(`It ended with exit code ${code}:\n${output()}`);
    return output();
  }

  /** Starts a block, and returns when its output contains `says`. */
  async serve(text, says) {
    const child = this.#start(text);
    this.#servers.push(child);
    const output = outputOf(child);
    await new Promise((resolve, reject) => {
      const fail = () => reject(new Error(`The output does not contain "${says}":\n${output()}`));
      const timer = setTimeout(fail, startWithinMs);
      const look = () => output().includes(says) && resolve(clearTimeout(timer));
      child.stdout.on('data', look);
      child.stderr.on('data', look);
      child.once('exit', fail);
    });
  }

  async stopServers() {
    for (const child of this.#servers.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      process.kill(-child.pid, 'SIGTERM');
      await once(child, 'close');
    }
  }

  /** @throws Error if no block ran after a block that wrote a file. */
  async end() {
    await this.stopServers();
    if (this.own) rmSync(this.folder, { recursive: true, force: true });
    if (this.#unused.size > 0) throw new Error(`No block runs ${[...this.#unused].join(' and ')}.`);
  }
}

function outputOf(child) {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  return () => output;
}

/** Checks of blocks that do not run, by language. @throws Error with the problems. */
const readers = {
  json: (text) => JSON.parse(text),
  yaml: (text) => parseYaml(text),
  env: (text) => {
    const settings = parseEnv(text);
    const unknown = Object.keys(settings).filter((name) => !settingNames.has(name));
    if (unknown.length > 0) throw new Error(`Not in docs/settings.md: ${unknown.join(', ')}.`);
    const { problems = [] } = readConfig({ CONNECT_MODE: 'emulator', ...settings });
    if (problems.length > 0) throw new Error(problems.join('\n'));
  },
  graphql: (text) => {
    const document = parse(text);
    const isOfSchema = document.definitions.some((each) => !isExecutableDefinitionNode(each));
    if (isOfSchema) return extendSchema(schema, document);
    const problems = validate(schema, document);
    if (problems.length > 0) throw new Error(problems.join('\n'));
  },
};

/** @returns how the block was checked. @throws Error if it does not work. */
async function check({ language, text, marker = '' }, session) {
  const [, how, rest = ''] = /^(\w+)(.*)$/.exec(marker) ?? [];
  readers[language]?.(text);
  switch (how) {
    case 'run':
      return run(text, rest, session);
    case 'serve':
      // All servers use the same ports, so the previous one must end first.
      await session.stopServers();
      await session.serve(text, after(', until it says ', rest));
      return 'serves';
    case 'file':
      session.write(rest.trim(), text);
      return 'written';
    case 'syntax':
      after(', since ', rest);
      execFileSync('bash', ['-n'], { input: text });
      return `syntax checked only${rest}`;
    case 'elsewhere': {
      const file = after(', in ', rest);
      const content = readFileSync(join(root, file), 'utf8');
      const readsDocument = content.includes(
        `new URL('${relative(dirname(file), session.document)}', import.meta.url)`,
      );
      if (!readsDocument && !content.includes(text.split('#')[0].trim())) {
        throw new Error(`${file} neither contains the command nor reads the document.`);
      }
      return `covered by ${file}`;
    }
  }
  if (how || !readers[language]) throw new Error(`No comment says how to check this block of language "${language}".`);
  return 'parsed';
}

async function run(text, rest, session) {
  const [, module] = /^ where (\w+) is$/.exec(rest) ?? [];
  if (module) {
    const [command, file] = text.trim().split(' ');
    try {
      execFileSync(command, ['-c', `import ${module}`], { stdio: 'ignore' });
    } catch {
      try {
        execFileSync(command, ['-m', 'py_compile', file], { cwd: session.folder, stdio: 'ignore' });
      } catch (error) {
        if (error.code === 'ENOENT') return `NOT run: ${command} is not installed`;
        throw error;
      }
      return `compiled, NOT run: ${command} has no ${module}`;
    }
  }
  const says = module || rest === '' ? '' : after(', it says ', rest);
  const output = await session.run(text);
  if (!output.includes(says)) throw new Error(`The output does not contain "${says}":\n${output}`);
  return 'run';
}

function after(words, rest) {
  if (!rest.startsWith(words) || rest.length === words.length) throw new Error(`Write "${words}..." in the comment.`);
  return rest.slice(words.length);
}

let passed = 0;
let failed = 0;
/** Runs a check, prints its result or its problem, and counts it. */
async function count(where, work) {
  try {
    const done = await work();
    if (!done) return;
    passed += 1;
    process.stdout.write(`ok      ${where}  ${done}\n`);
  } catch (error) {
    failed += 1;
    process.stdout.write(`FAILED  ${where}  ${error.message}\n`);
  }
}

const only = process.argv.slice(2);
const isWanted = (name) => only.length === 0 || only.some((part) => name.includes(part));
for (const document of documents.filter(isWanted)) {
  const text = readFileSync(join(root, document), 'utf8');
  const session = await Session.start(document, text);
  for (const block of blocksOf(text)) await count(`${document}:${block.line}`, () => check(block, session));
  await count(document, () => session.end());
}
if (isWanted('examples')) {
  const seed = Number(process.env.SEED ?? Date.now() % 2 ** 32);
  process.stdout.write(`Examples in random orders: SEED=${seed}\n`);
  await runInRandomOrders(seed, count);
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

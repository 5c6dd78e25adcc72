// `npm run test:docs`: every code block of the documents is executed, or compiled where it cannot be. What is done with a
// block that a reader would run says the comment before it, which Markdown does not show:
//
//   <!-- check: run -->                       in a folder of the document's own; "run, it says TEXT" looks at its output
//   <!-- check: run where boto3 is -->        where Python has that module; else what it needs is said to be missing
//   <!-- check: serve, until it says TEXT --> goes on until the end of the document
//   <!-- check: file NAME -->                 is put there, for a block that follows and runs it
//   <!-- check: syntax, since REASON -->      is only read by the shell
//   <!-- check: elsewhere, in FILE -->        the file runs it, or reads it from the document
//
// All others are documents of GraphQL, JSON or YAML, or settings (`env`), with which the gateway must start. Then every
// example is run in two random orders on one gateway: SEED=N repeats those of a run. Needs the registry, as `npm ci` does;
// ends with `N passed, N failed`. With words behind it only the documents, or `examples`, whose names have one of them.
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
  /** Files that are there and that nothing has run yet. */
  #unused = new Set();

  static async start(document, text) {
    const session = new Session();
    session.document = document;
    session.#settings = {
      ...{ PORT: await freePort(), EMULATOR_PORT: await freePort(), SUPERGRAPH_PORT: await freePort() },
      REPOSITORY: root,
    };
    // What the README says is said in the repository; other documents have it beside them, or make a copy.
    session.own = document.startsWith('docs/');
    session.folder = session.own ? mkdtempSync(join(tmpdir(), 'contact-gateway-docs-')) : root;
    session.copies = text.includes('git clone');
    if (session.own && !session.copies) symlinkSync(root, join(session.folder, 'contact-gateway'));
    return session;
  }

  /** The usual ports may be taken, and what is to be installed in the repository is, but for a copy. */
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
      // So that all that the shell starts can be ended with it.
      detached: true,
      env: { ...inherited, ...this.#settings, LOG_LEVEL: 'warn', AWS_EC2_METADATA_DISABLED: 'true', CI: 'true' },
    });
  }

  /** @returns what it printed. @throws Error when it fails, or takes too long. */
  async run(text) {
    const child = this.#start(text);
    const timer = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), runWithinMs);
    const output = outputOf(child);
    const [code] = await once(child, 'close');
    clearTimeout(timer);
    if (code !== 0) throw new Error(`It ended with ${code}:\n${output()}`);
    return output();
  }

  /** Starts it, and returns when it has said that. */
  async serve(text, says) {
    const child = this.#start(text);
    this.#servers.push(child);
    const output = outputOf(child);
    await new Promise((resolve, reject) => {
      const fail = () => reject(new Error(`It did not say "${says}":\n${output()}`));
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

  /** @throws Error when a file was put there that nothing has run. */
  async end() {
    await this.stopServers();
    if (this.own) rmSync(this.folder, { recursive: true, force: true });
    if (this.#unused.size > 0) throw new Error(`Nothing runs ${[...this.#unused].join(' and ')}.`);
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

/** What can be read without running it. @throws Error with what is wrong. */
const readers = {
  json: (text) => JSON.parse(text),
  yaml: (text) => parseYaml(text),
  env: (text) => {
    const settings = parseEnv(text);
    const unknown = Object.keys(settings).filter((name) => !settingNames.has(name));
    if (unknown.length > 0) throw new Error(`No setting of docs/settings.md: ${unknown.join(', ')}.`);
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

/** @returns what was done with the block. @throws Error when it does not work. */
async function check({ language, text, marker = '' }, session) {
  const [, how, rest = ''] = /^(\w+)(.*)$/.exec(marker) ?? [];
  readers[language]?.(text);
  switch (how) {
    case 'run':
      return run(text, rest, session);
    case 'serve':
      // One address, one server: the one before has to make room.
      await session.stopServers();
      await session.serve(text, after(', until it says ', rest));
      return 'serves';
    case 'file':
      session.write(rest.trim(), text);
      return 'put there';
    case 'syntax':
      after(', since ', rest);
      execFileSync('bash', ['-n'], { input: text });
      return `read by the shell alone${rest}`;
    case 'elsewhere': {
      const file = after(', in ', rest);
      const content = readFileSync(join(root, file), 'utf8');
      const readsDocument = content.includes(
        `new URL('${relative(dirname(file), session.document)}', import.meta.url)`,
      );
      if (!readsDocument && !content.includes(text.split('#')[0].trim())) {
        throw new Error(`${file} does not run it.`);
      }
      return `run by ${file}`;
    }
  }
  if (how || !readers[language]) throw new Error(`Nothing says what to do with this block of "${language}".`);
  return 'read';
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
        if (error.code === 'ENOENT') return `NOT run: there is no ${command}`;
        throw error;
      }
      return `compiled, NOT run: ${command} has no ${module}`;
    }
  }
  const says = module || rest === '' ? '' : after(', it says ', rest);
  const output = await session.run(text);
  if (!output.includes(says)) throw new Error(`It did not say "${says}":\n${output}`);
  return 'run';
}

function after(words, rest) {
  if (!rest.startsWith(words) || rest.length === words.length) throw new Error(`Write "${words} ..." after it.`);
  return rest.slice(words.length);
}

let passed = 0;
let failed = 0;
/** Says what was done with a block, or what is wrong. */
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

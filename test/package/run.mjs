// `npm run test:package`: packs the package, and on each version of Node that is supported installs the tarball in a project
// of its own as a user with engine-strict would, and runs what it offers there. Needs the registry; ends with
// `N passed, N failed`.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const root = new URL('../../', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'contact-gateway-package-'));
const npmProgram = process.env.npm_execpath;
if (!npmProgram) throw new Error('Run it by `npm run test:package`, which says where npm is.');
/** Runs npm, on another Node than this one where its folder is given. @throws Error when it fails; npm says why. */
const npm = (args, cwd, nodeFolder = '') => {
  const env = { ...process.env, PATH: [nodeFolder, process.env.PATH].filter(Boolean).join(delimiter) };
  return execFileSync('node', [npmProgram, ...args], {
    cwd,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
};
/** The oldest that is supported, and the newest of later lines. */
const nodeVersions = { 20: '20.19.0', 22: '22.23.5', 24: '24.22.3' };
const startWithinMs = 30_000;

let passed = 0;
let failed = 0;
async function check(title, run) {
  try {
    await run();
    passed += 1;
    process.stdout.write(`ok      ${title}\n`);
  } catch (error) {
    failed += 1;
    process.stdout.write(`FAILED  ${title}\n${error.stack}\n`);
  }
}

/** Runs the installed program with nothing of this machine's environment, and ends it when `use` is done. */
async function running(node, consumer, args, says, use) {
  const child = spawn(node, [join(consumer, 'node_modules/.bin/contact-gateway'), ...args], {
    cwd: consumer,
    env: {
      PATH: process.env.PATH,
      AWS_EC2_METADATA_DISABLED: 'true',
      PORT: '0',
      EMULATOR_PORT: '0',
      LOG_LEVEL: 'warn',
    },
  });
  let output = '';
  const said = new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`Nothing of ${says} within ${startWithinMs} ms:\n${output}`)),
      startWithinMs,
    );
    const read = (chunk) => {
      output += chunk;
      const match = says.exec(output);
      if (!match) return;
      clearTimeout(timer);
      resolve(match[1]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => reject(new Error(`It ended with ${code}:\n${output}`)));
  });
  try {
    await use(await said);
  } finally {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
  }
  if (child.exitCode !== 0) throw new Error(`It ended with ${child.exitCode}:\n${output}`);
}

/** A project of nobody's, in a folder that is not there yet or is empty. */
function writeProject(path) {
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'package.json'), '{ "name": "consumer", "private": true, "type": "module" }\n');
}

function expectEqual(is, shouldBe) {
  if (is !== shouldBe) throw new Error(`${is} should be ${shouldBe}.`);
}

try {
  const [{ filename }] = JSON.parse(npm(['pack', '--json', '--pack-destination', folder], root).replace(/^[^[]*/, ''));
  const nodes = Object.entries(nodeVersions).map(
    ([major, version]) => `node-${major}@npm:node-${process.platform}-${process.arch}@${version}`,
  );
  writeProject(folder);
  npm(['install', '--no-audit', '--no-fund', ...nodes], folder);

  for (const major of Object.keys(nodeVersions)) {
    const nodeFolder = join(folder, `node_modules/node-${major}/bin`);
    const node = join(nodeFolder, 'node');
    const consumer = join(folder, `consumer-${major}`);
    writeProject(consumer);
    await check(`the tarball installs on Node ${nodeVersions[major]} with engine-strict`, () => {
      expectEqual(execFileSync(node, ['--version'], { encoding: 'utf8' }).trim(), `v${nodeVersions[major]}`);
      npm(['install', '--engine-strict', '--no-audit', '--no-fund', join(folder, filename)], consumer, nodeFolder);
    });
    await check(`npm ci of the repository takes Node ${nodeVersions[major]} with engine-strict`, () => {
      const checkout = join(folder, `checkout-${major}`);
      mkdirSync(checkout);
      for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(root, name), join(checkout, name));
      // Engines are checked before anything is installed.
      npm(['ci', '--engine-strict', '--dry-run', '--ignore-scripts'], checkout, nodeFolder);
    });
    await check(`contact-gateway serves a query on Node ${major}`, () =>
      running(node, consumer, [], /GraphQL\s+(http\S+)/, async (url) => {
        const query = '{ connect { alias queues(first: 1) { nodes { name } } } }';
        const headers = { 'content-type': 'application/json' };
        const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
        const { data } = await answer.json();
        expectEqual(data.connect.alias, 'northwind-care');
        expectEqual(data.connect.queues.nodes.length, 1);
        const page = await fetch(new URL('/', url));
        expectEqual(page.status, 200);
      }),
    );
    await check(`contact-gateway emulator answers on Node ${major}`, () =>
      running(node, consumer, ['emulator'], /emulator: (http\S+)/, async (url) => {
        const answer = await fetch(`${url}/_emulator/ledger`);
        expectEqual(answer.status, 200);
      }),
    );
    await check(`the schema can be imported as files on Node ${major}`, () => {
      for (const file of [
        'api.graphql',
        'subgraph.graphql',
        'subgraph-without-scopes.graphql',
        'possible-types.json',
      ]) {
        const script = `process.stdout.write(import.meta.resolve('contact-gateway/schema/${file}'))`;
        const url = execFileSync(node, ['--input-type=module', '-e', script], { cwd: consumer, encoding: 'utf8' });
        expectEqual(readFileSync(new URL(url), 'utf8'), readFileSync(join(root, `schema/${file}`), 'utf8'));
      }
    });
  }
  await check('an unknown command says which there are', () => {
    const cli = join(folder, 'consumer-20/node_modules/.bin/contact-gateway');
    try {
      execFileSync(process.execPath, [cli, 'emulate'], { encoding: 'utf8', stdio: 'pipe' });
    } catch (error) {
      expectEqual(error.status, 1);
      return expectEqual(error.stderr.includes('contact-gateway emulator'), true);
    }
    throw new Error('It was accepted.');
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;

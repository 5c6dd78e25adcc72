// `npm run test:package`: packs the package, installs the tarball in a project of its own as a user would, and runs what it
// offers there, on each version of Node that is supported. Needs the registry; ends with `N passed, N failed`.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = new URL('../../', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'contact-gateway-package-'));
const npm = (args, cwd) => execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
const nodeVersions = { 20: '20.20.2', 22: '22.23.3', 24: '24.9.0' };
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
async function running(node, args, says, use) {
  const child = spawn(node, [join(folder, 'node_modules/.bin/contact-gateway'), ...args], {
    cwd: folder,
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

function expectEqual(is, shouldBe) {
  if (is !== shouldBe) throw new Error(`${is} should be ${shouldBe}.`);
}

try {
  const [{ filename }] = JSON.parse(npm(['pack', '--json', '--pack-destination', folder], root).replace(/^[^[]*/, ''));
  writeFileSync(join(folder, 'package.json'), '{ "name": "consumer", "private": true, "type": "module" }\n');
  const nodes = Object.entries(nodeVersions).map(
    ([major, version]) => `node-${major}@npm:node-${process.platform}-${process.arch}@${version}`,
  );
  npm(['install', '--no-audit', '--no-fund', `./${filename}`, ...nodes], folder);

  for (const major of Object.keys(nodeVersions)) {
    const node = join(folder, `node_modules/node-${major}/bin/node`);
    await check(`contact-gateway serves a query on Node ${major}`, () =>
      running(node, [], /GraphQL\s+(http\S+)/, async (url) => {
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
      running(node, ['emulator'], /emulator: (http\S+)/, async (url) => {
        const answer = await fetch(`${url}/_emulator/ledger`);
        expectEqual(answer.status, 200);
      }),
    );
    await check(`the schema can be imported as files on Node ${major}`, () => {
      for (const file of ['api', 'subgraph', 'subgraph-without-scopes']) {
        const script = `process.stdout.write(import.meta.resolve('contact-gateway/schema/${file}.graphql'))`;
        const url = execFileSync(node, ['--input-type=module', '-e', script], { cwd: folder, encoding: 'utf8' });
        expectEqual(readFileSync(new URL(url), 'utf8'), readFileSync(join(root, `schema/${file}.graphql`), 'utf8'));
      }
    });
  }
  await check('an unknown command says which there are', () => {
    const cli = join(folder, 'node_modules/.bin/contact-gateway');
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

// `npm run test:package`: packs the gateway and the packages of its workspaces. On each supported major version of Node,
// installs each tarball alone in an empty project, with `engine-strict`, and runs what the package offers. Needs the npm
// registry. Ends with `N passed, N failed`.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const root = new URL('../../', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'contact-gateway-package-'));
const npmProgram = process.env.npm_execpath;
if (!npmProgram) throw new Error('Use `npm run test:package`: npm then sets npm_execpath, its own path.');
/** Runs npm, with the Node in `nodeFolder` if it is given. npm prints its errors. @throws Error if npm fails. */
const npm = (args, cwd, nodeFolder = '') => {
  const env = { ...process.env, PATH: [nodeFolder, process.env.PATH].filter(Boolean).join(delimiter) };
  return execFileSync('node', [npmProgram, ...args], {
    cwd,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
};
/** The oldest supported release, and the newest releases of the later major versions. */
const nodeVersions = { 20: '20.19.0', 22: '22.23.5', 24: '24.22.3' };
const startWithinMs = 30_000;
/** Maximum size of an unpacked workspace package. */
const packageMaxBytes = 5_000_000;

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

/** Runs an installed program without the environment of this process, except PATH, and ends it after `use`. */
async function running(node, consumer, [program, ...args], says, use) {
  const child = spawn(node, [join(consumer, 'node_modules/.bin', program), ...args], {
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
      () => reject(new Error(`No output matched ${says} within ${startWithinMs} ms:\n${output}`)),
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
    child.once('exit', (code) => reject(new Error(`It ended with exit code ${code}:\n${output}`)));
  });
  try {
    await use(await said);
  } finally {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
  }
  if (child.exitCode !== 0) throw new Error(`It ended with exit code ${child.exitCode}:\n${output}`);
}

/** Writes the package.json of an empty project to a folder, which it creates if necessary. */
function writeProject(path) {
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'package.json'), '{ "name": "consumer", "private": true, "type": "module" }\n');
}

function expectEqual(is, shouldBe) {
  if (is !== shouldBe) throw new Error(`${is} should be ${shouldBe}.`);
}

try {
  const pack = (...args) => {
    const [packed] = JSON.parse(
      npm(['pack', '--json', '--pack-destination', folder, ...args], root).replace(/^[^[]*/, ''),
    );
    return { ...packed, paths: packed.files.map(({ path }) => path) };
  };
  const gateway = pack();
  const workspaces = ['connect-model', 'connect-emulator'].map((name) => pack('-w', `packages/${name}`));
  const [model, emulator] = workspaces;
  await check('the tarball of contact-gateway contains the emulator as one file', () => {
    const files = gateway.paths.filter((path) => path.startsWith('packages/connect-emulator/') && path.endsWith('.js'));
    expectEqual(files.join(), 'packages/connect-emulator/dist/connect-emulator.js');
  });
  for (const { name, unpackedSize } of workspaces) {
    await check(`${name} is below ${packageMaxBytes / 1e6} MB: ${(unpackedSize / 1e6).toFixed(1)} MB`, () => {
      expectEqual(unpackedSize < packageMaxBytes, true);
    });
  }
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
    const installAlone = ({ name, filename }) => {
      const project = join(folder, `${name}-${major}`);
      writeProject(project);
      npm(['install', '--engine-strict', '--no-audit', '--no-fund', join(folder, filename)], project, nodeFolder);
      return project;
    };
    const expectAlone = (project, name) =>
      expectEqual(
        readdirSync(join(project, 'node_modules'))
          .filter((entry) => !entry.startsWith('.'))
          .join(),
        name,
      );
    await check(`connect-model installs alone on Node ${major}, and can be imported`, () => {
      const project = installAlone(model);
      expectAlone(project, 'connect-model');
      const script =
        "import { operationModel } from 'connect-model'; process.stdout.write(operationModel('TransferContact').http.uri);";
      const uri = execFileSync(node, ['--input-type=module', '-e', script], { cwd: project, encoding: 'utf8' });
      expectEqual(uri, '/contact/transfer');
    });
    await check(`connect-emulator installs alone on Node ${major}, runs, and can be imported`, async () => {
      const project = installAlone(emulator);
      expectAlone(project, 'connect-emulator');
      await running(node, project, ['connect-emulator'], /emulator: (http\S+)/, async (url) => {
        const answer = await fetch(`${url}/_emulator/ledger`);
        expectEqual(answer.status, 200);
      });
      const script =
        "import { startEmulator } from 'connect-emulator'; const emulator = await startEmulator(); process.stdout.write(String(emulator.world.instanceArns().length)); await emulator.close();";
      const arns = execFileSync(node, ['--input-type=module', '-e', script], { cwd: project, encoding: 'utf8' });
      expectEqual(arns, '2');
    });
    await check(`contact-gateway installs on Node ${nodeVersions[major]} with engine-strict`, () => {
      expectEqual(execFileSync(node, ['--version'], { encoding: 'utf8' }).trim(), `v${nodeVersions[major]}`);
      npm(
        ['install', '--engine-strict', '--no-audit', '--no-fund', join(folder, gateway.filename)],
        consumer,
        nodeFolder,
      );
    });
    await check(`npm ci in the repository accepts Node ${nodeVersions[major]} with engine-strict`, () => {
      const checkout = join(folder, `checkout-${major}`);
      mkdirSync(checkout);
      for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(root, name), join(checkout, name));
      for (const { name } of workspaces) {
        mkdirSync(join(checkout, 'packages', name), { recursive: true });
        copyFileSync(join(root, 'packages', name, 'package.json'), join(checkout, 'packages', name, 'package.json'));
      }
      // Engines are checked before anything is installed.
      npm(['ci', '--engine-strict', '--dry-run', '--ignore-scripts'], checkout, nodeFolder);
    });
    await check(`contact-gateway serves a query on Node ${major}`, () =>
      running(node, consumer, ['contact-gateway'], /GraphQL\s+(http\S+)/, async (url) => {
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
    await check(`contact-gateway emulator responds on Node ${major}`, () =>
      running(node, consumer, ['contact-gateway', 'emulator'], /emulator: (http\S+)/, async (url) => {
        const answer = await fetch(`${url}/_emulator/ledger`);
        expectEqual(answer.status, 200);
      }),
    );
    await check(`the schema files can be resolved from the package on Node ${major}`, () => {
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
  await check('an unknown command fails with a list of the commands', () => {
    const cli = join(folder, 'consumer-20/node_modules/.bin/contact-gateway');
    try {
      execFileSync(process.execPath, [cli, 'emulate'], { encoding: 'utf8', stdio: 'pipe' });
    } catch (error) {
      expectEqual(error.status, 1);
      return expectEqual(error.stderr.includes('contact-gateway emulator'), true);
    }
    throw new Error('The unknown command was accepted.');
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;

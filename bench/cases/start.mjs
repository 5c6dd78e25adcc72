import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { median } from '../lib/load.mjs';
import { startEmulator, startGateway, using } from '../lib/stack.mjs';
import { seconds } from '../lib/table.mjs';
import { mixedWorld } from '../lib/world.mjs';

export const title = 'Start-up and memory';

const root = fileURLToPath(new URL('../../', import.meta.url));

export async function run({ quick }) {
  const folder = mkdtempSync(join(tmpdir(), 'contact-gateway-bundle-'));
  try {
    const bundle = await bundled(folder);
    const rows = [];
    const starts = quick ? 3 : 7;
    await using(async (keep) => {
      const emulator = await keep(startEmulator({ world: mixedWorld, quotas: 'off', latencyMs: 0 }));
      const results = { 'package (dist)': [], 'bundle (esbuild)': [] };
      for (let round = 0; round < starts; round++) {
        results['package (dist)'].push(await start(emulator.url, 'dist/main.js'));
        results['bundle (esbuild)'].push(await start(emulator.url, bundle));
      }
      for (const [name, all] of Object.entries(results)) {
        const of = (key) => median(all.map((one) => one[key]));
        rows.push([name, seconds(of('ms')), `${Math.round(of('cpuMs'))} ms`, `${Math.round(of('rssMb'))} MB`]);
      }
    });
    return {
      checks: [],
      sections: [
        {
          columns: ['', 'time to the first response', 'CPU time until then', 'memory at that time'],
          rows,
          note: `Median of ${starts} starts of each, in turn. The bundle is one file of ${(statSync(bundle).size / 1024 ** 2).toFixed(1)} MB; the files that the gateway reads at run time are not part of it.`,
        },
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function start(endpoint, file) {
  return using(async (keep) => {
    const startedAt = performance.now();
    const gateway = await keep(startGateway({ endpoint, file }));
    const answer = await gateway.ask('{ connect { id queues(first: 1) { nodes { name } } } }');
    const ms = performance.now() - startedAt;
    if (!answer.data?.connect?.queues?.nodes?.length) throw new Error(`${file} does not answer: ${answer.text}`);
    return { ms, ...(await gateway.usage()) };
  });
}

/** Bundles the compiled package into one file, and links the files that it reads at run time beside it. */
async function bundled(folder) {
  const dist = join(folder, 'dist');
  const outfile = join(dist, 'main.mjs');
  await build({
    entryPoints: [join(root, 'dist/main.js')],
    outfile,
    bundle: true,
    minify: true,
    // The names of classes become the names of GraphQL types.
    keepNames: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // Some dependencies are CommonJS and need `require`, which an ES module lacks.
    banner: {
      js: "import { createRequire as bundleRequire } from 'node:module'; const require = bundleRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
  mkdirSync(join(folder, 'schema'), { recursive: true });
  symlinkSync(join(root, 'schema/operations'), join(folder, 'schema/operations'));
  symlinkSync(join(root, 'dist/server/page'), join(dist, 'page'));
  return outfile;
}

// Bundles a workspace into one file with no dependencies: `node ../bundle.mjs <entry>=<file> ...`, run in the workspace's folder.
// A data file that a module reads by `readFileSync(new URL('./file', import.meta.url), 'utf8')` becomes a part of the bundle.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

const dataFile = /readFileSync\(new URL\('(\.[^']+)', import\.meta\.url\), 'utf8'\)/g;

/** Puts the text of each data file into the module that reads it. */
const inlineDataFiles = {
  name: 'inline-data-files',
  setup({ onLoad }) {
    onLoad({ filter: /\/packages\/[^/]+\/src\/.*\.ts$/ }, async ({ path }) => {
      let contents = await readFile(path, 'utf8');
      for (const [expression, file] of contents.matchAll(dataFile)) {
        const text = JSON.stringify(await readFile(join(dirname(path), file), 'utf8'));
        // A function, since a replacement text would expand `$&` and the like in the data.
        contents = contents.replace(expression, () => text);
      }
      return { contents, loader: 'ts' };
    });
  },
};

await build({
  entryPoints: Object.fromEntries(process.argv.slice(2).map((pair) => pair.split('=').reverse())),
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  legalComments: 'eof',
  // A bundled CommonJS dependency may call require for a module of Node.
  banner: { js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);" },
  alias: { 'connect-model': new URL('./connect-model/src/index.ts', import.meta.url).pathname },
  plugins: [inlineDataFiles],
  logLevel: 'warning',
});

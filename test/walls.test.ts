import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

/** A line of code, the file in which it stands, and the rules that refuse it there. */
interface Probe {
  readonly file: string;
  readonly code: string;
  readonly refusedBy: readonly string[];
}

const restricted = 'lint/style/noRestrictedImports';
const sdk = "from '@aws-sdk/client-connect';";
const root = fileURLToPath(new URL('..', import.meta.url));
const domains = ['contacts', 'queues', 'users', 'flows', 'instances', 'directory', 'metrics', 'files', 'evaluations'];
const gatewayFolders = ['auth', 'connect', 'graph', 'server', ...domains];

/** Folders of the emulator, at every depth that there is, with the way from each to `src`. */
const emulatorFolders = ['src/emulator', ...foldersIn('src/emulator')].map((folder) => {
  return { folder, toSrc: `${relative(folder, 'src')}/` };
});

function foldersIn(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => [`${folder}/${name}`, ...foldersIn(`${folder}/${name}`)]);
}

const walls: Readonly<Record<string, readonly Probe[]>> = {
  "only src/connect talks to the SDK's client": [
    ...['src/contacts', 'src/server', 'src/graph', 'src/emulator/world', 'src'].flatMap((folder) => [
      { file: `${folder}/a.ts`, code: `import { ConnectClient } ${sdk}`, refusedBy: ['plugin'] },
      { file: `${folder}/b.ts`, code: `import { StopContactCommand, Channel as C } ${sdk}`, refusedBy: ['plugin'] },
      { file: `${folder}/c.ts`, code: `import * as sdk ${sdk}`, refusedBy: ['plugin'] },
      { file: `${folder}/d.ts`, code: `export { ConnectClient } ${sdk}`, refusedBy: ['plugin'] },
      { file: `${folder}/e.ts`, code: `export * ${sdk}`, refusedBy: ['plugin'] },
      {
        file: `${folder}/f.ts`,
        code: "export const sdk = () => import('@aws-sdk/client-connect');",
        refusedBy: ['plugin'],
      },
      {
        file: `${folder}/g.ts`,
        code: "import { fromEnv } from '@aws-sdk/credential-providers';",
        refusedBy: [restricted],
      },
      {
        file: `${folder}/h.ts`,
        code: `import { StopContactCommand, type Contact as C, type ConnectClientConfig } ${sdk}`,
        refusedBy: [],
      },
      { file: `${folder}/i.ts`, code: `import type { Channel, Contact } ${sdk}`, refusedBy: [] },
    ]),
    { file: 'src/connect/a.ts', code: `import { Channel, ConnectClient } ${sdk}`, refusedBy: [] },
    { file: 'src/connect/b.ts', code: "import { HttpRequest } from '@smithy/protocol-http';", refusedBy: [] },
  ],
  'only the main.ts of each program reads the environment': [
    ...['src/config', 'src/connect/a', 'src/emulator/config', 'src/contacts/a', 'src/server/a'].flatMap((file) => [
      { file: `${file}1.ts`, code: 'export const home = process.env.HOME;', refusedBy: ['lint/style/noProcessEnv'] },
      { file: `${file}2.ts`, code: 'export const { env } = process;', refusedBy: ['plugin'] },
      { file: `${file}3.ts`, code: "import { env } from 'node:process';", refusedBy: [restricted] },
      { file: `${file}4.ts`, code: 'export const { pid } = process;', refusedBy: [] },
    ]),
    { file: 'src/main.ts', code: 'export const home = process.env.HOME;', refusedBy: [] },
    { file: 'src/emulator/main.ts', code: 'export const home = process.env.HOME;', refusedBy: [] },
  ],
  'a domain imports of another its noun only': [
    ...domains.flatMap((domain) => {
      const others = domains.filter((other) => other !== domain);
      return others.flatMap((other) => [
        { file: `src/${domain}/${other}1.ts`, code: `import { a } from '../${other}/a.js';`, refusedBy: [restricted] },
        {
          file: `src/${domain}/below/${other}2.ts`,
          code: `export type { A } from '../../${other}/${other}.js';`,
          refusedBy: [restricted],
        },
      ]);
    }),
    ...[
      ...['contacts/contact', 'contacts/contact-enums', 'queues/queue', 'users/user', 'flows/contact-flow'],
      ...['instances/instance', 'directory/quick-connect', 'directory/routing-profile'],
      ...['contacts/contact', 'queues/queue', 'users/user', 'flows/contact-flow', 'instances/instance'],
      ...['files/attached-file', 'evaluations/evaluation'],
    ].map((noun, index) => {
      return { file: `src/contacts/noun${index}.ts`, code: `import { A } from '../${noun}.js';`, refusedBy: [] };
    }),
    { file: 'src/contacts/own.ts', code: "import { state } from './contact-state.js';", refusedBy: [] },
    { file: 'src/contacts/below/own.ts', code: "import { state } from '../contact-state.js';", refusedBy: [] },
    { file: 'src/schema.ts', code: "import { QueuesResolver } from './queues/queues.js';", refusedBy: [] },
  ],
  'the emulator imports nothing of the gateway but the model': emulatorFolders.flatMap(({ folder, toSrc }) => [
    ...gatewayFolders.map((other) => {
      return {
        file: `${folder}/${other}.ts`,
        code: `import { a } from '${toSrc}${other}/a.js';`,
        refusedBy: [restricted],
      };
    }),
    { file: `${folder}/x1.ts`, code: `import { readConfig } from '${toSrc}config.js';`, refusedBy: [restricted] },
    { file: `${folder}/x2.ts`, code: `import { shape } from '${toSrc}model/service-model.js';`, refusedBy: [] },
    { file: `${folder}/x3.ts`, code: "import { own } from './own.js';", refusedBy: [] },
    ...(folder === 'src/emulator'
      ? []
      : [{ file: `${folder}/x4.ts`, code: "import { own } from '../own.js';", refusedBy: [] }]),
  ]),
  'the gateway imports nothing of the emulator but in main.ts': [
    ...gatewayFolders.flatMap((folder) => [
      {
        file: `src/${folder}/y1.ts`,
        code: "import type { World } from '../emulator/world/world.js';",
        refusedBy: [restricted],
      },
      { file: `src/${folder}/y2.ts`, code: "export * from '../emulator/faults.js';", refusedBy: [restricted] },
    ]),
    {
      file: 'src/config.ts',
      code: "import { EmulatorSettings } from './emulator/config.js';",
      refusedBy: [restricted],
    },
    { file: 'src/main.ts', code: "import { startEmulator } from './emulator/emulator.js';", refusedBy: [] },
  ],
};

/** Lints a small copy of the project that holds the probes, by the project's own configuration. */
async function lint(probes: readonly Probe[]): Promise<string[]> {
  const copy = mkdtempSync(join(tmpdir(), 'walls-'));
  try {
    for (const part of ['biome.json', 'src/walls']) cpSync(join(root, part), join(copy, part), { recursive: true });
    for (const { file, code } of probes) {
      mkdirSync(join(copy, dirname(file)), { recursive: true });
      writeFileSync(join(copy, file), `${code}\n`);
    }
    const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
    const { diagnostics } = await new Promise<{ diagnostics: Diagnostic[] }>((resolve, reject) => {
      const args = [biome, 'lint', '--reporter=json', '--max-diagnostics=none', copy];
      execFile(process.execPath, args, { cwd: copy, maxBuffer: 2 ** 26 }, (_error, stdout, stderr) => {
        if (!stdout) reject(new Error(stderr));
        else resolve(JSON.parse(stdout));
      });
    });
    return diagnostics
      .filter(({ category }) => category === 'plugin' || category.startsWith('lint/style/no'))
      .map(({ category, location }) => `${relative(copy, join(copy, location.path))} ${category}`);
  } finally {
    rmSync(copy, { recursive: true });
  }
}

interface Diagnostic {
  readonly category: string;
  readonly location: { readonly path: string };
}

test.each(Object.entries(walls))('%s', async (_wall, probes) => {
  const expected = probes.flatMap(({ file, refusedBy }) => refusedBy.map((rule) => `${file} ${rule}`));
  expect((await lint(probes)).sort()).toEqual(expected.sort());
});

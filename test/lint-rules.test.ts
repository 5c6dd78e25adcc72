import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

const rules: Readonly<Record<string, readonly Probe[]>> = {
  "only src/connect/transport talks to the SDK's client": [
    ...[
      'src/contacts',
      'src/server',
      'src/graph',
      'packages/connect-emulator/src/world',
      'src/connect',
      'src/connect/calls',
      'src',
    ].flatMap((folder) => [
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
    { file: 'src/connect/transport/a.ts', code: `import { Channel, ConnectClient } ${sdk}`, refusedBy: [] },
    { file: 'src/connect/transport/b.ts', code: "import { HttpRequest } from '@smithy/protocol-http';", refusedBy: [] },
  ],
  'only the main.ts of each program reads the environment': [
    ...[
      'src/config',
      'src/connect/a',
      'packages/connect-emulator/src/config',
      'src/contacts/a',
      'src/server/a',
    ].flatMap((file) => [
      { file: `${file}1.ts`, code: 'export const home = process.env.HOME;', refusedBy: ['lint/style/noProcessEnv'] },
      { file: `${file}2.ts`, code: 'export const { env } = process;', refusedBy: ['plugin'] },
      { file: `${file}3.ts`, code: "import { env } from 'node:process';", refusedBy: [restricted] },
      { file: `${file}4.ts`, code: 'export const { pid } = process;', refusedBy: [] },
    ]),
    { file: 'src/main.ts', code: 'export const home = process.env.HOME;', refusedBy: [] },
    { file: 'packages/connect-emulator/src/main.ts', code: 'export const home = process.env.HOME;', refusedBy: [] },
  ],
};

/** Lints a small copy of the project that holds the probes, by the project's own configuration. */
async function lint(probes: readonly Probe[]): Promise<string[]> {
  const copy = mkdtempSync(join(tmpdir(), 'lint-rules-'));
  try {
    for (const part of ['biome.json', 'src/lint-rules'])
      cpSync(join(root, part), join(copy, part), { recursive: true });
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

test.each(Object.entries(rules))('%s', async (_rule, probes) => {
  const expected = probes.flatMap(({ file, refusedBy }) => refusedBy.map((rule) => `${file} ${rule}`));
  expect((await lint(probes)).sort()).toEqual(expected.sort());
});

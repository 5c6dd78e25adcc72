import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The packages as others import them: by their names. */
const emulator = 'packages/connect-emulator/dist/connect-emulator.js';
const model = 'packages/connect-model/dist/connect-model.js';

/** Below the root of the project; a path without a folder of its own there is one below `src`. */
const inProject = (file: string) => (/^(packages|test)\//.test(file) ? file : `src/${file}`);

/** What an import of a file says in the place of its path. */
function specifier(from: string, to: string): string {
  const name = /^packages\/([^/]+)\/dist\//.exec(to)?.[1];
  if (name) return from.startsWith('packages/') ? name : `#${name}`;
  const way = relative(dirname(inProject(from)), inProject(to)).replace(/\.ts$/, '.js');
  return way.startsWith('.') ? way : `./${way}`;
}

/** Imports, each from a file to another, and the rule that refuses it. */
const refused: readonly (readonly [from: string, to: string, rule: string])[] = [
  ['lib/deadline.ts', 'ids/arn.ts', 'no-import-above-lib'],
  ['ids/arn.ts', 'auth/scopes.ts', 'no-import-above-ids'],
  ['errors/exceptions.ts', 'connect/calls/operation.ts', 'no-import-above-errors'],
  ['connect/transport/a.ts', 'connect/limits/b.ts', 'no-import-above-connect/transport'],
  ['connect/calls/a.ts', 'connect/inputs/b.ts', 'no-import-above-connect/calls'],
  ['connect/session/session.ts', 'connect/mutations/steps.ts', 'no-import-above-connect/session'],
  ['connect/mutations/a.ts', 'connect/connect.ts', 'no-import-above-connect/mutations'],
  ['auth/a.ts', 'graph/context.ts', 'no-import-above-auth'],
  ['graph/types/a.ts', 'contacts/contact.ts', 'no-import-above-graph'],
  ['directory/queues/a.ts', 'contacts/contact.ts', 'no-import-above-directory'],
  ['server/http/a.ts', 'schema.ts', 'no-import-above-server'],
  ['server/http/b.ts', 'main.ts', 'no-import-above-server'],
  ['contacts/a.ts', 'directory/queues/queues.ts', 'only-the-main-type-of-another-domain'],
  ['directory/users/a.ts', 'directory/queues/queues.ts', 'only-the-main-type-of-another-domain'],
  ['files/starts/a.ts', 'contacts/starts/b.ts', 'only-the-main-type-of-another-domain'],
  ['config.ts', emulator, 'only-main-starts-the-emulator'],
  ['server/admin.ts', emulator, 'only-main-starts-the-emulator'],
  ['server/admin2.ts', 'packages/connect-emulator/src/world/world.ts', 'only-main-starts-the-emulator'],
  ['main.ts', 'packages/connect-emulator/src/world/world.ts', 'import-packages-by-name'],
  ['connect/limits/c.ts', 'packages/connect-model/src/default-quotas.ts', 'import-packages-by-name'],
  ['packages/connect-emulator/src/world/a.ts', 'connect/calls/operation.ts', 'packages-do-not-import-the-gateway'],
  ['packages/connect-emulator/test/a.ts', 'test/support/gateway.ts', 'packages-do-not-import-the-gateway'],
  ['packages/connect-model/src/b.ts', 'lib/deadline.ts', 'packages-do-not-import-the-gateway'],
  ['packages/connect-emulator/src/c.ts', 'packages/connect-model/src/a.ts', 'the-emulator-imports-connect-model-only'],
  ['packages/connect-model/src/d.ts', 'packages/connect-emulator/src/d.ts', 'connect-model-has-no-dependencies'],
];

const allowed: readonly (readonly [from: string, to: string])[] = [
  ['contacts/b.ts', 'directory/queues/queue.ts'],
  ['contacts/starts/c.ts', 'contacts/inputs/d.ts'],
  ['contacts/c.ts', 'connect/mutations/steps.ts'],
  ['server/http/c.ts', 'graph/context.ts'],
  ['cli.ts', emulator],
  ['connect/calls/b.ts', model],
  ['packages/connect-emulator/src/world/b.ts', model],
  ['packages/connect-emulator/test/b.ts', 'packages/connect-emulator/src/world/c.ts'],
];

/** Files that import each other: through a third, and from folder to folder through different files. */
const cycles: readonly (readonly [from: string, to: string])[] = [
  ['lib/cycle-a.ts', 'lib/cycle-b.ts'],
  ['lib/cycle-b.ts', 'lib/cycle-c.ts'],
  ['lib/cycle-c.ts', 'lib/cycle-a.ts'],
  ['server/guards/folder-a.ts', 'server/telemetry/folder-b.ts'],
  ['server/telemetry/folder-c.ts', 'server/guards/folder-d.ts'],
];

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

let copy: string;
let violations: readonly Violation[];
beforeAll(async () => {
  copy = mkdtempSync(join(tmpdir(), 'layers-'));
  cpSync(join(root, 'src/lint-rules'), join(copy, 'src/lint-rules'), { recursive: true });
  cpSync(join(root, 'package.json'), join(copy, 'package.json'));
  mkdirSync(join(copy, 'node_modules'));
  for (const name of ['connect-model', 'connect-emulator']) {
    mkdirSync(join(copy, 'packages', name), { recursive: true });
    cpSync(join(root, 'packages', name, 'package.json'), join(copy, 'packages', name, 'package.json'));
    symlinkSync(join('../packages', name), join(copy, 'node_modules', name));
  }
  const imports = new Map<string, string[]>();
  for (const [from, to] of [...refused, ...allowed, ...cycles]) {
    imports.set(from, [...(imports.get(from) ?? []), to]);
    if (!imports.has(to)) imports.set(to, []);
  }
  for (const [file, targets] of imports) {
    const lines = targets.map((to, index) => `import type { A as A${index} } from '${specifier(file, to)}';`);
    const path = join(copy, inProject(file));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, [...lines, 'export const a = 1; export interface A {}'].join('\n'));
  }
  violations = await cruise(copy);
});
afterAll(() => rmSync(copy, { recursive: true }));

function cruise(folder: string): Promise<readonly Violation[]> {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [program, '--config', 'src/lint-rules/layers.mjs', '--output-type', 'json', 'src', 'packages'];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 2 ** 26 }, (_error, stdout, stderr) => {
      if (!stdout) reject(new Error(stderr));
      else resolve(JSON.parse(stdout).summary.violations);
    });
  });
}

const found = (from: string, to: string) =>
  violations.filter((one) => one.from === inProject(from) && one.to === inProject(to)).map(({ rule }) => rule.name);

describe('the layers', () => {
  test.each(refused)('%s may not import %s', (from, to, rule) => {
    expect(found(from, to)).toContain(rule);
  });

  test.each(allowed)('%s may import %s', (from, to) => {
    expect(found(from, to)).toEqual([]);
  });

  test('have no cycle of files', () => {
    expect(violations.filter(({ rule }) => rule.name === 'no-cycle-of-files').map(({ from }) => from)).toEqual(
      expect.arrayContaining(['src/lib/cycle-a.ts']),
    );
  });

  test('have no cycle of folders', () => {
    expect(violations.filter(({ rule }) => rule.name === 'no-cycle-of-folders').map(({ from }) => from)).toEqual(
      expect.arrayContaining(['src/server/guards', 'src/server/telemetry']),
    );
  });
});

/** Source files of one folder, without those of folders below it. */
const mostFiles = 12;
/** Folders that are larger; none may grow. */
const larger: Readonly<Record<string, number>> = {
  'packages/connect-emulator/src/operations/metrics': 13,
  'packages/connect-emulator/src/operations/starts': 14,
  'src/idempotency': 14,
};

function foldersTooLarge(project: string): string[] {
  const tooLarge: string[] = [];
  const count = (folder: string) => {
    const entries = readdirSync(join(project, folder), { withFileTypes: true });
    const files = entries.filter(({ name }) => /\.tsx?$/.test(name)).length;
    if (files > (larger[folder] ?? mostFiles)) tooLarge.push(folder);
    for (const entry of entries) if (entry.isDirectory()) count(`${folder}/${entry.name}`);
  };
  for (const name of ['src', 'packages/connect-model/src', 'packages/connect-emulator/src']) count(name);
  return tooLarge;
}

describe('a folder', () => {
  test('holds so few files that its listing shows its design', () => {
    expect(foldersTooLarge(root)).toEqual([]);
  });

  test('with one file more is found', () => {
    mkdirSync(join(copy, 'src/contacts/many'), { recursive: true });
    for (let n = 0; n <= mostFiles; n++) writeFileSync(join(copy, `src/contacts/many/a${n}.ts`), '');
    expect(foldersTooLarge(copy)).toEqual(['src/contacts/many']);
  });
});

import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Imports, each from a file to another, and the rule that refuses it. */
const refused: readonly (readonly [from: string, to: string, rule: string])[] = [
  ['lib/deadline.ts', 'ids/arn.ts', 'no-import-above-lib-model'],
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
  ['contacts/a.ts', 'directory/queues/queues.ts', 'only-the-noun-of-another-domain'],
  ['directory/users/a.ts', 'directory/queues/queues.ts', 'only-the-noun-of-another-domain'],
  ['files/starts/a.ts', 'contacts/starts/b.ts', 'only-the-noun-of-another-domain'],
  ['config.ts', 'emulator/config.ts', 'only-main-knows-the-emulator'],
  ['server/admin.ts', 'emulator/world/world.ts', 'only-main-knows-the-emulator'],
  ['emulator/world/a.ts', 'connect/calls/operation.ts', 'the-emulator-knows-the-model-alone'],
  ['emulator/server.ts', 'lib/deadline.ts', 'the-emulator-knows-the-model-alone'],
];

const allowed: readonly (readonly [from: string, to: string])[] = [
  ['contacts/b.ts', 'directory/queues/queue.ts'],
  ['contacts/starts/c.ts', 'contacts/inputs/d.ts'],
  ['contacts/c.ts', 'connect/mutations/steps.ts'],
  ['server/http/c.ts', 'graph/context.ts'],
  ['main.ts', 'emulator/emulator.ts'],
  ['emulator/world/b.ts', 'model/service-model.ts'],
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
  const imports = new Map<string, string[]>();
  for (const [from, to] of [...refused, ...allowed, ...cycles]) {
    imports.set(from, [...(imports.get(from) ?? []), to]);
    if (!imports.has(to)) imports.set(to, []);
  }
  for (const [file, targets] of imports) {
    const lines = targets.map((to, index) => {
      const way = relative(dirname(file), to).replace(/\.ts$/, '.js');
      return `import type { A as A${index} } from '${way.startsWith('.') ? way : `./${way}`}';`;
    });
    mkdirSync(join(copy, 'src', dirname(file)), { recursive: true });
    writeFileSync(join(copy, 'src', file), [...lines, 'export interface A {}'].join('\n'));
  }
  violations = await cruise(copy);
});
afterAll(() => rmSync(copy, { recursive: true }));

function cruise(folder: string): Promise<readonly Violation[]> {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [program, '--config', 'src/lint-rules/layers.mjs', '--output-type', 'json', 'src'];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 2 ** 26 }, (_error, stdout, stderr) => {
      if (!stdout) reject(new Error(stderr));
      else resolve(JSON.parse(stdout).summary.violations);
    });
  });
}

const found = (from: string, to: string) =>
  violations.filter((one) => one.from === `src/${from}` && one.to === `src/${to}`).map(({ rule }) => rule.name);

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
  'src/emulator/operations/metrics': 13,
  'src/emulator/operations/starts': 14,
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
  count('src');
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

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('..', import.meta.url));
const documents = [
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'README.md',
  'src/connect/README.md',
  'packages/connect-emulator/README.md',
];

/** Files and folders that a document names: targets of its links, code that looks like a path, and lines of its pictures. */
function pathsOf(document: string): string[] {
  const text = readFileSync(join(root, document), 'utf8');
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target = '']) =>
    join(dirname(document), target),
  );
  const code = [...text.matchAll(/`((?:src|packages|test|docs|schema|examples|bench)\/[\w./-]+)`/g)].map(
    ([, path = '']) => path,
  );
  const ofTables = document === 'ARCHITECTURE.md' ? [...text.matchAll(/`([\w-]+\/[\w./-]+\.m?[jt]s)`/g)] : [];
  const ofPictures = document === 'ARCHITECTURE.md' ? [...text.matchAll(/^ ([\w-]+\/[\w./-]+\.ts) /gm)] : [];
  const inside = [...text.matchAll(/\(([\w-]+\/[\w./-]+\.ts)\)/g)];
  const below = [...ofTables, ...ofPictures, ...(document === 'ARCHITECTURE.md' ? inside : [])];
  return [...links, ...code, ...below.map(([, path = '']) => (/^(src|packages)\//.test(path) ? path : `src/${path}`))];
}

describe.each(documents)('%s', (document) => {
  test('names files that are there', () => {
    const paths = pathsOf(document);
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

test('the scripts that CONTRIBUTING.md names are those of package.json', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const named = [...readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8').matchAll(/npm run ([a-z:]+)/g)].map(
    ([, name]) => name,
  );
  expect(named.filter((name) => !Object.hasOwn(scripts, name ?? ''))).toEqual([]);
});

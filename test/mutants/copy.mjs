import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Milliseconds after which a run of tests counts as failed: the mutant made it endless. */
const longestRunMs = 300_000;

/** A copy of the project in which a job plants its faults. */
export function copyOfProject() {
  const folder = mkdtempSync(join(tmpdir(), 'contact-gateway-mutants-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const copied = execFileSync('git', ['ls-files'], { encoding: 'utf8' }).split('\n').filter(Boolean);
  for (const file of copied) cpSync(file, join(folder, file), { recursive: true });
  for (const made of ['dist', 'packages/connect-model/dist', 'packages/connect-emulator/dist', 'test/generated'])
    cpSync(made, join(folder, made), { recursive: true });
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** @returns Whether the tests of these paths pass. */
export function passes(folder, paths) {
  const jest = [
    ...['--experimental-vm-modules', '--no-warnings=ExperimentalWarning', 'node_modules/jest/bin/jest.js'],
    ...['--bail', '--maxWorkers=1', '--silent', '--passWithNoTests', ...paths],
  ];
  return new Promise((resolve) => {
    const child = spawn(process.execPath, jest, { cwd: folder, stdio: 'ignore' });
    const timer = setTimeout(() => child.kill('SIGKILL'), longestRunMs);
    child.on('exit', (code) => {
      clearTimeout(timer);
      resolve(code === 0);
    });
  });
}

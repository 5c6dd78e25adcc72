import { execFileSync, spawn } from 'node:child_process';
import { closeSync, cpSync, mkdtempSync, openSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Returns the file with the output of the last run of tests in a copy. */
export const outputOf = (folder) => `${folder}.log`;

/** Milliseconds after which a test run counts as failed: the mutant has probably caused an endless loop. */
const longestRunMs = 600_000;

/** Copies the project to a new folder, in which a job plants its faults. @returns The folder. */
export function copyOfProject() {
  const folder = mkdtempSync(join(tmpdir(), 'contact-gateway-mutants-'));
  process.on('exit', (code) => {
    rmSync(folder, { recursive: true, force: true });
    // A failure names this file.
    if (code === 0) rmSync(outputOf(folder), { force: true });
  });
  const copied = execFileSync('git', ['ls-files'], { encoding: 'utf8' }).split('\n').filter(Boolean);
  for (const file of copied) cpSync(file, join(folder, file), { recursive: true });
  for (const made of ['dist', 'packages/connect-model/dist', 'packages/connect-emulator/dist', 'test/generated'])
    cpSync(made, join(folder, made), { recursive: true });
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/**
 * @param options Additional arguments (`args`) and environment variables (`env`) of Jest.
 * @returns Whether the tests with these paths pass.
 */
export function passes(folder, paths, { args = [], env = {} } = {}) {
  const jest = [
    ...['--experimental-vm-modules', '--no-warnings=ExperimentalWarning', 'node_modules/jest/bin/jest.js'],
    ...['--bail', '--maxWorkers=1', '--silent', '--passWithNoTests', ...paths, ...args],
  ];
  return new Promise((resolve) => {
    const output = openSync(outputOf(folder), 'w');
    const stdio = ['ignore', output, output];
    const child = spawn(process.execPath, jest, { cwd: folder, stdio, env: { ...process.env, ...env } });
    closeSync(output);
    const timer = setTimeout(() => child.kill('SIGKILL'), longestRunMs);
    child.on('exit', (code) => {
      clearTimeout(timer);
      resolve(code === 0);
    });
  });
}

/** Runs test files in the order of the list until one fails. @returns Whether all pass. */
export function passInOrder(folder, testPaths) {
  return passes(folder, ['--runTestsByPath', ...testPaths], {
    args: ['--testSequencer', join(folder, 'test/mutants/sequencer.cjs')],
    env: { MUTANT_TESTS: JSON.stringify(testPaths) },
  });
}

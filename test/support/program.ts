import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach } from '@jest/globals';
import { checkForLeaks } from './log.js';

/** The built program, as `npm start` runs it: `npm test` builds it first. */
const program = new URL('../../dist/main.js', import.meta.url).pathname;

const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

/** Runs the program with no settings but these, and never those of the machine; it ends with the test. */
export function run(env: Record<string, string>, command: readonly string[] = []) {
  // A start needs a fifth less CPU without the optimizing compiler, which has nothing to do in a few requests.
  const [file = '', ...args] = [...command, process.execPath, '--no-opt', program];
  const child = spawn(file, args, {
    env: {
      PATH: process.env.PATH,
      AWS_EC2_METADATA_DISABLED: 'true',
      PORT: '0',
      ADMIN_PORT: '0',
      EMULATOR_PORT: '0',
      ...env,
    },
  });
  running.push(child);
  let output = '';
  checkForLeaks(() => output);
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  const said = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const match = pattern.exec(output);
      if (match) return match;
      // Null where a signal ended it.
      const over = await Promise.race([once(child.stdout, 'data'), exit]);
      if (!Array.isArray(over) && !pattern.test(output)) throw new Error(`Ended with ${over}: ${output}`);
    }
  };
  return { child, exit, said, output: () => output };
}

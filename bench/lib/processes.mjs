import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const probe = new URL('./probe.mjs', import.meta.url).href;
const startTimeoutMs = 60_000;
const stopTimeoutMs = 5_000;

const running = new Set();

// All child processes end with this process.
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));

/**
 * Starts a Node program and waits until it prints its address.
 *
 * The child process gets none of the caller's environment except PATH, so it never has credentials of an AWS account.
 * @param logFile receives the output of the program, as in production. Without it, this process reads the output.
 * @param says matches the address in the output.
 */
export async function startNode(file, { env = {}, nodeArgs = [], logFile, says = /(http:\/\/127\.0\.0\.1:\d+)/ } = {}) {
  const log = logFile && openSync(logFile, 'w');
  const child = spawn(process.execPath, ['--import', probe, ...nodeArgs, file], {
    cwd: root,
    // As in production. Otherwise graphql-js makes additional checks, in every server.
    env: { PATH: process.env.PATH, NODE_ENV: 'production', AWS_EC2_METADATA_DISABLED: 'true', ...env },
    stdio: ['ignore', log ?? 'pipe', 'pipe', 'ipc'],
  });
  if (log) closeSync(log);
  running.add(child);
  child.once('exit', () => running.delete(child));
  let printed = '';
  const url = await new Promise((resolve, reject) => {
    const fail = (what) => reject(new Error(`${file} ${what}\n${printed}`));
    const timer = setTimeout(() => fail('did not start in time.'), startTimeoutMs);
    const read = (chunk) => {
      printed = `${printed}${chunk}`.slice(-10_000);
      const address = says.exec(printed)?.[1];
      if (!address) return;
      clearTimeout(timer);
      clearInterval(reading);
      resolve(address);
    };
    const reading = logFile && setInterval(() => read(readFileSync(logFile, 'utf8')), 50);
    child.stdout?.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', () => {
      clearTimeout(timer);
      clearInterval(reading);
      fail('has ended.');
    });
  });
  return {
    url,
    /** Settles when the process has ended. */
    ended: new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code))),
    pid: child.pid,
    isAlive: () => isAlive(child),
    usage: () => usage(child),
    heap: () => heap(child),
    forgetPeak: () => askProbe(child, 'forget peak'),
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
  };
}

const isAlive = (child) => child.exitCode === null && child.signalCode === null;

/** @throws AbortError when the program has ended, or does not respond for half a minute. */
async function askProbe(child, what) {
  const gone = new AbortController();
  const onExit = () => gone.abort();
  child.once('exit', onExit);
  try {
    const answered = once(child, 'message', { signal: AbortSignal.any([gone.signal, AbortSignal.timeout(30_000)]) });
    child.send(what);
    const [answer] = await answered;
    return answer;
  } finally {
    child.off('exit', onExit);
  }
}

const mb = (bytes) => bytes / 1024 ** 2;

/**
 * CPU time since the start, in milliseconds; resident memory in MB, now and at its peak since the start or the last
 * `forgetPeak`; the number of open connections that its servers accepted, and the bytes that wait to be sent on them.
 */
async function usage(child) {
  const { cpu, rss, peakRss, accepted, unsent } = await askProbe(child, 'usage');
  return { cpuMs: (cpu.user + cpu.system) / 1_000, rssMb: mb(rss), peakRssMb: mb(peakRss), accepted, unsent };
}

/**
 * Memory in MB after a garbage collection: the heap, and the heap together with external memory such as buffers. Also the
 * number of unhandled rejections so far. Requires `--expose-gc`.
 */
async function heap(child) {
  const { heapUsed, external, rejections } = await askProbe(child, 'heap');
  return { heapMb: mb(heapUsed), memoryMb: mb(heapUsed + external), rejections };
}

async function end(child, signal) {
  if (!isAlive(child)) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
  await exited;
  clearTimeout(timer);
}

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { newFile } from '../../../../bench/lib/stack.mjs';
import { RecordHistory } from './records.mjs';

const startWithinMs = 10_000;

/** Whether Debian's `redis-server` can be started here. */
export const hasRedis = () => !spawnSync('redis-server', ['--version']).error;

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * Starts a Redis that keeps nothing on the disk, and follows what it carries out.
 * @throws Error with what it printed when it does not start.
 */
export async function startRedis() {
  const port = await freePort();
  const folder = newFile('redis');
  mkdirSync(folder, { recursive: true });
  const settings = { port, bind: '127.0.0.1', dir: folder, save: '', appendonly: 'no', loglevel: 'warning' };
  const child = spawn(
    'redis-server',
    Object.entries(settings).flatMap(([name, value]) => [`--${name}`, `${value}`]),
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      printed = `${printed}${chunk}`.slice(-5_000);
    });
  }
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  const client = new Redis(port, '127.0.0.1', { lazyConnect: true, retryStrategy: () => 50 });
  client.on('error', () => {});
  const ready = new Promise((resolve) => client.once('ready', () => resolve(true)));
  client.connect().catch(() => {
    // It connects again until Redis is up.
  });
  const started = await Promise.race([
    ready,
    once(child, 'exit').then(() => false),
    sleep(startWithinMs, false, { ref: false }),
  ]);
  if (!started) {
    client.disconnect();
    end();
    throw new Error(`redis-server did not start.\n${printed}`);
  }
  const history = new RecordHistory();
  const monitor = await client.monitor();
  monitor.on('monitor', (time, words) => history.add(Number(time) * 1_000, words));
  return {
    port,
    history,
    /** Waits until `history` holds all that was carried out so far. */
    followed: async () => {
      const mark = `followed ${Math.random()}`;
      const seen = new Promise((resolve) => {
        const look = (_time, words) => {
          if (words[1] !== mark) return;
          monitor.off('monitor', look);
          resolve();
        };
        monitor.on('monitor', look);
      });
      await client.echo(mark);
      await seen;
    },
    stop: async () => {
      monitor.disconnect();
      client.disconnect();
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
      process.off('exit', end);
    },
  };
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = new URL('../../', import.meta.url).pathname;
const running = new Set();

/** Starts a process, which `stopAll` ends. Its standard error goes to that of this process. */
export function start(file, args, env = {}) {
  const child = spawn(file, args, {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  const exit = once(child, 'exit').then(([code]) => {
    running.delete(child);
    return code;
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  /** Resolves with the match as soon as the output matches. @throws Error if the process ends before. */
  const said = async (pattern) => {
    for (;;) {
      const match = pattern.exec(output);
      if (match) return match;
      const code = await Promise.race([once(child.stdout, 'data').then(() => null), exit]);
      if (code !== null && !pattern.test(output)) throw new Error(`${file} ended with exit code ${code}: ${output}`);
    }
  };
  return { child, exit, said };
}

export async function stopAll() {
  const children = [...running];
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(children.map((child) => child.exitCode ?? child.signalCode ?? once(child, 'exit')));
}

export async function startEmulator() {
  const emulator = start(process.execPath, [`${root}packages/connect-emulator/bin.js`], { EMULATOR_PORT: '0' });
  const [, url] = await emulator.said(/emulator: (http\S+)/);
  return { ...emulator, url };
}

/** Starts a gateway that calls the emulator, and waits until it has started. */
export async function startGateway(port, emulatorUrl) {
  const gateway = start(process.execPath, [`${root}dist/main.js`], {
    CONNECT_MODE: 'aws',
    AWS_REGION: 'us-east-1',
    CONNECT_INSTANCE_ID: '10000000-0000-4000-8000-000000000001',
    AWS_ENDPOINT_URL_CONNECT: emulatorUrl,
    AWS_ACCESS_KEY_ID: 'any',
    AWS_SECRET_ACCESS_KEY: 'any',
    AWS_EC2_METADATA_DISABLED: 'true',
    AUTH: 'none',
    TRUSTED_PROXIES: '127.0.0.1',
    CONNECT_QUOTAS: 'off',
    LOG_LEVEL: 'silent',
    PORT: String(port),
    ADMIN_PORT: '0',
    DRAIN_MS: '2000',
  });
  const [, adminUrl] = await gateway.said(/Metrics\s+(http\S+)\/metrics/);
  return { ...gateway, adminUrl, url: `http://127.0.0.1:${port}` };
}

const commands = {
  nginx: (file, folder) => [
    'nginx',
    ['-c', file, '-p', folder, '-e', 'stderr', '-g', 'daemon off; master_process off;'],
  ],
  haproxy: (file) => ['haproxy', ['-db', '-q', '-f', file]],
};

/** Starts a proxy in front of two ports, and waits until it serves requests. */
export async function startProxy(name, first, second) {
  const folder = mkdtempSync(join(tmpdir(), `behind-${name}-`));
  const config = name === 'nginx' ? 'nginx.conf' : 'haproxy.cfg';
  const listen = await freePort();
  const places = { listen, first, second, folder };
  const text = readFileSync(new URL(config, import.meta.url), 'utf8');
  const file = join(folder, config);
  writeFileSync(
    file,
    text.replace(/@(\w+)@/g, (_, place) => places[place]),
  );
  const proxy = start(...commands[name](file, folder));
  let ended = false;
  proxy.exit.then(() => {
    ended = true;
  });
  const url = `http://127.0.0.1:${listen}`;
  // Neither proxy reports when it is ready, and HAProxy accepts connections before its first health checks have ended.
  for (;;) {
    if (ended) throw new Error(`${name} did not start`);
    const status = await fetch(`${url}/healthz`).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 200) return { ...proxy, url };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A port on which no server listens. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Forwards connections to a port. Counts those that begin with a POST request, which excludes health checks. */
export async function startRelay(port) {
  const relay = { connections: 0, port: 0, close: () => server.close() };
  const server = createServer((client) => {
    const target = connect(port, '127.0.0.1');
    client.once('data', (chunk) => {
      if (chunk.toString('latin1').startsWith('POST')) relay.connections += 1;
    });
    client.pipe(target).pipe(client);
    client.on('error', () => target.destroy());
    target.on('error', () => client.destroy());
    client.on('close', () => target.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  relay.port = server.address().port;
  return relay;
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askFor } from './client.mjs';
import { startNode } from './processes.mjs';
import { instanceId } from './world.mjs';

const folder = mkdtempSync(join(tmpdir(), 'contact-gateway-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** A path in a folder that is deleted when this process exits. */
export const newFile = (name) => join(folder, name);

/** Environment variables with which an AWS client calls this endpoint instead of Amazon Connect. */
export const awsEnv = (endpoint) => ({
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_ENDPOINT_URL_CONNECT: endpoint,
  CONNECT_INSTANCE_ID: instanceId,
});

/** Starts the emulator as a separate process. */
export async function startEmulator({ world, quotas = 'on', latencyMs = 30 }) {
  const file = join(folder, `${world.name}.json`);
  writeFileSync(file, JSON.stringify(world.file));
  const emulator = await startNode('packages/connect-emulator/bin.js', {
    env: { EMULATOR_PORT: '0', EMULATOR_WORLD: file, EMULATOR_QUOTAS: quotas, EMULATOR_LATENCY_MS: String(latencyMs) },
  });
  const control = async (method, path, body) => {
    const answer = await fetch(`${emulator.url}/_emulator${path}`, { method, body: body && JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
    return answer.json();
  };
  return {
    ...emulator,
    /** Every call so far, oldest first. */
    calls: async () => (await control('GET', '/ledger')).entries,
    forgetCalls: () => control('DELETE', '/ledger'),
    /** Returns world, quotas and ledger to their initial state. */
    reset: () => control('POST', '/reset'),
    /** Injected faults that have not been used up. */
    faults: async () => (await control('GET', '/faults')).faults,
    fault: (fault) => control('POST', '/faults', fault),
    clearFaults: () => control('DELETE', '/faults'),
  };
}

/** Lets a load generator name a different caller in each request, with the header `x-forwarded-for`. */
export const severalCallers = { TRUSTED_PROXIES: '127.0.0.1' };

/** Starts the gateway as a separate process that calls Connect at this endpoint. */
export async function startGateway({ endpoint, env = {}, nodeArgs, logFile, file = 'dist/main.js' }) {
  const gateway = await startNode(file, {
    nodeArgs,
    logFile,
    env: {
      CONNECT_MODE: 'aws',
      AUTH: 'none',
      PORT: '0',
      ADMIN_PORT: '0',
      LOG_LEVEL: 'silent',
      ...awsEnv(endpoint),
      ...env,
    },
    says: /GraphQL\s+(http:\/\/\S+)\/graphql/,
  });
  return { ...gateway, ask: askFor(gateway.url) };
}

/** Starts a server as one would write it without this project: `naive` or `dataloader`. */
export async function startVariant({ endpoint, variant }) {
  const server = await startNode('bench/servers/variants.mjs', { env: { VARIANT: variant, ...awsEnv(endpoint) } });
  return { ...server, ask: askFor(server.url) };
}

/** Calls `run` with a function that registers processes, and then stops them all, the newest first, even after an error. */
export async function using(run) {
  const started = [];
  const keep = async (starting) => {
    const process = await starting;
    started.unshift(process);
    return process;
  };
  try {
    return await run(keep);
  } finally {
    for (const process of started) await process.stop();
  }
}

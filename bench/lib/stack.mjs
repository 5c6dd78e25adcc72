import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askFor } from './client.mjs';
import { startNode } from './processes.mjs';
import { instanceId } from './world.mjs';

const folder = mkdtempSync(join(tmpdir(), 'contact-gateway-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** A path in a folder that goes with this process. */
export const newFile = (name) => join(folder, name);

/** What an AWS client needs to reach a Connect that is not Amazon's. */
export const awsEnv = (endpoint) => ({
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_ENDPOINT_URL_CONNECT: endpoint,
  CONNECT_INSTANCE_ID: instanceId,
});

/** The emulator as a process of its own. */
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
    /** World, quotas and ledger as at the start. */
    reset: () => control('POST', '/reset'),
    /** Scripted faults that are still to come. */
    faults: async () => (await control('GET', '/faults')).faults,
    fault: (fault) => control('POST', '/faults', fault),
    clearFaults: () => control('DELETE', '/faults'),
  };
}

/** Lets a load generator speak for several callers. */
export const severalCallers = { TRUSTED_PROXIES: '127.0.0.1' };

/** The gateway as a process of its own, before the given Connect. */
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

/** A server that people would write without this project: `naive` or `dataloader`. */
export async function startVariant({ endpoint, variant }) {
  const server = await startNode('bench/servers/variants.mjs', { env: { VARIANT: variant, ...awsEnv(endpoint) } });
  return { ...server, ask: askFor(server.url) };
}

/** Runs with what is started inside, and stops it all, the newest first, also after a failure. */
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

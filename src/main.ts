import { setTimeout as sleep } from 'node:timers/promises';
import type { Emulator, EmulatorConfig, EmulatorSettings } from '#connect-emulator';
import type { Config } from './config.js';
import type { ConnectSettings } from './connect/connect.js';
import type { Gateway } from './gateway.js';

type Signal = 'SIGTERM' | 'SIGINT';

/** Shutdown steps, in order. */
const closers: ((signal: Signal) => Promise<void>)[] = [];

// Handles signals before the slow imports, which take most of the start-up time.
stopOnSignals(async (signal) => {
  while (closers.length > 0) await closers.shift()?.(signal);
});

/** Starts the gateway, with the emulator beside it in emulator mode. */
async function main(): Promise<void> {
  const { readConfig } = await import('./config.js');
  const { config, problems = [], warnings = [] } = readConfig(process.env);
  const emulated = process.env.CONNECT_MODE === 'aws' ? null : await emulatorConfig();
  const wrong = [...problems, ...(emulated?.problems ?? [])];
  if (!config || wrong.length > 0) return refuseToStart(wrong);

  // The pinned SDK release supports this Node.js. The warning concerns later releases only.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const { createLog } = await import('./server/telemetry/log.js');
  const { startGateway } = await import('./gateway.js');
  const log = createLog(config.logLevel);
  // Without these two handlers, Node would print the whole error, and its message can hold client data.
  // graphql-js leaves a field's rejection unhandled if another field of the same list failed synchronously.
  process.on('unhandledRejection', (reason) => {
    if (!(reason instanceof Error) || reason.name !== 'GraphQLError') throw reason;
    log.error({ err: reason }, 'a field failed after the response');
  });
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'the gateway has failed');
    process.exit(1);
  });
  const emulator = emulated?.settings ? await startEmulator(emulated.settings) : null;
  if (emulator) closers.push(() => emulator.close());
  const missing = emulator ? instancesNotIn(emulator, config.instances) : [];
  if (missing.length > 0) {
    await emulator?.close();
    return refuseToStart([`CONNECT_INSTANCE_ID: the emulator's world has no instance ${missing.join(', ')}.`]);
  }
  const quotasOn = emulated?.settings?.quotas ?? false;
  const connect = emulator ? emulatorSettings(emulator, quotasOn, config) : awsSettings(config);
  const endpoint = emulator ? null : await endpointOf(config);
  const gateway = await startGateway({ ...config, connect }, log);
  if (emulator) resetWithEmulator(gateway, emulator);
  // The gateway closes first, since requests in progress need the emulator.
  // SIGTERM comes from an orchestrator, which needs time to route requests elsewhere. SIGINT comes from a terminal.
  closers.unshift((signal) => gateway.close(signal === 'SIGTERM' ? sleep(config.drainMs) : undefined));
  const proxies = config.proxies ? new (await import('./lib/proxies.js')).Proxies(config.proxies).origins : [];
  process.stdout.write(banner(gateway, emulator, { endpoint, proxies }, config));
  for (const warning of [...warnings, ...(emulated?.warnings ?? [])]) process.stdout.write(`  Warning   ${warning}\n`);
}

/** Returns the endpoint of Connect; null for the default endpoint of the Region. */
async function endpointOf({ region }: Config): Promise<string | null> {
  const { resolveEndpoint } = await import('./connect/transport/endpoint.js');
  const { url, usual } = await resolveEndpoint(region ?? '');
  return usual ? null : url;
}

/** Endpoint and proxies of outgoing connections, for the banner. */
interface Outgoing {
  /** Endpoint of Connect; null for the default endpoint of the Region. */
  readonly endpoint: string | null;
  /** Origins of the proxies, without credentials. */
  readonly proxies: readonly string[];
}

/** Discards the gateway's state now and at each reset of the emulator, since the emulator's world is new then. */
function resetWithEmulator(gateway: Gateway, { events }: Emulator): void {
  // Idempotency records in a file or in Redis can be from an earlier world.
  gateway.reset();
  events.on('reset', () => gateway.reset());
  events.on('clock', () => gateway.invalidateReads());
}

async function emulatorConfig(): Promise<EmulatorConfig> {
  const { readEmulatorConfig } = await import('#connect-emulator');
  return readEmulatorConfig(process.env);
}

async function startEmulator(settings: EmulatorSettings): Promise<Emulator> {
  const emulator = await import('#connect-emulator');
  return emulator.startEmulator(settings);
}

function emulatorSettings(emulator: Emulator, quotasOn: boolean, config: Config): ConnectSettings {
  const arns = emulator.world.instanceArns();
  const named = config.instances.map((name) => arns.find((arn) => arn === name || arn.endsWith(`/${name}`)) ?? name);
  return {
    region: arns[0]?.split(':')[3] ?? 'us-east-1',
    // Set in code: AWS_IGNORE_CONFIGURED_ENDPOINT_URLS could make the SDK ignore AWS_ENDPOINT_URL_CONNECT.
    endpoint: emulator.url,
    credentials: { accessKeyId: 'emulator', secretAccessKey: 'emulator' },
    instances: named.length > 0 ? named : arns,
    attemptTimeoutMs: config.connectTimeoutMs,
    // The gateway's quotas are off if the emulator enforces none.
    quotas: { share: config.quotaShare, overrides: config.quotas ?? (quotasOn ? {} : 'off') },
    searchMaxAgeMs: config.searchMaxAgeMs,
    directory: config.directory,
  };
}

function awsSettings(config: Config): ConnectSettings {
  return {
    region: config.region ?? '',
    instances: config.instances,
    attemptTimeoutMs: config.connectTimeoutMs,
    quotas: { share: config.quotaShare, overrides: config.quotas ?? {} },
    searchMaxAgeMs: config.searchMaxAgeMs,
    directory: config.directory,
  };
}

function instancesNotIn(emulator: Emulator, names: readonly string[]): string[] {
  const arns = emulator.world.instanceArns();
  return names.filter((name) => !arns.some((arn) => arn === name || arn.endsWith(`/${name}`)));
}

function banner(
  { url, adminUrl }: Gateway,
  emulator: Emulator | null,
  { endpoint, proxies }: Outgoing,
  config: Config,
): string {
  const { schemaVisible, persistedOperations } = config;
  const lines = emulator
    ? ['contact-gateway, on its own emulator: nothing here reaches AWS.', `  Emulator  ${emulator.url}/_emulator`]
    : [
        `contact-gateway, on AMAZON CONNECT in ${config.region}${endpoint ? ` (${endpoint})` : ''}: what is done here is real.`,
        `  Instance  ${config.instances.join(', ')}`,
        `  Callers   ${config.auth ? `by a token of ${config.auth.issuer}` : 'anyone who can reach it'}`,
      ];
  if (schemaVisible.toClients)
    lines.push(`  Try it    ${url}/`, `  Schema    ${url}/schema.graphql, for code generators`);
  lines.push(`  GraphQL   ${url}/graphql`);
  if (persistedOperations) lines.push(`  Allowed   ${persistedOperations.size} persisted operations, and nothing else`);
  if (adminUrl) lines.push(`  Metrics   ${adminUrl}/metrics`);
  if (proxies.length > 0) lines.push(`  Proxy     ${proxies.join(', ')}`);
  return `${lines.join('\n')}\n`;
}

function refuseToStart(problems: readonly string[]): void {
  process.stderr.write(
    `contact-gateway cannot start:\n${problems.map((problem) => `  ${problem.replaceAll('\n', '\n  ')}\n`).join('')}`,
  );
  process.exitCode = 1;
}

/** Stops in order at the first signal. The second signal ends the process at once. */
function stopOnSignals(stop: (signal: Signal) => Promise<void>): void {
  let stopping = false;
  const onSignal = (signal: Signal): void => {
    if (stopping) process.exit(1);
    stopping = true;
    stop(signal).then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`Stopping failed: ${error instanceof Error ? error.message : String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => onSignal('SIGTERM'));
  process.on('SIGINT', () => onSignal('SIGINT'));
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  const busy = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  refuseToStart([
    busy ? `${message}. Stop the process that uses the port, or set PORT, ADMIN_PORT or EMULATOR_PORT.` : message,
  ]);
  process.exit(1);
});

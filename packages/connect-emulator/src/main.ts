import { readEmulatorConfig } from './config.js';
import { startEmulator } from './emulator.js';

async function main(): Promise<void> {
  const { settings, problems, warnings } = readEmulatorConfig(process.env);
  if (problems) return fail(problems.join('\n'));
  const emulator = await startEmulator(settings);
  const arns = emulator.world.instanceArns();
  const region = arns[0]?.split(':')[3] || 'us-east-1';
  const instances = arns.map((arn) => `  instance ${arn.slice(arn.lastIndexOf('/') + 1)}`);
  const lines = [
    ...warnings.map((warning) => `Warning: ${warning}`),
    `Amazon Connect emulator: ${emulator.url} (control under ${emulator.url}/_emulator)`,
    ...instances,
    'Any AWS client works against it, with any credentials:',
    `  AWS_ENDPOINT_URL_CONNECT=${emulator.url} AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any AWS_REGION=${region} aws connect list-instances`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void emulator.close().then(() => process.exit(0)));
  }
}

function fail(message: string): void {
  process.stderr.write(`The emulator cannot start.\n${message}\n`);
  process.exitCode = 1;
}

/** Runs the emulator as a program with settings from environment variables. See `readEmulatorConfig`. */
export function runEmulator(): Promise<void> {
  return main().catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    const busy = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    fail(busy ? `Another process uses the port (${message}). Stop that process or set EMULATOR_PORT.` : message);
  });
}

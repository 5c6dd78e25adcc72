import { readWorldFile } from './world/file/read.js';
import type { WorldFile } from './world/file/schema/schema.js';

/** How the emulator is started from a command line. */
export interface EmulatorSettings {
  /** Where it listens on 127.0.0.1; 0 takes any free port. */
  readonly port: number;
  /** What a world file holds, in place of the demo world. */
  readonly worldFile?: WorldFile;
  /** Whether calls are throttled as in a new account. */
  readonly quotas: boolean;
  /** Added to every call. */
  readonly latencyMs: number;
  /** Names, beside those of this machine, by which it may be asked. */
  readonly allowedHosts: readonly string[];
}

/** The settings, or everything that is wrong with them. */
export type EmulatorConfig =
  | { readonly settings: EmulatorSettings; readonly problems?: undefined; readonly warnings: readonly string[] }
  | { readonly settings?: undefined; readonly problems: readonly string[]; readonly warnings?: undefined };

const DEFAULT_PORT = 4010;
const MAX_LATENCY_MS = 600_000;

/**
 * Reads `EMULATOR_PORT` (4010), `EMULATOR_WORLD` (a file), `EMULATOR_QUOTAS` (`on` or `off`, which is the default),
 * `EMULATOR_LATENCY_MS` (0) and `EMULATOR_ALLOWED_HOSTS` (host names without ports, by commas; none). An empty value counts as
 * none, and so does the EMULATOR_PORT that Kubernetes puts into each pod beside a Service of the name `emulator`:
 * `tcp://10.43.0.9:4010`. Line ends behind a value do not belong to it.
 */
export function readEmulatorConfig(env: Readonly<Record<string, string | undefined>>): EmulatorConfig {
  const problems: string[] = [];
  const warnings: string[] = [];
  const given = (name: string): string => (env[name] ?? '').replace(/[\r\n]+$/, '');
  const integer = (name: string, fallback: number, max: number): number => {
    let text = given(name) || String(fallback);
    if (/^(tcp|udp|sctp):\/\//.test(text)) {
      warnings.push(
        `${name}: is taken as not set, since Kubernetes gives it to the Service of that name (enableServiceLinks: false leaves it out).`,
      );
      text = String(fallback);
    }
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!(value <= max)) problems.push(`${name} must be an integer from 0 to ${max}, not "${text}".`);
    return value;
  };
  const port = integer('EMULATOR_PORT', DEFAULT_PORT, 65_535);
  const latencyMs = integer('EMULATOR_LATENCY_MS', 0, MAX_LATENCY_MS);
  const quotas = given('EMULATOR_QUOTAS') || 'off';
  if (quotas !== 'on' && quotas !== 'off') problems.push(`EMULATOR_QUOTAS must be "on" or "off", not "${quotas}".`);
  const allowedHosts = given('EMULATOR_ALLOWED_HOSTS')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  const notHosts = allowedHosts.filter((name) => !isHostName(name));
  if (notHosts.length > 0) {
    problems.push(
      `EMULATOR_ALLOWED_HOSTS must hold host names without ports, separated by commas, not "${notHosts.join('", "')}".`,
    );
  }
  const world = given('EMULATOR_WORLD');
  const worldFile = world ? readWorld(world, problems) : undefined;
  if (problems.length > 0) return { problems };
  return { settings: { port, worldFile, quotas: quotas === 'on', latencyMs, allowedHosts }, warnings };
}

/** A name as Docker gives to services, or an IPv4 address. A wildcard would let every name in that a web page may have. */
function isHostName(name: string): boolean {
  return /^[a-z\d_]([a-z\d_.-]{0,251}[a-z\d_])?$/.test(name);
}

function readWorld(file: string, problems: string[]): WorldFile | undefined {
  try {
    return readWorldFile(file);
  } catch (error) {
    problems.push(`EMULATOR_WORLD: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

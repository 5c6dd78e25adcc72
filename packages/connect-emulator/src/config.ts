import { readWorldFile } from './world/file/read.js';
import type { WorldFile } from './world/file/schema/schema.js';

/** Settings of the emulator when it runs as a program. See `readEmulatorConfig`. */
export interface EmulatorSettings {
  /** Port on 127.0.0.1. 0 selects a free port. */
  readonly port: number;
  /** Content of the world file. The demo world when absent. */
  readonly worldFile?: WorldFile;
  /** Whether calls are throttled by the default quotas of a new account. */
  readonly quotas: boolean;
  /** Milliseconds added to every call. */
  readonly latencyMs: number;
  /** Host names accepted in the `Host` header besides the local ones. */
  readonly allowedHosts: readonly string[];
}

/** The settings with warnings, or all problems of the settings. */
export type EmulatorConfig =
  | { readonly settings: EmulatorSettings; readonly problems?: undefined; readonly warnings: readonly string[] }
  | { readonly settings?: undefined; readonly problems: readonly string[]; readonly warnings?: undefined };

const DEFAULT_PORT = 4010;
const MAX_LATENCY_MS = 600_000;

/**
 * Reads the settings from environment variables:
 * - `EMULATOR_PORT`: port, default 4010
 * - `EMULATOR_WORLD`: world file, default the demo world
 * - `EMULATOR_QUOTAS`: `on` or `off`, default `off`
 * - `EMULATOR_LATENCY_MS`: milliseconds, default 0
 * - `EMULATOR_ALLOWED_HOSTS`: host names without ports, separated by commas, default none
 *
 * An empty value counts as not set. Trailing line breaks are ignored. Kubernetes sets EMULATOR_PORT to a URL such as
 * `tcp://10.43.0.9:4010` in every pod if a Service is named `emulator`; such a value is ignored with a warning.
 */
export function readEmulatorConfig(env: Readonly<Record<string, string | undefined>>): EmulatorConfig {
  const problems: string[] = [];
  const warnings: string[] = [];
  const given = (name: string): string => (env[name] ?? '').replace(/[\r\n]+$/, '');
  const integer = (name: string, fallback: number, max: number): number => {
    let text = given(name) || String(fallback);
    if (/^(tcp|udp|sctp):\/\//.test(text)) {
      warnings.push(
        `${name}: ignored, because the value is a service link, which Kubernetes sets for a Service named "${name
          .toLowerCase()
          .replace(/_port$/, '')
          .replaceAll('_', '-')}". Set enableServiceLinks: false to remove it.`,
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

/**
 * Whether the name is a host name or an IPv4 address. Wildcards are refused, because `*` would also accept the host
 * name of an attacker's website (DNS rebinding).
 */
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

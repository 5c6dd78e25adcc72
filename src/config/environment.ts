import { readFileSync } from 'node:fs';
import { textOf, whyUnreadable, withoutMark } from '../lib/text-from-outside.js';

type Env = Readonly<Record<string, string | undefined>>;

/** The normalized environment variables, with problems and warnings. */
export interface Environment {
  /** Variables without empty values. Contains the content of secret files. */
  readonly given: Env;
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/** Settings that can hold a password or a token. For each, `NAME_FILE` can name a file with the value. */
export const secretNames: readonly string[] = [
  'IDEMPOTENCY_STORE',
  'OTEL_EXPORTER_OTLP_HEADERS',
  'OTEL_EXPORTER_OTLP_TRACES_HEADERS',
  'OTEL_EXPORTER_OTLP_LOGS_HEADERS',
  'HTTP_PROXY',
  'HTTPS_PROXY',
];

/**
 * Whether a variable is a service link, which Kubernetes and Docker set for each Service. For a Service `admin` these
 * are `ADMIN_PORT=tcp://10.43.0.9:9464`, `ADMIN_SERVICE_HOST`, `ADMIN_PORT_9464_TCP_ADDR` and so on.
 */
export function isServiceLink(name: string, value: string): boolean {
  if (/_SERVICE_HOST$|_SERVICE_PORT(_[A-Z\d_]+)?$|_PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?$/.test(name))
    return true;
  return /._PORT$/.test(name) && /^(tcp|udp|sctp):\/\//.test(value);
}

/**
 * Normalizes the environment. An empty value counts as not set. A leading byte order mark and trailing line ends are
 * removed, since env files from Windows and secrets made with `echo` contain them.
 *
 * @param settings The names of all settings. A service link with such a name causes a warning.
 */
export function readEnvironment(env: Env, settings: ReadonlySet<string>): Environment {
  const problems: string[] = [];
  const warnings: string[] = [];
  const given: Record<string, string> = {};
  for (const [name, raw = ''] of Object.entries(env)) {
    const value = trimmed(raw);
    if (value === '') continue;
    if (isServiceLink(name, value)) {
      if (settings.has(name)) {
        warnings.push(
          `${name}: ignored, because the value is a service link, which Kubernetes sets for a Service named "${name
            .toLowerCase()
            .replace(/_port$/, '')
            .replaceAll('_', '-')}". Set enableServiceLinks: false to remove it.`,
        );
      }
      continue;
    }
    given[name] = value;
  }
  for (const name of secretNames) readSecret(name, given, problems);
  return { given, problems, warnings };
}

function readSecret(name: string, given: Record<string, string>, problems: string[]): void {
  const file = `${name}_FILE`;
  const path = given[file];
  if (path === undefined) return;
  if (given[name] !== undefined) {
    problems.push(`${file}: must not be set beside ${name}: unset one of them.`);
    return;
  }
  try {
    const value = trimmed(textOf(readFileSync(path)));
    if (value === '') problems.push(`${file}: must name a file that is not empty.`);
    else given[name] = value;
  } catch (error) {
    problems.push(`${file}: must name a file that can be read (${whyUnreadable(error)}).`);
  }
}

function trimmed(value: string): string {
  return withoutMark(value).replace(/[\r\n]+$/, '');
}

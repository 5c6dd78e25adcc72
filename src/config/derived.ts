import type { AdminSettings } from '../server/admin.js';
import type { AuditTarget } from '../server/telemetry/audit-log.js';
import type { OtlpSettings } from '../server/telemetry/otlp.js';
import type { Values } from './settings.js';

type Env = Readonly<Record<string, string | undefined>>;

/** Returns the allowed ARNs; null for any, the default in emulator mode. */
export function allowedArns(mode: 'emulator' | 'aws', arns: readonly string[]): ReadonlySet<string> | null {
  const any = mode === 'emulator' && (arns.length === 0 || arns.includes('*'));
  return any ? null : new Set(arns);
}

/** Returns who may read the schema. If SUBGRAPH_DIRECTIVES is set, routers always may: the setting implies a router. */
export function schemaVisibility(mode: 'emulator' | 'aws', introspection: 'on' | 'off' | undefined, given: Env) {
  const toClients = (introspection ?? (mode === 'aws' ? 'off' : 'on')) === 'on';
  return { toClients, toRouters: toClients || given.SUBGRAPH_DIRECTIVES !== undefined };
}

/** The usual port of Prometheus exporters. */
const defaultAdminPort = 9464;

export function adminSettings(mode: 'emulator' | 'aws', values: Values): AdminSettings | null {
  const port = values.ADMIN_PORT ?? (mode === 'aws' ? defaultAdminPort : 'off');
  return port === 'off' ? null : { host: values.ADMIN_HOST, port };
}

export function tracesUrl(values: Values): string | null {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: all, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: traces } = values;
  if (values.OTEL_SDK_DISABLED?.toLowerCase() === 'true' || values.OTEL_TRACES_EXPORTER === 'none') return null;
  return collectorUrl(traces, all, 'traces');
}

/** As OpenTelemetry specifies: a signal's own URL is used unchanged, the URL for all signals gets the signal's path. */
function collectorUrl(own: string | undefined, all: string | undefined, signal: 'traces' | 'logs'): string | null {
  return own ?? (all === undefined ? null : `${all.replace(/\/$/, '')}/v1/${signal}`);
}

export function logsUrl(values: Values): string | null {
  return collectorUrl(values.OTEL_EXPORTER_OTLP_LOGS_ENDPOINT, values.OTEL_EXPORTER_OTLP_ENDPOINT, 'logs');
}

export function auditTarget(values: Values, otlp: OtlpSettings): AuditTarget | null {
  const target = values.AUDIT_LOG;
  if (target === 'off') return null;
  if (target === 'stdout') return { kind: 'stdout' };
  // `crossProblems` has checked that there is a URL.
  return target === 'otlp'
    ? { kind: 'otlp', url: logsUrl(values) ?? '', otlp }
    : { kind: 'file', path: target.slice('file:'.length) };
}

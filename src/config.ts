import { authSettings } from './auth/auth-config.js';
import type { AuthSettings } from './auth/authentication.js';
import { crossProblems, modeProblems } from './config/checks.js';
import { adminSettings, allowedArns, auditTarget, logsUrl, schemaVisibility, tracesUrl } from './config/derived.js';
import { readEnvironment } from './config/environment.js';
import { withoutEffect } from './config/no-effect.js';
import { readProxies } from './config/proxy-settings.js';
import { settingNames, settings } from './config/settings.js';
import { idleTelemetry, readOtlp, telemetryProblems } from './config/telemetry.js';
import { unknownNames } from './config/unknown-names.js';
import type { RecordAges } from './connect/directory/record-cache.js';
import type { QuotaSettings } from './connect/limits/quota-settings.js';
import type { SubgraphSdl } from './graph/build/build-graph.js';
import type { ExportTargets } from './graph/context.js';
import type { IdempotencySettings } from './idempotency/open-store.js';
import type { ProxySettings } from './lib/proxies.js';
import type { AdminSettings } from './server/admin.js';
import type { SchemaVisibility } from './server/guards/introspection.js';
import type { Manifest } from './server/guards/trusted-documents.js';
import type { AuditTarget } from './server/telemetry/audit-log.js';
import type { OtlpSettings } from './server/telemetry/otlp.js';

/** The validated settings of the gateway. */
export interface Config {
  readonly mode: 'emulator' | 'aws';
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Ids or ARNs of instances, the default first; empty for all instances of the emulator. */
  readonly instances: readonly string[];
  /** Null if AWS_REGION is not set. Not used in emulator mode, where the emulator's world defines the Region. */
  readonly region: string | null;
  readonly logLevel: string;
  /** Timeout of a request with all its calls, in milliseconds. */
  readonly requestTimeoutMs: number;
  /** Timeout of one attempt of a call to Connect, in milliseconds. */
  readonly connectTimeoutMs: number;
  /** Quotas by operation, in place of the documented defaults; `off` for no quotas; null when not set. */
  readonly quotas: QuotaSettings['overrides'] | null;
  /** Share of each quota that this process may use, above 0 and up to 1. */
  readonly quotaShare: number;
  /** Milliseconds for which equal searches of contacts, and equal reads of live data, share one result. */
  readonly searchMaxAgeMs: number;
  /** Ages up to which cached queues, users, flows and the like are served. */
  readonly directory: RecordAges;
  /** Store and lifetime of idempotency records. */
  readonly idempotency: IdempotencySettings;
  /**
   * Exact origins, or origins with a wildcard label such as `https://*.example.com`; null for any port of localhost.
   */
  readonly corsOrigins: readonly string[] | null;
  /** Addresses and networks of proxies whose X-Forwarded-For is trusted. */
  readonly trustedProxies: readonly string[];
  /** Authentication of callers by tokens; null disables authentication, and any client may do everything. */
  readonly auth: AuthSettings | null;
  /** The SDL that `_service` returns. */
  readonly subgraphDirectives: keyof SubgraphSdl;
  /** Whether clients and routers may read the schema from the gateway. */
  readonly schemaVisible: SchemaVisibility;
  /** The allowlist of operations; null to serve all operations. */
  readonly persistedOperations: Manifest | null;
  /** The allowed targets of media and chat streams. */
  readonly exportTargets: ExportTargets;
  /** Maximum bytes of a document. Persisted operations have no such limit. */
  readonly documentMaxBytes: number;
  /** Maximum bytes of a response. */
  readonly responseMaxBytes: number;
  /** Bytes of all responses under construction at which requests wait; undefined for a tenth of the heap limit. */
  readonly inFlightMaxBytes?: number | undefined;
  /** Maximum requests of a caller per second; null for no limit. */
  readonly rateLimit: number | null;
  readonly maxConnections: number;
  /**
   * Milliseconds in which a client must read its whole response. The connection is also closed if the client reads
   * nothing for a sixth of this time.
   */
  readonly sendTimeoutMs: number;
  /** Milliseconds from SIGTERM, when `/readyz` begins to respond with 503, until the gateway stops listening. */
  readonly drainMs: number;
  /** Address of the admin port with metrics and probes; null for none. */
  readonly admin: AdminSettings | null;
  /** URL of the collector of traces; null for none. */
  readonly tracesUrl: string | null;
  /** OTLP settings for traces. */
  readonly tracesOtlp: OtlpSettings;
  /** Destination of the audit log; null for none. */
  readonly audit: AuditTarget | null;
  /** Members of `tracestate` that are forwarded to AWS. */
  readonly traceStateKeys: ReadonlySet<string>;
  /** Proxies for outgoing connections; null for none. */
  readonly proxies: ProxySettings | null;
}

type Env = Readonly<Record<string, string | undefined>>;

/** The settings with warnings, or all problems. Each message begins with the name of a setting and a colon. */
export type ConfigResult =
  | { readonly config: Config; readonly problems?: undefined; readonly warnings: readonly string[] }
  | { readonly config?: undefined; readonly problems: readonly string[]; readonly warnings?: undefined };

/** Reads and validates the environment variables of docs/settings.md. An empty value counts as not set. */
export function readConfig(env: Env): ConfigResult {
  const environment = readEnvironment(env, settingNames);
  const { given } = environment;
  const parsed = settings.safeParse(given);
  const issues = parsed.error?.issues ?? [];
  const problems = issues.map(({ path, message }) => `${path.join('.')}: ${message}.`);
  // Valid settings are checked against each other even if others are invalid, to report all problems at once.
  const invalidNames = new Set(issues.map(({ path }) => path[0]));
  const valid = Object.fromEntries(Object.entries(given).filter(([name]) => !invalidNames.has(name)));
  const values = parsed.data ?? settings.parse(valid);
  const mode = values.CONNECT_MODE ?? 'emulator';
  const isUnreported = (problem: string) => !invalidNames.has(problem.split(':')[0] ?? '');
  const url = { traces: tracesUrl(values), logs: values.AUDIT_LOG === 'otlp' ? logsUrl(values) : null };
  const traces = readOtlp('TRACES', given);
  const logs = readOtlp('LOGS', given);
  const outgoing = readProxies(given);
  const unknown = unknownNames(given, settingNames);
  problems.push(
    ...environment.problems,
    ...modeProblems(given),
    ...crossProblems(mode, values, given).filter(isUnreported),
    ...(url.traces === null ? [] : traces.problems),
    ...(url.logs === null ? [] : logs.problems),
    ...(url.traces === null && url.logs === null ? [] : telemetryProblems(given)),
    ...outgoing.problems,
    ...unknown.problems,
  );
  if (problems.length > 0) return { problems: [...new Set(problems)] };
  const auth = authSettings(mode, values);
  const admin = adminSettings(mode, values);
  const warnings = [
    ...environment.warnings.filter((warning) => !warning.startsWith('EMULATOR_')),
    ...unknown.warnings,
    ...withoutEffect(given, settingNames, {
      mode,
      authenticated: auth !== null,
      admin: admin !== null,
      traces: url.traces !== null,
      quotasOff: values.CONNECT_QUOTAS === 'off',
      store: values.IDEMPOTENCY_STORE,
      persistedOnly: values.PERSISTED_OPERATIONS !== undefined,
    }),
    ...idleTelemetry(given, { traces: url.traces !== null, logs: url.logs !== null }).map(
      (name) => `${name}: has no effect here.`,
    ),
  ];
  return {
    warnings,
    config: {
      mode,
      host: values.HOST,
      port: values.PORT,
      instances: values.CONNECT_INSTANCE_ID,
      region: values.AWS_REGION ?? null,
      logLevel: values.LOG_LEVEL,
      requestTimeoutMs: values.REQUEST_TIMEOUT_MS,
      connectTimeoutMs: Math.min(values.CONNECT_TIMEOUT_MS, values.REQUEST_TIMEOUT_MS),
      quotas: values.CONNECT_QUOTAS ?? null,
      quotaShare: values.CONNECT_QUOTA_SHARE,
      searchMaxAgeMs: values.CONNECT_SEARCH_MAX_AGE_MS,
      directory: { freshMs: values.CONNECT_DIRECTORY_FRESH_MS, staleMs: values.CONNECT_DIRECTORY_STALE_MS },
      idempotency: {
        store: values.IDEMPOTENCY_STORE,
        ttlMs: values.IDEMPOTENCY_TTL_MS,
        maxPerCaller: values.IDEMPOTENCY_MAX_PER_CALLER,
      },
      corsOrigins: mode === 'emulator' && !given.CORS_ORIGINS ? null : values.CORS_ORIGINS,
      trustedProxies: values.TRUSTED_PROXIES,
      auth,
      subgraphDirectives: values.SUBGRAPH_DIRECTIVES,
      schemaVisible: schemaVisibility(mode, values.INTROSPECTION, given),
      persistedOperations: values.PERSISTED_OPERATIONS ?? null,
      exportTargets: {
        topicArns: allowedArns(mode, values.STREAMING_TOPIC_ARNS),
        processorArns: allowedArns(mode, values.MEDIA_PROCESSOR_ARNS),
      },
      documentMaxBytes: values.DOCUMENT_MAX_BYTES,
      responseMaxBytes: values.RESPONSE_MAX_BYTES,
      inFlightMaxBytes: values.IN_FLIGHT_MAX_BYTES || undefined,
      rateLimit: values.RATE_LIMIT || null,
      maxConnections: values.MAX_CONNECTIONS,
      sendTimeoutMs: values.SEND_TIMEOUT_MS,
      drainMs: mode === 'emulator' && !given.DRAIN_MS ? 0 : values.DRAIN_MS,
      admin,
      tracesUrl: url.traces,
      tracesOtlp: traces.otlp,
      audit: auditTarget(values, logs.otlp),
      traceStateKeys: new Set(values.TRACESTATE_KEYS),
      proxies: outgoing.proxies,
    },
  };
}

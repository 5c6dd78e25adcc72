import { authSettings } from './auth/auth-config.js';
import type { AuthSettings } from './auth/authentication.js';
import { crossProblems, modeProblems } from './config/checks.js';
import { adminSettings, auditTarget, exportArns, logsUrl, schemaVisibility, tracesUrl } from './config/derived.js';
import { readEnvironment } from './config/environment.js';
import { withoutEffect } from './config/no-effect.js';
import { readProxies } from './config/proxy-settings.js';
import { settingNames, settings } from './config/settings.js';
import { idleTelemetry, readOtlp, telemetryProblems } from './config/telemetry.js';
import { unknownNames } from './config/unknown-names.js';
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

/** How the gateway is started: all that can be set, checked. */
export interface Config {
  readonly mode: 'emulator' | 'aws';
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Ids or ARNs, the default first; empty for the emulator's own. */
  readonly instances: readonly string[];
  /** Null with the emulator, whose world says it. */
  readonly region: string | null;
  readonly logLevel: string;
  /** Milliseconds for a whole request. */
  readonly requestTimeoutMs: number;
  /** Milliseconds for one attempt of a call to Connect. */
  readonly connectTimeoutMs: number;
  /** By operation, in place of the documented defaults; null when not set. */
  readonly quotas: QuotaSettings['overrides'] | null;
  /** The part of each quota that this process may use, above 0 and up to 1. */
  readonly quotaShare: number;
  /** Milliseconds for which equal searches for contacts share one answer. */
  readonly searchMaxAgeMs: number;
  /** Milliseconds for which queues, users and flows are remembered; 0 for not at all. */
  readonly directoryMaxAgeMs: number;
  /** Where client tokens are kept, and for how long. */
  readonly idempotency: IdempotencySettings;
  /** As browsers send them, or with one label as `https://*.example.com`; null stands for any port of localhost. */
  readonly corsOrigins: readonly string[] | null;
  /** Addresses and networks whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  /** The issuer whose tokens name the callers; null lets anybody do everything. */
  readonly auth: AuthSettings | null;
  /** The text that `_service` answers with. */
  readonly subgraphSdl: keyof SubgraphSdl;
  /** Whether clients may learn the schema from here, and routers, where a setting chooses their text. */
  readonly schemaVisible: SchemaVisibility;
  /** The operations that alone are served; null for all. */
  readonly persistedOperations: Manifest | null;
  /** Where conversations may be sent. */
  readonly exportTargets: ExportTargets;
  /** Bytes of a document, but for persisted operations. */
  readonly documentMaxBytes: number;
  /** Bytes of an answer. */
  readonly responseMaxBytes: number;
  /** Bytes that all answers under construction may count; undefined for a tenth of the heap's limit. */
  readonly inFlightMaxBytes?: number | undefined;
  /** How many requests a caller may make in a second; null for any. */
  readonly rateLimit: number | null;
  readonly maxConnections: number;
  /** Milliseconds in which a client must have taken its answer; nothing of it may have left for a sixth of them. */
  readonly sendTimeoutMs: number;
  /** Milliseconds between SIGTERM, when `/readyz` begins to answer 503, and the end of the listener. */
  readonly drainMs: number;
  /** Where metrics and probes are served as well; null for nowhere. */
  readonly admin: AdminSettings | null;
  /** Where traces are sent; null for nowhere. */
  readonly tracesUrl: string | null;
  /** How they are sent. */
  readonly tracesOtlp: OtlpSettings;
  /** Where the audit log is kept; null for nowhere. */
  readonly audit: AuditTarget | null;
  /** Members of `tracestate` that are passed on to AWS. */
  readonly traceStateKeys: ReadonlySet<string>;
  /** The proxies that lead out; null for none. */
  readonly proxies: ProxySettings | null;
}

type Env = Readonly<Record<string, string | undefined>>;

/** The settings, with what is odd about them, or everything that is wrong. Each sentence begins with a name and a colon. */
export type ConfigResult =
  | { readonly config: Config; readonly problems?: undefined; readonly warnings: readonly string[] }
  | { readonly config?: undefined; readonly problems: readonly string[]; readonly warnings?: undefined };

/** Reads the environment; docs/settings.md says what each means. An empty value counts as none. */
export function readConfig(env: Env): ConfigResult {
  const environment = readEnvironment(env, settingNames);
  const { given } = environment;
  const parsed = settings.safeParse(given);
  const wrong = parsed.error?.issues ?? [];
  const problems = wrong.map(({ path, message }) => `${path.join('.')}: ${message}.`);
  // What is right is held against the rest all the same, so that the first message is the last.
  const wrongNames = new Set(wrong.map(({ path }) => path[0]));
  const right = Object.fromEntries(Object.entries(given).filter(([name]) => !wrongNames.has(name)));
  const values = parsed.data ?? settings.parse(right);
  const mode = values.CONNECT_MODE ?? 'emulator';
  const missing = (problem: string) => !wrongNames.has(problem.split(':')[0] ?? '');
  const url = { traces: tracesUrl(values), logs: values.AUDIT_LOG === 'otlp' ? logsUrl(values) : null };
  const traces = readOtlp('TRACES', given);
  const logs = readOtlp('LOGS', given);
  const outgoing = readProxies(given);
  const unknown = unknownNames(given, settingNames);
  problems.push(
    ...environment.problems,
    ...modeProblems(given),
    ...crossProblems(mode, values, given).filter(missing),
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
      directoryMaxAgeMs: values.CONNECT_DIRECTORY_MAX_AGE_MS,
      idempotency: {
        store: values.IDEMPOTENCY_STORE,
        ttlMs: values.IDEMPOTENCY_TTL_MS,
        maxPerCaller: values.IDEMPOTENCY_MAX_PER_CALLER,
      },
      corsOrigins: mode === 'emulator' && !given.CORS_ORIGINS ? null : values.CORS_ORIGINS,
      trustedProxies: values.TRUSTED_PROXIES,
      auth,
      subgraphSdl: values.SUBGRAPH_SDL,
      schemaVisible: schemaVisibility(mode, values.INTROSPECTION, given),
      persistedOperations: values.PERSISTED_OPERATIONS ?? null,
      exportTargets: {
        topicArns: exportArns(mode, values.STREAMING_TOPIC_ARNS),
        processorArns: exportArns(mode, values.MEDIA_PROCESSOR_ARNS),
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

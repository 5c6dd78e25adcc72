import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { z } from 'zod';
import { authProblems, authSettings, isClaim, isSafeKeysUrl, isScopePrefix } from './auth/auth-config.js';
import type { AuthSettings } from './auth/authentication.js';
import { isArn, parseArn } from './connect/ids.js';
import type { QuotaSettings } from './connect/quota-settings.js';
import type { SubgraphSdl } from './graph/build-graph.js';
import type { ExportTargets } from './graph/context.js';
import type { IdempotencySettings } from './idempotency/open-store.js';
import { serviceModel } from './model/service-model.js';
import type { AdminSettings } from './server/admin.js';
import type { AuditTarget } from './server/audit-log.js';
import { originProblem } from './server/cors-origins.js';
import type { SchemaVisibility } from './server/introspection.js';
import { type Manifest, readManifest } from './server/safelist.js';

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
  /** Where Connect is, when not at its public address; the SDK reads it by itself. */
  readonly endpoint: string | null;
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
  /** Whose tokens name the callers; null lets anybody do everything. */
  readonly auth: AuthSettings | null;
  /** The text that `_service` answers with. */
  readonly subgraphSdl: keyof SubgraphSdl;
  /** Who may learn the schema from here: routers too where it was said which text they get. */
  readonly schemaVisible: SchemaVisibility;
  /** The operations that alone are served; null for all. */
  readonly persistedOperations: Manifest | null;
  /** Where conversations may be sent. */
  readonly exportTargets: ExportTargets;
  /** Bytes of a document, but for persisted operations. */
  readonly documentMaxBytes: number;
  /** Bytes of an answer. */
  readonly responseMaxBytes: number;
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
  /** Where the audit log is kept; null for nowhere. */
  readonly audit: AuditTarget | null;
  /** Members of `tracestate` that are passed on to AWS. */
  readonly traceStateKeys: ReadonlySet<string>;
}

type Env = Readonly<Record<string, string | undefined>>;

/** The settings, or everything that is wrong with them. */
export type ConfigResult =
  | { readonly config: Config; readonly problems?: undefined }
  | { readonly config?: undefined; readonly problems: readonly string[] };

/** Digits alone: `Number` would also take an empty text, `0x10`, `1e3` and `Infinity`. */
function whole(what: string, min: number, max: number, fallback: number) {
  const message = `must be ${what} from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d+$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message)
    .default(fallback);
}
const milliseconds = (min: number, max: number, fallback: number) =>
  whole('a whole number of milliseconds', min, max, fallback);

/** Items separated by commas; one at least, since a list of nothing is hardly meant. */
function list(what: string, isItem: (item: string) => boolean) {
  return z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== ''),
    )
    .refine((items) => items.length > 0 && items.every(isItem), `must hold ${what}, separated by commas`)
    .default([]);
}

const host = z.string().refine(isHost, 'must be an IP address or a host name');
const httpUrl = z.string().refine(isHttpUrl, 'must be a URL that begins with https:// or http://');
const claim = z.string().refine(isClaim, 'must be the name of a claim, or a path such as realm_access.roles');

const quota = z.strictObject({
  rate: z.number('must be a number').positive('must be above 0'),
  burst: z.number('must be a number').min(1, 'must be at least 1'),
});
const quotas = z.record(z.string(), quota, 'must be a JSON object').superRefine((all, context) => {
  for (const name of Object.keys(all)) {
    const known = Object.hasOwn(serviceModel.operations, name);
    if (!known) context.addIssue({ code: 'custom', path: [name], message: 'is not an operation of Connect' });
  }
});

/** `off`, a JSON object, or the path of a file that holds one: `{"TransferContact": {"rate": 2, "burst": 5}}`. */
function readQuotas(text: string, context: z.RefinementCtx): QuotaSettings['overrides'] {
  if (text === 'off') return 'off';
  try {
    const parsed = quotas.safeParse(JSON.parse(text.trimStart().startsWith('{') ? text : readFileSync(text, 'utf8')));
    if (parsed.success) return parsed.data;
    for (const { path, message } of parsed.error.issues) context.addIssue([path.join('.'), message].join(' ').trim());
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? 'not JSON';
    context.addIssue(`must be "off", a JSON object or the path of a JSON file (${why})`);
  }
  return z.NEVER;
}

/** The path of a manifest of persisted operations. */
function readOperations(path: string, context: z.RefinementCtx): Manifest {
  try {
    return readManifest(path);
  } catch (error) {
    context.addIssue((error as Error).message);
    return z.NEVER;
  }
}

const settings = z.object({
  CONNECT_MODE: z.enum(['emulator', 'aws'], 'must be "emulator" or "aws"').optional(),
  NODE_ENV: z.string().optional(),
  HOST: host.default('127.0.0.1'),
  PORT: whole('a port number', 0, 65_535, 4000),
  CONNECT_INSTANCE_ID: list('ids or ARNs of Amazon Connect instances', isInstance),
  AWS_REGION: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a Region such as us-east-1')
    .optional(),
  AWS_ENDPOINT_URL_CONNECT: httpUrl.optional(),
  LOG_LEVEL: z
    .enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
      'must be trace, debug, info, warn, error, fatal or silent',
    )
    .default('info'),
  REQUEST_TIMEOUT_MS: milliseconds(100, 600_000, 15_000),
  CONNECT_TIMEOUT_MS: milliseconds(100, 600_000, 5_000),
  CORS_ORIGINS: list('origins such as https://app.example.com', () => true).superRefine(checkOrigins),
  TRUSTED_PROXIES: list('IP addresses or networks such as 10.0.0.0/8', isNetwork),
  CONNECT_QUOTAS: z.string().transform(readQuotas).optional(),
  CONNECT_QUOTA_SHARE: z
    .string()
    .regex(/^(\d+(\.\d+)?|\.\d+)$/, 'must be a number such as 0.5')
    .transform(Number)
    .refine((share) => share > 0 && share <= 1, 'must be above 0 and at most 1')
    .default(1),
  CONNECT_SEARCH_MAX_AGE_MS: milliseconds(0, 60_000, 2_000),
  CONNECT_DIRECTORY_MAX_AGE_MS: milliseconds(0, 86_400_000, 300_000),
  IDEMPOTENCY_STORE: z
    .string()
    .regex(/^(memory|file:[^\0]+|rediss?:\/\/\S+)$/, 'must be "memory", "file:" and a path, or a redis:// URL')
    .default('memory'),
  // Longer than Connect itself keeps tokens, a second call with the same one would not be safe.
  IDEMPOTENCY_TTL_MS: milliseconds(60_000, 7 * 86_400_000, 86_400_000),
  IDEMPOTENCY_MAX_PER_CALLER: whole('a number of records', 1, 1_000_000, 1_000),
  AUTH: z.enum(['jwt', 'none'], 'must be "jwt" or "none"').optional(),
  AUTH_NONE_ACCEPTED: z.enum(['true', 'false'], 'must be "true" or "false"').optional(),
  AUTH_ISSUER: z.url('must be a URL, as it stands in `iss`').optional(),
  AUTH_AUDIENCE: list('audiences as they stand in the token', (audience) => /^[\x21-\x7e]{1,500}$/.test(audience)),
  AUTH_AUDIENCE_CLAIM: claim.default('aud'),
  AUTH_JWKS_URL: z
    .url('must be a URL')
    .refine(isSafeKeysUrl, 'must begin with https://; http:// is for a loopback address only')
    .optional(),
  AUTH_SUBJECT_CLAIM: claim.default('sub'),
  AUTH_SCOPES_CLAIM: list('names of claims, or paths such as realm_access.roles', isClaim),
  AUTH_SCOPE_PREFIX: z
    .string()
    .refine(
      isScopePrefix,
      'must be the text before each scope and end in a separator, such as contact-gateway/, without spaces, commas or any of the scope itself',
    )
    .default(''),
  AUTH_INSTANCES_CLAIM: claim.optional(),
  INTROSPECTION: z.enum(['on', 'off'], 'must be "on" or "off"').optional(),
  PERSISTED_OPERATIONS: z.string().transform(readOperations).optional(),
  STREAMING_TOPIC_ARNS: list('ARNs of topics of Amazon SNS', (arn) => arn === '*' || isArnOf('sns', arn)),
  MEDIA_PROCESSOR_ARNS: list('ARNs of functions of AWS Lambda', (arn) => arn === '*' || isArnOf('lambda', arn)),
  DOCUMENT_MAX_BYTES: whole('a whole number of bytes', 1_024, 1_048_576, 65_536),
  RESPONSE_MAX_BYTES: whole('a whole number of bytes', 65_536, 104_857_600, 10_485_760),
  RATE_LIMIT: whole('a number of requests a second', 0, 1_000_000, 0),
  MAX_CONNECTIONS: whole('a number', 1, 1_000_000, 2_000),
  SEND_TIMEOUT_MS: milliseconds(1_000, 600_000, 60_000),
  DRAIN_MS: milliseconds(0, 600_000, 5_000),
  SUBGRAPH_SDL: z
    .enum(['with-scopes', 'without-scopes'], 'must be "with-scopes" or "without-scopes"')
    .default('with-scopes'),
  ADMIN_PORT: z
    .string()
    .refine((text) => text === 'off' || /^\d{1,5}$/.test(text), 'must be "off" or a port number from 0 to 65535')
    .transform((text) => (text === 'off' ? text : Number(text)))
    .refine((port) => port === 'off' || port <= 65_535, 'must be "off" or a port number from 0 to 65535')
    .optional(),
  ADMIN_HOST: host.default('127.0.0.1'),
  AUDIT_LOG: z
    .string()
    .regex(/^(off|stdout|otlp|file:[^\0]+)$/, 'must be "off", "stdout", "otlp", or "file:" and a path')
    .default('off'),
  TRACESTATE_KEYS: list('keys of `tracestate` such as vendor or tenant@vendor', isTraceStateKey),
  // OpenTelemetry's own; it reads the others of them by itself.
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl.optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: httpUrl.optional(),
  OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: httpUrl.optional(),
  OTEL_SDK_DISABLED: z
    .string()
    .regex(/^(true|false)$/i, 'must be "true" or "false"')
    .optional(),
  OTEL_TRACES_EXPORTER: z.enum(['otlp', 'none'], 'must be "otlp" or "none"').optional(),
});

/** What shows that a real account may be meant, so that the emulator must not be started by mistake. */
const signsOfAws = [
  'CONNECT_INSTANCE_ID',
  'AWS_ENDPOINT_URL_CONNECT',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_PROFILE',
  'AWS_ROLE_ARN',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AUTH',
  'AUTH_ISSUER',
  'AUTH_AUDIENCE',
  'AUTH_JWKS_URL',
];

/** Reads the environment; the README's table of settings says what each means. An empty value counts as none. */
export function readConfig(env: Env): ConfigResult {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = settings.safeParse(given);
  const wrong = parsed.error?.issues ?? [];
  const problems = wrong.map(({ path, message }) => `${path.join('.')}: ${message}.`);
  // What is right is held against the rest all the same, so that the first message is the last.
  const wrongNames = new Set(wrong.map(({ path }) => path[0]));
  const right = Object.fromEntries(Object.entries(given).filter(([name]) => !wrongNames.has(name)));
  const values = parsed.data ?? settings.parse(right);
  const mode = values.CONNECT_MODE ?? 'emulator';
  const missing = (problem: string) => !wrongNames.has(problem.split(':')[0] ?? '');
  problems.push(...modeProblems(given), ...crossProblems(mode, values, given).filter(missing));
  if (problems.length > 0) return { problems };
  return {
    config: {
      mode,
      host: values.HOST,
      port: values.PORT,
      instances: values.CONNECT_INSTANCE_ID,
      region: values.AWS_REGION ?? null,
      endpoint: values.AWS_ENDPOINT_URL_CONNECT ?? null,
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
      auth: authSettings(mode, values),
      subgraphSdl: values.SUBGRAPH_SDL,
      schemaVisible: schemaVisibility(mode, values.INTROSPECTION, given),
      persistedOperations: values.PERSISTED_OPERATIONS ?? null,
      exportTargets: {
        topicArns: exportArns(mode, values.STREAMING_TOPIC_ARNS),
        processorArns: exportArns(mode, values.MEDIA_PROCESSOR_ARNS),
      },
      documentMaxBytes: values.DOCUMENT_MAX_BYTES,
      responseMaxBytes: values.RESPONSE_MAX_BYTES,
      rateLimit: values.RATE_LIMIT || null,
      maxConnections: values.MAX_CONNECTIONS,
      sendTimeoutMs: values.SEND_TIMEOUT_MS,
      drainMs: mode === 'emulator' && !given.DRAIN_MS ? 0 : values.DRAIN_MS,
      admin: adminSettings(mode, values),
      tracesUrl: tracesUrl(values),
      audit: auditTarget(values),
      traceStateKeys: new Set(values.TRACESTATE_KEYS),
    },
  };
}

/** The ARNs that may be named; null for any, with the emulator unless a list is given. */
function exportArns(mode: 'emulator' | 'aws', arns: readonly string[]): ReadonlySet<string> | null {
  const any = mode === 'emulator' && (arns.length === 0 || arns.includes('*'));
  return any ? null : new Set(arns);
}

/** Whoever names the text for a router expects one. */
function schemaVisibility(mode: 'emulator' | 'aws', introspection: 'on' | 'off' | undefined, given: Env) {
  const toClients = (introspection ?? (mode === 'aws' ? 'off' : 'on')) === 'on';
  return { toClients, toRouters: toClients || given.SUBGRAPH_SDL !== undefined };
}

/** Where Prometheus' exporters usually are. */
const defaultAdminPort = 9464;

function adminSettings(mode: 'emulator' | 'aws', values: z.output<typeof settings>): AdminSettings | null {
  const port = values.ADMIN_PORT ?? (mode === 'aws' ? defaultAdminPort : 'off');
  return port === 'off' ? null : { host: values.ADMIN_HOST, port };
}

function tracesUrl(values: z.output<typeof settings>): string | null {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: all, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: traces } = values;
  if (values.OTEL_SDK_DISABLED?.toLowerCase() === 'true' || values.OTEL_TRACES_EXPORTER === 'none') return null;
  return collectorUrl(traces, all, 'traces');
}

/** As OpenTelemetry has it: an address for one signal as it stands, one for all signals with the path of the signal behind it. */
function collectorUrl(own: string | undefined, all: string | undefined, signal: 'traces' | 'logs'): string | null {
  return own ?? (all === undefined ? null : `${all.replace(/\/$/, '')}/v1/${signal}`);
}

function logsUrl(values: z.output<typeof settings>): string | null {
  return collectorUrl(values.OTEL_EXPORTER_OTLP_LOGS_ENDPOINT, values.OTEL_EXPORTER_OTLP_ENDPOINT, 'logs');
}

function auditTarget(values: z.output<typeof settings>): AuditTarget | null {
  const target = values.AUDIT_LOG;
  if (target === 'off') return null;
  if (target === 'stdout') return { kind: 'stdout' };
  // That there is an address has been checked.
  return target === 'otlp'
    ? { kind: 'otlp', url: logsUrl(values) ?? '' }
    : { kind: 'file', path: target.slice('file:'.length) };
}

function modeProblems(env: Env): string[] {
  if (env.CONNECT_MODE) return [];
  const signs = signsOfAws.filter((name) => env[name]);
  if (env.NODE_ENV === 'production') signs.unshift('NODE_ENV=production');
  if (signs.length === 0) return [];
  return [
    `CONNECT_MODE: choose "emulator" or "aws": it is not set, but ${signs.join(', ')} ${signs.length === 1 ? 'is' : 'are'}.`,
  ];
}

function crossProblems(mode: 'emulator' | 'aws', values: z.output<typeof settings>, given: Env): string[] {
  const problems = authProblems(mode, values.HOST, values);
  if (given.CONNECT_TIMEOUT_MS && values.CONNECT_TIMEOUT_MS > values.REQUEST_TIMEOUT_MS) {
    problems.push('CONNECT_TIMEOUT_MS: must not be over REQUEST_TIMEOUT_MS, which covers all attempts.');
  }
  if (values.AUDIT_LOG === 'otlp' && logsUrl(values) === null) {
    problems.push(
      'AUDIT_LOG: "otlp" needs the address of a collector: set OTEL_EXPORTER_OTLP_LOGS_ENDPOINT or OTEL_EXPORTER_OTLP_ENDPOINT.',
    );
  }
  if (mode === 'emulator') return problems;
  for (const name of ['STREAMING_TOPIC_ARNS', 'MEDIA_PROCESSOR_ARNS'] as const) {
    if (values[name].includes('*')) problems.push(`${name}: "*" is for the emulator only; name each ARN.`);
  }
  if (values.AWS_ENDPOINT_URL_CONNECT && given.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === 'true') {
    problems.push(
      'AWS_ENDPOINT_URL_CONNECT: AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true makes the SDK ignore it; unset one of them.',
    );
  }
  if (!values.AWS_REGION) problems.push('AWS_REGION: must be set with CONNECT_MODE=aws.');
  if (values.CONNECT_INSTANCE_ID.length === 0) {
    problems.push('CONNECT_INSTANCE_ID: must be set with CONNECT_MODE=aws, to the id or ARN of your instance.');
  }
  for (const name of values.CONNECT_INSTANCE_ID) {
    const region = parseArn(name)?.region;
    if (region && values.AWS_REGION && region !== values.AWS_REGION) {
      problems.push(`CONNECT_INSTANCE_ID: ${name} is in ${region}, not in AWS_REGION ${values.AWS_REGION}.`);
    }
  }
  return problems;
}

function checkOrigins(origins: readonly string[], context: z.RefinementCtx): void {
  const problems = origins.map(originProblem).filter((problem) => problem !== null);
  if (problems.length > 0) context.addIssue(problems.join('; '));
}

function isHttpUrl(text: string): boolean {
  return /^https?:\/\/\S+$/.test(text) && URL.canParse(text);
}

/** A name that ends in a number would be taken for an address, in forms that are easily mistaken. */
function isHost(text: string): boolean {
  return isIP(text) !== 0 || (/^[a-z\d]([a-z\d.-]*[a-z\d])?$/i.test(text) && !/(^|\.)\d+$/.test(text));
}

/** As W3C Trace Context has it. */
function isTraceStateKey(text: string): boolean {
  return /^([a-z][\w*/-]{0,255}|[a-z\d][\w*/-]{0,240}@[a-z][\w*/-]{0,13})$/.test(text) && text === text.toLowerCase();
}

function isArnOf(service: string, text: string): boolean {
  return new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]+:\\d{12}:[\\w:.$-]{1,300}$`).test(text);
}

function isInstance(name: string): boolean {
  const parsed = isArn(name) ? parseArn(name) : { kind: 'instance', id: name };
  return parsed?.kind === 'instance' && /^[\w-]{1,100}$/.test(parsed.id);
}

/** An address, or a network by the length of its prefix; not all there are, or anyone could claim to be anyone. */
function isNetwork(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  const bits = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  if (prefix === undefined) return bits > 0;
  return more.length === 0 && /^\d+$/.test(prefix) && Number(prefix) >= 1 && Number(prefix) <= bits;
}

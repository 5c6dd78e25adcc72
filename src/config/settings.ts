import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { serviceModel } from '#connect-model';
import { isClaim, isSafeKeysUrl, isScopePrefix } from '../auth/auth-config.js';
import type { QuotaSettings } from '../connect/limits/quota-settings.js';
import { textOf, whyUnreadable } from '../lib/text-from-outside.js';
import { type Manifest, readManifest } from '../server/guards/trusted-documents.js';
import { secretNames } from './environment.js';
import {
  checkOrigins,
  claim,
  host,
  httpUrl,
  isArnOf,
  isInstance,
  isNetwork,
  isTraceStateKey,
  list,
  milliseconds,
  whole,
} from './forms.js';

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

/** Reads `off`, a JSON object such as `{"TransferContact": {"rate": 2, "burst": 5}}`, or the path of a JSON file. */
function readQuotas(text: string, context: z.RefinementCtx): QuotaSettings['overrides'] {
  if (text === 'off') return 'off';
  try {
    const parsed = quotas.safeParse(JSON.parse(text.trimStart().startsWith('{') ? text : textOf(readFileSync(text))));
    if (parsed.success) return parsed.data;
    for (const { path, message } of parsed.error.issues) context.addIssue([path.join('.'), message].join(' ').trim());
  } catch (error) {
    context.addIssue(`must be "off", a JSON object or the path of a JSON file (${whyUnreadable(error)})`);
  }
  return z.NEVER;
}

/** Reads the manifest of persisted operations at a path. */
function readOperations(path: string, context: z.RefinementCtx): Manifest {
  try {
    return readManifest(path);
  } catch (error) {
    context.addIssue((error as Error).message);
    return z.NEVER;
  }
}

/** Validators and defaults of all settings, by name. */
export const settings = z.object({
  CONNECT_MODE: z.enum(['emulator', 'aws'], 'must be "emulator" or "aws"').optional(),
  NODE_ENV: z.string().optional(),
  HOST: host.default('127.0.0.1'),
  PORT: whole('a port number', 0, 65_535, 4000),
  CONNECT_INSTANCE_ID: list('ids or ARNs of Amazon Connect instances', isInstance),
  AWS_REGION: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a Region such as us-east-1')
    .optional(),
  AWS_ENDPOINT_URL: httpUrl.optional(),
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
  CONNECT_DIRECTORY_FRESH_MS: milliseconds(0, 86_400_000, 300_000),
  CONNECT_DIRECTORY_STALE_MS: milliseconds(0, 86_400_000, 900_000),
  IDEMPOTENCY_STORE: z
    .string()
    .regex(/^(memory|file:[^\0]+|rediss?:\/\/\S+)$/, 'must be "memory", "file:" and a path, or a redis:// URL')
    .default('memory'),
  // At most 7 days: Connect forgets a client token then, so a repeated call could have a second effect.
  IDEMPOTENCY_TTL_MS: milliseconds(60_000, 7 * 86_400_000, 86_400_000),
  IDEMPOTENCY_MAX_PER_CALLER: whole('a number of records', 1, 1_000_000, 1_000),
  AUTH: z.enum(['jwt', 'none'], 'must be "jwt" or "none"').optional(),
  ALLOW_UNAUTHENTICATED: z.enum(['true', 'false'], 'must be "true" or "false"').optional(),
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
      'must be the text before each scope, such as contact-gateway/: it must end in a separator, not in a part of the scope, and must have no spaces or commas',
    )
    .default(''),
  AUTH_INSTANCES_CLAIM: claim.optional(),
  INTROSPECTION: z.enum(['on', 'off'], 'must be "on" or "off"').optional(),
  PERSISTED_OPERATIONS: z.string().transform(readOperations).optional(),
  STREAMING_TOPIC_ARNS: list('ARNs of topics of Amazon SNS', (arn) => arn === '*' || isArnOf('sns', arn)),
  MEDIA_PROCESSOR_ARNS: list('ARNs of functions of AWS Lambda', (arn) => arn === '*' || isArnOf('lambda', arn)),
  DOCUMENT_MAX_BYTES: whole('a whole number of bytes', 1_024, 1_048_576, 65_536),
  RESPONSE_MAX_BYTES: whole('a whole number of bytes', 65_536, 104_857_600, 10_485_760),
  IN_FLIGHT_MAX_BYTES: whole('a whole number of bytes', 0, 1_099_511_627_776, 0),
  RATE_LIMIT: whole('a number of requests a second', 0, 1_000_000, 0),
  MAX_CONNECTIONS: whole('a number', 1, 1_000_000, 2_000),
  SEND_TIMEOUT_MS: milliseconds(1_000, 600_000, 60_000),
  DRAIN_MS: milliseconds(0, 600_000, 5_000),
  SUBGRAPH_DIRECTIVES: z.enum(['scopes', 'none'], 'must be "scopes" or "none"').default('scopes'),
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
  // Standard variables of OpenTelemetry, whose libraries read further ones directly.
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl.optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: httpUrl.optional(),
  OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: httpUrl.optional(),
  OTEL_SDK_DISABLED: z
    .string()
    .regex(/^(true|false)$/i, 'must be "true" or "false"')
    .optional(),
  OTEL_TRACES_EXPORTER: z.enum(['otlp', 'none'], 'must be "otlp" or "none"').optional(),
});

/** The values of all settings. */
export type Values = z.output<typeof settings>;

/** Names of all settings, including the emulator's settings and the `_FILE` variants of secrets. */
export const settingNames: ReadonlySet<string> = new Set([
  ...Object.keys(settings.shape),
  ...['EMULATOR_PORT', 'EMULATOR_WORLD', 'EMULATOR_QUOTAS', 'EMULATOR_LATENCY_MS', 'EMULATOR_ALLOWED_HOSTS'],
  ...secretNames.map((name) => `${name}_FILE`),
]);

import { authProblems } from '../auth/auth-config.js';
import { parseArn } from '../ids/arn.js';
import { logsUrl } from './derived.js';
import type { Values } from './settings.js';

type Env = Readonly<Record<string, string | undefined>>;

/** Variables that suggest more than a local trial. If one is set, CONNECT_MODE must be set explicitly. */
const variablesOfRealUse = [
  'CONNECT_INSTANCE_ID',
  'AWS_ENDPOINT_URL',
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

/** Returns a problem if CONNECT_MODE is not set although the environment suggests more than a local trial. */
export function modeProblems(env: Env): string[] {
  if (env.CONNECT_MODE) return [];
  const signs = variablesOfRealUse.filter((name) => env[name]);
  if (env.NODE_ENV === 'production') signs.unshift('NODE_ENV=production');
  if (signs.length === 0) return [];
  return [
    `CONNECT_MODE: choose "emulator" or "aws": it is not set, but ${signs.join(', ')} ${signs.length === 1 ? 'is' : 'are'}.`,
  ];
}

/** Returns the problems of settings that are valid one by one but not together. */
export function crossProblems(mode: 'emulator' | 'aws', values: Values, given: Env): string[] {
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
  for (const name of ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_CONNECT'] as const) {
    if (values[name] && given.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === 'true') {
      problems.push(`${name}: AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true makes the SDK ignore it; unset one of them.`);
    }
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

import { readFileSync } from 'node:fs';
import type { OtlpSettings } from '../server/telemetry/otlp.js';

type Env = Readonly<Record<string, string | undefined>>;
type Signal = 'TRACES' | 'LOGS';

export interface OtlpResult {
  readonly otlp: OtlpSettings;
  readonly problems: readonly string[];
}

/**
 * Reads the OTLP settings of a signal from OpenTelemetry's variables. Variables for one signal take precedence over
 * those for all signals.
 *
 * @param given Normalized variables. Contains the content of secret files.
 */
export function readOtlp(signal: Signal, given: Env): OtlpResult {
  const problems: string[] = [];
  const nameOf = (what: string) => {
    const own = `OTEL_EXPORTER_OTLP_${signal}_${what}`;
    return given[own] === undefined ? `OTEL_EXPORTER_OTLP_${what}` : own;
  };
  const protocol = given[nameOf('PROTOCOL')] ?? 'http/json';
  if (protocol === 'grpc') {
    problems.push(
      `${nameOf('PROTOCOL')}: must be "http/json" or "http/protobuf": grpc is not supported; use the HTTP port (4318) of the collector.`,
    );
  } else if (protocol !== 'http/json' && protocol !== 'http/protobuf') {
    problems.push(`${nameOf('PROTOCOL')}: must be "http/json" or "http/protobuf".`);
  }
  const pem = (what: string): Buffer | undefined => {
    const path = given[nameOf(what)];
    if (path === undefined) return undefined;
    try {
      return readFileSync(path);
    } catch (error) {
      problems.push(`${nameOf(what)}: must name a file that can be read (${(error as NodeJS.ErrnoException).code}).`);
      return undefined;
    }
  };
  const timeout = given[nameOf('TIMEOUT')];
  if (timeout !== undefined && !/^0*[1-9]\d{0,8}$/.test(timeout)) {
    problems.push(`${nameOf('TIMEOUT')}: must be a whole number of milliseconds above 0.`);
  }
  const compression = given[nameOf('COMPRESSION')];
  if (compression !== undefined && compression !== 'gzip' && compression !== 'none') {
    problems.push(`${nameOf('COMPRESSION')}: must be "gzip" or "none".`);
  }
  const tls = { ca: pem('CERTIFICATE'), cert: pem('CLIENT_CERTIFICATE'), key: pem('CLIENT_KEY') };
  const headers = {
    ...headersOf('OTEL_EXPORTER_OTLP_HEADERS', given, problems),
    ...headersOf(`OTEL_EXPORTER_OTLP_${signal}_HEADERS`, given, problems),
  };
  const wellFormed = protocol === 'http/protobuf' ? protocol : 'http/json';
  return { otlp: { protocol: wellFormed, headers, tls: definedOf(tls) }, problems };
}

function definedOf<Values extends object>(values: Values): { [Key in keyof Values]?: Exclude<Values[Key], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}

/** Reads percent-encoded `name=value` pairs separated by commas, as OpenTelemetry specifies. */
function headersOf(variable: string, given: Env, problems: string[]): Record<string, string> {
  const pairs = (given[variable] ?? '')
    .split(',')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '');
  try {
    return Object.fromEntries(
      pairs.map((pair) => {
        const at = pair.indexOf('=');
        const name = decodeURIComponent(pair.slice(0, at).trim());
        const value = decodeURIComponent(pair.slice(at + 1).trim());
        if (at < 1 || !/^[!#$%&'*+.^`|~\w-]+$/.test(name) || !/^[\t\x20-\x7e\x80-\xff]*$/.test(value))
          throw new Error();
        return [name, value];
      }),
    );
  } catch {
    problems.push(
      `${variable}: must hold headers as name=value, separated by commas, with %20 for a space and %2C for a comma in a value.`,
    );
    return {};
  }
}

const samplers = ['always_on', 'always_off', 'traceidratio'].flatMap((name) => [name, `parentbased_${name}`]);

/** Returns the problems of values that OpenTelemetry would silently replace by defaults. */
export function telemetryProblems(given: Env): string[] {
  const { OTEL_TRACES_SAMPLER: sampler, OTEL_TRACES_SAMPLER_ARG: ratio } = given;
  const problems: string[] = [];
  if (sampler !== undefined && !samplers.includes(sampler)) {
    problems.push(`OTEL_TRACES_SAMPLER: must be one of ${samplers.join(', ')}.`);
  }
  if (ratio !== undefined && !(/^(\d+(\.\d+)?|\.\d+)$/.test(ratio) && Number(ratio) <= 1)) {
    problems.push('OTEL_TRACES_SAMPLER_ARG: must be a number from 0 to 1.');
  }
  for (const [name, value = ''] of Object.entries(given)) {
    if (numericVariables.test(name) && !/^\d{1,9}$/.test(value)) problems.push(`${name}: must be a whole number.`);
  }
  return problems;
}

const numericVariables = /^OTEL_(BSP|BLRP)_|^OTEL_((SPAN|LOGRECORD)_)?(ATTRIBUTE|EVENT|LINK)_\w*LIMIT$/;

/** OpenTelemetry variables that have an effect, read by the gateway or by OpenTelemetry's libraries. */
const effective =
  /^OTEL_(SDK_DISABLED|TRACES_EXPORTER|SERVICE_NAME|RESOURCE_ATTRIBUTES|TRACES_SAMPLER(_ARG)?|(BSP|BLRP)_(SCHEDULE_DELAY|EXPORT_TIMEOUT|MAX_QUEUE_SIZE|MAX_EXPORT_BATCH_SIZE)|((SPAN|LOGRECORD)_)?ATTRIBUTE_(COUNT|VALUE_LENGTH)_LIMIT|SPAN_(EVENT|LINK)_COUNT_LIMIT|SPAN_ATTRIBUTE_PER_(EVENT|LINK)_COUNT_LIMIT|EXPORTER_OTLP_((TRACES|LOGS)_)?(ENDPOINT|HEADERS(_FILE)?|PROTOCOL|TIMEOUT|COMPRESSION|CERTIFICATE|CLIENT_CERTIFICATE|CLIENT_KEY))$/;
/** Values that match the gateway's behaviour, so that no warning is needed. */
const matchingValues: Readonly<Record<string, RegExp>> = {
  OTEL_PROPAGATORS: /^(tracecontext|baggage|,|\s)*$/,
  OTEL_METRICS_EXPORTER: /^none$/,
  OTEL_LOGS_EXPORTER: /^(none|otlp)$/,
};

/**
 * Returns the names of OpenTelemetry variables that are set without effect, to warn of them. If no signal is sent, only
 * variables of exporters and traces are returned, without endpoints. If telemetry was switched off deliberately, none are.
 *
 * @param sent The signals that are sent to a collector.
 */
export function idleTelemetry(given: Env, sent: { readonly traces: boolean; readonly logs: boolean }): string[] {
  const names = Object.keys(given).filter((name) => name.startsWith('OTEL_'));
  if (!sent.traces && !sent.logs) {
    const switchedOff = given.OTEL_SDK_DISABLED?.toLowerCase() === 'true' || given.OTEL_TRACES_EXPORTER === 'none';
    return switchedOff
      ? []
      : names.filter((name) => /^OTEL_(EXPORTER|TRACES|BSP)_/.test(name) && !/ENDPOINT$/.test(name));
  }
  return names.filter((name) => {
    if (/_OTLP_TRACES_|_BSP_|_SAMPLER/.test(name) && !sent.traces) return true;
    if (/_OTLP_LOGS_|_BLRP_/.test(name) && !sent.logs) return true;
    return !effective.test(name) && !matchingValues[name]?.test(given[name] ?? '');
  });
}

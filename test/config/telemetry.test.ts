import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../../src/config.js';

const collector = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };
const tracesOf = (env: Record<string, string>) => readConfig({ ...collector, ...env }).config?.tracesOtlp;

describe("OpenTelemetry's own variables", () => {
  test('choose the form in which traces are sent, that for traces before that for all', () => {
    expect(tracesOf({})?.protocol).toBe('http/json');
    expect(tracesOf({ OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' })?.protocol).toBe('http/protobuf');
    expect(tracesOf({ OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/protobuf' })?.protocol).toBe('http/protobuf');
    const both = { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc', OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/json' };
    expect(tracesOf(both)?.protocol).toBe('http/json');
  });

  test.each(['OTEL_EXPORTER_OTLP_PROTOCOL', 'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL'])('refuse grpc by %s', (name) => {
    expect(readConfig({ ...collector, [name]: 'grpc' }).problems).toEqual([
      `${name}: must be "http/json" or "http/protobuf": grpc is not supported; use the HTTP port (4318) of the collector.`,
    ]);
    expect(readConfig({ ...collector, [name]: 'thrift' }).problems).toHaveLength(1);
    // Nothing is sent.
    expect(readConfig({ [name]: 'grpc' }).problems).toBeUndefined();
  });

  test('choose the form of the audit log too', () => {
    const env = { ...collector, AUDIT_LOG: 'otlp', OTEL_TRACES_EXPORTER: 'none' };
    expect(readConfig({ ...env, OTEL_EXPORTER_OTLP_LOGS_PROTOCOL: 'http/protobuf' }).config?.audit).toMatchObject({
      otlp: { protocol: 'http/protobuf' },
    });
    expect(readConfig({ ...env, OTEL_EXPORTER_OTLP_LOGS_PROTOCOL: 'grpc' }).problems).toEqual([
      expect.stringMatching(/^OTEL_EXPORTER_OTLP_LOGS_PROTOCOL: must be /),
    ]);
  });

  test('name headers, those for traces over those for all, which a file may hold', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'headers-')), 'headers');
    writeFileSync(file, 'x-team=care\n');
    expect(
      tracesOf({
        OTEL_EXPORTER_OTLP_HEADERS: 'x-token=a%20b%2Cc, x-team = none,',
        OTEL_EXPORTER_OTLP_TRACES_HEADERS_FILE: file,
      })?.headers,
    ).toEqual({ 'x-token': 'a b,c', 'x-team': 'care' });
    for (const wrong of ['hunter2', '=hunter2', 'a b=hunter2', 'a=hunter2%', 'a=hunter2%0A']) {
      const { problems = [] } = readConfig({ ...collector, OTEL_EXPORTER_OTLP_HEADERS: wrong });
      expect(problems).toEqual([expect.stringMatching(/^OTEL_EXPORTER_OTLP_HEADERS: must hold headers/)]);
      expect(problems[0]).not.toMatch('hunter2');
    }
  });

  test.each([
    ['OTEL_EXPORTER_OTLP_TIMEOUT', '10s'],
    ['OTEL_EXPORTER_OTLP_TRACES_TIMEOUT', '0'],
    ['OTEL_EXPORTER_OTLP_COMPRESSION', 'zstd'],
    ['OTEL_EXPORTER_OTLP_CERTIFICATE', '/nowhere/ca.pem'],
    ['OTEL_EXPORTER_OTLP_CLIENT_KEY', '/nowhere/key.pem'],
    ['OTEL_TRACES_SAMPLER', 'sometimes'],
    ['OTEL_TRACES_SAMPLER_ARG', '2'],
    ['OTEL_BSP_SCHEDULE_DELAY', 'soon'],
    ['OTEL_SPAN_EVENT_COUNT_LIMIT', '-1'],
  ])('are refused where OpenTelemetry would take another value without a word: %s=%s', (name, value) => {
    expect(readConfig({ ...collector, [name]: value }).problems).toEqual([expect.stringMatching(`^${name}: must `)]);
  });

  test.each([
    'OTEL_PROPAGATORS=b3',
    'OTEL_METRICS_EXPORTER=otlp',
    'OTEL_EXPORTER_OTLP_INSECURE=true',
    'OTEL_EXPERIMENTAL_CONFIG_FILE=otel.yaml',
    'OTEL_LOG_LEVEL=debug',
    'OTEL_EXPORTER_OTLP_LOGS_HEADERS=a=b',
  ])('are named at the start where they have no effect: %s', (setting) => {
    const [name = '', ...value] = setting.split('=');
    expect(readConfig({ ...collector, [name]: value.join('=') }).warnings).toEqual([`${name}: has no effect here.`]);
  });

  test('are not named where they take effect, or say what is so anyway', () => {
    const env = {
      OTEL_SERVICE_NAME: 'gateway',
      OTEL_RESOURCE_ATTRIBUTES: 'a=b',
      OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '0.25',
      OTEL_BSP_SCHEDULE_DELAY: '1000',
      OTEL_PROPAGATORS: 'tracecontext,baggage',
      OTEL_METRICS_EXPORTER: 'none',
      OTEL_EXPORTER_OTLP_TIMEOUT: '10000',
      OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
    };
    expect(readConfig({ ...collector, ...env })).toMatchObject({ warnings: [] });
    // An operator of Kubernetes sets them for every pod.
    expect(readConfig({ OTEL_SERVICE_NAME: 'gateway', OTEL_RESOURCE_ATTRIBUTES: 'a=b' }).warnings).toEqual([]);
    expect(readConfig({ OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' }).warnings).toHaveLength(1);
  });
});

import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from '@jest/globals';
import { contacts, newTask } from '../../support/demo.js';
import { startTestGateway, type TestGateway, type TestGatewayOptions } from '../../support/gateway.js';
import { metricsOf } from '../../support/metrics.js';
import { run } from '../../support/program.js';

const gateways: TestGateway[] = [];
afterEach(async () => {
  for (const gateway of gateways.splice(0)) await gateway.close();
});

async function start(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const gateway = await startTestGateway({ ...options, settings: { admin: { host: '127.0.0.1', port: 0 } } });
  gateways.push(gateway);
  return gateway;
}

/** A request is counted once its answer has left, which its client may see before. */
async function until(gateway: TestGateway, name: string, labels: Record<string, string>, count: number) {
  for (;;) {
    const metrics = await metricsOf(gateway);
    if (metrics.value(name, labels) >= count) return metrics;
  }
}

const stop = (id: string, clientToken?: string) =>
  [
    'mutation ($input: StopContactInput!) { stopContact(input: $input) { __typename } }',
    { input: { contactId: id, clientToken } },
  ] as const;

describe('the metrics', () => {
  test('count requests, calls, errors, retries, throttles and replays', async () => {
    const gateway = await start();
    const contactId = await newTask(gateway);
    await gateway.graphql(...stop(contactId, 'token'));
    await gateway.graphql(...stop(contactId, 'token'));
    await gateway.graphql(...stop('x'.repeat(300)));
    gateway.emulator.faults.add({ operation: 'DescribeContact', fault: 'throttle', times: 3 });
    await gateway.graphql(`{ connect { contact(id: "${contacts.voice}") { channel } } }`);
    await gateway.graphql('{ nothing }');
    const { value } = await until(gateway, 'requests_total', { outcome: 'refused' }, 1);

    const requests = (type: string, outcome: string) => value('requests_total', { type, outcome });
    expect(requests('mutation', 'ok')).toBe(3);
    expect(requests('mutation', 'errors')).toBe(1);
    expect(requests('query', 'errors')).toBe(1);
    expect(requests('unknown', 'refused')).toBe(1);
    expect(value('request_duration_seconds_count', { type: 'mutation' })).toBe(4);
    expect(value('errors_total', { code: 'CONNECT_INVALID_INPUT' })).toBe(1);
    expect(value('errors_total', { code: 'CONNECT_THROTTLING' })).toBe(1);
    expect(value('errors_total', { code: 'GRAPHQL_VALIDATION_FAILED' })).toBe(1);
    expect(value('connect_calls_total', { operation: 'StopContact', outcome: 'ok' })).toBe(1);
    expect(value('connect_calls_total', { operation: 'DescribeContact', outcome: 'throttled' })).toBe(3);
    expect(value('connect_call_duration_seconds_count', { operation: 'DescribeContact' })).toBe(3);
    expect(value('connect_retries_total', { operation: 'DescribeContact' })).toBe(2);
    expect(value('connect_throttles_total', { operation: 'DescribeContact', by: 'connect' })).toBe(3);
    expect(value('idempotent_replays_total')).toBe(1);
    expect(value('requests_in_flight')).toBe(0);
  });

  test('show what the gateway itself holds back', async () => {
    const overrides = { DescribeContact: { rate: 1, burst: 2 } };
    const gateway = await start({ quotas: { overrides, share: 1 }, requestTimeoutMs: 2_500 });
    const read = (id: string) => gateway.graphql(`{ connect { contact(id: "${id}") { channel } } }`);
    await Promise.all(Array.from({ length: 8 }, (_, index) => read(`nobody-${index}`)));
    const { value } = await until(gateway, 'requests_total', { type: 'query' }, 8);
    expect(value('connect_throttles_total', { by: 'gateway' })).toBeGreaterThan(0);
    expect(value('connect_queue_wait_seconds_count', { operation: 'DescribeContact' })).toBe(
      value('connect_calls_total', { operation: 'DescribeContact' }),
    );
    expect(value('connect_queue_length')).toBe(0);
  });

  test('show that an operation has broken down', async () => {
    const gateway = await start();
    gateway.emulator.faults.add({ operation: 'DescribeContact', fault: 'http500', times: 1_000 });
    const read = () => gateway.graphql(`{ connect { contact(id: "${contacts.voice}") { channel } } }`);
    for (let count = 0; count < 15; count++) await read();
    const { value } = await metricsOf(gateway);
    expect(value('connect_breaker_open', { operation: 'DescribeContact' })).toBe(1);
    expect(value('connect_breaker_refusals_total', { operation: 'DescribeContact' })).toBeGreaterThan(0);
  });

  test('show what memory and other requests have spared', async () => {
    const gateway = await start({ directory: { freshMs: 60_000, staleMs: 0 } });
    const queue = '{ connect { contact(id: "cccccccc-0000-4000-8000-000000000001") { queue { name } } } }';
    await gateway.graphql(queue);
    // The second request comes while the call of the first is in progress, also on a busy machine.
    gateway.emulator.faults.add({ operation: 'DescribeContact', fault: 'latency', ms: 2_000, times: 1 });
    await Promise.all([gateway.graphql(queue), gateway.graphql(queue)]);
    const { value } = await metricsOf(gateway);
    expect(value('directory_lookups_total', { result: 'miss' })).toBe(1);
    expect(value('directory_lookups_total', { result: 'hit' })).toBe(2);
    expect(value('shared_reads_total')).toBeGreaterThan(0);
  });

  test('have no label that a client can choose, and name nobody', async () => {
    const gateway = await start();
    const headers = { 'x-forwarded-for': '192.0.2.7', 'x-request-id': 'canary-request' };
    await gateway.graphql('query Canary { connect { contact(id: "canary") { channel } } }', {}, headers);
    await fetch(`${gateway.url}/canary`, { method: 'DELETE' });
    await fetch(`${gateway.url}/graphql?query=canary`, { method: 'PUT' });
    const { text } = await until(gateway, 'requests_total', { outcome: 'refused' }, 2);
    expect(text).not.toMatch(/canary|192\.0\.2\.7|127\.0\.0\.1/i);
    const labels = new Set([...text.matchAll(/[{,](\w+)="/g)].map(([, label]) => label));
    expect(
      [...labels].filter((label) => !/^(type|outcome|code|operation|by|reason|result|le)$/.test(label ?? '')).sort(),
    ).toEqual(
      // Of the process itself: the garbage collector's, Node's version and the kinds of handles.
      ['kind', 'major', 'minor', 'patch', 'space', 'version'].filter((label) => labels.has(label)),
    );
  });

  test('are those of the table in docs/metrics.md, with the same meaning', async () => {
    const { text } = await metricsOf(await start());
    const made = [...text.matchAll(/^# TYPE (contact_gateway_\w+)/gm)].map(([, name]) => name);
    const page = readFileSync(new URL('../../../docs/metrics.md', import.meta.url), 'utf8');
    expect([...page.matchAll(/^\| `(contact_gateway_\w+)`/gm)].map(([, name]) => name)).toEqual(made);
    const help = [...text.matchAll(/^# HELP (contact_gateway_\w+) (.*)$/gm)].map(([, name, meaning]) => [
      name,
      meaning,
    ]);
    const rows = [...page.matchAll(/^\| `(contact_gateway_\w+)` \|[^|]*\|[^|]*\| ([^|]*) \|/gm)];
    expect(help).toEqual(rows.map(([, name, meaning = '']) => [name, meaning.replaceAll('`', '')]));
  });

  test('know every code of docs/errors.md', async () => {
    const readme = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8');
    const source = readFileSync(new URL('../../../src/server/telemetry/metrics.ts', import.meta.url), 'utf8');
    const [, list = ''] = /## Codes outside result unions\n(.*)/s.exec(readme) ?? [];
    const codes = list.match(/(?<=`)[A-Z]+(_[A-Z]+)*(?=`)/g) ?? [];
    expect(codes.length).toBeGreaterThan(4);
    for (const code of codes) expect(source).toContain(`'${code}'`);
  });
});

describe('the port for administrators', () => {
  test('answers probes with each check, metrics, and nothing else', async () => {
    const { adminUrl } = await start();
    expect(await (await fetch(`${adminUrl}/healthz`)).json()).toEqual({ status: 'ok' });
    const ready = await fetch(`${adminUrl}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { status: 'ready', checks: { serving: true, credentials: true, keys: true, idempotency: true } },
    ]);
    expect((await fetch(`${adminUrl}/metrics`)).headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const statusOf = async (path: string, method = 'GET') => (await fetch(adminUrl + path, { method })).status;
    expect(await statusOf('/graphql', 'POST')).toBe(404);
    expect(await statusOf('/constructor')).toBe(404);
    expect(await statusOf('/metrics', 'POST')).toBe(405);
  });

  test('says what is missing', async () => {
    const program = run({
      ...{ CONNECT_MODE: 'aws', AWS_REGION: 'us-east-1', CONNECT_INSTANCE_ID: 'i', AUTH: 'none' },
      ...{ HOME: '/nonexistent', LOG_LEVEL: 'silent' },
    });
    const [, url = ''] = await program.said(/Metrics\s+(http:\/\/127\.0\.0\.1:\d+)\/metrics/);
    const ready = await fetch(`${url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { status: 'not ready', reason: 'no AWS credentials', checks: { serving: true, credentials: false } },
    ]);
  });

  test('says that the gateway drains, while it does', async () => {
    const gateway = await start();
    gateway.emulator.faults.add({ operation: 'DescribeContact', fault: 'latency', ms: 500 });
    const inFlight = gateway.graphql(`{ connect { contact(id: "${contacts.voice}") { channel } } }`);
    while (gateway.emulator.ledger.entries('DescribeContact').length === 0) await metricsOf(gateway);
    expect((await metricsOf(gateway)).value('requests_in_flight')).toBe(1);
    const stopped = gateway.stop();
    expect(await (await fetch(`${gateway.adminUrl}/readyz`)).json()).toMatchObject({ reason: 'draining' });
    expect((await inFlight).errors).toEqual([]);
    await stopped;
    await expect(fetch(`${gateway.adminUrl}/healthz`)).rejects.toThrow();
  });
});

import { once } from 'node:events';
import { createServer, request as forward, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { startEmulator } from '#connect-emulator';
import { type Collector, startCollector } from '../../support/collector.js';
import { contacts } from '../../support/demo.js';
import { startTestGateway, type TestGateway, type TestGatewayOptions } from '../../support/gateway.js';
import { askAndLeave, until } from '../../support/leaving-client.js';
import { testLog } from '../../support/log.js';
import { run } from '../../support/program.js';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const traceId = '0af7651916cd43dd8448eb211c80319c';
const spanId = 'b7ad6b7169203331';
const traceparent = `00-${traceId}-${spanId}-01`;
const stop = `mutation Stop { stopContact(input: { contactId: "${contacts.paused}" }) { __typename } }`;

/** Passes calls on to a Connect, and keeps the headers that they came with. */
async function startEar(target: string) {
  const heard: IncomingHttpHeaders[] = [];
  const { hostname, port } = new URL(target);
  const server = createServer((incoming, outgoing) => {
    heard.push(incoming.headers);
    const { method, url, headers } = incoming;
    const onward = forward({ hostname, port, method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard };
}

async function start(collector: Collector | null, more: TestGatewayOptions['settings'] = {}, log = testLog()) {
  const emulator = await startEmulator({ port: 0 });
  closers.push(() => emulator.close());
  const ear = await startEar(emulator.url);
  const settings = { tracesUrl: collector?.url ?? null, ...more };
  const instances = emulator.world.instanceArns();
  const gateway = await startTestGateway({
    endpoint: ear.url,
    instances,
    settings,
    log: log.log,
    sharing: { emulator } as TestGateway,
  });
  return { gateway, emulator, ear, log };
}

async function collecting(answers = true) {
  const collector = await startCollector(answers);
  closers.push(collector.close);
  return collector;
}

test('a request continues the trace of its client, and each attempt of a call the trace of the request', async () => {
  const collector = await collecting();
  const { gateway, emulator, ear, log } = await start(collector);
  emulator.faults.add({ operation: 'StopContact', fault: 'throttle' });
  const { headers } = await gateway.graphql(stop, {}, { traceparent, tracestate: 'vendor=1', baggage: 'who=jane' });
  await gateway.close();

  const { spans } = collector;
  const [server, ...others] = spans.filter(({ kind }) => kind === 2);
  expect(others).toEqual([]);
  expect(server).toMatchObject({
    ...{ traceId, parentSpanId: spanId, name: 'mutation' },
    attributes: {
      'http.request.method': 'POST',
      'http.route': '/graphql',
      'http.response.status_code': 200,
      'graphql.operation.type': 'mutation',
      'graphql.operation.name': 'Stop',
      'contact_gateway.request_id': headers.get('x-request-id'),
      'contact_gateway.outcome': 'ok',
    },
  });
  const calls = spans.filter(({ kind }) => kind === 3);
  const awsIds = emulator.ledger.entries('StopContact').map(({ requestId }) => requestId);
  expect(calls).toMatchObject([
    { attributes: { 'http.response.status_code': 429, 'error.type': 'throttled', 'aws.request_id': awsIds[0] } },
    { attributes: { 'http.response.status_code': 200, 'aws.request_id': awsIds[1], 'http.request.resend_count': 1 } },
  ]);
  for (const call of calls) {
    expect(call).toMatchObject({
      ...{ traceId, parentSpanId: server?.spanId, name: 'Connect/StopContact' },
      attributes: { 'rpc.system': 'aws-api', 'rpc.service': 'Connect', 'rpc.method': 'StopContact' },
    });
  }
  // It got through, signature and all, and nothing of the client's baggage with it.
  expect(ear.heard.map((call) => call.traceparent)).toEqual(calls.map((call) => `00-${traceId}-${call.spanId}-01`));
  expect(ear.heard.map((call) => [call.tracestate, call.baggage])).toEqual(calls.map(() => [undefined, undefined]));
  expect(collector.resource()).toMatchObject({ 'service.name': 'contact-gateway' });
  expect(log.lines('request')).toMatchObject([{ traceId }]);
});

test('a call that was cancelled since its client had gone is no error, as one that broke off is', async () => {
  const collector = await collecting();
  const { gateway, emulator, log } = await start(collector);
  const calls = emulator.ledger.entries.bind(emulator.ledger, 'DescribeContact');
  const read = `{ connect { contact(id: "${contacts.paused}") { channel } } }`;
  emulator.faults.add({ operation: 'DescribeContact', fault: 'hang' });
  const { leave } = askAndLeave(gateway, read);
  await until(() => calls().length === 1);
  leave();
  await until(() => log.lines('connect call').length === 1);
  emulator.faults.add({ operation: 'DescribeContact', fault: 'resetBefore', times: 3 });
  await gateway.graphql(read);
  await gateway.close();
  const ended = collector.spans.filter(({ kind }) => kind === 3);
  expect(ended.map(({ attributes, status }) => [attributes['error.type'], status.code ?? 0])).toEqual([
    ['cancelled', 0],
    ...Array(3).fill(['unknown', 2]),
  ]);
});

test.each<[what: string, tracestate: string, passed: string | undefined]>([
  ['only what is listed', 'vendor=jane.doe@example.com,own=1,tel=+14155550123,tenant@own=2', 'own=1,tenant@own=2'],
  ['nothing else than what is listed', 'other=eyJhbGciOiJIUzI1NiJ9.e30.x', undefined],
  ['no key that only begins like a listed one', 'own2=1, ow=2', undefined],
  ['members with blanks around them', 'a=1 , own=3', 'own=3'],
])('of `tracestate` is passed on %s', async (_what, tracestate, passed) => {
  const collector = await collecting();
  const { gateway, ear } = await start(collector, { traceStateKeys: new Set(['own', 'tenant@own']) });
  await gateway.graphql(stop, {}, { traceparent, tracestate });
  await gateway.close();
  expect(ear.heard.length).toBeGreaterThan(0);
  expect(ear.heard.map((call) => call.tracestate)).toEqual(ear.heard.map(() => passed));
});

test.each([
  ['none', {}],
  ['what is not one', { traceparent: 'nonsense' }],
  ['one of zeros', { traceparent: `00-${'0'.repeat(32)}-${spanId}-01` }],
])('a request with %s for a trace begins one', async (_what, headers) => {
  const collector = await collecting();
  const { gateway } = await start(collector);
  await gateway.graphql('{ connect { alias } }', {}, headers);
  await gateway.close();
  const server = collector.spans.find(({ kind }) => kind === 2);
  expect(server?.traceId).toMatch(/^[\da-f]{32}$/);
  expect(server?.traceId).not.toBe(traceId);
  expect(server?.parentSpanId ?? '').toBe('');
});

test('a client that does not want its trace kept gets its way, and its calls still carry it', async () => {
  const collector = await collecting();
  const { gateway, ear } = await start(collector);
  await gateway.graphql('{ connect { alias } }', {}, { traceparent: `00-${traceId}-${spanId}-00` });
  await gateway.close();
  expect(collector.spans).toEqual([]);
  expect(ear.heard[0]?.traceparent).toMatch(new RegExp(`^00-${traceId}-[\\da-f]{16}-00$`));
});

test('nothing of documents, variables and answers is in a trace', async () => {
  const collector = await collecting();
  const { gateway, emulator } = await start(collector);
  const message = 'jane.canary@mail.example';
  emulator.faults.add({
    operation: 'DescribeContact',
    fault: 'error',
    error: 'InternalServiceException',
    message,
    times: 9,
  });
  await gateway.graphql(`query _15555550123 { connect { contact(id: "${message}") { channel } } }`);
  await gateway.graphql('{ canary }');
  await gateway.close();
  expect(collector.spans.filter(({ kind }) => kind === 2)).toHaveLength(2);
  expect(collector.text()).not.toMatch(/canary|5555550123|127\.0\.0\.1/);
});

test('without a collector nothing is traced, nor sent along', async () => {
  const { gateway, ear, log } = await start(null);
  await gateway.graphql('{ connect { alias } }', {}, { traceparent });
  await gateway.close();
  expect(ear.heard.map((call) => call.traceparent)).toEqual([undefined]);
  expect(log.lines('request')[0]).not.toHaveProperty('traceId');
});

/** Runs the program before a collector, asks it something, and stops it. */
async function runAndStop(collector: Collector, env: Record<string, string>) {
  const endpoint = collector.url.replace('/v1/traces', '');
  const program = run({ LOG_LEVEL: 'silent', OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, ...env });
  const [, url = ''] = await program.said(/GraphQL\s+(http\S+)/);
  const body = JSON.stringify({ query: '{ connect { alias } }' });
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  expect(await answer.json()).toEqual({ data: { connect: { alias: 'northwind-care' } } });
  program.child.kill('SIGTERM');
  return program.exit;
}

test('the program reads where the collector is from the standard variables, and sends what is left before it ends', async () => {
  const collector = await collecting();
  expect(await runAndStop(collector, { OTEL_SERVICE_NAME: 'of-a-test' })).toBe(0);
  expect(collector.spans.map(({ name }) => name).sort()).toEqual(['Connect/DescribeInstance', 'query']);
  expect(collector.resource()).toMatchObject({ 'service.name': 'of-a-test' });
});

// The switches OTEL_SDK_DISABLED and OTEL_TRACES_EXPORTER are in test/config.test.ts: they leave no address to send to.
test('traces can be left out by the standard variable of the sampler', async () => {
  const collector = await collecting();
  expect(await runAndStop(collector, { OTEL_TRACES_SAMPLER: 'always_off' })).toBe(0);
  expect(collector.spans).toEqual([]);
});

test('a collector that does not answer does not keep the program from ending', async () => {
  const collector = await collecting(false);
  expect(await runAndStop(collector, {})).toBe(0);
  expect(collector.spans.length).toBeGreaterThan(0);
});

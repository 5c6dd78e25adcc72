import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Proxies } from '../../../src/lib/proxies.js';
import { openAuditLog } from '../../../src/server/telemetry/audit-log.js';
import { type OtlpSettings, plainOtlp } from '../../../src/server/telemetry/otlp.js';
import { Tracing, traceExporter } from '../../../src/server/telemetry/tracing.js';
import { testLog } from '../../support/log.js';
import { startTestProxy } from '../../support/proxy.js';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A collector that keeps what it was sent. */
async function startCollector(status = 200) {
  const sent: { path: string; headers: IncomingHttpHeaders; body: Buffer }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    sent.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) });
    response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { port: (server.address() as AddressInfo).port, sent };
}

/** Sends one span. */
async function trace(url: string, otlp: OtlpSettings, proxies: Proxies | null = null) {
  const log = testLog();
  const tracing = new Tracing(await traceExporter(url, otlp, proxies, log.log), new Set(), log.log);
  tracing
    .request('POST', {})
    .ended({ type: 'query', operation: 'Ask', outcome: 'ok', status: 200, codes: [] } as never, 'request-1');
  await tracing.close();
  return log;
}

const settings = (changes: Partial<OtlpSettings>): OtlpSettings => ({ ...plainOtlp, ...changes });
const event = { caller: 'jane', mutation: 'stopContact', resources: {}, returned: {} } as never;
const problem = 'the exporter of traces reports a problem';

describe('a collector gets', () => {
  test('traces as JSON, or in protobuf, with the headers that were set', async () => {
    const { port, sent } = await startCollector();
    const url = `http://127.0.0.1:${port}/v1/traces`;
    await trace(url, settings({ headers: { 'x-token': 'secret' } }));
    await trace(url, settings({ protocol: 'http/protobuf', headers: { 'x-token': 'secret' } }));
    expect(sent.map(({ headers }) => [headers['content-type'], headers['x-token']])).toEqual([
      ['application/json', 'secret'],
      ['application/x-protobuf', 'secret'],
    ]);
    expect(JSON.parse(String(sent[0]?.body))).toHaveProperty('resourceSpans');
    expect(sent[1]?.body.includes('contact-gateway')).toBe(true);
    expect(() => JSON.parse(String(sent[1]?.body))).toThrow();
  });

  test('the audit log in protobuf too', async () => {
    const { port, sent } = await startCollector();
    const otlp = settings({ protocol: 'http/protobuf', headers: { 'x-token': 'secret' } });
    const audit = await openAuditLog({ kind: 'otlp', url: `http://127.0.0.1:${port}/v1/logs`, otlp }, testLog().log);
    audit.record(event);
    await audit.close();
    expect(sent.map(({ headers }) => [headers['content-type'], headers['x-token']])).toEqual([
      ['application/x-protobuf', 'secret'],
    ]);
    expect(sent[0]?.body.includes('stopContact')).toBe(true);
  });

  test('both through a proxy, which resolves its name', async () => {
    const { port, sent } = await startCollector();
    const proxy = await startTestProxy('gateway:pass');
    closers.push(() => proxy.close());
    proxy.routes.set('collector.example.invalid:4318', port);
    const proxies = new Proxies({ http: proxy.url.replace('//', '//gateway:pass@'), https: null, exempt: [] });
    const log = await trace('http://collector.example.invalid:4318/v1/traces', plainOtlp, proxies);
    const target = { kind: 'otlp', url: 'http://collector.example.invalid:4318/v1/logs' } as const;
    const audit = await openAuditLog(target, testLog().log, proxies);
    audit.record(event);
    await audit.close();
    expect(sent.map(({ path }) => path)).toEqual(['/v1/traces', '/v1/logs']);
    expect(sent[0]?.headers).not.toHaveProperty('proxy-authorization');
    expect(proxy.requests.map(({ method, target }) => `${method} ${target}`)).toEqual([
      'POST http://collector.example.invalid:4318/v1/traces',
      'POST http://collector.example.invalid:4318/v1/logs',
    ]);
    expect(log.lines(problem)).toEqual([]);
  });
});

describe('a problem of the exporter is told once, with a code and the host and nothing that was sent', () => {
  const secret = settings({ headers: { 'x-token': 'hunter2' } });

  test('of a status that the collector answers with', async () => {
    const { port } = await startCollector(401);
    const log = await trace(`http://127.0.0.1:${port}/v1/traces`, secret);
    expect(log.lines(problem)).toEqual([expect.objectContaining({ code: 401, host: `127.0.0.1:${port}` })]);
    expect(log.text().trim().split('\n')).toHaveLength(1);
    expect(log.text()).not.toMatch('hunter2');
  });

  test('of a port that speaks gRPC alone', async () => {
    const server = createTcpServer((socket) => {
      socket.on('error', () => {});
      // The frame of settings with which HTTP/2 begins.
      socket.end(Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    closers.push(async () => void server.close());
    const { port } = server.address() as AddressInfo;
    const log = await trace(`http://127.0.0.1:${port}/v1/traces`, secret);
    expect(log.lines(problem)).toEqual([
      expect.objectContaining({ code: expect.stringMatching(/^HPE_/), host: `127.0.0.1:${port}` }),
    ]);
  });

  test('of a proxy that wants other credentials', async () => {
    const proxy = await startTestProxy('gateway:other');
    closers.push(() => proxy.close());
    for (const protocol of ['http', 'https']) {
      const url = proxy.url.replace('//', '//gateway:hunter2@');
      const proxies = new Proxies({ http: url, https: url, exempt: [] });
      const log = await trace(`${protocol}://collector.example.invalid:4318/v1/traces`, secret, proxies);
      expect(log.lines(problem)).toEqual([
        expect.objectContaining({ code: expect.anything(), host: 'collector.example.invalid:4318' }),
      ]);
      expect(log.text()).not.toMatch(/hunter2|Basic/);
    }
  });
});

import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startEmulator } from '#connect-emulator';
import { contacts } from '../support/demo.js';
import { startTestGateway } from '../support/gateway.js';
import { bearer, startTestIssuer, type TestIssuer } from '../support/issuer.js';
import { testLog } from '../support/log.js';
import { run } from '../support/program.js';
import { startTestProxy, type TestProxy } from '../support/proxy.js';
import { certificate, certificateKey } from '../support/tls.js';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'proxies-'));
  writeFileSync(join(folder, 'ca.pem'), certificate);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function startProxy(credentials?: string): Promise<TestProxy> {
  const proxy = await startTestProxy(credentials);
  closers.push(() => proxy.close());
  return proxy;
}

const tls = { cert: certificate, key: certificateKey };
const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port;

/** A server at https:// on a port of its own. */
async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(tls, listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return portOf(server);
}

/** TLS in front of a port that has none. */
async function terminate(url: string): Promise<number> {
  const server = createTlsServer(tls, (socket) => {
    const onward = connect(Number(new URL(url).port), '127.0.0.1');
    for (const end of [socket, onward]) {
      end.on('error', () => {});
      end.on('close', () => {
        socket.destroy();
        onward.destroy();
      });
    }
    socket.pipe(onward).pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(async () => void server.close());
  return portOf(server);
}

const roleOf = (
  action: string,
) => `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>
  <Credentials><AccessKeyId>assumed</AccessKeyId><SecretAccessKey>assumed</SecretAccessKey>
  <SessionToken>assumed</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials>
  </${action}Result></${action}Response>`;

const aws = {
  CONNECT_MODE: 'aws',
  AWS_REGION: 'us-east-1',
  CONNECT_INSTANCE_ID: '10000000-0000-4000-8000-000000000001',
};
const query = JSON.stringify({ query: '{ connect { alias } }' });
const ask = (url: string, headers = {}) =>
  fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: query });

describe('a program behind a proxy', () => {
  let proxy: TestProxy;
  let issuer: TestIssuer;
  let program: ReturnType<typeof run>;
  const roleRequests: (string | undefined)[] = [];
  const collectorTokens: unknown[] = [];
  // Here and not in the test: the start of a program takes long on a busy machine.
  beforeAll(async () => {
    proxy = await startProxy('gateway:p@ss:word');
    const emulator = await startEmulator({ port: 0, allowedHosts: ['vpce.example.invalid'] });
    closers.push(() => emulator.close());
    issuer = await startTestIssuer();
    closers.push(() => issuer.close());
    const sts = await serve((request, response) => {
      roleRequests.push(request.headers['content-type']);
      request.resume().on('end', () => response.end(roleOf('AssumeRoleWithWebIdentity')));
    });
    const collector = await serve((request, response) => {
      collectorTokens.push(request.headers['x-token']);
      request.resume().on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
    });
    proxy.routes.set('vpce.example.invalid:443', await terminate(emulator.url));
    proxy.routes.set('login.example.invalid:443', await terminate(issuer.settings.jwksUrl));
    proxy.routes.set('sts.example.invalid:443', sts);
    proxy.routes.set('collector.example.invalid:4318', collector);
    writeFileSync(join(folder, 'token'), 'a token');
    writeFileSync(join(folder, 'headers'), '\ufeffx-token=secret%20of%20the%20collector\r\n');
    program = run({
      ...aws,
      AUTH_ISSUER: issuer.settings.issuer,
      AUTH_AUDIENCE: issuer.settings.audiences[0] ?? '',
      AUTH_JWKS_URL: 'https://login.example.invalid/jwks.json',
      AWS_ENDPOINT_URL_CONNECT: 'https://vpce.example.invalid',
      AWS_ENDPOINT_URL_STS: 'https://sts.example.invalid',
      AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/contact-gateway',
      AWS_WEB_IDENTITY_TOKEN_FILE: join(folder, 'token'),
      HTTPS_PROXY: proxy.url.replace('//', '//gateway:p%40ss:word@'),
      NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
      OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.example.invalid:4318',
      OTEL_EXPORTER_OTLP_HEADERS_FILE: join(folder, 'headers'),
      OTEL_BSP_SCHEDULE_DELAY: '10',
      LOG_LEVEL: 'trace',
    });
    await program.said(/GraphQL\s+(http\S+)\/graphql/);
  });

  test('uses it for Connect, keys, credentials and traces, with its password and without telling it', async () => {
    const [, url = ''] = await program.said(/GraphQL\s+(http\S+)\/graphql/);
    await program.said(/Proxy\s+http:\/\/127\.0\.0\.1:\d+\n/);
    const token = await issuer.token({ scope: 'directory:read' });
    const answer = await ask(url, bearer(token));
    expect(await answer.json()).toEqual({ data: { connect: { alias: 'northwind-care' } } });
    program.child.kill('SIGTERM');
    await program.exit;
    expect(roleRequests).toEqual(['application/x-www-form-urlencoded']);
    expect(new Set(collectorTokens)).toEqual(new Set(['secret of the collector']));
    expect(new Set(proxy.requests.map(({ method, target }) => `${method} ${target}`))).toEqual(
      new Set([
        'CONNECT vpce.example.invalid:443',
        'CONNECT login.example.invalid:443',
        'CONNECT sts.example.invalid:443',
        'CONNECT collector.example.invalid:4318',
      ]),
    );
    expect(program.output()).not.toMatch(/p@ss|p%40ss|secret|Basic|proxy-authorization/i);
  });
});

describe('a proxy is used', () => {
  test('in absolute form where the target has no TLS, also for calls that want a connection of their own', async () => {
    const proxy = await startProxy('gateway:pass');
    const emulator = await startEmulator({ port: 0, allowedHosts: ['vpce.example.invalid'] });
    closers.push(() => emulator.close());
    proxy.routes.set('vpce.example.invalid:8080', Number(new URL(emulator.url).port));
    const gateway = await startTestGateway({
      endpoint: 'http://vpce.example.invalid:8080',
      instances: emulator.world.instanceArns(),
      settings: { proxies: { http: proxy.url.replace('//', '//gateway:pass@'), https: null, exempt: [] } },
    });
    closers.push(() => gateway.close());
    expect((await gateway.graphql('{ connect { alias } }')).data).toEqual({ connect: { alias: 'northwind-care' } });
    const stop = `mutation { stopContact(input: { contactId: "${contacts.paused}" }) { __typename } }`;
    expect((await gateway.graphql(stop)).data).toEqual({ stopContact: { __typename: 'StopContactSuccess' } });
    expect(proxy.requests.map(({ method, target }) => `${method} ${new URL(target).origin}`)).toEqual([
      'GET http://vpce.example.invalid:8080',
      'POST http://vpce.example.invalid:8080',
    ]);
  });

  test('not for the emulator, nor for what NO_PROXY names', async () => {
    const proxy = await startProxy();
    const emulated = await startTestGateway({
      settings: { proxies: { http: proxy.url, https: proxy.url, exempt: [] } },
    });
    closers.push(() => emulated.close());
    expect((await emulated.graphql('{ connect { alias } }')).data).toEqual({ connect: { alias: 'northwind-care' } });
    const gateway = await startTestGateway({
      endpoint: 'https://vpce.example.invalid',
      settings: { proxies: { http: null, https: proxy.url, exempt: ['.example.invalid'] } },
    });
    closers.push(() => gateway.close());
    const { errors } = await gateway.graphql('{ connect { alias } }');
    expect(errors[0]?.message).toMatch("The name of Connect's endpoint could not be resolved.");
    expect(proxy.requests).toEqual([]);
  });
});

describe('a proxy that gives no connection', () => {
  const stop = `mutation { stopContact(input: { contactId: "${contacts.paused}" }) { __typename ... on ConnectError { message } } }`;

  async function unavailable(target: string, proxyUrl: string) {
    const log = testLog();
    const gateway = await startTestGateway({
      endpoint: target,
      log: log.log,
      settings: { proxies: { http: proxyUrl, https: proxyUrl, exempt: [] } },
    });
    closers.push(() => gateway.close());
    const read = await gateway.graphql('{ connect { alias } }');
    const { data } = await gateway.graphql(stop);
    return { code: read.errors[0]?.extensions.code, message: read.errors[0]?.message, ...data.stopContact, log };
  }
  const withPassword = (url: string) => url.replace('//', '//gateway:hunter2@');

  test.each(['https://vpce.example.invalid', 'http://vpce.example.invalid'])(
    'as it wants other credentials is asked once a call on the way to %s',
    async (target) => {
      const proxy = await startProxy('gateway:other');
      const { log, ...answers } = await unavailable(target, withPassword(proxy.url));
      expect(answers).toEqual({
        code: 'CONNECT_UNAVAILABLE',
        message: expect.stringContaining('A proxy on the way to Connect refused the call.'),
        __typename: 'ConnectUnavailableError',
      });
      expect(proxy.requests).toHaveLength(2);
      expect(log.text()).not.toMatch(/hunter2|Basic/);
    },
  );

  test.each<[why: string, refusal: number | 'close', target: string]>([
    ['that cannot reach Connect', 502, 'https://vpce.example.invalid'],
    ['that closes the connection instead of an answer', 'close', 'https://vpce.example.invalid'],
  ])('%s leaves a mutation unapplied', async (_why, refusal, target) => {
    const proxy = await startProxy();
    proxy.refusal = refusal;
    const { log, ...answers } = await unavailable(target, withPassword(proxy.url));
    expect(answers).toMatchObject({
      code: 'CONNECT_UNAVAILABLE',
      message: expect.stringContaining('No connection to Connect could be made.'),
      __typename: 'ConnectUnavailableError',
    });
    // As often as the gateway tries a call, and not for ever.
    expect(proxy.requests.length).toBeLessThan(20);
    expect(log.text()).not.toContain('hunter2');
  });

  test('since it is down leaves a mutation unapplied', async () => {
    const proxy = await startTestProxy();
    await proxy.close();
    for (const target of ['https://vpce.example.invalid', 'http://vpce.example.invalid']) {
      const { log, ...answers } = await unavailable(target, withPassword(proxy.url));
      expect(answers).toMatchObject({ code: 'CONNECT_UNAVAILABLE', __typename: 'ConnectUnavailableError' });
      expect(log.text()).not.toContain('hunter2');
    }
  });
});

test('a role is assumed without a proxy too', async () => {
  const port = await serve((request, response) => {
    request.resume().on('end', () => response.end(roleOf('AssumeRoleWithWebIdentity')));
  });
  writeFileSync(join(folder, 'token'), 'a token');
  const program = run({
    ...aws,
    AUTH: 'none',
    AWS_ENDPOINT_URL_STS: `https://127.0.0.1:${port}`,
    AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/contact-gateway',
    AWS_WEB_IDENTITY_TOKEN_FILE: join(folder, 'token'),
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
    LOG_LEVEL: 'silent',
  });
  const [, url = ''] = await program.said(/GraphQL\s+(http\S+)\/graphql/);
  expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: 'ready' });
});

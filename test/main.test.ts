import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { bearer, startTestIssuer } from './support/issuer.js';
import { run } from './support/program.js';

async function urls(program: ReturnType<typeof run>): Promise<{ gateway: string; emulator: string }> {
  const [, gateway = ''] = await program.said(/GraphQL\s+(http\S+)\/graphql/);
  const [, emulator = ''] = await program.said(/Emulator\s+(http\S+)\/_emulator/);
  return { gateway, emulator };
}

const post = (url: string, body: object) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

describe('the program', () => {
  test('starts gateway and emulator, says where they are, and which settings have no effect', async () => {
    const started = run({
      ...{ LOG_LEVEL: 'warn', ADMIN_PORT: 'tcp://10.43.0.9:9464', ADMIN_HOST: '127.0.0.1', MEDIA_ROOT: '/srv/canary' },
    });
    const { gateway } = await urls(started);
    expect(started.output()).toContain('nothing here reaches AWS');
    const answer = await post(`${gateway}/graphql`, { query: '{ connect { alias } }' });
    expect(await answer.json()).toEqual({ data: { connect: { alias: 'northwind-care' } } });
    await started.said(/ {2}Warning {3}ADMIN_HOST: has no effect without ADMIN_PORT\.\n/);
    expect(started.output()).toMatch(/ {2}Warning {3}ADMIN_PORT: ignored, because .* Kubernetes/);
    expect(started.output()).toMatch(/ {2}Warning {3}MEDIA_ROOT: is not a setting of the gateway/);
    expect(started.output()).not.toContain('canary');
  });

  test('has its gateway begin anew with its emulator, also at the next start, though records are in a file', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'records-')), 'tokens.db');
    const transfers = async (program: ReturnType<typeof run>) => {
      const { gateway } = await urls(program);
      const input = {
        contactId: 'cccccccc-0000-4000-8000-000000000001',
        contactFlowId: 'ffffffff-0000-4000-8000-000000000003',
        destination: { queueId: 'aaaaaaaa-0000-4000-8000-000000000001' },
        clientToken: 'the-same-each-time',
      };
      const query = `mutation ($input: TransferContactInput!) {
        transferContact(input: $input) { ... on TransferContactSuccess { contact { state } transferredFrom { state } } }
      }`;
      const answer = await post(`${gateway}/graphql`, { query, variables: { input } });
      return ((await answer.json()) as { data: { transferContact: unknown } }).data.transferContact;
    };
    const made = { contact: { state: expect.any(String) }, transferredFrom: { state: 'ENDED' } };
    const settings = { IDEMPOTENCY_STORE: `file:${file}`, LOG_LEVEL: 'warn' };
    const first = run(settings);
    expect(await transfers(first)).toEqual(made);
    const { emulator } = await urls(first);
    expect((await fetch(`${emulator}/_emulator/reset`, { method: 'POST' })).status).toBe(200);
    expect(await transfers(first)).toEqual(made);
    first.child.kill('SIGTERM');
    await first.exit;
    expect(await transfers(run(settings))).toEqual(made);
  });

  test('lists all that is wrong with its settings, those of the emulator too, and does not start', async () => {
    const refused = run({ PORT: 'many', EMULATOR_QUOTAS: 'maybe', LOG_LEVEL: 'loud' });
    expect(await refused.exit).toBe(1);
    expect(refused.output()).toMatch(
      /contact-gateway cannot start:\n {2}PORT: .*\n {2}LOG_LEVEL: .*\n {2}EMULATOR_QUOTAS /,
    );
  });

  test('refuses names that are nearly a setting, beside values of the wrong form', async () => {
    const refused = run({ AUTH_INSTANCE_CLAIM: 'instances', PORT: 'many' });
    expect(await refused.exit).toBe(1);
    expect(refused.output()).toMatch(
      /cannot start:\n {2}PORT: .*\n {2}AUTH_INSTANCE_CLAIM: is not a setting. Did you mean AUTH_INSTANCES_CLAIM\?\n/,
    );
  });

  const awsBy = (endpoint: string) => {
    const AWS_CONFIG_FILE = join(mkdtempSync(join(tmpdir(), 'aws-')), 'config');
    writeFileSync(AWS_CONFIG_FILE, `[default]\nendpoint_url = ${endpoint}\n`);
    const aws = { CONNECT_MODE: 'aws', AWS_REGION: 'us-east-1', CONNECT_INSTANCE_ID: 'i', AUTH: 'none' };
    return run({ ...aws, AWS_CONFIG_FILE, HOME: '/nonexistent', LOG_LEVEL: 'silent' });
  };

  test('refuses an endpoint of the shared configuration file that is no address', async () => {
    const refused = awsBy('localhost:9');
    expect(await refused.exit).toBe(1);
    expect(refused.output()).toMatch(/cannot start:\n {2}AWS_ENDPOINT_URL: the endpoint of Connect cannot be resolved/);
  });

  test('lists what is wrong with the world file beside what is wrong with its settings', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'world-')), 'world.yaml');
    writeFileSync(file, 'region: here\naccount: "111122223333"\ninstances: []\n');
    const refused = run({ EMULATOR_WORLD: file, PORT: 'many', EMULATOR_QUOTAS: 'maybe' });
    expect(await refused.exit).toBe(1);
    const [first, ...lines] = refused.output().trimEnd().split('\n');
    expect(first).toBe('contact-gateway cannot start:');
    expect(lines.map((line) => line.trim().replace(/ .*/, ''))).toEqual([
      'PORT:',
      'EMULATOR_QUOTAS',
      'EMULATOR_WORLD:',
      '-',
      '-',
    ]);
    expect(refused.output()).toContain(`${file} has 2 problems`);
  });

  test('serves the operations of a manifest, or names the one that it could not serve', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'operations-'));
    const [good, bad] = ['good.json', 'bad.json'].map((name) => join(folder, name)) as [string, string];
    writeFileSync(good, JSON.stringify({ alias: '{ connect { alias } }' }));
    writeFileSync(bad, JSON.stringify({ alias: '{ connect { alias } }', old: '{ connect { oldName } }' }));
    const started = run({ PERSISTED_OPERATIONS: good });
    const refused = run({ PERSISTED_OPERATIONS: bad });
    expect(await refused.exit).toBe(1);
    expect(refused.output()).toMatch(/cannot start:\n {2}PERSISTED_OPERATIONS: .*\n {2}old: .*oldName/);
    const { gateway } = await urls(started);
    const answer = await post(`${gateway}/graphql`, { documentId: 'alias' });
    expect(await answer.json()).toEqual({ data: { connect: { alias: 'northwind-care' } } });
    await started.said(/Allowed +1 persisted operations/);
  });

  test('names an instance that the world of the emulator does not have', async () => {
    const refused = run({ CONNECT_MODE: 'emulator', CONNECT_INSTANCE_ID: 'nowhere' });
    expect(await refused.exit).toBe(1);
    expect(refused.output()).toContain("CONNECT_INSTANCE_ID: the emulator's world has no instance nowhere.");
  });

  test('says which setting helps when its port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const refused = run({ PORT: String(port) });
    expect(await refused.exit).toBe(1);
    expect(refused.output()).toContain('set PORT, ADMIN_PORT or EMULATOR_PORT');
    server.close();
  });

  test('reaches Amazon Connect in aws mode, here at another address, with the credentials of the chain', async () => {
    const emulated = run({ LOG_LEVEL: 'silent' });
    const { emulator } = await urls(emulated);
    const real = run({
      CONNECT_MODE: 'aws',
      AWS_REGION: 'us-east-1',
      CONNECT_INSTANCE_ID: '10000000-0000-4000-8000-000000000001',
      AWS_ENDPOINT_URL_CONNECT: emulator,
      AWS_ACCESS_KEY_ID: 'placeholder',
      AWS_SECRET_ACCESS_KEY: 'placeholder',
      AUTH: 'none',
      LOG_LEVEL: 'silent',
    });
    const [, url] = await real.said(/GraphQL\s+(http\S+)/);
    expect(real.output()).toContain('AMAZON CONNECT in us-east-1');
    expect(real.output()).toContain('Callers   anyone who can reach it');
    const answer = await post(url ?? '', { query: '{ connect { alias arn } }' });
    expect(answer.headers.get('x-connect-mode')).toBe('aws');
    expect(await answer.json()).toEqual({
      data: {
        connect: {
          alias: 'northwind-care',
          arn: 'arn:aws:connect:us-east-1:111122223333:instance/10000000-0000-4000-8000-000000000001',
        },
      },
    });
  });

  test('shows the address of Connect in the shared configuration file, and is not ready without credentials', async () => {
    const real = awsBy('http://127.0.0.1:9');
    const [, url = ''] = await real.said(/GraphQL\s+(http\S+)\/graphql/);
    expect(real.output()).toContain('AMAZON CONNECT in us-east-1 (http://127.0.0.1:9): what is done here is real');
    const ready = await fetch(`${url}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toEqual({ status: 'not ready', reason: 'no AWS credentials' });
    const answer = await post(`${url}/graphql`, {
      query:
        'mutation { stopContact(input: { contactId: "c" }) { __typename ... on ConnectError { message retryable } } }',
    });
    expect(await answer.json()).toEqual({
      data: {
        stopContact: {
          __typename: 'ConnectUnavailableError',
          message: "The gateway's AWS credentials are missing, expired or refused. This request applied nothing.",
          retryable: true,
        },
      },
    });
  });
});

describe('authentication', () => {
  test('is not left out on Amazon Connect by saying nothing', async () => {
    const refused = run({ CONNECT_MODE: 'aws', AWS_REGION: 'us-east-1', CONNECT_INSTANCE_ID: 'i' });
    expect(await refused.exit).toBe(1);
    expect(refused.output()).toMatch(/ {2}AUTH_ISSUER: .*\n {2}AUTH_AUDIENCE: .*\n {2}AUTH_JWKS_URL: /);
  });

  test('guards all but the page and the probes', async () => {
    const issuer = await startTestIssuer();
    const { gateway } = await urls(
      run({
        ...{ CONNECT_MODE: 'emulator', AUTH: 'jwt', LOG_LEVEL: 'silent', AUTH_ISSUER: issuer.settings.issuer },
        ...{ AUTH_AUDIENCE: issuer.settings.audiences.join(), AUTH_JWKS_URL: issuer.settings.jwksUrl },
      }),
    );
    const statusOf = async (path: string, headers = {}) => (await fetch(gateway + path, { headers })).status;
    const token = await issuer.token();
    for (const path of ['/', '/page/app.js', '/page/operations.json', '/healthz', '/readyz']) {
      expect([path, await statusOf(path)]).toEqual([path, 200]);
    }
    expect(await statusOf('/schema.graphql')).toBe(401);
    expect(await statusOf('/schema.graphql', bearer(token))).toBe(200);
    const body = { query: '{ connect { alias } }' };
    expect((await post(`${gateway}/graphql`, body)).status).toBe(401);
    await issuer.close();
  });
});

describe('a signal', () => {
  test.each(['/config.js', '/connect-emulator.js', '/dist/gateway.js', '/client-connect/'])(
    'that comes while it starts, here as it loads %s, ends it with 0',
    async (module) => {
      const stopped = run({ LOG_LEVEL: 'silent', NODE_OPTIONS: signalAsLoading(module) });
      expect([await stopped.exit, stopped.output()]).toEqual([0, '']);
    },
  );

  test('lets a hundred that are in flight finish, reads and mutations, resets none, and refuses what is new', async () => {
    const started = run({ LOG_LEVEL: 'silent' });
    const { gateway, emulator } = await urls(started);
    const create =
      'mutation { startTaskContact(input: { name: "A task", source: { contactFlowId: "ffffffff-0000-4000-8000-000000000001" } }) { __typename } }';
    for (const operation of ['DescribeContact', 'StartTaskContact']) {
      await post(`${emulator}/_emulator/faults`, { operation, fault: 'latency', ms: 1_500, times: 100 });
    }
    const answers = Promise.all(
      Array.from({ length: 100 }, async (_, n) => {
        const read = `{ connect { contact(id: "${n}") { channel } } }`;
        const answer = await post(`${gateway}/graphql`, { query: n % 2 === 0 ? create : read });
        return [answer.status, await answer.json()];
      }),
    );
    const calls = async () => (await (await fetch(`${emulator}/_emulator/ledger`)).json()) as { entries: unknown[] };
    await waitFor(async () => (await calls()).entries.length >= 100);
    started.child.kill('SIGTERM');
    const expected = (n: number) =>
      n % 2 === 0
        ? { data: { startTaskContact: { __typename: 'StartTaskContactSuccess' } } }
        : { data: { connect: { contact: null } } };
    expect(await answers).toEqual(Array.from({ length: 100 }, (_, n) => [200, expected(n)]));
    expect(await started.exit).toBe(0);
    await expect(fetch(`${gateway}/healthz`)).rejects.toThrow();
  });

  test('ends it with 0 once it has drained, although connections without a request are open on each port', async () => {
    const started = run({ LOG_LEVEL: 'silent', DRAIN_MS: '1' });
    const { gateway, emulator } = await urls(started);
    const silent = [gateway, emulator].map((url) => connect(Number(new URL(url).port), '127.0.0.1'));
    for (const socket of silent) await once(socket, 'connect');
    started.child.kill('SIGTERM');
    expect(await started.exit).toBe(0);
    for (const socket of silent) socket.destroy();
  });

  test('turns readiness first and the listener DRAIN_MS later, and a second one ends it at once', async () => {
    const started = run({ LOG_LEVEL: 'silent', DRAIN_MS: '600000' });
    const { gateway } = await urls(started);
    const statusOf = async (path: string) => (await fetch(gateway + path)).status;
    expect(await statusOf('/readyz')).toBe(200);
    started.child.kill('SIGTERM');
    await waitFor(async () => (await statusOf('/readyz')) === 503);
    const answer = await post(`${gateway}/graphql`, { query: '{ connect { alias } }' });
    expect(await answer.json()).toEqual({ data: { connect: { alias: 'northwind-care' } } });
    started.child.kill('SIGTERM');
    expect(await started.exit).toBe(1);
  });

  test('of a terminal ends it with 0 without a drain', async () => {
    const started = run({ LOG_LEVEL: 'silent', DRAIN_MS: '600000' });
    await urls(started);
    started.child.kill('SIGINT');
    expect(await started.exit).toBe(0);
  });

  test('that comes twice ends it at once', async () => {
    const started = run({ LOG_LEVEL: 'silent' });
    const { gateway, emulator } = await urls(started);
    await post(`${emulator}/_emulator/faults`, { operation: 'DescribeInstance', fault: 'hang' });
    const lost = expect(post(`${gateway}/graphql`, { query: '{ connect { alias } }' })).rejects.toThrow();
    await waitFor(async () => {
      const { entries } = (await (await fetch(`${emulator}/_emulator/ledger`)).json()) as { entries: unknown[] };
      return entries.length > 0;
    });
    started.child.kill('SIGTERM');
    started.child.kill('SIGINT');
    expect(await started.exit).toBe(1);
    await lost;
  });
});

/** Makes Node send itself a SIGTERM when it begins to load a module, before anything that imports it runs. */
function signalAsLoading(module: string): string {
  const script = (code: string) => `data:text/javascript,${encodeURIComponent(code)}`;
  const hooks = script(`let sent = false;
    export function load(url, context, next) {
      if (!sent && url.includes(${JSON.stringify(module)})) process.kill(process.pid, 'SIGTERM');
      sent ||= url.includes(${JSON.stringify(module)});
      return next(url, context);
    }`);
  return `--import=${script(`import { register } from 'node:module'; register(${JSON.stringify(hooks)});`)}`;
}

async function waitFor(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
}

import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../../support/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    emulator: { allowedHosts: ['connect', 'Emulator.Test'] },
    settings: { admin: { host: '127.0.0.1', port: 0 } },
  });
});
afterAll(() => gateway.close());

interface Asked {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** What `fetch` does not let one set. */
function ask(url: string, host: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<[number, string]> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers: { ...headers, host } }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve([response.statusCode ?? 0, text]));
    });
    asked.on('error', reject).end(body);
  });
}

const foreign = [
  'evil.example.com',
  'evil.example.com:4010',
  'localhost.example.com',
  '127.0.0.1.nip.example',
  'connect.example.com',
  '192.0.2.1',
  '[2001:db8::1]:4010',
];
const own = ['localhost', 'LOCALHOST:1', '127.0.0.1', '127.1.2.3:80', '[::1]', 'app.localhost:3000'];

const signature =
  'AWS4-HMAC-SHA256 Credential=any/20260101/us-east-1/connect/aws4_request, SignedHeaders=host;x-amz-date, Signature=' +
  '0'.repeat(64);
const stop = {
  method: 'POST',
  headers: { authorization: signature, 'x-amz-date': '20260101T000000Z', 'content-type': 'application/json' },
  body: JSON.stringify({
    InstanceId: '10000000-0000-4000-8000-000000000001',
    ContactId: 'cccccccc-0000-4000-8000-000000000001',
  }),
};

describe('a web page whose name was made to lead here', () => {
  test.each(foreign)('cannot stop contacts on the emulator as %s', async (host) => {
    const before = gateway.emulator.ledger.entries().length;
    const [status, text] = await ask(`${gateway.emulator.url}/contact/stop`, host, stop);
    expect([status, text]).toEqual([421, expect.stringContaining('EMULATOR_ALLOWED_HOSTS')]);
    expect(gateway.emulator.ledger.entries()).toHaveLength(before);
  });

  test.each(['/_emulator', '/_emulator/ledger', '/_emulator/clock', '/_emulator/files/x'])(
    'cannot read %s',
    async (path) => {
      expect((await ask(gateway.emulator.url + path, 'evil.example.com'))[0]).toBe(421);
    },
  );

  test('cannot reset the emulator, with or without an Origin', async () => {
    const reset = `${gateway.emulator.url}/_emulator/reset`;
    const origins: Record<string, string>[] = [
      {},
      { origin: 'http://evil.example.com' },
      { origin: 'http://localhost' },
    ];
    for (const headers of origins) {
      expect((await ask(reset, 'evil.example.com', { method: 'POST', headers }))[0]).toBe(421);
    }
  });

  test.each(foreign)('cannot read metrics and probes as %s', async (host) => {
    for (const path of ['/metrics', '/readyz', '/healthz', '/nothing']) {
      const [status, text] = await ask(gateway.adminUrl + path, host);
      expect([status, text]).toEqual([421, expect.stringContaining('ADMIN_HOST')]);
    }
  });
});

describe('a client that names this machine', () => {
  test.each([...own, 'connect', 'CONNECT:4010', 'emulator.test'])('is answered by the emulator: %s', async (host) => {
    expect((await ask(`${gateway.emulator.url}/_emulator`, host))[0]).toBe(200);
  });

  test.each(own)('is answered by the admin port: %s', async (host) => {
    expect((await ask(`${gateway.adminUrl}/metrics`, host))[0]).toBe(200);
  });
});

test('an admin port for others answers to the names that these have for it', async () => {
  const open = await startTestGateway({ settings: { admin: { host: '0.0.0.0', port: 0 } } });
  const { port } = new URL(open.adminUrl ?? '');
  expect((await ask(`http://127.0.0.1:${port}/readyz`, '10.0.0.9:9464'))[0]).toBe(200);
  await open.close();
});

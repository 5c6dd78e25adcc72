import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, jest, test } from '@jest/globals';
import { chainOfCredentials } from '../../../src/connect/transport/credentials.js';

const startUrl = 'https://example.awsapps.com/start';
const inAnHour = Date.now() + 3_600_000;
const cleanups: (() => void)[] = [];
afterEach(() => {
  jest.restoreAllMocks();
  for (const clean of cleanups.splice(0)) clean();
});

/** A home directory whose owner has signed in with IAM Identity Center, and the calls of its service. */
async function signedIn() {
  const requests: { target: string; token: unknown }[] = [];
  const service = createServer(({ method, url, headers }, response) => {
    requests.push({ target: `${method} ${url}`, token: headers['x-amz-sso_bearer_token'] });
    response.setHeader('content-type', 'application/json');
    const given = {
      accessKeyId: 'placeholder',
      secretAccessKey: 'placeholder',
      sessionToken: 't',
      expiration: inAnHour,
    };
    response.end(JSON.stringify({ roleCredentials: given }));
  }).listen(0, '127.0.0.1');
  await once(service, 'listening');
  const home = mkdtempSync(join(tmpdir(), 'sso-'));
  const cache = join(home, '.aws/sso/cache');
  mkdirSync(cache, { recursive: true });
  writeFileSync(
    join(home, '.aws/config'),
    `[default]\nsso_start_url = ${startUrl}\nsso_region = us-east-1\nsso_account_id = 111122223333\nsso_role_name = A Role\n`,
  );
  const session = {
    startUrl,
    region: 'us-east-1',
    accessToken: 'session',
    expiresAt: new Date(inAnHour).toISOString(),
  };
  writeFileSync(join(cache, `${createHash('sha1').update(startUrl).digest('hex')}.json`), JSON.stringify(session));
  const { port } = service.address() as { port: number };
  jest.replaceProperty(process, 'env', {
    PATH: process.env.PATH,
    HOME: home,
    AWS_ENDPOINT_URL_SSO: `http://127.0.0.1:${port}`,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  });
  cleanups.push(() => {
    service.closeAllConnections();
    service.close();
    rmSync(home, { recursive: true });
  });
  return requests;
}

test('the credentials of a user who has signed in with IAM Identity Center are asked for with account and role', async () => {
  const requests = await signedIn();
  const chain = chainOfCredentials(null);
  try {
    expect(await chain.provider()).toMatchObject({ accessKeyId: 'placeholder', expiration: new Date(inAnHour) });
    const [{ target = '', token } = {}] = requests;
    const [method, url = ''] = target.split(' ');
    const { pathname, searchParams } = new URL(url, 'http://sso.test');
    expect([method, pathname, token]).toEqual(['GET', '/federation/credentials', 'session']);
    expect(Object.fromEntries(searchParams)).toEqual({ account_id: '111122223333', role_name: 'A Role' });
  } finally {
    chain.close();
  }
});

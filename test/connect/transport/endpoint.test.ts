import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { resolveEndpoint } from '../../../src/connect/transport/endpoint.js';

const folder = mkdtempSync(join(tmpdir(), 'endpoint-'));
afterAll(() => rmSync(folder, { recursive: true }));

const before = { ...process.env };
let files = 0;
beforeEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  // The SDK remembers a file by its path.
  process.env.AWS_CONFIG_FILE = join(folder, `config-${files++}`);
});
afterEach(() => {
  process.env = { ...before };
});
const configure = (text: string) => writeFileSync(process.env.AWS_CONFIG_FILE ?? '', text);

describe('the endpoint that the SDK resolves', () => {
  test('is the usual one where nothing else is said', async () => {
    expect(await resolveEndpoint('us-east-1')).toEqual({ url: 'https://connect.us-east-1.amazonaws.com', usual: true });
    expect(await resolveEndpoint('eu-west-2')).toEqual({ url: 'https://connect.eu-west-2.amazonaws.com', usual: true });
  });

  test.each<[where: string, env: Record<string, string>, config: string, url: string]>([
    ['AWS_ENDPOINT_URL', { AWS_ENDPOINT_URL: 'http://127.0.0.1:4311' }, '', 'http://127.0.0.1:4311'],
    [
      'AWS_ENDPOINT_URL_CONNECT, before the general one',
      { AWS_ENDPOINT_URL: 'http://127.0.0.1:4311', AWS_ENDPOINT_URL_CONNECT: 'https://vpce.example.com/' },
      '',
      'https://vpce.example.com',
    ],
    ['endpoint_url', {}, '[default]\nendpoint_url = http://127.0.0.1:4312\n', 'http://127.0.0.1:4312'],
    [
      'endpoint_url of a profile',
      { AWS_PROFILE: 'local' },
      '[profile local]\nendpoint_url = http://127.0.0.1:4313\n',
      'http://127.0.0.1:4313',
    ],
    [
      'services',
      {},
      '[default]\nservices = mine\n[services mine]\nconnect =\n  endpoint_url = http://127.0.0.1:4314\n',
      'http://127.0.0.1:4314',
    ],
    ['FIPS', { AWS_USE_FIPS_ENDPOINT: 'true' }, '', 'https://connect-fips.us-east-1.amazonaws.com'],
    ['dual stack', { AWS_USE_DUALSTACK_ENDPOINT: 'true' }, '', 'https://connect.us-east-1.api.aws'],
    ['FIPS in the file', {}, '[default]\nuse_fips_endpoint = true\n', 'https://connect-fips.us-east-1.amazonaws.com'],
  ])('is another by %s', async (_where, env, config, url) => {
    configure(config);
    Object.assign(process.env, env);
    expect(await resolveEndpoint('us-east-1')).toEqual({ url, usual: false });
  });

  test('is shown without a password', async () => {
    process.env.AWS_ENDPOINT_URL = 'https://me:hunter2@vpce.example.com/base';
    expect(await resolveEndpoint('us-east-1')).toEqual({ url: 'https://vpce.example.com/base', usual: false });
  });

  test('must be an address, also in the shared configuration file', async () => {
    for (const wrong of ['localhost:4010', 'ftp://a.example', 'nonsense']) {
      process.env.AWS_CONFIG_FILE = join(folder, `config-${files++}`);
      configure(`[default]\nendpoint_url = ${wrong}\n`);
      await expect(resolveEndpoint('us-east-1')).rejects.toThrow(
        /^AWS_ENDPOINT_URL: the endpoint of Connect cannot be resolved/,
      );
    }
  });
});

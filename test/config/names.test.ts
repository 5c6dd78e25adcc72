import { describe, expect, test } from '@jest/globals';
import { readEmulatorConfig } from '#connect-emulator';
import { readConfig } from '../../src/config.js';

const tokens = {
  AUTH: 'jwt',
  AUTH_ISSUER: 'https://login.example.com/',
  AUTH_AUDIENCE: 'https://contacts.example.com',
  AUTH_JWKS_URL: 'https://login.example.com/jwks.json',
};
const aws = {
  CONNECT_MODE: 'aws',
  AWS_REGION: 'us-east-1',
  CONNECT_INSTANCE_ID: '10000000-0000-4000-8000-000000000001',
  AUTH: 'none',
};

describe('names that are no settings', () => {
  test.each([
    ['AUTH_INSTANCE_CLAIM', 'AUTH_INSTANCES_CLAIM'],
    ['AUTH_ISUER', 'AUTH_ISSUER'],
    ['AUTH_JWKS_URI', 'AUTH_JWKS_URL'],
    ['AUTH_JWKS', 'AUTH_JWKS_URL'],
    ['REQUEST_TIMEOUT', 'REQUEST_TIMEOUT_MS'],
    ['CORS_ORIGIN', 'CORS_ORIGINS'],
    ['CONNECT_INSTANCE_ARN', 'CONNECT_INSTANCE_ID'],
    ['CONNECT_TIMEOUT', 'CONNECT_TIMEOUT_MS'],
    ['IDEMPOTENCY_TTL', 'IDEMPOTENCY_TTL_MS'],
    ['IDEMPOTENCY_STORE_FLIE', 'IDEMPOTENCY_STORE_FILE'],
    ['EMULATOR_QUOTA', 'EMULATOR_QUOTAS'],
    ['auth_issuer', 'AUTH_ISSUER'],
    ['STREAMING_TOPICS_ARNS', 'STREAMING_TOPIC_ARNS'],
  ])('are refused where they are close to one: %s for %s', (name, meant) => {
    const { problems } = readConfig({ CONNECT_MODE: 'emulator', [name]: 'x' });
    expect(problems).toEqual([`${name}: is not a setting. Did you mean ${meant}?`]);
  });

  test('are all refused at once, beside values of the wrong form', () => {
    const { problems = [] } = readConfig({ CONNECT_MODE: 'emulator', AUTH_ISUER: 'x', CORS_ORIGIN: 'x', PORT: 'x' });
    expect(problems.map((problem) => problem.split(':')[0]).sort()).toEqual(['AUTH_ISUER', 'CORS_ORIGIN', 'PORT']);
  });

  test("are told and not refused where they are another program's: Kafka Connect's, a web server's", () => {
    const foreign = [
      'CONNECT_BOOTSTRAP_SERVERS',
      'CONNECT_GROUP_ID',
      'CONNECT_REST_PORT',
      'ADMIN_PASS',
      'ADMIN_USER',
      'DOCUMENT_ROOT',
      'MEDIA_ROOT',
      'REQUEST_METHOD',
      'AUTH_TOKEN',
    ];
    const { warnings = [], problems } = readConfig(Object.fromEntries(foreign.map((name) => [name, 'hunter2'])));
    expect(problems).toBeUndefined();
    expect(warnings.map((warning) => warning.split(':')[0]).sort()).toEqual([...foreign].sort());
    expect(warnings.join()).not.toMatch('hunter2');
  });

  test('are counted where they are many', () => {
    const many = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, index) => [`CONNECT_KAFKA_SETTING_${index}`, 'x']),
    );
    const { warnings = [] } = readConfig(many);
    expect(warnings).toHaveLength(21);
    expect(warnings[20]).toBe('980 more names are not settings of the gateway.');
  });

  test('are no concern of the gateway where Kubernetes makes them of a Service, or they have no prefix of its own', () => {
    const env = {
      EMULATOR_SERVICE_HOST: '10.43.0.9',
      EMULATOR_SERVICE_PORT: '4010',
      EMULATOR_SERVICE_PORT_HTTP: '4010',
      ADMIN_PORT_9464_TCP: 'tcp://10.43.0.9:9464',
      ADMIN_PORT_9464_TCP_PROTO: 'tcp',
      ADMIN_PORT_9464_TCP_PORT: '9464',
      ADMIN_PORT_9464_TCP_ADDR: '10.43.0.9',
      AUTH_PORT: 'tcp://10.43.0.9:80',
      AUTH_SERVICE_HOST: '10.43.0.9',
      REDIS_URL_OF_ANOTHER: 'x',
      HOSTNAME: 'pod-1',
    };
    expect(readConfig(env)).toMatchObject({ warnings: [] });
  });
});

describe('a port that Kubernetes gives to a Service of the name', () => {
  test.each(['tcp://10.43.0.9:9464', 'udp://10.43.0.9:9464', 'tcp://[2001:db8::9]:9464'])(
    'is ignored with one warning: %s',
    (value) => {
      expect(readConfig({ ADMIN_PORT: value })).toMatchObject({
        config: { admin: null },
        warnings: [expect.stringMatching(/^ADMIN_PORT: ignored, because .* Kubernetes/)],
      });
      expect(readConfig({ ...aws, ADMIN_PORT: value }).config?.admin?.port).toBe(9464);
      expect(readEmulatorConfig({ EMULATOR_PORT: value })).toMatchObject({
        settings: { port: 4010 },
        warnings: [expect.stringMatching(/^EMULATOR_PORT: ignored/)],
      });
      expect(readConfig({ EMULATOR_PORT: value })).toMatchObject({ warnings: [] });
    },
  );

  test('is refused as PORT, which no Service can have', () => {
    expect(readConfig({ PORT: 'tcp://10.43.0.9:9464' }).problems).toEqual([expect.stringMatching(/^PORT: must be /)]);
    expect(readConfig({ ADMIN_PORT: 'http://10.43.0.9:9464' }).problems).toHaveLength(1);
  });
});

describe('a setting that has another name now', () => {
  test.each([
    [{ AUTH_NONE_ACCEPTED: 'true' }, 'AUTH_NONE_ACCEPTED: has another name now. Set ALLOW_UNAUTHENTICATED.'],
    [
      { SUBGRAPH_SDL: 'with-scopes' },
      'SUBGRAPH_SDL: has another name now. Set SUBGRAPH_DIRECTIVES, with the value "scopes" or "none".',
    ],
  ])('is refused with the new name: %j', (env, problem) => {
    expect(readConfig(env).problems).toEqual([problem]);
  });
});

describe('settings that cannot take effect are told at the start', () => {
  test.each<[env: Record<string, string>, names: string[]]>([
    [
      { ...tokens, AUTH: 'none', CONNECT_MODE: 'emulator', AUTH_SUBJECT_CLAIM: 'email' },
      ['AUTH_ISSUER', 'AUTH_AUDIENCE', 'AUTH_JWKS_URL', 'AUTH_SUBJECT_CLAIM'],
    ],
    [{ ...tokens, CONNECT_MODE: 'emulator', ALLOW_UNAUTHENTICATED: 'true' }, ['ALLOW_UNAUTHENTICATED']],
    [{ ADMIN_HOST: '0.0.0.0' }, ['ADMIN_HOST']],
    [{ ...aws, ADMIN_PORT: 'off', ADMIN_HOST: '0.0.0.0' }, ['ADMIN_HOST']],
    [{ TRACESTATE_KEYS: 'vendor' }, ['TRACESTATE_KEYS']],
    [{ ...aws, EMULATOR_QUOTAS: 'on', EMULATOR_WORLD: 'x' }, ['EMULATOR_QUOTAS', 'EMULATOR_WORLD']],
    [{ CONNECT_MODE: 'emulator', AWS_ENDPOINT_URL: 'https://a.example' }, ['AWS_ENDPOINT_URL']],
    [{ CONNECT_MODE: 'emulator', AWS_ENDPOINT_URL_CONNECT: 'https://a.example' }, ['AWS_ENDPOINT_URL_CONNECT']],
    [{ CONNECT_QUOTAS: 'off', CONNECT_QUOTA_SHARE: '0.5' }, ['CONNECT_QUOTA_SHARE']],
    [{ IDEMPOTENCY_STORE: 'redis://a.example', IDEMPOTENCY_MAX_PER_CALLER: '5' }, ['IDEMPOTENCY_MAX_PER_CALLER']],
  ])('%o: %j', (env, names) => {
    const { warnings = [], problems } = readConfig(env);
    expect(problems).toBeUndefined();
    expect(warnings.map((warning) => warning.split(':')[0])).toEqual(names);
  });

  test('and no others are', () => {
    expect(readConfig({ ...aws, ...tokens, ADMIN_HOST: '0.0.0.0', AUTH_INSTANCES_CLAIM: 'i' })).toMatchObject({
      warnings: [],
    });
    const emulator = { EMULATOR_QUOTAS: 'on', CONNECT_QUOTA_SHARE: '0.5', IDEMPOTENCY_MAX_PER_CALLER: '5' };
    expect(readConfig({ ...emulator, AWS_REGION: 'us-east-1', LANG: 'C' })).toMatchObject({ warnings: [] });
  });
});

import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../src/config.js';

const arn = 'arn:aws:connect:eu-west-2:111122223333:instance/11111111-2222-3333-4444-555555555555';
const open = { CONNECT_MODE: 'aws', AWS_REGION: 'eu-west-2', CONNECT_INSTANCE_ID: arn };
const aws = { ...open, AUTH: 'none' };
const tokens = {
  AUTH_ISSUER: 'https://login.example.com/',
  AUTH_AUDIENCE: 'https://contacts.example.com, other',
  AUTH_JWKS_URL: 'https://login.example.com/jwks.json',
};

describe('the settings', () => {
  test('need nothing at all for the emulator', () => {
    expect(readConfig({}).config).toEqual({
      mode: 'emulator',
      exportTargets: { topicArns: null, processorArns: null },
      host: '127.0.0.1',
      port: 4000,
      instances: [],
      region: null,
      documentMaxBytes: 65_536,
      drainMs: 0,
      logLevel: 'info',
      maxConnections: 2_000,
      sendTimeoutMs: 60_000,
      persistedOperations: null,
      responseMaxBytes: 10_485_760,
      rateLimit: null,
      schemaVisible: { toClients: true, toRouters: true },
      requestTimeoutMs: 15_000,
      connectTimeoutMs: 5_000,
      quotas: null,
      quotaShare: 1,
      searchMaxAgeMs: 2_000,
      directory: { freshMs: 300_000, staleMs: 900_000 },
      idempotency: { store: 'memory', ttlMs: 86_400_000, maxPerCaller: 1_000 },
      corsOrigins: null,
      trustedProxies: [],
      audit: null,
      auth: null,
      subgraphDirectives: 'scopes',
      admin: null,
      proxies: null,
      traceStateKeys: new Set(),
      tracesOtlp: { protocol: 'http/json', headers: {}, tls: {} },
      tracesUrl: null,
    });
  });

  test.each([
    [{}, { toClients: true, toRouters: true }],
    [aws, { toClients: false, toRouters: false }],
    [
      { ...aws, SUBGRAPH_DIRECTIVES: 'scopes' },
      { toClients: false, toRouters: true },
    ],
    [
      { ...aws, INTROSPECTION: 'on' },
      { toClients: true, toRouters: true },
    ],
    [{ INTROSPECTION: 'off' }, { toClients: false, toRouters: false }],
  ])('of %j show the schema to %j', (env, visible) => {
    expect(readConfig(env).config?.schemaVisible).toEqual(visible);
  });

  test('have metrics on a loopback address before the real Connect, and where they are asked for', () => {
    const adminOf = (env: Record<string, string>) => readConfig(env).config?.admin;
    expect(adminOf(aws)).toEqual({ host: '127.0.0.1', port: 9464 });
    expect(adminOf({ ...aws, ADMIN_PORT: 'off' })).toBeNull();
    expect(adminOf({ ...aws, ADMIN_PORT: '0', ADMIN_HOST: '0.0.0.0' })).toEqual({ host: '0.0.0.0', port: 0 });
    expect(adminOf({ ADMIN_PORT: '9000' })).toEqual({ host: '127.0.0.1', port: 9000 });
  });

  test.each([
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' }, 'http://collector:4318/v1/traces'],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/otlp/' }, 'http://collector:4318/otlp/v1/traces'],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a', OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://b/t' }, 'http://b/t'],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a', OTEL_SDK_DISABLED: 'TRUE' }, null],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a', OTEL_TRACES_EXPORTER: 'none' }, null],
    [{}, null],
  ])('send traces as OpenTelemetry has it: %o to %s', (env, url) => {
    expect(readConfig(env).config?.tracesUrl).toBe(url);
  });

  test.each([
    ['ADMIN_PORT', 'none'],
    ['ADMIN_PORT', '65536'],
    ['ADMIN_HOST', 'a b'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318'],
    ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'ftp://a'],
  ])('do not take %s=%s', (name, value) => {
    expect(readConfig({ [name]: value }).problems).toEqual([expect.stringMatching(`^${name}: must `)]);
  });

  test.each<[env: Record<string, string>, target: object | null]>([
    [{ AUDIT_LOG: 'off' }, null],
    [{ AUDIT_LOG: 'stdout' }, { kind: 'stdout' }],
    [{ AUDIT_LOG: 'file:/var/log/audit.jsonl' }, { kind: 'file', path: '/var/log/audit.jsonl' }],
    [
      { AUDIT_LOG: 'otlp', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/' },
      { kind: 'otlp', url: 'http://collector:4318/v1/logs', otlp: { protocol: 'http/json', headers: {}, tls: {} } },
    ],
    [
      { AUDIT_LOG: 'otlp', OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: 'http://logs:4318/own' },
      { kind: 'otlp', url: 'http://logs:4318/own', otlp: { protocol: 'http/json', headers: {}, tls: {} } },
    ],
  ])('keep the audit log where %o says', (env, target) => {
    expect(readConfig(env).config?.audit).toEqual(target);
  });

  test('refuse an audit log that has no collector', () => {
    expect(readConfig({ AUDIT_LOG: 'otlp' }).problems).toEqual([expect.stringMatching(/^AUDIT_LOG: "otlp" needs/)]);
    expect(readConfig({ AUDIT_LOG: 'syslog' }).problems).toEqual([expect.stringMatching(/^AUDIT_LOG: must be/)]);
  });

  const topic = 'arn:aws:sns:us-east-1:111122223333:transcripts';
  const processor = 'arn:aws:lambda:us-east-1:111122223333:function:redact:prod';
  test('let conversations be sent to what is listed, and on Amazon Connect to nothing else', () => {
    const targetsOf = (env: Record<string, string>) => readConfig(env).config?.exportTargets;
    expect(targetsOf(aws)).toEqual({ topicArns: new Set(), processorArns: new Set() });
    expect(targetsOf({ ...aws, STREAMING_TOPIC_ARNS: topic, MEDIA_PROCESSOR_ARNS: processor })).toEqual({
      topicArns: new Set([topic]),
      processorArns: new Set([processor]),
    });
    expect(targetsOf({ STREAMING_TOPIC_ARNS: topic })).toEqual({ topicArns: new Set([topic]), processorArns: null });
    expect(targetsOf({ MEDIA_PROCESSOR_ARNS: '*' })).toEqual({ topicArns: null, processorArns: null });
    expect(readConfig({ ...aws, STREAMING_TOPIC_ARNS: '*', MEDIA_PROCESSOR_ARNS: `${processor},*` }).problems).toEqual([
      expect.stringMatching(/^STREAMING_TOPIC_ARNS: "\*" is for the emulator only/),
      expect.stringMatching(/^MEDIA_PROCESSOR_ARNS: "\*" is for the emulator only/),
    ]);
  });

  test.each([
    ['TRACESTATE_KEYS', 'Vendor'],
    ['TRACESTATE_KEYS', 'vendor=1'],
    ['STREAMING_TOPIC_ARNS', processor],
    ['STREAMING_TOPIC_ARNS', 'arn:aws:sns:us-east-1:111122223333:*x'],
    ['STREAMING_TOPIC_ARNS', ','],
    ['MEDIA_PROCESSOR_ARNS', topic],
    ['MEDIA_PROCESSOR_ARNS', 'redact'],
  ])('do not take %s=%s', (name, value) => {
    expect(readConfig({ [name]: value }).problems).toEqual([expect.stringMatching(`^${name}: must `)]);
  });

  test('take an empty value for none', () => {
    expect(readConfig({ CONNECT_MODE: '', PORT: '', CORS_ORIGINS: '' }).config?.port).toBe(4000);
  });

  test.each([
    [{ NODE_ENV: 'production' }, 'NODE_ENV=production'],
    [{ CONNECT_INSTANCE_ID: 'i' }, 'CONNECT_INSTANCE_ID'],
    [{ AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE' }, 'AWS_ACCESS_KEY_ID'],
    [{ AWS_ENDPOINT_URL: 'http://127.0.0.1:4311' }, 'AWS_ENDPOINT_URL'],
    [{ AWS_PROFILE: 'work' }, 'AWS_PROFILE'],
    [{ AUTH_ISSUER: 'https://login.example.com' }, 'AUTH_ISSUER'],
  ])('ask to choose a mode when %o shows that a real account may be meant', (env, sign) => {
    const { problems } = readConfig(env);
    expect(problems).toEqual([expect.stringMatching(/^CONNECT_MODE: choose "emulator" or "aws"/)]);
    expect(problems?.[0]).toContain(sign);
    expect(problems?.[0]).not.toContain('AKIAEXAMPLE');
    expect(readConfig({ ...env, CONNECT_MODE: 'emulator' }).problems).toBeUndefined();
  });

  test('list every problem at once, each by its name', () => {
    const { problems = [] } = readConfig({
      CONNECT_MODE: 'cloud',
      PORT: '70000',
      INTROSPECTION: 'yes',
      LOG_LEVEL: 'loud',
      MAX_CONNECTIONS: '0',
      PERSISTED_OPERATIONS: '/nowhere/persisted-documents.json',
      RATE_LIMIT: 'few',
      REQUEST_TIMEOUT_MS: '5',
      CORS_ORIGINS: 'https://a.example/path',
      AWS_REGION: 'Frankfurt',
      TRUSTED_PROXIES: 'everyone',
    });
    const names = problems.map((problem) => problem.split(':')[0]);
    expect(names.sort()).toEqual([
      'AWS_REGION',
      'CONNECT_MODE',
      'CORS_ORIGINS',
      'INTROSPECTION',
      'LOG_LEVEL',
      'MAX_CONNECTIONS',
      'PERSISTED_OPERATIONS',
      'PORT',
      'RATE_LIMIT',
      'REQUEST_TIMEOUT_MS',
      'TRUSTED_PROXIES',
    ]);
  });

  const notWhole = [' ', '1 ', '-1', '+1', '1.5', '1e3', '0x10', 'NaN', 'Infinity', '9'.repeat(400), '１'];
  test.each<[name: string, wrong: readonly string[], right: readonly string[]]>([
    ['PORT', [...notWhole, '65536'], ['0', '65535']],
    ['RATE_LIMIT', [...notWhole, '1000001'], ['0', '1000000']],
    ['MAX_CONNECTIONS', [...notWhole, '0', '1000001'], ['1', '1000000']],
    ['DRAIN_MS', [...notWhole, '600001'], ['0', '600000']],
    ['SEND_TIMEOUT_MS', [...notWhole, '999', '600001'], ['1000', '600000']],
    ['DOCUMENT_MAX_BYTES', [...notWhole, '1023', '1048577'], ['1024', '1048576']],
    ['RESPONSE_MAX_BYTES', [...notWhole, '65535', '104857601'], ['65536', '104857600']],
    ['IDEMPOTENCY_MAX_PER_CALLER', [...notWhole, '0', '1000001'], ['1', '1000000']],
    ['INTROSPECTION', [' ', 'ON', 'true'], ['on', 'off']],
    ['PERSISTED_OPERATIONS', [' ', '/nowhere/persisted-documents.json', new URL(import.meta.url).pathname], []],
    ['REQUEST_TIMEOUT_MS', [...notWhole, '99', '600001'], ['6000', '600000']],
    ['CONNECT_TIMEOUT_MS', [...notWhole, '99', '600001'], ['100', '15000']],
    ['CONNECT_SEARCH_MAX_AGE_MS', [...notWhole, '60001'], ['0', '60000']],
    ['CONNECT_DIRECTORY_FRESH_MS', [...notWhole, '86400001'], ['0', '86400000']],
    ['CONNECT_DIRECTORY_STALE_MS', [...notWhole, '86400001'], ['0', '86400000']],
    [
      'CONNECT_QUOTA_SHARE',
      [' ', '0', '0.0', '1.1', '-1', '1e-1', '0x1', 'NaN', 'Infinity', '.', '1.', '0,5', ' 1'],
      ['1', '0.25', '.5', '1.0'],
    ],
    [
      'CONNECT_INSTANCE_ID',
      [
        ' ',
        ',',
        'a b/c',
        'a,b c',
        '../x',
        'i?x',
        'x'.repeat(101),
        'arn:aws:connect',
        arn.replace('1111', ' '),
        `${arn}/x`,
      ],
      ['i', `${arn}, other`],
    ],
    [
      'TRUSTED_PROXIES',
      [
        ...[' ', 'everyone', '10.0.0.0/99', '10.0.0.0/33', '10.0.0.0/0', '10.0.0.0/', '10.0.0.0/x', '10.0.0.0/8/9'],
        ...[
          '10.0.0.0/-8',
          '10.0.0.0/1e1',
          '10.0.0.0/ 8',
          '::1/129',
          '::/0',
          '2001:db8::/x',
          '10.0.0.1,10.0.0.0/99',
          '10.0.0',
        ],
      ],
      ['10.0.0.0/8', '10.0.0.1/32', '::1', '2001:db8::/128', '10.0.0.1, 2001:db8::/32'],
    ],
    ['HOST', [' ', 'a b', '127.0.0.999', '127.1', '1', '[::1]', 'http://x', 'x:80', '-x'], ['::1', 'localhost']],
    ['AWS_REGION', [' ', 'us-east-1 ', 'US-EAST-1', 'us-east'], ['us-gov-east-1']],
    ...['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_CONNECT'].map((name): [string, string[], string[]] => [
      name,
      [' ', 'localhost:4010', 'ftp://x', 'http://', 'http://a b', ' http://x'],
      ['http://127.0.0.1:4010', 'https://connect.example.com'],
    ]),
    [
      'CORS_ORIGINS',
      [' ', '*', 'app.example.com', 'https://a.example/', 'https://*.com'],
      ['https://a.example, http://b.example:1', 'https://*.example.com, capacitor://localhost'],
    ],
    [
      'CONNECT_QUOTAS',
      [
        ...[
          ' ',
          'on',
          '{',
          '[]',
          '{"toString": {"rate": 1, "burst": 1}}',
          '{"StopContact": {"rate": 1e999, "burst": 1}}',
        ],
        ...['{"StopContact": {"rate": 0, "burst": 1}}', '{"StopContact": {"rate": "1", "burst": 1}}'],
      ],
      ['off', ' {"StopContact": {"rate": 0.5, "burst": 1}}'],
    ],
    ...['AUTH_AUDIENCE_CLAIM', 'AUTH_SUBJECT_CLAIM', 'AUTH_INSTANCES_CLAIM'].map(
      (name): [string, string[], string[]] => [
        name,
        [' ', 'a b', 'a,b', '.a', 'a.', '$.a', '.', '$.', 'a\u00e4', 'a'.repeat(201)],
        ['client_id', 'realm_access.roles', 'https://example.com/claim', 'cognito:groups', '$a'],
      ],
    ),
    [
      'AUTH_SCOPES_CLAIM',
      [' ', ',', 'two words', 'scp, two words', '.roles', '$.realm_access.roles', 'roles.', 'scp,.roles'],
      ['roles', 'scp,roles', 'scp , realm_access.roles', 'https://example.com/scopes'],
    ],
    [
      'AUTH_SCOPE_PREFIX',
      [
        ...[' ', 'a b/', ' a/', 'a/ ', 'a,b/', 'a"b/', 'a\\b/', '*/', '/\u00e4/', `${'a'.repeat(500)}/`],
        // Without a separator, or with a part of the scope, nothing would ever be granted.
        ...['contact-gateway', 'api://contact-gateway', 'gateway1', 'a/contacts:read', 'a/contacts:', 'directory:'],
      ],
      [
        'contact-gateway/',
        'api://30000000-0000-4000-8000-000000000001/',
        'https://contacts.example.com/',
        'gateway:',
        'gw.',
        '/',
      ],
    ],
    ['CONNECT_MODE', [' ', ' aws', 'AWS'], ['emulator']],
    ['LOG_LEVEL', [' ', 'INFO'], ['silent']],
  ])('take %s only in the form that is meant', (name, wrong, right) => {
    const problemsOf = (value: string) => readConfig({ CONNECT_MODE: 'emulator', [name]: value }).problems ?? [];
    for (const value of wrong) {
      expect([value, problemsOf(value)]).toEqual([
        value,
        [expect.stringMatching(new RegExp(`^${name}: .*(must|is not|is never|would)`))],
      ]);
    }
    for (const value of right) expect([value, problemsOf(value)]).toEqual([value, []]);
  });

  test('name each of many that are wrong once, however wrong', () => {
    const wrong = {
      PORT: ' ',
      CONNECT_INSTANCE_ID: 'a b/c',
      TRUSTED_PROXIES: '10.0.0.0/99',
      REQUEST_TIMEOUT_MS: '1e3',
    };
    const rest = { CONNECT_MODE: 'aws', AUTH: 'none', AWS_REGION: 'eu-west-2', HOST: ' ' };
    const { problems = [] } = readConfig({ ...rest, ...wrong });
    expect(problems.map((problem) => problem.split(':')[0]).sort()).toEqual([...Object.keys(wrong), 'HOST'].sort());
  });

  test('need a Region and an instance in aws mode', () => {
    expect(readConfig({ CONNECT_MODE: 'aws', AUTH: 'none' }).problems).toEqual([
      expect.stringMatching(/^AWS_REGION: must be set/),
      expect.stringMatching(/^CONNECT_INSTANCE_ID: must be set/),
    ]);
  });

  test('take several instances, the default first', () => {
    expect(readConfig({ ...aws, CONNECT_INSTANCE_ID: `${arn}, other` }).config?.instances).toEqual([arn, 'other']);
  });

  test('refuse an instance of another Region', () => {
    expect(readConfig({ ...aws, AWS_REGION: 'us-east-1' }).problems).toEqual([
      expect.stringContaining('is in eu-west-2, not in AWS_REGION us-east-1'),
    ]);
  });

  test('refuse an ARN that is not of an instance', () => {
    expect(readConfig({ ...aws, CONNECT_INSTANCE_ID: `${arn}/queue/q` }).problems).toEqual([
      expect.stringMatching(/^CONNECT_INSTANCE_ID: must hold ids or ARNs/),
    ]);
  });

  test.each(['0.0.0.0', '::', '192.0.2.1', 'contacts.example.com', '127.0.0.1.example.com'])(
    'keep a gateway without authentication from %s unless that is accepted, with the emulator too',
    (HOST) => {
      for (const env of [aws, {}]) {
        const problem = expect.stringMatching(/^HOST: .* lets anyone/);
        expect(readConfig({ ...env, HOST }).problems).toEqual([problem]);
        expect(readConfig({ ...env, HOST, ALLOW_UNAUTHENTICATED: 'false' }).problems).toEqual([problem]);
        expect(readConfig({ ...env, HOST, ALLOW_UNAUTHENTICATED: 'true' }).config).toMatchObject({
          host: HOST,
          auth: null,
        });
      }
    },
  );

  test.each(['localhost', '127.0.0.1', '127.0.0.2', '::1'])(
    'let a gateway without authentication listen on %s',
    (HOST) => {
      expect(readConfig({ ...aws, HOST }).config?.auth).toBeNull();
    },
  );

  test('want tokens in aws mode unless it is said outright that there are none', () => {
    const missing = Object.keys(tokens).map((name) =>
      expect.stringMatching(`^${name}: must be set with CONNECT_MODE=aws`),
    );
    expect(readConfig(open).problems).toEqual(missing);
    expect(readConfig({ ...open, ALLOW_UNAUTHENTICATED: 'true' }).problems).toEqual(missing);
    expect(readConfig({ ...open, HOST: '0.0.0.0' }).problems).toEqual(missing);
    expect(readConfig({ ...open, ...tokens, AUTH_AUDIENCE: ' , ' }).problems).toEqual([
      expect.stringMatching(/^AUTH_AUDIENCE: must hold audiences/),
    ]);
    expect(readConfig({ ...open, ...tokens, HOST: '0.0.0.0' }).config?.auth).toEqual({
      issuer: 'https://login.example.com/',
      audiences: ['https://contacts.example.com', 'other'],
      jwksUrl: 'https://login.example.com/jwks.json',
      audienceClaim: 'aud',
      subjectClaim: 'sub',
      scopesClaims: [],
      scopePrefix: '',
      instancesClaim: null,
    });
  });

  test('take tokens with the emulator where that is said', () => {
    const emulator = { CONNECT_MODE: 'emulator', AUTH: 'jwt' };
    expect(readConfig(emulator).problems).toEqual(
      Object.keys(tokens).map((name) => `${name}: must be set with AUTH=jwt.`),
    );
    const claims = {
      AUTH_SUBJECT_CLAIM: 'email',
      AUTH_SCOPES_CLAIM: 'scp, realm_access.roles',
      AUTH_SCOPE_PREFIX: 'contact-gateway/',
      AUTH_AUDIENCE_CLAIM: 'client_id',
      AUTH_INSTANCES_CLAIM: 'https://x/instances',
    };
    expect(readConfig({ ...emulator, ...tokens, ...claims }).config?.auth).toMatchObject({
      ...{ subjectClaim: 'email', scopesClaims: ['scp', 'realm_access.roles'], scopePrefix: 'contact-gateway/' },
      ...{ audienceClaim: 'client_id', instancesClaim: 'https://x/instances' },
    });
    expect(readConfig({ CONNECT_MODE: 'emulator', ...tokens }).config?.auth).toBeNull();
  });

  test.each([
    ['AUTH', 'JWT'],
    ['AUTH', 'basic'],
    ['ALLOW_UNAUTHENTICATED', 'yes'],
    ['AUTH_ISSUER', 'login.example.com'],
    ['AUTH_AUDIENCE', 'two words'],
    ['AUTH_JWKS_URL', '/jwks.json'],
    ['AUTH_JWKS_URL', 'http://login.example.com/jwks.json'],
    ['AUTH_JWKS_URL', 'http://127.0.0.1.example.com/jwks.json'],
    ['AUTH_JWKS_URL', 'file:///etc/jwks.json'],
    ['AUTH_SUBJECT_CLAIM', 'two words'],
    ['SUBGRAPH_DIRECTIVES', 'some'],
  ])('refuse %s=%s', (name, value) => {
    const { problems } = readConfig({ ...open, AUTH: 'jwt', ...tokens, [name]: value });
    expect(problems).toEqual([expect.stringMatching(`^${name}: must `)]);
  });

  test.each([
    'https://login.example.com/jwks.json',
    'http://127.0.0.1:8080/jwks',
    'http://[::1]/jwks',
    'http://localhost/jwks',
  ])('take keys from %s', (AUTH_JWKS_URL) => {
    expect(readConfig({ ...open, ...tokens, AUTH_JWKS_URL }).config?.auth?.jwksUrl).toBe(AUTH_JWKS_URL);
  });

  test.each(['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_CONNECT'])('refuse an %s that the SDK is told to ignore', (name) => {
    const ignored = { [name]: 'https://vpce.example.com', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' };
    expect(readConfig({ ...aws, ...ignored }).problems).toEqual([
      `${name}: AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true makes the SDK ignore it; unset one of them.`,
    ]);
  });

  test('refuse an attempt that may take longer than its request', () => {
    expect(readConfig({ REQUEST_TIMEOUT_MS: '1000', CONNECT_TIMEOUT_MS: '2000' }).problems).toHaveLength(1);
  });

  test('drain for some seconds in front of Connect, and not at all in front of the emulator', () => {
    const drainOf = (env: Record<string, string>) => readConfig(env).config?.drainMs;
    expect([drainOf({}), drainOf(aws)]).toEqual([0, 5_000]);
    expect([drainOf({ DRAIN_MS: '70' }), drainOf({ ...aws, DRAIN_MS: '0' })]).toEqual([70, 0]);
  });

  test('let no foreign origin in unless it is named', () => {
    expect(readConfig(aws).config?.corsOrigins).toEqual([]);
    expect(readConfig({ ...aws, CORS_ORIGINS: 'https://app.example.com' }).config?.corsOrigins).toEqual([
      'https://app.example.com',
    ]);
  });
});

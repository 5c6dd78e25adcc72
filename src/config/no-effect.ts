type Env = Readonly<Record<string, string | undefined>>;

/** The choices that decide which other settings have an effect. */
export interface Choices {
  readonly mode: 'emulator' | 'aws';
  readonly authenticated: boolean;
  readonly admin: boolean;
  readonly traces: boolean;
  readonly quotasOff: boolean;
  readonly store: string;
  readonly persistedOnly: boolean;
}

interface Rule {
  /** The settings that have no effect. */
  readonly names: RegExp;
  readonly when: (choices: Choices) => boolean;
  readonly because: string;
}

const rules: readonly Rule[] = [
  {
    names: /^AUTH_/,
    when: ({ authenticated }) => !authenticated,
    because: 'has no effect without AUTH=jwt, since callers need no token.',
  },
  {
    names: /^ALLOW_UNAUTHENTICATED$/,
    when: ({ authenticated }) => authenticated,
    because: 'has no effect with AUTH=jwt.',
  },
  { names: /^ADMIN_HOST$/, when: ({ admin }) => !admin, because: 'has no effect without ADMIN_PORT.' },
  {
    names: /^TRACESTATE_KEYS$/,
    when: ({ traces }) => !traces,
    because: 'has no effect without traces: set OTEL_EXPORTER_OTLP_ENDPOINT.',
  },
  { names: /^EMULATOR_/, when: ({ mode }) => mode === 'aws', because: 'has no effect with CONNECT_MODE=aws.' },
  {
    names: /^AWS_(ENDPOINT_URL(_CONNECT)?|USE_FIPS_ENDPOINT|USE_DUALSTACK_ENDPOINT)$/,
    when: ({ mode }) => mode === 'emulator',
    because: 'has no effect with CONNECT_MODE=emulator.',
  },
  {
    names: /^CONNECT_QUOTA_SHARE$/,
    when: ({ quotasOff }) => quotasOff,
    because: 'has no effect with CONNECT_QUOTAS=off.',
  },
  {
    names: /^IDEMPOTENCY_MAX_PER_CALLER$/,
    when: ({ store }) => /^rediss?:/.test(store),
    because: 'has no effect with a store in Redis.',
  },
  {
    names: /^DOCUMENT_MAX_BYTES$/,
    when: ({ persistedOnly }) => persistedOnly,
    because: 'has no effect with PERSISTED_OPERATIONS, since only persisted operations are served.',
  },
  {
    names: /^(ALL_PROXY|all_proxy)$/,
    when: () => true,
    because: 'has no effect: set HTTPS_PROXY and HTTP_PROXY.',
  },
];

/**
 * Returns a warning for each setting that is set but has no effect. These are not problems, since deployments can share
 * one set of settings.
 *
 * @param names The names of all settings. Other variables are ignored, except ALL_PROXY.
 */
export function withoutEffect(given: Env, names: ReadonlySet<string>, choices: Choices): string[] {
  const active = rules.filter(({ when }) => when(choices));
  return Object.keys(given).flatMap((name) => {
    if (!names.has(name) && !/^all_proxy$/i.test(name)) return [];
    return active.filter((rule) => rule.names.test(name)).map(({ because }) => `${name}: ${because}`);
  });
}

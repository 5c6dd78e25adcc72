import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
import type { Logger } from 'pino';
import { type Emulator, type EmulatorOptions, startEmulator } from '#connect-emulator';
import type { RecordAges } from '../../src/connect/directory/record-cache.js';
import type { QuotaSettings } from '../../src/connect/limits/quota-settings.js';
import { type GatewaySettings, startGateway } from '../../src/gateway.js';
import type { IdempotencySettings } from '../../src/idempotency/open-store.js';
import { testLog } from './log.js';
import { borrowRouter, giveBack, routerOfRun } from './routers.js';

export interface TestGatewayOptions {
  /** Milliseconds for a whole request; 15000 unless given. */
  readonly requestTimeoutMs?: number;
  /** Milliseconds for one attempt of a call to Connect; 5000 unless given. */
  readonly connectTimeoutMs?: number;
  /** None are kept unless given. */
  readonly quotas?: QuotaSettings;
  /** Milliseconds for which searches are shared; the default of the settings unless given. */
  readonly searchMaxAgeMs?: number;
  /** Ages up to which directory records are served; the defaults of the settings unless given. */
  readonly directory?: RecordAges;
  /** Ids or ARNs, the default first; all of the emulator's unless given. */
  readonly instances?: readonly string[];
  readonly emulator?: EmulatorOptions;
  /** A gateway whose emulator this one uses too: as its replica, or after its end. That one closes the emulator. */
  readonly sharing?: TestGateway;
  /** Where Connect is; the emulator unless given, which is started all the same. */
  readonly endpoint?: string;
  /** Where client tokens are kept; in memory unless given, for a day. */
  readonly idempotency?: Partial<IdempotencySettings>;
  /** One that nobody reads unless given; either is searched for leaks. */
  readonly log?: Logger;
  readonly settings?: Partial<Omit<GatewaySettings, 'connect' | 'requestTimeoutMs' | 'idempotency'>>;
}

export interface GraphQLAnswer<Data> {
  /** Of HTTP. */
  readonly status: number;
  readonly headers: Headers;
  readonly data: Data | null;
  /** Empty when there are none. */
  readonly errors: readonly AnsweredError[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

export interface AnsweredError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

export interface TestGateway {
  /** Without a path: `/graphql` and the rest are below. */
  readonly url: string;
  /** Of metrics and probes; null unless `settings.admin` is given. */
  readonly adminUrl: string | null;
  readonly emulator: Emulator;
  /**
   * Asks over HTTP, through a router where the run is for one. A generated document types variables and data; text leaves
   * them to the test.
   */
  // biome-ignore lint/suspicious/noExplicitAny: a document that is only text says nothing of its data
  graphql<Data = any>(
    document: string,
    variables?: Readonly<Record<string, unknown>>,
    headers?: Record<string, string>,
  ): Promise<GraphQLAnswer<Data>>;
  graphql<Data, Variables>(
    document: DocumentTypeDecoration<Data, Variables> & { toString(): string },
    ...rest: Record<string, never> extends Variables
      ? [variables?: Variables, headers?: Record<string, string>]
      : [variables: Variables, headers?: Record<string, string>]
  ): Promise<GraphQLAnswer<Data>>;
  /** Stops the gateway, once it has been drained, and leaves its emulator to another. */
  stop(drained?: Promise<unknown>): Promise<void>;
  /** Stops the gateway and its emulator. */
  close(): Promise<void>;
}

/** Options of a gateway without caches, for tests that count the calls of reads, or change what Connect returns. */
export const uncached = { searchMaxAgeMs: 0, directory: { freshMs: 0, staleMs: 0 } } satisfies TestGatewayOptions;

/** Asks over HTTP, whoever answers. */
export async function askGraphQL(
  url: string,
  document: string,
  variables: unknown,
  headers: Readonly<Record<string, string>> = {},
  // biome-ignore lint/suspicious/noExplicitAny: a document that is only text says nothing of its data
): Promise<GraphQLAnswer<any>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: document, variables }),
  });
  const { data = null, errors = [], extensions = {} } = (await response.json()) as Partial<GraphQLAnswer<unknown>>;
  return { status: response.status, headers: response.headers, data, errors, extensions };
}

/** Starts a gateway before an emulator of its own, both on free ports; nothing of the environment is used. */
export async function startTestGateway(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const emulator = options.sharing?.emulator ?? (await startEmulator({ port: 0, ...options.emulator }));
  const arns = emulator.world.instanceArns();
  const gateway = await startGateway(
    {
      mode: 'emulator',
      host: '127.0.0.1',
      port: 0,
      corsOrigins: null,
      trustedProxies: [],
      auth: null,
      subgraphDirectives: 'scopes',
      schemaVisible: { toClients: true, toRouters: true },
      persistedOperations: null,
      exportTargets: { topicArns: null, processorArns: null },
      documentMaxBytes: 65_536,
      responseMaxBytes: 10_485_760,
      rateLimit: null,
      maxConnections: 1_000,
      sendTimeoutMs: 60_000,
      admin: null,
      tracesUrl: null,
      audit: null,
      traceStateKeys: new Set(),
      ...options.settings,
      requestTimeoutMs: options.requestTimeoutMs ?? 15_000,
      idempotency: { store: 'memory', ttlMs: 86_400_000, maxPerCaller: 1_000, ...options.idempotency },
      connect: {
        region: 'us-east-1',
        endpoint: options.endpoint ?? emulator.url,
        credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
        instances: options.instances ?? arns,
        attemptTimeoutMs: options.connectTimeoutMs ?? 5_000,
        quotas: options.quotas ?? { overrides: 'off', share: 1 },
        searchMaxAgeMs: options.searchMaxAgeMs ?? 2_000,
        directory: options.directory ?? { freshMs: 300_000, staleMs: 900_000 },
      },
    },
    options.log ?? testLog().log,
  ).catch(async (error) => {
    if (!options.sharing) await emulator.close();
    throw error;
  });
  let router: ReturnType<typeof borrowRouter> | undefined;
  // As the program does.
  if (!options.sharing) {
    emulator.events.on('reset', () => gateway.reset());
    emulator.events.on('clock', () => gateway.invalidateReads());
  }
  const addressFor = async (document: string) => {
    const own = `${gateway.url}/graphql`;
    // References to entities are what routers ask for, not clients.
    if (!routerOfRun || document.includes('_entities')) return own;
    router ??= borrowRouter(routerOfRun, own);
    return (await router).url;
  };
  const stop = async (drained?: Promise<unknown>) => {
    await gateway.close(drained);
    const lent = await router;
    router = undefined;
    if (lent) await giveBack(lent);
  };
  const graphql = async (document: { toString(): string }, variables?: unknown, headers?: Record<string, string>) => {
    const text = document.toString();
    return askGraphQL(await addressFor(text), text, variables, headers);
  };
  return {
    url: gateway.url,
    adminUrl: gateway.adminUrl,
    emulator,
    graphql: graphql as TestGateway['graphql'],
    stop,
    close: async () => {
      await stop();
      if (!options.sharing) await emulator.close();
    },
  };
}

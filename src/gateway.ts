import { getHeapStatistics } from 'node:v8';
// First of all: decorators record the types of fields through it.
import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { isLoopback } from './auth/auth-config.js';
import { Authentication, type AuthSettings } from './auth/authentication.js';
import { noopObserver } from './connect/calls/call-observer.js';
import { Connect, type ConnectSettings } from './connect/connect.js';
import type { SubgraphSdl } from './graph/build/build-graph.js';
import { errorTypes, possibleTypes } from './graph/build/possible-types.js';
import type { ExportTargets } from './graph/context.js';
import { ResponseBudget } from './graph/cost/response-budget.js';
import type { Executed } from './graph/executed.js';
import { Cursors } from './graph/types/cursor.js';
import { BoundsLog } from './idempotency/bounds-observer.js';
import { Idempotency } from './idempotency/idempotency.js';
import { type IdempotencySettings, openTokenStore } from './idempotency/open-store.js';
import { Deadline } from './lib/deadline.js';
import { Proxies, type ProxySettings } from './lib/proxies.js';
import { gatewayGraph } from './schema.js';
import { type AdminSettings, serveAdmin } from './server/admin.js';
import { Admission } from './server/admission/admission.js';
import { admitRequests } from './server/admission/admit-requests.js';
import { HeldBodies } from './server/admission/held-bodies.js';
import { createApollo } from './server/apollo.js';
import { authenticateRequests } from './server/guards/authenticate.js';
import { costHeader, queryBudget } from './server/guards/budget.js';
import { HiddenNames } from './server/guards/hidden-names.js';
import type { SchemaVisibility } from './server/guards/introspection.js';
import { limitRate } from './server/guards/rate-limit.js';
import { type Manifest, TrustedDocuments } from './server/guards/trusted-documents.js';
import { clientGone } from './server/http/client-gone.js';
import { serveGraphQL } from './server/http/graphql-route.js';
import { allowOwnHostsOnly } from './server/http/host-allowlist.js';
import { createHttp, type HttpSettings } from './server/http/http.js';
import { listen } from './server/http/listen.js';
import { servePage } from './server/page-route.js';
import { HttpError } from './server/protocol/http-error.js';
import { type Check, readiness } from './server/readiness.js';
import { type AuditTarget, openAuditLog } from './server/telemetry/audit-log.js';
import type { Metrics } from './server/telemetry/metrics.js';
import { type OtlpSettings, plainOtlp } from './server/telemetry/otlp.js';
import type { Tracing } from './server/telemetry/tracing.js';

export interface GatewaySettings extends HttpSettings {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Milliseconds for a whole request, with all its calls to Connect. */
  readonly requestTimeoutMs: number;
  readonly connect: ConnectSettings;
  readonly idempotency: IdempotencySettings;
  /** The issuer whose tokens name the callers; null lets anybody do everything. */
  readonly auth: AuthSettings | null;
  /** The text that `_service` answers with. */
  readonly subgraphSdl: keyof SubgraphSdl;
  /** Whether clients and routers may learn the schema from here. */
  readonly schemaVisible: SchemaVisibility;
  /** The operations that alone are served; null for all. */
  readonly persistedOperations: Manifest | null;
  /** Where conversations may be sent. */
  readonly exportTargets: ExportTargets;
  /** Bytes of a document, but for persisted operations. */
  readonly documentMaxBytes: number;
  /** Bytes of an answer. */
  readonly responseMaxBytes: number;
  /** Bytes that all answers under construction may count; a tenth of the heap's limit unless given. */
  readonly inFlightMaxBytes?: number | undefined;
  /** How many requests a caller may make in a second; null for any. */
  readonly rateLimit: number | null;
  /** Where metrics and probes are served as well; null for nowhere, and then nothing is counted. */
  readonly admin: AdminSettings | null;
  /** Where traces are sent, by OTLP over HTTP; null for nowhere. */
  readonly tracesUrl: string | null;
  /** Where the audit log is kept; null for nowhere. */
  readonly audit: AuditTarget | null;
  /** Members of `tracestate` that are passed on to AWS. */
  readonly traceStateKeys: ReadonlySet<string>;
  /** How traces are sent; JSON without headers unless given. */
  readonly tracesOtlp?: OtlpSettings;
  /** The proxies that lead out; null or left out for none. */
  readonly proxies?: ProxySettings | null;
}

export interface Gateway {
  readonly url: string;
  /** Where metrics and probes are; null where they are not. */
  readonly adminUrl: string | null;
  /** Invalidates all cached reads, as when the clock of an emulator was advanced. */
  invalidateReads(): void;
  /** Forgets idempotency records, cursors and all that was learnt from Connect, whose emulator begins anew. */
  reset(): void;
  /**
   * Takes no more connections, finishes the requests that are in flight, and closes. No client can hold it up for longer
   * than a request may take, and a second. May be called again.
   *
   * @param drained Until it resolves requests are still served, also on new connections, while `/readyz` answers 503.
   */
  close(drained?: Promise<unknown>): Promise<void>;
}

/** Bytes of all request bodies together that have not come whole. */
const maxHeldBodyBytes = 64 * 1024 * 1024;
/** Of what an answer counts, the heap holds about four times as much while it is built: this leaves more than half of it. */
const defaultInFlightBytes = () => Math.floor(getHeapStatistics().heap_size_limit / 10);

/** Milliseconds for which an answer of the last moment may be on its way to its client when the gateway closes. */
const answerGraceMs = 1_000;

/** Starts the GraphQL server; it is ready when this returns, but for credentials that cannot be had. */
export async function startGateway(settings: GatewaySettings, log: Logger): Promise<Gateway> {
  const graph = await gatewayGraph(settings.subgraphSdl);
  const { schema } = graph;
  const { persistedOperations, schemaVisible } = settings;
  // Before anything is opened that an error would leave open.
  const trustedDocuments = persistedOperations && new TrustedDocuments(persistedOperations, schema, schemaVisible);
  const proxies = settings.proxies ? new Proxies(settings.proxies) : null;
  const audit = settings.audit && (await openAuditLog(settings.audit, log, proxies));
  const metrics = settings.admin && (await makeMetrics(schema));
  const bounds = new BoundsLog(log, metrics);
  const store = await openTokenStore(settings.idempotency, settings.requestTimeoutMs, bounds, (error) =>
    log.warn({ err: error }, 'the idempotency store failed'),
  );
  const tokens = new Idempotency(store, log);
  const tracing =
    settings.tracesUrl === null ? null : await makeTracing({ ...settings, url: settings.tracesUrl }, proxies, log);
  const connect = new Connect({ ...settings.connect, proxies }, tokens, log, metrics ?? noopObserver, audit);
  metrics?.watch(() => connect.states());
  let cursors = new Cursors();
  const budget = queryBudget((operation, calls) => connect.shortestTimeMs(operation, calls), settings.requestTimeoutMs);
  const apollo = createApollo(schema, schemaVisible, log, budget);
  await apollo.start();
  const { app, servers } = createHttp(settings, { log, metrics, tracing });
  const isGuardedByAddress = !settings.auth && isLoopback(settings.host) && settings.trustedProxies.length === 0;
  if (isGuardedByAddress) allowOwnHostsOnly(app);
  const authentication = settings.auth && new Authentication(settings.auth, log, proxies);
  authenticateRequests(app, authentication, servers.clients, log);
  if (settings.rateLimit !== null) limitRate(app, settings.rateLimit);
  const admission = new Admission({
    maxInFlightBytes: settings.inFlightMaxBytes ?? defaultInFlightBytes(),
    maxWaitMs: settings.requestTimeoutMs,
  });
  const bodies = new HeldBodies(maxHeldBodyBytes, () => metrics?.closed('body_bytes'));
  admitRequests(app, admission, bodies);
  metrics?.watchAdmission(admission);
  let draining = false;
  // A connection that would be kept alive after its last answer would hold up the end.
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (draining) reply.header('connection', 'close');
    done();
  });

  const { documentMaxBytes, responseMaxBytes } = settings;
  const hiddenNames = schemaVisible.toClients ? null : new HiddenNames(schema);
  serveGraphQL(app, apollo, { trustedDocuments, documentMaxBytes, hiddenNames }, (request, reply) => {
    const { id: requestId, caller } = request;
    const deadline = new Deadline(settings.requestTimeoutMs);
    request.share.remainingMs = () => deadline.remainingMs;
    const executed: Executed = { operation: null };
    return {
      requestId,
      caller,
      connect: connect.session({
        requestId,
        caller,
        deadline,
        gone: clientGone(reply),
        trace: request.span ?? undefined,
      }),
      cursors,
      response: new ResponseBudget(responseMaxBytes, executed, request.share),
      executed,
      exportTargets: settings.exportTargets,
      showCost: request.headers[costHeader] !== undefined,
    };
  });
  if (schemaVisible.toClients) {
    app.get('/schema.graphql', (_request, reply) => reply.type('text/plain; charset=utf-8').send(graph.apiSdl));
    app.get('/possible-types.json', () => possibleTypes(schema));
    servePage(app);
  } else {
    for (const url of ['/', '/schema.graphql', '/possible-types.json']) {
      app.get(url, () => {
        throw new HttpError(404, 'NOT_FOUND', 'The schema is not shown here (INTROSPECTION).');
      });
    }
  }
  app.get('/healthz', () => ({ status: 'ok' }));
  const ready = () =>
    readiness([
      { name: 'serving', reason: 'draining', works: () => !draining },
      ...checksOf(connect, authentication, tokens),
    ]);
  app.get('/readyz', async (_request, reply) => {
    const { reason } = await ready();
    return reply.code(reason ? 503 : 200).send(reason ? { status: 'not ready', reason } : { status: 'ready' });
  });

  const admin = settings.admin && metrics && (await serveAdmin(settings.admin, metrics, ready, log));
  const port = await listen(app, servers, settings.host, settings.port);
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
  let closed: Promise<void> | undefined;
  const close = async (drained: Promise<unknown> | undefined): Promise<void> => {
    draining = true;
    if (drained) {
      log.info('draining: /readyz answers 503, and requests are still served');
      await drained;
    }
    await servers.close(settings.requestTimeoutMs + answerGraceMs);
    await app.close();
    await apollo.stop();
    await tokens.close();
    authentication?.close();
    connect.close();
    await tracing?.close();
    await audit?.close();
    await admin?.close();
  };
  return {
    url: `http://${host}:${port}`,
    adminUrl: admin?.url ?? null,
    invalidateReads: () => connect.invalidateReads(),
    reset: () => {
      tokens.startOver();
      connect.reset();
      cursors = new Cursors();
    },
    close: (drained) => {
      closed ??= close(drained);
      return closed;
    },
  };
}

/** Connect itself is not asked: a gateway that leaves the load balancer when Connect is down helps nobody. */
function checksOf(connect: Connect, authentication: Authentication | null, tokens: Idempotency): Check[] {
  return [
    { name: 'credentials', reason: 'no AWS credentials', works: () => connect.hasCredentials() },
    { name: 'keys', reason: 'no keys to check tokens with', works: () => authentication?.ready() ?? true },
    { name: 'idempotency', reason: 'the idempotency store fails', works: () => tokens.works() },
  ];
}

/** Loaded only where there is somebody to ask for them. */
async function makeMetrics(schema: GraphQLSchema): Promise<Metrics> {
  const { Metrics } = await import('./server/telemetry/metrics.js');
  return new Metrics(errorTypes(schema));
}

/** Loaded only where there is somebody to send them to: that takes as long as half of a start. */
async function makeTracing(
  { url, tracesOtlp, traceStateKeys }: GatewaySettings & { readonly url: string },
  proxies: Proxies | null,
  log: Logger,
): Promise<Tracing> {
  const { Tracing, traceExporter } = await import('./server/telemetry/tracing.js');
  return new Tracing(await traceExporter(url, tracesOtlp ?? plainOtlp, proxies, log), traceStateKeys, log);
}

import { getHeapStatistics } from 'node:v8';
// Must come before all files with decorators, which store the types of fields through it.
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
import { IncompleteBodies } from './server/admission/incomplete-bodies.js';
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
import { servePage, serveText } from './server/page-route.js';
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
  /** Timeout of a request with all its calls to Connect, in milliseconds. */
  readonly requestTimeoutMs: number;
  readonly connect: ConnectSettings;
  readonly idempotency: IdempotencySettings;
  /** Authentication of callers by tokens; null disables authentication, and any client may do everything. */
  readonly auth: AuthSettings | null;
  /** The SDL that `_service` returns. */
  readonly subgraphDirectives: keyof SubgraphSdl;
  /** Whether clients and routers may read the schema from the gateway. */
  readonly schemaVisible: SchemaVisibility;
  /** The allowlist of operations; null to serve all operations. */
  readonly persistedOperations: Manifest | null;
  /** The allowed targets of media and chat streams. */
  readonly exportTargets: ExportTargets;
  /** Maximum bytes of a document. Persisted operations have no such limit. */
  readonly documentMaxBytes: number;
  /** Maximum bytes of a response. */
  readonly responseMaxBytes: number;
  /** Bytes of all responses under construction at which requests wait; a tenth of the heap limit by default. */
  readonly inFlightMaxBytes?: number | undefined;
  /** Maximum requests of a caller per second; null for no limit. */
  readonly rateLimit: number | null;
  /** Address of the admin port with metrics and probes; null disables the port and all metrics. */
  readonly admin: AdminSettings | null;
  /** URL of the OTLP/HTTP collector of traces; null for none. */
  readonly tracesUrl: string | null;
  /** Destination of the audit log; null for none. */
  readonly audit: AuditTarget | null;
  /** Members of `tracestate` that are forwarded to AWS. */
  readonly traceStateKeys: ReadonlySet<string>;
  /** OTLP settings for traces; JSON without headers by default. */
  readonly tracesOtlp?: OtlpSettings;
  /** Proxies for outgoing connections; null or undefined for none. */
  readonly proxies?: ProxySettings | null;
}

export interface Gateway {
  readonly url: string;
  /** URL of the admin port; null when it is disabled. */
  readonly adminUrl: string | null;
  /** Invalidates all cached reads. Used when the emulator's clock changes. */
  invalidateReads(): void;
  /** Discards idempotency records, cursors, cached reads, quotas and breakers. Used when the emulator is reset. */
  reset(): void;
  /**
   * Stops listening, finishes the requests in progress, and closes all resources. Connections are closed after the
   * request timeout plus one second at the latest. Further calls return the same promise.
   *
   * @param drained Requests are served until this promise resolves, while `/readyz` responds with 503.
   */
  close(drained?: Promise<unknown>): Promise<void>;
}

/** Maximum bytes of all incomplete request bodies together. */
const maxHeldBodyBytes = 64 * 1024 * 1024;
/** A tenth of the heap limit: a response under construction takes about four times its counted bytes of heap. */
const defaultInFlightBytes = () => Math.floor(getHeapStatistics().heap_size_limit / 10);

/** Milliseconds after the request timeout in which the last responses can leave when the gateway closes. */
const responseGraceMs = 1_000;

/** Starts the gateway. It listens when the promise resolves; `/readyz` then reports whether it is ready. */
export async function startGateway(settings: GatewaySettings, log: Logger): Promise<Gateway> {
  const graph = await gatewayGraph(settings.subgraphDirectives);
  const { schema } = graph;
  const { persistedOperations, schemaVisible } = settings;
  // Validated before any resource is opened, so that an error leaves nothing open.
  const trustedDocuments = persistedOperations && new TrustedDocuments(persistedOperations, schema, schemaVisible);
  const proxies = settings.proxies ? new Proxies(settings.proxies) : null;
  const audit = settings.audit && (await openAuditLog(settings.audit, log, proxies));
  const metrics = settings.admin && (await makeMetrics(schema));
  const bounds = new BoundsLog(log, metrics);
  const store = await openTokenStore(settings.idempotency, settings.requestTimeoutMs, bounds, (error) =>
    log.warn({ err: error }, 'the idempotency store failed'),
  );
  const idempotency = new Idempotency(store, log);
  const tracing =
    settings.tracesUrl === null ? null : await makeTracing({ ...settings, url: settings.tracesUrl }, proxies, log);
  const connect = new Connect({ ...settings.connect, proxies }, idempotency, log, metrics ?? noopObserver, audit);
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
    accepted: () => servers.accepted,
  });
  const bodies = new IncompleteBodies(maxHeldBodyBytes, () => metrics?.closed('body_bytes'));
  admitRequests(app, admission, bodies);
  metrics?.watchAdmission(admission);
  let draining = false;
  // A connection that stays open after its last response would delay the shutdown.
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
    serveText(app, '/schema.graphql', 'text/plain; charset=utf-8', () => graph.apiSdl);
    serveText(app, '/possible-types.json', 'application/json; charset=utf-8', () =>
      JSON.stringify(possibleTypes(schema)),
    );
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
      ...checksOf(connect, authentication, idempotency),
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
      log.info('draining: /readyz responds with 503, and requests are still served');
      await drained;
    }
    await servers.close(settings.requestTimeoutMs + responseGraceMs);
    await app.close();
    await apollo.stop();
    await idempotency.close();
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
      idempotency.startOver();
      connect.reset();
      cursors = new Cursors();
    },
    close: (drained) => {
      closed ??= close(drained);
      return closed;
    },
  };
}

/** Returns the readiness checks. They ignore Connect's health: its outage would take all gateways out of service. */
function checksOf(connect: Connect, authentication: Authentication | null, idempotency: Idempotency): Check[] {
  return [
    { name: 'credentials', reason: 'no AWS credentials', works: () => connect.hasCredentials() },
    { name: 'keys', reason: 'no keys to verify tokens', works: () => authentication?.ready() ?? true },
    { name: 'idempotency', reason: 'the idempotency store fails', works: () => idempotency.works() },
  ];
}

/** Creates the metrics. Their library is loaded only if the admin port is enabled. */
async function makeMetrics(schema: GraphQLSchema): Promise<Metrics> {
  const { Metrics } = await import('./server/telemetry/metrics.js');
  return new Metrics(errorTypes(schema));
}

/**
 * Creates the tracing. OpenTelemetry is loaded only if a collector is set, since loading makes the start half as long
 * again.
 */
async function makeTracing(
  { url, tracesOtlp, traceStateKeys }: GatewaySettings & { readonly url: string },
  proxies: Proxies | null,
  log: Logger,
): Promise<Tracing> {
  const { Tracing, traceExporter } = await import('./server/telemetry/tracing.js');
  return new Tracing(await traceExporter(url, tracesOtlp ?? plainOtlp, proxies, log), traceStateKeys, log);
}

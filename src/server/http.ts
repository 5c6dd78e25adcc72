import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import cors from '@fastify/cors';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { Logger } from 'pino';
import { finishedRequest } from './finished-request.js';
import { HttpError } from './http-error.js';
import { bodyTooLarge, maxBodyBytes, readJson } from './json-body.js';
import { logForLibrary } from './log.js';
import type { Metrics } from './metrics.js';
import { pseudonym } from './pseudonym.js';
import type { RequestSpan, Tracing } from './tracing.js';

export interface HttpSettings {
  /** Shown in every answer's `x-connect-mode`. */
  readonly mode: 'emulator' | 'aws';
  /** Origins that browsers may call from; null stands for any port of localhost. */
  readonly corsOrigins: readonly string[] | null;
  readonly trustedProxies: readonly string[];
  /** How many connections there may be at a time; those beyond are closed. */
  readonly maxConnections: number;
  /** Milliseconds in which a request must have come whole; 30 s unless given. */
  readonly receiveTimeoutMs?: number;
}

/** Who is told of every request. */
export interface Observers {
  readonly log: Logger;
  readonly metrics: Metrics | null;
  readonly tracing: Tracing | null;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Null where it is not traced. */
    span: RequestSpan | null;
  }
}

/** Milliseconds in which a request's headers, and the whole of it, must have come. */
const headersTimeoutMs = 10_000;
const defaultReceiveTimeoutMs = 30_000;
/** Milliseconds between two looks for connections that are too slow: Node's own 30 s would double the times above. */
const checkConnectionsMs = 500;
/** Longer than the idle time of usual load balancers, 60 s, so that it is they who close. */
const keepAliveTimeoutMs = 65_000;
/**
 * An id that a client or proxy may choose: for logs, and nothing that could be taken for more than one word, for a
 * telephone number, a key or a token.
 */
const requestIdPattern = /^(?![\d.-]{8,20}$)(?!eyJ)(?!.*A[KS]IA[A-Z\d]{12})[\w.-]{8,128}$/;

/** An HTTP server whose every answer is JSON where it is an error, and carries the request's id and the mode. */
export function createHttp(settings: HttpSettings, observers: Observers): FastifyInstance {
  const { log } = observers;
  const receiveTimeoutMs = settings.receiveTimeoutMs ?? defaultReceiveTimeoutMs;
  const app: FastifyInstance = Fastify({
    loggerInstance: logForLibrary(log, 'Fastify') as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    childLoggerFactory: (logger) => logger,
    bodyLimit: maxBodyBytes,
    requestTimeout: receiveTimeoutMs,
    http: { connectionsCheckingInterval: checkConnectionsMs },
    keepAliveTimeout: keepAliveTimeoutMs,
    forceCloseConnections: 'idle',
    trustProxy: settings.trustedProxies.length > 0 ? [...settings.trustedProxies] : false,
    genReqId: ({ headers: { 'x-request-id': given } }) => {
      return typeof given === 'string' && requestIdPattern.test(given) ? given : randomUUID();
    },
    clientErrorHandler: (error, socket) => refuseBrokenRequest(error, socket, settings.mode, log),
    frameworkErrors: (error, request, reply: FastifyReply) => {
      observe(request, reply, observers);
      request.codes = ['BAD_REQUEST'];
      reply.header('x-request-id', request.id).header('x-connect-mode', settings.mode);
      reply.status(error.statusCode ?? 400).send(errorBody(error));
    },
  });
  app.server.headersTimeout = Math.min(headersTimeoutMs, receiveTimeoutMs);
  app.server.maxConnections = settings.maxConnections;
  app.server.on('drop', () => observers.metrics?.dropped());

  app.decorateRequest('codes');
  app.decorateRequest('execution', null);
  app.decorateRequest('span', null);
  app.addHook('onRequest', (request, reply, done) => {
    observe(request, reply, observers);
    reply.header('x-request-id', request.id).header('x-connect-mode', settings.mode);
    done();
  });
  app.register(cors, {
    origin: settings.corsOrigins ? [...settings.corsOrigins] : /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/,
    methods: ['GET', 'POST'],
    strictPreflight: false,
    exposedHeaders: ['x-request-id', 'x-connect-mode', 'www-authenticate', 'retry-after'],
    maxAge: 600,
  });
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, readJson);
  // A body of any other type reaches the route as none, which refuses it with a reason.
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, _body, done) => done(null, undefined));
  app.setErrorHandler<FastifyError | HttpError>((error, request, reply) => {
    if (error instanceof HttpError) {
      request.codes = [error.code];
      return reply.code(error.statusCode).send(error.toBody());
    }
    const status = error.statusCode ?? 500;
    request.codes = [codeOfStatus(status)];
    if (status >= 500) log.error({ requestId: request.id, err: error }, 'a request failed');
    return reply.code(status).send(errorBody(error));
  });
  app.setNotFoundHandler((request, reply) => {
    request.codes = ['NOT_FOUND'];
    return reply
      .code(404)
      .send(graphqlError(`There is nothing at ${request.method} ${request.url.split('?', 1)[0]}.`, 'NOT_FOUND'));
  });
  return app;
}

/**
 * A signal that is aborted when a client closes its connection before it has its answer; made for the first read of a
 * request, since many need none. Fastify's own `request.signal`, and its hook, go by
 * the request, which is over once its body has been read.
 */
export function clientGone({ raw }: FastifyReply): () => AbortSignal {
  let signal: AbortSignal | undefined;
  return () => {
    signal ??= closedTooSoon(raw);
    return signal;
  };
}

function closedTooSoon(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  // A page may have a hundred reads that wait for their turn.
  setMaxListeners(0, gone.signal);
  const onClose = () => {
    if (!response.writableFinished) gone.abort();
  };
  if (response.destroyed) onClose();
  else response.once('close', onClose);
  return gone.signal;
}

/** Sees to it that a request has its one line in the log, and is counted and traced, once its answer or its client has left. */
function observe(request: FastifyRequest, reply: FastifyReply, { log, metrics, tracing }: Observers): void {
  request.codes = [];
  const route = request.routeOptions.url ?? null;
  if (tracing && route === '/graphql') request.span = tracing.request(request.method, request.raw.headers);
  metrics?.began();
  reply.raw.once('close', () => {
    const finished = finishedRequest(request, reply);
    metrics?.finished(finished);
    const { method, id: requestId, span } = request;
    const { type, operation, outcome, status, codes, ms } = finished;
    log.info(
      {
        requestId,
        traceId: span?.traceId ?? undefined,
        caller: request.caller && pseudonym(request.caller.id),
        method,
        // Not as it was asked for: an address may hold anything.
        path: route,
        type,
        operation: operation ?? undefined,
        status: outcome === 'client_gone' ? undefined : status,
        outcome,
        codes: codes.length > 0 ? codes : undefined,
        ms: Math.round(ms),
      },
      'request',
    );
    span?.ended(finished, requestId);
  });
}

/** Of an error that came before GraphQL, and is none of ours. */
function codeOfStatus(status: number): string {
  if (status >= 500) return 'INTERNAL_SERVER_ERROR';
  return status === 413 ? 'PAYLOAD_TOO_LARGE' : 'BAD_REQUEST';
}

function errorBody(error: FastifyError): object {
  const status = error.statusCode ?? 500;
  if (status >= 500)
    return graphqlError(
      'The gateway failed. Its log has the details under the x-request-id of this answer.',
      'INTERNAL_SERVER_ERROR',
    );
  if (status === 413) return bodyTooLarge().toBody();
  if (error.code?.startsWith('FST_ERR_CTP')) return graphqlError('The body could not be read.', 'BAD_REQUEST');
  return graphqlError(STATUS_CODES[status] ?? 'The request is not valid.', 'BAD_REQUEST');
}

/** An error outside of GraphQL's execution, in the same form as one inside. */
function graphqlError(message: string, code: string): object {
  return { errors: [{ message, extensions: { code } }] };
}

/** Answers what is not HTTP, or comes too slowly or with too long headers, and closes. */
function refuseBrokenRequest(error: Error & { code?: string }, socket: Socket, mode: string, log: Logger): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 }[error.code ?? ''] ?? 400;
  const body = JSON.stringify(graphqlError(`${STATUS_CODES[status]}.`, 'BAD_REQUEST'));
  const requestId = randomUUID();
  log.info({ requestId, status, outcome: 'refused', codes: ['BAD_REQUEST'] }, 'request');
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'content-type: application/json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      `x-request-id: ${requestId}`,
      `x-connect-mode: ${mode}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

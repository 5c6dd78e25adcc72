import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { STATUS_CODES } from 'node:http';
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
import { HttpError } from './http-error.js';
import { bodyTooLarge, maxBodyBytes, readJson } from './json-body.js';

export interface HttpSettings {
  /** Shown in every answer's `x-connect-mode`. */
  readonly mode: 'emulator' | 'aws';
  /** Origins that browsers may call from; null stands for any port of localhost. */
  readonly corsOrigins: readonly string[] | null;
  readonly trustedProxies: readonly string[];
}

/** Milliseconds in which a request's headers, and the whole of it, must have come. */
const headersTimeoutMs = 10_000;
const receiveTimeoutMs = 30_000;
/** Longer than the idle time of usual load balancers, 60 s, so that it is they who close. */
const keepAliveTimeoutMs = 65_000;
/** An id that a client or proxy may choose: for logs, and nothing that could be taken for more than one word. */
const requestIdPattern = /^[\w.-]{8,128}$/;

/** An HTTP server whose every answer is JSON where it is an error, and carries the request's id and the mode. */
export function createHttp(settings: HttpSettings, log: Logger): FastifyInstance {
  const app: FastifyInstance = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    // Nothing logs through the request: a logger of its own for each would cost more than its line.
    childLoggerFactory: (logger) => logger,
    bodyLimit: maxBodyBytes,
    requestTimeout: receiveTimeoutMs,
    keepAliveTimeout: keepAliveTimeoutMs,
    forceCloseConnections: 'idle',
    trustProxy: settings.trustedProxies.length > 0 ? [...settings.trustedProxies] : false,
    genReqId: ({ headers: { 'x-request-id': given } }) => {
      return typeof given === 'string' && requestIdPattern.test(given) ? given : randomUUID();
    },
    clientErrorHandler: (error, socket) => refuseBrokenRequest(error, socket, settings.mode),
    frameworkErrors: (error, request, reply: FastifyReply) => {
      reply.header('x-request-id', request.id).header('x-connect-mode', settings.mode);
      reply.status(error.statusCode ?? 400).send(errorBody(error));
    },
  });
  app.server.headersTimeout = headersTimeoutMs;

  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id).header('x-connect-mode', settings.mode);
    done();
  });
  app.addHook('onRequestAbort', (request, done) => {
    logGone(request, log);
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const { method, url, id: requestId } = request;
    const path = url.split('?', 1)[0];
    log.info({ requestId, method, path, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'request');
    done();
  });
  app.register(cors, {
    origin: settings.corsOrigins ? [...settings.corsOrigins] : /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/,
    methods: ['GET', 'POST'],
    strictPreflight: false,
    exposedHeaders: ['x-request-id', 'x-connect-mode', 'www-authenticate'],
    maxAge: 600,
  });
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, readJson);
  // A body of any other type reaches the route as none, which refuses it with a reason.
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, _body, done) => done(null, undefined));
  app.setErrorHandler<FastifyError | HttpError>((error, request, reply) => {
    if (error instanceof HttpError) return reply.code(error.statusCode).send(error.toBody());
    const status = error.statusCode ?? 500;
    if (status >= 500) log.error({ requestId: request.id, err: error }, 'a request failed');
    return reply.code(status).send(errorBody(error));
  });
  app.setNotFoundHandler((request, reply) => {
    return reply
      .code(404)
      .send(graphqlError(`There is nothing at ${request.method} ${request.url.split('?', 1)[0]}.`, 'NOT_FOUND'));
  });
  return app;
}

/**
 * Aborted when a client closes its connection before it has its answer. Fastify's own `request.signal`, and its hook, go by
 * the request, which is over once its body has been read.
 */
export function clientGone({ raw, request }: FastifyReply, log: Logger): AbortSignal {
  const gone = new AbortController();
  // A page may have a hundred reads that wait for their turn.
  setMaxListeners(0, gone.signal);
  raw.once('close', () => {
    if (raw.writableFinished) return;
    logGone(request, log);
    gone.abort();
  });
  return gone.signal;
}

function logGone(request: FastifyRequest, log: Logger): void {
  log.info({ requestId: request.id, outcome: 'client_gone' }, 'request');
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
function refuseBrokenRequest(error: Error & { code?: string }, socket: Socket, mode: string): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 }[error.code ?? ''] ?? 400;
  const body = JSON.stringify(graphqlError(`${STATUS_CODES[status]}.`, 'BAD_REQUEST'));
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'content-type: application/json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      `x-request-id: ${randomUUID()}`,
      `x-connect-mode: ${mode}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

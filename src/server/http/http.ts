import { randomUUID } from 'node:crypto';
import { type Server, STATUS_CODES } from 'node:http';
import cors from '@fastify/cors';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { GatewayResponse } from '../connections/gateway-response.js';
import { HttpServers } from '../connections/http-server.js';
import { HttpError } from '../protocol/http-error.js';
import { bodyTooLarge, maxBodyBytes } from '../protocol/json-body.js';
import { logForLibrary } from '../telemetry/log.js';
import { type Observers, observe } from '../telemetry/request-log.js';
import { originMatchers } from './cors-origins.js';

export interface HttpSettings {
  /** The value of the header `x-connect-mode` of every response. */
  readonly mode: 'emulator' | 'aws';
  /** Origins whose pages may send requests; null for any port of localhost. */
  readonly corsOrigins: readonly string[] | null;
  readonly trustedProxies: readonly string[];
  /**
   * Maximum number of open connections. Beyond it, the gateway closes a connection whose client is idle, sends a
   * request or reads a response, but never one whose request is in progress.
   */
  readonly maxConnections: number;
  /** Milliseconds in which a request must be received whole; 30 s by default. */
  readonly receiveTimeoutMs?: number;
  /**
   * Milliseconds in which a client must read its whole response. The connection is also closed if the client reads
   * nothing for a sixth of this time.
   */
  readonly sendTimeoutMs: number;
  /** Maximum bytes of all responses together that the kernel has not accepted yet; 64 MiB by default. */
  readonly maxUnsentBytes?: number;
}

const defaultReceiveTimeoutMs = 30_000;
/**
 * A request id that a client or proxy may choose. Since the id is logged, it must be one word that does not look like a
 * telephone number, a key or a token.
 */
const requestIdPattern = /^(?![\d.-]{8,20}$)(?!eyJ)(?!.*A[KS]IA[A-Z\d]{12})[\w.-]{8,128}$/;

export interface HttpApp {
  readonly app: FastifyInstance;
  /** Creates the servers on which the app listens. */
  readonly servers: HttpServers;
}

/** Creates the HTTP app. Its errors are JSON, and every response has the request id and the mode as headers. */
export function createHttp(settings: HttpSettings, observers: Observers): HttpApp {
  const { log, metrics } = observers;
  const { mode, maxConnections, trustedProxies, receiveTimeoutMs = defaultReceiveTimeoutMs } = settings;
  const { sendTimeoutMs, maxUnsentBytes } = settings;
  const servers = new HttpServers(
    {
      ...{ maxConnections, trustedProxies, receiveTimeoutMs, sendTimeoutMs, maxUnsentBytes },
      refusalHeaders: { 'x-connect-mode': mode },
    },
    {
      dropped: () => metrics?.dropped(),
      closed: (reason) => metrics?.closed(reason),
      refused(requestId, { statusCode: status, code }) {
        metrics?.refused(code);
        log.info({ requestId, status, outcome: 'refused', codes: [code] }, 'request');
      },
    },
  );
  metrics?.watchConnections(servers);
  const app: FastifyInstance = Fastify({
    loggerInstance: logForLibrary(log, 'Fastify') as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    childLoggerFactory: (logger) => logger,
    bodyLimit: maxBodyBytes,
    serverFactory: (handler) =>
      servers.create(handler as (request: unknown, response: GatewayResponse) => void) as Server,
    forceCloseConnections: 'idle',
    genReqId: ({ headers: { 'x-request-id': given } }) => {
      return typeof given === 'string' && requestIdPattern.test(given) ? given : randomUUID();
    },
    // `HttpServers` handles client errors; without this option Fastify would respond as well.
    clientErrorHandler: () => {},
    frameworkErrors: (error, request, reply: FastifyReply) => {
      observe(request, reply, observers);
      request.codes = ['BAD_REQUEST'];
      reply.header('x-request-id', request.id).header('x-connect-mode', mode);
      reply.status(error.statusCode ?? 400).send(errorBody(error));
    },
  });

  app.decorateRequest('codes');
  app.decorateRequest('execution', null);
  app.decorateRequest('span', null);
  app.addHook('onRequest', (request, reply, done) => {
    observe(request, reply, observers);
    reply.header('x-request-id', request.id).header('x-connect-mode', mode);
    done();
  });
  app.register(cors, {
    origin: settings.corsOrigins
      ? originMatchers(settings.corsOrigins)
      : /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/,
    methods: ['GET', 'POST'],
    strictPreflight: false,
    exposedHeaders: ['x-request-id', 'x-connect-mode', 'www-authenticate', 'retry-after'],
    maxAge: 600,
  });
  app.removeContentTypeParser(['application/json', 'text/plain']);
  // `admitRequests` adds the parser of `application/json`. A body of any other type is not read, and the route refuses
  // the request with a reason.
  app.addContentTypeParser('*', (_request, _body, done) => done(null, undefined));
  // `preParsing` is the last hook before the body is read.
  app.addHook('preParsing', (request, reply, _body, done) => {
    if (request.is404) return done(notFound(request));
    if (waitsForContinue(request)) reply.raw.writeContinue();
    done();
  });
  app.setErrorHandler<FastifyError | HttpError>((error, request, reply) => {
    if (error instanceof HttpError) {
      request.codes = [error.code];
      if (error.retryAfterSeconds !== null) reply.header('retry-after', error.retryAfterSeconds);
      return reply.code(error.statusCode).send(error.toBody());
    }
    const status = error.statusCode ?? 500;
    request.codes = [codeOfStatus(status)];
    if (status >= 500) log.error({ requestId: request.id, err: error }, 'a request failed');
    return reply.code(status).send(errorBody(error));
  });
  app.setNotFoundHandler((request) => {
    throw notFound(request);
  });
  return { app, servers };
}

/** Maximum characters of a path in an error message. */
const maxPathLength = 200;

function notFound({ method, url }: FastifyRequest): HttpError {
  const path = url.split('?', 1)[0]?.slice(0, maxPathLength);
  return new HttpError(404, 'NOT_FOUND', `No route for ${method} ${path}.`);
}

/** Whether a client waits for `100 Continue` and its body will be read. */
function waitsForContinue({ method, raw, headers }: FastifyRequest): boolean {
  if (headers.expect === undefined || raw.httpVersionMinor === 0 || method !== 'POST') return false;
  const isJson = /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '');
  return isJson && Number(headers['content-length'] ?? 0) <= maxBodyBytes;
}

/** The error code for the status of an error that is neither an `HttpError` nor part of a GraphQL response. */
function codeOfStatus(status: number): string {
  if (status >= 500) return 'INTERNAL_SERVER_ERROR';
  return status === 413 ? 'PAYLOAD_TOO_LARGE' : 'BAD_REQUEST';
}

function errorBody(error: FastifyError): object {
  const status = error.statusCode ?? 500;
  if (status >= 500)
    return graphqlError(
      'Internal error. The log has the details under the x-request-id of this response.',
      'INTERNAL_SERVER_ERROR',
    );
  if (status === 413) return bodyTooLarge().toBody();
  if (error.code?.startsWith('FST_ERR_CTP')) return graphqlError('The body could not be read.', 'BAD_REQUEST');
  return graphqlError(STATUS_CODES[status] ?? 'The request is not valid.', 'BAD_REQUEST');
}

/** The body of an error outside of GraphQL's execution, in the form of a GraphQL error. */
function graphqlError(message: string, code: string): object {
  return { errors: [{ message, extensions: { code } }] };
}

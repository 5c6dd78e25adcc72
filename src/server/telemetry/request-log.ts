import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { GatewayResponse } from '../connections/gateway-response.js';
import { finishedRequest } from './finished-request.js';
import type { Metrics } from './metrics.js';
import { pseudonym } from './pseudonym.js';
import type { RequestSpan, Tracing } from './tracing.js';

/** Observers of every request. */
export interface Observers {
  readonly log: Logger;
  readonly metrics: Metrics | null;
  readonly tracing: Tracing | null;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Null if the request is not traced. */
    span: RequestSpan | null;
  }
}

/**
 * Begins the span and the count of a request. Ends them and logs the request when its response has left or its connection
 * has closed.
 */
export function observe(request: FastifyRequest, reply: FastifyReply, { log, metrics, tracing }: Observers): void {
  request.codes = [];
  const route = request.routeOptions.url ?? null;
  if (tracing && route === '/graphql') request.span = tracing.request(request.method, request.raw.headers);
  metrics?.began();
  const response = reply.raw instanceof GatewayResponse ? reply.raw : null;
  if (response) response.requestId = request.id;
  // Node emits `finish` also if the connection broke and the rest of the response was discarded.
  let isSent = false;
  reply.raw.once('finish', () => {
    const { socket } = request.raw;
    isSent = !socket.destroyed && !socket.errored;
  });
  reply.raw.once('close', () => {
    const refusedWith = response?.refusedWith ?? null;
    if (refusedWith !== null) request.codes = ['BAD_REQUEST'];
    const finished = finishedRequest(request, reply, refusedWith ?? (isSent ? reply.statusCode : null));
    metrics?.finished(finished);
    const { method, id: requestId, span } = request;
    const { type, operation, outcome, status, codes, ms } = finished;
    log.info(
      {
        requestId,
        traceId: span?.traceId ?? undefined,
        caller: request.caller && pseudonym(request.caller.id),
        method,
        // The pattern of the route, since the URL can hold personal data.
        path: route,
        type,
        operation: operation ?? undefined,
        status: outcome === 'client_gone' ? undefined : status,
        outcome,
        codes: codes.length > 0 ? codes : undefined,
        // The reason for which the gateway closed the connection before the response had left.
        closedFor: (outcome === 'client_gone' && response?.carrier?.closedFor) || undefined,
        ms: Math.round(ms),
      },
      'request',
    );
    span?.ended(finished, requestId);
  });
}

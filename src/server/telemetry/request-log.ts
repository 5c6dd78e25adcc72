import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { Answer } from '../connections/answer.js';
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
    /** Null where it is not traced. */
    span: RequestSpan | null;
  }
}

/** Sees to it that a request has its one line in the log, and is counted and traced, once its answer or its client has left. */
export function observe(request: FastifyRequest, reply: FastifyReply, { log, metrics, tracing }: Observers): void {
  request.codes = [];
  const route = request.routeOptions.url ?? null;
  if (tracing && route === '/graphql') request.span = tracing.request(request.method, request.raw.headers);
  metrics?.began();
  const answer = reply.raw instanceof Answer ? reply.raw : null;
  if (answer) answer.requestId = request.id;
  // Node says that an answer has finished also where its connection broke and the rest of it was thrown away.
  let isSent = false;
  reply.raw.once('finish', () => {
    const { socket } = request.raw;
    isSent = !socket.destroyed && !socket.errored;
  });
  reply.raw.once('close', () => {
    const refusedWith = answer?.refusedWith ?? null;
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
        // Not as it was asked for: an address may hold anything.
        path: route,
        type,
        operation: operation ?? undefined,
        status: outcome === 'client_gone' ? undefined : status,
        outcome,
        codes: codes.length > 0 ? codes : undefined,
        // Why it was the gateway that closed the connection before the answer had left.
        closedFor: (outcome === 'client_gone' && answer?.carrier?.closedFor) || undefined,
        ms: Math.round(ms),
      },
      'request',
    );
    span?.ended(finished, requestId);
  });
}

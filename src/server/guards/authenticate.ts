import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Authentication, Refusal } from '../../auth/authentication.js';
import { anonymous, type Caller } from '../../ids/caller.js';
import type { ClientAddresses } from '../connections/client-address.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set before the body is read. */
    caller: Caller;
  }
}

/** Routes without data, by pattern. All others need an authenticated caller, except the page's files and preflights. */
const openRoutes = new Set(['/', '/healthz', '/readyz']);

/**
 * Sets `request.caller`, or refuses the request with 401, before the body is read.
 *
 * @param authentication Null to serve anyone.
 * @param clients Identifies callers without a token.
 */
export function authenticateRequests(
  app: FastifyInstance,
  authentication: Authentication | null,
  clients: ClientAddresses,
  log: Logger,
): void {
  app.decorateRequest('caller');
  app.addHook('onRequest', (request, reply, done) => {
    if (!authentication || isOpen(request)) {
      request.caller = anonymous(clients.ofRequest(request.socket.remoteAddress, forwardedFor(request)));
      return done();
    }
    const settle = (result: Caller | Refusal): void => {
      if ('reason' in result) {
        refuse(reply, result, log);
      } else {
        request.caller = result;
        done();
      }
    };
    // A cached token is checked synchronously.
    const result = authentication.authenticate(request.raw.rawHeaders);
    if (result instanceof Promise) result.then(settle, done);
    else settle(result);
  });
}

function forwardedFor({ headers }: FastifyRequest): string | undefined {
  const value = headers['x-forwarded-for'];
  return Array.isArray(value) ? value.join() : value;
}

function isOpen({ method, routeOptions: { url } }: FastifyRequest): boolean {
  // A request without a route only gets a 404, and CORS preflights have no token.
  const hasNoData = url === undefined || (url === '*' && method === 'OPTIONS');
  return hasNoData || openRoutes.has(url) || url.startsWith('/page/');
}

/** Responds with 401. The client receives an error code of RFC 6750; the reason is in the log only. */
function refuse(reply: FastifyReply, { error, reason }: Refusal, log: Logger): void {
  log.info({ requestId: reply.request.id, reason }, 'not authenticated');
  reply.request.codes = ['UNAUTHENTICATED'];
  const challenge = error ? `Bearer error="${error}", error_description="${descriptions[error]}"` : 'Bearer';
  const message = error ? descriptions[error] : 'An access token is needed: Authorization: Bearer <token>.';
  reply
    .code(401)
    .header('www-authenticate', challenge)
    .send({ errors: [{ message, extensions: { code: 'UNAUTHENTICATED' } }] });
}

const descriptions = {
  invalid_request: 'One Authorization header with one bearer token is needed.',
  invalid_token: 'The access token is not valid or has expired.',
};

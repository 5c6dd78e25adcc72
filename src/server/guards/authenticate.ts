import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Authentication, Refusal } from '../../auth/authentication.js';
import { anonymous, type Caller } from '../../ids/caller.js';
import type { ClientAddresses } from '../connections/client-address.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Known before anything of the request is read but its headers. */
    caller: Caller;
  }
}

/** Routes that hold no data, by their pattern. All others need a caller. */
const openRoutes = new Set(['/', '/healthz', '/readyz']);

/**
 * Puts the caller on each request, or refuses it with 401, before its body is read.
 *
 * @param authentication Null where anybody may ask.
 * @param clients Tells callers without a token apart.
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
    // A token that was seen before needs no promise.
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
  // Without a route there is nothing but a 404, and a browser asks without a token whether it may call.
  const nothing = url === undefined || (url === '*' && method === 'OPTIONS');
  return nothing || openRoutes.has(url) || url.startsWith('/page/');
}

/** The client learns no more than RFC 6750 lets it; the log has the reason. */
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

import type { FastifyInstance } from 'fastify';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { retrySeconds } from '../../lib/durations.js';
import { HttpError } from '../protocol/http-error.js';

/**
 * Refuses a caller's requests beyond `perSecond` with 429 and `Retry-After`. A caller is the issuer and the subject of
 * the token or, without authentication, the address. Each process counts separately, in windows of one second.
 */
export function limitRate(app: FastifyInstance, perSecond: number): void {
  const limiter = new RateLimiterMemory({ points: perSecond, duration: 1 });
  app.addHook('onRequest', async (request) => {
    if (request.routeOptions.url !== '/graphql') return;
    try {
      await limiter.consume(request.caller.id);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      const seconds = retrySeconds(refusal.msBeforeNext);
      throw new HttpError(
        429,
        'RATE_LIMITED',
        `More than ${perSecond} requests in a second. Try again after ${seconds} s.`,
        seconds,
      );
    }
  });
}

import type { FastifyInstance } from 'fastify';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { retrySeconds } from '../../lib/durations.js';
import { HttpError } from '../protocol/http-error.js';

/**
 * Refuses what one caller asks beyond so many requests a second, with 429 and a `Retry-After`. Callers go by their token,
 * without authentication by their address. Only this process counts; a caller is forgotten after its second.
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

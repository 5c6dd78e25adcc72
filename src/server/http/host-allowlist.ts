import type { FastifyInstance } from 'fastify';
import { isLoopback } from '../../auth/auth-config.js';
import { HttpError } from '../protocol/http-error.js';

/**
 * Refuses requests whose `Host` is neither `localhost` nor a loopback address. Without authentication only the loopback
 * address protects the gateway, and DNS rebinding would let a web page in a local browser reach that address.
 */
export function allowOwnHostsOnly(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const { host } = request.headers;
    done(host === undefined || isOwnHost(host) ? undefined : foreignName);
  });
}

const foreignName = new HttpError(
  421,
  'MISDIRECTED_REQUEST',
  'Without authentication this gateway answers to localhost and loopback addresses only. Set AUTH=jwt, or name the proxy in front of it in TRUSTED_PROXIES.',
);

/** Whether a `Host` field has `localhost`, a name below `localhost`, or a loopback address. */
export function isOwnHost(host: string): boolean {
  const name = host
    .toLowerCase()
    .replace(/:\d*$/, '')
    .replace(/^\[(.*)\]$/, '$1');
  return isLoopback(name) || name.endsWith('.localhost');
}

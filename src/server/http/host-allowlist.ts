import type { FastifyInstance } from 'fastify';
import { isLoopback } from '../../auth/auth-config.js';
import { HttpError } from '../protocol/http-error.js';

/**
 * Answers only to names of this machine. A gateway without authentication is guarded by its loopback address alone, to
 * which any web page gets through the browser of whoever is here, once the page's own name is made to lead to it.
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

/** Whether a field `Host` has a name or an address of this machine. */
export function isOwnHost(host: string): boolean {
  const name = host
    .toLowerCase()
    .replace(/:\d*$/, '')
    .replace(/^\[(.*)\]$/, '$1');
  return isLoopback(name) || name.endsWith('.localhost');
}

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { overloadedCode, overloadedMessage } from '../../graph/cost/response-budget.js';
import { HttpError } from '../protocol/http-error.js';
import { readJson } from '../protocol/json-body.js';
import type { Admission, RequestShare } from './admission.js';
import type { HeldBodies } from './held-bodies.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Of the process; there once the caller is known. */
    share: RequestShare;
  }
}

/** Seconds after which a request that was refused for want of room may be sent again. */
export const overloadedSeconds = 1;

/** Gives each GraphQL request its share of the process, and bounds the bytes of bodies that have not come whole. */
export function admitRequests(app: FastifyInstance, admission: Admission, bodies: HeldBodies): void {
  app.decorateRequest('share');
  app.addHook('preParsing', (request, reply, payload, done) => {
    request.share = admission.request(request.caller);
    // Once it is executed it goes on without its client, and holds what it holds.
    reply.raw.once('close', () => {
      if (!request.execution) request.share.end();
    });
    if (payload) bodies.hold(request.raw.socket, request.caller.id, payload);
    done();
  });
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const { share } = request;
    if (!share.add(body.length)) return done(overloaded());
    const unpacked = (bytes: number) => void share.add(bytes);
    admitted(request).then(() => readJson(request, body, done, unpacked), done);
  });
}

/**
 * Waits until the request may go on with a stretch of synchronous work.
 * @throws HttpError 503 OVERLOADED
 */
export async function admitted({ share }: FastifyRequest): Promise<void> {
  const turn = share.turn();
  if (!turn || (await turn)) return;
  throw overloaded();
}

function overloaded(): HttpError {
  return new HttpError(503, overloadedCode, `${overloadedMessage} Try again after a second.`, overloadedSeconds);
}

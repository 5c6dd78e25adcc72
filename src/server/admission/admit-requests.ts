import type { FastifyInstance, FastifyRequest } from 'fastify';
import { overloadedCode, overloadedMessage } from '../../graph/cost/response-budget.js';
import { HttpError } from '../protocol/http-error.js';
import { parseJson, unpack } from '../protocol/json-body.js';
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
    // Probes and files need no share, and must not pay for one.
    if (request.routeOptions.url !== '/graphql') return done();
    request.share = admission.request(request.caller);
    reply.raw.once('close', () => {
      const { execution, share } = request;
      // A mutation goes on without its client, and holds what it holds until it has ended.
      if (execution?.context.executed.operation?.type !== 'mutation') share.leave();
      if (!execution) share.end();
    });
    if (payload) bodies.hold(request.raw.socket, request.caller.id, payload);
    done();
  });
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    readBody(request, body).then((value) => done(null, value), done);
  });
}

/** Unpacks a body before its turn, which needs no time of the event loop, and parses it in its turn. */
async function readBody(request: FastifyRequest, body: Buffer): Promise<unknown> {
  const { share } = request;
  if (!share.add(body.length)) throw overloaded();
  const unpacked = await unpack(request, body);
  if (unpacked !== body && !share.add(unpacked.length)) throw overloaded();
  await admitted(request);
  return parseJson(unpacked);
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

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { overloadedCode, overloadedMessage } from '../../graph/cost/response-budget.js';
import { HttpError } from '../protocol/http-error.js';
import { parseJson, unpack } from '../protocol/json-body.js';
import type { Admission, RequestShare } from './admission.js';
import { type IncompleteBodies, maxChunks } from './incomplete-bodies.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The request's share of the process; set once the caller is known. */
    share: RequestShare;
  }
}

/** The type of the bodies that are read; a body of another type is not. */
const bodyType = 'application/json';

/** `Retry-After` of requests that are refused with OVERLOADED, in seconds. */
export const overloadedSeconds = 1;

/** Assigns each GraphQL request a share of the process, and bounds the bytes of incomplete request bodies. */
export function admitRequests(app: FastifyInstance, admission: Admission, bodies: IncompleteBodies): void {
  app.decorateRequest('share');
  app.addHook('preParsing', (request, reply, payload, done) => {
    // Probes and files need no share.
    if (request.routeOptions.url !== '/graphql') return done();
    request.share = admission.request(request.caller);
    reply.raw.once('close', () => {
      const { execution, share } = request;
      // A mutation continues without its client, and keeps its bytes until its end.
      if (execution?.context.executed.operation?.type !== 'mutation') share.leave();
      if (!execution) share.end();
    });
    // To count the bytes of a body is to read it.
    if (payload && request.mediaType === bodyType) {
      // Fastify ends the reading of the body, and sends the error.
      bodies.track(request.raw.socket, request.caller.id, payload, () => payload.emit('error', tooManyChunks()));
    }
    done();
  });
  app.addContentTypeParser<Buffer>(bodyType, { parseAs: 'buffer' }, (request, body, done) => {
    readBody(request, body).then((value) => done(null, value), done);
  });
}

/** Waits for a turn, then unpacks and parses a body. */
async function readBody(request: FastifyRequest, body: Buffer): Promise<unknown> {
  const { share } = request;
  if (!share.add(body.length)) throw overloaded();
  await admitted(request);
  const unpacked = unpack(request, body);
  if (unpacked !== body && !share.add(unpacked.length)) throw overloaded();
  return parseJson(unpacked);
}

/**
 * Waits for a turn.
 * @throws HttpError 503 OVERLOADED
 */
export async function admitted({ share }: FastifyRequest): Promise<void> {
  const turn = share.turn();
  if (!turn || (await turn)) return;
  throw overloaded();
}

function tooManyChunks(): HttpError {
  return new HttpError(413, 'PAYLOAD_TOO_LARGE', `The body has more than ${maxChunks} chunks. Send larger chunks.`);
}

function overloaded(): HttpError {
  return new HttpError(503, overloadedCode, `${overloadedMessage} Try again after a second.`, overloadedSeconds);
}

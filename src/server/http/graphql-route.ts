import { METHODS } from 'node:http';
import { type ApolloServer, type GraphQLRequest, HeaderMap } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import type { GatewayContext } from '../../graph/context.js';
import { overloadedCode, type ResponseBudget } from '../../graph/cost/response-budget.js';
import { admitted, overloadedSeconds } from '../admission/admit-requests.js';
import { assertWithinLimits } from '../guards/document-limits.js';
import { type HiddenNames, namesIn } from '../guards/hidden-names.js';
import type { TrustedDocuments } from '../guards/trusted-documents.js';
import { readGraphQLRequest } from '../protocol/graphql-request.js';
import { HttpError } from '../protocol/http-error.js';
import { type ResponseType, responseType } from '../protocol/media-type.js';

/** Documents and variables that are refused; a client that knows only `application/json` is told so with status 200. */
const documentErrors = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT']);

export interface GraphQLRouteSettings {
  /** The operations that alone are served; null where all are. */
  readonly trustedDocuments: TrustedDocuments | null;
  /** DOCUMENT_MAX_BYTES; persisted operations may be larger. */
  readonly documentMaxBytes: number;
  /** Null where clients may learn the schema. */
  readonly hiddenNames: HiddenNames | null;
}

/**
 * GraphQL over HTTP at `/graphql`, executed by Apollo Server. The integration of Apollo's for Fastify reads a body that is
 * not UTF-8, answers a refused document with 400 whoever asks, and has no place to look at a document before it is parsed.
 */
export function serveGraphQL(
  app: FastifyInstance,
  apollo: ApolloServer<GatewayContext>,
  { trustedDocuments, documentMaxBytes, hiddenNames }: GraphQLRouteSettings,
  contextOf: (request: FastifyRequest, reply: FastifyReply) => GatewayContext,
): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    handler: async (request, reply) => {
      const type = responseType(request.headers.accept);
      if (!type) {
        throw new HttpError(
          406,
          'NOT_ACCEPTABLE',
          'An answer is application/json or application/graphql-response+json, in UTF-8.',
        );
      }
      await admitted(request);
      const asked = readGraphQLRequest(request);
      const { method, documentId, ...graphqlRequest } = trustedDocuments?.admit(asked) ?? asked;
      if (documentId !== undefined && !trustedDocuments)
        throw new HttpError(400, 'PERSISTED_QUERY_NOT_FOUND', 'No documents are known by id here.');
      if (graphqlRequest.query) assertWithinLimits(graphqlRequest.query, trustedDocuments ? null : documentMaxBytes);
      const contextValue = contextOf(request, reply);
      request.execution = { context: contextValue, errors: [] };
      const { http, result, text } = await execute(apollo, graphqlRequest, method, contextValue, hiddenNames).finally(
        () => request.share.end(),
      );
      const { errors, data } = result;
      if (errors) request.execution.errors = errors;
      for (const [name, value] of http.headers) reply.header(name, value);
      const code = errors?.[0]?.extensions?.code;
      if (code === overloadedCode) reply.header('retry-after', overloadedSeconds);
      reply.code(statusOf(http.status, data, code, type));
      return send(reply, type, text);
    },
  });
  refuseOtherMethods(app);
}

/** Executes a request, and makes the text of its answer. */
async function execute(
  apollo: ApolloServer<GatewayContext>,
  request: GraphQLRequest,
  method: 'GET' | 'POST',
  contextValue: GatewayContext,
  hiddenNames: HiddenNames | null,
) {
  const { http, body } = await apollo.executeOperation({ ...request, http: httpOf[method] }, { contextValue });
  if (body.kind !== 'single') throw new Error('An answer in parts was made, which no client asked for.');
  const given = hiddenNames ? withoutNames(body.singleResult, request, hiddenNames) : body.singleResult;
  return { http, ...boundedAnswer(given, contextValue) };
}

interface Result {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
  readonly extensions?: unknown;
}

/** Refusals of documents and variables without names of the schema that the request did not write. */
function withoutNames(result: Result, { query, variables }: GraphQLRequest, names: HiddenNames): Result {
  if (!result.errors?.some(({ extensions }) => documentErrors.has(extensions?.code as string))) return result;
  const written = namesIn(query, variables);
  const errors = result.errors.map((error) =>
    documentErrors.has(error.extensions?.code as string)
      ? { ...error, message: names.hideFrom(error.message, written) }
      : error,
  );
  return { ...result, errors };
}

/**
 * An answer that keeps to RESPONSE_MAX_BYTES. One that was too large is refused whole, since half a list would be taken for
 * all of it; of mutations the part is kept that had been built, as they were executed.
 */
function boundedAnswer(given: Result, { response, executed }: GatewayContext): { result: Result; text: string } {
  const isMutation = executed.operation?.type === 'mutation';
  if (!response.isSpent || isMutation) {
    const result = withoutStopped(given, response);
    const text = JSON.stringify(result);
    // Escapes may have made it longer than was counted.
    if (Buffer.byteLength(text) <= response.maxBytes + errorBytes) return { result, text };
  }
  const { message, extensions } = response.refusal;
  const result = { errors: [{ message, extensions }], data: isMutation ? null : undefined };
  return { result, text: JSON.stringify(result) };
}

/** The results of mutations, without that in which the limit was met: it was executed, and its result is cut off somewhere. */
function withoutStopped({ data, errors = [], extensions }: Result, response: ResponseBudget): Result {
  const { stoppedAt } = response;
  if (!response.isSpent || stoppedAt === null)
    return { errors: errors.length > 0 ? errors : undefined, data, extensions };
  const { message, extensions: facts } = response.refusal;
  const others = errors.filter(({ path }) => path?.[0] !== stoppedAt);
  return {
    errors: [{ message, path: [stoppedAt], extensions: facts }, ...others],
    data: { ...(data as object | null), [stoppedAt]: null },
    extensions,
  };
}

/** Beside the data, bytes that the errors of an answer may have. */
const errorBytes = 1024 * 1024;

/** Every method that Node can read, those of WebDAV too, is refused before its body is read. */
function refuseOtherMethods(app: FastifyInstance): void {
  for (const method of METHODS) if (!app.supportedMethods.includes(method)) app.addHttpMethod(method);
  const refuse = (_request: FastifyRequest, reply: FastifyReply): never => {
    reply.header('allow', 'GET, POST');
    throw new HttpError(405, 'METHOD_NOT_ALLOWED', 'GraphQL is asked by GET or POST.');
  };
  const others = app.supportedMethods.filter((method) => !answered.has(method));
  app.route({
    method: others,
    url: '/graphql',
    onRequest: async (request, reply) => refuse(request, reply),
    handler: refuse,
  });
}

/** HEAD comes with GET, and OPTIONS with CORS. */
const answered = new Set(['GET', 'HEAD', 'POST', 'OPTIONS']);

/** What Apollo Server is told of HTTP: by which method, since it refuses a mutation by GET, and that no answer is in parts. */
const httpOf = {
  GET: { method: 'GET', headers: new HeaderMap([['accept', '']]), search: '', body: undefined },
  POST: { method: 'POST', headers: new HeaderMap([['accept', '']]), search: '', body: undefined },
};

function statusOf(status: number | undefined, data: unknown, code: unknown, { alwaysOk }: ResponseType): number {
  if (code === overloadedCode && data === undefined) return 503;
  const refused = data === undefined && documentErrors.has(code as string);
  if (alwaysOk && refused) return 200;
  // What is refused before or without execution may have no status of Apollo Server's, or 500.
  const isClients = refused || (!data && (code === 'BAD_REQUEST' || code === 'RESPONSE_TOO_LARGE'));
  if (isClients && (status === undefined || status === 500)) return 400;
  return status ?? 200;
}

function send(reply: FastifyReply, { contentType }: ResponseType, text: string): FastifyReply {
  return reply.header('content-type', contentType).header('cache-control', 'no-store').send(text);
}

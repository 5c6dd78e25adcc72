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

/**
 * Codes of refused documents and variables. Clients that ask for `application/json` receive them with status 200.
 */
const documentErrors = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT']);

export interface GraphQLRouteSettings {
  /** The allowlist of operations; null to serve all operations. */
  readonly trustedDocuments: TrustedDocuments | null;
  /** DOCUMENT_MAX_BYTES. Persisted operations may be larger. */
  readonly documentMaxBytes: number;
  /** The names to hide in error messages; null if clients may see the schema. */
  readonly hiddenNames: HiddenNames | null;
}

/**
 * Serves GraphQL over HTTP at `/graphql` and executes requests with Apollo Server. Apollo's integration for Fastify is
 * not used: it accepts bodies that are not UTF-8, always responds to an invalid document with 400, and has no hook
 * before the document is parsed.
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
          'Responses are application/json or application/graphql-response+json, in UTF-8.',
        );
      }
      await admitted(request);
      const parsed = readGraphQLRequest(request);
      const { method, documentId, ...graphqlRequest } = trustedDocuments?.admit(parsed) ?? parsed;
      if (documentId !== undefined && !trustedDocuments)
        throw new HttpError(400, 'PERSISTED_QUERY_NOT_FOUND', 'This gateway has no documents with ids.');
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

/** Executes a request and serializes its response. */
async function execute(
  apollo: ApolloServer<GatewayContext>,
  request: GraphQLRequest,
  method: 'GET' | 'POST',
  contextValue: GatewayContext,
  hiddenNames: HiddenNames | null,
) {
  const { http, body } = await apollo.executeOperation({ ...request, http: httpOf[method] }, { contextValue });
  if (body.kind !== 'single') throw new Error('Apollo Server returned an incremental response.');
  const given = hiddenNames ? withoutNames(body.singleResult, request, hiddenNames) : body.singleResult;
  return { http, ...boundedResponse(given, contextValue) };
}

interface Result {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
  readonly extensions?: unknown;
}

/** Hides names of the schema in errors about documents and variables, unless the request itself has the name. */
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
 * Serializes a response within RESPONSE_MAX_BYTES. A query result that is too large is refused whole, since clients
 * would take a cut list for the complete one. Of a request with mutations, the results that were complete before the
 * limit are kept, since these mutations were executed.
 */
function boundedResponse(given: Result, { response, executed }: GatewayContext): { result: Result; text: string } {
  const isMutation = executed.operation?.type === 'mutation';
  if (!response.isSpent || isMutation) {
    const result = withoutCutResult(given, response);
    const text = JSON.stringify(result);
    // Escapes can make the text longer than the count.
    if (Buffer.byteLength(text) <= response.maxBytes + errorBytes) return { result, text };
  }
  const { message, extensions } = response.refusal;
  const result = { errors: [{ message, extensions }], data: isMutation ? null : undefined };
  return { result, text: JSON.stringify(result) };
}

/** Puts an error in place of the incomplete result of the mutation at which the limit was reached. */
function withoutCutResult({ data, errors = [], extensions }: Result, response: ResponseBudget): Result {
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

/** Bytes that the errors of a response may have in addition to its data. */
const errorBytes = 1024 * 1024;

/** Refuses every other method that Node parses, WebDAV's included, before the body is read. */
function refuseOtherMethods(app: FastifyInstance): void {
  for (const method of METHODS) if (!app.supportedMethods.includes(method)) app.addHttpMethod(method);
  const refuse = (_request: FastifyRequest, reply: FastifyReply): never => {
    reply.header('allow', 'GET, POST');
    throw new HttpError(405, 'METHOD_NOT_ALLOWED', 'GraphQL requests use GET or POST.');
  };
  const others = app.supportedMethods.filter((method) => !routedMethods.has(method));
  app.route({
    method: others,
    url: '/graphql',
    onRequest: async (request, reply) => refuse(request, reply),
    handler: refuse,
  });
}

/** Methods with a route. Fastify adds HEAD for GET, and the CORS plugin adds OPTIONS. */
const routedMethods = new Set(['GET', 'HEAD', 'POST', 'OPTIONS']);

/**
 * The HTTP facts for Apollo Server: the method, to refuse mutations by GET, and no support for incremental delivery.
 */
const httpOf = {
  GET: { method: 'GET', headers: new HeaderMap([['accept', '']]), search: '', body: undefined },
  POST: { method: 'POST', headers: new HeaderMap([['accept', '']]), search: '', body: undefined },
};

function statusOf(status: number | undefined, data: unknown, code: unknown, { alwaysOk }: ResponseType): number {
  if (code === overloadedCode && data === undefined) return 503;
  const refused = data === undefined && documentErrors.has(code as string);
  if (alwaysOk && refused) return 200;
  // Apollo Server sets no status, or 500, for some requests that are refused before execution.
  const isClientError = refused || (!data && (code === 'BAD_REQUEST' || code === 'RESPONSE_TOO_LARGE'));
  if (isClientError && (status === undefined || status === 500)) return 400;
  return status ?? 200;
}

function send(reply: FastifyReply, { contentType }: ResponseType, text: string): FastifyReply {
  return reply.header('content-type', contentType).header('cache-control', 'no-store').send(text);
}

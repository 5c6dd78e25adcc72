import type { GraphQLRequest } from '@apollo/server';
import type { FastifyRequest } from 'fastify';
import { HttpError } from './http-error.js';
import { jsonSizeProblem } from './json-size.js';

/** Headers that make a browser send a CORS preflight. Apollo's clients use the same names. */
const preflightHeaders = ['apollo-require-preflight', 'x-apollo-operation-name'] as const;
const jsonType = /^application\/json\s*(;|$)/i;

/** A GraphQL-over-HTTP request whose parameters are checked. The document is not checked yet. */
export interface HttpGraphQLRequest extends GraphQLRequest {
  readonly method: 'GET' | 'POST';
  /** Id of a persisted document, in place of its text. */
  readonly documentId?: string | undefined;
}

/**
 * Reads a GraphQL request from the body of a POST or the query string of a GET, by the GraphQL-over-HTTP specification.
 * Refuses requests that a page of another origin could send without a preflight: forms, plain text, and a GET that has
 * neither a JSON content type nor one of the preflight headers.
 *
 * @throws HttpError 400 BAD_REQUEST
 */
export function readGraphQLRequest(request: FastifyRequest): HttpGraphQLRequest {
  const sendsJson = jsonType.test(request.headers['content-type'] ?? '');
  if (!sendsJson && (request.method === 'POST' || !preflightHeaders.some((name) => request.headers[name]))) {
    throw badRequest(
      request.method === 'POST'
        ? 'Send the request with `content-type: application/json`. Anything else could be a Cross-Site Request Forgery (CSRF).'
        : `A GET needs \`content-type: application/json\` or a header ${preflightHeaders.map((name) => `\`${name}\``).join(' or ')}, so that it cannot be a Cross-Site Request Forgery (CSRF).`,
    );
  }
  const parameters = request.method === 'POST' ? bodyOf(request) : searchOf(request.query as SearchParameters);
  const { query, documentId, operationName, variables, extensions } = parameters;
  if (query !== undefined && query !== null && typeof query !== 'string') throw wrong('query', 'a string');
  if (query === '') throw badRequest('`query` is empty.');
  if (documentId !== undefined && documentId !== null && typeof documentId !== 'string') {
    throw wrong('documentId', 'a string');
  }
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') {
    throw wrong('operationName', 'a string');
  }
  if (!isMapOrNothing(variables)) throw wrong('variables', 'an object');
  if (!isMapOrNothing(extensions)) throw wrong('extensions', 'an object');
  if (!query && !documentId && !extensions?.persistedQuery) throw badRequest('`query` is missing.');
  return {
    method: request.method as 'GET' | 'POST',
    query: query ?? undefined,
    documentId: documentId ?? undefined,
    operationName: operationName ?? undefined,
    variables: variables ?? undefined,
    extensions: extensions ?? undefined,
  };
}

type Parameters = Readonly<Record<string, unknown>>;

function bodyOf({ body }: FastifyRequest): Parameters {
  if (Array.isArray(body)) throw badRequest('Batching is disabled: send one query in each request.');
  if (isMap(body)) return body;
  throw badRequest('The body must be a JSON object with a `query`.');
}

type SearchParameters = Readonly<Record<string, string | readonly string[]>>;

function searchOf(search: SearchParameters): Parameters {
  const one = (name: string): string | undefined => {
    const value = search[name];
    if (Array.isArray(value)) throw badRequest(`\`${name}\` is given more than once in the query string.`);
    return value as string | undefined;
  };
  const map = (name: string): unknown => {
    const text = one(name);
    if (text === undefined || text === '') return undefined;
    const problem = jsonSizeProblem(text);
    if (problem) throw badRequest(`\`${name}\` ${problem}`);
    try {
      return JSON.parse(text);
    } catch {
      throw wrong(name, 'a JSON object');
    }
  };
  return {
    query: one('query'),
    documentId: one('documentId'),
    operationName: one('operationName') || undefined,
    variables: map('variables'),
    extensions: map('extensions'),
  };
}

function isMap(value: unknown): value is Parameters {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isMapOrNothing(value: unknown): value is Record<string, unknown> | null | undefined {
  return value === undefined || value === null || isMap(value);
}

function wrong(name: string, what: string): HttpError {
  return badRequest(`\`${name}\` must be ${what}.`);
}

function badRequest(message: string): HttpError {
  return new HttpError(400, 'BAD_REQUEST', message);
}

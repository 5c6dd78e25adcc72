import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import { codeOf } from '../../errors/read-error.js';
import type { GatewayContext } from '../../graph/context.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Codes of errors that came before or instead of GraphQL's execution. */
    codes: readonly string[];
    /** Context and errors of GraphQL's execution; null where there was none. */
    execution: { readonly context: GatewayContext; errors: readonly GraphQLFormattedError[] } | null;
  }
}

/** The outcome of a request, for its log line, metrics and span. */
export interface FinishedRequest {
  /** `unknown` for GraphQL whose operation was not found, `other` for what is not GraphQL. */
  readonly type: 'query' | 'mutation' | 'unknown' | 'other';
  /** As its document has it; null for none, and for one that is not merely a short name. */
  readonly operation: string | null;
  /**
   * `errors`: answered, with at least one error, in a union or beside the data. `refused` and `failed`: by status 4xx
   * and 5xx. `failed` also where a bug made one field null.
   */
  readonly outcome: 'ok' | 'errors' | 'refused' | 'failed' | 'client_gone';
  readonly status: number;
  /** Of all its errors, each once. */
  readonly codes: readonly string[];
  readonly ms: number;
}

/** A short name; with five digits in a row, or letters as keys have them, it might be somebody's. */
const harmlessName = /^(?!.*\d{5})(?!.*[A-Z\d]{16})\w{1,64}$/;

/**
 * To be called once the answer has left, or its client.
 *
 * @param sentStatus The status of the answer that has left as a whole; null where none has.
 */
export function finishedRequest(
  request: FastifyRequest,
  reply: FastifyReply,
  sentStatus: number | null,
): FinishedRequest {
  const { execution } = request;
  const operation = execution?.context.executed.operation;
  const name = operation?.name ?? null;
  const codes = codesOf(request);
  return {
    type: operation?.type ?? (request.routeOptions.url === '/graphql' ? 'unknown' : 'other'),
    operation: name !== null && harmlessName.test(name) ? name : null,
    outcome: sentStatus === null ? 'client_gone' : outcomeOf(sentStatus, codes),
    ...{ status: sentStatus ?? reply.statusCode, codes, ms: reply.elapsedTime },
  };
}

const none: readonly string[] = [];

function codesOf({ codes, execution }: FastifyRequest): readonly string[] {
  if (!execution) return codes;
  const { errors, context } = execution;
  const { refusals } = context.connect.scope.stats;
  if (errors.length + refusals.length === 0) return none;
  const all = [...errors.map(({ extensions }) => String(extensions?.code)), ...refusals.map(codeOf)];
  return [...new Set(all)];
}

function outcomeOf(status: number, codes: readonly string[]): FinishedRequest['outcome'] {
  if (status >= 500 || codes.includes('INTERNAL_SERVER_ERROR')) return 'failed';
  if (status >= 400) return 'refused';
  return codes.length > 0 ? 'errors' : 'ok';
}

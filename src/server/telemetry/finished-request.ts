import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import { codeOf } from '../../errors/read-error.js';
import type { GatewayContext } from '../../graph/context.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Codes of errors outside of GraphQL's execution. */
    codes: readonly string[];
    /** Context and errors of GraphQL's execution; null if nothing was executed. */
    execution: { readonly context: GatewayContext; errors: readonly GraphQLFormattedError[] } | null;
  }
}

/** The outcome of a request, for its log line, metrics and span. */
export interface FinishedRequest {
  /** `unknown` for GraphQL requests without a known operation, `other` for requests that are not GraphQL. */
  readonly type: 'query' | 'mutation' | 'unknown' | 'other';
  /** The operation's name in the document; null for none and for names that are not safe to log. */
  readonly operation: string | null;
  /**
   * - `ok`: no errors.
   * - `errors`: status below 400, with at least one error in a result union or in `errors`.
   * - `refused`: status 4xx.
   * - `failed`: status 5xx, or a bug made a field null.
   * - `client_gone`: the client disconnected, or the gateway closed the connection, before the whole response was sent.
   */
  readonly outcome: 'ok' | 'errors' | 'refused' | 'failed' | 'client_gone';
  readonly status: number;
  /** The distinct codes of all errors. */
  readonly codes: readonly string[];
  readonly ms: number;
}

/** A name that is safe to log: short, without runs of digits or capitals that could be personal data or a key. */
const harmlessName = /^(?!.*\d{5})(?!.*[A-Z\d]{16})\w{1,64}$/;

/**
 * Describes a request once its response has left or its client has disconnected.
 *
 * @param sentStatus The status of the response; null if the response was not sent whole.
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

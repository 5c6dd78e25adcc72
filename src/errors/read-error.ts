import { GraphQLError } from 'graphql';
import { retryMs } from '../lib/durations.js';
import { own } from '../lib/own.js';
import type { CallFailure } from './call-failure.js';
import { errorTypes, throttledForMs } from './exceptions.js';
import { refusalMessage } from './refusal-sentences.js';

/** Returns the error code of a query: the error type's name in upper snake case, without `Error`. */
export function codeOf(typeName: string): string {
  return typeName
    .replace(/Error$/, '')
    .replace(/(?<=[a-z])(?=[A-Z])/g, '_')
    .toUpperCase();
}

/** Error of a failed read. It becomes an entry of `errors` with a stable code, and the field is null. */
export class ConnectReadError extends GraphQLError {
  constructor(
    readonly operation: string,
    readonly failure: CallFailure,
  ) {
    const { typeName, message, retryable, awsName } = factsOf(operation, failure);
    super(message, {
      extensions: {
        code: codeOf(typeName),
        retryable,
        retryAfterMs: retryMs(failure.retryAfterMs ?? (failure.kind === 'throttled' ? throttledForMs : null)),
        awsRequestId: failure.awsRequestId,
        ...(awsName !== undefined && { awsName }),
      },
    });
  }

  /** Returns the error for an output that contradicts Connect's documentation. @param message The gateway's message. */
  static unexpected(operation: string, message: string): ConnectReadError {
    return new ConnectReadError(operation, { kind: 'unexpected', message, awsRequestId: null, retryAfterMs: null });
  }

  /** Whether Connect reported that the resource does not exist. */
  get isNotFound(): boolean {
    return this.failure.kind === 'refused' && this.failure.exception === 'ResourceNotFoundException';
  }
}

interface ReadErrorFacts {
  readonly typeName: string;
  readonly message: string;
  readonly retryable: boolean;
  /** Name of an exception that has no error type; null if there was no exception. */
  readonly awsName?: string | null;
}

function factsOf(operation: string, failure: CallFailure): ReadErrorFacts {
  switch (failure.kind) {
    case 'throttled':
      return {
        typeName: 'ConnectThrottlingError',
        message: `The account's quota of ${operation} is used up.`,
        retryable: true,
      };
    case 'internal':
      return {
        typeName: 'ConnectInternalServiceError',
        message: `Connect failed inside ${operation}.`,
        retryable: true,
      };
    case 'refused': {
      const { exception } = failure;
      const type = own<{ readonly name: string }>(errorTypes, exception);
      const message = refusalMessage(operation, exception);
      if (type) return { typeName: type.name, message, retryable: false };
      return { typeName: 'ConnectUnexpectedError', message, retryable: false, awsName: exception };
    }
    case 'unexpected':
      return { typeName: 'ConnectUnexpectedError', message: failure.message, retryable: false, awsName: null };
    case 'cancelled':
      return { typeName: 'ConnectUnavailableError', message: cancelledMessage, retryable: true };
    // A read changes nothing, so an unknown outcome is reported as unavailable.
    case 'unknown':
    case 'unavailable':
      return { typeName: 'ConnectUnavailableError', message: unavailableMessage(failure), retryable: true };
  }
}

/** Message for a call that was aborted or not made because its clients have gone. */
export const cancelledMessage = 'No client waits for the answer any more.';

/** Returns the gateway's message for a failure. The SDK's messages may name roles, hosts and paths. */
export function unavailableMessage(failure: Extract<CallFailure, { kind: 'unavailable' | 'unknown' }>): string {
  const message = unavailableMessages[failure.cause];
  if (failure.cause !== 'breaker') return message;
  const lastMessage =
    failure.lastCause === 'internal' ? 'Connect had an internal error.' : unavailableMessages[failure.lastCause];
  return `${message} The last failure: ${lastMessage}`;
}

const unavailableMessages = {
  connection: 'No connection to Connect could be made.',
  name: "The name of Connect's endpoint could not be resolved.",
  certificate: "The certificate of Connect's endpoint is not trusted.",
  proxy: 'A proxy on the way to Connect refused the call.',
  timeout: 'Connect did not answer in time.',
  credentials: "The gateway's AWS credentials are missing, expired or refused.",
  breaker: 'Connect has not answered for a while, so the call was not made.',
  clock: "The gateway's clock differs too much from Amazon's.",
  reset: 'The connection to Connect broke.',
  'foreign-answer': 'The answer did not come from Connect.',
} as const;

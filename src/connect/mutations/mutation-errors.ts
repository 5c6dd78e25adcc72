import type { CallFailure, Refused } from '../../errors/call-failure.js';
import { type ConnectError } from '../../errors/connect-error.js';
import {
  ConnectIdempotencyError,
  ConnectInternalServiceError,
  ConnectThrottlingError,
  commonExceptions,
  type ExceptionName,
  errorTypes,
  throttledForMs,
} from '../../errors/exceptions.js';
import {
  ConnectOutcomeUnknownError,
  ConnectUnavailableError,
  ConnectUnexpectedError,
} from '../../errors/gateway-errors.js';
import { type MutationError } from '../../errors/mutation-errors.js';
import { type ConnectReadError, cancelledMessage, unavailableMessage } from '../../errors/read-error.js';
import { refusalMessage } from '../../errors/refusal-sentences.js';
import type { StoreFull } from '../../idempotency/token-store.js';
import type { MutationOperation } from '../calls/operation.js';

type DeclaredErrors<Names extends ExceptionName> = Pick<
  MutationOperation<object, object, Names>,
  'name' | 'repeat' | 'exceptions' | 'howToCheck'
>;

interface CallFacts {
  readonly requestId: string;
  readonly clientToken: string;
}

/**
 * Maps the failure of a mutation's call to its error type.
 * @param again Whether the same mutation may be sent again if its outcome is unknown.
 */
export function errorOf<Names extends ExceptionName>(
  operation: DeclaredErrors<Names>,
  failure: CallFailure,
  call: CallFacts,
  again: boolean = operation.repeat === 'token',
): MutationError<Names> {
  const facts = { requestId: call.requestId, awsRequestId: failure.awsRequestId };
  switch (failure.kind) {
    case 'throttled':
      return new ConnectThrottlingError({
        ...facts,
        message: `The account's quota of ${operation.name} is used up. This request applied nothing.`,
        retryable: true,
        retryAfterMs: failure.retryAfterMs ?? throttledForMs,
      });
    case 'cancelled':
    case 'unavailable':
      return new ConnectUnavailableError({
        ...facts,
        message: `${failure.kind === 'cancelled' ? cancelledMessage : unavailableMessage(failure)} This request applied nothing.`,
        retryable: true,
        retryAfterMs: failure.retryAfterMs,
      });
    case 'unknown':
      return outcomeUnknown(operation, unavailableMessage(failure), again, { ...call, ...facts });
    case 'internal':
      return new ConnectInternalServiceError({
        ...facts,
        message: `Connect failed inside ${operation.name}. ${operation.howToCheck}`,
        retryable: again,
      }) as MutationError<Names>;
    case 'unexpected':
      return new ConnectUnexpectedError({
        ...facts,
        message: `${failure.message} This request applied nothing.`,
        retryable: false,
        awsName: null,
      });
    case 'refused':
      return refusalOf(operation, failure, facts, call.clientToken);
  }
}

/** Returns the error for a mutation whose call was not made, because a read before it failed. */
export function notMade<Names extends ExceptionName>(
  operation: DeclaredErrors<Names>,
  { operation: name, failure, message }: ConnectReadError,
  call: CallFacts,
): MutationError<Names> {
  // A failed read changes nothing, so the outcome is never unknown.
  if (failure.kind === 'unknown' || failure.kind === 'internal') {
    return new ConnectUnavailableError({
      requestId: call.requestId,
      awsRequestId: failure.awsRequestId,
      message: `${message} This request applied nothing.`,
      retryable: true,
      retryAfterMs: failure.retryAfterMs,
    });
  }
  return errorOf({ ...operation, name }, failure, call);
}

/** Returns the error for an unknown outcome. @param again Whether the same mutation may be sent again. */
export function outcomeUnknown(
  { name, howToCheck }: DeclaredErrors<ExceptionName>,
  why: string,
  again: boolean,
  { requestId, awsRequestId, clientToken }: CallFacts & { readonly awsRequestId?: string | null },
): ConnectOutcomeUnknownError {
  const message = `${why} Whether ${name} was applied is not known.`;
  return new ConnectOutcomeUnknownError({
    requestId,
    awsRequestId,
    message,
    retryable: again,
    clientToken,
    howToCheck,
  });
}

/** Returns the error for a client token that was used with another input, whether Connect or the gateway detects it. */
export function tokenReused(facts: CallFacts & { readonly awsRequestId?: string | null }): ConnectIdempotencyError {
  const message = 'This client token was used before with another input. Use a new token for a new input.';
  const { requestId, awsRequestId, clientToken } = facts;
  return new ConnectIdempotencyError({ requestId, awsRequestId, message, retryable: false, clientToken });
}

/** Returns the error for an idempotency store that is full and has no record that may be evicted. */
export function storeFull(
  { name }: DeclaredErrors<ExceptionName>,
  { reason, limit }: StoreFull,
  requestId: string,
): ConnectUnavailableError {
  const full =
    reason === 'caller'
      ? `This caller has ${limit} mutations with an unknown outcome, the limit for one caller (IDEMPOTENCY_MAX_PER_CALLER).`
      : `The gateway has no room to record another mutation: it keeps ${limit} records, ten times IDEMPOTENCY_MAX_PER_CALLER, and cannot evict one for this caller.`;
  return new ConnectUnavailableError({
    requestId,
    message: `${full} The gateway does not call ${name} without a record. This request applied nothing. To free room, send mutations with an unknown outcome again with their client tokens, or try later.`,
    retryable: true,
  });
}

/**
 * Returns a copy of an error with a warning about an earlier call with the token, for use when the store may lack
 * the record of that call.
 */
export function inDoubt<Error extends ConnectError>(error: Error): Error {
  const doubt =
    'An earlier call with this token may have been applied: the store of client tokens is or was unavailable.';
  return Object.assign(Object.create(Object.getPrototypeOf(error)), error, { message: `${error.message} ${doubt}` });
}

function refusalOf<Names extends ExceptionName>(
  operation: DeclaredErrors<Names>,
  failure: Refused,
  facts: { requestId: string; awsRequestId: string | null },
  clientToken: string,
): MutationError<Names> {
  const name = [...operation.exceptions, ...commonExceptions].find((member) => member === failure.exception);
  const refused = { ...facts, retryable: false };
  if (name === 'IdempotencyException') return tokenReused({ ...facts, clientToken });
  if (!name) {
    return new ConnectUnexpectedError({
      ...refused,
      message: `Connect refused ${operation.name} with ${failure.exception}, an undocumented exception for this operation. CloudTrail may have the reason under the AWS request id.`,
      awsName: failure.exception,
    });
  }
  const message = refusalMessage(operation.name, name);
  return new errorTypes[name]({ ...refused, message, clientToken }) as MutationError<Names>;
}

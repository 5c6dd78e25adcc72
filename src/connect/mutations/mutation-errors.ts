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
 * The error type that stands for a failed mutation, with what it means for another try.
 * @param again Whether the same may be sent again when it is not known if it was applied.
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

/** The error type that stands for a mutation whose call was not made, since what it needs to know first cannot be read. */
export function notMade<Names extends ExceptionName>(
  operation: DeclaredErrors<Names>,
  { operation: name, failure, message }: ConnectReadError,
  call: CallFacts,
): MutationError<Names> {
  // A read changes nothing, so a broken one leaves nothing open.
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

/** @param again Whether the same may be sent again. */
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

/** What Connect answers, and what the gateway answers for it, where it keeps the token. */
export function tokenReused(facts: CallFacts & { readonly awsRequestId?: string | null }): ConnectIdempotencyError {
  const message = 'This client token was used before with another input. Use a new token for a new input.';
  const { requestId, awsRequestId, clientToken } = facts;
  return new ConnectIdempotencyError({ requestId, awsRequestId, message, retryable: false, clientToken });
}

/** The error when the idempotency store has no room for a record, and none that may be evicted. */
export function storeFull(
  { name }: DeclaredErrors<ExceptionName>,
  { reason, limit }: StoreFull,
  requestId: string,
): ConnectUnavailableError {
  const full =
    reason === 'caller'
      ? `This caller has ${limit} mutations whose outcome is not known, as many as the gateway records for one caller (IDEMPOTENCY_MAX_PER_CALLER).`
      : `The gateway has no room to record another mutation: it keeps ${limit} records, ten times IDEMPOTENCY_MAX_PER_CALLER, and cannot evict one for this caller.`;
  return new ConnectUnavailableError({
    requestId,
    message: `${full} Without a record ${name} is not made; this request applied nothing. Send mutations with an unknown outcome again with their client tokens, which frees room, or try later.`,
    retryable: true,
  });
}

/** The same error, where an earlier call with the token may have been applied, as the store that would know is away, or was of late. */
export function inDoubt<Error extends ConnectError>(error: Error): Error {
  const doubt = 'An earlier call with this token may have been applied: the store of client tokens is or was away.';
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
      message: `Connect refused ${operation.name} with ${failure.exception}, which it does not document. CloudTrail may have the reason under the AWS request id.`,
      awsName: failure.exception,
    });
  }
  const message = refusalMessage(operation.name, name);
  return new errorTypes[name]({ ...refused, message, clientToken }) as MutationError<Names>;
}

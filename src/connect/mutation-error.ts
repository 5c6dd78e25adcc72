import type { CallFailure, Refused } from './call-failure.js';
import {
  ConnectAccessDeniedError,
  ConnectIdempotencyError,
  ConnectInternalServiceError,
  ConnectOutcomeUnknownError,
  ConnectThrottlingError,
  ConnectUnavailableError,
  ConnectUnexpectedError,
  commonExceptions,
  type ExceptionName,
  errorTypes,
  type MutationError,
} from './errors.js';
import type { MutationOperation } from './operation.js';
import { unavailableMessage } from './read-error.js';

type DeclaredErrors<Names extends ExceptionName> = Pick<
  MutationOperation<object, object, Names>,
  'name' | 'repeat' | 'exceptions' | 'howToCheck'
>;

/** After a throttle of which nothing more is known: at two calls a second, the usual quota, one has come free by then. */
const throttledForMs = 1_000;

/** The error type that stands for a failed mutation, with what it means for another try. */
export function errorOf<Names extends ExceptionName>(
  operation: DeclaredErrors<Names>,
  failure: CallFailure,
  call: { requestId: string; clientToken: string },
): MutationError<Names> {
  const facts = { requestId: call.requestId, awsRequestId: failure.awsRequestId };
  switch (failure.kind) {
    case 'throttled':
      return new ConnectThrottlingError({
        ...facts,
        message: `The account's quota of ${operation.name} is used up; nothing was applied.`,
        retryable: true,
        retryAfterMs: failure.retryAfterMs ?? throttledForMs,
      });
    case 'unavailable':
      return new ConnectUnavailableError({
        ...facts,
        message: `${unavailableMessage(failure)} Nothing was applied.`,
        retryable: true,
        retryAfterMs: failure.retryAfterMs,
      });
    case 'unknown':
      return new ConnectOutcomeUnknownError({
        ...facts,
        message: `${unavailableMessage(failure)} Whether ${operation.name} was applied is not known.`,
        retryable: operation.repeat === 'token',
        clientToken: call.clientToken,
        howToCheck: operation.howToCheck,
      });
    case 'internal':
      return new ConnectInternalServiceError({
        ...facts,
        message: `Connect failed inside ${operation.name}. ${operation.howToCheck}`,
        retryable: operation.repeat === 'token',
      }) as MutationError<Names>;
    case 'refused':
      return refusalOf(operation, failure, facts, call.clientToken);
  }
}

function refusalOf<Names extends ExceptionName>(
  operation: DeclaredErrors<Names>,
  failure: Refused,
  facts: { requestId: string; awsRequestId: string | null },
  clientToken: string,
): MutationError<Names> {
  const name = [...operation.exceptions, ...commonExceptions].find((member) => member === failure.exception);
  const refused = { ...facts, retryable: false };
  if (name === 'AccessDeniedException') {
    // Amazon's own message names the role.
    const message = `The gateway's AWS permissions do not allow ${operation.name} here.`;
    return new ConnectAccessDeniedError({ ...refused, message });
  }
  if (name === 'IdempotencyException') {
    const message = 'This client token was used before with another input. Use a new token for a new input.';
    return new ConnectIdempotencyError({ ...refused, message, clientToken });
  }
  if (!name) {
    return new ConnectUnexpectedError({
      ...refused,
      message: `Connect refused ${operation.name} with ${failure.exception}, which it does not document.`,
      awsName: failure.exception,
    });
  }
  const message = `Connect refused ${operation.name}: ${publicMessage(failure.message)}`;
  return new errorTypes[name]({ ...refused, message, clientToken }) as MutationError<Names>;
}

/** Amazon's message, unless it names what clients must not see: an ARN of the gateway's own role or user. */
function publicMessage(message: string): string {
  return /arn:[a-z-]+:(iam|sts):/.test(message) ? 'its message names what is not for clients.' : message;
}

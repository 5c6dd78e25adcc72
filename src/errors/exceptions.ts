import { Field, Int, ObjectType } from 'type-graphql';
import { retryMs } from '../lib/durations.js';
import { ConnectError, type ErrorFacts, retryAfterDescription } from './connect-error.js';
import { ConnectResourceNotFoundError } from './resource-not-found.js';

// Each class has its name as a literal member, because TypeScript treats classes of the same shape as the same type.

@ObjectType({
  implements: ConnectError,
  description:
    'Connect refused the request as invalid (InvalidRequestException). A resource in the input, or its state, may not suit the operation: read the resource again.',
})
export class ConnectInvalidRequestError extends ConnectError {
  readonly kind = 'ConnectInvalidRequestError';
}

@ObjectType({
  implements: ConnectError,
  description:
    'Connect refused a value of the input, or a combination of values, as invalid (InvalidParameterException). Check the input against the descriptions of its fields.',
})
export class ConnectInvalidParameterError extends ConnectError {
  readonly kind = 'ConnectInvalidParameterError';
}

@ObjectType({
  implements: ConnectError,
  description:
    'The client token was used before with another input (IdempotencyException). Use a new token for a new input. Without authentication, a token that another caller used counts too.',
})
export class ConnectIdempotencyError extends ConnectError {
  readonly kind = 'ConnectIdempotencyError';

  // Non-null as in success types: GraphQL does not allow selecting the same field with different types in a union.
  @Field({ description: 'Client token that was used before.' })
  readonly clientToken: string;

  constructor(facts: ErrorFacts & { clientToken: string }) {
    super(facts);
    this.clientToken = facts.clientToken;
  }
}

@ObjectType({
  implements: ConnectError,
  description:
    'The AWS permissions of the gateway do not allow the operation (AccessDeniedException). An operator must allow it in the IAM policy of the gateway.',
})
export class ConnectAccessDeniedError extends ConnectError {
  readonly kind = 'ConnectAccessDeniedError';
}

@ObjectType({
  implements: ConnectError,
  description: 'The contact does not exist, or it has ended (ContactNotFoundException). Read the contact again.',
})
export class ConnectContactNotFoundError extends ConnectError {
  readonly kind = 'ConnectContactNotFoundError';
}

@ObjectType({
  implements: ConnectError,
  description:
    'A quota of the instance is used up (ServiceQuotaExceededException). Waiting alone does not help: free some of the quota, or have an administrator raise it.',
})
export class ConnectServiceQuotaExceededError extends ConnectError {
  readonly kind = 'ConnectServiceQuotaExceededError';
}

@ObjectType({
  implements: ConnectError,
  description:
    'The instance is not active in the AWS Region of the gateway (InvalidActiveRegionException). Use a gateway in the Region where the instance is active.',
})
export class ConnectInvalidActiveRegionError extends ConnectError {
  readonly kind = 'ConnectInvalidActiveRegionError';
}

@ObjectType({
  implements: ConnectError,
  description:
    'A limit of Connect is reached (LimitExceededException): on simultaneous contacts, or on how many times an operation may be applied to one contact. A short wait does not help. For simultaneous contacts, try again when some have ended.',
})
export class ConnectLimitExceededError extends ConnectError {
  readonly kind = 'ConnectLimitExceededError';
}

@ObjectType({
  implements: ConnectError,
  description:
    'The operation conflicts with another operation, or with the state of the contact (ConflictException). Read the contact again before you retry.',
})
export class ConnectConflictError extends ConnectError {
  readonly kind = 'ConnectConflictError';
}

@ObjectType({
  implements: ConnectError,
  description:
    'The state of a resource in the input does not allow the operation (ResourceConflictException). Read the resource again before you retry.',
})
export class ConnectResourceConflictError extends ConnectError {
  readonly kind = 'ConnectResourceConflictError';
}

@ObjectType({
  implements: ConnectError,
  description:
    'The instance may not call this phone number (DestinationNotAllowedException). An administrator must request permission for the country or prefix of the number.',
})
export class ConnectDestinationNotAllowedError extends ConnectError {
  readonly kind = 'ConnectDestinationNotAllowedError';
}

@ObjectType({
  implements: ConnectError,
  description:
    'The instance may not start this outbound contact (OutboundContactNotPermittedException). An administrator must permit outbound contacts.',
})
export class ConnectOutboundContactNotPermittedError extends ConnectError {
  readonly kind = 'ConnectOutboundContactNotPermittedError';
}

@ObjectType({
  implements: ConnectError,
  description:
    'Connect failed with an internal error (InternalServiceException), and may have applied the operation. If `retryable` is false, check the state before you retry.',
})
export class ConnectInternalServiceError extends ConnectError {
  readonly kind = 'ConnectInternalServiceError';
}

@ObjectType({
  implements: ConnectError,
  description:
    'The quota of the AWS account for this operation is used up. Connect refused the call, or the gateway refused the request without a call. Nothing was applied. Retry after `retryAfterMs`.',
})
export class ConnectThrottlingError extends ConnectError {
  readonly kind = 'ConnectThrottlingError';

  @Field(() => Int, {
    nullable: true,
    description: retryAfterDescription,
  })
  readonly retryAfterMs: number | null;

  constructor(facts: ErrorFacts & { retryAfterMs?: number | null }) {
    super(facts);
    this.retryAfterMs = retryMs(facts.retryAfterMs);
  }
}

/**
 * Retry delay in milliseconds after a throttle without Retry-After. The usual quota of two calls per second has a token
 * again by then.
 */
export const throttledForMs = 1_000;

/**
 * Error type of each of Amazon's exceptions. The names follow one rule: `ThrottlingException` becomes
 * `ConnectThrottlingError`. Operations declare their documented exceptions, and this table maps them to types.
 */
export const errorTypes = {
  InvalidRequestException: ConnectInvalidRequestError,
  InvalidParameterException: ConnectInvalidParameterError,
  IdempotencyException: ConnectIdempotencyError,
  AccessDeniedException: ConnectAccessDeniedError,
  ResourceNotFoundException: ConnectResourceNotFoundError,
  ContactNotFoundException: ConnectContactNotFoundError,
  ServiceQuotaExceededException: ConnectServiceQuotaExceededError,
  InvalidActiveRegionException: ConnectInvalidActiveRegionError,
  LimitExceededException: ConnectLimitExceededError,
  ConflictException: ConnectConflictError,
  ResourceConflictException: ConnectResourceConflictError,
  DestinationNotAllowedException: ConnectDestinationNotAllowedError,
  OutboundContactNotPermittedException: ConnectOutboundContactNotPermittedError,
  InternalServiceException: ConnectInternalServiceError,
  ThrottlingException: ConnectThrottlingError,
} as const satisfies Partial<Record<SdkException, new (facts: never) => ConnectError>>;

/** Names of the SDK's exceptions. An unknown name in `errorTypes` does not compile. */
type SdkException = Extract<keyof typeof import('@aws-sdk/client-connect'), `${string}Exception`>;

export type ExceptionName = keyof typeof errorTypes;

/** Exceptions that every mutation's result union includes, because AWS may return them even where undocumented. */
export const commonExceptions = [
  'ThrottlingException',
  'AccessDeniedException',
  'IdempotencyException',
  'ResourceNotFoundException',
] as const satisfies readonly ExceptionName[];

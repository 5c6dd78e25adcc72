import { Field, Int, ObjectType } from 'type-graphql';
import { retryMs } from '../lib/durations.js';
import { ConnectError, type ErrorFacts, retryAfterDescription } from './connect-error.js';
import { ConnectResourceNotFoundError } from './resource-not-found.js';

// Each class has its name as a literal member, because TypeScript treats classes of the same shape as the same type.

@ObjectType({ implements: ConnectError, description: 'Connect found the request not valid: InvalidRequestException.' })
export class ConnectInvalidRequestError extends ConnectError {
  readonly kind = 'ConnectInvalidRequestError';
}

@ObjectType({
  implements: ConnectError,
  description: 'Connect found a parameter not valid: InvalidParameterException.',
})
export class ConnectInvalidParameterError extends ConnectError {
  readonly kind = 'ConnectInvalidParameterError';
}

@ObjectType({
  implements: ConnectError,
  description:
    'The client token was used before with another input: IdempotencyException. The gateway finds out for the tokens of each caller, Connect for all.',
})
export class ConnectIdempotencyError extends ConnectError {
  readonly kind = 'ConnectIdempotencyError';

  // Non-null as in success types: GraphQL does not allow selecting the same field with different types in a union.
  @Field({ description: 'The token in question.' })
  readonly clientToken: string;

  constructor(facts: ErrorFacts & { clientToken: string }) {
    super(facts);
    this.clientToken = facts.clientToken;
  }
}

@ObjectType({
  implements: ConnectError,
  description: "The gateway's own AWS permissions do not allow this: AccessDeniedException.",
})
export class ConnectAccessDeniedError extends ConnectError {
  readonly kind = 'ConnectAccessDeniedError';
}

@ObjectType({
  implements: ConnectError,
  description: 'Connect knows no such contact, or it has ended: ContactNotFoundException.',
})
export class ConnectContactNotFoundError extends ConnectError {
  readonly kind = 'ConnectContactNotFoundError';
}

@ObjectType({
  implements: ConnectError,
  description: 'A quota of the instance is used up; waiting alone does not help: ServiceQuotaExceededException.',
})
export class ConnectServiceQuotaExceededError extends ConnectError {
  readonly kind = 'ConnectServiceQuotaExceededError';
}

@ObjectType({
  implements: ConnectError,
  description: 'The instance is not active in this Region: InvalidActiveRegionException.',
})
export class ConnectInvalidActiveRegionError extends ConnectError {
  readonly kind = 'ConnectInvalidActiveRegionError';
}

@ObjectType({
  implements: ConnectError,
  description:
    'A limit of Connect is reached, of contacts at the same time or of how often something may be done; a moment of waiting does not help: LimitExceededException.',
})
export class ConnectLimitExceededError extends ConnectError {
  readonly kind = 'ConnectLimitExceededError';
}

@ObjectType({
  implements: ConnectError,
  description: 'Another operation, or the state of the contact, stands in the way: ConflictException.',
})
export class ConnectConflictError extends ConnectError {
  readonly kind = 'ConnectConflictError';
}

@ObjectType({
  implements: ConnectError,
  description: 'The state of a resource that the input names does not allow this: ResourceConflictException.',
})
export class ConnectResourceConflictError extends ConnectError {
  readonly kind = 'ConnectResourceConflictError';
}

@ObjectType({
  implements: ConnectError,
  description: 'The instance may not call this number: DestinationNotAllowedException.',
})
export class ConnectDestinationNotAllowedError extends ConnectError {
  readonly kind = 'ConnectDestinationNotAllowedError';
}

@ObjectType({
  implements: ConnectError,
  description: 'The instance may not make outbound contacts: OutboundContactNotPermittedException.',
})
export class ConnectOutboundContactNotPermittedError extends ConnectError {
  readonly kind = 'ConnectOutboundContactNotPermittedError';
}

@ObjectType({
  implements: ConnectError,
  description:
    'Connect failed inside: InternalServiceException. Where `retryable` is false, look before you try again: it may have been applied.',
})
export class ConnectInternalServiceError extends ConnectError {
  readonly kind = 'ConnectInternalServiceError';
}

@ObjectType({
  implements: ConnectError,
  description:
    "Refused by Connect, or by the gateway before it called, because the account's quota of this operation is used up. The request applied nothing.",
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

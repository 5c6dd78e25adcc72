import { Field, Int, ObjectType } from 'type-graphql';
import { retryMs } from '../lib/durations.js';
import { ConnectError, type ErrorFacts, retryAfterDescription } from './connect-error.js';
import { ConnectInputViolation, invalidInput } from './input-violation.js';

@ObjectType({
  implements: ConnectError,
  description:
    'The input breaks a documented constraint. The gateway refused it before any call. Correct the values that `violations` lists.',
})
export class ConnectInvalidInputError extends ConnectError {
  readonly kind = 'ConnectInvalidInputError';

  @Field(() => [ConnectInputViolation], {
    description:
      'Broken constraints, at most one for each path. After 100 entries, one last entry with an empty path gives the number of the rest.',
  })
  readonly violations: readonly ConnectInputViolation[];

  constructor(facts: Omit<ErrorFacts, 'message' | 'retryable'> & { violations: readonly ConnectInputViolation[] }) {
    super({ ...facts, message: invalidInput(facts.violations), retryable: false });
    this.violations = facts.violations;
  }
}

@ObjectType({
  implements: ConnectError,
  description:
    'The gateway could not call Connect, so the operation was certainly not applied. Causes include the connection, credentials, an open circuit breaker, and a full or unavailable idempotency store. Retry after `retryAfterMs`.',
})
export class ConnectUnavailableError extends ConnectError {
  readonly kind = 'ConnectUnavailableError';

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

@ObjectType({
  implements: ConnectError,
  description:
    'The operation may or may not have been applied. Check as `howToCheck` describes. If `retryable` is true, you may instead send the same input with this `clientToken` again: it is never applied twice.',
})
export class ConnectOutcomeUnknownError extends ConnectError {
  readonly kind = 'ConnectOutcomeUnknownError';

  @Field({ description: 'Client token of the call: the given token, or the one that the gateway generated.' })
  readonly clientToken: string;

  @Field({ description: 'Instructions for checking whether the operation was applied.' })
  readonly howToCheck: string;

  constructor(facts: ErrorFacts & { clientToken: string; howToCheck: string }) {
    super(facts);
    this.clientToken = facts.clientToken;
    this.howToCheck = facts.howToCheck;
  }
}

@ObjectType({
  implements: ConnectError,
  description:
    'Connect returned an error that it does not document for this operation, or a response that contradicts another response.',
})
export class ConnectUnexpectedError extends ConnectError {
  readonly kind = 'ConnectUnexpectedError';

  @Field(() => String, {
    nullable: true,
    description: 'Name of the exception as returned by Amazon. Null if there was none.',
  })
  readonly awsName: string | null;

  constructor(facts: ErrorFacts & { awsName?: string | null }) {
    super(facts);
    this.awsName = facts.awsName ?? null;
  }
}

/** The gateway's own error types, which every mutation's result union includes. */
export const gatewayErrorTypes = [
  ConnectInvalidInputError,
  ConnectUnavailableError,
  ConnectOutcomeUnknownError,
  ConnectUnexpectedError,
] as const;

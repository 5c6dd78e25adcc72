import { Field, Int, ObjectType } from 'type-graphql';
import { retryMs } from '../lib/durations.js';
import { ConnectError, type ErrorFacts, retryAfterDescription } from './connect-error.js';
import { ConnectInputViolation, invalidInput } from './input-violation.js';

@ObjectType({
  implements: ConnectError,
  description: 'The input breaks a documented constraint; refused before any call was made.',
})
export class ConnectInvalidInputError extends ConnectError {
  readonly kind = 'ConnectInvalidInputError';

  @Field(() => [ConnectInputViolation], {
    description:
      'Broken rules, one for each path. After 100 of them comes one with an empty path and the number of the rest.',
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
    'Certainly not applied: the call could not be made (connection, name, certificate, credentials, open breaker).',
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
    'The call may or may not have been applied. Look as `howToCheck` says; where `retryable` is true, the same input with `clientToken` may also be sent again: it is never applied twice.',
})
export class ConnectOutcomeUnknownError extends ConnectError {
  readonly kind = 'ConnectOutcomeUnknownError';

  @Field({ description: 'The token that the call carried, the given one or the one that the gateway made.' })
  readonly clientToken: string;

  @Field({ description: 'How to find out whether it was applied.' })
  readonly howToCheck: string;

  constructor(facts: ErrorFacts & { clientToken: string; howToCheck: string }) {
    super(facts);
    this.clientToken = facts.clientToken;
    this.howToCheck = facts.howToCheck;
  }
}

@ObjectType({
  implements: ConnectError,
  description: 'An error that Connect does not document for this operation, or an answer that contradicts another.',
})
export class ConnectUnexpectedError extends ConnectError {
  readonly kind = 'ConnectUnexpectedError';

  @Field(() => String, {
    nullable: true,
    description: 'Name of the exception as Amazon sent it; null when there was none.',
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

import { Field, ID, Int, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import { longestRetryMs, retryMs } from '../lib/durations.js';
import { ConnectInputViolation, invalidInput } from './input-violation.js';

const retryAfterDescription = `Milliseconds after which another try is worth while: whole, from 0 to ${longestRetryMs.toLocaleString('en')}, an hour. Null when nothing is known.`;

/** What every error says. `retryable` and the two ids are the promise; the wording of `message` is not. */
export interface ErrorFacts {
  readonly message: string;
  readonly retryable: boolean;
  readonly requestId: string;
  readonly awsRequestId?: string | null;
}

@InterfaceType({
  description:
    'A refusal or failure that an operation answers with. Select `... on ConnectError` to survive members that are added later.',
})
export abstract class ConnectError {
  @Field({
    description:
      "For developers and logs, in the gateway's own words: Amazon's message, which may repeat personal data, is never passed on. The wording may change: branch on `__typename`.",
  })
  readonly message: string;

  @Field({
    description:
      'Whether the same input with the same client token may be sent again, without a second effect, and may then succeed.',
  })
  readonly retryable: boolean;

  @Field({ description: "The gateway's id of this request, as in the x-request-id header." })
  readonly requestId: string;

  @Field(() => String, {
    nullable: true,
    description:
      "Amazon's id of the failed call, under which CloudTrail has Amazon's own message where it keeps one; null when no call was made or answered.",
  })
  readonly awsRequestId: string | null;

  constructor(facts: ErrorFacts) {
    this.message = facts.message;
    this.retryable = facts.retryable;
    this.requestId = facts.requestId;
    this.awsRequestId = facts.awsRequestId ?? null;
  }
}

// Each class carries its name as a literal, since TypeScript takes classes of one shape for one another.

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

  // Non-null as in a success: GraphQL refuses to select both under one name when their types differ.
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

export enum ConnectResourceKind {
  INSTANCE = 'INSTANCE',
  CONTACT = 'CONTACT',
  CONTACT_FLOW = 'CONTACT_FLOW',
  QUEUE = 'QUEUE',
  USER = 'USER',
  QUICK_CONNECT = 'QUICK_CONNECT',
  TASK_TEMPLATE = 'TASK_TEMPLATE',
  PREDEFINED_ATTRIBUTE = 'PREDEFINED_ATTRIBUTE',
  AGENT_STATUS = 'AGENT_STATUS',
  ROUTING_PROFILE = 'ROUTING_PROFILE',
  HOURS_OF_OPERATION = 'HOURS_OF_OPERATION',
  HIERARCHY_GROUP = 'HIERARCHY_GROUP',
  SECURITY_PROFILE = 'SECURITY_PROFILE',
  ATTACHED_FILE = 'ATTACHED_FILE',
  EVALUATION = 'EVALUATION',
  EVALUATION_FORM = 'EVALUATION_FORM',
  OTHER = 'OTHER',
}
registerEnumType(ConnectResourceKind, {
  name: 'ConnectResourceKind',
  description: 'What a missing resource is.',
  valuesConfig: {
    INSTANCE: { description: 'The Amazon Connect instance, or one that the caller may not use.' },
    CONTACT: { description: 'The contact.' },
    CONTACT_FLOW: { description: 'The flow.' },
    QUEUE: { description: 'The queue.' },
    USER: { description: 'The user, an agent.' },
    QUICK_CONNECT: { description: 'The quick connect.' },
    TASK_TEMPLATE: { description: 'The task template.' },
    PREDEFINED_ATTRIBUTE: { description: 'The predefined attribute, by its name.' },
    AGENT_STATUS: { description: 'The agent status.' },
    ROUTING_PROFILE: { description: 'The routing profile.' },
    HOURS_OF_OPERATION: { description: 'The hours of operation.' },
    HIERARCHY_GROUP: { description: 'The hierarchy group.' },
    SECURITY_PROFILE: { description: 'The security profile.' },
    ATTACHED_FILE: { description: 'The attached file: it was deleted, or never was attached to this.' },
    EVALUATION: { description: 'The evaluation of a contact.' },
    EVALUATION_FORM: { description: 'The evaluation form.' },
    OTHER: { description: 'Something else.' },
  },
});

@ObjectType({
  implements: ConnectError,
  description: 'Something that the input names does not exist: ResourceNotFoundException.',
})
export class ConnectResourceNotFoundError extends ConnectError {
  readonly kind = 'ConnectResourceNotFoundError';

  @Field(() => ConnectResourceKind, {
    nullable: true,
    description: 'What is missing, when the gateway could find out.',
  })
  readonly resource: ConnectResourceKind | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Its id as the input gave it; null when it is not known what is missing.',
  })
  readonly resourceId: string | null;

  constructor(facts: ErrorFacts & { resource?: ConnectResourceKind; resourceId?: string }) {
    super(facts);
    this.resource = facts.resource ?? null;
    this.resourceId = facts.resourceId ?? null;
  }

  /** @param resourceId As the input gave it, or the bare id. */
  static of(
    resource: ConnectResourceKind,
    resourceId: string,
    facts: Omit<ErrorFacts, 'message' | 'retryable'>,
  ): ConnectResourceNotFoundError {
    const message = `There is no ${resource.toLowerCase().replaceAll('_', ' ')} ${resourceId}.`;
    return new ConnectResourceNotFoundError({ ...facts, message, retryable: false, resource, resourceId });
  }
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
  description: 'What the input names is in a state that does not allow this: ResourceConflictException.',
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

@ObjectType({
  implements: ConnectError,
  description: 'The input breaks a documented constraint; refused before any call was made.',
})
export class ConnectInvalidInputError extends ConnectError {
  readonly kind = 'ConnectInvalidInputError';

  @Field(() => [ConnectInputViolation], {
    description:
      'What is wrong with the input, once for each path. After 100 of them comes one with an empty path, which says how many more there are.',
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

/**
 * Milliseconds to wait after a throttle of which nothing more is known: at two calls a second, the usual quota, one has come
 * free by then.
 */
export const throttledForMs = 1_000;

/**
 * Amazon's exceptions and the types that stand for them, by one rule: `ThrottlingException` is
 * `ConnectThrottlingError`. An operation names the exceptions it documents; this table gives it the types.
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

/** The exceptions that the SDK knows: a name that it does not know is a mistake that does not compile. */
type SdkException = Extract<keyof typeof import('@aws-sdk/client-connect'), `${string}Exception`>;

export type ExceptionName = keyof typeof errorTypes;

/** Members that every mutation has, documented or not, since AWS answers so all the same. */
export const commonExceptions = [
  'ThrottlingException',
  'AccessDeniedException',
  'IdempotencyException',
  'ResourceNotFoundException',
] as const satisfies readonly ExceptionName[];

/** Members that every mutation has from the gateway itself. */
export const gatewayErrorTypes = [
  ConnectInvalidInputError,
  ConnectUnavailableError,
  ConnectOutcomeUnknownError,
  ConnectUnexpectedError,
] as const;

/** The error types that a mutation with these documented exceptions can answer with. */
export type MutationError<Names extends ExceptionName> =
  | InstanceType<(typeof errorTypes)[Names]>
  | InstanceType<(typeof errorTypes)[(typeof commonExceptions)[number]]>
  | InstanceType<(typeof gatewayErrorTypes)[number]>;

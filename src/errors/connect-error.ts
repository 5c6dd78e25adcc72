import { Field, InterfaceType } from 'type-graphql';
import { longestRetryMs } from '../lib/durations.js';

export const retryAfterDescription = `Time after which a retry may succeed, in whole milliseconds, from 0 to ${longestRetryMs.toLocaleString('en')} (one hour). Null if it is unknown.`;

/** Facts of every error. `retryable` and the two ids are a stable API; the wording of `message` may change. */
export interface ErrorFacts {
  readonly message: string;
  readonly retryable: boolean;
  readonly requestId: string;
  readonly awsRequestId?: string | null;
}

@InterfaceType({
  description:
    'Error that a mutation returns. Select `... on ConnectError`, so that your client also handles error types that are added later.',
})
export abstract class ConnectError {
  @Field({
    description:
      "Message of the gateway for developers and logs. It never contains Amazon's message, which may repeat personal data. The wording may change, so branch on `__typename`.",
  })
  readonly message: string;

  @Field({
    description:
      'Whether you may send the same input with the same client token again. If true, the retry has no second effect, and may succeed.',
  })
  readonly retryable: boolean;

  @Field({ description: 'Id of this request in the gateway, as in the header `x-request-id`.' })
  readonly requestId: string;

  @Field(() => String, {
    nullable: true,
    description:
      "Amazon's id of the failed call. If CloudTrail records the call, Amazon's message is there under this id. Null if no call was made or no response arrived.",
  })
  readonly awsRequestId: string | null;

  constructor(facts: ErrorFacts) {
    this.message = facts.message;
    this.retryable = facts.retryable;
    this.requestId = facts.requestId;
    this.awsRequestId = facts.awsRequestId ?? null;
  }
}
